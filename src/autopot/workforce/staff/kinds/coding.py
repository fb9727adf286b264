"""How codes and titles were read, and what they were mapped to."""

from __future__ import annotations

from autopot.messages import say
from autopot.workforce.staff.kinds.forms import ALLOWED, Kind, error, note, warning

CODING: dict[str, Kind] = {
    "coded_sure": note(say("{value!q}{where} was read as {means} (sure)")),
    "coded_likely": note(
        say("{value!q}{where} was read as {means} (likely)"),
        "",
        say("look at it, and map it in a mapping file if it is wrong"),
    ),
    "coded_not": error(
        say("{value!q} may be {means}, but that is too unsure to be used"),
        ALLOWED,
        say("map it in a mapping file"),
    ),
    "coding_summary": note(
        say(
            "the occupation is sure for {sure} FTE, likely for {likely}, and must be coded "
            "for {must}"
        ),
        "",
        say("look at the likely ones among the findings of autopot check"),
    ),
    "code_title_differ": warning(
        say("code and title do not say the same: {named}, but {said!q}; used is {means}"),
        "",
        say("correct the wrong one, or map them in a mapping file"),
    ),
    "column_holds_ks": note(
        say(
            "the column {heading!q} holds KS position codes, not STYRK-08; they were read "
            "together with title and service"
        )
    ),
    "column_holds_state": note(
        say(
            "the column {heading!q} holds position codes of the State; they were read "
            "together with title and service"
        )
    ),
    "column_holds_styrk08": note(say("the column {heading!q} holds occupation codes (STYRK-08)")),
    "styrk98_column": warning(
        say(
            "the column {heading!q} holds codes of the older STYRK-98, not STYRK-08: they "
            "were translated with the help of the titles"
        ),
        "",
        say("look at them, or name the correspondence in workforce.codes"),
    ),
    "code_system_unclear": error(
        say(
            "{value} looks like a code of the older STYRK-98, but without titles that is "
            "not certain"
        ),
        say("STYRK-08 of four digits"),
        say("add the position title, or name the correspondence in workforce.codes"),
    ),
    "disco_code": error(
        say("{value} is a Danish DISCO code of six digits"),
        say("STYRK-08 of four digits"),
        say("add the title and leave the column unread, or map the codes"),
    ),
    "mapping_overruled": error(
        say("the mapping of {column} {value!q} is not used: another goes before it"),
        "",
        say("remove one of them"),
    ),
    "mapping_not_in_file": note(say("{number} mappings are of values that are not in the file")),
}
