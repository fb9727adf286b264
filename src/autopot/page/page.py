"""report.html: one file with everything a reader needs, that opens without a network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from autopot.analysis.beside import WITH_BESIDE
from autopot.messages import Text, language, title_in, told, told_in
from autopot.messages.numbers import rounded, whole
from autopot.page.basis import basis_tables
from autopot.page.charts import ChartFacts, available_charts, of_whom
from autopot.page.charts.export import Drawing
from autopot.page.figures import PageFigures
from autopot.page.moves.section import Moves
from autopot.page.moves.section import scripts as moving_scripts
from autopot.page.numbers import (
    Figures,
    interval,
)
from autopot.page.peers import peers_section
from autopot.page.radar import radar_section
from autopot.page.sections import (
    chart_note,
    ready_words,
    task_data,
    uncertainty_words,
)
from autopot.page.tables import (
    OWN_SIGN,
    checksum_table,
    factor_table,
    input_table,
    reading_sector_table,
    reading_table,
    settings_table,
    source_link,
    source_table,
    stacked_table,
)
from autopot.results.documents.lead_tables import size_words_of
from autopot.results.gap.tables import GapSection
from autopot.results.labels import label
from autopot.results.peers.result import Peers
from autopot.results.run.answer import Answer
from autopot.results.run.future import notes as future_notes
from autopot.results.run.key import Key
from autopot.results.run.net import effect_table, has_net, net_table
from autopot.results.run.sizes import MANY
from autopot.results.run.tables import years
from autopot.results.run.town_years import town_notes, town_table
from autopot.results.staff.tables import ledger_table
from autopot.scenario import LoadedScenario, Scenario
from autopot.scenario.workforce import OWN_STAFF
from autopot.tables import Shown, shown_table

if TYPE_CHECKING:
    import jinja2

TEMPLATES = "templates"
SCRIPTS = ("vega.js", "page.js")
"""The first is made by .ci/bundle.py; neither can end its own element."""
FIRST_OCCUPATIONS, MOST_NAMED = 25, 6
RADAR = "radar"
"""The chart that stands in the page with links over it, and never moves."""


@dataclass(frozen=True)
class RunPage:
    """What the page of a run is made from.

    Parameters
    ----------
    title : of the run.
    facts : figures of the charts, and the language.
    answer : the answer in sentences.
    key : the first page.
    scenario : reason, settings and where they came from.
    notes : what the reader must know about the inputs.
    readiness : what of the potential is ready now, as `autopot.analysis.readiness` gives it.
    effects : what it is used for, as `autopot.analysis.effects` gives it.
    estimate : whether the workforce is an estimate.
    workforce : its name.
    tasks : as `task_data` takes them.
    borrowed : how many occupations borrow evidence from their group.
    description : versions, seed and checksums, as in manifest.json.
    ledger : bucket, rows and FTE of a staff file; None without one.
    own_titles : occupation -> what own staff call it, in a few words.
    growth : what growth of capability would do; empty where the scenario assumes it.
    need : the section of the need of work; None where the scenario asks for none.
    moves : the part that can be moved, or why nothing can.
    """

    title: str
    facts: ChartFacts
    answer: Answer
    key: Key
    scenario: LoadedScenario
    notes: list[str]
    readiness: pd.DataFrame
    effects: pd.DataFrame
    estimate: bool
    workforce: str
    tasks: pd.DataFrame
    borrowed: int
    description: Mapping[str, Any]
    ledger: pd.DataFrame | None = None
    own_titles: Mapping[str, str] = field(default_factory=dict)
    growth: str = ""
    need: GapSection | None = None
    peers: Peers | None = None
    moves: Moves | str = ""


def build_page(page: RunPage) -> bytes:
    """The content of report.html."""
    facts = page.facts
    figures = Figures(facts.potential, facts.beside)
    scenario = page.scenario.scenario
    charts = [chart for chart in available_charts(facts) if chart.name != RADAR]
    specs = {chart.name: chart.spec(facts) for chart in charts}
    drawings = {name: Drawing(spec) for name, spec in specs.items()}
    context = {
        "title": page.title,
        "places": _places(facts, page.estimate),
        "reason": title_in(scenario.reason),
        "references": scenario.references,
        "answer": page.answer,
        **first_page(page.key),
        "notes": page.notes,
        "estimate": page.estimate,
        "calibrated": bool(page.answer.calibrated),
        "charts": {
            chart.name: {
                "svg": drawings[chart.name],
                "alt": chart.alt(facts),
                "about": facts.about,
            }
            for chart in charts
        },
        **_figure_tables(facts, figures, page.readiness),
        "ready": ready_words(page.readiness),
        "effects": shown_table(effect_table(page.effects, "")),
        "beside": len(facts.beside) > 0,
        "both": figures.beside("total", WITH_BESIDE),
        "radar": radar_section(facts, figures),
        "own_radar": scenario.radar.technologies == "default",
        "towns_note": chart_note(facts, "municipality"),
        "own_titles": page.own_titles,
        "occupations_note": chart_note(facts, "occupation"),
        "first_occupations": FIRST_OCCUPATIONS,
        "years": year_section(page),
        "need": need_section(page.need),
        "peers": peers_section(page.peers),
        "town_years": town_year_section(facts),
        "several": len(facts.level("municipality")) > 1,
        "moves": None if isinstance(page.moves, str) else page.moves.controls,
        "unmoved": page.moves if isinstance(page.moves, str) else "",
        "basis": None if facts.by_year.empty else basis_tables(scenario.adoption),
        "net": net_section(facts),
        "readings": reading_table(facts),
        "reading_sectors": reading_sector_table(facts),
        "factors": factor_table(facts),
        "uncertainty": uncertainty_words(facts, scenario.uncertainty.measured),
        "limits": limits(scenario, page.estimate, page.growth, page.borrowed),
        "settings": settings_table(page.scenario),
        "ledger": None if page.ledger is None else ledger_section(page.ledger),
        "inputs": input_table(page.workforce),
        "sources": source_table(page.scenario),
        "checksums": checksum_table(page.description["inputs"]),
        "manifest": page.description,
        "workforce": told("own staff") if page.workforce == OWN_STAFF else page.workforce,
        "draws": whole(page.description["scenario"]["uncertainty"]["draws"]),
    }
    data = {"charts": specs, "tasks": task_data(page.tasks, facts)}
    if isinstance(page.moves, str):
        return render("run.html", context, data)
    return render("run.html", context, {**data, "moves": page.moves.data}, moving_scripts())


def first_page(key: Key) -> dict[str, Any]:
    """The questions of a council, and the tables that stand in them, as run/answer.html takes them.

    Parameters
    ----------
    key : the first page of a run.
    """
    first, sectors = shown_table(key.first), key.figures("where")
    return {
        "key": key,
        "first": first.rows,
        "own_sign": OWN_SIGN,
        "first_headings": first.headings,
        "first_note": first.notes[1],
        "others": key.others,
        "classes_of": list(key.pairs["radar_class"]),
        "sectors_first": None if sectors is None else shown_table(sectors),
    }


def _figure_tables(facts: ChartFacts, figures: Figures, readiness: pd.DataFrame) -> dict[str, Any]:
    """The total, and the tables whose figures know their cell."""
    tables = PageFigures(facts, figures)
    return {
        "total": {**figures.thing("total"), "beside": figures.beside("total")},
        "sectors": tables.things("sector", told("Total and by sector"), told("Sector")),
        "classes": [
            tables.classes(unit, label(f"plot_sector-classes{end}"), readiness)
            for unit, end in (("share", ""), ("fte", "-fte"))
        ],
        "gates": tables.gates(
            told("Potential by whether law or duty requires a person, share of the sector's FTE")
        ),
        "towns": tables.things(
            "municipality", told("Municipalities side by side"), told("Municipality")
        ),
        "town_sectors": tables.town_sectors(
            f"{told('Municipality and sector')}: {told('Share of working time').lower()}"
        ),
        "occupations": tables.rows("occupation"),
        "occupation_headings": tables.headings(),
    }


def ledger_section(ledger: pd.DataFrame) -> Shown:
    """What became of the rows of a staff file.

    Parameters
    ----------
    ledger : columns bucket, rows, fte; FTE are shown whole, since others see the page too.
    """
    title = told("What became of the rows of the staff file")
    return shown_table(replace(ledger_table(ledger, True), title=title))


def year_section(page: RunPage) -> Shown | None:
    """What is in use and taken out by year, as text; None without years."""
    facts, scenario = page.facts, page.scenario.scenario
    if facts.by_year.empty:
        return None
    judged = scenario.realisation.assessment is not None
    beside = scenario.fully_beside
    notes = future_notes(
        scenario.adoption.base_year, judged, beside, size_words_of(scenario.adoption)
    )
    title = told("In use and taken out by year, FTE, all sectors together")
    rows = facts.potential
    towns = int(((rows["level"] == "municipality") & (rows["unit"] == "fte")).sum())
    every: list[Text] = [*notes, *town_notes(facts.by_year, towns)]
    return shown_table(replace(years(facts.by_year, "", every), title=title))


def town_year_section(facts: ChartFacts) -> Shown | None:
    """Municipalities in the year of narrow tables; None without years, or of one or very many."""
    if facts.by_year.empty or len(facts.level("municipality")) >= MANY:
        return None
    found = town_table(facts.by_year, "")
    return None if found is None else shown_table(found)


def need_section(need: GapSection | None) -> dict[str, Any] | None:
    """The need of work as the template shows it; None where there is none."""
    if need is None:
        return None
    return {
        "year": need.year,
        "quote": need.quote,
        "notes": need.notes,
        "sectors": shown_table(need.sectors),
        "years": shown_table(need.years),
    }


def net_section(facts: ChartFacts) -> Shown | None:
    """Gross and net by year, as text; None where they were not computed."""
    if not has_net(facts.by_year):
        return None
    return stacked_table(shown_table(net_table(facts.by_year, "")))


def render(
    template: str,
    context: Mapping[str, Any],
    data: Mapping[str, Any],
    more: Sequence[str] = (),
) -> bytes:
    """A page from a template that extends base.html, with its script, style and data inside.

    Parameters
    ----------
    template : file in report/templates.
    context : what the template shows; text is escaped.
    data : what the script reads; a specification under "charts" becomes interactive, and without
        any the page does not carry what draws them.
    more : scripts of a part of the page, after those of every page.
    """
    needed = SCRIPTS if data.get("charts") else SCRIPTS[1:]
    scripts = [Markup(page_file(name)) for name in needed]
    scripts += [Markup(_closed(script)) for script in more]
    hashes = [hashlib.sha256(str(script).encode()).digest() for script in scripts]
    page = (
        templates()
        .get_template(template)
        .render(
            **context,
            language=language(),
            style=Markup(page_file("style.css")),
            scripts=scripts,
            script_hashes=[base64.b64encode(value).decode() for value in hashes],
            data=Markup(_json(data)),
        )
    )
    return page.encode()


@cache
def templates() -> jinja2.Environment:
    """The templates, each compiled once a process."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autopot.page", TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        told=told, told_in=told_in, interval=interval, source=source_link, of_whom=of_whom
    )
    return environment


def _closed(script: str) -> str:
    """A script that cannot end its own element: both are the same text to JavaScript."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


@cache
def page_file(name: str) -> str:
    """The text of a file of the templates.

    Parameters
    ----------
    name : within the folder of the templates.
    """
    return (files("autopot.page") / TEMPLATES / name).read_text(encoding="utf-8")


def _json(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _places(facts: ChartFacts, estimate: bool) -> str:
    """Which municipalities the page is about, and how many FTE."""
    shares = facts.potential.loc[facts.potential["unit"] == "share"]
    codes = shares.loc[shares["level"] == "municipality", "municipality"].astype(str)
    towns = [facts.names["municipality"].get(code, code) for code in codes]
    named = ", ".join(towns[:MOST_NAMED])
    if len(towns) > MOST_NAMED:
        named += " " + told("and {count} more", count=len(towns) - MOST_NAMED)
    fte = rounded(float(shares.loc[shares["level"] == "total", "fte_base"].iloc[0]))
    key = "page_places_estimate" if estimate else "page_places"
    return label(key, towns=named, fte=fte)


def limits(scenario: Scenario, estimate: bool, growth: str, borrowed: int) -> list[str]:
    """What the figures do not say.

    Parameters
    ----------
    scenario : of the run.
    estimate, growth, borrowed : as in `RunPage`.
    """
    grows = scenario.horizon.capability_growth.high > 0
    horizon = "page_limit_growth" if grows else "page_limit_horizon"
    lines = [told("The workforce is an estimate, not statistics.")] if estimate else []
    lines += [label(f"page_limit_{key}") for key in ("foreign", "judgement")]
    lines.append(label(horizon, years=scenario.horizon.years))
    lines += [growth] if growth else []
    if borrowed:
        lines.append(
            told(
                "Occupations that lack a measure borrow the mean of the nearest group. Here "
                "that is {count}.",
                count=borrowed,
            )
        )
    return lines
