"""What the page and the charts of a run need, besides its potential table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from autopot.evidence import reading_corners
from autopot.page.charts.others import rows_of_peers
from autopot.page.facts import ChartFacts
from autopot.results.run.answer import PUBLISHED_TOTAL
from autopot.results.run.figures import RunFigures
from autopot.results.run.growth import growth_words
from autopot.results.run.key import key_of
from autopot.results.run.readings import readings_alone
from autopot.results.sensitivity.result import Sensitivity
from autopot.study.inputs import (
    counted_share,
    main_share,
)

TASK_COLUMNS = [
    "occupation",
    "task",
    "label_nb",
    "label_en",
    "isco08",
    "evidence_task",
    "time_share",
    "human_required",
    "human_rule",
    "source_id",
]


def chart_facts(result: RunFigures, found: Sensitivity | None = None) -> ChartFacts:
    """The facts of a run.

    Parameters
    ----------
    result : the run.
    found : its sensitivity, where it was computed.
    """
    same = result.published_comparable
    readings = readings_alone(result)
    sectors = result.level("sector")
    shown = {"", *sectors.loc[sectors["share_mean"].notna(), "sector"]}
    return ChartFacts(
        potential=result.potential,
        radar=result.radar,
        readings=readings[readings["key"].isin(shown)].reset_index(drop=True),
        factors=_factors(found),
        beside=result.beside,
        groups=[list(group) for group in result.ranks.groups],
        by_year=result.by_year,
        gap=pd.DataFrame() if result.gap is None else result.gap.table,
        others=rows_of_peers(result.peers),
        published=PUBLISHED_TOTAL if same and result.uncalibrated is None else None,
        converged=found is not None and found.converged,
        draws=0 if found is None else found.draws,
        key=key_of(result, found).as_json(),
    )


def _factors(found: Sensitivity | None) -> pd.DataFrame:
    """Index and width of every factor, for the total."""
    return pd.DataFrame() if found is None else found.total_factors


def page_tasks(result: RunFigures) -> pd.DataFrame:
    """Every task with the middle of its readings and their span.

    Parameters
    ----------
    result : the run; tasks of occupations that nobody in its workforce has are left out.

    Returns
    -------
    `TASK_COLUMNS`, middle (weighted as in the scenario), low and high (lowest and highest reading
    in use, each at its middle), beside (whether the task stands beside the main figure), and
    technology_<name>: share of the task's work.
    """
    scenario, assembled = result.scenario.scenario, result.assembled
    weights = {k: w for k, w in scenario.evidence.weights.model_dump().items() if w > 0}
    middles = np.stack([reading_corners(assembled, scenario, name)[:, 0] for name in weights])
    middles *= counted_share(scenario, assembled)
    shares = np.array(list(weights.values()))
    tasks = assembled.tasks[TASK_COLUMNS].copy()
    tasks["middle"] = shares @ middles / shares.sum()
    tasks["low"], tasks["high"] = middles.min(axis=0), middles.max(axis=0)
    for number, technology in enumerate(assembled.technologies):
        tasks[f"technology_{technology}"] = assembled.technology.mean[:, number]
    tasks["beside"] = main_share(scenario, assembled) < counted_share(scenario, assembled)
    staffed = set(result.workforce.cells["occupation"])
    return tasks[tasks["occupation"].isin(staffed)]


def report_html(
    result: RunFigures,
    facts: ChartFacts,
    found: Sensitivity | None = None,
    made_with: Mapping[str, Any] | None = None,
) -> bytes:
    """The page of a run.

    Parameters
    ----------
    result : the run.
    facts : from `chart_facts` of the same run; with the sensitivity, where it was computed.
    found : that sensitivity.
    made_with : versions that the page names; by default those of the run.

    Returns
    -------
    report.html, UTF-8: one file with its charts and scripts in it, which asks the net for nothing.
    """
    from autopot.page.moves.section import moves_of
    from autopot.page.page import (
        RunPage,
        build_page,
    )

    borrowed = {code for codes in result.borrowed().values() for code in codes}
    page = RunPage(
        title=result.title(),
        facts=facts,
        answer=result.answer(),
        key=key_of(result, found),
        scenario=result.scenario,
        notes=result.notes(),
        readiness=result.readiness,
        effects=result.effects,
        estimate=result.workforce.estimate,
        workforce=result.workforce.name,
        tasks=page_tasks(result),
        borrowed=len(borrowed),
        description={**result.description(), **(made_with or {})},
        ledger=result.workforce.ledger,
        need=None if result.gap is None else result.gap.section(),
        peers=result.peers,
        own_titles=result.title_texts(),
        growth=growth_words(result),
        moves=moves_of(result),
    )
    return build_page(page)
