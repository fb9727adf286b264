"""What is found in the layout of a staff file: headings, sheets, columns."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import ALLOWED, Kind, error

LAYOUT: dict[str, Kind] = {
    "no_header": error(
        say("no row with known headings; at the top stands: {headings}"),
        say(
            "at least two of municipality, sector, function, occupation, title, and fte or percent"
        ),
        say("give the columns such headings, or map them in the scenario with workforce.columns"),
    ),
    "nearest_header": error(
        say(
            "the row looks like headings ({headings}), but no column is known as FTE or "
            "position percentage"
        ),
        say("fte or percent"),
        say(
            "did you mean {likely!q}? Choose it with --set "
            'workforce.columns.percent="{likely}" (or .fte), or write the same in the '
            "scenario"
        ),
    ),
    "nearest_header_lacks": error(
        say("the row looks like headings ({headings}), but FTE or position percentage is missing"),
        say("fte or percent"),
        say("include the column in the export, or say which it is: --set workforce.columns.fte=…"),
    ),
    "subheadings": error(
        say("{heading!q} is divided into several columns"),
        ALLOWED,
        say(
            'choose one with --set workforce.columns.{column}="{first}", or sum them with '
            '--set workforce.columns.{column}="[{both}]"'
        ),
    ),
    "several_sheets": error(
        say("several sheets look like staff lists"),
        ALLOWED,
        say(
            'choose one: --set workforce.sheet="{first}"; or several: --set '
            'workforce.sheet="[{both}]"'
        ),
    ),
    "no_sheet": error(say("there is no sheet {sheet!q}"), ALLOWED, say("correct workforce.sheet")),
    "no_such_heading": error(
        say("there is no heading {heading!q} in the file"),
        ALLOWED,
        say("correct workforce.columns.{column}"),
    ),
    "several_columns": error(
        say("several columns mean the same"),
        ALLOWED,
        say('choose one, for instance --set workforce.columns.{column}="{second}"'),
    ),
    "no_municipality": error(
        say("no column for the municipality"),
        "",
        say("add it, or state it with workforce.municipality or --municipality"),
    ),
    "no_sector": error(
        say("no column for sector or KOSTRA function"),
        "",
        say("add one of them, or a unit column with a mapping file"),
    ),
    "no_occupation": error(
        say("no column for the occupation"), "", say("add it, or a title with a mapping file")
    ),
    "no_rows": error(
        say("no FTE above 0"),
        say("at least one row with FTE"),
        say("fill in the sheet below the headings"),
    ),
}
