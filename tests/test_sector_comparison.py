"""A difference split by section and sector, and sectors of scenarios side by side."""

from __future__ import annotations

import json

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot.analysis.sector_split import Causes, split_difference
from autopot.analysis.shapley import shapley_parts
from autopot.api import compare, run
from autopot.messages import speaking
from test_sector_settings import file

OWN = (
    "physical: {strength: 0.7}\n"
    "sectors:\n"
    "  school: {physical: {strength: 0}, evidence: {weights: {whole_tasks: 1}}}\n"
    "  culture: {human_required: {fully: counted}, adoption: {depth: {delay: 15}}}\n"
)


STAFF = """municipality,sector,occupation,fte
0301,administration,4110,100
0301,administration,2422,60
0301,school,2341,200
0301,school,5312,50
0301,school,4110,20
0301,health_care,5321,200
0301,health_care,2223,80
0301,culture,2622,50
0301,culture,4110,20
"""
SECTORS = 4


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A small workforce, so that each run of the model is short."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "staff.csv").write_text(STAFF, encoding="utf-8")
    return file(folder, "workforce: {file: staff.csv}\nstorby: null\n", "first.yaml")


@pytest.fixture(scope="module")
def scenario(first):
    own = file(first.parent, OWN)
    text = own.read_text(encoding="utf-8").replace("extends: base", "extends: first.yaml")
    own.write_text(text.replace("name: own", "name: other"), encoding="utf-8")
    return own


@pytest.fixture(scope="module")
def found(first, scenario):
    return compare([first, scenario], draws=200, sectors=True)


# The split


@given(
    general=st.integers(0, 2),
    own=st.lists(st.integers(1, 2), min_size=0, max_size=2),
    seed=st.integers(0, 1000),
)
def test_parts_are_the_shapley_values_of_the_whole_game(general, own, seed):
    """Against all 2^n subsets of all causes at once: the other way is asked only a few of them."""
    numbers = np.random.default_rng(seed)
    shared = [(f"g{n}", "") for n in range(general)]
    games = [[(f"s{n}", f"sector{s}") for n in range(count)] for s, count in enumerate(own)]
    sizes: dict[frozenset, np.ndarray] = {}

    def part(chosen: frozenset) -> np.ndarray:
        return sizes.setdefault(chosen, numbers.normal(size=3))

    def value(chosen: frozenset) -> np.ndarray:
        common = frozenset(shared) & chosen
        inside = [common | (frozenset(game) & chosen) for game in games]
        return part(common) + sum((part(each) for each in inside), np.zeros(3))

    causes = Causes(shared, [cause for game in games for cause in game])
    asked = []
    got = split_difference(causes, lambda chosen: asked.append(chosen) or value(chosen))
    want = shapley_parts(causes.every, value)
    assert len(asked) <= causes.runs
    assert set(got) == set(want)
    for cause, expected in want.items():
        assert got[cause] == pytest.approx(expected, abs=1e-9)
    whole = value(frozenset(causes.every)) - value(frozenset())
    assert sum(got.values(), np.zeros(3)) == pytest.approx(whole, abs=1e-9)


def test_parts_by_section_and_sector_sum_to_the_difference(found):
    other = found.table[found.table["scenario"] == "other"].set_index(["kind", "key"])
    parts = found.parts.groupby(["kind", "key"])[["share_mean", "fte_mean"]].sum()
    whole = other.reindex(parts.index)
    share, fte = parts["share_mean"].to_numpy(), parts["fte_mean"].to_numpy()
    assert share == pytest.approx(whole["more_share_mean"].to_numpy(), abs=1e-12)
    assert fte == pytest.approx(whole["more_fte_mean"].to_numpy(), abs=1e-8)


def test_sectors_sum_to_the_total_in_every_section(found):
    fte = found.parts[found.parts["kind"].isin(["sector", "total"])]
    cause = ["section", "sector"]
    total = fte[fte["kind"] == "total"].set_index(cause)["fte_mean"]
    sectors = fte[fte["kind"] == "sector"].groupby(cause, sort=False)["fte_mean"].sum()
    assert sectors.reindex(total.index).to_numpy() == pytest.approx(total.to_numpy(), abs=1e-8)


def test_a_sector_s_own_settings_do_nothing_elsewhere(found):
    own = found.parts[(found.parts["sector"] != "") & (found.parts["kind"] == "sector")]
    assert set(zip(own["section"], own["sector"], strict=True)) == {
        ("evidence", "school"),
        ("physical", "school"),
        ("human_required", "culture"),
    }  # when technology is taken into use does not matter to the technical potential
    elsewhere = own[own["key"] != own["sector"]]
    assert (elsewhere["fte_mean"] == 0).all()
    assert (own[own["key"] == own["sector"]]["fte_mean"] != 0).any()


def test_a_figure_of_a_year_is_split_over_what_happens_in_the_sector_too(first, scenario):
    split = compare([first, scenario], draws=200, kind="realised", year=2035).parts
    culture = split[(split["kind"] == "sector") & (split["key"] == "culture")]
    assert {"adoption", "human_required"} <= set(culture.loc[culture["sector"] != "", "section"])


def test_settings_that_differ_name_their_sector(found):
    rows = found.differences.set_index("setting")[["first", "other"]]
    assert rows.loc["sectors.school.physical.strength"].tolist() == [
        "{tri: [0.2, 0.4, 0.7]}",
        "0.0",
    ]
    assert rows.loc["sectors.culture.human_required.fully"].tolist() == ["beside", "counted"]
    assert not any("culture.physical" in setting for setting in rows.index)  # general in both


def test_the_same_settings_leave_nothing_to_split(scenario):
    same = compare([scenario, scenario], draws=100)
    assert same.parts.empty
    assert same.differences.empty


# Side by side


def test_sectors_side_by_side_are_those_of_each_run(found, scenario):
    alone = run(scenario, draws=200).level("sector").set_index("sector")
    rows = found.sectors.query("scenario == 'other' and figure == 'technical' and kind == 'sector'")
    names = ["share_mean", "share_p05", "share_p95", "fte_mean"]
    got, want = rows.set_index("key")[names].sort_index(), alone[names].sort_index()
    assert list(got.index) == list(want.index)
    assert got.to_numpy() == pytest.approx(want.to_numpy(float))


def test_sectors_side_by_side_have_what_is_in_use_and_taken_out(found, scenario):
    assert set(found.sectors["figure"]) == {"technical", "adopted", "realised"}
    assert set(found.sectors["year"].dropna()) == {2035}
    years = run(scenario, draws=200).by_year.query("level == 'sector' and unit == 'share'")
    years = years[(years["year"] == 2035) & (years["kind"] == "realised")].set_index("sector")
    rows = found.sectors.query("scenario == 'other' and figure == 'realised' and kind == 'sector'")
    got, want = rows.set_index("key")["share_mean"].sort_index(), years["mean"].sort_index()
    assert list(got.index) == list(want.index)
    assert got.to_numpy() == pytest.approx(want.to_numpy(float))


def test_tables_have_sectors_in_rows_and_scenarios_in_columns(found):
    table = found.tables()[0]
    assert table.frame["what"].tolist()[-1] == "Samlet"
    assert len(table.frame) == SECTORS + 1
    assert [h for h in table.headings() if h in ("own", "other")] == ["own", "other"]
    note = " ".join(map(str, found.tables()[2].notes))
    assert "Skole (lesning av evidensen, roboter)" in note


def test_the_year_may_be_chosen(first, scenario):
    other = compare([first, scenario], draws=100, sectors=True, year=2030)
    assert set(other.sectors["year"].dropna()) == {2030}
    assert other.year is None


def test_workbook_page_and_json_show_sectors(found, tmp_path):
    folder = found.save(tmp_path / "cmp")
    book = openpyxl.load_workbook(folder / "compare.xlsx")
    assert {"Sektorer, potensial, andel", "Sektorer, tatt ut, årsverk"} <= set(book.sheetnames)
    split = book["Delt etter sektor, årsverk"]
    headings = [cell.value for cell in split[1]]
    assert "Roboter, bare i sektoren" in headings
    totals = [row[2:-2] for row in split.iter_rows(min_row=2, values_only=True)]
    for *parts, whole in totals:
        assert sum(part or 0 for part in parts) == pytest.approx(whole, abs=1e-8)
    page = (folder / "report.html").read_text(encoding="utf-8")
    for words in ("Sektor for sektor", "Skole: Roboter", "I bruk i 2035 etter sektor"):
        assert words in page
    plain = json.loads(json.dumps(found.as_json()))
    assert {row["sector"] for row in plain["parts"]} == {"", "school", "culture"}
    assert len(plain["sectors"]) == len(found.sectors)


def test_the_command_shows_sectors_first(call, first, scenario):
    code, out, err = call("compare", str(first), str(scenario), "--sectors", "--draws", "100")
    assert code == 0, err
    first = out.index("Technical potential by sector")
    assert (
        first < out.index("Taken out in 2035 by sector") < out.index("Why other differs from own")
    )
    assert "FTE by sector" in out
    assert "Against own" not in out  # the same again


def test_packaged_examples_differ_in_one_sector_alone():
    found = compare(["base", "welfare-technology-care"], draws=100, kind="realised", year=2035)
    assert set(found.parts["sector"]) == {"health_care"}
    settings = found.differences["setting"]
    assert "sectors.health_care.realisation.new_work.share.remote_services" in set(settings)


def test_sectors_of_different_municipalities_stand_in_shares_alone(first, tmp_path):
    (tmp_path / "staff.csv").write_text(STAFF.replace("0301", "1103"), encoding="utf-8")
    other = file(
        tmp_path,
        "workforce: {file: staff.csv}\nstorby: null\n"
        "sectors: {school: {physical: {strength: 0}}}\n",
    )
    folder = compare([first, other], draws=100, sectors=True).save(tmp_path / "cmp", report=False)
    sheets = openpyxl.load_workbook(folder / "compare.xlsx").sheetnames
    assert "Sektorer, potensial, andel" in sheets
    assert not any(name.endswith("årsverk") for name in sheets)


def test_that_only_the_potential_is_split_is_said_where_more_is_shown():
    """Taken out differs by realisation alone, so nothing of the potential is split."""
    slower = {"adoption": {"depth": {"delay": 9}}}
    found = compare(["base", "base"], settings=[{}, slower], sectors=True, draws=100)
    with speaking("en"):
        assert any("Only the difference in technical potential" in line for line in found.lines())
        notes = [str(note) for table in found.tables() for note in table.notes]
    assert any("the same settings for the technical potential" in note for note in notes)
    bare = compare(["base", "base"], settings=[{}, slower], draws=100)
    with speaking("en"):
        assert not any("Only the difference" in line for line in bare.lines())
