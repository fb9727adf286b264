"""Amounts: FTE, per cent, formulas."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import Kind, error, note, warning

AMOUNTS: dict[str, Kind] = {
    "formula_uncalculated": error(
        say(
            "the cell holds a formula, but the file does not hold its value: it was never "
            "calculated"
        ),
        say("a value"),
        say(
            "open the file in Excel, let it calculate, save and try again; or paste the "
            "numbers as values"
        ),
    ),
    "formula_error": error(
        say("the formula in the cell gives an error ({value})"),
        say("a value"),
        say("correct the formula, or type the value"),
    ),
    "empty_amount": error(
        say("FTE and position percentage are empty"),
        say("a number"),
        say("fill in the cell, or leave such rows out: --set workforce.no_amount=drop"),
    ),
    "bad_number": error(say("{value!q} is not a number"), say("a number"), say("correct the cell")),
    "date_for_number": error(
        say("the cell is a date ({value})"), say("a number"), say("type the number again")
    ),
    "date_hides_number": error(
        say("the cell is a date ({value}); the number under it is {number}"),
        say("a number"),
        say(
            "give the column the format General in Excel and save: {number} is back; where "
            "the cell is text, type the number"
        ),
    ),
    "duration_for_number": error(
        say("the cell is a duration ({value})"), say("a number"), say("type the number again")
    ),
    "boolean_for_number": error(
        say("the cell is true or false ({value}), no number"),
        say("a number"),
        say("type the number"),
    ),
    "unclear_number": error(
        say("{value!q} can be read in two ways: thousands or decimals"),
        "",
        say("set workforce.decimal: comma or point in the scenario"),
    ),
    "negative_amount": error(
        say("{value} is negative: does the row correct another?"),
        say("{low} to {high}"),
        say("take the number off the row that it corrects, and remove this one"),
    ),
    "outside": error(
        say("{value} is outside its range"), say("{low} to {high}"), say("correct the cell")
    ),
    "percent_as_share": note(say("the position percentage was read as a share: 0.8 is 80%")),
    "percent_as_hundredths": warning(
        say("the position percentage was read in hundredths of a per cent: 05000 is 50%"),
        "",
        say("if that is wrong: workforce.percent: percent in the scenario"),
    ),
    "percent_mixed": error(
        say(
            "the column holds small numbers ({some}) and large ones ({others}): is 0.8 here"
            " 80% or 0.8%?"
        ),
        "",
        say(
            "write a per cent sign in the small ones (80%), or workforce.percent: percent "
            "in the scenario if every number is per cent"
        ),
    ),
    "percent_tenfold": error(
        say("1000 stands in many rows and nothing is larger: is it a full position (100%)?"),
        "",
        say(
            "choose with --set workforce.percent=thousandths; if these are sums of percentages,"
            " =percent"
        ),
    ),
    "percent_hundredfold": error(
        say("10000 stands in many rows: is it 100% in hundredths of a per cent?"),
        "",
        say(
            "set workforce.percent: hundredths in the scenario; if these are sums of "
            "percentages, workforce.percent: percent"
        ),
    ),
}
