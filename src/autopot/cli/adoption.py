"""`autopot adoption`."""

from __future__ import annotations

from autopot.cli import worded
from autopot.messages import say


@worded.command(
    "adoption",
    say("Show which figures the adoption curves rest on.\n\n\b\nExample:\n    autopot adoption"),
)
def command() -> None:
    """Points, curves, and the fit of each class."""
    from autopot.api import adoption_fit
    from autopot.views.terminal import console

    console().show(*adoption_fit().tables())
