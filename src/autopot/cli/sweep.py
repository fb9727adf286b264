"""`autopot sweep`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autopot.cli.shared_options import engine_options
from autopot.cli.streams import echo_json
from autopot.messages import say, shown


class FileFirst(click.Group):
    """A group where a first word that is no command is the file of `run`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, with `run` put in front of a file."""
        if args and args[0] not in self.commands:
            args = ["run", *args]
        return super().resolve_command(ctx, args)


@click.group(
    "sweep", cls=FileFirst, context_settings={"ignore_unknown_options": True}, no_args_is_help=True
)
def command() -> None:
    """Kjør et scenario med mange verdier av innstillingene.

    \b
    Eksempler / examples:
        autopot sweep evidence
        autopot sweep mitt-sveip.yaml --out sveip
        autopot sweep status sveip
    """


@command.command("run", short_help="Kjør et sveip / run a sweep")
@click.argument("sweep")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Mappe for resultatet; ellers sweeps/<navn>-<hash>. / Directory of the result.",
)
@engine_options
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt. / One JSON object.")
@click.option("--quiet", is_flag=True, help="Bare hvor filene ligger. / Only where the files are.")
def run_command(
    sweep: str,
    out: Path | None,
    engine: str,
    threads: int | None,
    scheduler: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Kjør SWEEP, eller det som er igjen av det: en .yaml-fil eller navnet på et som følger med."""
    from autopot.api import sweep as run_sweep
    from autopot.cli.screen import progress

    begun: list[Path] = []
    try:
        with progress(quiet or as_json) as tell:
            state = run_sweep(
                sweep,
                out,
                threads=threads,
                engine=engine,
                scheduler=scheduler,
                progress=tell,
                started=begun.append,
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
        click.echo(f"{state.points} punkter er ferdige: {state.directory}")
        results = (state.directory / "results").as_posix()
        click.echo(f'I Python / in Python: pandas.read_parquet("{results}")')


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


@command.command("status", short_help="Hvor langt sveip er kommet / how far")
@click.argument("directories", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Én JSON-liste. / One JSON list.")
def status_command(directories: tuple[Path, ...], as_json: bool) -> None:
    """Hvor langt sveip er kommet: mappene DIRECTORIES, ellers alle under sweeps/."""
    from autopot.api.sweeping import sweep_directories, sweep_state

    states = [sweep_state(path) for path in directories or sweep_directories()]
    if as_json:
        echo_json([s.as_json() for s in states])
        return
    from autopot.cli.screen import console, table
    from autopot.report.sweep import state_rows

    headings, rows = state_rows(
        [(s.directory, len(s.finished), s.points, s.at_work) for s in states]
    )
    console().print(table("Sveip", headings, rows, "nfft"))
