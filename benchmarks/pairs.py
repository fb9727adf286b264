"""A command of two versions in turn: processor seconds and largest memory of whole processes.

    python -m benchmarks.pairs ../old/src 4 run base --quiet --no-report --threads 1

The first argument is `src` of the other version, the second how many pairs. Both are compiled
before they are measured, as an installed package is, and each writes to a folder of its own that is
removed. Machines are never quiet: the part is that of the middle times of pairs that ran in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

OURS = Path(__file__).resolve().parents[1] / "src"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def measured(source: Path, words: list[str], compiled: str) -> tuple[float, float]:
    """Processor seconds and largest memory (MB) of one run of a command.

    Parameters
    ----------
    source : folder that holds the package.
    words : of the command line, behind `autopot`.
    compiled : folder for the compiled modules.

    Raises
    ------
    SystemExit
        The command fails.
    """
    environment = {
        **os.environ,
        **ONE_THREAD,
        "PYTHONPATH": str(source.resolve()),
        "PYTHONPYCACHEPREFIX": compiled,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        out = ["--out", f"{folder}/run"] if words[0] == "run" else []
        process = subprocess.Popen(
            [sys.executable, "-m", "autopot", *words, *out],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"failed with {source}: {' '.join(words)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(other: str, pairs: str, *words: str) -> None:
    """Measure and print.

    Parameters
    ----------
    other : `src` of the other version.
    pairs : how many, after one that only compiles.
    words : of the command line, behind `autopot`.
    """
    sources = {"other": Path(other), "this": OURS}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in sources}
    with tempfile.TemporaryDirectory() as compiled:
        for pair in range(int(pairs) + 1):
            for name, source in sources.items():
                seconds, memory = measured(source, list(words), compiled)
                if pair:
                    found[name].append((seconds, memory))
                    print(f"{name:6} {seconds:6.2f} s  {memory:4.0f} MB")
    middle = {
        name: float(np.median([seconds for seconds, _ in runs])) for name, runs in found.items()
    }
    most = {name: max(memory for _, memory in runs) for name, runs in found.items()}
    print(
        f"middle {middle['other']:.2f} s and {middle['this']:.2f} s, "
        f"part {middle['this'] / middle['other']:.2f}; "
        f"{most['other']:.0f} and {most['this']:.0f} MB"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
