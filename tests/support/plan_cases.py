"""Plans small enough to check by hand or by trying everything."""

from __future__ import annotations

import copy
import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from autopot.optimise.plan import PlanProblem

TEXT = {"nb": "Til prøving", "en": "For tests"}
SMALL: dict[str, Any] = {
    "name": "small",
    "title": TEXT,
    "reason": TEXT,
    "example": True,
    "scenario": "base",
    "first_year": 2026,
    "years": 4,
    "draws": 100,
    "robustness_draws": 3,
    "use": {"years_to_full": 1, "realisation": 0.5, "between_measures": 0},
    "goal": {
        "maximise": "realised_fte",
        "judged_by": "mean",
        "value_per_fte": None,
        "discount_rate": None,
        "at_least": {},
    },
    "limits": {
        "budget": 1_000_000,
        "training_hours": {"health_care": 1000},
        "changes": {"administration": 1},
        "earliest": {"adopt": 2026, "trial": 2026, "assess": 2027, "hold": None},
    },
    "shift_services": {"sectors": ["health_care"], "substitute_per_hour": 100},
    "margins": {"budget": 100_000, "training_hours": 100, "changes": 1},
    "solver": {"gap": 0.005, "seconds": 20},
    "follow_up": {"error": 0.2, "hours_per_fte": 1700},
    "measures": [
        {
            "id": "security",
            "name": "Sikkerhet",
            "technology": "security_privacy",
            "sector": "administration",
            "investment": 100_000,
            "running": 0,
            "training_hours": 0,
            "duration": 1,
        },
        {
            "id": "robots",
            "name": '=HYPERLINK("x","Roboter")',
            "technology": "process_automation",
            "sector": "administration",
            "investment": 500_000,
            "running": 100_000,
            "training_hours": 100,
            "duration": 1,
            "after": {"security": 1},
        },
        {
            "id": "remote",
            "name": "Digitalt tilsyn",
            "technology": "remote_services",
            "sector": "health_care",
            "coverage": 0.5,
            "investment": 300_000,
            "running": 50_000,
            "training_hours": 900,
            "duration": 1,
        },
    ],
}


def small_plan() -> dict[str, Any]:
    """A plan file's content, to change and write."""
    return copy.deepcopy(SMALL)


def written(folder: Path, content: dict[str, Any]) -> Path:
    """The content as a plan file."""
    path = folder / "small.yaml"
    plain = json.loads(json.dumps(content))  # the same text twice would become an alias
    path.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def market_split() -> PlanProblem:
    """Which 20 of 40 measures were added up in five columns? Easy to check, very hard to find.

    The budget of every year is what the even ones cost and the target what they give, so a plan
    must meet five sums exactly. Source: Cornuéjols and Dawande (1998), A class of hard small 0-1
    programs, Integer Programming and Combinatorial Optimization VI, 284-293.
    """
    rng = np.random.default_rng(0)
    amount = rng.integers(1, 100, (40, 5)).astype(float)
    wanted = amount[::2].sum(axis=0)
    return PlanProblem(
        value=rng.random((40, 5, 2)),
        effect=amount,
        cost=amount,
        training=np.zeros(40),
        sector=np.zeros(40, dtype=int),
        duration=np.ones(40, dtype=int),
        earliest=np.zeros(40, dtype=int),
        after=(),
        budget=wanted,
        training_hours=np.array([np.inf]),
        parallel=np.array([np.inf]),
        target=dict(enumerate(wanted.tolist())),
    )


def random_problem(
    seed: int, measures: int, years: int, draws: int, tail: float | None = None
) -> PlanProblem:
    """A problem with all kinds of limits that bind."""
    rng = np.random.default_rng(seed)
    size = rng.lognormal(2, 1, (measures, 1)) * np.exp(0.4 * rng.normal(size=(measures, draws)))
    shared = np.exp(0.3 * rng.normal(size=draws))
    ages = np.minimum(1, np.arange(1, years + 1)[:, None] / rng.uniform(1, 4, draws))
    flow = (size * shared)[:, None, :] * ages
    value = np.stack([flow[:, : years - y].sum(axis=1) for y in range(years)], axis=1)
    first = rng.uniform(0.5, 5, measures)
    cost = np.tile(0.15 * first[:, None], (1, years))
    cost[:, 0] = first
    after = [(m, int(rng.integers(0, 3)), 1) for m in range(3, measures) if rng.random() < 0.4]
    sectors = 3 if measures < 20 else 9
    return PlanProblem(
        value=value,
        effect=flow.mean(axis=2),
        cost=cost,
        training=rng.uniform(1, 30, measures),
        sector=rng.integers(0, sectors, measures),
        duration=rng.integers(1, 3, measures),
        earliest=rng.choice([0, 0, 0, 1], measures),
        after=tuple(after),
        budget=np.full(years, 12.0 if measures >= 20 else 0.3 * first.sum()),
        training_hours=np.full(sectors, 45.0),
        parallel=np.full(sectors, 2.0),
        tail=tail,
    )


def best_of_all(problem: PlanProblem) -> float:
    """The highest goal of all combinations of start years that keep every limit."""
    years = problem.years
    choices = [[-1, *range(problem.earliest[m], years)] for m in range(problem.measures)]
    plans = np.array(list(itertools.product(*choices)), dtype=np.int8)
    for m, a, lag in problem.after:
        waits = (plans[:, a] >= 0) & (plans[:, m] >= plans[:, a] + lag)
        plans = plans[(plans[:, m] == -1) | waits]
    for m, latest in problem.must.items():
        plans = plans[(plans[:, m] >= 0) & (plans[:, m] <= latest)]
    for t in range(years):
        age = t - plans.astype(int)
        begun = (plans >= 0) & (age >= 0)
        spent = sum(
            np.where(begun[:, m], problem.cost[m][np.clip(age[:, m], 0, years - 1)], 0)
            for m in range(problem.measures)
        )
        gives = sum(
            np.where(begun[:, m], problem.effect[m][np.clip(age[:, m], 0, years - 1)], 0)
            for m in range(problem.measures)
        )
        keeps = (spent <= problem.budget[t] + 1e-9) & (gives >= problem.target.get(t, 0) - 1e-9)
        for s in range(len(problem.parallel)):
            own = problem.sector == s
            changing = begun & (age < problem.duration) & own
            trained = ((plans == t) & own) @ problem.training
            keeps &= changing.sum(axis=1) <= problem.parallel[s]
            keeps &= trained <= problem.training_hours[s] + 1e-9
        plans = plans[keeps]
    worth = np.zeros((len(plans), problem.value.shape[2]))
    for m in range(problem.measures):
        chosen = plans[:, m] >= 0
        worth[chosen] += problem.value[m, plans[chosen, m]]
    if problem.tail is None:
        return float(worth.mean(axis=1).max())
    worst = round(problem.tail * worth.shape[1])
    return float(np.sort(worth, axis=1)[:, :worst].mean(axis=1).max())
