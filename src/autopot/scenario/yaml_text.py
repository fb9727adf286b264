"""YAML as plain data with line numbers: no tags, no anchors, no duplicate keys."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from autopot.errors import InputError, Problem, refusal
from autopot.messages import Message, Text, elided, say
from autopot.scenario.yaml_faults import (
    long_number,
    not_decimal,
    not_plain,
    not_text,
    stands_twice,
    syntax_problem,
    too_deep,
)

Location = tuple[str | int, ...]
Lines = dict[Location, int]

MAX_BYTES = 1_000_000
MAX_LEVELS = 40
"""Levels inside one another; our own files have five."""

MOST_SIGNS = 60
"""Signs in a number; a computer writes at most 25."""

WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
NUMBER = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
"""Numbers as YAML 1.2 and people write them; with an exponent, or without."""

TRUTH = dict.fromkeys(("true", "yes", "on"), True) | dict.fromkeys(("false", "no", "off"), False)
"""What YAML 1.1 takes for true and false."""

PLAIN_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}


def read_yaml(path: Path) -> tuple[dict[str, Any], Lines]:
    """Read one mapping from a YAML file.

    Parameters
    ----------
    path : file to read, UTF-8, at most 1 MB and `MAX_LEVELS` levels.

    Returns
    -------
    The mapping, and the line (1 is the first) of every key and list item. Numbers are decimal
    digits as people write them; what YAML 1.1 reads in another way (0144, 1:40, 0x64, 1_000) is
    refused.

    Raises
    ------
    InputError
        Unreadable file, broken YAML, a tag, an anchor, a repeated key, not a mapping:
        all of them at once where the text can be parsed.
    """
    node = _node(path, _read_text(path))
    if not isinstance(node, yaml.MappingNode):
        raise InputError(
            Problem(
                f"{path}:1",
                say("no keys"),
                ["name", "title", "…"],
                say("start from scenarios/base.yaml"),
            )
        )
    reader = _Reader(str(path))
    data = reader.mapping(node, ())
    if reader.problems:
        raise InputError(reader.problems)
    return data, reader.lines


def read_setting(key: str, text: str) -> Any:
    """One value as a scenario file would have it; a heading with signs of YAML in it is text.

    Parameters
    ----------
    key : the setting, for messages.
    text : the value as it would stand in the file; `*Stilling` and `Stilling: T` need no quotes.

    Raises
    ------
    InputError
        What a scenario file may not hold either.
    """
    place = f"--set {elided(key)}"
    reader = _Reader(place)
    try:
        node = _node(Path(place), text)
        value = None if node is None else reader.plain(node, (key,))
    except InputError as error:
        if not text.startswith(("[", "{", "!")):
            return text
        raise InputError([replace(problem, place=place) for problem in error.problems]) from error
    if reader.problems:
        raise InputError([replace(problem, place=place) for problem in reader.problems])
    return value


def _node(path: Path, text: str) -> yaml.Node | None:
    """The document as nodes, by the fast parser; where that fails, by the one that explains."""
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for loader in (fast, yaml.SafeLoader):
        try:
            _check_events(path, text, loader)
            return yaml.compose(text, Loader=loader)
        except yaml.YAMLError as error:
            if loader is yaml.SafeLoader:
                raise InputError(syntax_problem(path, error)) from error
    return None


def _check_events(path: Path, text: str, loader: Any) -> None:
    """Refuse aliases, and levels that a recursion would not come through, before nodes are made."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            name = elided(str(event.anchor))
            raise InputError(not_plain(f"{path}:{line}", say("an alias (*{name})", name=name)))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_LEVELS:
                raise InputError(too_deep(f"{path}:{line}", MAX_LEVELS))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def as_written(value: object) -> Text:
    """A value as it may stand in a file, cut where it is long; text in quotes.

    >>> as_written(True), as_written(None), as_written([0.5, "a"]), str(as_written("a"))
    ('true', 'null', '[0.5, "a"]', "'a'")
    """
    if isinstance(value, str):
        return Message("{value!q}", {"value": value})
    return elided(json.dumps(value, ensure_ascii=False, default=str, skipkeys=True))


def nearest_origin(origin: Mapping[Location, str], at: Location, otherwise: Path) -> str:
    """Where a value came from, or the nearest level above it, or the file it was not found in.

    Parameters
    ----------
    origin : location -> file and line, of every value that was read.
    at : keys from the top to the value.
    otherwise : the file.

    >>> nearest_origin({("physical",): "my.yaml:9"}, ("physical", "strength"), Path("my.yaml"))
    'my.yaml:9'
    """
    while at and at not in origin:
        at = at[:-1]
    return origin.get(at, str(otherwise))


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            allowed, remedy = say("a text file of a few kB"), say("check the file name")
            raise InputError(Problem(str(path), say("over 1 MB"), allowed, remedy))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        allowed, remedy = say("a readable .yaml file"), say("check the file name")
        raise InputError(Problem(str(path), refusal(error), allowed, remedy)) from error
    except UnicodeDecodeError as error:
        raise InputError(not_text(path, error)) from error


class _Reader:
    """From nodes to plain data; keeps lines and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: Lines = {}
        self.problems: list[Problem] = []

    def plain(self, node: yaml.Node, at: Location) -> Any:
        """The node as dict, list or scalar."""
        if node.tag not in PLAIN_TAGS:
            tag = elided(node.tag)
            self._refuse(not_plain(self._place(node), say("the tag {tag}", tag=tag)))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                self.lines[(*at, number)] = item.start_mark.line + 1
            return [self.plain(item, (*at, number)) for number, item in enumerate(node.value)]
        return self._scalar(node, at)

    def mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, Any]:
        """The node as dict, its keys as they are written."""
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(not_plain(place, say("a key that is not a word")))
                continue
            key = str(key_node.value)
            if key in result:
                self._refuse(stands_twice(place, key, self.lines[(*at, key)]))
                continue
            self.lines[(*at, key)] = key_node.start_mark.line + 1
            result[key] = self.plain(value_node, (*at, key))
        return result

    def _scalar(self, node: yaml.Node, at: Location) -> Any:
        kind, text = node.tag.rpartition(":")[2], str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return TRUTH.get(text.lower(), text)
        unquoted = not getattr(node, "style", None)
        if kind in ("int", "float") or (kind == "str" and unquoted and NUMBER.fullmatch(text)):
            return self._number(node, text, at)
        return text

    def _number(self, node: yaml.Node, text: str, at: Location) -> int | float | None:
        name = elided(".".join(str(part) for part in at))
        if len(text) > MOST_SIGNS:
            self._refuse(long_number(self._place(node), name, text, MOST_SIGNS))
        elif text.lower().lstrip("+-") in (".inf", ".nan"):
            return float(text.lower().replace(".", ""))
        elif NUMBER.fullmatch(text) is None:
            digits = re.fullmatch(r"([-+]?)0*([0-9][0-9_]*(?:\.[0-9]*)?)", text)
            meant = "" if digits is None else "".join(digits.groups()).replace("_", "")
            self._refuse(not_decimal(self._place(node), name, text, meant))
        elif WHOLE.fullmatch(text):
            return int(text)
        else:
            return float(text)
        return None

    def _place(self, node: yaml.Node) -> str:
        return f"{self.file}:{node.start_mark.line + 1}"

    def _refuse(self, problem: Problem) -> None:
        self.problems.append(problem)
