"""`autopot sweep`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option, quiet_option, where_options
from autopot.cli.streams import echo_json
from autopot.messages import say, shown

if TYPE_CHECKING:
    from autopot.engine.options import WhereOptions


class FileFirst(worded.WordedGroup):
    """A group where a first word that is no command is the file of `run`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, with `run` put in front of a file.

        Parameters
        ----------
        ctx : of the group.
        args : the words after `autopot sweep`; a file that is called as a command needs `run`
            before it.

        Returns
        -------
        As click has it: name, command, and the words that are left for it.
        """
        if args and args[0] not in self.commands:
            args = ["run", *args]
        return super().resolve_command(ctx, args)


@worded.group(
    "sweep",
    say(
        "Run a scenario with many values of its settings.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot sweep evidence\n"
        "    autopot sweep my-sweep.yaml --out sweep\n"
        "    autopot sweep status sweep"
    ),
    cls=FileFirst,
    context_settings={"ignore_unknown_options": True},
    no_args_is_help=True,
)
def command() -> None:
    """All commands about sweeps."""


@worded.command(
    "run",
    say("Run SWEEP, or what is left of it: a .yaml file or the name of a packaged sweep."),
    short=say("Run a sweep"),
    parent=command,
)
@worded.argument("sweep")
@worded.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=say("FOLDER"),
    help=say("Folder of the result; otherwise sweeps/<name>-<hash>."),
)
@where_options
@json_option
@quiet_option
def run_command(
    sweep: str,
    out: Path | None,
    as_json: bool,
    quiet: bool,
    **options: Unpack[WhereOptions],
) -> None:
    """Run what is left, and say where the results are."""
    from autopot.api import sweep as run_sweep
    from autopot.cli.progress import progress

    begun: list[Path] = []
    try:
        with progress(quiet or as_json) as options["progress"]:
            state = run_sweep(
                sweep,
                out,
                started=begun.append,
                **options,
            )
    except KeyboardInterrupt:
        if not begun:
            raise
        _stopped(begun[0])
    if as_json:
        echo_json(state.as_json())
    elif quiet:
        click.echo(str(state.directory))
    else:
        for line in state.lines():
            click.echo(shown(line))


def _stopped(directory: Path) -> None:
    from autopot.api import sweep_state

    state = sweep_state(directory)
    done, points = len(state.finished), state.points
    stopped = say(
        "Interrupted: {done:,} of {points:,} points are finished in {folder}. "
        "The same command goes on from there.",
        done=done,
        points=points,
        folder=directory,
    )
    click.echo(shown(stopped), err=True)
    sys.exit(130)


@worded.command(
    "status",
    say("How far sweeps have come: the folders DIRECTORIES, or else all under sweeps/."),
    short=say("How far sweeps have come"),
    parent=command,
)
@worded.argument("directories", nargs=-1, type=click.Path(path_type=Path))
@worded.option("--json", "as_json", is_flag=True, help=say("Print one JSON list."))
def status_command(directories: tuple[Path, ...], as_json: bool) -> None:
    """Show how far each is."""
    from autopot.saving.sweeping import (
        states_table,
        sweep_directories,
        sweep_state,
    )

    states = [sweep_state(path) for path in directories or sweep_directories()]
    if as_json:
        echo_json([s.as_json() for s in states])
        return
    from autopot.views.terminal import console

    console().show(states_table(states))
