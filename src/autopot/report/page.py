"""report.html: one file with everything a reader needs, that opens without a network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from autopot import catalogue
from autopot.analysis.beside import WITH_BESIDE
from autopot.messages import language, title_in, told, told_in
from autopot.messages.numbers import rounded, whole
from autopot.report.answer import Answer
from autopot.report.charts import ChartFacts, available_charts
from autopot.report.charts.export import inline_svg, script_bundle
from autopot.report.check_tables import ledger_table
from autopot.report.figures import Figures
from autopot.report.future import notes as future_notes
from autopot.report.labels import label
from autopot.report.page_radar import radar_section
from autopot.report.page_sections import (
    chart_note,
    class_rows,
    factor_rows,
    gate_rows,
    input_rows,
    level_rows,
    reading_rows,
    reading_sectors,
    ready_words,
    task_data,
    total_row,
    town_sector_rows,
    uncertainty_words,
)
from autopot.report.run_tables import years
from autopot.report.settings import setting_table
from autopot.scenario import LoadedScenario
from autopot.tables import Shown, shown_table

TEMPLATES = "templates"
FIRST_OCCUPATIONS, MOST_NAMED = 25, 6


@dataclass(frozen=True)
class RunPage:
    """What the page of a run is made from.

    Parameters
    ----------
    title : of the run.
    facts : figures of the charts, and the language.
    answer : the answer in sentences.
    scenario : reason, settings and where they came from.
    notes : what the reader must know about the inputs.
    readiness : what of the potential is ready now, as `autopot.analysis.readiness` gives it.
    estimate : whether the workforce is an estimate.
    workforce : its name.
    tasks : as `task_data` takes them.
    borrowed : how many occupations borrow evidence from their group.
    description : versions, seed and checksums, as in manifest.json.
    ledger : bucket, rows and FTE of a staff file; None without one.
    own_titles : occupation -> what own staff call it, in a few words.
    """

    title: str
    facts: ChartFacts
    answer: Answer
    scenario: LoadedScenario
    notes: list[str]
    readiness: pd.DataFrame
    estimate: bool
    workforce: str
    tasks: pd.DataFrame
    borrowed: int
    description: Mapping[str, Any]
    ledger: pd.DataFrame | None = None
    own_titles: Mapping[str, str] = field(default_factory=dict)


def build_page(page: RunPage) -> bytes:
    """The content of report.html."""
    facts = page.facts
    figures = Figures(facts.potential, facts.beside)
    scenario = page.scenario.scenario
    charts = available_charts(facts)
    specs = {chart.name: chart.spec(facts) for chart in charts}
    context = {
        "title": page.title,
        "places": _places(facts, page.estimate),
        "reason": title_in(scenario.reason),
        "references": scenario.references,
        "answer": page.answer,
        "notes": page.notes,
        "estimate": page.estimate,
        "calibrated": bool(page.answer.calibrated),
        "mark": facts.marked,
        "charts": {
            chart.name: {"svg": Markup(inline_svg(specs[chart.name])), "alt": chart.words(facts)}
            for chart in charts
        },
        "total": total_row(figures),
        "sectors": level_rows(facts, figures, "sector", "share"),
        "classes": {
            unit: class_rows(facts, figures, unit, page.readiness) for unit in ("share", "fte")
        },
        "class_names": facts.names["radar_class"],
        "ready": ready_words(page.readiness),
        "gates": gate_rows(facts, figures),
        "gate_names": list(facts.names["human_required"].values()),
        "beside": len(facts.beside) > 0,
        "both": figures.beside("total", WITH_BESIDE),
        "radar": radar_section(facts, figures),
        "own_radar": scenario.radar.technologies == "default",
        "towns": level_rows(facts, figures, "municipality"),
        "towns_note": chart_note(facts, "municipality"),
        "town_sectors": town_sector_rows(facts, figures),
        "occupations": level_rows(facts, figures, "occupation"),
        "own_titles": page.own_titles,
        "occupations_note": chart_note(facts, "occupation"),
        "first_occupations": FIRST_OCCUPATIONS,
        "years": year_section(page),
        "readings": reading_rows(facts),
        "reading_sectors": reading_sectors(facts),
        "factors": factor_rows(facts),
        "uncertainty": uncertainty_words(facts),
        "limits": _limits(page),
        "settings": setting_table(page.scenario).to_dict("records"),
        "ledger": None if page.ledger is None else shown_table(ledger_table(page.ledger, True)),
        "inputs": input_rows(page.workforce),
        "sources": catalogue.sources().fillna("").to_dict("records"),
        "manifest": page.description,
        "draws": whole(page.description["scenario"]["uncertainty"]["draws"]),
    }
    data = {"charts": specs, "tasks": task_data(page.tasks, facts)}
    return render("run.html", context, data)


def year_section(page: RunPage) -> Shown | None:
    """What is in use and taken out by year, as text; None without years."""
    facts, scenario = page.facts, page.scenario.scenario
    if facts.by_year.empty:
        return None
    judged = scenario.realisation.assessment is not None
    beside = scenario.human_required.fully == "beside"
    notes = future_notes(scenario.adoption.base_year, judged, beside)
    return shown_table(years(facts.by_year, "", notes))


def render(
    template: str,
    context: Mapping[str, Any],
    data: Mapping[str, Any],
) -> bytes:
    """A page from a template that extends base.html, with its script, style and data inside.

    Parameters
    ----------
    template : file in report/templates.
    context : what the template shows; text is escaped.
    data : what the script reads; a specification under "charts" becomes interactive.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autopot.report", TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(told=told, told_in=told_in, mark=context.get("mark", str))
    scripts = [Markup(_closed(script_bundle())), Markup(_file("page.js"))]
    hashes = [hashlib.sha256(str(script).encode()).digest() for script in scripts]
    page = environment.get_template(template).render(
        **context,
        language=language(),
        style=Markup(_file("style.css")),
        scripts=scripts,
        script_hashes=[base64.b64encode(value).decode() for value in hashes],
        data=Markup(_json(data)),
    )
    return page.encode()


def _file(name: str) -> str:
    return (files("autopot.report") / TEMPLATES / name).read_text(encoding="utf-8")


def _closed(script: str) -> str:
    """A script that cannot end its own element: both are the same text to JavaScript."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _json(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _places(facts: ChartFacts, estimate: bool) -> str:
    """Which municipalities the page is about, and how many FTE."""
    base = facts.potential.query("level == 'municipality' and unit == 'share'")
    towns = [facts.names["municipality"].get(c, c) for c in base["municipality"].astype(str)]
    named = ", ".join(towns[:MOST_NAMED])
    if len(towns) > MOST_NAMED:
        named += " " + told("and {count} more", count=len(towns) - MOST_NAMED)
    total = facts.potential.query("level == 'total' and unit == 'share'")["fte_base"]
    fte = rounded(float(total.iloc[0]))
    key = "page_places_estimate" if estimate else "page_places"
    return label(key, towns=named, fte=fte)


def _limits(page: RunPage) -> list[str]:
    """What the figures do not say."""
    scenario = page.scenario.scenario
    growth = scenario.horizon.capability_growth
    horizon = "page_limit_growth" if growth.high > 0 else "page_limit_horizon"
    lines = [told("The workforce is an estimate, not statistics.")] if page.estimate else []
    lines += [label(f"page_limit_{key}") for key in ("foreign", "judgement")]
    lines.append(label(horizon, years=scenario.horizon.years))
    if page.borrowed:
        lines.append(
            told(
                "Occupations that lack a measure borrow the mean of the nearest group. Here "
                "that is {count}; manifest.json names them.",
                count=page.borrowed,
            )
        )
    return lines
