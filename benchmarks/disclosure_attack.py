"""What an outsider can work out of own staff from many results: linear programmes on all figures.

The attacker knows the program, the seed and the settings of each result, and which occupations
each sector has. The model is linear in the staff, so the mean of every shown potential and every
shown FTE is one equation about who works where, as exact as it is printed. Where results are
computed from pooled staff, those equations tell the pooled FTE, and the attacker uses the pools,
which tell all that any figure can. It runs with an older version's source in PYTHONPATH as well:

    python benchmarks/disclosure_attack.py [--results 1,5,15,50] [--out FILE]

Each row of the output: how many results, with other seeds or with other weights and gates; the
median width of what is possible for a sector's occupations of fewer than 5 FTE; and how many of
these secrets are broken (the attacker knows that it is less than 5 FTE above its true size).
The staff are made up: the country's mix of occupations at 357 FTE in one municipality.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog

import autopot
from autopot import catalogue

KEYS = ["municipality", "sector", "occupation"]
LEVELS = ["total", "municipality", "sector", "occupation"]
THRESHOLD = 5.0
TOWN = "1577"


def made_up_staff(seed: int = 3) -> pd.DataFrame:
    """Whole persons, Poisson around half of our estimate of a municipality, of 0.8 to 1 FTE."""
    rng = np.random.default_rng(seed)
    cells = catalogue.packaged_workforce("norway-2024")
    cells = cells[cells["municipality"] == TOWN].copy()
    part = rng.choice([1.0, 0.9, 0.8], len(cells))
    cells["fte"] = (rng.poisson(cells["fte"] * 0.5) * part).round(2)
    return cells.loc[cells["fte"] > 0, [*KEYS, "fte"]].reset_index(drop=True)


def changed(number: int, scenarios: bool) -> dict[str, dict[str, Any]]:
    """The settings of one result: another seed, and other weights and another gate if asked for."""
    if not scenarios:
        return {"uncertainty": {"seed": 1 + number, "draws": 100}}
    rng = np.random.default_rng(number)
    names = list(autopot.run("base", draws=100).scenario.scenario.evidence.weights.model_dump())
    weights = dict(zip(names, rng.dirichlet(np.ones(len(names))).round(4), strict=True))
    weights[names[0]] += round(1 - sum(weights.values()), 4)
    gate = "beside" if number % 2 else "counted"
    return {
        "uncertainty": {"seed": 1, "draws": 100},
        "evidence": {"weights": {name: float(value) for name, value in weights.items()}},
        "human_required": {"fully": gate},
    }


def equations(
    staff: pd.DataFrame, settings: dict[str, dict[str, Any]], shown: pd.DataFrame
) -> tuple[np.ndarray, ...]:
    """(rows, cells) what each published figure is a sum of, the figures, and how exact they are."""
    towns = catalogue.municipalities().nlargest(len(staff), "population")["municipality"]
    alone = staff.assign(fte=40.0, municipality=list(towns))  # a town for each cell
    open_one: dict[str, dict[str, Any]] = {**settings, "report": {"suppress_below": 0}}
    each = autopot.run("base", alone, changes=open_one).level("municipality")
    share = each.set_index("municipality")["share_mean"].reindex(list(towns)).to_numpy()
    rows, figures = [], []
    table = shown[(shown["unit"] == "fte") & shown["level"].isin(LEVELS) & shown["mean"].notna()]
    for _, row in table.iterrows():
        about = [key for key in KEYS if pd.notna(row[key])]
        inside = (staff[about] == row[about].astype(object)).all(axis=1).to_numpy(float)
        rows.append(inside)
        figures.append(row["fte_base"])
        rows.append(inside * share)
        figures.append(row["mean"])
    values = np.array(figures, float)
    rounded = bool((values % 1 == 0).all())
    return np.array(rows), values, np.full(len(values), 0.5 + 1e-9 if rounded else 1e-4)


def ranges(parts: list[tuple[np.ndarray, ...]], wanted: np.ndarray) -> np.ndarray:
    """(wanted, 2) lowest and highest FTE of single cells, with as little error as is possible."""
    matrix, values, half = (np.concatenate(each) for each in zip(*parts, strict=True))
    number, rows = matrix.shape[1], len(values)
    both = np.vstack([matrix, -matrix])
    limits = np.concatenate([values + half, half - values])
    slack = np.hstack([both, -np.vstack([np.eye(rows), np.eye(rows)])])
    cost = np.concatenate([np.zeros(number), np.ones(rows)])
    least = linprog(cost, slack, limits, bounds=(0, None))
    stretch = least.x[number:] * 1.001 + 1e-6 if least.fun > 1e-6 else np.zeros(rows)
    limits = limits + np.concatenate([stretch, stretch])
    found = []
    for cell in wanted:
        one = np.zeros(number)
        one[cell] = 1.0
        ends = [linprog(sign * one, both, limits, bounds=(0, None)).fun for sign in (1, -1)]
        found.append([np.nan if end is None else end for end in ends])
    return np.asarray(np.abs(found), float)


def ranges_of_pools(records: list[str], staff: pd.DataFrame, wanted: np.ndarray) -> np.ndarray:
    """The same of results that say which pools they are computed from."""
    from autopot.analysis.revealed import known_sums, revealed_in
    from autopot.optimise.ranges import possible_ranges

    known = known_sums([revealed_in(json.loads(text)) for text in sorted(set(records))])
    cells = staff[KEYS].sort_values(KEYS).index  # the order of the columns of `known`
    one = np.eye(len(staff))[[list(cells).index(cell) for cell in wanted]]
    low, high, _ = possible_ranges(known.known, known.low, known.high, one)
    return np.stack([low, high], axis=1)


def main() -> None:
    """Attack, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", default="1,5,15,50")
    parser.add_argument("--out")
    chosen = parser.parse_args()
    sizes = [int(number) for number in chosen.results.split(",")]
    staff = made_up_staff()
    secret = np.flatnonzero(staff["fte"].to_numpy() < THRESHOLD)
    true = staff["fte"].to_numpy()[secret]
    lines = ["kind,results,secrets,median_width,broken,inside"]
    for kind in ("seeds", "scenarios"):
        parts: list[tuple[np.ndarray, ...]] = []
        records: list[str] = []
        for size in sizes:
            while len(parts) + len(records) < size:
                settings = changed(len(parts) + len(records), kind == "scenarios")
                result = autopot.run("base", staff, changes=settings)
                if "published" in (made := result.description()):
                    records.append(json.dumps(made["published"]))
                else:
                    parts.append(equations(staff, settings, result.potential))
            if records:
                low, high = ranges_of_pools(records, staff, secret).T
            else:
                low, high = ranges(parts, secret).T
            broken = int((high < true + THRESHOLD - 1e-6).sum())
            holds = int(((low <= true + 1e-6) & (true <= high + 1e-6)).sum())
            width = float(np.nanmedian(high - low))
            lines.append(f"{kind},{size},{len(secret)},{width:.1f},{broken},{holds}")
            print(time.strftime("%H:%M:%S"), lines[-1], flush=True)
            if chosen.out:
                with open(chosen.out, "w", encoding="utf-8") as file:
                    file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
