"""Occupation codes and titles of a row."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import ALLOWED, Kind, error, note, warning

CODES: dict[str, Kind] = {
    "empty_cell": error(say("{name} is empty"), "", say("fill in the cell")),
    "merged_cell": error(
        say("{name} is empty, for the cells are merged with the one above or beside"),
        "",
        say("unmerge the cells in the spreadsheet, and fill in each of them"),
    ),
    "date_for_code": error(
        say("the cell is a date ({date}); the number under it is {code}"),
        say("a code"),
        say(
            "give the column the format General in Excel and save: {code} is back; where "
            "the cell is text, type the code"
        ),
    ),
    "date_not_code": error(
        say("the cell is a date ({date})"),
        say("a code"),
        say("format the column as text and type the code"),
    ),
    "old_name": note(say("{value} is now part of {code} {name}, and was read as that")),
    "department": note(
        say("{value!q} covers several sectors; rows were placed by function, unit or title"),
        ALLOWED,
    ),
    "department_spread": warning(
        say(
            "{value!q} covers several sectors, and neither function, unit nor title tells "
            "which; the FTE were spread by where the occupation works in Norwegian "
            "municipalities"
        ),
        ALLOWED,
        say("fill in the KOSTRA function, or map the units"),
    ),
    "unknown_occupation": error(
        say("occupation code {value} does not exist in STYRK-08"),
        ALLOWED,
        say(
            "correct the code, or map it in a mapping file; workforce.unknown_occupation: "
            "spread spreads the FTE over the other occupations of the sector"
        ),
    ),
    "unknown_title": error(
        say("the title {value!q} has no occupation code"),
        ALLOWED,
        say("fill in the code, or map the title; a suggestion is never chosen"),
    ),
    "unmapped_position": error(
        say("position code {value} is not mapped to an occupation"), "", say("map it")
    ),
    "no_occupation_given": error(
        say("an empty cell: the occupation is not given"),
        "",
        say(
            "fill it in; workforce.unknown_occupation: spread spreads it over the other "
            "occupations of the sector"
        ),
    ),
    "seven_digits": error(
        say("{value} is a seven-digit code of the yrkeskatalog"),
        say("STYRK-08 of four digits"),
        say(
            "get the correspondence with autopot fetch styrk and name its folder in workforce.codes"
        ),
    ),
    "not_in_correspondence": error(
        say("code {value} is not in the list {codes}"), "", say("correct it or map it")
    ),
    "short_code": error(
        say("{value} is not a code of 4 digits"), ALLOWED, say("fill in all four digits")
    ),
    "lost_zero_occupation": error(
        say("{value} is not a code of 4 digits"),
        ALLOWED,
        say("did you lose a leading zero: {padded}? Format the column as text"),
    ),
    "group_spread": note(
        say(
            "group {value} was spread over {targets} by how many work in them in Norwegian "
            "municipalities (our estimate)"
        )
    ),
    "group_of_one": note(say("group {value} has one occupation, {targets}")),
    "unknown_spread": note(
        say("{value!q} was spread over the other occupations of the municipality and sector")
    ),
    "nothing_spread": note(
        say("the occupation is not given; spread over the others of the municipality and sector")
    ),
    "nothing_to_spread_over": error(
        say("FTE without occupation in a sector with no other occupations"),
        "",
        say("give the occupation of some of them"),
    ),
    "long_code": error(
        say("{value} is not a code of 4 or 7 digits"), ALLOWED, say("correct it, or map it")
    ),
    "by_correspondence": note(say("code {value} was read as {targets} by {codes}")),
    "name_is_code": note(say("{value!q} is the name of occupation {code} in STYRK-08")),
}
