"""What a check asks that a click can answer: the key of the workforce, and what may be chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from autopot.messages import Message, say, say_in, shown


@dataclass(frozen=True)
class Ask:
    """A question of the check.

    Parameters
    ----------
    key : of the scenario's workforce that the answer sets.
    title : what it is about, for an answer that has been given.
    options : value -> words; empty where the finding itself lists what is allowed.
    """

    key: str
    title: Message
    options: dict[str, Message]


_SUMS = Ask(
    "total_rows",
    say("Rows that look like sums"),
    {"drop": say("It is a sum: leave it out"), "keep": say("It is staff: count it")},
)
_TWICE = Ask(
    "duplicates",
    say("Rows that stand twice"),
    {"drop": say("They stand twice: count them once"), "keep": say("Count them all")},
)
_HIDDEN = Ask(
    "hidden_rows",
    say("Hidden rows"),
    {"keep": say("Count the hidden rows"), "drop": say("Leave the hidden rows out")},
)
_LEFT = Ask(
    "left",
    say("Staff who have left"),
    {"drop": say("They have left: do not count them"), "keep": say("Count them")},
)
_LEAVE = Ask(
    "leave",
    say("Leave and substitutes"),
    {
        "drop_leave": say("Count the substitutes, not those on leave"),
        "drop_substitutes": say("Count those on leave, not the substitutes"),
        "both": say("Count both"),
    },
)
_PERCENT = Ask(
    "percent",
    say("What the percentages are"),
    {
        "percent": say("Per cent: 80 is 80%"),
        "share": say("Shares: 0.8 is 80%"),
        "thousandths": say("Thousandths: 800 is 80%"),
        "hundredths": say("Hundredths of a per cent: 8000 is 80%"),
    },
)
_UNIT = Ask(
    "amount_unit",
    say("What the column of FTE holds"),
    {
        "fte": say("FTE: 1 is a full position"),
        "percent": say("Per cent: 100 is a full position"),
        "hundredths": say("Hundredths of a per cent: 10000 is a full position"),
    },
)
_FROM = Ask(
    "amounts_from",
    say("FTE or percentage"),
    {"fte": say("The column of FTE is right"), "percent": say("The percentage is right")},
)
_EMPTY = Ask(
    "no_amount",
    say("Rows without FTE"),
    {"drop": say("Leave such rows out"), "refuse": say_in("answer", "I will fill them in")},
)
_DECIMAL = Ask(
    "decimal",
    say("Decimal sign"),
    {"comma": say("Comma: 1,5 is one and a half"), "point": say("Point: 1.5 is one and a half")},
)
_UNKNOWN = Ask(
    "unknown_occupation",
    say("Posts without a known occupation"),
    {
        "spread": say("Spread them over the other occupations of the sector"),
        "refuse": say_in("answer", "I will fill them in"),
    },
)
_COUNTY = Ask(
    "county",
    say("Municipality or county municipality"),
    {"true": say("The staff are a county municipality's")},
)
_BLANK = Ask(
    "blank_groups",
    say("Groups that stand once"),
    {
        "fill": say("A group holds for the rows below it"),
        "refuse": say_in("answer", "I will fill them in"),
    },
)
_SHEET = Ask("sheet", say_in("staff", "Sheet"), {})

ASKS: dict[str, Ask] = {
    "total_differs": _SUMS,
    "total_unlabelled": _SUMS,
    "duplicates": _TWICE,
    "repeated_block": _TWICE,
    "hidden_rows": _HIDDEN,
    "left": _LEFT,
    "leave_and_substitutes": _LEAVE,
    "on_leave": _LEAVE,
    "substitutes": _LEAVE,
    "percent_as_hundredths": _PERCENT,
    "percent_mixed": _PERCENT,
    "percent_tenfold": _PERCENT,
    "percent_hundredfold": _PERCENT,
    "large_posts": _PERCENT,
    "fte_holds_percent": _UNIT,
    "fte_against_percent": _FROM,
    "fte_against_percent_told": _FROM,
    "empty_amount": _EMPTY,
    "unclear_number": _DECIMAL,
    "several_sheets": _SHEET,
    "no_sheet": _SHEET,
    "no_occupation_given": _UNKNOWN,
    "unknown_occupation": _UNKNOWN,
    "county_for_municipality": _COUNTY,
    "filled_down": _BLANK,
}
"""Kind of finding -> what it asks. Year and period name their key themselves."""

MUNICIPALITY = ("no_municipality", "county_for_municipality", "unknown_county")
"""Kinds that the field of the municipality answers."""

COLUMNS_TO_CHOOSE = (
    "subheadings",
    "no_such_heading",
    "several_columns",
    "personal_in_used",
    "ignored_title",
)
"""Kinds that the table of columns answers."""

_HEADINGS = say("Choose the row and the columns below, or correct the headings in the file.")
_CODE = say("Choose a code of four digits for each below, or export the position titles.")
_LOOK = say("Look over how they were read, in the copy with every finding marked.")

_ANOTHER = say("Choose another code under titles and codes if it is wrong.")
_CHOOSE = say("Choose a code under titles and codes, or correct the file.")

REMEDIES: dict[str, Message] = {
    **dict.fromkeys(("coded_likely", "code_title_differ"), _ANOTHER),
    **dict.fromkeys(
        ("coded_not", "unknown_occupation", "unknown_title", "unmapped_position"), _CHOOSE
    ),
    **dict.fromkeys(MUNICIPALITY, say("Choose the municipality at the top of the page.")),
    **dict.fromkeys(
        COLUMNS_TO_CHOOSE,
        say(
            "Choose the column in the table of columns below, or correct the headings in the file."
        ),
    ),
    **dict.fromkeys(("no_header", "nearest_header", "nearest_header_lacks"), _HEADINGS),
    "unknown_municipality": say("Correct it in the file."),
    "unknown_sector": say("Correct it in the file, or choose a code under titles and codes."),
    "hidden_sheets": say("To have one of them read: make it visible in the file."),
    "sheets_together": say("If they hold the same staff: remove one of them from the file."),
    "personal_column": say("Delete the column, and save the file anew."),
    "seven_digits": _CODE,
    "code_system_unclear": _CODE,
    "coding_summary": say("Look over the likely ones under titles and codes."),
    "styrk98_column": _LOOK,
    "maybe_styrk98": _LOOK,
    "fte_against_percent_told": say("The answer that was chosen decides."),
    "more_than_residents": say(
        "Is it the right municipality? Are percentages read as FTE, or does everything stand "
        "several times? Look at the columns below."
    ),
}
"""Kind -> what to do in the page, where the words of the check name a command or a setting."""

FOUND: dict[str, Message] = {
    "personal_ignored": say(
        "columns that may hold personal data are used only to tell rows and persons apart, and are "
        "not kept: {columns}"
    ),
    "no_such_time": say("the chosen time is not in the file"),
    "no_time_column": say("a time was chosen, but the file has no column for it"),
    "fte_against_percent_told": say(
        "FTE and percentage do not say the same ({said} against {else})"
    ),
    "sectors_far_from_estimate": say(
        "sectors of {municipality} are far from our estimate. FTE in the file, and the estimate "
        "in brackets: {sectors}"
    ),
    "far_from_estimate": say(
        "{municipality} has {fte} FTE in the file; our estimate is {published}"
    ),
}
"""Kind -> what was found, likewise."""

TIMES = ("several_times", "several_copies", "no_such_time", "no_time_column")
"""Kinds whose key, year or period, stands in the finding, and whose options it lists."""

_TIMES = {
    "year": Ask("year", say_in("staff", "Year"), {}),
    "period": Ask("period", say("Period"), {}),
}


def given_answers(workforce: Mapping[str, Any], asked: Collection[str]) -> list[dict[str, Any]]:
    """Answers that have been given, with what else could be answered.

    Parameters
    ----------
    workforce : keys of the scenario's section, as chosen in the page.
    asked : keys of the questions that are still asked; these are left out.

    Returns
    -------
    key, title, value (text) and options (value, words) of each; where the file alone says what
    there is to choose from, the options are the value that was chosen.
    """
    known = {ask.key: ask for ask in ASKS.values()} | _TIMES
    given = []
    for key, ask in known.items():
        if key not in workforce or key in asked:
            continue
        value = str(workforce[key]).lower() if workforce[key] is True else str(workforce[key])
        options = [(one, shown(words)) for one, words in ask.options.items()] or [(value, value)]
        given.append({"key": key, "title": shown(ask.title), "value": value, "options": options})
    return given
