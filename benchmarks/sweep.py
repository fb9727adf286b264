"""Speed and memory of a sweep: 1,000 points at 1,000 draws, and what it costs to go on with it.

    python -m benchmarks.sweep

Prints a table; nothing here is a test. Budget: docs/method.md, "Speed".
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

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


def main() -> None:
    """Measure and print."""
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
