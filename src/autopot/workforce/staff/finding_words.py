"""What can be found in a staff file, in words: (found, allowed, what to do)."""

from __future__ import annotations

from autopot.workforce.staff.decision_words import DECISIONS
from autopot.workforce.staff.finding_forms import Words
from autopot.workforce.staff.finding_forms import error as _error
from autopot.workforce.staff.finding_forms import note as _note
from autopot.workforce.staff.finding_forms import warning as _warning

LAYOUT = {
    "no_header": _error(
        (
            "finner ingen rad med kjente overskrifter; øverst står: {headings}",
            "minst to av Kommune, Sektor, KOSTRA-funksjon, Yrkeskode, Stilling, og Årsverk eller "
            "Stillingsprosent",
            "gi kolonnene slike overskrifter, eller koble dem i scenarioet med workforce.columns",
        ),
        (
            "no row with known headings; at the top stands: {headings}",
            "at least two of municipality, sector, function, occupation, title, and fte or percent",
            "give the columns such headings, or map them in the scenario with workforce.columns",
        ),
    ),
    "nearest_header": _error(
        (
            "raden ligner overskrifter ({headings}), men ingen kolonne er kjent som årsverk eller "
            "stillingsprosent",
            "Årsverk eller Stillingsprosent",
            'mente du «{likely}»? Velg kolonnen med --set workforce.columns.percent="{likely}" '
            "(eller .fte), eller skriv det samme i scenarioet",
        ),
        (
            "the row looks like headings ({headings}), but no column is known as FTE or position "
            "percentage",
            "fte or percent",
            'did you mean {likely}? Choose it with --set workforce.columns.percent="{likely}" (or '
            ".fte), or write the same in the scenario",
        ),
    ),
    "nearest_header_lacks": _error(
        (
            "raden ligner overskrifter ({headings}), men årsverk eller stillingsprosent mangler",
            "Årsverk eller Stillingsprosent",
            "ta med kolonnen i uttrekket, eller oppgi hvilken det er: "
            '--set workforce.columns.fte="…"',
        ),
        (
            "the row looks like headings ({headings}), but FTE or position percentage is missing",
            "fte or percent",
            "include the column in the export, or say which it is: --set workforce.columns.fte=…",
        ),
    ),
    "subheadings": _error(
        (
            "«{heading}» er delt i flere kolonner",
            "{allowed}",
            'velg én med --set workforce.columns.{column}="{first}", eller summer dem med '
            '--set workforce.columns.{column}="[{both}]"',
        ),
        (
            "{heading} is divided into several columns",
            "{allowed}",
            'choose one with --set workforce.columns.{column}="{first}", or sum them with --set '
            'workforce.columns.{column}="[{both}]"',
        ),
    ),
    "several_sheets": _error(
        (
            "flere ark ser ut som bemanningslister",
            "{allowed}",
            'velg ett eller flere: --sheet "{first}", eller workforce.sheet i scenarioet',
        ),
        (
            "several sheets look like staff lists",
            "{allowed}",
            'choose one or more: --sheet "{first}", or workforce.sheet in the scenario',
        ),
    ),
    "no_sheet": _error(
        ("arket «{sheet}» finnes ikke", "{allowed}", "rett navnet i workforce.sheet"),
        ("there is no sheet {sheet}", "{allowed}", "correct workforce.sheet"),
    ),
    "no_such_heading": _error(
        (
            "overskriften «{heading}» finnes ikke i filen",
            "{allowed}",
            "rett workforce.columns.{column}",
        ),
        (
            "there is no heading {heading} in the file",
            "{allowed}",
            "correct workforce.columns.{column}",
        ),
    ),
    "several_columns": _error(
        (
            "flere kolonner betyr det samme",
            "{allowed}",
            'velg én, for eksempel --set workforce.columns.{column}="{second}"',
        ),
        (
            "several columns mean the same",
            "{allowed}",
            'choose one, for instance --set workforce.columns.{column}="{second}"',
        ),
    ),
    "no_municipality": _error(
        (
            "ingen kolonne for kommune",
            "",
            "legg til kolonnen, eller oppgi kommunen med workforce.municipality eller "
            "--municipality",
        ),
        (
            "no column for the municipality",
            "",
            "add it, or state it with workforce.municipality or --municipality",
        ),
    ),
    "no_sector": _error(
        (
            "ingen kolonne for sektor eller KOSTRA-funksjon",
            "",
            "legg til en av dem, eller en kolonne Ansvar med koblingsfil",
        ),
        (
            "no column for sector or KOSTRA function",
            "",
            "add one of them, or a unit column with a mapping file",
        ),
    ),
    "no_occupation": _error(
        (
            "ingen kolonne for yrke",
            "",
            "legg til Yrkeskode, eller Stilling eller Stillingskode med koblingsfil",
        ),
        ("no column for the occupation", "", "add it, or a title with a mapping file"),
    ),
    "no_rows": _error(
        (
            "ingen rader med årsverk over 0",
            "minst én rad",
            "fyll ut arket under overskriftene",
        ),
        ("no FTE above 0", "at least one row with FTE", "fill it in"),
    ),
}

FILE = {
    "other_content": _note(
        ("filen heter {ending}, men innholdet er {content}, og er lest som det", "", ""),
        ("the file is called {ending}, but holds {content}, and was read as that", "", ""),
    ),
    "long_line": _error(
        (
            "linjer med flere felt ({fields}) enn overskrifter ({headings}): linje {lines}",
            "like mange felt som overskrifter",
            "er komma både skilletegn og desimaltegn? Lagre med semikolon som skilletegn eller som "
            ".xlsx, eller sett anførselstegn rundt feltet",
        ),
        (
            "lines with more fields ({fields}) than headings ({headings}): line {lines}",
            "as many fields as headings",
            "is the comma both delimiter and decimal sign? Save with semicolons or as .xlsx, or "
            "put the field in quotes",
        ),
    ),
    "short_line": _error(
        (
            "linjer med færre felt ({fields}) enn overskrifter ({headings}): linje {lines}",
            "like mange felt som overskrifter",
            "mangler et skilletegn, eller er linjen delt i to? Rett linjene, eller lagre filen på "
            "nytt som .xlsx",
        ),
        (
            "lines with fewer fields ({fields}) than headings ({headings}): line {lines}",
            "as many fields as headings",
            "is a delimiter missing, or the line cut in two? Correct them, or save the file anew "
            "as .xlsx",
        ),
    ),
    "coded_twice": _warning(
        (
            "bokstaver var kodet to ganger («{value}» for «{read}») og er rettet",
            "",
            "se at navn og titler ser riktige ut; ellers hent ut filen på nytt i UTF-8",
        ),
        (
            "letters were coded twice ({value} for {read}) and were put right",
            "",
            "look whether names and titles are right; else export the file anew in UTF-8",
        ),
    ),
    "lost_letters": _warning(
        (
            "bokstaver er gått tapt (�) før filen kom hit",
            "",
            "hent ut filen på nytt i UTF-8, eller rett cellene",
        ),
        ("letters were lost (�)", "", "export the file anew in UTF-8, or correct the cells"),
    ),
    "control_characters": _note(
        ("usynlige tegn ({value}) er tatt bort", "", ""),
        ("invisible characters ({value}) were taken away", "", ""),
    ),
    "register_rules": _note(
        (
            "lest som et register, der rader med like koder er slått sammen: delsummer kjennes på "
            "ord som «Sum», tomme celler i en gruppe fylles ikke ut, krysstabeller leses ikke, og "
            "det er ikke sett etter personer med over to årsverk",
            "",
            "",
        ),
        (
            "read as a register, in which rows with the same codes were summed: subtotals are "
            "known by words such as Sum, empty cells of a group are not filled, cross tables are "
            "not read, and it was not looked for persons with over two FTE",
            "",
            "",
        ),
    ),
    "not_compared": _warning(
        (
            "registeret har over {most} rader; det er ikke sett etter rader som står to ganger",
            "",
            "ta ett år om gangen",
        ),
        (
            "the register has over {most} rows; it was not looked for rows that stand twice",
            "",
            "one year at a time",
        ),
    ),
    "hidden_sheets": _note(
        (
            "skjulte ark som ikke er lest: {allowed}",
            "",
            "skal et av dem leses: velg det med workforce.sheet eller --sheet",
        ),
        (
            "hidden sheets not read: {allowed}",
            "",
            "to read one of them: choose it with workforce.sheet or --sheet",
        ),
    ),
}

PERSONAL = {
    "personal_column": _error(
        (
            "kolonnen «{heading}» inneholder personopplysninger",
            "",
            "slett den og lagre på nytt, eller la den være ulest: ta bort "
            "workforce.personal_columns: refuse",
        ),
        (
            "the column {heading} holds personal data",
            "",
            "delete it and save anew, or leave it unread: remove "
            "workforce.personal_columns: refuse",
        ),
    ),
    "personal_ignored": _warning(
        (
            "kolonner som kan ha personopplysninger, er ikke lest: {columns}",
            "",
            "trenger du en av dem, gi den en annen overskrift",
        ),
        (
            "columns that may hold personal data were not read: {columns}",
            "",
            "if you need one of them, give it another heading",
        ),
    ),
    "personal_by_content": _warning(
        ("kolonnen ser ut til å ha navn eller fødselsdatoer, og er ikke lest", "", ""),
        ("the column seems to hold names or dates of birth, and was not read", "", ""),
    ),
    "personal_in_used": _error(
        (
            "kolonnen «{heading}» ser ut til å ha navn på personer; verdiene er ikke lest",
            "",
            "velg kolonnen med stillinger: --set workforce.columns.title=…",
        ),
        (
            "the column {heading} seems to hold names of persons; its values were not read",
            "",
            "choose the column of titles: --set workforce.columns.title=…",
        ),
    ),
    "personal_cells": _warning(
        (
            "cellen i «{heading}» har noe som ligner en personopplysning (navn, fødselsnummer, "
            "e-post, telefon eller kontonummer); det vises ikke, og resten av cellen er lest",
            "",
            "ta det bort i filen",
        ),
        (
            "the cell in {heading} holds what looks like personal data (a name, a birth number, "
            "e-mail, telephone or account number); it is not shown, and the rest of the cell was "
            "read",
            "",
            "remove it from the file",
        ),
    ),
}

CODES = {
    "empty_cell": _error(
        ("{name} er tom", "", "fyll ut cellen"),
        ("an empty cell in {column}", "", "fill it in"),
    ),
    "date_for_code": _error(
        (
            "cellen er en dato ({date}); tallet under den er {code}",
            "en kode",
            "merk kolonnen i Excel, gi den tallformatet Generelt, og lagre: da står {code} der "
            "igjen; er cellen tekst, skriv koden",
        ),
        (
            "the cell is a date ({date}); the number under it is {code}",
            "a code",
            "give the column the format General in Excel and save: {code} is back; where the cell "
            "is text, type the code",
        ),
    ),
    "date_not_code": _error(
        (
            "cellen er en dato ({date})",
            "en kode",
            "gi kolonnen formatet Tekst, og skriv koden på nytt",
        ),
        ("the cell is a date ({date})", "a code", "format the column as text and type the code"),
    ),
    "unknown_municipality": _error(
        (
            "kommunen {value} er ikke kjent",
            "{allowed}",
            "rett den, eller koble verdien i en koblingsfil",
        ),
        ("municipality {value} is not known", "{allowed}", "did you mean {first}?"),
    ),
    "county_for_municipality": _error(
        (
            "{value} er et fylke ({county}), ikke en kommune",
            "{allowed}",
            "skriv kommunen, eller koble verdien i en koblingsfil",
        ),
        ("{value} is a county ({county}), not a municipality", "{allowed}", "type a municipality"),
    ),
    "ambiguous_municipality": _error(
        ("flere kommuner heter {value}", "{allowed}", "bruk kommunenummer"),
        ("several municipalities are called {value}", "{allowed}", "use the number"),
    ),
    "lost_zero": _note(
        ("kommunenummeret {value} er lest som {code} (nullen foran manglet)", "", ""),
        ("municipality {value} was read as {code} (its leading zero was lost)", "", ""),
    ),
    "municipality_contradicts": _error(
        (
            "nummer og navn i «{value}» er to kommuner",
            "{allowed}",
            "rett den som er feil",
        ),
        ("number and name in {value} are two municipalities", "{allowed}", "correct the wrong one"),
    ),
    "municipality_name_differs": _error(
        (
            "kommunenummeret er {number}, men navnet ved siden av er «{value}»",
            "{allowed}",
            "rett den som er feil, eller ta bort kolonnen som ikke skal brukes",
        ),
        (
            "the number of the municipality is {number}, but the name beside it is {value}",
            "{allowed}",
            "correct the wrong one, or remove the column that is not to be used",
        ),
    ),
    "old_municipality": _note(
        ("det tidligere kommunenummeret {value} er lest som {code} {name}", "", ""),
        ("the former municipality number {value} was read as {code} {name}", "", ""),
    ),
    "old_name": _note(
        ("{value} er nå en del av {code} {name}, og er lest som den", "", ""),
        ("{value} is now part of {code} {name}, and was read as that", "", ""),
    ),
    "split_municipality": _error(
        (
            "kommunen med nummer {value} er delt",
            "{allowed}",
            "bruk nummeret som gjelder nå, eller koble verdien i en koblingsfil",
        ),
        (
            "the municipality with number {value} was split",
            "{allowed}",
            "use the number of today, or map the value",
        ),
    ),
    "unknown_sector": _error(
        (
            "sektoren {value} er ikke kjent",
            "{allowed}",
            "rett den, fyll ut KOSTRA-funksjon, eller koble verdien i en koblingsfil",
        ),
        ("sector {value} is not known", "{allowed}", "did you mean {first}?"),
    ),
    "sector_by_function": _note(
        ("sektoren «{value}» er ikke kjent; KOSTRA-funksjonen er brukt", "", ""),
        ("sector {value} is not known; the KOSTRA function was used", "", ""),
    ),
    "sector_by_unit": _note(
        ("«{value}» er lest som {sector}, etter navnet på enheten", "", ""),
        ("{value} was read as {sector}, by the name of the unit", "", ""),
    ),
    "sector_by_words": _note(
        ("«{value}» er lest som {sector}, etter ordene i navnet", "", ""),
        ("{value} was read as {sector}, by the words of its name", "", ""),
    ),
    "sector_by_staff": _warning(
        (
            "navnet «{value}» sier ikke hvilken sektor enheten hører til; den er lest som "
            "{sector}, etter stillingene der",
            "",
            "se over, og koble enheten i en koblingsfil hvis det er feil",
        ),
        (
            "the name {value} does not say which sector the unit belongs to; it was read as "
            "{sector}, by the titles of its staff",
            "",
            "look it over, and map the unit if that is wrong",
        ),
    ),
    "sector_by_title": _warning(
        (
            "enheten «{value}» sier ikke hvilken sektor radene hører til; de er lest som {sector}, "
            "etter stillingen",
            "",
            "se over, og koble enheten i en koblingsfil hvis det er feil",
        ),
        (
            "unit {value} does not say which sector the rows belong to; they were read as "
            "{sector}, by their titles",
            "",
            "look them over, and map the unit if that is wrong",
        ),
    ),
    "department": _note(
        (
            "«{value}» dekker flere sektorer; radene er plassert etter funksjon, enhet eller "
            "stilling",
            "{allowed}",
            "",
        ),
        (
            "{value} covers several sectors; rows were placed by function, unit or title",
            "{allowed}",
            "",
        ),
    ),
    "department_spread": _warning(
        (
            "«{value}» dekker flere sektorer, og verken funksjon, enhet eller stilling viser "
            "hvilken; årsverkene er fordelt etter hvor yrket arbeider i norske kommuner",
            "{allowed}",
            "fyll ut KOSTRA-funksjon, eller koble enhetene i en koblingsfil",
        ),
        (
            "{value} covers several sectors, and neither function, unit nor title tells which; the "
            "FTE were spread by where the occupation works in Norwegian municipalities",
            "{allowed}",
            "fill in the KOSTRA function, or map the units",
        ),
    ),
    "sector_against_function": _warning(
        (
            "sektoren er {sector}, men funksjonen {value} hører til {by_function}; sektoren er "
            "brukt",
            "",
            "rett den ene, eller la sektoren stå tom der funksjonen er riktig",
        ),
        (
            "the sector is {sector}, but function {value} belongs to {by_function}; the sector was "
            "used",
            "",
            "correct one of them, or leave the sector empty where the function is right",
        ),
    ),
    "unknown_function": _error(
        (
            "KOSTRA-funksjonen {value} er ikke kjent",
            "{allowed}",
            "rett koden (alle står i arket Funksjoner i malen), fyll ut sektor, eller koble "
            "verdien i en koblingsfil",
        ),
        (
            "KOSTRA function {value} is not known",
            "{allowed}",
            "correct it, fill in the sector, or map the value",
        ),
    ),
    "long_function": _note(
        ("funksjonen {value} er lest som {code}: de tre første sifrene", "", ""),
        ("function {value} was read as {code}: its first three digits", "", ""),
    ),
    "unmapped_unit": _error(
        (
            "ansvaret {value} er ikke koblet til en sektor",
            "",
            "koble verdien i en koblingsfil, eller fyll ut sektor eller KOSTRA-funksjon",
        ),
        ("unit {value} is not mapped to a sector", "", "map it, or fill in the sector"),
    ),
    "unknown_occupation": _error(
        (
            "yrkeskoden {value} finnes ikke i STYRK-08",
            "{allowed}",
            "rett koden eller koble den i en koblingsfil; workforce.unknown_occupation: spread "
            "fordeler årsverkene på de andre yrkene i sektoren",
        ),
        (
            "occupation {value} is not known",
            "{allowed}",
            "did you mean {first}? Or map it; workforce.unknown_occupation: spread spreads it over "
            "the other occupations of the sector",
        ),
    ),
    "unknown_title": _error(
        (
            "stillingen «{value}» har ingen yrkeskode",
            "{allowed}",
            "fyll ut yrkeskode, eller koble stillingen i en koblingsfil; forslag er aldri valgt",
        ),
        (
            "the title {value} has no occupation code",
            "{allowed}",
            "fill in the code, or map the title; a suggestion is never chosen",
        ),
    ),
    "unmapped_position": _error(
        (
            "stillingskoden {value} er ikke koblet til et yrke",
            "",
            "fyll ut yrkeskode, eller koble stillingskoden i en koblingsfil",
        ),
        ("position code {value} is not mapped to an occupation", "", "map it"),
    ),
    "no_occupation_given": _error(
        (
            "yrke er ikke oppgitt",
            "",
            "fyll ut yrkeskode; workforce.unknown_occupation: spread fordeler årsverkene på de "
            "andre yrkene i sektoren",
        ),
        (
            "an empty cell: the occupation is not given",
            "",
            "fill it in; workforce.unknown_occupation: spread spreads it over the other occupations"
            " of the sector",
        ),
    ),
    "seven_digits": _error(
        (
            "{value} er en sjusifret kode fra yrkeskatalogen",
            "STYRK-08 med fire sifre",
            "hent SSBs kodeliste med autopot fetch styrk, og oppgi mappen i workforce.codes",
        ),
        (
            "{value} is a seven-digit code of the yrkeskatalog",
            "STYRK-08 of four digits",
            "get the correspondence with autopot fetch styrk and name its folder in "
            "workforce.codes",
        ),
    ),
    "not_in_correspondence": _error(
        ("koden {value} står ikke i kodelisten {codes}", "", "rett koden eller koble den"),
        ("code {value} is not in the list {codes}", "", "correct it or map it"),
    ),
    "short_code": _error(
        (
            "{value} er ikke en yrkeskode på fire sifre",
            "{allowed}",
            "fyll ut alle fire sifrene",
        ),
        (
            "{value} is not a code of 4 digits",
            "{allowed}",
            "fill in all four; did you lose a leading zero: {padded}?",
        ),
    ),
    "lost_zero_occupation": _error(
        (
            "{value} er ikke en yrkeskode på fire sifre",
            "{allowed}",
            "har koden mistet nullen foran? Skriv {padded}, og gi kolonnen tekstformat",
        ),
        (
            "{value} is not a code of 4 digits",
            "{allowed}",
            "did you lose a leading zero: {padded}? Format the column as text",
        ),
    ),
    "group_spread": _note(
        (
            "gruppen {value} er fordelt på yrkene {targets} etter hvor mange som er ansatt i dem i "
            "norske kommuner (vårt anslag)",
            "",
            "",
        ),
        (
            "group {value} was spread over {targets} by how many work in them in Norwegian "
            "municipalities (our estimate)",
            "",
            "",
        ),
    ),
    "group_of_one": _note(
        ("gruppen {value} har ett yrke, {targets}", "", ""),
        ("group {value} has one occupation, {targets}", "", ""),
    ),
    "unknown_spread": _note(
        (
            "«{value}» er fordelt på de andre yrkene i samme kommune og sektor",
            "",
            "",
        ),
        ("{value} was spread over the other occupations of the municipality and sector", "", ""),
    ),
    "nothing_spread": _note(
        ("yrke er ikke oppgitt; fordelt på de andre yrkene i samme kommune og sektor", "", ""),
        (
            "the occupation is not given; spread over the others of the municipality and sector",
            "",
            "",
        ),
    ),
    "nothing_to_spread_over": _error(
        (
            "årsverk uten yrke i en sektor der ingen andre yrker er oppgitt",
            "",
            "oppgi yrke for minst noen av dem",
        ),
        (
            "FTE without occupation in a sector with no other occupations",
            "",
            "give the occupation of some of them",
        ),
    ),
    "long_code": _error(
        (
            "{value} er ikke en yrkeskode på fire eller sju sifre",
            "{allowed}",
            "rett koden, eller koble den i en koblingsfil",
        ),
        ("{value} is not a code of 4 or 7 digits", "{allowed}", "correct it, or map it"),
    ),
    "by_correspondence": _note(
        ("koden {value} er lest som {targets} etter {codes}", "", ""),
        ("code {value} was read as {targets} by {codes}", "", ""),
    ),
    "name_is_code": _note(
        ("«{value}» er navnet på yrke {code} i STYRK-08", "", ""),
        ("{value} is the name of occupation {code} in STYRK-08", "", ""),
    ),
}

CODING = {
    "coded_sure": _note(
        ("«{value}»{where_nb} er lest som {means} (sikkert)", "", ""),
        ("{value}{where_en} was read as {means} (sure)", "", ""),
    ),
    "coded_likely": _note(
        (
            "«{value}»{where_nb} er lest som {means} (sannsynlig)",
            "",
            "se over, og koble den i en koblingsfil hvis det er feil",
        ),
        (
            "{value}{where_en} was read as {means} (likely)",
            "",
            "look at it, and map it in a mapping file if it is wrong",
        ),
    ),
    "coded_not": _error(
        (
            "«{value}» kan være {means}, men det er for usikkert til å brukes",
            "{allowed}",
            "koble den i en koblingsfil",
        ),
        (
            "{value} may be {means}, but that is too unsure to be used",
            "{allowed}",
            "map it in a mapping file",
        ),
    ),
    "coding_summary": _note(
        (
            "yrket er sikkert for {sure} årsverk, sannsynlig for {likely}, og må kodes for {must}",
            "",
            "se over de sannsynlige i kontrollarket",
        ),
        (
            "the occupation is sure for {sure} FTE, likely for {likely}, and must be coded for "
            "{must}",
            "",
            "look at the likely ones among the findings of autopot check",
        ),
    ),
    "code_title_differ": _warning(
        (
            "kode og tittel sier ikke det samme: {named}, men «{said}»; brukt er {means}",
            "",
            "rett den som er feil, eller koble dem i en koblingsfil",
        ),
        (
            "code and title do not say the same: {named}, but {said}; used is {means}",
            "",
            "correct the wrong one, or map them in a mapping file",
        ),
    ),
    "column_holds_ks": _note(
        (
            "kolonnen «{heading}» holder KS-stillingskoder (HTA vedlegg 1), ikke STYRK-08; de "
            "er lest sammen med tittel og tjeneste",
            "",
            "",
        ),
        (
            "the column {heading} holds KS position codes, not STYRK-08; they were read "
            "together with title and service",
            "",
            "",
        ),
    ),
    "column_holds_state": _note(
        (
            "kolonnen «{heading}» holder statens stillingskoder; de er lest sammen med tittel "
            "og tjeneste",
            "",
            "",
        ),
        (
            "the column {heading} holds position codes of the State; they were read together "
            "with title and service",
            "",
            "",
        ),
    ),
    "column_holds_styrk08": _note(
        ("kolonnen «{heading}» holder yrkeskoder (STYRK-08)", "", ""),
        ("the column {heading} holds occupation codes (STYRK-08)", "", ""),
    ),
    "styrk98_column": _warning(
        (
            "kolonnen «{heading}» holder koder fra den gamle standarden STYRK-98, ikke "
            "STYRK-08: de er oversatt ved hjelp av titlene",
            "",
            "se over, eller oppgi SSBs kodeliste i workforce.codes",
        ),
        (
            "the column {heading} holds codes of the older STYRK-98, not STYRK-08: they were "
            "translated with the help of the titles",
            "",
            "look at them, or name the correspondence in workforce.codes",
        ),
    ),
    "code_system_unclear": _error(
        (
            "{value} ser ut som en kode fra den gamle standarden STYRK-98, men uten titler er det "
            "ikke sikkert",
            "STYRK-08 med fire sifre",
            "ta med stillingstittelen, eller oppgi SSBs kodeliste i workforce.codes",
        ),
        (
            "{value} looks like a code of the older STYRK-98, but without titles that is not "
            "certain",
            "STYRK-08 of four digits",
            "add the position title, or name the correspondence in workforce.codes",
        ),
    ),
    "disco_code": _error(
        (
            "{value} er en dansk DISCO-kode med seks sifre",
            "STYRK-08 med fire sifre",
            "ta med stillingstittelen og la kolonnen være ulest, eller koble kodene",
        ),
        (
            "{value} is a Danish DISCO code of six digits",
            "STYRK-08 of four digits",
            "add the title and leave the column unread, or map the codes",
        ),
    ),
    "mapping_overruled": _error(
        (
            "koblingen av {column} «{value}» er ikke brukt: en annen kobling går foran",
            "",
            "fjern en av dem",
        ),
        (
            "the mapping of {column} {value} is not used: another goes before it",
            "",
            "remove one of them",
        ),
    ),
}

MAPPED = {
    "mapping_not_in_file": _note(
        ("{number} koblinger gjelder verdier som ikke står i filen", "", ""),
        ("{number} mappings are of values that are not in the file", "", ""),
    ),
}

FORMULAS = {
    "formula_uncalculated": _error(
        (
            "cellen har en formel, men filen har ikke verdien: den er ikke regnet ut",
            "en verdi",
            "åpne filen i Excel, la den regne ut, lagre og prøv igjen; hjelper ikke det, lim inn "
            "tallene med Lim inn utvalg > Verdier",
        ),
        (
            "the cell holds a formula, but the file does not hold its value: it was never "
            "calculated",
            "a value",
            "open the file in Excel, let it calculate, save and try again; or paste the numbers as "
            "values",
        ),
    ),
    "formula_error": _error(
        (
            "formelen i cellen gir en feil ({value})",
            "en verdi",
            "rett formelen, eller skriv verdien",
        ),
        ("the formula in the cell gives an error ({error})", "a value", "correct the formula"),
    ),
}

AMOUNTS = {
    "empty_amount": _error(
        (
            "årsverk og stillingsprosent er tomme",
            "et tall",
            "fyll ut cellen, eller la slike rader være utenfor: --set workforce.no_amount=drop",
        ),
        (
            "an empty cell",
            "a number",
            "fill it in, or leave such rows out: --set workforce.no_amount=drop",
        ),
    ),
    "bad_number": _error(
        ("«{value}» er ikke et tall", "et tall", "rett cellen"),
        ("{value} is not a number", "a number", "correct it"),
    ),
    "date_for_number": _error(
        (
            "cellen er en dato ({value}); Excel gjør noen ganger tall som 1.2 om til datoer",
            "et tall",
            "skriv tallet på nytt",
        ),
        ("the cell is a date ({value})", "a number", "type the number again"),
    ),
    "date_hides_number": _error(
        (
            "cellen er en dato ({value}); tallet under den er {number}",
            "et tall",
            "merk kolonnen i Excel, gi den tallformatet Generelt, og lagre: da står {number} der "
            "igjen; er cellen tekst, skriv tallet",
        ),
        (
            "the cell is a date ({value}); the number under it is {number}",
            "a number",
            "give the column the format General in Excel and save: {number} is back; where the "
            "cell is text, type the number",
        ),
    ),
    "duration_for_number": _error(
        ("cellen er en varighet ({value})", "et tall", "skriv tallet på nytt"),
        ("the cell is a duration ({value})", "a number", "type the number again"),
    ),
    "boolean_for_number": _error(
        ("cellen er sann eller usann ({value}), ikke et tall", "et tall", "skriv tallet"),
        ("the cell is true or false ({value}), no number", "a number", "type the number"),
    ),
    "unclear_number": _error(
        (
            "«{value}» kan leses på to måter: med tusenskille eller som desimaltall",
            "",
            "skriv workforce.decimal: comma eller point i scenarioet",
        ),
        (
            "{value} can be read in two ways: thousands or decimals",
            "",
            "set workforce.decimal: comma or point in the scenario",
        ),
    ),
    "negative_amount": _error(
        (
            "{value} er negativt: er raden en korreksjon av en annen?",
            "{low} til {high}",
            "trekk tallet fra raden det retter, og ta bort denne raden",
        ),
        (
            "{value} is negative: does the row correct another?",
            "{low} to {high}",
            "take the number off the row that it corrects, and remove this one",
        ),
    ),
    "outside": _error(
        ("{value} er utenfor grensene", "{low} til {high}", "rett cellen"),
        ("{value} is outside its range", "{low} to {high}", "correct it"),
    ),
    "percent_as_share": _note(
        ("stillingsprosent er lest som andel: 0,8 er 80 %", "", ""),
        ("the position percentage was read as a share: 0.8 is 80%", "", ""),
    ),
    "percent_as_hundredths": _warning(
        (
            "stillingsprosent er lest som hundredels prosent: 05000 er 50 %",
            "",
            "stemmer det ikke: skriv workforce.percent: percent i scenarioet",
        ),
        (
            "the position percentage was read in hundredths of a per cent: 05000 is 50%",
            "",
            "if that is wrong: workforce.percent: percent in the scenario",
        ),
    ),
    "percent_mixed": _error(
        (
            "kolonnen har både små tall ({some}) og store ({others}): er 0,8 her 80 % eller 0,8 %?",
            "",
            "skriv prosenttegn i de små (80 %), eller skriv workforce.percent: percent i "
            "scenarioet hvis alle tallene er prosent",
        ),
        (
            "the column holds small numbers ({some}) and large ones ({others}): is 0.8 here 80% "
            "or 0.8%?",
            "",
            "write a per cent sign in the small ones (80%), or workforce.percent: percent in the "
            "scenario if every number is per cent",
        ),
    ),
    "percent_hundredfold": _error(
        (
            "10000 står for mange rader: er det 100 % skrevet i hundredels prosent?",
            "",
            "skriv workforce.percent: hundredths i scenarioet; er det summer av prosenter, skriv "
            "workforce.percent: percent",
        ),
        (
            "10000 stands in many rows: is it 100% in hundredths of a per cent?",
            "",
            "set workforce.percent: hundredths in the scenario; if these are sums of percentages, "
            "workforce.percent: percent",
        ),
    ),
}

LEFT_OUT = {
    "total_row": _note(
        ("sumrad «{value}» er ikke regnet med", "", ""),
        ("the total row {value} was left out", "", ""),
    ),
    "text_row": _note(
        ("en rad med bare tekst er ikke regnet med", "", ""),
        ("a row with text only was left out", "", ""),
    ),
    "repeated_header": _note(
        ("overskriftene står en gang til; raden er ikke regnet med", "", ""),
        ("the headings stand once more; the row was left out", "", ""),
    ),
    "zero_rows": _note(
        ("{count} rader med 0 årsverk er ikke med", "", ""),
        ("{count} rows with 0 FTE are left out", "", ""),
    ),
    "ignored_column": _note(
        ("kolonnen «{heading}» er ikke brukt", "", ""),
        ("the column {heading} is not used", "", ""),
    ),
    "profile": _note(
        ("gjenkjent som et uttrekk fra {title}, etter overskriftene", "", ""),
        ("recognised as an export from {title}, by its headings", "", ""),
    ),
    "hidden_column": _warning(
        (
            "kolonnen «{heading}» er skjult i arket, og ikke brukt",
            "",
            "er den riktig? Vis den i arket",
        ),
        (
            "the column {heading} is hidden in the sheet, and was not used",
            "",
            "unhide it if it is right",
        ),
    ),
    "hidden_column_used": _warning(
        (
            "kolonnen «{heading}» er skjult i arket, men brukt: ingen synlig kolonne betyr det "
            "samme",
            "",
            "kontroller at den er riktig",
        ),
        (
            "the column {heading} is hidden in the sheet, but used: no visible one means the same",
            "",
            "check that it is right",
        ),
    ),
    "filled_down": _warning(
        (
            "«{heading}» står én gang for hver gruppe, som i en pivottabell; tomme celler er fylt "
            "med verdien over",
            "",
            "er det feil, velg: --set workforce.blank_groups=refuse",
        ),
        (
            "{heading} stands once for each group, as in a pivot table; empty cells were filled "
            "with the value above",
            "",
            "if that is wrong: --set workforce.blank_groups=refuse",
        ),
    ),
    "cross_table": _note(
        (
            "lest som en krysstabell: én rad for hver stilling, én kolonne for hver sektor "
            "({allowed})",
            "",
            "",
        ),
        (
            "read as a cross table: a row for each title, a column for each sector ({allowed})",
            "",
            "",
        ),
    ),
    "sheets_together": _warning(
        (
            "arkene har like overskrifter og er lest som deler av samme liste: {allowed}",
            "",
            "gjelder de samme ansatte, velg ett med --sheet",
        ),
        (
            "the sheets have equal headings and were read as parts of one list: {allowed}",
            "",
            "if they hold the same staff, choose one with --sheet",
        ),
    ),
    "sheets_left": _note(
        ("ark som ikke er lest: {allowed}", "", ""),
        ("sheets not read: {allowed}", "", ""),
    ),
    "read_as": _note(
        ("tegnsett og skilletegn: {how}", "", ""),
        ("encoding and delimiter: {how}", "", ""),
    ),
}

PLAUSIBLE = {
    "large_fraction": _warning(
        (
            "over 1,2 årsverk per person; høyest er {value}",
            "høyst 1,2",
            "er radene summer? Fyll i så fall ut Antall ansatte",
        ),
        ("up to {value} FTE per person", "at most 1.2", "are the rows sums? Fill in the headcount"),
    ),
    "no_leaders": _warning(
        (
            "{sector} i {municipality} har {fte} årsverk og ingen ledere (yrkeskoder som begynner "
            "med 1)",
            "",
            "står lederne i en annen sektor, eller mangler de?",
        ),
        (
            "{sector} in {municipality} has {fte} FTE and no leaders (occupations that begin with "
            "1)",
            "",
            "are they in another sector, or missing?",
        ),
    ),
    "more_than_residents": _error(
        (
            "{municipality} har {fte} årsverk i filen og {residents} innbyggere (SSB, {date}): "
            "flere enn noen kommune kan ha",
            "høyst ett årsverk for to innbyggere",
            "er det riktig kommune? Er prosenter lest som årsverk (--set "
            "workforce.amount_unit=percent), eller står alt flere ganger (--set "
            "workforce.duplicates=drop)?",
        ),
        (
            "{municipality} has {fte} FTE in the file and {residents} residents (SSB, {date}): "
            "more than any municipality can have",
            "at most one FTE for two residents",
            "is it the right municipality? Are percentages read as FTE (--set "
            "workforce.amount_unit=percent), or does everything stand several times (--set "
            "workforce.duplicates=drop)?",
        ),
    ),
    "sectors_far_from_estimate": _warning(
        (
            "sektorer i {municipality} er langt fra vårt anslag, det samme som i autopot run "
            "national. Årsverk i filen, og anslaget i parentes: {sectors}",
            "",
            "hører ansatte til en annen sektor, eller mangler noen? Drives tjenesten av andre, er "
            "det i orden",
        ),
        (
            "sectors of {municipality} are far from our estimate, the same as in autopot run "
            "national. FTE in the file, and the estimate in brackets: {sectors}",
            "",
            "do staff belong to another sector, or are some missing? If others run it, fine",
        ),
    ),
    "far_from_published": _warning(
        (
            "{municipality} har {fte} årsverk i filen; publisert tall er {published} (kilde "
            "{source}, data/workforce/margins.csv)",
            "",
            "mangler enheter, eller er noe med to ganger? Er filen bare en del av kommunen, er det "
            "i orden",
        ),
        (
            "{municipality} has {fte} FTE in the file; the published total is {published} (source "
            "{source}, data/workforce/margins.csv)",
            "",
            "are units missing, or counted twice? If the file is a part of the municipality, fine",
        ),
    ),
    "far_from_estimate": _warning(
        (
            "{municipality} har {fte} årsverk i filen; vårt anslag, det samme som i autopot run "
            "national, er {published}",
            "",
            "mangler enheter, eller er noe med to ganger? Er filen bare en del av kommunen, er det "
            "i orden",
        ),
        (
            "{municipality} has {fte} FTE in the file; our estimate, the same as in autopot run "
            "national, is {published}",
            "",
            "are units missing, or counted twice? If the file is a part of the municipality, fine",
        ),
    ),
    "maybe_styrk98": _warning(
        (
            "{share} % av de firesifrede kodene finnes ikke i STYRK-08; det kan være STYRK-98",
            "",
            "oppgi SSBs kodeliste i workforce.codes",
        ),
        (
            "{share}% of the four-digit codes are not in STYRK-08; they may be STYRK-98",
            "",
            "name the correspondence in workforce.codes",
        ),
    ),
    "weak_evidence": _note(
        (
            "{share} % av årsverkene er i yrker som låner evidens fra en større gruppe: {allowed}",
            "",
            "",
        ),
        (
            "{share}% of the FTE are in occupations that borrow evidence from a wider group: "
            "{allowed}",
            "",
            "",
        ),
    ),
    "no_tasks": _note(
        (
            "{share} % av årsverkene er i yrker uten egne oppgaver i katalogen: {allowed}",
            "",
            "",
        ),
        (
            "{share}% of the FTE are in occupations without tasks of their own: {allowed}",
            "",
            "",
        ),
    ),
    "no_evidence": _error(
        (
            "det finnes ingen publisert evidens for yrket {value}",
            "",
            "koble koden til et nærliggende yrke, eller oppgi andelen i evidence.override",
        ),
        (
            "there is no published evidence for occupation {value}",
            "",
            "map it to a near occupation, or state its share in evidence.override",
        ),
    ),
}

KINDS: dict[str, Words] = {
    **LAYOUT,
    **FILE,
    **PERSONAL,
    **CODES,
    **CODING,
    **MAPPED,
    **FORMULAS,
    **AMOUNTS,
    **LEFT_OUT,
    **DECISIONS,
    **PLAUSIBLE,
}
"""Every kind of finding."""
