"""Charts: small functions from the facts of a run to a Vega-Lite specification, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from autopot.page.charts.by_year import year_chart
from autopot.page.charts.classes import class_chart
from autopot.page.charts.gap import (
    gap_chart,
    gap_words,
)
from autopot.page.charts.intervals import (
    beside_chart,
    beside_rows,
    interval_chart,
    interval_words,
    rows_words,
)
from autopot.page.charts.radar import radar_chart
from autopot.page.charts.readings import reading_chart
from autopot.page.charts.uncertainty import factor_chart
from autopot.page.charts.vega import Spec
from autopot.page.facts import (
    ChartFacts,
    facts_from_json,
)
from autopot.results.labels import label

__all__ = ["CHARTS", "Chart", "ChartFacts", "available_charts", "facts_from_json"]


def of_whom(about: str, title: str) -> str:
    """A title after the name of those it is of.

    Parameters
    ----------
    about : their name; may be empty.
    title : of a figure.

    >>> of_whom("Hå", "Technology radar")
    'Hå: technology radar'
    """
    return f"{about}: {title[0].lower()}{title[1:]}" if about else title


@dataclass(frozen=True)
class Chart:
    """A chart by name.

    Parameters
    ----------
    name : as given to `autopot chart`.
    build : from facts to a Vega-Lite specification.
    words : what it shows.
    """

    name: str
    build: Callable[[ChartFacts], Spec]
    words: Callable[[ChartFacts], str]

    def spec(self, facts: ChartFacts) -> Spec:
        """The Vega-Lite specification."""
        return {**self.build(facts), "description": self.title(facts)}

    def title(self, facts: ChartFacts) -> str:
        """What it shows and of whom, as it stands over the chart.

        Parameters
        ----------
        facts : the run.
        """
        return of_whom(facts.about, label(f"plot_{self.name}"))

    def alt(self, facts: ChartFacts) -> str:
        """The same with what can be read off it, for those who do not see it.

        Parameters
        ----------
        facts : the run.
        """
        return of_whom(facts.about, self.words(facts))


def _title(_: ChartFacts, name: str) -> str:
    return label(f"plot_{name}")


def _interval(name: str, level: str, unit: str) -> Chart:
    return Chart(
        name,
        partial(interval_chart, level=level, unit=unit, name=name),
        partial(interval_words, level=level, unit=unit, name=name),
    )


def _other(name: str, build: Callable[[ChartFacts], Spec]) -> Chart:
    return Chart(name, build, partial(_title, name=name))


def _beside_words(facts: ChartFacts) -> str:
    return rows_words(beside_rows(facts), "share", "beside")


CHARTS: dict[str, Chart] = {
    chart.name: chart
    for chart in (
        _interval("total", "total", "share"),
        _interval("sectors", "sector", "share"),
        _interval("sectors-fte", "sector", "fte"),
        Chart("beside", beside_chart, _beside_words),
        _other("sector-classes", partial(class_chart, unit="share", name="sector-classes")),
        _other("sector-classes-fte", partial(class_chart, unit="fte", name="sector-classes-fte")),
        _other("radar", radar_chart),
        _interval("technologies", "technology", "fte"),
        _interval("municipalities", "municipality", "share"),
        _interval("municipalities-fte", "municipality", "fte"),
        _interval("occupations", "occupation", "fte"),
        _other("readings", reading_chart),
        _other("uncertainty", factor_chart),
        _other("by-year", year_chart),
        Chart("gap", gap_chart, gap_words),
    )
}


def available_charts(facts: ChartFacts) -> list[Chart]:
    """The charts that the run has figures for."""
    needed = {
        "uncertainty": facts.factors,
        "by-year": facts.by_year,
        "beside": facts.beside,
        "gap": facts.gap,
    }
    return [c for c in CHARTS.values() if c.name not in needed or len(needed[c.name])]
