"""Scenarios about different municipalities: shares, residents, what the workforces differ in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest

import autopot
from autopot.analysis.comparison import MORE_FTE, PER_THOUSAND
from autopot.errors import InputError
from autopot.scenario import load_scenario
from autopot.study.mixed_staff import OCCUPATION_MIX, SECTOR_MIX, WORKFORCE, staff_of, with_mix
from autopot.workforce import Workforce, load_workforce
from test_peers import STAFF


def staff(*rows):
    """A workforce without errors: municipality, sector, occupation, FTE."""
    cells = pd.DataFrame(list(rows), columns=["municipality", "sector", "occupation", "fte"])
    zero = pd.Series(0.0, index=sorted(set(cells["municipality"])))
    cells = cells.assign(share_log_sd=0.0, split_log_sd=0.0)
    return Workforce("x", cells, False, zero, zero)


def fte_of(workforce):
    cells = workforce.cells
    return {
        (row.municipality, row.sector, row.occupation): row.fte
        for row in cells.itertuples(index=False)
        if row.fte > 0
    }


MINE = staff(
    ("1119", "school", "2341", 6.0),
    ("1119", "school", "4110", 2.0),
    ("1119", "culture", "2622", 2.0),
)
OTHER = staff(
    ("0301", "school", "2341", 10.0),
    ("4601", "school", "4110", 30.0),
    ("0301", "fire_rescue", "5411", 5.0),
)


def test_sectors_of_one_and_occupations_of_the_other_by_hand():
    """8 FTE in school, a quarter teachers as in the other's 40; culture, which the other lacks,
    stays. The other way: 10 and 30 FTE in school, three quarters teachers; fire stays.
    """
    assert fte_of(with_mix(MINE, OTHER)) == {
        ("1119", "school", "2341"): 2.0,
        ("1119", "school", "4110"): 6.0,
        ("1119", "culture", "2622"): 2.0,
    }
    assert fte_of(with_mix(OTHER, MINE)) == {
        ("0301", "school", "2341"): 7.5,
        ("0301", "school", "4110"): 2.5,
        ("4601", "school", "2341"): 22.5,
        ("4601", "school", "4110"): 7.5,
        ("0301", "fire_rescue", "5411"): 5.0,
    }
    pairs = set(zip(*with_mix(MINE, OTHER).cells[["sector", "occupation"]].T.values, strict=True))
    assert ("fire_rescue", "5411") in pairs  # nobody, so that the random numbers are the same


def test_which_workforce_a_choice_is():
    assert staff_of(MINE, OTHER, []) is MINE
    assert staff_of(MINE, OTHER, [WORKFORCE]) is OTHER
    assert staff_of(MINE, OTHER, [SECTOR_MIX, OCCUPATION_MIX]) is OTHER
    assert fte_of(staff_of(MINE, OTHER, [SECTOR_MIX])) == fte_of(with_mix(OTHER, MINE))
    assert fte_of(staff_of(MINE, OTHER, [OCCUPATION_MIX])) == fte_of(with_mix(MINE, OTHER))


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A scenario on own staff, all of them large enough to be shown."""
    folder = tmp_path_factory.mktemp("own")
    STAFF.assign(fte=STAFF["fte"] + 20).to_csv(folder / "own.csv", index=False)
    text = (
        "name: own\nextends: base\nreferences: [menon-2019]\nstorby: null\n"
        "title: {nb: Egen, en: Own}\nreason: {nb: Egen, en: Own}\n"
        "workforce: {source: own.csv}\n"
    )
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    robots = text.replace("name: own", "name: robots") + "physical: {strength: 0.9}\n"
    (folder / "robots.yaml").write_text(robots, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(own):
    return autopot.compare(["base", own / "own.yaml", own / "robots.yaml"], draws=150)


def total(frame, scenario):
    rows = frame[(frame["scenario"] == scenario) & (frame["kind"] == "total")]
    return rows.set_index("section") if "section" in rows else rows.iloc[0]


def test_parts_are_the_mixes_and_the_other_sections_and_sum(found):
    for scenario, sections in (
        ("own", ["sector_mix", "occupation_mix"]),
        ("robots", ["sector_mix", "occupation_mix", "physical"]),
    ):
        parts = total(found.parts, scenario)
        assert list(parts.index) == sections
        whole = total(found.table, scenario)["more_share_mean"]
        assert parts["share_mean"].sum() == pytest.approx(whole, abs=1e-9)
    by_sector = found.parts[(found.parts["kind"] == "sector") & (found.parts["scenario"] == "own")]
    sectors = by_sector[by_sector["section"] == "sector_mix"]["share_mean"]
    np.testing.assert_allclose(sectors, 0.0, atol=1e-3)  # errors of the estimate alone
    assert set(by_sector["key"]) == set(STAFF["sector"])  # the others are in one of them alone


def test_the_parts_are_those_of_the_municipality_beside_the_big_cities(own, found):
    """Two ways to the same split: mixed workforces through the model, and sums by sector."""
    beside = autopot.run(own / "own.csv", draws=150, beside=["big_cities"]).peers.table.iloc[1]
    parts = total(found.parts, "own")["share_mean"]
    assert parts["sector_mix"] == pytest.approx(beside["share_from_sectors_mean"], abs=0.001)
    assert parts["occupation_mix"] == pytest.approx(
        beside["share_from_occupations_mean"], abs=0.001
    )


def test_no_fte_more_or_less_but_per_thousand_residents(found):
    assert found.unlike
    assert not set(MORE_FTE) & set(found.table.columns)
    assert "fte_mean" not in found.parts
    row = total(found.table, "base")
    people = found.residents["base"]
    assert row[PER_THOUSAND[0]] == pytest.approx(1000 * row["fte_mean"] / people)
    assert np.isnan(total(found.table, "own")[PER_THOUSAND[0]])  # a third of the staff of Hå
    assert found.residents["base"] > 1_000_000 > found.residents["own"]


def test_page_workbook_and_json_say_so(found, tmp_path):
    folder = found.save(tmp_path / "compare")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Scenarioene gjelder ulike kommuner" in page
    assert "compare-per-thousand" in page
    assert "compare-fte" not in page
    assert "waterfall-own-fte" not in page
    book = openpyxl.load_workbook(folder / "compare.xlsx")
    first = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any("ulike kommuner" in str(text) for text in first)
    assert found.as_json()["residents"] == dict(found.residents)
    notes = [str(note) for table in found.tables() for note in table.notes]
    assert any("about different municipalities" in note for note in notes)


def test_years_of_different_municipalities_have_one_part_for_the_workforce(own):
    found = autopot.compare(["base", own / "own.yaml"], kind="realised", year=2035, draws=120)
    assert set(found.parts["section"]) == {"workforce"}
    assert "fte_mean" not in found.parts


def test_municipalities_one_by_one_are_refused(own):
    with pytest.raises(InputError, match="is about other municipalities than base"):
        autopot.compare(["base", own / "own.yaml"], by="municipality", draws=100)


def test_the_same_municipalities_are_compared_as_before():
    found = autopot.compare(["base", "fast"], kind="realised", year=2030, draws=100)
    assert not found.unlike
    assert set(MORE_FTE) <= set(found.table.columns)


def test_an_estimate_keeps_its_errors_with_its_mix():
    """Errors of totals and sectors go with the sectors, those of occupations with them."""
    base = load_workforce(load_scenario("base"))
    mixed = with_mix(replace(MINE, estimate=False), base)
    assert mixed.estimate
    assert (mixed.total_log_sd == 0).all()
    assert mixed.cells["share_log_sd"].max() > 0
    back = with_mix(base, MINE)
    assert back.total_log_sd.max() > 0
    known = back.cells["sector"].isin(["school", "culture"])
    assert (back.cells.loc[known, "share_log_sd"] == 0).all()


def test_settings_are_each_scenario_s_own(tmp_path):
    """The second base with another strength of robots is as a file that says so; the first is
    left as it was, and so is a third that no settings are given for.
    """
    strong = tmp_path / "strong.yaml"
    words = "title: {nb: x, en: x}\nreason: {nb: x, en: x}\nreferences: [judgement]\n"
    strong.write_text(f"name: strong\nextends: base\n{words}physical: {{strength: 1.0}}\n")
    asked = {"draws": 100}
    settings = [{}, {"physical": {"strength": 1.0}}]
    found = autopot.compare(["base", "base", "base"], settings=settings, **asked)
    file = autopot.compare(["base", strong], **asked)
    columns = ["share_mean", "fte_mean"]
    for mine, theirs in (("base", "base"), ("base-2", "strong"), ("base-3", "base")):
        own = found.table[found.table["scenario"] == mine][columns].to_numpy()
        assert np.array_equal(own, file.table[file.table["scenario"] == theirs][columns].to_numpy())
    assert set(found.parts["scenario"]) == {"base-2"}
