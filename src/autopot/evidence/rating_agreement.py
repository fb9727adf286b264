"""How far people who do the jobs agree with our labels, with each other, and with the published."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.evidence.ratings import Ratings
from autopot.evidence.task_labels import (
    LABELLINGS,
    LEVELS,
    beside_published,
    our_values,
    weighted_kappa,
)

LEAST_TASKS = 10
"""Fewer tasks of a sector than this say little, and are not shown apart."""

VALUES = {"E0": 0, "E1": 1, "E2": 0.5, "T0": 0, "T1": 0, "T2": 0, "T3": 1, "T4": 1}
"""What a label counts beside a published measure: E1 and half of E2, or T3 and T4."""


def rating_agreement(raters: Mapping[str, Ratings]) -> pd.DataFrame:
    """How far raters agree with the first and the second labelling and with each other.

    Parameters
    ----------
    raters : name of a rater -> labels.

    Returns
    -------
    rater, against (first, second or another rater), rubric, sector (with at least `LEAST_TASKS`
    tasks of both; "all" last), tasks, agreement, kappa, weighted, as of `label_agreement`. Two who
    have no task in common have no row.
    """
    rows = []
    ours = catalogue.table("occupations/task_labels")
    sectors = catalogue.main_sectors()
    for rubric in LEVELS:
        own = ours[ours["rubric"] == rubric].set_index(["occupation", "task"])
        by_whom = {who: own.loc[own["labelling"] == who, "value"] for who in LABELLINGS}
        rated = {name: ratings.of(rubric) for name, ratings in raters.items()}
        pairs = [(name, who) for name in rated for who in LABELLINGS]
        every = by_whom | rated
        for name, other in (*pairs, *combinations(rated, 2)):
            both = pd.concat([every[name], every[other]], axis=1, keys=["one", "two"]).dropna()
            sector = both.index.get_level_values("occupation").map(sectors)
            parts = [(s, p) for s, p in both.groupby(sector) if len(p) >= LEAST_TASKS]
            for place, part in [*parts, ("all", both)] if len(both) else []:
                share, kappa = catalogue.agreement(part["one"], part["two"])
                weighted = weighted_kappa(part["one"], part["two"], LEVELS[rubric])
                rows.append((name, other, rubric, place, len(part), share, kappa, weighted))
    columns = ["rater", "against", "rubric", "sector", "tasks", "agreement", "kappa", "weighted"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["rater", "against"], key=lambda names: names.map(_order(raters)), kind="stable"
    )


def _order(raters: Mapping[str, Ratings]) -> dict[str, int]:
    return {name: number for number, name in enumerate([*LABELLINGS, *raters])}


def rating_published(raters: Mapping[str, Ratings]) -> pd.DataFrame:
    """Raters beside published measures of the same work, and ours of the same tasks.

    Parameters
    ----------
    raters : name of a rater -> labels.

    Returns
    -------
    rater, then as of `published_agreement`, with `rated` for the rater's mean and `ours` for that
    of our two labellings over the same tasks. By occupation only those whose every task is rated;
    the correlation is missing below `LEAST_TASKS`.
    """
    frames = []
    mine = our_values()
    for name, ratings in raters.items():
        rated = {r: ratings.of(r).map(VALUES).astype(float) for r in LEVELS}
        found = beside_published(rated)
        same = beside_published({r: mine[r].reindex(rated[r].index) for r in LEVELS})
        found = found.rename(columns={"ours": "rated"})
        found.insert(0, "rater", name)
        found.loc[found["count"] < LEAST_TASKS, "rank_correlation"] = np.nan
        found.insert(found.columns.get_loc("rated") + 1, "ours", same["ours"])
        frames.append(found[found["count"] > 0])
    return pd.concat(frames, ignore_index=True)
