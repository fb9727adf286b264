"""The municipality's own words in a result: its name in the title, its titles at occupations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autopot.report.tables import names
from autopot.report.words import word

MOST_TITLES, LONGEST = 3, 40
MOST_TOWNS = 3


def listed(things: Sequence[str], language: str) -> str:
    """Things as people list them.

    >>> listed(["a", "b", "c"], "nb"), listed(["a"], "nb")
    ('a, b og c', 'a')
    """
    *first, last = things
    return f"{', '.join(first)} {word('and', language)} {last}" if first else last


def with_towns(title: str, towns: Sequence[str], language: str) -> str:
    """The title of a scenario with the municipalities whose own staff it is run on.

    Parameters
    ----------
    title : of the scenario; one that names them already is left as it is.
    towns : their names.
    language : nb or en.

    >>> with_towns("Grunnscenario", ["Sola"], "nb"), with_towns("Sola 2025", ["Sola"], "nb")
    ('Sola: Grunnscenario', 'Sola 2025')
    >>> with_towns("Base scenario", ["Sola", "Time", "Hå", "Gjesdal"], "en")
    '4 municipalities: Base scenario'
    """
    if all(town.casefold() in title.casefold() for town in towns):
        return title
    if len(towns) > MOST_TOWNS:
        return f"{word('many_towns', language).format(count=len(towns))}: {title}"
    return f"{listed(towns, language)}: {title}"


def title_texts(titles: Mapping[str, Sequence[str]], language: str) -> dict[str, str]:
    """Occupation -> its own titles in a few words, the first `MOST_TITLES` and how many more.

    Parameters
    ----------
    titles : occupation -> titles, most FTE first. One that is the occupation's name says nothing
        and is left out where it stands alone.
    language : nb or en.

    >>> title_texts({"2341": ["Lærer", "Adjunkt", "Lektor", "Rådgiver", "Timelærer"]}, "nb")
    {'2341': 'Lærer, Adjunkt, Lektor og 2 til'}
    """
    official = names(language)["occupation"]
    return {
        code: _few([_short(title) for title in own], language)
        for code, own in titles.items()
        if own and [title.casefold() for title in own] != [official[code].casefold()]
    }


def with_titles(name: str, own: str, language: str) -> str:
    """The name of an occupation with its own titles, as one text.

    >>> with_titles("Sykepleiere", "Sykepleier", "nb"), with_titles("Sykepleiere", "", "nb")
    ('Sykepleiere (hos dere: Sykepleier)', 'Sykepleiere')
    """
    return f"{name} ({word('own_short', language)}: {own})" if own else name


def _few(titles: list[str], language: str) -> str:
    more = len(titles) - MOST_TITLES
    if more <= 0:
        return ", ".join(titles)
    first = ", ".join(titles[:MOST_TITLES])
    return f"{first} {word('and_more', language).format(count=more)}"


def _short(title: str) -> str:
    """At most `LONGEST` signs, cut between words where that leaves half of them.

    >>> _short("Fagkoordinator for velferdsteknologi og digital hjemmeoppfølging")
    'Fagkoordinator for velferdsteknologi og…'
    """
    if len(title) <= LONGEST:
        return title
    cut = title[: LONGEST - 1]
    whole = cut.rpartition(" ")[0] if title[LONGEST - 1] != " " else cut
    return (whole if len(whole) >= LONGEST // 2 else cut).rstrip(" ,;:-–/(") + "…"
