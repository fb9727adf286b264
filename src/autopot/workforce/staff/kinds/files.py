"""What is found in a staff file as a whole."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import Kind, error, note, warning

FILES: dict[str, Kind] = {
    "other_content": note(
        say("the file is called {ending}, but holds {content}, and was read as that")
    ),
    "long_line": error(
        say("lines with more fields ({fields}) than headings ({headings}): line {lines}"),
        say("as many fields as headings"),
        say(
            "is the comma both delimiter and decimal sign? Save with semicolons or as "
            ".xlsx, or put the field in quotes"
        ),
    ),
    "short_line": error(
        say("lines with fewer fields ({fields}) than headings ({headings}): line {lines}"),
        say("as many fields as headings"),
        say(
            "is a delimiter missing, or the line cut in two? Correct them, or save the file"
            " anew as .xlsx"
        ),
    ),
    "coded_twice": warning(
        say("letters were coded twice ({value!q} for {read!q}) and were put right"),
        "",
        say("look whether names and titles are right; else export the file anew in UTF-8"),
    ),
    "lost_letters": warning(
        say("letters were lost (�)"), "", say("export the file anew in UTF-8, or correct the cells")
    ),
    "control_characters": note(say("invisible characters ({value}) were taken away")),
    "register_rules": note(
        say(
            "read as a register, in which rows with the same codes were summed: subtotals "
            "are known by words such as Sum, empty cells of a group are not filled, cross "
            "tables are not read, and it was not looked for persons with over two FTE"
        )
    ),
    "not_compared": warning(
        say("the register has over {most} rows; it was not looked for rows that stand twice"),
        "",
        say("one year at a time"),
    ),
    "hidden_sheets": note(
        say("hidden sheets not read: {allowed}"),
        "",
        say("to read one of them: choose it with --set workforce.sheet=…"),
    ),
}
