"""What is new on the radar and what has moved, found by comparing with an earlier radar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.messages import Text, say, say_in
from autopot.radar.placement import CLASSES

Movement = Literal["new", "in", "out", "none"]


@dataclass(frozen=True)
class Placed:
    """One technology on an earlier radar.

    Parameters
    ----------
    technology : its code; empty where the earlier file holds names only.
    names : its name, in one or two languages.
    radar_class : where it stood.
    """

    technology: str
    names: tuple[str, ...]
    radar_class: str


@dataclass(frozen=True)
class History:
    """What happened since the earlier radar.

    Parameters
    ----------
    movements : technology code -> new, in (towards use), out, or none.
    gone : technologies that stood on the earlier radar only.
    known : whether there was an earlier radar at all; without one nothing is marked.
    """

    movements: dict[str, Movement]
    gone: list[Placed] = field(default_factory=list)
    known: bool = True


def history(radar: pd.DataFrame, earlier: Sequence[Placed] | None, by_name: bool = True) -> History:
    """Compare a radar with an earlier one.

    Parameters
    ----------
    radar : technology, name_nb, name_en, radar_class.
    earlier : the earlier radar; None if there is none.
    by_name : whether names count where codes do not fit.

    Returns
    -------
    Technologies are matched on their code, and where no code fits on a name in either language.

    >>> now = pd.DataFrame({"technology": ["a", "b"], "name_nb": ["A", "B"],
    ...                     "name_en": ["A", "Bee"], "radar_class": ["trial", "hold"]})
    >>> before = [Placed("a", ("A",), "assess"), Placed("", ("C",), "hold")]
    >>> found = history(now, before)
    >>> found.movements, found.gone[0].names
    ({'a': 'in', 'b': 'new'}, ('C',))
    """
    codes = [str(code) for code in radar["technology"]]
    if earlier is None:
        return History(dict.fromkeys(codes, "none"), known=False)
    matched = {old.technology: old for old in earlier if old.technology in codes}
    rest = [old for old in earlier if old.technology not in codes]
    named = {name: old for old in rest for name in map(same_name, old.names)} if by_name else {}
    for row in radar.itertuples():
        found = named.get(same_name(row.name_nb)) or named.get(same_name(row.name_en))
        if row.technology not in matched and found in rest:
            matched[str(row.technology)] = found
            rest.remove(found)
    movements: dict[str, Movement] = {
        str(row.technology): _movement(matched.get(row.technology), str(row.radar_class))
        for row in radar.itertuples()
    }
    return History(movements, rest)


def _movement(before: Placed | None, radar_class: str) -> Movement:
    if before is None:
        return "new"
    step = CLASSES.index(before.radar_class) - CLASSES.index(radar_class)
    return "in" if step > 0 else "out" if step < 0 else "none"


def same_name(name: object) -> str:
    """A name without regard to case and spacing.

    >>> same_name(" Service  Robots") == same_name("service robots")
    True
    """
    return " ".join(str(name).split()).casefold()


def class_of(text: str, place: Text) -> str:
    """The radar class that a ring of an earlier radar names, by code or name.

    Parameters
    ----------
    text : as in the earlier radar; case and spacing do not count.
    place : file and row, for the message.

    Raises
    ------
    InputError
        No such class.

    >>> class_of("Ta i bruk", "x"), class_of("HOLD", "x")
    ('adopt', 'hold')
    """
    known: dict[str, str] = {}
    for row in catalogue.radar_classes().itertuples():
        known |= {same_name(n): str(row.radar_class) for n in (row.radar_class, row.name_nb)}
        known[same_name(row.name_en)] = str(row.radar_class)
    if same_name(text) not in known:
        raise InputError(unknown_name(place, say_in("the", "ring"), text, list(known)))
    return known[same_name(text)]


def unique_names(placed: list[Placed], place: str) -> list[Placed]:
    """The same list; a name that stands twice cannot be matched.

    Parameters
    ----------
    placed : an earlier radar.
    place : its file, for the message.

    Raises
    ------
    InputError
        A name is repeated.
    """
    seen: set[str] = set()
    problems = []
    for item in placed:
        name = same_name(item.names[0])
        if name in seen:
            found = say("{name} stands twice", name=item.names[0])
            problems.append(Problem(place, found, say("one of each"), say("remove one")))
        seen.add(name)
    if problems:
        raise InputError(problems)
    return placed
