"""Employment and units: what asks for a decision, or says which was taken."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import Kind, error, warning

EMPLOYMENT: dict[str, Kind] = {
    "large_post": error(
        say("{count} rows have up to {most} FTE for one person; the other rows are single persons"),
        say("at most 2"),
        say(
            "is a decimal sign missing, or is it per cent? Correct it; if the row is a sum,"
            " fill in its headcount"
        ),
    ),
    "large_posts": error(
        say(
            "{count} rows with an employee number have up to {most} FTE, and half of the list "
            "more than 2: they are not FTE of single persons"
        ),
        say("at most 2"),
        say(
            "is 1000 a full position, choose --set workforce.percent=thousandths, is 10000, "
            "=hundredths; are rows sums, fill in their headcount"
        ),
    ),
    "shared_posts": error(
        say(
            "{count} rows are posts that stand in several rows with their full percentage "
            "({fte} FTE), while {heading!r} divides them between the rows ({parts} FTE)"
        ),
        "",
        say(
            "multiply the percentage by the part in the sheet; if each row is a post of its "
            "own, delete the column {heading!r}"
        ),
    ),
    "vacant_posts": warning(
        say("{count} rows ({fte} FTE) are vacant posts, and counted"),
        "",
        say("to count filled posts only, take the rows out of the file"),
    ),
    "ended_posts": warning(
        say(
            "{count} rows ({fte} FTE) end before the newest post of the list starts, and "
            "are counted"
        ),
        "",
        say("if they have left, take the rows out of the file"),
    ),
    "left": error(
        say("{count} rows ({fte} FTE) are of persons who have left, by a status or a last day"),
        "",
        say("choose with --set workforce.left=drop (they do not count) or =keep"),
    ),
    "left_drop": warning(say("{count} rows of persons who have left ({fte} FTE) are not counted")),
    "left_keep": warning(say("{count} rows of persons who have left ({fte} FTE) are counted")),
    "part_rows": warning(
        say(
            "{count} rows that begin with 'of which' ({fte} FTE) are part of the row above,"
            " and were left out"
        )
    ),
    "leave_and_substitutes": error(
        say(
            "{count} rows ({fte} FTE) are on leave, and {vikarer} rows ({fte_vikar} FTE) "
            "are substitutes: a post may stand twice"
        ),
        "",
        say(
            "choose with --set workforce.leave=drop_leave (those on leave do not count), "
            "=drop_substitutes or =both"
        ),
    ),
    "on_leave": warning(
        say("{count} rows ({fte} FTE) are on leave, and counted"),
        "",
        say("if they should not be: --set workforce.leave=drop_leave"),
    ),
    "substitutes": warning(
        say("{count} rows ({fte} FTE) are substitutes, and counted"),
        "",
        say("if those they stand in for are listed too: --set workforce.leave=drop_substitutes"),
    ),
    "drop_leave_told": warning(say("{count} rows on leave ({fte} FTE) are not counted")),
    "drop_substitutes_told": warning(
        say("{count} rows of substitutes ({fte} FTE) are not counted")
    ),
    "hourly_without_amount": warning(
        say("{count} rows are paid by the hour without a percentage; their work is not in the FTE"),
        "",
        say("write the FTE it amounts to, if it shall count"),
    ),
    "no_amount_dropped": warning(say("{count} rows without FTE and percentage are not counted")),
    "fte_holds_percent": error(
        say(
            "the column {heading!q} looks like position percentages (100, 80, 37.5), a "
            "person a row: {said} FTE, or {else}"
        ),
        "",
        say("choose with --set workforce.amount_unit=percent ({else} FTE) or =fte ({said})"),
    ),
    "fte_against_percent": error(
        say("FTE and percentage do not say the same: {said} FTE against {else} by the percentage"),
        "",
        say("correct the rows, or choose with --set workforce.amounts_from=fte or =percent"),
    ),
    "fte_against_percent_told": warning(
        say(
            "FTE and percentage do not say the same ({said} against {else}); "
            "workforce.amounts_from chose"
        )
    ),
}
