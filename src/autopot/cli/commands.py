"""`autopot`: the group of commands, loaded one by one when they are used."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from typing import Any

import click

from autopot.cli.streams import (
    flush,
    no_word_about_leftovers,
    nobody_reads,
    quiet_when_nobody_reads,
    replace_unprintable,
)
from autopot.cli.usage import show, speaks_norwegian
from autopot.errors import MOST_PROBLEMS, SHOWN_PART, elided, more_like_these
from autopot.machine import explained
from autopot.version import __version__

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

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the command line; the help may be printed here."""
        with quiet_when_nobody_reads():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with quiet_when_nobody_reads():
            return super().invoke(ctx)

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
@click.version_option(__version__)
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

    Exit codes: 0 done, 1 wrong input, 2 wrong command line, 3 infeasible, 4 our defect, 5 more than
    this machine has (memory, disk, open files).
    """
    arguments = sys.argv[1:] if args is None else args
    replace_unprintable()
    try:
        with warnings.catch_warnings():
            tell_what_is_kept()
            code = group.main(args=arguments, prog_name="autopot", standalone_mode=False)
        flush()
    except click.ClickException as error:
        show(error)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        norwegian, english = "Avbrutt; ingenting er skrevet.", "Interrupted; nothing is written."
        click.echo(norwegian if speaks_norwegian() else english, err=True)
        sys.exit(130)
    except BrokenPipeError:
        nobody_reads()
        sys.exit(0)
    except Exception as error:
        if "--debug" in arguments:
            raise
        no_word_about_leftovers()
        sys.exit(_tell(error))
    sys.exit(code or 0)


def _tell(error: Exception) -> int:
    """Print what went wrong; the exit code."""
    language = "nb" if speaks_norwegian() else "en"
    known = explained(error)
    if known is None:
        what = f"({type(error).__name__}: {elided(str(error), SHOWN_PART)})"
        norwegian = f"En feil i autopot {what}. Kjør igjen med --debug og meld den."
        english = f"A defect in autopot {what}. Run again with --debug and report it."
        click.echo(norwegian if language == "nb" else english, err=True)
        return 4
    first = known.problems[:MOST_PROBLEMS]
    rest = known.problems[MOST_PROBLEMS:]
    if len(rest) > 1:
        rest = [more_like_these("…", len(rest))]
    for problem in [*first, *rest]:
        click.echo(problem.line(language), err=True)
    return known.exit_code


def tell_what_is_kept() -> None:
    """Print what was kept beside what was written as lines like those of errors."""
    from autopot.errors import Kept

    warnings.simplefilter("always", Kept)
    otherwise = warnings.showwarning

    def show_kept(message: Warning | str, *about: Any, **more: Any) -> None:
        if isinstance(message, Kept):
            click.echo(message.problem.line("nb" if speaks_norwegian() else "en"), err=True)
        else:
            otherwise(message, *about, **more)

    warnings.showwarning = show_kept
