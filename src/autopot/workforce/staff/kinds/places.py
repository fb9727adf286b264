"""Municipality, sector, KOSTRA function and unit of a row."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import ALLOWED, Kind, error, note, warning

PLACES: dict[str, Kind] = {
    "unknown_municipality": error(
        say("municipality {value} is not known"),
        ALLOWED,
        say("correct it, or map the value in a mapping file"),
    ),
    "county_for_municipality": error(
        say("{value} is a county ({county}), not a municipality"),
        ALLOWED,
        say(
            "type a municipality; if they are the staff of the county municipality: "
            "workforce.county: true (--set workforce.county=true)"
        ),
    ),
    "unknown_county": error(
        say("{value} is no county municipality"),
        ALLOWED,
        say("correct it, or take away workforce.county where the staff are a municipality's"),
    ),
    "place_in_county": note(say("{value} is where they work; the employer was read as {county}")),
    "ambiguous_municipality": error(
        say("several municipalities are called {value}"), ALLOWED, say("use the number")
    ),
    "lost_zero": note(say("municipality {value} was read as {code} (its leading zero was lost)")),
    "municipality_contradicts": error(
        say("number and name in {value!q} are two municipalities"),
        ALLOWED,
        say("correct the wrong one"),
    ),
    "municipality_name_differs": error(
        say("the number of the municipality is {number}, but the name beside it is {value!q}"),
        ALLOWED,
        say("correct the wrong one, or remove the column that is not to be used"),
    ),
    "stated_municipality_unused": warning(
        say("you stated {stated}, but the file says {used}; the file is followed"),
        "",
        say("check that it is the right file; to read it as {stated}, remove the column"),
    ),
    "old_municipality": note(
        say("the former municipality number {value} was read as {code} {name}")
    ),
    "split_municipality": error(
        say("the municipality with number {value} was split"),
        ALLOWED,
        say("use the number of today, or map the value"),
    ),
    "unknown_sector": error(
        say("sector {value} is not known"),
        ALLOWED,
        say("correct it, fill in the KOSTRA function, or map the value in a mapping file"),
    ),
    "sector_by_function": note(say("sector {value!q} is not known; the KOSTRA function was used")),
    "sector_by_unit": note(say("{value!q} was read as {sector}, by the name of the unit")),
    "sector_by_words": note(say("{value!q} was read as {sector}, by the words of its name")),
    "sector_by_staff": warning(
        say(
            "the name {value!q} does not say which sector the unit belongs to; it was read "
            "as {sector}, by the titles of its staff"
        ),
        "",
        say("look it over, and map the unit if that is wrong"),
    ),
    "sector_by_title": warning(
        say(
            "unit {value!q} does not say which sector the rows belong to; they were read as"
            " {sector}, by their titles"
        ),
        "",
        say("look them over, and map the unit if that is wrong"),
    ),
    "sector_against_function": warning(
        say(
            "the sector is {sector}, but function {value} belongs to {by_function}; the "
            "sector was used"
        ),
        "",
        say("correct one of them, or leave the sector empty where the function is right"),
    ),
    "unknown_function": error(
        say("KOSTRA function {value} is not known"),
        ALLOWED,
        say("correct it, fill in the sector, or map the value"),
    ),
    "long_function": note(say("function {value} was read as {code}: its first three digits")),
    "unmapped_unit": error(
        say("unit {value} is not mapped to a sector"), "", say("map it, or fill in the sector")
    ),
}
