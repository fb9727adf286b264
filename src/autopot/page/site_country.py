"""The page of the country: the pieces of a run's report that need no script."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autopot.messages import title_in, told
from autopot.page.charts import available_charts
from autopot.page.charts.export import Drawing
from autopot.page.numbers import Figures
from autopot.page.page import first_page, limits, need_section
from autopot.page.radar import radar_section
from autopot.page.run import chart_facts
from autopot.page.sections import ready_words
from autopot.page.site_parts import CLASS_COLUMNS, NEED_COLUMNS, over_intervals, sector_figures
from autopot.page.tables import input_table, settings_table, source_table
from autopot.results.gap.result import Gap
from autopot.results.run.growth import growth_words
from autopot.results.run.tables import level_of
from autopot.results.site.result import Site
from autopot.results.site.town import TIME, class_table

CHARTS = ("gap", "technologies")
"""Those of the report that the page shows, as pictures that stand still."""


def country_context(site: Site) -> dict[str, Any]:
    """What the template of the country shows.

    Parameters
    ----------
    site : all municipalities.
    """
    result = site.country
    scenario = result.scenario.scenario
    facts = chart_facts(result)
    charts = [chart for chart in available_charts(facts) if chart.name in CHARTS]
    groups = result.ranks.groups
    sectors = replace(level_of(result.potential, result.beside, "sector", groups, ""), own=TIME)
    borrowed = {code for codes in result.borrowed().values() for code in codes}
    estimate = result.workforce.estimate
    return {
        "title": told("The country"),
        "places": facts.about,
        **first_page(result.key()),
        "charts": {
            chart.name: {
                "svg": Drawing(chart.spec(facts)),
                "alt": chart.alt(facts),
                "about": facts.about,
            }
            for chart in charts
        },
        "need": _need(result.gap),
        "sectors": sector_figures(sectors),
        "distance": result.answer().distance,
        "ready": ready_words(result.readiness),
        "classes": over_intervals(class_table(result.level("radar_class")), CLASS_COLUMNS),
        "radar": radar_section(facts, Figures(facts.potential, facts.beside)),
        "own_radar": scenario.radar.technologies == "default",
        "limits": limits(scenario, estimate, growth_words(result), len(borrowed)),
        "notes": result.notes(),
        "reason": title_in(scenario.reason),
        "references": scenario.references,
        "inputs": input_table(result.workforce.name),
        "settings": settings_table(result.scenario),
        "sources": source_table(result.scenario),
    }


def _need(gap: Gap | None) -> dict[str, Any] | None:
    """The need of work, each figure of the sectors over its interval; None where there is none."""
    if gap is None:
        return None
    by_sector = over_intervals(gap.tables()[0], NEED_COLUMNS)
    found = need_section(gap.section())
    return None if found is None else {**found, "sectors": by_sector}
