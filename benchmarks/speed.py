"""Speed and memory of the main job, as ratios to plain numpy in the same run.

    python -m benchmarks.speed

Prints a table; nothing here is a test. Budgets: docs/method.md, "Speed".
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from threadpoolctl import threadpool_limits

from autopot.analysis.levels import Names
from autopot.analysis.potential import PotentialTable, potential_table
from autopot.engine import Threads
from autopot.model.centring import mean_shift
from autopot.model.inputs import ModelInputs
from autopot.radar import CLASSES
from autopot.study.preparation import (
    load_changed,
    prepare,
    without_years,
)

DRAWS = 10_000
REPEATS = 5


def prepared(scenario: str = "base") -> tuple[ModelInputs, Names]:
    """Inputs of a scenario without its years, which plain numpy does not draw."""
    ready = prepare(without_years(load_changed(scenario)))
    return ready.inputs, ready.names


def plain_numpy(inputs: ModelInputs, draws: int) -> np.ndarray:
    """The same draws, products and quantiles with nothing around them: no streams, no checks.

    Readings at the middle of their parameters are mixed with Dirichlet weights, shifted by shared
    and private errors that keep their mean, weighted with Dirichlet time shares, split over
    technologies, multiplied with the drawn workforce, and summarised for the same number of outputs
    in both units.
    """
    rng = np.random.default_rng(1)
    tasks, staff, block = inputs.tasks, inputs.workforce, 1000
    sizes = np.diff(tasks.first_task)
    starts = tasks.first_task[:-1]
    middle = {n: q.quantile(np.array([0.5])) for n, q in inputs.mix.parameters.items()}
    every = slice(0, len(sizes))
    readings = np.stack(
        [
            np.broadcast_to(r.values(middle, every), (len(tasks.noise), 1))[:, 0]
            for r in inputs.mix.readings
        ]
    )
    technology = tasks.technology[0]
    readings = np.minimum(readings, tasks.reach[0])
    group = np.repeat(tasks.major_group, sizes)
    shape = np.repeat(sizes, sizes)[:, None] * tasks.time_share[:, None]
    variance = 0.35**2 * (1 + np.square(technology).sum(axis=1)) + np.square(tasks.noise)
    variance = variance[:, None]
    given = np.stack([staff.fte[:, staff.pairs_of(s)].sum(axis=1) for s in range(staff.sectors)], 1)
    sector = np.repeat(np.arange(staff.sectors), np.diff(staff.first_pair))
    parts: dict[str, list[np.ndarray]] = {"cells": [], "base": [], "sk": [], "occ": [], "occ_f": []}
    for _ in range(draws // block):
        weights = rng.dirichlet(2 * inputs.mix.weights, block).T
        p = readings.T @ weights
        shift = technology @ (0.35 * rng.standard_normal((technology.shape[1], block)))
        shift += (0.35 * rng.standard_normal((10, block)))[group]
        shift += tasks.noise[:, None] * rng.standard_normal((len(group), block))
        odds = np.exp(shift + mean_shift(p, variance)) * p
        p = odds / (1 - p + odds)
        gamma = rng.standard_gamma(shape, (len(group), block))
        gamma /= np.repeat(np.add.reduceat(gamma, starts, axis=0), sizes, axis=0)
        p *= gamma
        by_k = np.stack(
            [
                np.add.reduceat(p * technology[:, k, None], starts, axis=0)
                for k in range(technology.shape[1])
            ],
            1,
        )
        mix = np.exp(
            staff.share_log_sd[:, None] * rng.standard_normal((len(sector), block))
            + staff.split_log_sd[:, None] * rng.standard_normal((len(sector), block))
        )
        noise = rng.standard_normal((len(given), staff.sectors + 1, block))
        fte = given[:, :, None] * np.exp(0.1 * noise[:, 1:] + 0.05 * noise[:, :1])
        occupation = by_k.sum(axis=1)
        cells = np.empty((len(given), staff.sectors, block))
        pair = np.empty((len(sector), block))
        sk = np.empty((staff.sectors, by_k.shape[1], block))
        for s in range(staff.sectors):
            own = staff.pairs_of(s)
            scale = fte[:, s] / (staff.fte[:, own] @ mix[own])
            cells[:, s] = scale * (
                staff.fte[:, own] @ (mix[own] * occupation[staff.occupation[own]])
            )
            pair[own] = mix[own] * (staff.fte[:, own].T @ scale)
            sk[s] = np.einsum("jb,jkb->kb", pair[own], by_k[staff.occupation[own]])
        one = np.zeros((len(sizes), len(sector)))
        one[staff.occupation, np.arange(len(sector))] = 1
        parts["cells"].append(cells)
        parts["base"].append(fte)
        parts["sk"].append(sk)
        parts["occ_f"].append(one @ pair)
        parts["occ"].append(one @ pair * occupation)
    joined = {name: np.concatenate(values, axis=-1) for name, values in parts.items()}
    results = []
    for potential, base in (
        (joined["cells"], joined["base"]),
        (joined["occ"], joined["occ_f"]),
        (joined["sk"], joined["base"].sum(axis=0)[:, None]),
    ):
        for values in (potential, potential / base):
            results.append(np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95], axis=-1).ravel())
    return np.concatenate(results)


def best(work: Callable[[], object], repeats: int = REPEATS) -> tuple[float, float]:
    """Shortest and middle time of several runs, seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times), float(np.median(times))


def command(*args: str) -> tuple[float, float]:
    """Shortest wall time of an autopot command (seconds) and its largest memory (MB)."""
    with tempfile.TemporaryDirectory() as folder:
        return measured([sys.executable, "-m", "autopot", *args, *_out(args, folder)], REPEATS)


def _out(args: tuple[str, ...], folder: str) -> list[str]:
    return ["--out", f"{folder}/run"] if args[0] == "run" else []


def measured(command_line: list[str], repeats: int) -> tuple[float, float]:
    """Shortest wall time (seconds) and largest memory (MB) of a process.

    To be called before this process has grown: a child's peak counts the moment it was forked.
    """
    shortest, memory = np.inf, 0.0
    for _ in range(repeats):
        start = time.perf_counter()
        process = subprocess.Popen(command_line, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        shortest = min(shortest, time.perf_counter() - start)
        if status != 0:
            raise SystemExit(f"failed: {' '.join(command_line)}")
        memory = max(memory, usage.ru_maxrss / 1024)
    return shortest, memory


def main() -> None:
    """Measure and print."""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"numpy {np.__version__}; best of {REPEATS}"
    )
    seconds, _ = command("--help")
    print(f"autopot --help                    {seconds:6.2f} s            budget 0.25 s")
    seconds, memory = command("run", "base", "--quiet", "--no-report")
    print(
        f"autopot run base, 10,000 draws    {seconds:6.2f} s  {memory:4.0f} MB   budget 3 s, 400 MB"
    )
    whole, memory = command("run", "base", "--quiet")
    print(
        f"its report.html, beyond the run   {whole - seconds:6.2f} s  {memory:4.0f} MB   budget 4 s"
    )

    seconds, memory = command("run", "national", "--quiet", "--no-report", "--threads", "1")
    print(
        f"national, 10,000 draws, one thread{seconds:6.2f} s  {memory:4.0f} MB   budget 8 s, 600 MB"
    )
    many, _ = prepared("national")
    with threadpool_limits(limits=1):
        shortest, _ = best(lambda: plain_numpy(many, DRAWS), 2)
    print(f"plain numpy, 357 municipalities   {shortest:6.2f} s  (one thread, kernel only)")
    inputs, names = prepared()

    def kernel(threads: int) -> PotentialTable:
        return potential_table(inputs, names, list(CLASSES), DRAWS, Threads(threads))

    with threadpool_limits(limits=1):
        numpy_best, numpy_middle = best(lambda: plain_numpy(inputs, DRAWS))
    print(f"plain numpy, one thread           {numpy_best:6.2f} s  (median {numpy_middle:.2f})")
    for threads in (1, 2):
        ours, middle = best(partial(kernel, threads))
        print(
            f"kernel and summary, {threads} thread(s)    {ours:6.2f} s  (median {middle:.2f})"
            f"   ratio {ours / numpy_best:.2f}, budget 2"
        )
    for draws in (10_000, 20_000, 40_000):
        run = partial(potential_table, inputs, names, list(CLASSES), draws, Threads(2))
        seconds, _ = best(run, 2)
        print(
            f"cost by draws: {draws:6d}             {seconds:6.2f} s  "
            f"{seconds / draws * 1e6:5.1f} microseconds a draw"
        )


if __name__ == "__main__":
    main()
