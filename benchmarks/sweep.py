"""Speed and memory of a sweep: 1,000 points at 1,000 draws, and what it costs to go on with it.

    python -m benchmarks.sweep          the whole sweep
    python -m benchmarks.sweep beside   100 points beside EMA workbench and the model alone

`beside` needs the extra `discovery`. Prints a table; nothing here is a test.
Budget: docs/method.md, "Speed".
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from contextlib import redirect_stderr
from pathlib import Path

import pandas as pd
from threadpoolctl import threadpool_limits

from autopot.analysis.outputs import Wanted
from autopot.analysis.swept import swept_tables
from autopot.radar import CLASSES
from autopot.scenario.sweep import LoadedSweep, load_sweep
from autopot.study.preparation import (
    Prepared,
    collect,
    prepare,
    without_years,
)
from benchmarks.speed import measured

POINTS = 1_000
SWEEP = f"""\
name: thousand
title: {{nb: Tusen punkter, en: A thousand points}}
scenario: base
draws: 1000
design:
  latin_hypercube:
    points: {POINTS}
    seed: 1
    settings:
      evidence.weights.whole_tasks: [0, 0.6]
      evidence.parameters.half: [0.3, 0.7]
      physical.strength: [0, 0.7]
      human_required.partly: [0, 1]
      uncertainty.capability_sd: [0.2, 0.5]
"""


def points(sweep: LoadedSweep) -> list[int]:
    """Numbers of the points."""
    return list(range(1, len(sweep.points) + 1))


def alone(sweep: LoadedSweep) -> float:
    """Seconds of the model for every point, with nothing designed, kept or written."""
    like = collect(sweep.scenario(1))
    start = time.perf_counter()
    for number in points(sweep):
        share_of(sweep, like, number)
    return time.perf_counter() - start


def share_of(sweep: LoadedSweep, like: Prepared, number: int) -> dict[str, float]:
    """Mean share in all and of every sector in a point."""
    ready = prepare(without_years(sweep.scenario(number)), like=like)
    wanted = [Wanted(ready.inputs, ready.names)]
    [table] = swept_tables(wanted, list(CLASSES), sweep.sweep.draws, ["total", "sector"])
    shares = table[table["unit"] == "share"]
    return dict(zip(shares["sector"].fillna("total"), shares["mean"], strict=True))


def workbench(sweep: LoadedSweep) -> float:
    """Seconds of EMA workbench for the same points, one after the other, kept in memory."""
    import ema_workbench as ema

    like = collect(sweep.scenario(1))
    names = share_of(sweep, like, 1)
    model = ema.Model("autopot", function=lambda point: share_of(sweep, like, int(point)))
    model.uncertainties = [ema.CategoricalParameter("point", points(sweep))]
    model.outcomes = [ema.ScalarOutcome(name) for name in names]
    given = [ema.Scenario(str(number), point=number) for number in points(sweep)]
    start = time.perf_counter()
    with redirect_stderr(io.StringIO()), ema.SequentialEvaluator(model) as evaluator:
        _, outcomes = evaluator.perform_experiments(scenarios=given)
    assert len(outcomes["total"]) == len(given)
    return time.perf_counter() - start


def beside() -> None:
    """The same points by the command on one thread, by EMA workbench, and by the model alone."""
    few = 100
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hundred.yaml"
        file.write_text(SWEEP.replace(f"points: {POINTS}", f"points: {few}"), encoding="utf-8")
        command = [sys.executable, "-m", "autopot", "sweep", str(file), "--quiet"]
        ours = []
        for engine in ("local", "threads", "dask"):
            out = ["--engine", engine, "--out", f"{folder}/{engine}"]
            ours.append((engine, measured([*command, *out], 1)[0]))
        sweep = load_sweep(file)
        with threadpool_limits(limits=1):
            model = alone(sweep)
            theirs = workbench(sweep)
    print(f"{few} points: the model alone           {model:6.1f} s")
    print(f"EMA workbench, one after the other   {theirs:6.1f} s  ratio {theirs / model:.2f}")
    for engine, seconds in ours:
        print(f"autopot sweep --engine {engine:<7}       {seconds:6.1f} s  ", end="")
        print(f"ratio {seconds / model:.2f}, from start-up to files on disk")


def main() -> None:
    """Measure and print."""
    if "beside" in sys.argv:
        beside()
        return
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "thousand.yaml", Path(folder) / "out"
        file.write_text(SWEEP, encoding="utf-8")
        command = [sys.executable, "-m", "autopot", "sweep", str(file), "--out", str(out)]
        seconds, memory = measured([*command, "--quiet"], 1)
        print(
            f"{POINTS} points, 1,000 draws           {seconds:6.1f} s  {memory:4.0f} MB"
            f"   budget 300 s ({seconds / POINTS * 1000:.0f} ms a point)"
        )
        seconds, memory = measured([*command, "--quiet"], 1)
        print(f"the same again, nothing left to do  {seconds:6.1f} s  {memory:4.0f} MB")
        start = time.perf_counter()
        rows = len(pd.read_parquet(out / "results"))
        print(f"pandas.read_parquet, {rows:,} rows   {time.perf_counter() - start:6.1f} s")
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        print(f"on disk                             {size / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
