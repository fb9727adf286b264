"""Time and memory of summing a large register, in a process of its own.

    python -m benchmarks.register --rows 6000000

Makes an invented register (no person behind any row) of several years, as Parquet or CSV, runs
`autopot aggregate` on it and prints seconds and peak memory. Budget: docs/registre.md.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from autopot import catalogue

PIECE = 500_000
FIRST_YEAR, YEARS = 2015, 10
PERCENTS = np.array(["100", "80", "75", "60", "50", "40", "35,5", "30", "20", "17,81", "10", "0"])
CHANCES = np.array([40, 12, 9, 7, 9, 4, 3, 5, 4, 3, 3, 1]) / 100


def pieces(rows: int, seed: int = 1) -> list[pa.Table]:
    """Tables of invented positions, drawn from the packaged estimate of all municipalities.

    Returns
    -------
    Columns År, Kommunenummer, KOSTRA-funksjon, Yrkeskode, Stillingsprosent, Ansattnummer, Merknad.
    """
    rng = np.random.default_rng(seed)
    cells = catalogue.packaged_workforce("norway-2024")
    functions = catalogue.kostra_functions().groupby("sector")["function"].agg(list)
    share = (cells["fte"] / cells["fte"].sum()).to_numpy()
    columns = {name: cells[name].to_numpy(object) for name in ("municipality", "occupation")}
    sector = cells["sector"].to_numpy(object)
    result = []
    for start in range(0, rows, PIECE):
        size = min(PIECE, rows - start)
        at = rng.choice(len(cells), size, p=share)
        function = [
            functions[s][n % len(functions[s])]
            for s, n in zip(sector[at], rng.integers(0, 40, size), strict=True)
        ]
        years = FIRST_YEAR + (start + np.arange(size)) * YEARS // rows
        result.append(
            pa.table(
                {
                    "År": years.astype(str),
                    "Kommunenummer": columns["municipality"][at],
                    "KOSTRA-funksjon": function,
                    "Yrkeskode": columns["occupation"][at],
                    "Stillingsprosent": rng.choice(PERCENTS, size, p=CHANCES),
                    "Ansattnummer": (100_000 + start + np.arange(size)).astype(str),
                    "Merknad": rng.choice(["", "", "", "vikar", "permisjon"], size),
                }
            )
        )
    return result


def write(path: Path, rows: int) -> None:
    """Write the invented register."""
    tables = pieces(rows)
    if path.suffix == ".csv":
        with pa.csv.CSVWriter(path, tables[0].schema) as csv:
            for table in tables:
                csv.write(table)
        return
    with pq.ParquetWriter(path, tables[0].schema) as parquet:
        for table in tables:
            parquet.write_table(table)


def main() -> None:
    """Generate, run, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=6_000_000)
    asked.add_argument("--form", choices=["parquet", "csv"], default="parquet")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / f"register.{options.form}"
        write(register, options.rows)
        print(f"{options.rows:,} rows, {register.stat().st_size / 1e6:.0f} MB {options.form}")
        command = [sys.executable, "-m", "autopot", "aggregate", str(register)]
        command += ["--ignore-personal", "--out", f"{folder}/bemanning-{{year}}.csv"]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak, busy = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
        written = len(list(Path(folder).glob("bemanning-*.csv")))
        print(f"{seconds:.1f} s, {busy:.1f} s of processor, {peak:.0f} MB at most, {written} files")


if __name__ == "__main__":
    main()
