"""My municipality beside others: size group, chosen municipalities, the big cities."""

from __future__ import annotations

from collections.abc import Sequence

from autopot import catalogue
from autopot.analysis.peers import place_draws
from autopot.engine import Engine
from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.results.peers.result import Peers, peers_result
from autopot.study.peers import (
    BIG_CITIES,
    BIG_CITIES_DEFINITION,
    MINE,
    SIZE_GROUP,
    TOWN,
    Place,
    place_model,
    residents_of,
)
from autopot.study.preparation import Prepared
from autopot.workforce.staff import municipality_decider, no_municipality

OPTION, WHICH = "--beside", "--municipality"

WORDS = {
    SIZE_GROUP: SIZE_GROUP,
    "size-group": SIZE_GROUP,
    "størrelsesgruppe": SIZE_GROUP,
    "størrelsesgruppen": SIZE_GROUP,
    "storleiksgruppe": SIZE_GROUP,
    "storleiksgruppa": SIZE_GROUP,
    BIG_CITIES: BIG_CITIES,
    "big-cities": BIG_CITIES,
    "storbyer": BIG_CITIES,
    "storbyene": BIG_CITIES,
    "storbyar": BIG_CITIES,
    "storbyane": BIG_CITIES,
}
"""What a planner may write -> whom it means; all else is a municipality."""

USUAL = (SIZE_GROUP, BIG_CITIES)
"""Whom own staff stand beside where nobody is named."""

MOST_DRAWS = 10_000
"""More draws than this change no figure that is shown."""


def peers_of(
    prepared: Prepared,
    engine: Engine,
    draws: int,
    beside: Sequence[str] | None,
    municipality: str | None = None,
) -> Peers | None:
    """A municipality beside others.

    Parameters
    ----------
    prepared : the scenario with its data.
    engine : where it is computed.
    draws : of the run.
    beside : whom: size_group, big_cities, numbers or names; None: `USUAL` for own staff, else
        nobody.
    municipality : which one of the run it is about; None: all own staff, or the only one.

    Returns
    -------
    None where there is nobody to stand beside.

    Raises
    ------
    InputError
        An unknown municipality, or a run that none can be compared from.
    """
    asked = beside is not None
    if not asked and not (prepared.workforce.own and _comparable(prepared)):
        return None
    wanted = list(USUAL) if beside is None else list(beside)
    if not wanted:
        return None
    mine = _mine(prepared, municipality)
    places = [mine, *_others(mine, wanted)]
    if len(places) == 1:
        return None
    number = min(draws, MOST_DRAWS)
    found = place_draws(place_model(prepared, places), number, engine)
    return peers_result(prepared, places, found)


def usual_places(town: str) -> list[Place]:
    """A municipality of an estimate, and whom it usually stands beside.

    Parameters
    ----------
    town : its number.

    Returns
    -------
    The municipality first, then the others of its size and the big cities, each once.
    """
    mine = Place(MINE, "", (town,), residents_of([town]), estimate=True)
    return [mine, *_others(mine, USUAL)]


def _comparable(prepared: Prepared) -> bool:
    """Whether the run is of municipalities, and its figures are not moved to meet a total."""
    known = set(catalogue.municipalities()["municipality"])
    towns = set(prepared.workforce.cells["municipality"])
    return towns <= known and prepared.scenario.scenario.calibrate.total is None


def _mine(prepared: Prepared, municipality: str | None) -> Place:
    """The municipality that stands beside the others.

    Raises
    ------
    InputError
        It is not said which, it is not in the run, or it cannot be compared.
    """
    workforce = prepared.workforce
    towns = sorted(set(workforce.cells["municipality"]))
    if prepared.scenario.scenario.calibrate.total is not None:
        found = say("a run that is calibrated: only its own tasks were moved")
        raise InputError(Problem(OPTION, found, remedy=say("leave out calibrate.total")))
    if not _comparable(prepared):
        found = say("a county municipality: its services are others")
        raise InputError(Problem(OPTION, found, remedy=say("leave it out")))
    if municipality is not None:
        answer = municipality_decider({})(municipality)
        if not answer.code:
            raise InputError(no_municipality(WHICH, municipality, answer))
        if answer.code not in towns:
            found = say("{code} is not in this run", code=answer.code)
            raise InputError(Problem(WHICH, found, towns[:8], say("choose another scenario")))
        towns = [answer.code]
    elif len(towns) > 1 and not workforce.own:
        found = say("a run of {count} municipalities", count=len(towns))
        remedy = say("say which one: --municipality NUMBER")
        raise InputError(Problem(OPTION, found, remedy=remedy))
    return Place(MINE, "", tuple(towns), residents_of(towns), estimate=not workforce.own)


def _others(mine: Place, wanted: Sequence[str]) -> list[Place]:
    """Those that the municipality stands beside, each once."""
    places, problems = dict[tuple[str, ...], Place](), list[Problem]()
    for word in wanted:
        kind = WORDS.get(word.strip().casefold())
        if kind == SIZE_GROUP:
            found = _size_groups(mine)
        elif kind == BIG_CITIES:
            members = [m for m in catalogue.storby(BIG_CITIES_DEFINITION) if m not in mine.members]
            found = [_place(BIG_CITIES, "", members)] if members else []
        else:
            answer = municipality_decider({})(word)
            if not answer.code:
                problems.append(no_municipality(OPTION, word, answer))
                continue
            found = [_place(TOWN, answer.code, [answer.code])]
        places |= {place.members: place for place in found if place.members not in places}
    if problems:
        raise InputError(problems)
    return list(places.values())


def _size_groups(mine: Place) -> list[Place]:
    """The other municipalities of the size of mine; of each size where mine are several."""
    group_of = catalogue.size_group_of()
    result = []
    for group in dict.fromkeys(group_of[town] for town in mine.members):
        members = [str(t) for t in group_of.index[group_of == group] if t not in mine.members]
        if members:
            result.append(_place(SIZE_GROUP, str(group), sorted(members)))
    return result


def _place(kind: str, key: str, members: Sequence[str]) -> Place:
    return Place(kind, key, tuple(members), residents_of(members), estimate=True)
