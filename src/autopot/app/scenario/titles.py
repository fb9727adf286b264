"""Titles of a scenario, as its runs will have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autopot.messages import LANGUAGES, speaking, title_in, told
from autopot.scenario import LoadedScenario


def own_titles(loaded: LoadedScenario) -> dict[str, str]:
    """The title of a scenario in every language.

    Parameters
    ----------
    loaded : the scenario.
    """
    texts = loaded.scenario.title
    return _in_every_language(lambda _: title_in(texts))


def changed_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles of a scenario with changes that are not saved.

    Parameters
    ----------
    titles : language -> title.
    """
    return _in_every_language(lambda name: told("{title}, changed", title=titles[name]))


def estimate_titles(titles: Mapping[str, str], *, one: bool) -> dict[str, str]:
    """Titles of a scenario on an estimate in place of staff.

    Parameters
    ----------
    titles : language -> title.
    one : whether it is about one municipality, which is named before the title.
    """
    if one:
        return _in_every_language(lambda name: told("{title}, estimate", title=titles[name]))
    return _in_every_language(lambda name: told("{title}, all municipalities", title=titles[name]))


def _in_every_language(text: Callable[[str], str]) -> dict[str, str]:
    found = {}
    for name in LANGUAGES:
        with speaking(name):
            found[name] = text(name)
    return found
