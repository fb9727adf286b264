"""`autopot`: the group of commands, loaded one by one when they are used."""

from __future__ import annotations

import atexit
import gc
import sys
import warnings
from importlib import import_module
from typing import Any

import click

from autopot.cli import worded
from autopot.cli.streams import (
    flush,
    no_word_about_leftovers,
    nobody_reads,
    quiet_when_nobody_reads,
    replace_unprintable,
)
from autopot.cli.usage import show
from autopot.errors import MOST_PROBLEMS, SHOWN_PART, more_like_these
from autopot.machine import explained
from autopot.messages import elided, say, shown, speaking, unless_asked
from autopot.version import __version__

COMMANDS = {
    "run": ("autopot.cli.run", say("Run a scenario and write the result")),
    "chart": ("autopot.cli.chart", say("Save a chart of a run")),
    "export": ("autopot.cli.export", say("Write figures of a run as JSON-stat")),
    "slides": ("autopot.cli.slides", say("Write slides of a run for a meeting")),
    "check": ("autopot.cli.check", say("Check a file of your own staff")),
    "template": ("autopot.cli.template", say("Write a template for your own staff")),
    "init": ("autopot.cli.init", say("Make a folder for a municipality")),
    "schema": ("autopot.cli.schema", say("Let an editor complete and check a scenario")),
    "assess": ("autopot.cli.assess", say("Judge what stands in the way of benefits")),
    "explain": ("autopot.cli.explain", say("Show what lies behind the figure of an occupation")),
    "gap": ("autopot.cli.gap", say("How much more work will be needed, and what meets it")),
    "site": ("autopot.cli.site", say("Write pages of all municipalities, to publish")),
    "compare": ("autopot.cli.compare", say("Compare scenarios and explain the difference")),
    "sensitivity": ("autopot.cli.sensitivity", say("Show which uncertainty matters most")),
    "bounds": ("autopot.cli.bounds", say("Lowest and highest potential that the evidence allows")),
    "sweep": ("autopot.cli.sweep", say("Run a scenario with many settings")),
    "radar": ("autopot.cli.radar", say("What is ready now, and export to radar tools")),
    "plan": ("autopot.cli.plan", say("Which measures to start when, within the limits")),
    "track": ("autopot.cli.track", say("Measured benefits against the plan, and a new forecast")),
    "adoption": ("autopot.cli.adoption", say("Show what the adoption curves rest on")),
    "validate": ("autopot.cli.validate", say("Compare with published results")),
    "verify": ("autopot.cli.verify", say("Run a result again and check every figure")),
    "disclosure": ("autopot.cli.disclosure", say("What all results of your own staff tell")),
    "evidence": ("autopot.cli.evidence", say("Show what the evidence is worth")),
    "tasks": ("autopot.cli.tasks", say("Let a group of experts correct the tasks in Excel")),
    "app": ("autopot.cli.app", say("Do everything in the browser, without a terminal")),
    "mcp": ("autopot.cli.mcp", say("Answer the questions of an assistant")),
    "aggregate": ("autopot.cli.aggregate", say("Sum large registers to workforce files")),
    "workforce": ("autopot.cli.workforce", say("Build the estimated workforce again")),
    "fetch": ("autopot.cli.fetch", say("Fetch figures and codes from Statistics Norway")),
    "data": ("autopot.cli.data", say("Check the packaged tables")),
}
"""Name -> module, and what the command does."""

FEW_SEARCHES = 100_000
"""New objects before Python looks for circles among all it has made; 700 is its own number. Classes
and tables that are made once and stay cost a fifth of the start in such searches."""


class LazyGroup(worded.WordedGroup):
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
        with formatter.section(shown(say("Commands"))):
            formatter.write_dl([(name, shown(text)) for name, (_, text) in COMMANDS.items()])


@worded.command(
    "autopot",
    say(
        "Automation potential in Norwegian municipalities, with uncertainty and sources.\n\n"
        "\b\n"
        "Start here:\n"
        "    autopot run base\n"
        "    autopot explain 4110"
    ),
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@worded.option("--debug", is_flag=True, help=say("Show technical tracebacks."))
@worded.version_option(__version__)
def group(debug: bool) -> None:
    """All commands."""
    # main() reads --debug itself, so that it also holds for errors before a command starts.
    del debug


def main(args: list[str] | None = None) -> Any:
    """Run the command line and leave with its exit code.

    Exit codes: 0 done, 1 wrong input, 2 wrong command line, 3 infeasible, 4 our defect, 5 more than
    this machine has (memory, disk, open files), 130 interrupted.

    Parameters
    ----------
    args : the words after `autopot`; None for those of this process.

    Raises
    ------
    SystemExit
        Always; with --debug, errors other than those of the command line are raised as they are.
    """
    arguments = sys.argv[1:] if args is None else args
    gc.set_threshold(FEW_SEARCHES)
    atexit.register(gc.freeze)  # nor a last time: all of it ends with the process
    replace_unprintable()
    worded.give_click_our_words()
    with speaking(worded.asked_language(arguments)), unless_asked("nb"):
        sys.exit(_run(arguments))


def _run(arguments: list[str]) -> int:
    """Run the command line; the exit code."""
    try:
        with warnings.catch_warnings():
            tell_what_is_kept()
            code = group.main(args=arguments, prog_name="autopot", standalone_mode=False)
        flush()
    except click.ClickException as error:
        show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(shown(say("Interrupted; nothing is written.")), err=True)
        return 130
    except BrokenPipeError:
        nobody_reads()
        return 0
    except Exception as error:
        if "--debug" in arguments:
            raise
        no_word_about_leftovers()
        return _tell(error)
    return code or 0


def _tell(error: Exception) -> int:
    """Print what went wrong; the exit code."""
    known = explained(error)
    if known is None:
        defect = say(
            "A defect in autopot ({what}). Run again with --debug and report it.",
            what=elided(f"{type(error).__name__}: {error}", SHOWN_PART),
        )
        click.echo(shown(defect), err=True)
        return 4
    first = known.problems[:MOST_PROBLEMS]
    rest = known.problems[MOST_PROBLEMS:]
    if len(rest) > 1:
        rest = [more_like_these("…", len(rest))]
    for problem in [*first, *rest]:
        click.echo(str(problem), err=True)
    return known.exit_code


def tell_what_is_kept() -> None:
    """Print what was kept beside what was written as lines like those of errors."""
    from autopot.errors import Kept

    warnings.simplefilter("always", Kept)
    otherwise = warnings.showwarning

    def show_kept(message: Warning | str, *about: Any, **more: Any) -> None:
        if isinstance(message, Kept):
            click.echo(str(message.problem), err=True)
        else:
            otherwise(message, *about, **more)

    warnings.showwarning = show_kept
