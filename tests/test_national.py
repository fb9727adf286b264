"""All municipalities: what is published holds, the rest follows need and size, errors grow."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.api import beside_neighbours, build_workforce
from autopot.errors import InputError
from autopot.results.run.sizes import towns_by_size
from autopot.statistics.country import (
    falling_per_resident,
    rest_totals,
)
from autopot.statistics.estimate import with_own_figures
from autopot.statistics.need import state_index

NAME = "norway-2024"


@pytest.fixture(scope="module")
def cells():
    return catalogue.packaged_workforce(NAME)


@pytest.fixture(scope="module")
def towns(cells):
    residents = catalogue.municipalities().set_index("municipality")["population"]
    return pd.DataFrame({"fte": cells.groupby("municipality")["fte"].sum(), "residents": residents})


def test_the_country_is_rebuilt_to_the_same_bytes(tmp_path):
    built = build_workforce(NAME, tmp_path)
    assert built.unchanged
    assert [file.name for file in built.files] == [
        f"{NAME}-{part}.csv" for part in ("sectors", "occupations", "margins")
    ]
    missed = built.margins[built.margins["within_tolerance"] == 0]
    assert list(missed["margin"]) == ["nat-kindergarten-leaders"]


def test_the_published_national_figures_hold(cells, towns):
    """342,638 FTE at work in 2016, 27 % of them in school (2 % tolerance), 357 municipalities."""
    assert len(towns) == 357
    assert not towns.isna().any(axis=None)
    assert cells["fte"].sum() == pytest.approx(342638.2, abs=10)
    school = cells.loc[cells["sector"] == "school", "fte"].sum() / cells["fte"].sum()
    assert school == pytest.approx(0.27, rel=0.02)


@pytest.mark.parametrize("other", ["storby-2019", "asss-2021"])
def test_cities_agree_with_the_city_estimates(cells, other):
    """A municipality has one workforce, whichever packaged estimate it is taken from."""
    keys = ["municipality", "sector", "occupation"]
    mine, theirs = (
        frame.set_index(keys)["fte"] for frame in (cells, catalogue.packaged_workforce(other))
    )
    cities = theirs.groupby("municipality").sum()
    totals = mine.groupby("municipality").sum()[cities.index]
    np.testing.assert_allclose(totals, cities, rtol=5e-4)
    sectors = theirs.groupby(["municipality", "sector"]).sum()
    np.testing.assert_allclose(
        mine.groupby(["municipality", "sector"]).sum()[sectors.index], sectors, rtol=0.005
    )
    large = theirs[theirs > 20]
    np.testing.assert_allclose(mine[large.index], large, rtol=0.02)


def test_oslo_has_no_upper_secondary_school(cells):
    assert "2320" not in set(cells["occupation"])
    oslo = cells.loc[cells["municipality"] == "0301", "fte"].sum()
    assert oslo == pytest.approx(37595 * 342638.2 / 380447.1, abs=2)


def test_fte_are_those_at_work(cells):
    """Both totals stand in the margins; what is left is 0.9006 of what is contracted, for all."""
    margins = catalogue.table(f"workforce/{NAME}-margins").set_index("margin")
    assert margins.loc["nat-total", "reached"] == pytest.approx(380447.1)
    assert margins.loc["nat-at-work", "reached"] == pytest.approx(342638.2)
    assert catalogue.share_at_work() == pytest.approx(342638.2 / 380447.1)
    bergen = cells.loc[cells["municipality"] == "4601", "fte"].sum()
    assert bergen == pytest.approx(16380 * 0.90062, rel=1e-4)


def test_what_need_does_not_explain_falls_with_size(towns):
    """FTE per resident and need is a power of size, and goes through the cities."""
    own = with_own_figures()
    assert own == ["0301", "1103", "4204", "4601", "5001"]
    per_need = np.log(towns["fte"] / towns["residents"] / state_index())
    size = np.log(towns["residents"])
    rest = towns.index.difference(own)
    slope, level = np.polyfit(size[rest], per_need[rest], 1)
    np.testing.assert_allclose(per_need[rest], level + slope * size[rest], atol=0.003)
    assert slope == pytest.approx(-0.074, abs=0.002)
    at_cities = level + slope * size[own].mean()
    assert at_cities == pytest.approx(per_need[own].mean(), abs=0.01)


def test_fte_per_resident_needs_no_slope_where_all_are_alike():
    """Three of 10 residents, 1 FTE each per resident at any size: 30 FTE."""
    fte = falling_per_resident(np.full(3, 10.0), np.ones(3), 100.0, 1.0, 30.0)
    np.testing.assert_allclose(fte, [10, 10, 10])


def test_fte_follow_need_where_size_is_alike():
    """10 residents each, needs 1 and 2, 1 FTE per resident and need: 10 and 20, no slope."""
    fte = falling_per_resident(np.full(2, 10.0), np.array([1.0, 2.0]), 100.0, 1.0, 30.0)
    np.testing.assert_allclose(fte, [10, 20])


def test_what_is_left_is_spread_whole(towns):
    known = towns.loc[with_own_figures(), "fte"]
    assert rest_totals(known, 200000.0).sum() == pytest.approx(200000.0)


def test_municipalities_differ_for_a_reason(cells):
    """More children, more school; more old people, more care; few residents, more administration.

    Hå and Oslo have the most and the fewest of school age of these; Utsira has 215 residents.
    """
    sectors = cells.pivot_table("fte", "municipality", "sector", aggfunc="sum")
    share = sectors.div(sectors.sum(axis=1), axis=0)
    assert share.loc["1119", "school"] > share.loc["4601", "school"] + 0.03
    assert share.loc["4228", "health_care"] > share.loc["1119", "health_care"] + 0.05
    assert share["administration"].idxmax() == "1151"
    assert share.loc["1119", "administration"] < 0.1
    assert share["kindergarten"].std() > 0.01


def test_errors_grow_where_less_is_known(towns):
    scenario = autopot.scenario.load_scenario("national")
    errors = autopot.workforce.load_workforce(scenario)
    assert errors.estimate
    order = towns.sort_values("residents", ascending=False).index
    own = with_own_figures()
    for size, known in ((errors.total_log_sd, own), (errors.sector_log_sd, ["1103"])):
        others = size[[code for code in order if code not in own]]
        assert (others.diff().dropna() >= 0).all()
        assert (size[known] <= others.iloc[-1] / 2).all()
    assert errors.total_log_sd["0301"] == 0.03
    assert errors.total_log_sd["1151"] == 0.4  # Utsira, 215 residents


def test_the_stated_basis_of_the_errors_is_right(towns):
    """How far the rule lies from need alone, at the sizes that uncertainty.csv names."""
    rest = towns.drop(with_own_figures())
    need = rest["residents"] * state_index()[rest.index]
    away = np.log(rest["fte"] / need * need.sum() / rest["fte"].sum())
    for residents, stated in ((30000, 0.03), (7000, 0.08), (3200, 0.14), (1000, 0.22)):
        near = (rest["residents"] - residents).abs().idxmin()
        assert abs(away[near]) == pytest.approx(stated, abs=0.015)


@pytest.fixture(scope="module")
def result():
    return autopot.run("national", draws=400)


def test_each_municipality_stands_beside_its_size(result):
    table = towns_by_size(result.potential, result.beside)
    assert len(table) == 357
    volda = table.set_index("municipality").loc["1577"]  # 11,050 residents
    group = table[(table["residents"] >= 10000) & (table["residents"] < 20000)]
    assert len(group) == 47
    weighted = (group["share_mean"] * group["fte_base"]).sum() / group["fte_base"].sum()
    assert volda["share_peers_mean"] == pytest.approx(weighted)
    assert volda["share_peers_lowest"] == group["share_mean"].min()
    assert volda["share_peers_highest"] == group["share_mean"].max()
    groups = result.as_json()["size_groups"]
    assert sum(group["municipalities"] for group in groups) == 357
    assert sum(group["fte_base"] for group in groups) == pytest.approx(342638.2, abs=10)


def test_one_municipality_among_its_neighbours(result):
    found = beside_neighbours(result, "Volda")
    assert len(found) == 9
    assert found["municipality"].iloc[4] == "1577"
    assert (found["residents"].diff().dropna() >= 0).all()
    assert len(beside_neighbours(result, "0301")) == 5  # the largest has none above it
    with pytest.raises(InputError, match="municipality 'Vold' is not known"):
        beside_neighbours(result, "Vold")
    with pytest.raises(InputError, match="1577 is not in this run"):
        beside_neighbours(autopot.run("base", draws=100), "Volda")


def test_hidden_municipalities_are_no_part_of_a_group(result):
    """A group must not give away by difference what is hidden."""
    potential = result.potential.copy()
    figures = [c for c in potential.columns if c[:3] in ("p05", "p25", "p50", "p75", "p95", "mea")]
    hide = (potential["municipality"] == "1577").fillna(False).to_numpy(bool)
    potential.loc[hide, figures] = np.nan
    potential.loc[hide, "fte_base"] = np.nan
    potential.loc[hide, "suppressed"] = True
    table = towns_by_size(potential, result.beside)
    assert "1577" not in set(table["municipality"])
    assert len(table) == 356
    assert table["share_peers_mean"].notna().all()


def test_the_terminal_does_not_print_every_municipality(call):
    asked = ["--draws", "100", "--municipality", "1577", "--language", "nb"]
    code, out, _ = call("run", "national", *asked)
    assert code == 0
    assert len(out.splitlines()) < 260
    assert "Størrelsesgrupper" in out
    assert "1577 Volda" in out
    assert "samme yrkesblanding" in out
    assert "kan ikke sammenlignes" in " ".join(out.split())
    assert "innenfor intervallet" not in " ".join(out.split())
