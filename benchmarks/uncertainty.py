"""Speed of sensitivity, comparison and bounds, with SALib on the same outputs beside it.

    python -m benchmarks.uncertainty

Needs the test extra (SALib). Nothing here is a test. Budgets: docs/method.md, "Speed".
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

import numpy as np
from SALib.analyze import sobol as salib_sobol

import autopot
from autopot.analysis.sobol import sobol_indices

FOUR_SECTIONS = """\
name: four
title: {nb: Fire deler, en: Four sections}
reason: {nb: For tidtaking., en: For timing.}
references: [judgement]
extends: base
evidence: {concentration: 4}
physical: {strength: 0.5}
horizon: {capability_growth: 0.02}
human_required: {fully: counted}
"""


def memory() -> float:
    """Largest memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    autopot.bounds("base")
    print(
        f"bounds, total and 9 sectors              {time.perf_counter() - start:6.2f} s  "
        f"{memory():4.0f} MB   budget 3 s"
    )
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "four.yaml"
        other.write_text(FOUR_SECTIONS, encoding="utf-8")
        start = time.perf_counter()
        autopot.compare(["base", other])
        print(
            f"compare, 4 differing sections, 10,000    {time.perf_counter() - start:6.2f} s  "
            f"{memory():4.0f} MB   budget 8 s"
        )
    start = time.perf_counter()
    found = autopot.sensitivity("base", draws=4096)
    outputs = found.indices.groupby(["kind", "key"]).ngroups
    print(
        f"sensitivity, 6 factors, N = 4,096        {time.perf_counter() - start:6.2f} s  "
        f"{memory():4.0f} MB   budget 10 s, 600 MB ({outputs} outputs)"
    )
    _against_salib(outputs, factors=6, draws=4096)


def _against_salib(outputs: int, factors: int, draws: int) -> None:
    """The estimator alone on the same number of outputs: SALib takes one output at a time."""
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, outputs, draws))
    mixed = rng.normal(size=(factors, outputs, draws))
    start = time.perf_counter()
    sobol_indices(a, b, mixed)
    ours = time.perf_counter() - start
    problem = {
        "num_vars": factors,
        "names": [str(i) for i in range(factors)],
        "bounds": [[0, 1]] * factors,
    }
    start = time.perf_counter()
    for row in range(outputs):
        flat = np.concatenate([a[row][None], mixed[:, row], b[row][None]]).T.ravel()
        salib_sobol.analyze(problem, flat, calc_second_order=False, num_resamples=200, seed=1)
    theirs = time.perf_counter() - start
    print(f"estimator with 200 bootstraps, {outputs} outputs: {ours:.2f} s; SALib {theirs:.2f} s")


if __name__ == "__main__":
    main()
