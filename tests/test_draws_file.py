"""The draws of a run in a file: those that its quantiles are made from, and nobody's secrets."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot.errors import InputError

KEYS = ["municipality", "sector", "occupation"]
SHARED = [("administration", "4110", 42.25), ("health_care", "2223", 92.25)]
SMALL = [("culture", "2622", 4.0, 0.5), ("fire_rescue", "5411", 2.5, 6.0)]
"""FTE in one staff and in another: both times 6.5, which join the nurses in one pool."""


def staff(which):
    rows = [("0301", *row) for row in SHARED]
    rows += [("0301", sector, work, fte[which]) for sector, work, *fte in SMALL]
    return pd.DataFrame(rows, columns=[*KEYS, "fte"]).sort_values(KEYS, ignore_index=True)


@pytest.fixture(scope="module")
def base():
    return autopot.run("base", draws=200)


@pytest.fixture(scope="module")
def frame(base, tmp_path_factory):
    return pd.read_parquet(base.save_draws(tmp_path_factory.mktemp("draws") / "d.parquet"))


def test_quantiles_of_the_file_are_those_of_the_run(base, frame):
    """Quantiles of numpy, which interpolate in the same way, of each thing's draws."""
    table = pd.concat([base.potential, base.beside, base.by_year])
    rows = table[table["level"].isin(["total", "sector"]) & (table["unit"] == "fte")]
    keyed = frame.fillna({"sector": "total"}).set_index(["sector", "kind", "year"]).sort_index()
    seen = 0
    for row in rows[rows["kind"].isin(set(frame["kind"]))].itertuples():
        sector = "total" if row.level == "total" else row.sector
        own = keyed[keyed.index.isin([(sector, row.kind, row.year)])]["fte"].to_numpy()
        assert len(own) == 200, (sector, row.kind, row.year)
        expected = [own.mean(), *np.quantile(own, [0.05, 0.5, 0.95])]
        assert np.allclose([row.mean, row.p05, row.p50, row.p95], expected), (sector, row.kind)
        seen += 1
    assert seen * 200 == len(frame)


def test_sectors_sum_to_the_total_in_every_draw(frame):
    parts = frame[frame["sector"].notna()].groupby(["kind", "year", "draw"], dropna=False)
    whole = frame[frame["sector"].isna()].set_index(["kind", "year", "draw"])
    for column in ("fte", "fte_base"):
        summed = parts[column].sum()
        assert np.allclose(summed.sort_index(), whole[column].sort_index())


def test_a_hidden_sector_is_left_out_and_two_staffs_of_the_same_pools_give_one_file(tmp_path):
    files = []
    for which in (0, 1):
        result = autopot.run("base", staff(which), draws=100)
        assert result.hidden.of("sector") >= {"culture", "fire_rescue"}
        files.append(result.save_draws(tmp_path / f"{which}.parquet"))
    first, second = (file.read_bytes() for file in files)
    assert first == second
    shown = set(pd.read_parquet(files[0])["sector"].dropna())
    assert shown
    assert not shown & {"culture", "fire_rescue"}


def test_without_years_there_are_two_kinds(tmp_path):
    result = autopot.run("base", draws=100, settings={"adoption": {"years": []}})
    frame = pd.read_parquet(result.save_draws(tmp_path / "d.parquet"))
    assert set(frame["kind"]) == {"technical", "beside"}
    assert frame["year"].isna().all()


def test_draws_that_did_not_fit_are_told(tmp_path):
    small = {"uncertainty": {"memory": 50_000_000}}
    result = autopot.run("base", draws=3_000, settings=small)
    assert result.draws.quantile_error > 0
    with pytest.raises(InputError, match="memory"):
        result.save_draws(tmp_path / "d.parquet")
    assert not (tmp_path / "d.parquet").exists()


def test_another_ending_is_refused(base, tmp_path):
    with pytest.raises(InputError, match="parquet"):
        base.save_draws(tmp_path / "d.csv")
