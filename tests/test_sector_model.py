"""What settings of one sector do to the figures: against the same settings everywhere."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from autopot.api import bounds, explain_sector, gap, run
from autopot.catalogue import table
from autopot.errors import InputError
from autopot.page.moves.section import moves_of
from autopot.scenario import load_scenario
from test_sector_settings import file

FEW = {"adoption": {"years": [2030, 2035]}, "demand": {"years": []}}
OTHER = {
    "physical": {"strength": 0.1},
    "human_required": {"partly": 0.5, "fully": "counted"},
    "evidence": {"weights": {"whole_tasks": 1}},
    "adoption": {"depth": {"delay": 15}, "readiness": {"carry": 1}},
    "realisation": {"minimum_block": 0.0, "strength": 0.5},
}


def ran(**settings):
    """A run of 200 draws with the years of `FEW`."""
    years = {**settings, "adoption": {**settings.get("adoption", {}), **FEW["adoption"]}}
    return run("base", draws=200, settings={**years, "demand": FEW["demand"]})


@pytest.fixture(scope="module")
def plain():
    return ran()


@pytest.fixture(scope="module")
def everywhere():
    return ran(**OTHER)


@pytest.fixture(scope="module")
def own():
    return ran(sectors={"school": OTHER, "culture": OTHER})


def of(result, name: str, sectors: list[str]) -> pd.DataFrame:
    """Rows of some sectors in a table of a result."""
    frame = getattr(result, name)
    whole = frame["level"].str.startswith("sector") & frame["sector"].isin(sectors)
    return frame[whole].reset_index(drop=True)


@pytest.mark.parametrize("name", ["potential", "beside", "by_year"])
def test_a_sector_is_what_it_would_be_with_these_settings_everywhere(own, everywhere, name):
    """One reading alone needs no drawn weights, so the same numbers come out, to rounding."""
    mine, theirs = (of(each, name, ["school", "culture"]) for each in (own, everywhere))
    columns = ["mean", "p05", "p50", "p95"]
    if name == "beside":  # all of it counts in the main figure there, and stands beside elsewhere
        assert (mine[mine["kind"] == "beside"][columns] == 0).all(axis=None)
        return
    assert len(mine) > 10
    pd.testing.assert_frame_equal(mine[columns], theirs[columns], rtol=1e-9)


@pytest.mark.parametrize("name", ["potential", "beside", "by_year"])
def test_other_sectors_are_the_same_to_the_last_bit(own, plain, name):
    sectors = ["administration", "kindergarten", "health_care", "technical", "fire_rescue"]
    mine, theirs = (of(each, name, sectors) for each in (own, plain))
    assert len(mine) > 5
    pd.testing.assert_frame_equal(mine, theirs, check_exact=True)


def test_sectors_sum_to_the_total_in_every_kind(own):
    fte = own.potential[(own.potential["unit"] == "fte") & (own.potential["kind"] == "technical")]
    total = fte.loc[fte["level"] == "total", "mean"].iloc[0]
    for level in ("sector", "municipality", "occupation", "technology", "human_required"):
        assert fte.loc[fte["level"] == level, "mean"].sum() == pytest.approx(total)
    years = own.by_year[own.by_year["unit"] == "fte"]
    whole = years[years["level"] == "total"].set_index(["kind", "year"])["mean"]
    parts = years[years["level"] == "sector"].groupby(["kind", "year"])["mean"].sum()
    assert parts.reindex(whole.index).to_numpy() == pytest.approx(whole.to_numpy())


def test_what_a_sector_counts_no_longer_stands_beside():
    """Main figure and what stands beside are together what they were, in the sector and in all."""
    before = ran(human_required={"fully": "beside"})
    after = ran(sectors={"school": {"human_required": {"fully": "counted"}}})
    keys = ["level", "sector", "unit"]

    def both(result):
        frame = pd.concat([result.potential, result.beside])
        kept = frame["level"].isin(["total", "sector"]) & frame["kind"].isin(
            ["technical", "beside"]
        )
        return frame[kept].fillna({"sector": ""}).groupby(keys)["mean"].sum()

    pd.testing.assert_series_equal(both(after), both(before))
    main = after.level("sector").set_index("sector")["share_mean"]
    assert main["school"] > before.level("sector").set_index("sector")["share_mean"]["school"]
    assert after.service.beside  # in the other sectors


def test_nothing_arrives_in_a_sector_where_nothing_ever_does():
    never = {name: {"never": 1} for name in ("adopt", "trial", "assess", "hold")}
    found = ran(sectors={"school": {"adoption": {"classes": never}}}).by_year
    school = found[(found["sector"] == "school") & found["kind"].isin(["adopted", "realised"])]
    assert len(school) > 3
    assert (school["mean"] == 0).all()
    assert (found[found["sector"] == "culture"]["mean"] != 0).any()


def test_small_pieces_count_where_a_sector_can_gather_them(own):
    quality = own.by_year[(own.by_year["kind"] == "quality") & (own.by_year["level"] == "sector")]
    by_sector = quality.groupby("sector")["mean"].max()
    assert by_sector["school"] == 0  # minimum_block 0
    assert by_sector["health_care"] > 0


def test_a_note_says_which_sectors_have_settings_of_their_own(own, plain):
    [note] = [text for text in own.notes() if "Skole" in text and "roboter" in text]
    assert "Kultur" in note
    assert not any("roboter" in text for text in plain.notes())


# The need of work


def test_the_service_level_may_grow_in_one_sector_alone():
    """From 2026 to 2030 by 2 % a year: the need is 1.02^4 of what it was, up to the drawn FTE."""
    grown = gap(
        "base",
        draws=200,
        years=[2030],
        settings={"sectors": {"school": {"demand": {"service_growth": 0.02}}}},
    ).every
    before = gap("base", draws=200, years=[2030]).every

    def need(frame):
        rows = frame[(frame["level"] == "sector") & (frame["kind"] == "gap")]
        rows = rows[rows["unit"] == "fte"].set_index("sector")
        return rows["mean"] + rows["fte_base"]

    assert need(grown)["school"] == pytest.approx(need(before)["school"] * 1.02**4, rel=1e-4)
    others = need(before).index.drop("school")
    assert (need(grown)[others] == need(before)[others]).all()


def test_a_lever_may_be_pulled_in_one_sector_alone():
    """3 points less absence of 9.1 is 0.03 / (1 - 0.091) of the staff, four of nine years on."""
    settings = {"sectors": {"health_care": {"demand": {"levers": {"sick_leave": 0.03}}}}}
    found = gap("base", draws=200, years=[2030, 2040], settings=settings)
    rows = found.every[(found.every["kind"] == "levers") & (found.every["unit"] == "fte")]
    rows = rows[rows["level"] == "sector"].set_index(["sector", "year"])
    care = rows.loc[("health_care", 2040)]
    assert care["mean"] / care["fte_base"] == pytest.approx(0.03 / (1 - 0.091), rel=0.02)
    assert rows.loc[("health_care", 2030), "mean"] == pytest.approx(care["mean"] * 4 / 9, rel=0.02)
    assert (rows.drop("health_care", level="sector")["mean"] == 0).all()
    assert found.levers == ("sick_leave",)


def test_own_age_weights_are_asked_for_where_a_sector_believes_them():
    settings = {
        "sectors": {
            "school": {"demand": {"weights": {"own": 1, "cost_keys": 0, "users": 0, "dementia": 0}}}
        }
    }
    with pytest.raises(InputError, match=r"no weights of school in demand\.own_weights"):
        gap("base", draws=200, settings=settings)


# Where else a sector is looked at


def test_bounds_of_a_sector_follow_its_own_readings(tmp_path):
    mix = "evidence: {weights: {whole_tasks: 1}}"
    own = bounds(file(tmp_path, f"sectors: {{school: {{{mix}}}}}\n", "a.yaml")).table
    everywhere = bounds(file(tmp_path, f"{mix}\n", "b.yaml")).table
    general = bounds("base").table
    low, high = (
        [frame.set_index("name")[end] for frame in (own, everywhere, general)]
        for end in ("low", "high")
    )
    for mine, theirs, base in (low, high):
        assert mine["school"] == pytest.approx(theirs["school"])
        assert mine["culture"] == pytest.approx(base["culture"])


def test_explain_shows_a_sector_s_own_readings(tmp_path):
    mix = "human_required: {partly: 0}"
    own = file(tmp_path, f"sectors: {{school: {{{mix}}}}}\n")
    partly = explain_sector("school", own).query("human_required == 'partly'")
    assert (partly["potential"] == 0).all()
    assert explain_sector("culture", own).equals(explain_sector("culture"))


def test_a_total_cannot_be_met_where_sectors_read_their_work_another_way():
    settings = {"calibrate": {"total": 0.12}, "sectors": {"school": {"physical": {"strength": 0}}}}
    with pytest.raises(InputError, match="a published total, and school"):
        run("base", draws=100, settings=settings)


# The packaged examples


def test_welfare_technology_has_the_curve_of_the_two_norwegian_points():
    """A logistic curve through 7.9-16 % in 2016 and 63.5-70 % in 2021, worked out by hand."""
    adopt = load_scenario("welfare-technology-care").scenario.in_sector("health_care")
    adopt = adopt.adoption.classes.adopt
    points = table("technologies/adoption_points").set_index("point")
    early, late = points.loc["welfare_2016"], points.loc["welfare_2021"]
    found = []
    for first in (early["share"], early["share_high"]):
        for last in (late["share"], late["share_high"]):
            logits = [math.log(float(p) / (1 - float(p))) for p in (first, last)]
            slope = (logits[1] - logits[0]) / 5
            found.append((2021 - logits[1] / slope, 2 * math.log(9) / slope))
    years, widths = zip(*found, strict=True)
    assert (adopt.midpoint.low, adopt.midpoint.high) == (round(min(years), 1), round(max(years), 1))
    assert (adopt.width.low, adopt.width.high) == (round(min(widths), 1), round(max(widths), 1))


def test_what_falls_away_in_school_is_the_share_of_correcting_and_marks():
    tasks = explain_sector("school").query("human_required == 'partly'")
    about_pupils = (tasks["occupation"] + "-" + tasks["task"]).isin(
        ["2341-04", "2330-03", "2330-04"]
    )
    gone = tasks.loc[about_pupils, "potential"].sum() / tasks["potential"].sum()
    school = load_scenario("school-without-ai-for-pupils").scenario.in_sector("school")
    assert school.human_required.partly == round(1 - gone, 2)


def test_digital_first_is_taken_out_as_municipalities_answered():
    """48 and 53 % said to a large extent, where all public organisations said 10 to 30."""
    answers = table("survey/realisation").query("used == 1 and answer == 'large'")
    by_body = answers.groupby("body")["value"].min()
    assert by_body["municipal"] > answers.query("body == 'public'")["value"].max()
    scenario = load_scenario("digital-first-administration").scenario
    level = scenario.in_sector("administration").realisation.level
    assert (level.municipal, scenario.realisation.level.municipal) == (1.0, 0.5)


def test_municipalities_with_occupations_of_their_own_sum_to_the_sector(two_towns):
    """Two towns with different mixes have shares of their own; their FTE sum to the sector's."""
    own = {"human_required": {"fully": "counted"}, "adoption": {"depth": {"delay": 2}}}
    settings = {**FEW, "sectors": {"health_care": {**own, "realisation": {"minimum_block": 0.02}}}}
    found = run("base", two_towns, settings=settings, changes={"report": {"suppress_below": 0}})
    years = found.by_year.query("unit == 'fte' and kind == 'realised' and year == 2035")
    towns = years[years["level"] == "municipality"]["mean"]
    assert len(towns) == 2
    total = years.loc[years["level"] == "total", "mean"].iloc[0]
    assert towns.sum() == pytest.approx(total, rel=1e-9)


def test_the_page_cannot_be_moved_where_a_sector_has_its_own_settings(own, plain):
    assert not isinstance(moves_of(plain), str)
    assert isinstance(moves_of(own), str)
