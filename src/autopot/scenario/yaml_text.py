"""YAML as plain data with line numbers: no tags, no anchors, no duplicate keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from autopot.errors import InputError, Norwegian, Problem, quoted, refusal

Location = tuple[str | int, ...]
Lines = dict[Location, int]

MAX_BYTES = 1_000_000
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}

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


def read_yaml(path: Path) -> tuple[dict[str, Any], Lines]:
    """Read one mapping from a YAML file.

    Parameters
    ----------
    path : file to read, UTF-8, at most 1 MB.

    Returns
    -------
    The mapping, and the line (1 is the first) of every key and list item.

    Raises
    ------
    InputError
        Unreadable file, broken YAML, a tag, an anchor, a repeated key, not a mapping:
        all of them at once where the text can be parsed.
    """
    text = _read_text(path)
    problems: list[Problem] = []
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                place = f"{path}:{line}"
                raise InputError(
                    _not_plain(place, f"an alias (*{event.anchor})", f"et alias (*{event.anchor})")
                )
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise InputError(_syntax_problem(path, error)) from error
    lines: Lines = {}
    if not isinstance(node, yaml.MappingNode):
        raise InputError(
            Problem(
                f"{path}:1",
                "no keys",
                "name, title, …",
                "start from scenarios/base.yaml",
                nb=Norwegian("ingen nøkler", "name, title, …", "begynn med scenarios/base.yaml"),
            )
        )
    data = _plain(node, (), lines, str(path), problems)
    if problems:
        raise InputError(problems)
    assert isinstance(data, dict)  # a MappingNode gives a dict
    return data, lines


def as_written(value: object, quote: Callable[[str], str] = quoted) -> str:
    """A value as it may stand in a file, cut where it is long; text in quotes.

    >>> as_written(True), as_written(None), as_written([0.5, "a"]), as_written("a")
    ('true', 'null', '[0.5, "a"]', '«a»')
    """
    if isinstance(value, str):
        text = quote(value)
    else:
        text = json.dumps(value, ensure_ascii=False, default=str, skipkeys=True)
    return text if len(text) <= 60 else text[:57] + "..."


def nearest_origin(origin: Mapping[Location, str], at: Location, otherwise: Path) -> str:
    """Where a value came from, or the nearest level above it, or the file it was not found in.

    >>> nearest_origin({("physical",): "my.yaml:9"}, ("physical", "strength"), Path("my.yaml"))
    'my.yaml:9'
    """
    while at and at not in origin:
        at = at[:-1]
    return origin.get(at, str(otherwise))


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            nb = Norwegian("over 1 MB", "en tekstfil på noen få kB", "kontroller filnavnet")
            allowed, remedy = "a text file of a few kB", "check the path"
            raise InputError(Problem(str(path), "over 1 MB", allowed, remedy, nb=nb))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        found, norwegian = refusal(error)
        nb = Norwegian(norwegian, "en .yaml-fil som kan leses", "kontroller filnavnet")
        raise InputError(
            Problem(str(path), found, "a readable .yaml file", "check the path", nb=nb)
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(_not_text(path, error)) from error


def _not_text(path: Path, error: UnicodeDecodeError) -> Problem:
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


def _not_plain(place: str, english: str, norwegian: str) -> Problem:
    """The problem of something that YAML has and we do not read."""
    nb = Norwegian(norwegian, "vanlige verdier", "skriv selve verdien")
    return Problem(place, english, "plain values", "write the value itself", nb=nb)


def _syntax_problem(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = f":{mark.line + 1}" if mark else ""
    found = str(getattr(error, "problem", None) or getattr(error, "reason", "broken YAML"))
    english, norwegian, remedy = next(
        (words for part, words in SYNTAX.items() if part in found), UNKNOWN_SYNTAX
    )
    nb = Norwegian(norwegian, "linjer som nøkkel: verdi", remedy)
    return Problem(f"{path}{line}", found, "key: value lines", english, nb=nb)


def _plain(node: yaml.Node, at: Location, lines: Lines, file: str, problems: list[Problem]) -> Any:
    """The node as dict, list or scalar; notes lines and problems on the way."""
    place = f"{file}:{node.start_mark.line + 1}"
    if node.tag not in PLAIN_TAGS:
        problems.append(_not_plain(place, f"the tag {node.tag}", f"merket {node.tag}"))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, lines, file, problems)
    if isinstance(node, yaml.SequenceNode):
        items = []
        for number, item in enumerate(node.value):
            lines[(*at, number)] = item.start_mark.line + 1
            items.append(_plain(item, (*at, number), lines, file, problems))
        return items
    if node.tag.endswith("timestamp"):
        return node.value
    try:
        return yaml.SafeLoader("").construct_object(node)
    except ValueError:
        found, norwegian = f"{node.value!r} cannot be read", f"{quoted(node.value)} kan ikke leses"
        problems.append(_not_plain(place, found, norwegian))
        return None


def _mapping(
    node: yaml.MappingNode, at: Location, lines: Lines, file: str, problems: list[Problem]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            found, norwegian = "a key that is not a word", "en nøkkel som ikke er et ord"
            problems.append(_not_plain(f"{file}:{line}", found, norwegian))
            continue
        key = str(key_node.value)
        if key in result:
            first = lines[(*at, key)]
            found = f"{key} stands twice (also line {first})"
            nb = Norwegian(
                f"{key} står to ganger (også i linje {first})",
                "hver nøkkel én gang",
                "fjern den ene",
            )
            problems.append(Problem(f"{file}:{line}", found, "each key once", "remove one", nb=nb))
            continue
        lines[(*at, key)] = line
        result[key] = _plain(value_node, (*at, key), lines, file, problems)
    return result
