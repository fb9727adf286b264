"""Two versions of the same page: what is read, what is drawn, and the programs in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, NamedTuple

import numpy as np

from autopot.errors import Problem
from autopot.json_text import plain_json
from autopot.messages import Message, say, say_many
from autopot.saving.closeness import Compared, apart, may_be_neighbours
from autopot.saving.compared import (
    MEND,
    RUN_AGAIN,
    SHOWN,
    Nearby,
    compare_places,
    leaves,
    nothing_nearby,
)

HEADINGS = ("h1", "h2", "h3", "caption", "figcaption")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
CHECKSUM = "moves.run"
"""Where the part of the page that can be moved has a checksum of its own figures."""

PIXELS = 1e-6
AROUND = 28
"""Characters shown on either side of what differs."""


class Piece(NamedTuple):
    """A piece of a page: its kind, the heading above it, its content.

    Kinds: read (text), tag, attribute; in drawings label (text), shape (a tag), drawn (an
    attribute); data (figures behind charts), program (scripts, styles, comments and what the page
    may load).
    """

    kind: str
    under: str
    text: str


KINDS = {
    "tag": say("another element"),
    "program": say("a program or style that is not autopot's"),
    "shape": say("something else is drawn"),
    "drawn": say("something else is drawn"),
}
"""What is said of what nobody reads."""


class _Pieces(HTMLParser):
    """A page cut to its pieces, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self._under, self._open, self._drawing = "", "", 0
        self._kind = "read"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag, and each of its attributes."""
        given = dict(attrs)
        self._drawing += tag == "svg"
        self._add("shape" if self._drawing else "tag", tag)
        for name, value in attrs:
            policy = tag == "meta" and name == "content" and "script-src" in (value or "")
            kind = "drawn" if self._drawing else "program" if policy else "attribute"
            self._add(kind, f"{name}={value or ''}")
        if tag in HEADINGS:
            self._open, self._under = tag, ""
        if tag in ("script", "style"):
            self._kind = "data" if given.get("type") == "application/json" else "program"

    def handle_endtag(self, tag: str) -> None:
        """The end of a tag."""
        self._drawing -= tag == "svg"
        self._open = "" if tag == self._open else self._open
        if tag in ("script", "style"):
            self._kind = "read"

    def handle_data(self, data: str) -> None:
        """Text, or the content of a script."""
        if self._open:
            self._under += data
        if data.strip():
            self._add("label" if self._drawing else self._kind, data.strip())

    def handle_comment(self, data: str) -> None:
        """A comment, such as the licences."""
        self._add("program", data)

    def handle_decl(self, decl: str) -> None:
        """The type of the document."""
        self._add("program", decl)

    def _add(self, kind: str, text: str) -> None:
        self.found.append(Piece(kind, self._under.strip(), text))


def pieces(page: bytes, drawings: bool = True) -> list[Piece]:
    """A page as its pieces, in order.

    Parameters
    ----------
    page : HTML, UTF-8.
    drawings : whether those of drawings and programs are among them.

    >>> [piece.text for piece in pieces(b"<h2>The answer</h2><p>23 %</p>")]
    ['h2', 'The answer', 'p', '23 %']
    """
    reader = _Pieces()
    reader.feed(page.decode("utf-8"))
    reader.close()
    if drawings:
        return reader.found
    return [piece for piece in reader.found if piece.kind in ("read", "attribute")]


def compare_pages(
    before: bytes,
    after: bytes,
    place: str,
    nearby: Nearby = nothing_nearby,
    drawings: bool = True,
) -> Compared:
    """Every text and number of two pages, also those that charts and programs draw.

    Parameters
    ----------
    before, after : as stored, and as made again.
    place : name of the file in messages.
    nearby : for figures that lie between two rounded ones.
    drawings : whether charts and programs are compared too; they differ where other versions of the
        drawing libraries made them.

    Returns
    -------
    The first places that differ, each with the heading that it stands under.
    """
    try:
        old = pieces(before, drawings)
    except ValueError:
        return Compared([Problem(place, say("cannot be read"), say("a page"), RUN_AGAIN)])
    new = pieces(after, drawings)
    numbers = sum(len(NUMBER.findall(piece.text)) for piece in old if piece.kind == "read")
    found, other = _far(old, new, place)
    found += Compared(numbers=numbers)
    if any(may_be_neighbours(old[at].text, new[at].text) for at in _in_both(other, old, new)):
        for page in nearby():
            still = dict(_far(old, pieces(page, drawings), place)[1])
            met = [at for at, _ in other if at not in still]
            found += Compared(on_boundary=len(met))
            other = [(at, problem) for at, problem in other if at in still]
    problems = [problem for _, problem in other]
    rest = len(problems) - SHOWN
    if rest > 0:
        more = say_many("one more place differs", "{count:,} more places differ", count=rest)
        problems = [*problems[:SHOWN], Problem(place, more, remedy=MEND)]
    return found + Compared(problems)


def _in_both(
    other: Sequence[tuple[int, Problem]], old: Sequence[Piece], new: Sequence[Piece]
) -> list[int]:
    return [at for at, _ in other if at < min(len(old), len(new))]


def _far(
    old: Sequence[Piece], new: Sequence[Piece], place: str
) -> tuple[Compared, list[tuple[int, Problem]]]:
    """How near two pages are, and number and problem of each piece that differs by more."""
    found, other = Compared(), []
    for number, (a, b) in enumerate(zip(old, new, strict=False)):
        if a == b:
            continue
        near = _near(a, b, place) if a.kind == b.kind else None
        if near is not None and not near.problems:
            found += near
            continue
        other.append((number, _problem(a, b, place)))
        if a.kind != b.kind or a.kind in ("tag", "shape"):  # what follows stands in another place
            return found, other
    if len(old) != len(new):
        longer, shorter = (old, new) if len(old) > len(new) else (new, old)
        extra = longer[len(shorter)]
        nothing = Piece(extra.kind, extra.under, "")
        pair = (extra, nothing) if longer is old else (nothing, extra)
        other.append((len(shorter), _problem(*pair, place)))
    return found, other


def _near(a: Piece, b: Piece, place: str) -> Compared | None:
    """Two pieces that may differ by rounding; None where they may not."""
    if a.kind in ("drawn", "attribute"):
        return _numbers(a.text, b.text, PIXELS if a.kind == "drawn" else 0.0)
    if a.kind == "data":
        return _data(a.text, b.text, place)
    return None


def _numbers(old: str, new: str, least: float) -> Compared | None:
    """Two texts whose numbers differ by rounding, or by less than can be seen in a drawing."""
    if NUMBER.split(old) != NUMBER.split(new):
        return None
    a, b = (np.array([float(n) for n in NUMBER.findall(text)]) for text in (old, new))
    more, found = apart(a, b)
    if (np.abs(a - b)[more] > least).any():
        return None
    return Compared(near=max(1, found.near), largest=found.largest if least == 0 else 0.0)


def _data(old: str, new: str, place: str) -> Compared | None:
    """Two sets of figures behind charts."""
    try:
        stored = leaves(_inlined(plain_json(old), {}))
    except ValueError:
        return None
    fresh = leaves(_inlined(json.loads(new), {}))
    for both in (stored, fresh):
        both.pop(CHECKSUM, None)
    return replace(compare_places(stored, fresh, place, tuple), numbers=0)


def _inlined(value: Any, sets: Mapping[str, Any]) -> Any:
    """A specification with its figures where they are named: the names are checksums of digits.

    >>> _inlined({"data": {"name": "data-1"}, "datasets": {"data-1": [1, 2]}}, {})
    {'data': [1, 2]}
    """
    if isinstance(value, list):
        return [_inlined(each, sets) for each in value]
    if not isinstance(value, dict):
        return value
    own = value.get("datasets")
    known = {**sets, **own} if isinstance(own, dict) else sets
    if isinstance(value.get("name"), str) and value["name"] in known:
        return known[value["name"]]
    return {key: _inlined(each, known) for key, each in value.items() if key != "datasets"}


def _problem(a: Piece, b: Piece, place: str) -> Problem:
    """What differs, and under which heading it stands."""
    where = f"{place} «{a.under or b.under}»" if a.under or b.under else place
    if a.kind in KINDS and a.kind == b.kind:
        return Problem(where, KINDS[a.kind], say("as in a new run"), MEND)
    if "data" in (a.kind, b.kind):
        return Problem(where, say("other figures behind the charts"), say("as in a new run"), MEND)
    old, new = _around(a.text, b.text)
    return Problem(where, _told(old), say("a new run gives {text!q}", text=new), MEND)


def _told(text: str) -> Message:
    return say("it says {text!q}", text=text) if text else say("it says nothing")


def _around(old: str, new: str) -> tuple[str, str]:
    """Two texts where they differ, with a few words on either side.

    >>> _around("of the time 43 % can", "of the time 23 % can")
    ('of the time 43 % can', 'of the time 23 % can')
    """
    pairs = enumerate(zip(old, new, strict=False))
    first = next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))
    start = max(0, first - AROUND)
    shown = (text[start : first + AROUND].replace("\u00a0", " ") for text in (old, new))
    return next(shown), next(shown)
