"""A table of a run as JSON-stat 2, the format of statistical offices.

One data set in a file: every combination of its dimensions has a value, or is missing with a
status. The statuses are the signs of Statistics Norway's tables: ":" hidden, "." not there.

Source
------
JSON-stat 2.0, https://json-stat.org/full/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import numpy as np
import pandas as pd

from autopot import store
from autopot.errors import InputError, Problem
from autopot.messages import Text, say, title_in, told, unless_asked
from autopot.results.labels import LABELS, label
from autopot.saving.run import POTENTIAL
from autopot.tables.columns import column
from autopot.tables.names import names

By = Literal["sector", "municipality"]
FIGURES = ("mean", "p05", "p50", "p95")
TOTAL, HIDDEN, NOT_THERE = "total", ":", "."
CALIBRATED = "_calibrated"

UNITS: dict[str, Text] = {
    "share": say("Share of FTE, 0-1"),
    "fte": say("FTE"),
    "hours": say("Hours a year"),
    "nok": say("NOK a year"),
}
"""Units of the figures, in order -> their names."""


def save_jsonstat(
    run: str | Path, by: By = "sector", out: str | Path | None = None, *, by_year: bool = False
) -> Path:
    """Write a table of a finished run as JSON-stat 2.

    Parameters
    ----------
    run : its directory.
    by : what the rows are of, with the total first: sector or municipality.
    out : file ending in .json; by default <by>.json or <by>-by-year.json.
    by_year : whether adopted, realised and what follows from them, by year; else the technical
        potential and what stands beside it.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        No run, a changed one, no such figures in it, or a place that cannot be written.
    """
    stored = store.read_run(Path(run))
    if stored.changed or POTENTIAL not in stored.manifest["outputs"]:
        raise InputError(stored.changed or _no_figures(run, by, by_year))
    target = Path(out) if out is not None else Path(f"{by}{'-by-year' * by_year}.json")
    if target.suffix.lower() != ".json":
        found = say("ending {ending!q}", ending=target.suffix)
        raise InputError(Problem(f"--out {target}", found, ".json", say("use this ending")))
    rows = _rows(pd.read_parquet(stored.path / POTENTIAL), by, by_year)
    if rows.empty:
        raise InputError(_no_figures(run, by, by_year))
    with unless_asked(str(stored.manifest.get("language", "nb"))):
        content = json.dumps(
            jsonstat(rows, by, _title(stored.manifest), str(stored.manifest.get("autopot", ""))),
            ensure_ascii=False,
            allow_nan=False,
        )
    return store.write_output(target, f"{content}\n".encode())


def _no_figures(run: str | Path, by: By, by_year: bool) -> Problem:
    found = say("no figures by {by}", by=told_by(by))
    if by_year:
        found = say("no figures by {by} and year", by=told_by(by))
    return Problem(str(run), found, say("a run that has them"), say("ask for another table"))


def told_by(by: By) -> str:
    """The word for what the rows are of.

    Parameters
    ----------
    by : sector or municipality.
    """
    return column(by).heading.lower()


def _title(manifest: Mapping[str, Any]) -> str:
    scenario = manifest.get("scenario")
    title = scenario.get("title") if isinstance(scenario, dict) else None
    texts = SimpleNamespace(**title) if isinstance(title, dict) else None
    return title_in(texts) or str(manifest.get("run", ""))


def _rows(table: pd.DataFrame, by: By, by_year: bool) -> pd.DataFrame:
    """Rows of the total and of each thing; the things without any are none."""
    own = table[table["level"].isin([TOTAL, by]) & (table["year"].notna() == by_year)]
    return own if own["level"].eq(by).any() else own.iloc[:0]


def jsonstat(rows: pd.DataFrame, by: By, title: str, version: str) -> dict[str, Any]:
    """Rows of potential.parquet as a data set, in the language that is spoken.

    Parameters
    ----------
    rows : of the levels total and `by`, with a year in all rows or in none.
    by : what they are of.
    title : of the run.
    version : of autopot.

    Returns
    -------
    Plain data: dimensions `by`, kind, year (where there is one), unit and figure, in this order.
    """
    keyed = rows.assign(**{by: rows[by].fillna(TOTAL)})
    dimensions = [by, "kind", *(["year"] if rows["year"].notna().any() else []), "unit"]
    codes = {name: _codes(keyed[name], name) for name in dimensions}
    index = pd.MultiIndex.from_product(codes.values(), names=dimensions)
    texts = keyed[dimensions].astype(str)
    cells = keyed.set_axis(pd.MultiIndex.from_frame(texts)).reindex(index)
    values = cells[list(FIGURES)].to_numpy(float).ravel()
    hidden = np.repeat(cells["suppressed"].eq(True).to_numpy(), len(FIGURES))
    gaps = np.flatnonzero(np.isnan(values))
    missing = {str(at): HIDDEN if hidden[at] else NOT_THERE for at in gaps}
    every = {**codes, "figure": list(FIGURES)}
    found: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": title,
        "source": f"autopot {version}".strip(),
        "note": [
            told("The figures are estimates with a range. Quantiles cannot be added."),
            told("Status : is hidden to protect persons; . does not exist."),
        ],
        "id": list(every),
        "size": [len(own) for own in every.values()],
        "role": _roles(list(every)),
        "dimension": {name: _dimension(name, own) for name, own in every.items()},
        "value": [None if np.isnan(value) else float(value) for value in values],
    }
    return {**found, **({"status": missing} if missing else {})}


def _codes(values: pd.Series[Any], name: str) -> list[str]:
    """The codes of a dimension: the total first, units in their order, the rest as they stand."""
    there = [str(value) for value in dict.fromkeys(values)]
    first = tuple(UNITS) if name == "unit" else (TOTAL,)
    return [code for code in first if code in there] + [c for c in there if c not in first]


def _roles(dimensions: Sequence[str]) -> dict[str, list[str]]:
    roles = {"time": "year", "geo": "municipality", "metric": "figure"}
    return {role: [name] for role, name in roles.items() if name in dimensions}


def _dimension(name: str, codes: list[str]) -> dict[str, Any]:
    heading = told("Figure") if name == "figure" else column(name).heading
    labels = {code: _label(name, code) for code in codes}
    return {"label": heading, "category": {"index": codes, "label": labels}}


def _label(name: str, code: str) -> str:
    if name == "unit":
        return str(UNITS[code])
    if name == "figure":
        return column(code).heading
    if name == "kind":
        plain = code.removesuffix(CALIBRATED)
        known = label(plain) if plain in LABELS else told("Technical potential")
        return known if plain == code else f"{known} ({told('calibrated')})"
    return told("Total") if code == TOTAL else names().get(name, {}).get(code, code)
