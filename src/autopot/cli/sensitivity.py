"""`autopot sensitivity`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from autopot.cli import worded
from autopot.cli.shared_options import engine_options, figure_options, json_option
from autopot.cli.streams import echo_json
from autopot.messages import say, unless_asked

if TYPE_CHECKING:
    from autopot.engine.options import EngineOptions


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
@engine_options
@figure_options
@json_option
def command(
    scenario: str,
    kind: str,
    year: int | None,
    as_json: bool,
    **options: Unpack[EngineOptions],
) -> None:
    """Analyse, and show what matters most."""
    from autopot.api import sensitivity
    from autopot.cli.progress import progress
    from autopot.views.terminal import console

    with progress(as_json) as options["progress"]:
        found = sensitivity(
            scenario,
            kind=kind,
            year=year,
            **options,
        )
    if as_json:
        echo_json(found.as_json())
        return
    screen = console()
    with unless_asked(found.language):
        screen.tell(*found.lines())
        screen.show(*found.tables())
