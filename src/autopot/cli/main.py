"""`autopot`: the group of commands, loaded one by one when they are used."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from typing import Any

import click

from autopot.cli.usage import show, speaks_norwegian

COMMANDS = {
    "run": ("autopot.cli.run", "Kjør et scenario og skriv resultatet / run a scenario"),
    "chart": ("autopot.cli.chart", "Lagre en figur fra en kjøring / save a chart of a run"),
    "check": ("autopot.cli.check", "Kontroller en fil med egne ansatte / check a staff file"),
    "template": ("autopot.cli.template", "Skriv en mal for egne ansatte / a staff template"),
    "init": ("autopot.cli.init", "Lag en mappe for en kommune / start a municipality"),
    "assess": ("autopot.cli.assess", "Vurder barrierer for å hente ut gevinster / judge barriers"),
    "explain": (
        "autopot.cli.explain",
        "Vis hva som ligger bak tallet for et yrke / explain a figure",
    ),
    "compare": (
        "autopot.cli.compare",
        "Sammenlign scenarioer og forklar forskjellen / differences",
    ),
    "sensitivity": (
        "autopot.cli.sensitivity",
        "Vis hvilken usikkerhet som betyr mest / which matters",
    ),
    "bounds": ("autopot.cli.bounds", "Laveste og høyeste potensial evidensen tillater / bounds"),
    "sweep": ("autopot.cli.sweep", "Kjør et scenario med mange innstillinger / sweep settings"),
    "radar": ("autopot.cli.radar", "Hva er klart nå, og eksport til radarverktøy / radar, export"),
    "plan": ("autopot.cli.plan", "Hvilke tiltak når, innenfor rammene / which measures when"),
    "track": ("autopot.cli.track", "Målt gevinst mot plan, og ny prognose / follow a plan up"),
    "adoption": ("autopot.cli.adoption", "Vis hva innføringskurvene hviler på / adoption fit"),
    "validate": ("autopot.cli.validate", "Sammenlign med publiserte resultater / published"),
    "verify": ("autopot.cli.verify", "Kjør et resultat på nytt og kontroller alle tall / verify"),
    "tasks": ("autopot.cli.tasks", "La en faggruppe rette oppgavene i Excel / correct tasks"),
    "aggregate": ("autopot.cli.aggregate", "Summer store registre til bemanningsfiler / registers"),
    "workforce": ("autopot.cli.workforce", "Bygg den anslåtte bemanningen på nytt / rebuild staff"),
    "fetch": ("autopot.cli.fetch", "Hent tall og kodelister fra SSB / fetch from SSB"),
    "data": ("autopot.cli.data", "Kontroller datatabellene / check the data tables"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; help needs none of them."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Names of the commands, in the order they are used."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Kommandoer / Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Vis teknisk feilsporing / show tracebacks.")
@click.version_option(package_name="autopot")
def group(debug: bool) -> None:
    """Automatiseringspotensial i norske kommuner, med usikkerhet og kilder.

    \b
    Begynn her / start here:
        autopot run base
        autopot explain 4110
    """
    # main() reads --debug itself, so that it also holds for errors before a command starts.
    del debug


def main(args: list[str] | None = None) -> Any:
    """Run the command line and leave with its exit code.

    Exit codes: 0 done, 1 wrong input, 2 wrong command line, 3 infeasible, 4 our defect.
    """
    arguments = sys.argv[1:] if args is None else args
    debug = "--debug" in arguments
    try:
        with warnings.catch_warnings():
            _tell_what_is_kept()
            group.main(args=arguments, prog_name="autopot", standalone_mode=False)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as error:
        show(error)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        norwegian, english = "Avbrutt; ingenting er skrevet.", "Interrupted; nothing is written."
        click.echo(norwegian if speaks_norwegian() else english, err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        _tell(error, debug)
    sys.exit(0)


def _tell_what_is_kept() -> None:
    """Print what was kept beside what was written as lines like those of errors."""
    from autopot.errors import Kept

    warnings.simplefilter("always", Kept)
    otherwise = warnings.showwarning

    def show_kept(message: Warning | str, *about: Any, **more: Any) -> None:
        if isinstance(message, Kept):
            line = message.problem.line("nb" if speaks_norwegian() else "en")
            click.echo(line, err=True)
        else:
            otherwise(message, *about, **more)

    warnings.showwarning = show_kept


def _tell(error: Exception, debug: bool) -> None:
    """Print what went wrong and leave."""
    from autopot.errors import AutopotError

    if debug:
        raise error
    if isinstance(error, AutopotError):
        for problem in error.problems:
            click.echo(problem.line("nb" if speaks_norwegian() else "en"), err=True)
        sys.exit(error.exit_code)
    what = f"({type(error).__name__}: {error})"
    norwegian = f"En feil i autopot {what}. Kjør igjen med --debug og meld den."
    english = f"A defect in autopot {what}. Run again with --debug and report it."
    click.echo(norwegian if speaks_norwegian() else english, err=True)
    sys.exit(4)
