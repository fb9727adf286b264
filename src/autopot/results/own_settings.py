"""Which sectors a scenario has settings for, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from autopot.messages import Message, say, shown
from autopot.results.labels import label
from autopot.scenario import Scenario
from autopot.tables.names import thing_name


def listed(own: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Each sector with what it has of its own.

    Parameters
    ----------
    own : code of a sector, and sections of a scenario.

    >>> listed([("school", ["physical", "adoption"])])
    ['School (robots, adoption)']
    """
    return [
        f"{thing_name('sector', sector)} ({', '.join(_lower(label(f'section_{s}')) for s in some)})"
        for sector, some in own
    ]


def own_settings_note(scenario: Scenario) -> list[str]:
    """What the reader of a run must know of its sectors' settings; no line where there are none.

    Parameters
    ----------
    scenario : with all its settings.
    """
    own = [(sector, scenario.own_sections(sector)) for sector in scenario.sectors]
    found = listed((sector, sections) for sector, sections in own if sections)
    if not found:
        return []
    text: Message = say(
        "Settings that hold in one sector alone: {list}. Tables of tasks and occupations' readings "
        "show the settings of all others.",
        list=found,
    )
    return [shown(text)]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
