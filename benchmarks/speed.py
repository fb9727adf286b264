"""Speed and memory of the main job, as ratios to lean numpy in the same run.

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
from autopot.model.inputs import ModelInputs
from autopot.radar import CLASSES
from autopot.study.preparation import (
    load_changed,
    prepare,
    without_years,
)
from benchmarks.lean import lean_numpy, processor

DRAWS = 10_000
REPEATS = 5


def prepared(scenario: str = "base") -> tuple[ModelInputs, Names]:
    """Inputs of a scenario without its years, which lean numpy does not draw."""
    ready = prepare(without_years(load_changed(scenario)))
    return ready.inputs, ready.names


def best(work: Callable[[], object], repeats: int = REPEATS) -> tuple[float, float]:
    """Shortest and middle processor time of several runs, seconds; others may be at work too."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
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
        f"{processor() or platform.machine()}; {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, numpy {np.__version__}; best of {REPEATS}"
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
        shortest, _ = best(lambda: lean_numpy(many, DRAWS), 2)
    print(f"lean numpy, 357  municipalities   {shortest:6.2f} s  (one thread, kernel only)")
    inputs, names = prepared()

    def kernel(threads: int) -> PotentialTable:
        return potential_table(inputs, names, list(CLASSES), DRAWS, Threads(threads))

    with threadpool_limits(limits=1):
        numpy_best, numpy_middle = best(lambda: lean_numpy(inputs, DRAWS))
    print(f"lean numpy, one thread            {numpy_best:6.2f} s  (median {numpy_middle:.2f})")
    for threads in (1, 2):
        ours, middle = best(partial(kernel, threads))
        print(
            f"kernel and summary, {threads} thread(s)    {ours:6.2f} s  (median {middle:.2f})"
            f"   ratio {ours / numpy_best:.2f}, budget 1.2"
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
