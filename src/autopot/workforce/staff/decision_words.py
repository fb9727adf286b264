"""Words of findings that ask for a decision, or say which one was taken."""

from __future__ import annotations

from autopot.workforce.staff.finding_forms import Words, error, note, warning

TOTALS: dict[str, Words] = {
    "total_rows": note(
        ("{count} sumrader er ikke regnet med: {allowed}", "", ""),
        ("{count} total rows were left out: {allowed}", "", ""),
    ),
    "total_differs": error(
        (
            "raden «{value}» ser ut som en sum, men sier {said} årsverk; radene over summerer til "
            "{every} (siden forrige sumrad: {summed})",
            "",
            "se etter rader som mangler eller står to ganger; er alt riktig, hold raden utenfor "
            "med --set workforce.total_rows=drop, eller regn den som ansatte med =keep",
        ),
        (
            "the row {value} looks like a total, but says {said} FTE; the rows above sum to "
            "{every} (since the last total: {summed})",
            "",
            "look for rows that are missing or stand twice; leave the row out with --set "
            "workforce.total_rows=drop, or count it as staff with =keep",
        ),
    ),
    "total_differs_told": warning(
        (
            "raden «{value}» er holdt utenfor som en sum; den sier {said} årsverk, mens radene "
            "over summerer til {every} (siden forrige sumrad: {summed})",
            "",
            "",
        ),
        (
            "the row {value} was left out as a total; it says {said} FTE, but the rows above sum "
            "to {every} (since the last total: {summed})",
            "",
            "",
        ),
    ),
    "total_unlabelled": error(
        (
            "raden har verken yrke eller tittel, og {said} årsverk er summen av radene over: er "
            "det en delsum?",
            "",
            "hold den utenfor med --set workforce.total_rows=drop, eller fyll ut yrket og regn den "
            "som ansatte med =keep",
        ),
        (
            "the row has neither occupation nor title, and {said} FTE is the sum of the rows "
            "above: is it a subtotal?",
            "",
            "leave it out with --set workforce.total_rows=drop, or fill in the occupation and "
            "count it as staff with =keep",
        ),
    ),
    "total_unlabelled_told": warning(
        ("en rad uten yrke og tittel er holdt utenfor som delsum ({said} årsverk)", "", ""),
        ("a row without occupation and title was left out as a subtotal ({said} FTE)", "", ""),
    ),
}

REPEATS: dict[str, Words] = {
    "duplicates": error(
        (
            "{count} rader er helt like rader over, også i det som skiller personer: {fte} "
            "årsverk står to ganger",
            "",
            "ta dem bort, eller velg med --set workforce.duplicates=drop (tell dem én gang) eller "
            "=keep (tell alle)",
        ),
        (
            "{count} rows equal rows above in every cell, also in what tells persons apart: {fte} "
            "FTE stand twice",
            "",
            "remove them, or choose with --set workforce.duplicates=drop (count them once) or "
            "=keep (count all)",
        ),
    ),
    "duplicates_drop": warning(
        ("{count} rader som er helt like rader over ({fte} årsverk) er regnet én gang", "", ""),
        ("{count} rows that equal rows above ({fte} FTE) are counted once", "", ""),
    ),
    "duplicates_keep": warning(
        ("{count} rader som er helt like rader over ({fte} årsverk) er regnet med", "", ""),
        ("{count} rows that equal rows above ({fte} FTE) are counted", "", ""),
    ),
    "repeated_block": error(
        (
            "{count} rader står i samme rekkefølge lenger oppe: {fte} årsverk står flere ganger. "
            "Er listen limt inn to ganger?",
            "",
            "ta bort den ene, eller velg med --set workforce.duplicates=drop (tell dem én gang) "
            "eller =keep (tell alle)",
        ),
        (
            "{count} rows stand in the same order further up: {fte} FTE stand several times. Was "
            "the list pasted twice?",
            "",
            "remove one, or choose with --set workforce.duplicates=drop (count them once) or "
            "=keep (count all)",
        ),
    ),
    "repeated_block_drop": warning(
        ("{count} rader som står lenger oppe også ({fte} årsverk) er regnet én gang", "", ""),
        ("{count} rows that stand further up too ({fte} FTE) are counted once", "", ""),
    ),
    "repeated_block_keep": warning(
        ("{count} rader som står lenger oppe også ({fte} årsverk) er regnet med", "", ""),
        ("{count} rows that stand further up too ({fte} FTE) are counted", "", ""),
    ),
    "hidden_rows": error(
        (
            "{count} rader med {fte} årsverk er skjult i arket, for hånd eller av et filter",
            "",
            "skal de regnes med? Velg med --set workforce.hidden_rows=keep eller =drop",
        ),
        (
            "{count} rows with {fte} FTE are hidden in the sheet, by hand or by a filter",
            "",
            "shall they count? Choose with --set workforce.hidden_rows=keep or =drop",
        ),
    ),
    "hidden_rows_drop": warning(
        ("{count} skjulte rader med {fte} årsverk er holdt utenfor", "", ""),
        ("{count} hidden rows with {fte} FTE were left out", "", ""),
    ),
    "hidden_rows_keep": warning(
        ("{count} skjulte rader med {fte} årsverk er regnet med", "", ""),
        ("{count} hidden rows with {fte} FTE are counted", "", ""),
    ),
}

TIMES: dict[str, Words] = {
    "several_times": error(
        (
            "kolonnen «{heading}» viser at de samme ansatte står på {many} tidspunkter; uten et "
            "valg telles {fte} årsverk om igjen",
            "{allowed}",
            'velg ett: --set workforce.{key}="{last}"',
        ),
        (
            "the column {heading} shows the same staff at {many} times; {fte} FTE would be "
            "counted again",
            "{allowed}",
            'choose one: --set workforce.{key}="{last}"',
        ),
    ),
    "several_copies": error(
        (
            "for hver verdi i kolonnen «{heading}» står de samme radene, {many} ganger i alt; uten "
            "et valg telles {fte} årsverk om igjen",
            "{allowed}",
            'velg én verdi: --set workforce.{key}="{last}"',
        ),
        (
            "the same rows stand there for every value of the column {heading}, {many} times in "
            "all; {fte} FTE would be counted again",
            "{allowed}",
            'choose one value: --set workforce.{key}="{last}"',
        ),
    ),
    "several_times_told": warning(
        ("bare «{heading}» {last} er lest; {count} rader ({fte} årsverk) er holdt utenfor", "", ""),
        ("only {heading} {last} was read; {count} rows ({fte} FTE) were left out", "", ""),
    ),
    "no_such_time": error(
        (
            "workforce.{key} er {value}, som ikke står i kolonnen «{heading}»",
            "{allowed}",
            "rett workforce.{key}",
        ),
        (
            "workforce.{key} is {value}, which is not in the column {heading}",
            "{allowed}",
            "correct workforce.{key}",
        ),
    ),
    "no_time_column": error(
        (
            "workforce.{key} er {value}, men filen har ingen slik kolonne",
            "",
            "ta bort workforce.{key}",
        ),
        (
            "workforce.{key} is {value}, but the file has no such column",
            "",
            "remove workforce.{key}",
        ),
    ),
}

EMPLOYMENT: dict[str, Words] = {
    "large_post": error(
        (
            "{count} rader har opptil {most} årsverk på én person; de andre radene er "
            "enkeltpersoner",
            "høyst 2",
            "mangler et komma, eller er det prosent? Rett tallet; er raden en sum, fyll ut Antall "
            "ansatte i den",
        ),
        (
            "{count} rows have up to {most} FTE for one person; the other rows are single persons",
            "at most 2",
            "is a decimal sign missing, or is it per cent? Correct it; if the row is a sum, fill "
            "in its headcount",
        ),
    ),
    "vacant_posts": warning(
        (
            "{count} rader ({fte} årsverk) er vakante eller ubesatte, og regnet med",
            "",
            "skal bare besatte stillinger regnes, ta radene ut av filen",
        ),
        (
            "{count} rows ({fte} FTE) are vacant posts, and counted",
            "",
            "to count filled posts only, take the rows out of the file",
        ),
    ),
    "ended_posts": warning(
        (
            "{count} rader ({fte} årsverk) har sluttdato før den nyeste startdatoen i listen, og "
            "er regnet med",
            "",
            "har de sluttet, ta radene ut av filen",
        ),
        (
            "{count} rows ({fte} FTE) end before the newest post of the list starts, and are "
            "counted",
            "",
            "if they have left, take the rows out of the file",
        ),
    ),
    "part_rows": warning(
        (
            "{count} rader som begynner med herav eller hvorav ({fte} årsverk) er en del av raden "
            "over, og ikke regnet med",
            "",
            "",
        ),
        (
            "{count} rows that begin with 'of which' ({fte} FTE) are part of the row above, and "
            "were left out",
            "",
            "",
        ),
    ),
    "leave_and_substitutes": error(
        (
            "{count} rader ({fte} årsverk) er i permisjon, og {vikarer} rader ({fte_vikar} "
            "årsverk) er vikarer: da kan en stilling stå to ganger",
            "",
            "velg med --set workforce.leave=drop_leave (de i permisjon regnes ikke), "
            "=drop_substitutes eller =both",
        ),
        (
            "{count} rows ({fte} FTE) are on leave, and {vikarer} rows ({fte_vikar} FTE) are "
            "substitutes: a post may stand twice",
            "",
            "choose with --set workforce.leave=drop_leave (those on leave do not count), "
            "=drop_substitutes or =both",
        ),
    ),
    "on_leave": warning(
        (
            "{count} rader ({fte} årsverk) er i permisjon, og regnet med",
            "",
            "skal de ikke det: --set workforce.leave=drop_leave",
        ),
        (
            "{count} rows ({fte} FTE) are on leave, and counted",
            "",
            "if they should not be: --set workforce.leave=drop_leave",
        ),
    ),
    "substitutes": warning(
        (
            "{count} rader ({fte} årsverk) er vikarer, og regnet med",
            "",
            "står de som de er vikarer for i listen også: --set workforce.leave=drop_substitutes",
        ),
        (
            "{count} rows ({fte} FTE) are substitutes, and counted",
            "",
            "if those they stand in for are listed too: --set workforce.leave=drop_substitutes",
        ),
    ),
    "drop_leave_told": warning(
        ("{count} rader i permisjon ({fte} årsverk) er ikke regnet med", "", ""),
        ("{count} rows on leave ({fte} FTE) are not counted", "", ""),
    ),
    "drop_substitutes_told": warning(
        ("{count} rader med vikarer ({fte} årsverk) er ikke regnet med", "", ""),
        ("{count} rows of substitutes ({fte} FTE) are not counted", "", ""),
    ),
    "hourly_without_amount": warning(
        (
            "{count} rader er timelønnede uten stillingsprosent; arbeidet deres er ikke med i "
            "årsverkene",
            "",
            "skal det med, skriv årsverkene det svarer til",
        ),
        (
            "{count} rows are paid by the hour without a percentage; their work is not in the FTE",
            "",
            "write the FTE it amounts to, if it shall count",
        ),
    ),
    "no_amount_dropped": warning(
        ("{count} rader uten årsverk og stillingsprosent er ikke regnet med", "", ""),
        ("{count} rows without FTE and percentage are not counted", "", ""),
    ),
}

UNITS: dict[str, Words] = {
    "fte_holds_percent": error(
        (
            "kolonnen «{heading}» ser ut til å holde stillingsprosenter (100, 80, 37,5), én person "
            "i hver rad: {said} årsverk, eller {else}",
            "",
            "velg med --set workforce.amount_unit=percent ({else} årsverk) eller =fte ({said})",
        ),
        (
            "the column {heading} looks like position percentages (100, 80, 37.5), a person a "
            "row: {said} FTE, or {else}",
            "",
            "choose with --set workforce.amount_unit=percent ({else} FTE) or =fte ({said})",
        ),
    ),
    "fte_against_percent": error(
        (
            "årsverk og stillingsprosent sier ikke det samme: {said} årsverk mot {else} etter "
            "prosenten",
            "",
            "rett radene, eller velg med --set workforce.amounts_from=fte eller =percent",
        ),
        (
            "FTE and percentage do not say the same: {said} FTE against {else} by the percentage",
            "",
            "correct the rows, or choose with --set workforce.amounts_from=fte or =percent",
        ),
    ),
    "fte_against_percent_told": warning(
        (
            "årsverk og stillingsprosent sier ikke det samme ({said} mot {else}); "
            "workforce.amounts_from har valgt",
            "",
            "",
        ),
        (
            "FTE and percentage do not say the same ({said} against {else}); "
            "workforce.amounts_from chose",
            "",
            "",
        ),
    ),
}

DECISIONS: dict[str, Words] = {**TOTALS, **REPEATS, **TIMES, **EMPLOYMENT, **UNITS}
