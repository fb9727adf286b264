"""A municipality beside others: what makes the difference, and what the page may say of it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import autopot
import autopot.api
from autopot.analysis.peers import PlaceModel, difference_parts, mixes, place_draws, total_share
from autopot.engine import Threads
from autopot.errors import InputError
from autopot.model.peers import DRAWN, GIVEN, PlaceDraws, PlaceStaff, place_block
from autopot.page.charts import CHARTS, available_charts, facts_from_json
from autopot.page.run import chart_facts
from conftest import small_model

COLUMNS = ["municipality", "sector", "occupation", "fte"]
STAFF = pd.DataFrame(
    [
        ("1119", "administration", "4110", 80.5),
        ("1119", "administration", "2422", 40.25),
        ("1119", "school", "2341", 200.0),
        ("1119", "health_care", "2223", 60.75),
        ("1119", "health_care", "5321", 140.0),
        ("1119", "culture", "2622", 3.0625),
        ("1119", "fire_rescue", "5411", 9.5),
    ],
    columns=COLUMNS,
)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A run on own staff, and where its file lies."""
    file = tmp_path_factory.mktemp("own") / "staff.csv"
    STAFF.to_csv(file, index=False)
    return autopot.run(file, draws=200), file


# ---- the split


def two_places():
    """Sectors 1 and 2, occupations of which technology could take 0.5 and 0.1 of the time. Mine:
    6 and 2 FTE in sector 1, 1 and 1 in sector 2; the other: 2 and 2, 1 and 3.
    """
    pairs = [(0, 0), (0, 1), (1, 0), (1, 1)]
    model = small_model([0.5, 0.1], [1, 1], [[6, 2, 1, 1], [2, 2, 1, 3]], pairs, 2)
    return model, [_only(model.workforce, 0), _only(model.workforce, 1)]


def _only(staff, row):
    rows = [row]
    return replace(
        staff,
        municipalities=staff.municipalities[rows],
        fte=staff.fte[rows],
        total_log_sd=staff.total_log_sd[rows],
        sector_log_sd=staff.sector_log_sd[rows],
    )


def test_two_sectors_and_two_occupations_by_hand():
    """Mine: 0.8 and 0.2 of the FTE in the sectors, means 0.4 and 0.3, so 0.38 in all. The other:
    0.5 and 0.5, 0.3 and 0.2, so 0.25. Sectors first: 0.8 x 0.3 + 0.2 x 0.2 - 0.25 = 0.03, last:
    0.38 - (0.5 x 0.4 + 0.5 x 0.3) = 0.03; occupations 0.10 either way. Around (0.38 + 0.25) / 2 =
    0.315 sector 1 adds 0.3 x (0.35 - 0.315) = 0.0105, sector 2 -0.3 x (0.25 - 0.315) = 0.0195.
    """
    inputs, [mine, other] = two_places()
    places = [PlaceStaff(mine, 0), PlaceStaff(other, 0)]
    draws = place_block(inputs, [inputs.workforce], places, 0)
    assert total_share(draws, 0)[0] == pytest.approx(0.38)
    assert total_share(draws, 1)[0] == pytest.approx(0.25)
    parts = difference_parts(draws, 0, 1)
    np.testing.assert_allclose(parts["sectors"][:, 0], [0.0105, 0.0195])
    np.testing.assert_allclose(parts["occupations"][:, 0], [0.65 * 0.1, 0.35 * 0.1])
    np.testing.assert_array_equal(parts["rest"], 0.0)


def test_a_sector_where_one_has_nobody_is_a_difference_of_sectors():
    """Mine has all of 10 FTE in sector 1 with mean 0.4; the other half in sector 2, mean 0.2. In
    sector 2 mine takes the other's mean: nothing is left for the occupations there.
    """
    fte = np.array([[10.0, 0.0], [5.0, 5.0]])[None, :, :, None].repeat(2, axis=0)
    potential = np.array([[4.0, 0.0], [2.0, 1.0]])[None, :, :, None].repeat(2, axis=0)
    draws = PlaceDraws(fte, potential)
    parts = difference_parts(draws, 0, 1)
    np.testing.assert_allclose(parts["occupations"], 0.0, atol=1e-15)
    assert parts["sectors"].sum() == pytest.approx(0.4 - 0.3)
    np.testing.assert_allclose(mixes(draws, 0, 1)[1][1, :, 0], [0.4, 0.2])


SIZES = st.floats(0, 1000).map(lambda size: 0.0 if size < 0.01 else size)


@given(
    arrays(float, (2, 3, 4, 2), elements=SIZES),
    arrays(float, (2, 3, 4, 2), elements=st.floats(0, 1)),
)
def test_parts_sum_to_the_difference_in_every_draw(fte, share):
    """Of any places of four sectors, drawn otherwise than given; the given FTE are one number."""
    fte[:, :, 0] += 1.0
    fte[GIVEN] = fte[GIVEN, ..., :1]
    draws = PlaceDraws(fte, fte * share)
    for mine, other in ((0, 1), (1, 2), (2, 0)):
        whole = sum(part.sum(axis=0) for part in difference_parts(draws, mine, other).values())
        expected = total_share(draws, mine) - total_share(draws, other)
        np.testing.assert_allclose(whole, expected, atol=1e-12)
        back = difference_parts(draws, other, mine)
        for name, part in difference_parts(draws, mine, other).items():
            np.testing.assert_allclose(part, -back[name], atol=1e-12)
    for part in difference_parts(draws, 1, 1).values():
        np.testing.assert_array_equal(part, 0.0)


def test_the_rest_is_what_the_errors_of_the_workforces_do():
    """Without errors there is none; with them it is what is drawn less what is given, and the mixes
    stay those of the workforces as given.
    """
    pairs = [(0, 0), (0, 1), (1, 0), (1, 1)]
    fte = [[6, 2, 1, 1], [2, 2, 1, 3]]
    model = small_model([0.5, 0.1], [1, 1], fte, pairs, 2, log_sd=0.3, frozen=frozenset())
    model = replace(model, errors=replace(model.errors, frozen=frozenset({"time_use", "tasks"})))
    places = [PlaceStaff(_only(model.workforce, row), 0) for row in (0, 1)]
    draws = place_draws(PlaceModel(model, [model.workforce], places), 1500, Threads(1))
    parts = difference_parts(draws, 0, 1)
    assert parts["sectors"].sum(axis=0) == pytest.approx(np.full(1500, 0.03))
    assert parts["occupations"].sum(axis=0) == pytest.approx(np.full(1500, 0.1))
    assert parts["rest"].sum(axis=0).std() > 0.01
    assert draws.fte[DRAWN].std() > 0 == draws.fte[GIVEN].std(axis=-1).max()


# ---- a run on own staff


def test_own_staff_have_the_figures_of_the_run_itself(own):
    """The same draws twice, by way of the places and by way of the run: the same to the last
    digits.
    """
    result, file = own
    open_run = autopot.run(file, draws=200, changes={"report": {"suppress_below": 0}})
    mine = open_run.peers.table.iloc[0]
    total = open_run.level("total").iloc[0]
    for name in ("share_mean", "share_p05", "share_p95", "fte_base"):
        assert mine[name] == pytest.approx(total[name], rel=1e-9)
    sectors = open_run.peers.sectors.query("place_kind == 'big_cities'")
    for part in ("sectors", "occupations"):
        whole = open_run.peers.table.iloc[2][f"share_from_{part}_mean"]
        assert sectors[f"share_from_{part}_mean"].sum() == pytest.approx(whole)
    assert list(result.peers.table["place_kind"]) == ["mine", "size_group", "big_cities"]


def test_the_big_cities_have_the_figures_of_base(own):
    """Their estimate is the one of base; only the random numbers of its errors differ."""
    result, _ = own
    base = autopot.run("base", draws=200).level("total").iloc[0]
    cities = result.peers.table.iloc[2]
    assert cities["fte_base"] == pytest.approx(base["fte_base"])
    assert cities["share_mean"] == pytest.approx(base["share_mean"], abs=0.002)


def test_fte_per_thousand_residents_by_hand():
    """Four times 534.0625 FTE, whole 2,136, of Hå's residents, as many as the table has."""
    from autopot import catalogue

    staff = STAFF.assign(fte=4 * STAFF["fte"])
    mine = autopot.run("base", staff, draws=100).peers.table.iloc[0]
    residents = catalogue.municipalities().set_index("municipality").loc["1119", "population"]
    assert mine["fte_per_thousand"] == pytest.approx(1000 * 2136.25 / residents, abs=0.02)
    assert mine["residents"] == residents


def test_nothing_of_a_hidden_sector_is_told(own, tmp_path):
    """Culture has 3.0625 FTE, and another sector is hidden with it: their own figures and parts are
    missing, those of the others stand.
    """
    result, _ = own
    hidden = result.hidden.of("sector")
    assert "culture" in hidden
    assert len(hidden) > 1
    rows = result.peers.sectors
    secret = rows[rows["sector"].isin(hidden)]
    own_columns = [
        "share_of_fte",
        "fte_per_thousand",
        "share_mean",
        "share_from_sectors_mean",
        "share_from_occupations_mean",
    ]
    assert len(secret) == 2 * len(hidden)
    assert secret[own_columns].isna().all(axis=None)
    assert secret[["fte_per_thousand_other", "share_other_mean"]].notna().all(axis=None)
    folder = result.save(tmp_path / "run")
    kept = pd.read_parquet(folder / "beside.parquet")
    assert kept[kept["sector"].isin(hidden)]["share_of_fte"].isna().all()
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert {"Ved siden av andre", "Ved siden av andre, sektorer"} <= set(book.sheetnames)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert 'id="andre"' in page
    assert 'id="kommuner"' not in page
    assert "Tallene for de andre er anslag" in page


def test_whom_it_stands_beside_is_kept_and_checked(own, tmp_path):
    result, file = own
    folder = result.save(tmp_path / "run", report=False)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["beside"] == {"of": ["size_group", "big_cities"], "municipality": None}
    checked = autopot.api.verify(folder, workforce=file)
    assert checked.problems == []
    alone = autopot.run(file, draws=200, beside=[])
    assert alone.peers is None
    assert alone.as_json()["beside"] is None


# ---- who may be asked for


@pytest.mark.parametrize(
    ("word", "kind"),
    [("size_group", "size_group"), ("Storbyene", "big_cities"), ("Bergen", "municipality")],
)
def test_words_of_a_planner(own, word, kind):
    _, file = own
    found = autopot.run(file, draws=100, beside=[word, word])
    assert list(found.peers.table["place_kind"]) == ["mine", kind]


@pytest.fixture(scope="module")
def volda():
    """A run of all municipalities, in which one is looked at."""
    beside = ["4601", "size_group"]
    return autopot.run("national", draws=100, beside=beside, municipality="Volda")


def test_two_municipalities_of_one_estimate_differ_in_sectors_alone(volda):
    """The estimate gives all municipalities the same occupations within a sector."""
    found = volda.peers
    other = found.table.iloc[1]
    assert other["share_from_occupations_mean"] == 0.0
    assert other["share_difference_mean"] == pytest.approx(
        other["share_from_sectors_mean"] + other["share_from_rest_mean"]
    )
    assert found.table["estimate"].all()
    assert any("also those of the municipality itself" in note for note in found.notes()) or any(
        "også for kommunen selv" in note for note in found.notes()
    )


CUT = {"storby": None, "workforce": {"source": "norway-2024", "municipality": "Volda"}}


def test_one_municipality_of_an_estimate_has_the_figures_of_a_run_of_all(volda):
    """The same question twice: all municipalities and one looked at, or that one alone."""
    alone = autopot.run("base", settings=CUT, draws=100, beside=["4601", "size_group"])
    pd.testing.assert_frame_equal(alone.peers.table, volda.peers.table)
    town = volda.level("municipality").query("municipality == '1577'").iloc[0]
    total = alone.level("total").iloc[0]
    for name in ("fte_base", "fte_mean", "fte_p05", "share_mean", "share_p95"):
        assert total[name] == pytest.approx(town[name], rel=1e-12)
    assert alone.title().startswith("Volda: ")


@pytest.mark.parametrize("town", ["Atlantis", "1119"])
def test_a_municipality_that_the_estimate_lacks_is_refused(town):
    with pytest.raises(InputError, match=town):
        autopot.run("base", settings={"workforce": {"municipality": town}}, draws=100)


@pytest.mark.parametrize(
    ("beside", "municipality", "says"),
    [
        (["Atlantis"], "0301", "Atlantis"),
        (["size_group"], None, "a run of 5 municipalities"),
        (["size_group"], "1119", "1119 is not in this run"),
    ],
)
def test_who_cannot_be_asked_for(beside, municipality, says):
    with pytest.raises(InputError, match=says):
        autopot.run("base", draws=100, beside=beside, municipality=municipality)


def test_the_command_shows_them(call, tmp_path):
    STAFF.to_csv(tmp_path / "staff.csv", index=False)
    code, out, _ = call("run", "staff.csv", "--draws", "100", "--no-report", "--beside", "1127")
    assert code == 0
    assert "My municipality beside others" in out
    assert "Randaberg" in out
    assert "estimate" in out


def test_the_chart_shows_the_places_of_the_table(own):
    """The municipality on top, in the order and with the shares of the table."""
    result, _ = own
    facts = chart_facts(result)
    assert [chart.name for chart in available_charts(facts)].count("others") == 1
    table = result.peers.table
    assert facts.others["level"].tolist() == ["total", "place", "place"]
    for end in ("mean", "p05", "p95"):
        np.testing.assert_array_equal(facts.others[end], table[f"share_{end}"])
    again = facts_from_json(facts.to_json(), facts.potential, "nb")
    assert again.others["name"].tolist() == facts.others["name"].tolist()
    assert "data" in CHARTS["others"].spec(again)
    assert facts.others["name"].iloc[-1].replace("\n", " ") in CHARTS["others"].alt(again)
