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
    from autopot.cli.screen import console, table
    from autopot.report.adoption import class_rows, pair_rows, point_rows

    found = adoption_fit()
    screen = console()
    for title, (headings, rows), kinds in (
        (say("Published figures: how many have the technology"), point_rows(found.points),
         "nnnffnn"),
        (say("A logistic curve through each pair"), pair_rows(found.pairs), "nnff"),
        (say("The fit of each radar class, as it stands in the base scenario"),
         class_rows(found.classes), "nfffffff"),
    ):  # fmt: skip
        screen.print(table(title, headings, rows, kinds))
        screen.print()
    screen.tell(
        say(
            "Two points fit any curve: these are rough estimates. Expected figures count as an "
            "upper limit. Assess and Hold have no published midpoints; theirs are our judgement. "
            "How long it takes from having a technology to using it fully stands in the scenario "
            "under adoption.depth and is our judgement too (docs/method.md)."
        )
    )
