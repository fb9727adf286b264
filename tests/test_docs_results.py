"""docs/r.md: what it shows in Python runs, and gives what the run says itself."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import autopot

GUIDE = Path(__file__).parents[1] / "docs" / "r.md"


def blocks():
    text = GUIDE.read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return autopot.run("base", draws=200).save(tmp_path_factory.mktemp("r") / "run", report=False)


def test_pandas_and_duckdb_give_the_sectors_of_the_run(run):
    pandas, duckdb, *_ = blocks()
    frames = []
    for code in (pandas, duckdb):
        names = {"run": run}
        exec(code, names)
        frames.append(names["sectors"].set_index("sector").sort_index())
    own = autopot.run("base", draws=200).level("sector").set_index("sector").sort_index()
    for frame in frames:
        assert list(frame.index) == list(own.index)
        assert np.allclose(frame[["mean", "p05"]], own[["share_mean", "share_p05"]])


def test_the_draws_answer_a_question_of_two_sectors(tmp_path, monkeypatch):
    """The probability lies strictly between 0 and 1: with 73,500 FTE, 3,000 are in reach."""
    *_, write, ask = blocks()
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(write.replace('run("base")', 'run("base", draws=200)'), names)
    exec("import pandas as pd\n" + ask, names)
    assert 0 < names["probability"] < 1


def test_the_r_part_says_that_it_is_not_tested():
    part = GUIDE.read_text(encoding="utf-8").split("## R\n")[1].split("## ")[0]
    assert "Not tested" in part
    for name in ("level", "kind", "unit", "suppressed", "fte_base", "mean", "p05", "p95"):
        assert name in part
