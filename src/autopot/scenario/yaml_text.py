"""YAML as plain data with line numbers: no tags, no anchors, no duplicate keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from autopot.errors import InputError, Problem

Location = tuple[str | int, ...]
Lines = dict[Location, int]

MAX_BYTES = 1_000_000
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}


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
                    Problem(place, f"an alias (*{event.anchor})", "plain values", "write it out")
                )
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise InputError(_syntax_problem(path, error)) from error
    lines: Lines = {}
    if not isinstance(node, yaml.MappingNode):
        raise InputError(
            Problem(f"{path}:1", "no keys", "name, title, …", "start from scenarios/base.yaml")
        )
    data = _plain(node, (), lines, str(path), problems)
    if problems:
        raise InputError(problems)
    assert isinstance(data, dict)  # a MappingNode gives a dict
    return data, lines


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
            raise InputError(Problem(str(path), "over 1 MB", "a scenario of a few kB"))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise InputError(
            Problem(str(path), reason, "a readable .yaml file", "check the path")
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            Problem(str(path), f"not UTF-8 at byte {error.start}", "UTF-8 text", "save as UTF-8")
        ) from error


def _syntax_problem(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = f":{mark.line + 1}" if mark else ""
    found = getattr(error, "problem", None) or "broken YAML"
    return Problem(f"{path}{line}", str(found), "key: value lines", "check indent and quotes")


def _plain(node: yaml.Node, at: Location, lines: Lines, file: str, problems: list[Problem]) -> Any:
    """The node as dict, list or scalar; notes lines and problems on the way."""
    place = f"{file}:{node.start_mark.line + 1}"
    if node.tag not in PLAIN_TAGS:
        problems.append(Problem(place, f"the tag {node.tag}", "plain values", "remove the tag"))
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
        problems.append(Problem(place, f"{node.value!r} cannot be read", "a plain value"))
        return None


def _mapping(
    node: yaml.MappingNode, at: Location, lines: Lines, file: str, problems: list[Problem]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(f"{file}:{line}", "a key that is not a word", "plain words"))
            continue
        key = str(key_node.value)
        if key in result:
            first = lines[(*at, key)]
            found = f"{key} stands twice (also line {first})"
            problems.append(Problem(f"{file}:{line}", found, "each key once", "remove one"))
            continue
        lines[(*at, key)] = line
        result[key] = _plain(value_node, (*at, key), lines, file, problems)
    return result
