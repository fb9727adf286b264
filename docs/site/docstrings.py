"""Our docstrings as Sphinx reads them: numpy sections whose items say `name : what it is`.

numpydoc and napoleon take what stands after the colon for a type; here it is what the value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent, indent
from typing import Any

FIELDS = {"Parameters": "param", "Attributes": "ivar", "Raises": "raises"}
ITEM = re.compile(r"(\*{0,2}\w+(?:, \*{0,2}\w+)*)(?: : (.*))?")
UNDERLINE = re.compile(r"-{3,}")
CODE = re.compile(r"(`[^`]+`)")


def as_fields(lines: list[str]) -> list[str]:
    """A docstring with its sections as fields.

    Parameters
    ----------
    lines : of the docstring, without its margin.

    >>> as_fields(["Add.", "", "Parameters", "----------", "a, b : shares,", "    0-1."])
    ['Add.', '', ':param a: shares, 0-1.', ':param b: shares, 0-1.']
    """
    result: list[str] = []
    for heading, body in _sections(lines):
        if heading in FIELDS:
            result += _items(FIELDS[heading], body)
        elif heading:
            result += _one("returns" if heading == "Returns" else "yields", body)
        else:
            result += _plain(body)
    return result


def _sections(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Headings with their lines; examples after a section stand by themselves, without heading."""
    heading, body = "", list[str]()
    number = 0
    while number < len(lines):
        line = lines[number]
        if number + 1 < len(lines) and UNDERLINE.fullmatch(lines[number + 1].strip()):
            yield heading, body
            heading, body = line.strip(), []
            number += 2
            continue
        if heading and line.startswith(">>>"):
            yield heading, body
            heading, body = "", [""]
        body.append(line)
        number += 1
    yield heading, body


def _items(field: str, body: list[str]) -> Iterator[str]:
    """Each name with what it is; names that are told of together each get the same words."""
    found: list[tuple[str, list[str]]] = []
    for line in body:
        item = ITEM.fullmatch(line)
        if item:
            found.append((item[1], [item[2] or ""]))
        elif line.strip():
            found[-1][1].append(line.strip())
    for names, words in found:
        text = _safe(" ".join(" ".join(words).split()))
        for name in names.split(", "):
            yield f":{field} {name.lstrip('*')}: {text}"


def _one(field: str, body: list[str]) -> list[str]:
    text = indent(_safe(dedent("\n".join(body)).strip()), "    ").strip()
    return [f":{field}: {text}".replace("\n\n", "\n\n"), ""] if text else []


def _plain(body: list[str]) -> list[str]:
    """Text, with examples as they are."""
    result, typed = [], False
    for line in body:
        typed = line.startswith((">>>", "...")) or (typed and bool(line.strip()))
        result.append(line if typed else _safe(line))
    return result


def _safe(text: str) -> str:
    """Text without signs that reStructuredText would read, and our code marks as its own."""
    parts = CODE.split(text)
    safe = [re.sub(r"([*|\\_])", r"\\\1", part) for part in parts[::2]]
    parts[::2] = safe
    parts[1::2] = [f"`{part}`" for part in parts[1::2]]
    return "".join(parts)


def on_docstring(
    _app: Any, _what: str, _name: str, _of: Any, _options: Any, lines: list[str]
) -> None:
    """What Sphinx calls for each docstring; the lines are changed in place."""
    lines[:] = [piece for line in as_fields(lines) for piece in line.split("\n")] + [""]
