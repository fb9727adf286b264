"""Six slides of a run for a meeting: the first page's answers with its charts and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from autopot.messages import say, told
from autopot.messages.numbers import whole
from autopot.page.charts import CHARTS, of_whom
from autopot.page.charts.export import picture, titled
from autopot.page.charts.readings import reading_totals
from autopot.page.facts import ChartFacts
from autopot.results.gap.tables import by_sector, wide
from autopot.results.gap.words import quoted_year
from autopot.results.labels import label
from autopot.results.run.net import kind_of
from autopot.results.run.pairs import others_lines, pair_table
from autopot.results.run.tables import level_of
from autopot.tables import Brief, Shown, Table, TableColumn, shown_table
from autopot.views.slides import BODY_HIGH, PICTURE_WIDE, Picture, Slide, slide_deck

NARROW, WIDE = 480, 700
"""Pixels of a chart: the narrower, the larger its text on the slide."""

MOST_SECTORS = 4
"""Sectors of a chart that has several marks for each."""

MOST_OTHERS = 3
"""Technologies of which others' results are told; the report has them all."""

ENDS = ("mean", "p05", "p95")


def spread(stem: str) -> tuple[Brief, ...]:
    """The mean and the interval of a figure, as columns of a table.

    >>> spread("fte")
    ('fte_mean', ('fte_p05', 'fte_p95'))
    """
    return f"{stem}_mean", (f"{stem}_p05", f"{stem}_p95")


@dataclass(frozen=True)
class DeckFacts:
    """What a deck is made from.

    Parameters
    ----------
    charts : the run, with the answers of its first page.
    title : of the run.
    run : its name, as in the manifest.
    version : of autopot that made it.
    draws : how many.
    estimate : whether the workforce is an estimate.
    """

    charts: ChartFacts
    title: str
    run: str
    version: str
    draws: int
    estimate: bool

    @cached_property
    def answers(self) -> dict[str, Mapping[str, Any]]:
        """Question -> heading, lines and figures, as on the first page."""
        return {str(part["question"]): part for part in self.charts.key}

    def source(self) -> str:
        """What stands at the bottom of every slide."""
        workforce = told("estimated workforce") if self.estimate else told("own staff")
        return told(
            "Source: autopot {version}, {title}, {workforce}, {draws} draws. Run {run}.",
            version=self.version,
            title=self.title,
            workforce=workforce,
            draws=whole(self.draws),
            run=self.run,
        )


def build_deck(facts: DeckFacts) -> bytes:
    """The content of a .pptx file.

    Parameters
    ----------
    facts : of a finished run.

    Returns
    -------
    Six slides; fewer where the run has no answer to a question, such as the need of work.
    """
    slides = [make(facts) for question, make in SLIDES.items() if question in facts.answers]
    title = f"{told('Technical automation potential')}: {facts.title}"
    return slide_deck(slides, title, told("Technical potential, not savings"))


def _slide(
    facts: DeckFacts, question: str, chart: Picture, table: Shown, *, total: bool = False
) -> Slide:
    """A slide with the answer to a question; what does not fit over the chart is under the table.

    The first sentence is the answer. The table's own notes come first under it.
    """
    answer = facts.answers[question]
    first, *more = answer["lines"]
    return Slide(
        title=of_whom(facts.charts.about, answer["heading"]),
        lead=first,
        picture=chart,
        table=table,
        source=facts.source(),
        notes=[*table.notes, *more],
        total=total,
    )


def _picture(facts: ChartFacts, name: str) -> Picture:
    """A chart of the report, as wide as its height lets it fill the slide."""
    chart = CHARTS[name]
    spec = chart.spec(facts)
    if "width" in spec:
        fitted = round(spec["height"] * PICTURE_WIDE / BODY_HIGH)
        spec = {**spec, "width": min(WIDE, max(NARROW, fitted))}
    return Picture(picture(titled(spec, chart.title(facts)), "png"), chart.alt(facts))


def _plain(table: Table) -> Shown:
    """A table without its notes, which the report has."""
    return replace(shown_table(table), notes=[])


def _how_much(facts: DeckFacts) -> Slide:
    answer = facts.answers["how_much"]
    figures = pd.DataFrame(answer["figures"])
    table = Table("total", answer["heading"], figures, ("what", *spread("share"), *spread("fte")))
    chart = _picture(facts.charts, "total")
    return _slide(facts, "how_much", chart, stacked(_plain(table)))


def _where(facts: DeckFacts) -> Slide:
    charts = facts.charts
    table = level_of(charts.potential, charts.beside, "sector", charts.groups, "")
    table = replace(table, brief=("sector", *spread("share"), *spread("fte")))
    slide = _slide(facts, "where", _picture(charts, "sectors"), _plain(table), total=True)
    return replace(slide, lead=" ".join([slide.lead, *slide.notes]), notes=[])


def _first(facts: DeckFacts) -> Slide:
    charts, answer = facts.charts, facts.answers["first"]
    pairs = pd.DataFrame(answer["figures"])
    brief = ("technology", "sector", "radar_class", *spread("fte"), "share_decided")
    table = replace(pair_table(pairs, charts.radar), brief=brief)
    few = replace(charts, potential=_only(charts.potential, list(pairs["sector"])))
    others = [f"{name}: {text}." for name, text in others_lines(pairs, charts.radar)]
    others = others[:MOST_OTHERS]
    shown = replace(_pairs_together(_plain(table)), notes=others)
    return _slide(facts, "first", _picture(few, "sector-classes-fte"), shown)


def _pairs_together(found: Shown) -> Shown:
    """Technology and sector in one column, and the interval under its figure."""
    _, _, ring, fte, _, decided = found.headings
    return replace(
        found,
        headings=[told("Technology and sector"), ring, fte, decided],
        kinds="nnff",
        rows=[
            [f"{technology}, {sector.lower()}", ring_name, f"{middle}\n{span}", share]
            for technology, sector, ring_name, middle, span, share in found.rows
        ],
    )


def _only(long: pd.DataFrame, sectors: Sequence[str]) -> pd.DataFrame:
    """A long table without the rows of other sectors."""
    other = long["sector"].notna() & ~long["sector"].isin(sectors)
    return long[~other].reset_index(drop=True)


def _by_year(facts: DeckFacts) -> Slide:
    charts = facts.charts
    total = charts.by_year[(charts.by_year["level"] == "total") & (charts.by_year["unit"] == "fte")]
    total = total.assign(kind=kind_of(total), year=total["year"].astype(int))
    frame = pd.DataFrame({"year": sorted(set(total["year"]))})
    for kind in ("adopted", "realised"):
        of_kind = total[total["kind"] == kind].set_index("year").reindex(frame["year"])
        for end in ENDS:
            frame[f"fte_{kind}_{end}"] = of_kind[end].to_numpy()
    table = Table(
        "by_year",
        say("In use and taken out by year, FTE, all sectors together"),
        frame,
        ("year", *spread("fte_adopted"), *spread("fte_realised")),
        own={
            f"fte_{kind}_mean": TableColumn(label(kind), f"fte_{kind}_mean")
            for kind in ("adopted", "realised")
        },
    )
    return _slide(facts, "by_year", _picture(charts, "by-year"), _plain(table))


def _need(facts: DeckFacts) -> Slide:
    charts = facts.charts
    year = quoted_year(sorted(set(charts.gap["year"].astype(int))))
    sectors = wide(charts.gap, "sector")
    known = sectors[(sectors["year"] == year) & sectors["fte_gap_mean"].notna()]
    most = known.nlargest(MOST_SECTORS, "fte_gap_mean")["sector"]
    few = replace(charts, gap=_only(charts.gap, list(most)))
    levers = (few.gap["kind"] == "levers") & (few.gap["mean"].fillna(0.0) != 0)
    steps = ("gap", "technology", *(["levers"] if levers.any() else []), "spare", "rest")
    columns = [column for step in steps for column in spread(f"fte_{step}")]
    table = replace(by_sector(few.gap, year), brief=("what", *columns))
    notes = [told("The rest is the need less what meets it, plus what is freed beyond the need.")]
    if len(known) > len(most):
        notes.append(told("The other sectors stand in the report."))
    shown = replace(stacked(_plain(table)), notes=notes)
    return _slide(facts, "gap", _picture(few, "gap"), shown, total=True)


def _how_sure(facts: DeckFacts) -> Slide:
    totals = reading_totals(facts.charts)
    used = totals[totals["weight"] > 0]
    low, high = "share_reading_low", "share_reading_high"
    frame = pd.DataFrame(
        {
            "reading": [label(f"reading_{code}") for code in used["reading"]],
            "weight": used["weight"],
            "share_reading": used["middle"],
            low: used["low"],
            high: used["high"],
        }
    )
    table = Table(
        "readings",
        say("Total potential in each reading alone"),
        frame,
        ("reading", "weight", "share_reading", (low, high)),
        own={f"{low}..": TableColumn(say("Span"), low)},
    )
    slide = _slide(facts, "how_sure", _picture(facts.charts, "readings"), _plain(table))
    rests = facts.answers["rests_on"]
    return replace(
        slide,
        title=f"{slide.title} {rests['heading']}",
        lead=" ".join([slide.lead, *slide.notes]),
        notes=rests["lines"],
    )


def stacked(found: Shown) -> Shown:
    """A table with every interval under its figure.

    Parameters
    ----------
    found : a name, and then figures and their intervals by turns.
    """
    return replace(
        found,
        headings=[found.headings[0], *found.headings[1::2]],
        kinds=found.kinds[0] + found.kinds[1::2],
        rows=[
            [row[0], *("\n".join(pair) for pair in zip(row[1::2], row[2::2], strict=True))]
            for row in found.rows
        ],
    )


SLIDES: dict[str, Callable[[DeckFacts], Slide]] = {
    "how_much": _how_much,
    "where": _where,
    "first": _first,
    "by_year": _by_year,
    "gap": _need,
    "how_sure": _how_sure,
}
"""Question of the first page -> its slide. What it rests on stands with how sure it is."""
