"""Six slides of a run for a meeting: the report's charts, its figures as tables, an answer each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from autopot import catalogue
from autopot.messages import say, told
from autopot.messages.numbers import percent, rounded, whole
from autopot.page.charts import CHARTS, of_whom
from autopot.page.charts.export import picture, titled
from autopot.page.charts.readings import reading_totals
from autopot.page.facts import ChartFacts
from autopot.results.frames import level_frame
from autopot.results.gap.tables import by_sector, wide
from autopot.results.gap.words import quote, quoted_year
from autopot.results.labels import label
from autopot.results.run.net import kind_of
from autopot.results.run.tables import level_of
from autopot.tables import Shown, Table, TableColumn, shown_table
from autopot.views.slides import BODY_HIGH, PICTURE_WIDE, Picture, Slide, slide_deck

NARROW, WIDE = 480, 700
"""Pixels of a chart: the narrower, the larger its text on the slide."""

YEAR = 2035
MOST_SECTORS = 4
"""Sectors of a chart that has several marks for each."""

STEPS = ("gap", "technology", "rest")
READY = ("adopt", "trial")


@dataclass(frozen=True)
class DeckFacts:
    """What a deck says besides its charts.

    Parameters
    ----------
    charts : the run.
    title : of the run.
    run : its name, as in the manifest.
    version : of autopot that made it.
    draws : how many.
    estimate : whether the workforce is an estimate.
    ledger : rows and FTE of a staff file by bucket; empty where there was none.
    today : year that the need grows from.
    """

    charts: ChartFacts
    title: str
    run: str
    version: str
    draws: int
    estimate: bool
    ledger: Sequence[Mapping[str, Any]]
    today: int


def mark() -> str:
    """What stands on every slide."""
    return told("Technical potential, not savings")


def build_deck(facts: DeckFacts) -> bytes:
    """The content of a .pptx file.

    Parameters
    ----------
    facts : of a finished run.

    Returns
    -------
    Six slides; fewer where the run has no years or no need of work.
    """
    makers: list[tuple[bool, Callable[[DeckFacts], Slide]]] = [
        (True, _how_much),
        (True, _where),
        (True, _what_first),
        (len(facts.charts.by_year) > 0, _by_year),
        (len(facts.charts.gap) > 0, _need),
        (True, _how_sure),
    ]
    slides = [make(facts) for there, make in makers if there]
    return slide_deck(slides, f"{told('Technical automation potential')}: {facts.title}", mark())


def _slide(facts: DeckFacts, question: str, lead: str, chart: Picture, table: Shown) -> Slide:
    title = of_whom(facts.charts.about, question)
    source = _source(facts)
    return Slide(title, lead, picture=chart, table=table, source=source, notes=table.notes)


def _source(facts: DeckFacts) -> str:
    workforce = told("estimated workforce") if facts.estimate else told("own staff")
    return told(
        "Source: autopot {version}, {title}, {workforce}, {draws} draws. Run {run}.",
        version=facts.version,
        title=facts.title,
        workforce=workforce,
        draws=whole(facts.draws),
        run=facts.run,
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
    return replace(shown_table(table), notes=[])


def _how_much(facts: DeckFacts) -> Slide:
    charts = facts.charts
    total = level_frame(charts.potential, charts.beside, "total").iloc[0]
    parts = [(told("Technical potential"), total, "")]
    if "share_beside_mean" in total:
        parts.append((told("Where the person is the service itself, beside"), total, "_beside"))
    rows = [
        {"what": name}
        | {f"{u}_{v}": row[f"{u}{end}_{v}"] for u in UNITS for v in ("mean", "p05", "p95")}
        for name, row, end in parts
    ]
    lead = told(
        "Technical potential: {share} of working time (90% interval {low} to "
        "{high}), that is {fte} of {base} FTE ({fte_low} to {fte_high}).",
        share=percent(total["share_mean"]),
        low=percent(total["share_p05"]),
        high=percent(total["share_p95"]),
        fte=rounded(total["fte_mean"]),
        base=rounded(total["fte_base"]),
        fte_low=rounded(total["fte_p05"]),
        fte_high=rounded(total["fte_p95"]),
    )
    table = Table(
        "total", say("Total technical potential"), pd.DataFrame(rows), ("what", *SHARE, *FTE)
    )
    question = told("How much work could technology take over?")
    return _slide(facts, question, lead, _picture(charts, "total"), _plain(table))


UNITS = ("share", "fte")
SHARE = ("share_mean", ("share_p05", "share_p95"))
FTE = ("fte_mean", ("fte_p05", "fte_p95"))


def _where(facts: DeckFacts) -> Slide:
    charts = facts.charts
    table = level_of(charts.potential, charts.beside, "sector", charts.groups, "")
    table = replace(table, brief=("sector", *SHARE, *FTE))
    question = told("Where is the potential?")
    lead = told(
        "Every sector with its interval. Sectors that may have the same places cannot be ranked "
        "with certainty against each other."
    )
    slide = _slide(facts, question, lead, _picture(charts, "sectors"), _plain(table))
    return replace(slide, total=True)


def _what_first(facts: DeckFacts) -> Slide:
    charts = facts.charts
    rows = charts.level("sector_radar_class")
    ready = rows[rows["radar_class"].isin(READY)]
    most = ready.groupby("sector")["fte_mean"].sum().nlargest(MOST_SECTORS).index
    own = ready[ready["sector"].isin(most)].sort_values("fte_mean", ascending=False)
    frame = own.assign(
        sector=own["sector"].map(charts.names["sector"]),
        radar_class=own["radar_class"].map(charts.names["radar_class"]),
    )
    table = Table(
        "ready",
        say("Ready now, by sector and radar class, FTE"),
        frame,
        ("sector", "radar_class", *FTE),
    )
    few = replace(charts, potential=_only(charts.potential, most))
    lead = told("Adopt and Trial can be tried now. Assess and Hold come later.")
    question = told("What first?")
    return _slide(facts, question, lead, _picture(few, "sector-classes-fte"), _plain(table))


def _only(potential: pd.DataFrame, sectors: Sequence[str]) -> pd.DataFrame:
    """The long table without the rows of other sectors."""
    other = potential["sector"].notna() & ~potential["sector"].isin(list(sectors))
    return potential[~other].reset_index(drop=True)


def _by_year(facts: DeckFacts) -> Slide:
    charts = facts.charts
    total = charts.by_year.query("level == 'total' and unit == 'fte'")
    total = total.assign(kind=kind_of(total), year=total["year"].astype(int))
    known = sorted(set(total["year"]))
    year = YEAR if YEAR in known else known[-1]
    frame = pd.DataFrame({"year": known})
    for kind in ("adopted", "realised"):
        of_kind = total[total["kind"] == kind].set_index("year")
        for value in ("mean", "p05", "p95"):
            frame[f"fte_{kind}_{value}"] = of_kind[value].reindex(known).to_numpy()
    columns = [(f"fte_{k}_mean", (f"fte_{k}_p05", f"fte_{k}_p95")) for k in ("adopted", "realised")]
    table = Table(
        "by_year",
        say("In use and taken out by year, FTE, all sectors together"),
        frame,
        ("year", *columns[0], *columns[1]),
        own={
            "fte_adopted_mean": TableColumn(label("adopted"), "fte_adopted_mean"),
            "fte_realised_mean": TableColumn(label("realised"), "fte_realised_mean"),
        },
    )
    row = frame.set_index("year").loc[year]
    values = {
        f"{kind}_{end}": rounded(row[f"fte_{kind}_{end}"])
        for kind in ("adopted", "realised")
        for end in ("mean", "p05", "p95")
    }
    lead = told(
        "By {year} technology can be in use for {adopted_mean} FTE of work ({adopted_p05} to "
        "{adopted_p95}), and {realised_mean} FTE of time can be taken out ({realised_p05} to "
        "{realised_p95}). FTE is a way of counting time, not jobs that disappear.",
        year=year,
        **values,
    )
    question = told("What can come out of it by {year}?", year=year)
    return _slide(facts, question, lead, _picture(charts, "by-year"), _plain(table))


def _need(facts: DeckFacts) -> Slide:
    charts = facts.charts
    year = quoted_year(sorted(set(charts.gap["year"].astype(int))))
    spans = [(f"fte_{step}_mean", (f"fte_{step}_p05", f"fte_{step}_p95")) for step in STEPS]
    lead = " ".join(quote(charts.gap, year, facts.today)[:1])
    sectors = wide(charts.gap, "sector")
    most = sectors[sectors["year"] == year].nlargest(MOST_SECTORS, "fte_gap_mean")["sector"]
    question = told("How much more is needed by {year}, and what meets it?", year=year)
    few = replace(charts, gap=_only(charts.gap, list(most)))
    table = replace(
        by_sector(few.gap, year), brief=("what", *(column for span in spans for column in span))
    )
    rest = told("The other sectors stand in the report.")
    shown = replace(_stacked(_plain(table)), notes=[rest])
    slide = _slide(facts, question, lead, _picture(few, "gap"), shown)
    return replace(slide, total=True)


def _stacked(found: Shown) -> Shown:
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


def _how_sure(facts: DeckFacts) -> Slide:
    charts = facts.charts
    totals = reading_totals(charts)
    used = totals[totals["weight"] > 0]
    frame = pd.DataFrame(
        {
            "reading": [label(f"reading_{code}") for code in used["reading"]],
            "weight": used["weight"],
            "share_reading": used["middle"],
            "share_reading_low": used["low"],
            "share_reading_high": used["high"],
        }
    )
    span = ("share_reading_low", "share_reading_high")
    table = Table(
        "readings",
        say("Total potential in each reading alone"),
        frame,
        ("reading", "weight", "share_reading", span),
        own={f"{span[0]}..": TableColumn(say("Span"), span[0])},
    )
    lead = told(
        "What “can be automated” means matters most: the strictest reading in use gives {low} of "
        "working time, the widest {high}.",
        low=percent(used["middle"].min()),
        high=percent(used["middle"].max()),
    )
    sources = len(catalogue.sources())
    rests = told("{count} sources; each figure names its own in the report.", count=whole(sources))
    question = told("How sure is this, and what does it rest on?")
    shown = replace(_plain(table), notes=[rests])
    return _slide(facts, question, lead, _picture(charts, "readings"), shown)
