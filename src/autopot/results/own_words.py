"""The municipality's own words in a result: its name in the title, its titles at occupations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autopot import catalogue
from autopot.analysis.disclosure import Hidden, shown_titles
from autopot.messages import title_in, told
from autopot.messages.numbers import rounded
from autopot.scenario import LoadedScenario
from autopot.tables.names import names
from autopot.workforce import Workforce

MOST_TITLES, LONGEST = 3, 40
MOST_TOWNS = 3


def listed(things: Sequence[str]) -> str:
    """Things as people list them.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    >>> listed(["health and care", "school"])
    'health and care; school'
    """
    *first, last = things
    joined = told("and")
    if any("," in thing or f" {joined} " in thing for thing in things):
        return "; ".join(things)
    return f"{', '.join(first)} {joined} {last}" if first else last


def with_towns(title: str, towns: Sequence[str]) -> str:
    """The title of a scenario with the municipalities whose own staff it is run on.

    Parameters
    ----------
    title : of the scenario; one that names them already is left as it is.
    towns : their names.

    >>> with_towns("Grunnscenario", ["Sola"]), with_towns("Sola 2025", ["Sola"])
    ('Sola: Grunnscenario', 'Sola 2025')
    >>> with_towns("Base scenario", ["Sola", "Time", "Hå", "Gjesdal"])
    '4 municipalities: Base scenario'
    """
    if all(town.casefold() in title.casefold() for town in towns):
        return title
    if len(towns) > MOST_TOWNS:
        return f"{told('{count} municipalities', count=len(towns))}: {title}"
    return f"{listed(towns)}: {title}"


def whose(towns: Sequence[str], called: Mapping[str, str]) -> str:
    """Whom figures are of, in the title of a chart.

    Parameters
    ----------
    towns : codes of the municipalities.
    called : code -> name.

    >>> whose(["1119"], {"1119": "Hå"}), whose(["1", "2", "3", "4"], {})
    ('Hå', '4 municipalities')
    """
    if len(towns) <= MOST_TOWNS:
        return listed([called.get(code, code) for code in sorted(towns)]) if towns else ""
    groups = catalogue.table("municipalities/storby").groupby("definition")["municipality"]
    if any(set(towns) == set(group) for _, group in groups):
        return told("The big-city municipalities")
    if len(towns) == len(catalogue.municipalities()):
        return told("All municipalities of Norway")
    return told("{count} municipalities", count=len(towns))


def title_of(loaded: LoadedScenario, workforce: Workforce) -> str:
    """The scenario's title; of own staff, or one municipality of an estimate, with its name.

    Parameters
    ----------
    loaded, workforce : what is run.
    """
    title = title_in(loaded.scenario.title)
    if not workforce.own and loaded.scenario.workforce.municipality is None:
        return title
    title = with_towns(title, _towns(workforce))
    if workforce.whole is None:
        return title
    return told("{title} (a part of the staff: {size})", title=title, size=_size(workforce))


def of_part(workforce: Workforce) -> list[str]:
    """That the figures are of the staff in a file that holds a part of the municipality.

    Parameters
    ----------
    workforce : what is run.

    Returns
    -------
    A sentence; none where the staff are not far fewer than the municipality has.
    """
    if workforce.whole is None:
        return []
    return [
        told(
            "The figures are of the staff in the file, {size} in {municipalities}. They are not of "
            "the whole municipality, and no FTE per 1,000 residents is told of them.",
            size=_size(workforce),
            municipalities=_where(workforce),
        )
    ]


def said_of_part(sentence: str, workforce: Workforce | None) -> str:
    """A sentence that a council can quote, with whom it is of before it where that is a part.

    Parameters
    ----------
    sentence : of the need.
    workforce : of whom; None where it is not known.
    """
    if workforce is None or workforce.whole is None:
        return sentence
    return told(
        "The staff in the file ({size} in {municipalities}): {sentence}",
        size=_size(workforce),
        municipalities=_where(workforce),
        sentence=sentence,
    )


def _size(workforce: Workforce) -> str:
    """How many FTE of how many: "179 of about 6,630 FTE"."""
    fte, whole = float(workforce.cells["fte"].sum()), float(workforce.whole or 0.0)
    return told("{fte} of about {whole} FTE", fte=rounded(round(fte)), whole=rounded(round(whole)))


def _towns(workforce: Workforce) -> list[str]:
    """Names of the municipalities, in the order of their numbers."""
    towns = sorted(set(workforce.cells["municipality"].unique()))
    return [names()["municipality"][town] for town in towns]


def _where(workforce: Workforce) -> str:
    """The municipalities, by name where they are few."""
    towns = _towns(workforce)
    few = len(towns) <= MOST_TOWNS
    return listed(towns) if few else told("{count} municipalities", count=len(towns))


def own_titles_of(
    loaded: LoadedScenario, workforce: Workforce, hidden: Hidden
) -> dict[str, list[str]]:
    """Occupation -> what own staff call it, most FTE first.

    Parameters
    ----------
    loaded, workforce : what is run.
    hidden : what is not shown of it.

    Returns
    -------
    Nothing of occupations that are hidden, and no title of fewer than `report.suppress_below` FTE
    or persons; empty for packaged estimates.
    """
    if workforce.titles is None:
        return {}
    threshold = loaded.scenario.report.suppress_below
    return shown_titles(workforce.titles, threshold, hidden.of("occupation"))


def title_texts(titles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Occupation -> its own titles in a few words, the first `MOST_TITLES` and how many more.

    Parameters
    ----------
    titles : occupation -> titles, most FTE first. One that is the occupation's name says nothing
        and is left out where it stands alone.

    >>> title_texts({"2341": ["Lærer", "Adjunkt", "Lektor", "Rådgiver", "Timelærer"]})
    {'2341': 'Lærer, Adjunkt, Lektor and 2 more'}
    """
    official = names()["occupation"]
    return {
        code: _few([_short(title) for title in own])
        for code, own in titles.items()
        if own and [title.casefold() for title in own] != [official[code].casefold()]
    }


def with_titles(name: str, own: str) -> str:
    """The name of an occupation with its own titles, as one text.

    Parameters
    ----------
    name : of the occupation.
    own : its titles in a few words, from `title_texts`; "" where nothing is to be shown.

    >>> with_titles("Sykepleiere", "Sykepleier"), with_titles("Sykepleiere", "")
    ('Sykepleiere (your titles: Sykepleier)', 'Sykepleiere')
    """
    return f"{name} ({told('your titles')}: {own})" if own else name


def _few(titles: list[str]) -> str:
    more = len(titles) - MOST_TITLES
    if more <= 0:
        return ", ".join(titles)
    first = ", ".join(titles[:MOST_TITLES])
    return f"{first} {told('and {count} more', count=more)}"


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
