"""`autopot sensitivity`."""

from __future__ import annotations

from autopot.cli import worded
from autopot.cli.shared_options import engine_options, figure_options, json_option, seed_option
from autopot.cli.streams import echo_json
from autopot.messages import say, unless_asked


@worded.command(
    "sensitivity",
    say(
        "Show which uncertainty matters most for the result of SCENARIO.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot sensitivity base\n"
        "    autopot sensitivity base --kind realised --year 2035"
    ),
)
@worded.argument("scenario")
@worded.option(
    "--draws",
    type=int,
    help=say("Number of draws; otherwise more are made until the answer is certain enough."),
)
@seed_option
@engine_options
@figure_options
@json_option
def command(
    scenario: str,
    draws: int | None,
    seed: int | None,
    engine: str,
    threads: int | None,
    scheduler: str | None,
    kind: str,
    year: int | None,
    as_json: bool,
) -> None:
    """Analyse, and show what matters most."""
    from autopot.api import sensitivity
    from autopot.cli.progress import progress
    from autopot.views.terminal import console

    with progress(as_json) as tell:
        found = sensitivity(
            scenario,
            draws=draws,
            seed=seed,
            threads=threads,
            engine=engine,
            scheduler=scheduler,
            kind=kind,
            year=year,
            progress=tell,
        )
    if as_json:
        echo_json(found.as_json())
        return
    screen = console()
    with unless_asked(found.language):
        screen.tell(*found.lines())
        screen.show(*found.tables())
