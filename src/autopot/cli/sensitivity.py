"""`autopot sensitivity`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autopot.cli import worded
from autopot.cli.shared_options import engine_options, figure_options, json_option, seed_option
from autopot.cli.spoken import speaking_as
from autopot.cli.streams import echo_json
from autopot.messages import say

if TYPE_CHECKING:
    from autopot.api import Sensitivity


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
    from autopot.cli.screen import progress

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
    with speaking_as(scenario):
        if as_json:
            echo_json(found.as_json())
        else:
            _show(found)


def _show(found: Sensitivity) -> None:
    from autopot.cli.screen import console, table
    from autopot.report.comparison import about
    from autopot.report.suppression import left_out
    from autopot.report.uncertainty import (
        convergence_line,
        factor_rows,
        reading_rows,
        sector_factor_rows,
        thing,
    )

    screen = console()
    screen.tell(about(found.kind, found.year))
    for title, (headings, rows) in (
        (
            say("Where the uncertainty of the total comes from"),
            factor_rows(found.indices, found.known),
        ),
        (
            say("Share of the variance that is due to each factor, with interactions"),
            sector_factor_rows(found.indices),
        ),
        (
            say("Each reading alone: distance from the mean of the scenario, percentage points"),
            reading_rows(found.readings),
        ),
    ):
        screen.print(table(title, headings, rows, "n" + "f" * (len(headings) - 1)))
        screen.print()
    screen.tell(convergence_line(found.draws, found.converged))
    for name in found.unvaried:
        kind, _, key = name.partition(" ")
        screen.tell(say("{name}: does not vary, and is not included", name=thing(kind, key)))
    screen.tell(*left_out([thing("sector", name) for name in found.hidden]))
