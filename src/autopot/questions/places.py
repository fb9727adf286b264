"""Whether scenarios are about the same municipalities."""

from __future__ import annotations

from collections.abc import Sequence

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.messages import Text, say, say_many
from autopot.scenario import LoadedScenario
from autopot.workforce import Workforce

SHOWN_PLACES = 8


def unlike_places(
    scenarios: Sequence[LoadedScenario], staff: Sequence[Workforce], by: str
) -> list[bool]:
    """Which of the other scenarios are about other municipalities than the first.

    Parameters
    ----------
    scenarios, staff : with who works where in each.
    by : what is compared one by one; municipalities cannot be, where they are not the same.

    Raises
    ------
    InputError
        They are to be compared by municipality, and are not about the same ones.
    """
    first = scenarios[0]
    mine, *rest = [set(workforce.cells["municipality"]) for workforce in staff]
    problems = [
        _other_places(first, other, sorted(mine ^ theirs))
        for other, theirs in zip(scenarios[1:], rest, strict=True)
        if theirs != mine and by == "municipality"
    ]
    if problems:
        raise InputError(problems)
    return [theirs != mine for theirs in rest]


def residents_by_scenario(names: Sequence[str], staff: Sequence[Workforce]) -> dict[str, int]:
    """Scenario -> residents of its municipalities; of the counties of county municipalities.

    Parameters
    ----------
    names, staff : of all scenarios.
    """
    known = catalogue.employers().set_index("municipality")["population"]
    return {
        name: int(known.loc[sorted(set(workforce.cells["municipality"]))].sum())
        for name, workforce in zip(names, staff, strict=True)
    }


def _places_of(loaded: LoadedScenario) -> str:
    """The keys of a scenario that say which municipalities it is about."""
    return f"storby: {loaded.scenario.storby}, workforce: {loaded.scenario.workforce.source}"


def _other_places(first: LoadedScenario, other: LoadedScenario, only: list[str]) -> Problem:
    """That two scenarios have other municipalities; `only` are in one of them."""
    codes: Text = ", ".join(only[:SHOWN_PLACES])
    more = len(only) - SHOWN_PLACES
    if more > 0:
        codes = say_many(
            "{codes} and 1 more", "{codes} and {count:,} more", count=more, codes=codes
        )
    return Problem(
        other.place("storby"),
        say(
            "{other} is about other municipalities than {first}: {codes} in only one of them",
            other=other.scenario.name,
            first=first.scenario.name,
            codes=codes,
        ),
        _places_of(first),
        say("compare by sector, or give both the same storby and workforce"),
    )
