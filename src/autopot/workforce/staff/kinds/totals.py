"""Sums, repeats and periods: what asks for a decision, or says which was taken."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import ALLOWED, Kind, error, note, warning

TOTALS: dict[str, Kind] = {
    "total_rows": note(say("{count} total rows were left out: {allowed}")),
    "total_differs": error(
        say(
            "the row {value!q} looks like a total, but says {said} FTE; the rows above sum "
            "to {every} (since the last total: {summed})"
        ),
        "",
        say(
            "look for rows that are missing or stand twice; leave the row out with --set "
            "workforce.total_rows=drop, or count it as staff with =keep"
        ),
    ),
    "total_differs_told": warning(
        say(
            "the row {value!q} was left out as a total; it says {said} FTE, but the rows "
            "above sum to {every} (since the last total: {summed})"
        )
    ),
    "total_unlabelled": error(
        say(
            "the row has neither occupation nor title, and {said} FTE is the sum of the "
            "rows above: is it a subtotal?"
        ),
        "",
        say(
            "leave it out with --set workforce.total_rows=drop, or fill in the occupation "
            "and count it as staff with =keep"
        ),
    ),
    "total_unlabelled_told": warning(
        say("a row without occupation and title was left out as a subtotal ({said} FTE)")
    ),
    "duplicates": error(
        say(
            "{count} rows equal rows above in every cell, also in what tells persons apart:"
            " {fte} FTE stand twice"
        ),
        "",
        say(
            "remove them, or choose with --set workforce.duplicates=drop (count them once) "
            "or =keep (count all)"
        ),
    ),
    "duplicates_drop": warning(
        say("{count} rows that equal rows above ({fte} FTE) are counted once")
    ),
    "duplicates_keep": warning(say("{count} rows that equal rows above ({fte} FTE) are counted")),
    "repeated_block": error(
        say(
            "{count} rows stand in the same order further up: {fte} FTE stand several "
            "times. Was the list pasted twice?"
        ),
        "",
        say(
            "remove one, or choose with --set workforce.duplicates=drop (count them once) "
            "or =keep (count all)"
        ),
    ),
    "repeated_block_drop": warning(
        say("{count} rows that stand further up too ({fte} FTE) are counted once")
    ),
    "repeated_block_keep": warning(
        say("{count} rows that stand further up too ({fte} FTE) are counted")
    ),
    "hidden_rows": error(
        say("{count} rows with {fte} FTE are hidden in the sheet, by hand or by a filter"),
        "",
        say("shall they count? Choose with --set workforce.hidden_rows=keep or =drop"),
    ),
    "hidden_rows_drop": warning(say("{count} hidden rows with {fte} FTE were left out")),
    "hidden_rows_keep": warning(say("{count} hidden rows with {fte} FTE are counted")),
    "several_times": error(
        say(
            "the column {heading!q} shows the same staff at {many} times; {fte} FTE would "
            "be counted again"
        ),
        ALLOWED,
        say('choose one: --set workforce.{key}="{last}"'),
    ),
    "several_copies": error(
        say(
            "the same rows stand there for every value of the column {heading!q}, {many} "
            "times in all; {fte} FTE would be counted again"
        ),
        ALLOWED,
        say('choose one value: --set workforce.{key}="{last}"'),
    ),
    "several_times_told": warning(
        say("only {heading!q} {last} was read; {count} rows ({fte} FTE) were left out")
    ),
    "no_such_time": error(
        say("workforce.{key} is {value}, which is not in the column {heading!q}"),
        ALLOWED,
        say("correct workforce.{key}"),
    ),
    "no_time_column": error(
        say("workforce.{key} is {value}, but the file has no such column"),
        "",
        say("remove workforce.{key}"),
    ),
}
