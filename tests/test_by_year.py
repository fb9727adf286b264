"""From potential to what is in use and what is taken out, in whole runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autopot
from autopot import catalogue
from autopot.api import compare, sensitivity
from autopot.engine import Threads, run_draws
from autopot.errors import InputError
from autopot.model.adoption import AdoptionInputs, Curve, Readiness
from autopot.model.inputs import FutureInputs
from autopot.model.realisation import RealisationInputs
from autopot.scenario import Distribution
from conftest import ALL_FACTORS, constant, small_model

VALUES = ["mean", "p05", "p25", "p50", "p75", "p95"]
GROSS, NET = ("adopted", "realised", "quality"), ("new_work", "net", "residents")
FIGURES = [*VALUES, *(f"se_{value}" for value in VALUES)]


def uniform(low, high):
    return Distribution(kind="uniform", low=low, mode=low, high=high)


def future(years, *, level=1.0, minimum=0.0, ceiling=1.0, never=0.0, spread=0.0, score=0.0):
    """Two technologies in two classes, halfway in 2030, over two sectors."""
    curve = Curve(uniform(2030, 2030 + 10 * spread), constant(8.0), constant(ceiling), never)
    adoption = AdoptionInputs(
        base_year=2019,
        years=np.array(years, dtype=float),
        form="logistic",
        curves=[curve, curve],
        curve_of=np.array([0, 1]),
        parallel=np.array([0.0, 0.0]),
        threshold=constant(0.2),
        delay=constant(0.0),
        stretch=constant(1.0),
        national_sd=spread,
        readiness=Readiness(
            np.zeros(0), np.zeros(0), np.array([-1, -1]), constant(1.0), 0.0, spread
        ),
    )
    realisation = RealisationInputs(
        constant(level), np.full((2, 5), score), np.full(5, 0.17), constant(1.0), spread, minimum
    )
    return FutureInputs(adoption, realisation)


def model(what, *, frozen=ALL_FACTORS, sd=0.0):
    """Two towns, two sectors, two occupations of which 40 and 20 % can be taken over."""
    inputs = small_model(
        [0.4, 0.2],
        [1, 1],
        np.array([[10.0, 5.0, 20.0], [0.0, 8.0, 4.0]]),
        [(0, 0), (0, 1), (1, 1)],
        2,
        frozen=frozen,
        sd=sd,
    )
    return replace(inputs, future=what)


def drawn(what, **options):
    result, _ = run_draws(model(what, **options), 1000, None)
    return result


def test_with_certainty_and_no_barriers_everything_technical_is_realised_in_the_end():
    result = drawn(future([2019, 2400]))
    adopted, realised, quality = result.future.by_sector
    assert (adopted[0] == 0).all()
    technical = result.sector_technology.sum(axis=1)
    np.testing.assert_allclose(technical[:, 0], [0.4 * 10 + 0.2 * 13, 0.2 * 24])
    np.testing.assert_allclose(adopted[1], technical, rtol=1e-12)
    np.testing.assert_allclose(realised[1], technical, rtol=1e-12)
    assert (quality == 0).all()


def test_small_pieces_count_as_quality_by_hand():
    """Of 0.2 of a position a block of 0.3 cannot be had; of 0.4 it can."""
    result = drawn(future([2400], minimum=0.3, level=0.5, score=2.0))
    _, realised, quality = result.future.by_sector[:, 0, :, 0]
    np.testing.assert_allclose(realised, [0.5 * 0.4 * 10, 0])
    np.testing.assert_allclose(quality, [0.5 * 0.2 * 13, 0.5 * 0.2 * 24])


def test_what_is_not_yet_in_use_makes_no_block_by_hand():
    """In 2030 half of 0.4 of a position is in use, which is less than 0.3; in the end all of it."""
    result = drawn(future([2030, 2400], minimum=0.3))
    realised, quality = result.future.by_sector[1:, :, 0, 0]
    assert realised[0] == 0
    assert quality[0] == pytest.approx((0.4 * 10 + 0.2 * 13) / 2, rel=0.02)
    assert realised[1] == pytest.approx(0.4 * 10)


PARTS = ("adoption", "realisation")


def use_and_level(resampled=frozenset(), frozen=ALL_FACTORS):
    """(draws,) part of the potential of sector 0 that is in use, and part of that taken out."""
    what = future([2030], level=0.5, spread=1.0, score=np.nan)
    inputs = replace(model(what, frozen=frozen), resampled=frozenset(resampled))
    result, _ = run_draws(inputs, 2000, None)
    adopted, realised, _ = result.future.by_sector[:, 0, 0]
    return adopted / result.sector_technology[0].sum(axis=0), realised / adopted


@pytest.mark.parametrize(("place", "factor"), list(enumerate(PARTS)))
def test_adoption_and_realisation_are_drawn_frozen_and_resampled_each_by_itself(place, factor):
    before = use_and_level()
    assert abs(np.corrcoef(*before)[0, 1]) < 5 / np.sqrt(2000)
    blocks = before[place].reshape(2, 1000)
    assert abs(np.corrcoef(blocks)[0, 1]) < 5 / np.sqrt(1000)
    again = use_and_level(resampled={factor})
    assert not np.isclose(again[place], before[place]).all()
    np.testing.assert_allclose(again[1 - place], before[1 - place], rtol=1e-9)
    still = use_and_level(frozen=ALL_FACTORS | {factor})
    assert still[place].std() < 1e-9 < before[place].std()
    np.testing.assert_allclose(still[1 - place], before[1 - place], rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(
    level=st.floats(0, 1),
    minimum=st.floats(0, 0.6),
    ceiling=st.floats(0, 1),
    never=st.floats(0, 1),
    spread=st.floats(0, 2),
    sd=st.floats(0, 0.5),
)
def test_in_every_draw_realised_is_within_adopted_and_adopted_within_technical(
    level, minimum, ceiling, never, spread, sd
):
    what = future(
        [2020, 2030, 2045],
        level=level,
        minimum=minimum,
        ceiling=ceiling,
        never=never,
        spread=spread,
        score=np.nan,
    )
    result = drawn(what, frozen=frozenset(), sd=sd)
    technical = result.sector_technology
    for values, whole in (
        (result.future.by_sector, technical.sum(axis=1)),
        (result.future.by_technology, technical.sum(axis=0)),
    ):
        adopted, realised, quality = values
        assert (adopted <= whole * (1 + 1e-12)).all()
        assert (realised + quality <= adopted * (1 + 1e-12)).all()
        assert (realised >= 0).all()
        assert (quality >= 0).all()
        assert (np.diff(adopted, axis=0) >= -1e-9).all()
    np.testing.assert_allclose(
        result.future.by_sector.sum(axis=2), result.future.by_technology.sum(axis=2)
    )


def test_threads_and_draws_do_not_change_the_numbers():
    what = future([2030], spread=1.0, score=np.nan)
    inputs = model(what, frozen=frozenset(), sd=0.2)
    long, _ = run_draws(inputs, 2500, None, Threads(2))
    short, _ = run_draws(inputs, 700, None, Threads(1))
    np.testing.assert_array_equal(short.future.by_technology, long.future.by_technology[..., :700])


# The base scenario


@pytest.fixture(scope="module")
def base():
    return autopot.run("base", draws=800)


def rows(table, **wanted):
    chosen = np.logical_and.reduce([table[name] == value for name, value in wanted.items()])
    return table[chosen]


def test_the_parquet_file_holds_every_kind_and_year(base, tmp_path):
    stored = pd.read_parquet(base.save(tmp_path / "run", report=False) / "potential.parquet")
    now = {"technical", "beside", "with_beside"}
    assert set(stored["kind"]) == {*now, *GROSS, *NET}
    assert stored.loc[stored["kind"].isin(now), "year"].isna().all()
    years = stored.loc[~stored["kind"].isin(now), "year"]
    assert sorted(set(years)) == base.scenario.scenario.adoption.years
    assert (tmp_path / "run" / "potential.parquet").stat().st_size < 1_000_000


def test_the_technical_potential_does_not_depend_on_what_becomes_of_it(base):
    without = autopot.run("base", draws=800, changes={"adoption": {"years": []}})
    pd.testing.assert_frame_equal(without.potential, base.potential)
    assert without.by_year.empty
    assert without.year_notes() == []


def test_means_by_year_add_up_over_sectors_technologies_and_classes(base):
    fte = rows(base.by_year, unit="fte")
    wide = fte.pivot_table("mean", ["kind", "year"], "level", aggfunc="sum")
    np.testing.assert_allclose(wide["sector"], wide["total"], rtol=1e-9, atol=1e-9)
    gross = wide.loc[list(GROSS)]
    for level in ("technology", "radar_class"):
        np.testing.assert_allclose(gross[level], gross["total"], rtol=1e-9)


def test_adopted_rises_and_stays_below_technical(base):
    adopted = rows(base.by_year, kind="adopted", unit="fte", level="total")
    assert adopted["mean"].is_monotonic_increasing
    technical = rows(base.potential, unit="fte", level="total").iloc[0]
    for value in VALUES:
        assert (adopted[value] <= technical[value]).all()


def test_nearer_classes_are_further_in_use(tmp_path):
    """A radar with something in every class: the packaged one has nothing on hold."""
    radar = catalogue.table("technologies/technologies").set_index("technology", drop=False)
    radar["cross_cutting"] = radar["cross_cutting"].astype(int)
    radar.loc["autonomous_machines", ["solution_maturity", "use_understanding"]] = 0
    radar.to_csv(tmp_path / "radar.csv", index=False)
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nuncertainty: {draws: 1000}\nradar: {technologies: radar.csv}\n",
        "utf-8",
    )
    found = autopot.run(tmp_path / "own.yaml")
    adopted = rows(found.by_year, kind="adopted", unit="fte", level="radar_class", year=2035)
    technical = rows(found.potential, unit="fte", level="radar_class")
    part = adopted.set_index("radar_class")["mean"] / technical.set_index("radar_class")["mean"]
    assert part["adopt"] > part["trial"] > part["assess"] > part["hold"]


def test_hours_are_fte_times_hours(base):
    table = base.by_year
    fte, hours = rows(table, unit="fte"), rows(table, unit="hours")
    np.testing.assert_allclose(hours[FIGURES], 1750 * fte[FIGURES])
    assert "nok" not in set(table["unit"])


def test_one_wage_cost_gives_amounts_for_what_is_taken_out_gross_and_net():
    result = autopot.run("base", draws=300, changes={"realisation": {"wage_cost": 800_000}})
    amounts = rows(result.by_year, unit="nok")
    assert set(amounts["kind"]) == {"realised", "new_work", "net"}
    for kind in set(amounts["kind"]):
        fte = rows(result.by_year, unit="fte", kind=kind)
        np.testing.assert_allclose(rows(amounts, kind=kind)[VALUES], 800_000 * fte[VALUES])


def test_wage_costs_by_sector_are_summed_draw_by_draw(base):
    cost = {sector: 700_000.0 + 10_000 * n for n, sector in enumerate(base.sectors)}
    result = autopot.run("base", draws=300, changes={"realisation": {"wage_cost": cost}})
    amounts = rows(result.by_year, unit="nok", kind="realised")
    assert set(amounts["level"]) == {"total", "sector", "municipality_sector"}
    sectors = rows(amounts, level="sector", year=2035)["mean"].sum()
    assert rows(amounts, level="total", year=2035)["mean"].iloc[0] == pytest.approx(sectors)


def test_a_wage_cost_must_name_every_sector(base):
    with pytest.raises(InputError, match=r"'schol' is not known") as wrong:
        autopot.run("base", draws=100, changes={"realisation": {"wage_cost": {"schol": 1.0}}})
    assert len(wrong.value.problems) == 2  # the unknown one, and all that are missing
    del base


def test_small_groups_are_hidden_by_year_too():
    staff = pd.DataFrame(
        [("0301", "school", "2341", 60.0), ("0301", "school", "4110", 9.0),
         ("0301", "health_care", "2223", 30.0), ("0301", "health_care", "5321", 50.0),
         ("0301", "fire_rescue", "5411", 3.0), ("0301", "culture", "2622", 8.0)],
        columns=["municipality", "sector", "occupation", "fte"],
    )  # fmt: skip
    result = autopot.run("base", staff, draws=200, changes={"realisation": {"wage_cost": 800_000}})
    table = result.by_year
    secret = result.hidden.of("sector")
    assert "fire_rescue" in secret
    hidden = table["sector"].isin(secret)
    assert hidden.any()
    assert table.loc[hidden, FIGURES].isna().all().all()
    shown = table[~hidden]
    fte = rows(shown, unit="fte")[VALUES].to_numpy()
    np.testing.assert_allclose(rows(shown, unit="hours")[VALUES].to_numpy(), 1750 * fte)


def test_calibrated_figures_say_so():
    changes = {"calibrate": {"total": 0.22, "tolerance": 0.01}}
    result = autopot.run("base", draws=500, changes=changes)
    assert set(result.by_year["kind"]) == {f"{kind}_calibrated" for kind in (*GROSS, *NET)}


# Sensitivity and comparison


def test_two_more_factors_matter_for_a_figure_of_a_year(two_towns):
    found = sensitivity("base", two_towns, draws=256, kind="realised", year=2035)
    assert set(found.indices["factor"]) == ALL_FACTORS | {"adoption", "realisation"}
    total = found.indices.query("kind == 'total'").set_index("factor")["total"]
    assert total["realisation"] > total["time_use"]


def test_adopted_does_not_depend_on_realisation(two_towns):
    found = sensitivity("base", two_towns, draws=256, kind="adopted", year=2035)
    total = found.indices.query("kind == 'total'").set_index("factor")["total"]
    assert total["realisation"] == 0


def test_the_technical_potential_does_not_see_sections_of_later_years():
    same = compare(["base", "realistic-2035"], draws=200)
    assert same.parts.empty
    found = compare(["base", "realistic-2035"], draws=500, kind="realised", year=2035)
    assert set(found.parts["section"]) == {"adoption", "realisation"}
    total = found.table.query("kind == 'total'")["share_mean"].to_numpy()
    parts = found.parts.query("kind == 'total'")["share_mean"].sum()
    assert parts == pytest.approx(total[1] - total[0])
    assert total[1] < total[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "realized", "year": 2035}, "did you mean realised"),
        ({"kind": "realised"}, "no year"),
        ({"kind": "adopted", "year": 2019}, "2020 to 2100"),
        ({"year": 2035}, "has no year"),
    ],
)
def test_a_wrong_kind_or_year_is_explained(options, message):
    with pytest.raises(InputError, match=message):
        sensitivity("base", draws=200, **options)


def test_a_figure_of_a_year_is_not_split_by_occupation():
    with pytest.raises(InputError, match="sector, radar_class"):
        compare(["base", "fast"], by="occupation", kind="adopted", year=2030)
