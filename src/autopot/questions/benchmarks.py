"""Figures published since 2023 beside ours, where the two can be compared at all."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.evidence import complete_evidence
from autopot.messages import Text, say
from autopot.results.benchmark import Check
from autopot.results.run.result import Result

WORKING_DAY = 7.5 * 60
"""Minutes of a full Norwegian working day, lunch not counted."""

SAME_ORDER = 0.5
"""Rank correlation from which two measures are said to order occupations alike; judgement."""

RATERS = ("gpt4", "human")


def published(benchmark: str) -> float:
    """The figure of a row of data/benchmarks/published.csv."""
    rows = catalogue.table("benchmarks/published").set_index("benchmark")["value"]
    return float(rows[benchmark])


def since_2023(base: Result) -> list[Check]:
    """Literature of 2025 that can be held against the base run (docs/data.md, section 7).

    Parameters
    ----------
    base : a run of the packaged scenario base; another one is not what the literature is about.
    """
    return [
        *_supported_time(base),
        _gains_reported_today(base),
        _one_council(base),
        _order_of_applicability(base),
    ]


def exposed_time(cells: pd.DataFrame) -> tuple[float, float]:
    """Working time that a language model could halve, by the labels of Eloundou et al. (2024).

    Parameters
    ----------
    cells : FTE by occupation.

    Returns
    -------
    E1 + E2/2 and E1 + E2, as shares of time: the lower of the raters, and the higher.
    """
    values, _ = complete_evidence()
    fte = cells.groupby("occupation")["fte"].sum()
    weights = fte / fte.sum()
    own = values.loc[weights.index]
    half, full = (
        [
            float(weights @ (own[f"eloundou_{r}_e1"] + part * own[f"eloundou_{r}_e2"]))
            for r in RATERS
        ]
        for part in (0.5, 1.0)
    )
    return min(half), max(full)


def _supported_time(base: Result) -> list[Check]:
    """British time diaries, each activity scored for how far generative AI could support it."""
    cells = base.workforce.cells
    groups = {
        "turing-supported-time": (say("the public sector of Great Britain"), cells),
        "turing-education": (say("education"), cells[cells["sector"] == "school"]),
        "turing-health": (say("health care"), cells[cells["sector"] == "health_care"]),
    }
    return [_supported(name, where, own) for name, (where, own) in groups.items()]


def _supported(name: str, where: Text, cells: pd.DataFrame) -> Check:
    figure = published(name)
    low, high = exposed_time(cells)
    return Check(
        name=name,
        published=say(
            "{share:.0%} of working time could be supported by generative AI in {where} "
            "(Turing Institute and ONS 2025)",
            share=figure,
            where=where,
        ),
        ours=say("{low:.3f} to {high:.3f} of the time is exposed", low=low, high=high),
        agrees=low <= figure <= high,
        rule=say("between exposed time with software counted half, and in full"),
        note=say(
            "Help counts in both, so neither is a potential. Their figure is read in others' "
            "texts, ours are labels of American tasks"
        ),
    )


def _gains_reported_today(base: Result) -> Check:
    minutes, users = published("gds-copilot-minutes"), published("humlum-time-saved")
    sectors = base.level("sector").set_index("sector")["share_mean"]
    ours = float(sectors["administration"])
    gain = max(minutes / WORKING_DAY, users)
    return Check(
        name="gains-reported-today",
        published=say(
            "{minutes:.0f} minutes a day ({share:.1%}) by British civil servants' own account, "
            "{users:.1%} by Danish users'; a British ministry found no gain in productivity (2025)",
            minutes=minutes,
            share=minutes / WORKING_DAY,
            users=users,
        ),
        ours=say("{share:.3f} of the time in administration", share=ours),
        agrees=ours > gain,
        rule=say("the potential is above what users report today"),
        note=say("What one tool gave in its first months, against what may become possible"),
    )


def _one_council(base: Result) -> Check:
    without, including = base.service.without, base.service.including
    return Check(
        name="tbi-council-tasks",
        published=say(
            "AI could automate or improve {share:.0%} of the tasks of an English council "
            "(Tony Blair Institute 2025)",
            share=published("tbi-council-tasks"),
        ),
        ours=say(
            "{without:.3f} without time where the person is the service, {including:.3f} with it",
            without=without[0],
            including=including[0],
        ),
        agrees=None,
        rule=say("none"),
        note=say("Theirs counts tasks that are improved, and how they were weighed was not read"),
    )


def _order_of_applicability(base: Result) -> Check:
    """Use of Copilot against the labels, over the occupations of the workforce."""
    values, _ = complete_evidence()
    own = values.loc[base.assembled.occupations]
    labels = own["eloundou_human_e1"] + 0.5 * own["eloundou_human_e2"]
    ours = float(own["microsoft_applicability"].rank().corr(labels.rank()))
    return Check(
        name="microsoft-order",
        published=say("order of occupations by use of Copilot (Tomlinson et al. 2025)"),
        ours=say("rank correlation {value:.2f} with people's labels of exposure", value=ours),
        agrees=ours >= SAME_ORDER,
        rule=say("at least {value:g}", value=SAME_ORDER),
        note=say("Use of one product in 2024: relative only, and no reading rests on it"),
    )
