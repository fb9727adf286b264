"""What is hard to believe of the whole."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import Kind, error, note, warning

PLAUSIBLE: dict[str, Kind] = {
    "large_fraction": warning(
        say("up to {value} FTE per person"),
        say("at most 1.2"),
        say("are the rows sums? Fill in the headcount"),
    ),
    "no_leaders": warning(
        say(
            "{sector} in {municipality} has {fte} FTE and no leaders (occupations that "
            "begin with 1)"
        ),
        "",
        say("are they in another sector, or missing?"),
    ),
    "more_than_residents": error(
        say(
            "{municipality} has {fte} FTE in the file and {residents} residents (SSB, "
            "{date}): more than any municipality can have"
        ),
        say("at most one FTE for two residents"),
        say(
            "is it the right municipality? Are percentages read as FTE (--set "
            "workforce.amount_unit=percent), or does everything stand several times (--set "
            "workforce.duplicates=drop)?"
        ),
    ),
    "sectors_far_from_estimate": warning(
        say(
            "sectors of {municipality} are far from our estimate, that of autopot run "
            "national with long absence added. FTE in the file, and the estimate in "
            "brackets: {sectors}"
        ),
        "",
        say("do staff belong to another sector, or are some missing? If others run it, fine"),
    ),
    "far_from_published": warning(
        say(
            "{municipality} has {fte} FTE in the file; the published total is {published} "
            "(source {source})"
        ),
        "",
        say("are units missing, or counted twice? If the file is a part of the municipality, fine"),
    ),
    "far_from_estimate": warning(
        say(
            "{municipality} has {fte} FTE in the file; our estimate, with long absence "
            "added, is {published}"
        ),
        "",
        say("are units missing, or counted twice? If the file is a part of the municipality, fine"),
    ),
    "no_total_of_county": note(
        say(
            "{municipality}: no total of a county municipality to hold the FTE against is known "
            "here"
        )
    ),
    "maybe_styrk98": warning(
        say("{share}% of the four-digit codes are not in STYRK-08; they may be STYRK-98"),
        "",
        say("name the correspondence in workforce.codes"),
    ),
    "weak_evidence": note(
        say(
            "{share}% of the FTE are in occupations that borrow evidence from a wider "
            "group: {allowed}"
        )
    ),
    "no_tasks": note(
        say("{share}% of the FTE are in occupations without tasks of their own: {allowed}")
    ),
    "no_evidence": error(
        say("there is no published evidence for occupation {value}"),
        "",
        say("map it to a near occupation, or state its share in evidence.override"),
    ),
}
