"""Speed of a plan of 60 measures, 10 years and 500 draws, by the mean and by the worst tenth.

    python -m benchmarks.plan [seeds]

The measures are made up: sizes and errors are lognormal, limits bind in every year. Nothing here is
a test. Budget: 60 s to a gap of 0.5 % (docs/method.md, "Speed").
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from autopot.optimise.plan import PlanProblem
from autopot.optimise.plan_questions import margins, robustness, without_limits
from autopot.optimise.plan_solving import Settings, solve

MEASURES, YEARS, DRAWS, SECTORS = 60, 10, 500, 9
SETTINGS = Settings(gap=0.005, seconds=60)
STEPS = {"budget": 1e6, "training": 500.0, "parallel": 1.0}


def problem(seed: int, tail: float | None) -> PlanProblem:
    """A made-up plan with errors that all measures share and errors of their own."""
    rng = np.random.default_rng(seed)
    size = rng.lognormal(2, 1, (MEASURES, 1)) * np.exp(0.4 * rng.normal(size=(MEASURES, DRAWS)))
    evidence = np.exp(0.3 * rng.normal(size=DRAWS))
    odds = -0.8 + 0.6 * rng.normal(size=DRAWS) + 0.5 * rng.normal(size=(MEASURES, DRAWS))
    use = np.clip(np.arange(YEARS)[:, None] / (2 + 3 * rng.random(DRAWS)), 0, 1)
    flow = (size * evidence / (1 + np.exp(-odds)))[:, None, :] * use
    value = np.stack([flow[:, : YEARS - y].sum(axis=1) for y in range(YEARS)], axis=1)
    cost = np.zeros((MEASURES, YEARS))
    cost[:, 0] = rng.uniform(0.5, 5, MEASURES) * 1e6
    cost[:, 1:] = 0.15 * cost[:, :1]
    after = [(m, int(rng.integers(0, 5)), 1) for m in range(5, MEASURES) if rng.random() < 0.4]
    return PlanProblem(
        value=value,
        effect=flow.mean(axis=2),
        cost=cost,
        training=rng.uniform(100, 3000, MEASURES),
        sector=rng.integers(0, SECTORS, MEASURES),
        duration=rng.integers(1, 3, MEASURES),
        earliest=rng.choice([0, 0, 1, 3], MEASURES),
        after=tuple(after),
        budget=np.full(YEARS, 12e6),
        training_hours=np.full(SECTORS, 4000.0),
        parallel=np.full(SECTORS, 2.0),
        tail=tail,
    )


def main(seeds: int) -> None:
    """Measure and print."""
    for seed in range(1, seeds + 1):
        for tail in (None, 0.1):
            stated = problem(seed, tail)
            found = solve(stated, SETTINGS)
            start = time.perf_counter()
            without_limits(stated, SETTINGS)
            margins(stated, STEPS, SETTINGS.seconds, [found.start])
            sure = robustness(stated, range(0, DRAWS, 10), SETTINGS.seconds, [found.start])
            questions = time.perf_counter() - start
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"seed {seed}, {'mean' if tail is None else 'worst tenth':<12}"
                f"{found.seconds:6.1f} s  gap {found.gap:.2%}  "
                f"{'time limit' if found.timed_out else 'gap reached'}; "
                f"questions, {sure.draws} draws {questions:5.1f} s  {memory:4.0f} MB"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
