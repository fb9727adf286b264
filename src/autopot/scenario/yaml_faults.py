"""What PyYAML and our own reader find wrong with a YAML file, as problems with file and line."""

from __future__ import annotations

from pathlib import Path

import yaml

from autopot.errors import Norwegian, Problem, norwegian_number
from autopot.messages import elided

SYNTAX = {
    "mapping values are not allowed": (
        "put text that holds a colon in quotes, or correct the indent",
        "et kolon der det ikke kan stå",
        "sett tekst med kolon i anførselstegn, eller rett innrykket",
    ),
    r"found character '\t'": (
        "indent with spaces, not tabs",
        "et tabulatortegn",
        "rykk inn med mellomrom, ikke tabulator",
    ),
    "that cannot start any token": (
        "put the text in quotes",
        "et tegn som en verdi ikke kan begynne med",
        "sett teksten i anførselstegn",
    ),
    "could not find expected ':'": (
        "write key: value, with a space after the colon",
        "en linje uten kolon",
        "skriv nøkkel: verdi, med mellomrom etter kolon",
    ),
    "expected <block end>": (
        "indent it like the lines above",
        "et innrykk som ikke passer med linjene over, eller tekst etter et anførselstegn",
        "gi linjen samme innrykk som linjene over",
    ),
    "expected ','": (
        "close the bracket, or add the comma",
        "en klamme som ikke er lukket, eller et komma som mangler",
        "lukk klammen, eller sett inn komma",
    ),
    "unexpected end of stream": (
        "close the quotes",
        "et anførselstegn som ikke er lukket",
        "lukk anførselstegnet",
    ),
    "unknown escape character": (
        "use single quotes where there is a backslash",
        "omvendt skråstrek i doble anførselstegn",
        "bruk enkle anførselstegn: 'C:\\mappe\\fil.xlsx'",
    ),
    "but found another document": (
        "remove --- and what stands after it",
        "flere dokumenter i én fil",
        "fjern --- og det som står etter",
    ),
    "expected alphabetic or numeric": (
        "put the text in quotes",
        "en verdi som begynner med * eller &",
        "sett teksten i anførselstegn",
    ),
    "special characters are not allowed": (
        "save the file as plain text",
        "et tegn som ikke er tekst",
        "lagre filen som ren tekst",
    ),
}
"""What PyYAML says -> what to do, and the fault and what to do in Norwegian."""

UNKNOWN_SYNTAX = (
    "check indent and quotes",
    "dette er ikke gyldig YAML",
    "kontroller innrykk og anførselstegn",
)


def not_text(path: Path, error: UnicodeDecodeError) -> Problem:
    return Problem(
        str(path),
        f"not UTF-8 at byte {error.start}",
        "a YAML file of UTF-8 text",
        "save it as UTF-8, or give another file",
        nb=Norwegian(
            f"ikke UTF-8 ved byte {error.start}",
            "en YAML-fil med tekst i UTF-8",
            "lagre den som UTF-8, eller velg en annen fil",
        ),
    )


def not_plain(place: str, english: str, norwegian: str) -> Problem:
    """The problem of something that YAML has and we do not read."""
    nb = Norwegian(norwegian, "vanlige verdier", "skriv selve verdien")
    return Problem(place, english, "plain values", "write the value itself", nb=nb)


def syntax_problem(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = f":{mark.line + 1}" if mark else ""
    found = str(getattr(error, "problem", None) or getattr(error, "reason", "broken YAML"))
    english, norwegian, remedy = next(
        (words for part, words in SYNTAX.items() if part in found), UNKNOWN_SYNTAX
    )
    nb = Norwegian(norwegian, "linjer som nøkkel: verdi", remedy)
    return Problem(f"{path}{line}", found, "key: value lines", english, nb=nb)


def too_deep(place: str, most: int) -> Problem:
    """The problem of brackets or indents inside one another, more than any setting needs."""
    nb = Norwegian(f"mer enn {most} nivåer inni hverandre", "noen få nivåer", "fjern noen av dem")
    found = f"more than {most} levels inside one another"
    return Problem(place, found, "a few levels", "remove some of them", nb=nb)


def not_decimal(place: str, name: str, text: str, meant: str) -> Problem:
    """The problem of a value that YAML takes for a number in another way than people do.

    Parameters
    ----------
    place : file and line.
    name : dotted name of the setting.
    text : as it stands in the file.
    meant : the number a person may have meant, empty if there is none.
    """
    cut = elided(text)
    remedy, skriv = f'put text in quotes: "{cut}"', f'sett tekst i anførselstegn: "{cut}"'
    if meant:
        remedy, skriv = f"{remedy}; or write the number {meant}", f"{skriv}; eller tallet {meant}"
    return Problem(
        place,
        f"{name} = {cut}, which may be read as another number",
        "digits without a leading zero, with a decimal point if needed",
        remedy,
        nb=Norwegian(
            f"{name} = {cut}, som kan leses som et annet tall",
            "sifre uten null foran, med punktum for desimaler",
            skriv,
        ),
    )


def long_number(place: str, name: str, text: str, most: int) -> Problem:
    """The problem of a number with more digits than any figure has."""
    found, norwegian = f"{name} is a number of {len(text):,} signs", norwegian_number(len(text))
    nb = Norwegian(f"{name} er et tall på {norwegian} tegn", f"høyst {most}", "endre verdien")
    return Problem(place, found, f"at most {most}", "change the value", nb=nb)


def stands_twice(place: str, key: str, first: int) -> Problem:
    """The problem of a key that stands twice in one mapping; `first` is the line above."""
    name = elided(key)
    nb = Norwegian(
        f"{name} står to ganger (også i linje {first})", "hver nøkkel én gang", "fjern den ene"
    )
    found = f"{name} stands twice (also line {first})"
    return Problem(place, found, "each key once", "remove one", nb=nb)
