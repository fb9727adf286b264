"""JSON-stat 2 of a run: every figure at its place, and why one is missing."""

from __future__ import annotations

import json
from math import prod

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot.api import save_jsonstat
from autopot.errors import InputError
from autopot.messages import speaking
from autopot.saving.jsonstat import FIGURES, jsonstat


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return autopot.run("base", draws=100).save(tmp_path_factory.mktemp("js") / "run", report=False)


def read(file):
    """A data set as a Series over its codes, as the standard says: row-major, last one fastest."""
    data = json.loads(file.read_text("utf-8"))
    codes = [data["dimension"][name]["category"]["index"] for name in data["id"]]
    index = pd.MultiIndex.from_product(codes, names=data["id"])
    return data, pd.Series([np.nan if v is None else v for v in data["value"]], index)


def check(data):
    """What the standard asks of every data set."""
    assert (data["version"], data["class"]) == ("2.0", "dataset")
    assert len(data["id"]) == len(data["size"]) == len(data["dimension"])
    assert prod(data["size"]) == len(data["value"])
    for name, size in zip(data["id"], data["size"], strict=True):
        category = data["dimension"][name]["category"]
        assert len(category["index"]) == len(set(category["index"])) == size
        assert set(category["label"]) == set(category["index"])
    for names in data["role"].values():
        assert set(names) <= set(data["id"])
    missing = {str(at) for at, value in enumerate(data["value"]) if value is None}
    assert set(data.get("status", {})) == missing


@pytest.mark.parametrize("by", ["sector", "municipality"])
@pytest.mark.parametrize("by_year", [False, True])
def test_every_figure_is_that_of_the_table(folder, tmp_path, by, by_year):
    """Looked up one by one in potential.parquet, with the codes as keys."""
    data, found = read(save_jsonstat(folder, by, tmp_path / "t.json", by_year=by_year))
    check(data)
    table = pd.read_parquet(folder / "potential.parquet")
    rows = table[table["level"].isin(["total", by]) & (table["year"].notna() == by_year)]
    assert found.notna().sum() == 4 * len(rows)
    for row in rows.to_dict("records"):
        year = {"year": str(row["year"])} if by_year else {}
        thing = "total" if row["level"] == "total" else row[by]
        key = {by: thing, "kind": row["kind"], **year, "unit": row["unit"]}
        for figure in FIGURES:
            at = tuple({**key, "figure": figure}[name] for name in data["id"])
            assert found[at] == row[figure]


def test_names_are_in_the_language_of_the_run(folder, tmp_path):
    data, _ = read(save_jsonstat(folder, "municipality", tmp_path / "t.json"))
    assert data["label"] == "Grunnscenario"
    labels = data["dimension"]["municipality"]["category"]["label"]
    assert (labels["total"], labels["0301"]) == ("Samlet", "Oslo")
    assert data["role"]["geo"] == ["municipality"]


def rows():
    """Two sectors by hand, one of them hidden, and a kind that only the total has."""
    base = {"level": "sector", "municipality": None, "year": pd.NA, "unit": "share", "p50": 0.2}
    base |= {"p05": 0.1, "p95": 0.4, "suppressed": False}
    missing = dict.fromkeys(FIGURES, np.nan)
    return pd.DataFrame(
        [
            {**base, "level": "total", "sector": None, "kind": "technical", "mean": 0.25},
            {**base, "level": "total", "sector": None, "kind": "beside", "mean": 0.05},
            {**base, "sector": "school", "kind": "technical", "mean": 0.3},
            {**base, "sector": "culture", "kind": "technical", "suppressed": True, **missing},
        ]
    )


def test_hidden_and_absent_figures_are_told_apart():
    """3 things x 2 kinds x 4 figures: cells 8-11 are the school's, 16-19 those of culture."""
    with speaking("en"):
        data = jsonstat(rows(), "sector", "By hand", "1")
    check(data)
    assert data["size"] == [3, 2, 1, 4]
    assert data["value"][:5] == [0.25, 0.1, 0.2, 0.4, 0.05]
    assert data["value"][8] == 0.3
    assert {data["status"][str(at)] for at in range(16, 20)} == {":"}
    assert {data["status"][str(at)] for at in (*range(12, 16), *range(20, 24))} == {"."}


def test_own_staff_keep_their_secrets(tmp_path, two_towns):
    few = pd.concat([two_towns, two_towns.iloc[:1].assign(sector="culture", fte=2.0)])
    folder = autopot.run("base", few, draws=100).save(tmp_path / "own", report=False)
    data, found = read(save_jsonstat(folder, "sector", tmp_path / "t.json"))
    check(data)
    assert found["culture"].isna().all()
    assert ":" in data["status"].values()


def test_the_command_writes_it_and_refuses_what_is_no_run(call, folder, tmp_path):
    code, out, _ = call("export", str(folder), "--by-year", "-o", str(tmp_path / "use.json"))
    assert (code, out.strip()) == (0, str(tmp_path / "use.json"))
    assert read(tmp_path / "use.json")[0]["role"]["time"] == ["year"]
    assert call("export", str(folder), "-o", str(tmp_path / "use.csv"))[0] == 1
    assert call("export", str(tmp_path))[0] == 1


def test_a_changed_run_is_refused(folder, tmp_path):
    other = autopot.run("base", draws=100).save(tmp_path / "other", report=False)
    (other / "potential.parquet").write_bytes((folder / "potential.parquet").read_bytes() + b" ")
    with pytest.raises(InputError):
        save_jsonstat(other, "sector", tmp_path / "t.json")
