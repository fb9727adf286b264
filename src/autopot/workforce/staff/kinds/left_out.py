"""Rows and columns that were set aside."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import Kind, error, note, warning

LEFT_OUT: dict[str, Kind] = {
    "total_row": note(say("the total row {value!q} was left out")),
    "text_row": note(say("a row with text only was left out")),
    "repeated_header": note(say("the headings stand once more; the row was left out")),
    "zero_rows": note(say("{count} rows with 0 FTE are left out")),
    "left_untold": error(
        say("rows that could not be used, with {fte} FTE, and no reason was found: {numbers}"),
        "",
        say("look for what these rows lack: municipality, sector, occupation or FTE"),
    ),
    "ignored_column": note(say("the column {heading!q} is not used")),
    "ignored_title": warning(
        say("the column {heading!q} is not used, and no column is known as the position title"),
        "",
        say('if it holds titles: --set workforce.columns.title="{heading}"'),
    ),
    "profile": note(say("recognised as an export from {title}, by its headings")),
    "hidden_column": warning(
        say("the column {heading!q} is hidden in the sheet, and was not used"),
        "",
        say("unhide it if it is right"),
    ),
    "hidden_column_used": warning(
        say(
            "the column {heading!q} is hidden in the sheet, but used: no visible one means the same"
        ),
        "",
        say("check that it is right"),
    ),
    "filled_down": warning(
        say(
            "{heading!q} stands once for each group, as in a pivot table; empty cells were "
            "filled with the value above"
        ),
        "",
        say("if that is wrong: --set workforce.blank_groups=refuse"),
    ),
    "cross_table": note(
        say("read as a cross table: a row for each title, a column for each sector ({allowed})")
    ),
    "sheets_together": warning(
        say("the sheets have equal headings and were read as parts of one list: {allowed}"),
        "",
        say("if they hold the same staff, choose one with --set workforce.sheet=…"),
    ),
    "sheets_left": note(say("sheets not read: {allowed}")),
    "read_as": note(say("encoding and delimiter: {how}")),
}
