"""The first page of a run: seven questions, in terminal, page, workbook and JSON."""

from __future__ import annotations

import pandas as pd
import pytest

import autopot
from autopot.messages import speaking
from autopot.results.run.key_words import how_sure
from autopot.results.run.pairs import first_pairs
from autopot.results.sensitivity.result import Sensitivity
from autopot.tables.names import names
from support.staff_files import HEADER, write_xlsx

ORDER = ["how_much", "where", "first", "by_year", "gap", "how_sure", "rests_on"]


@pytest.fixture(scope="module")
def base():
    return autopot.run("base", draws=300)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Three sectors, one of them too small to be shown, and a row that is a sum."""
    rows = [
        ["1119", "Skole", "2341", 120],
        ["1119", "Skole", "1345", 2],
        ["1119", "Helse og omsorg", "2223", 80],
        ["1119", "Helse og omsorg", "5321", 160],
        ["1119", "Administrasjon", "4110", 40],
        ["1119", "Kultur", "2622", 3],
        ["Sum", "", "", 405],
    ]
    path = write_xlsx(tmp_path_factory.mktemp("own") / "ansatte.xlsx", [HEADER, *rows])
    return autopot.run(path, draws=200)


def figures(result, part):
    return result.key().part(part).figures.set_index("what")


def test_the_seven_questions_stand_in_the_order_of_a_council(base, own):
    assert [part.name for part in base.key().parts] == ORDER
    assert [part.name for part in own.key().parts] == ORDER
    assert all(part.lines and part.heading for part in base.key().parts)


def test_how_much_is_the_total_without_and_with_the_person_as_service(base):
    total, found = base.level("total").iloc[0], figures(base, "how_much")
    assert found["share_mean"].iloc[0] == total["share_mean"]
    both = base.beside.query("kind == 'with_beside' and level == 'total'").set_index("unit")
    assert found["share_mean"].iloc[1] == pytest.approx(both.loc["share", "mean"])
    assert found["fte_mean"].iloc[1] == pytest.approx(both.loc["fte", "mean"], rel=1e-3)


def test_the_other_figure_is_no_rounder_where_something_is_hidden(own):
    """Slides show it beside the report's, which is the share times the FTE with its decimals."""
    assert own.hidden.anything
    other = own.key().part("how_much").figures.iloc[1]
    base = float(own.level("total")["fte_base"].iloc[0])
    assert other["fte_p05"] == pytest.approx(other["share_p05"] * base)


def test_a_scenario_that_counts_the_person_as_service_tells_the_figure_without():
    counted = autopot.run("base", draws=200, changes={"human_required": {"fully": "counted"}})
    main, without = figures(counted, "how_much")["share_mean"]
    assert without < main
    with speaking("en"):
        assert "is counted here. Without it" in counted.key().parts[0].lines[2]


def test_where_follows_the_certain_groups_and_then_the_mean(base):
    """The first three of the groups, each group by its mean, worked out anew."""
    share = base.level("sector").set_index("sector")["share_mean"]
    wanted = [
        s for group in base.ranks.groups for s in share[list(group)].sort_values()[::-1].index
    ]
    found = base.key().part("where").figures
    assert found["share_mean"].tolist() == share[wanted[:3]].tolist()
    places = [len(group) for group in base.ranks.groups for _ in group][:3]
    assert [("–" in place) for place in found["place"]] == [size > 1 for size in places]


def test_pairs_are_the_largest_of_each_ready_class_two_of_one_technology(base):
    """Taken one by one from the top of the list, as one would by hand."""
    classes = dict(zip(base.radar["technology"], base.radar["radar_class"], strict=True))
    rows = base.level("sector_technology").sort_values("fte_mean", ascending=False)
    wanted = []
    for name, most in (("adopt", 3), ("trial", 2)):
        taken = []
        for row in rows.itertuples():
            mine = [pair for pair in taken if pair[1] == row.technology]
            if classes[row.technology] == name and len(mine) < 2 and len(taken) < most:
                taken.append((row.sector, row.technology))
        wanted += taken
    pairs = base.key().pairs
    assert list(zip(pairs["sector"], pairs["technology"], strict=True)) == wanted
    assert len(wanted) == 5


def test_hidden_and_tiny_pairs_are_never_named():
    pairs = pd.DataFrame(
        {
            "sector": ["a", "b", "c"],
            "technology": ["x", "x", "x"],
            "fte_mean": [90.0, 0.4, 2.0],
            "suppressed": [True, False, False],
        }
    )
    assert first_pairs(pairs, {"x": "adopt"})["sector"].tolist() == ["c"]
    assert first_pairs(pairs, {"x": "assess"}).empty


def test_technology_by_sector_sums_to_both(base):
    """Everything is linear in the workforce, so means add up exactly."""
    cells = base.level("sector_technology")
    for key in ("sector", "technology"):
        wanted = base.level(key).set_index(key)["fte_mean"]
        found = cells.groupby(key)["fte_mean"].sum()
        assert found[wanted.index].to_numpy() == pytest.approx(wanted.to_numpy(), rel=1e-9)


def test_the_share_a_person_decides_is_that_of_the_tasks(base):
    """One pair, summed over its tasks with the middles that the page shows."""
    from autopot.page.run import page_tasks

    pair = base.key().pairs.iloc[-1]
    tasks = page_tasks(base).join(base.assembled.tasks[["privacy_gate"]])
    time = pd.Series(base.assembled.time_in(pair["sector"]), base.assembled.tasks.index)
    cells = base.workforce.cells
    staff = cells[cells["sector"] == pair["sector"]].groupby("occupation")["fte"].sum()
    work = tasks["middle"] * time[tasks.index] * tasks["occupation"].map(staff).fillna(0.0)
    work = (work * tasks[f"technology_{pair['technology']}"]).where(~tasks["beside"], 0.0)
    decided = work[tasks["human_required"] == "partly"].sum() / work.sum()
    private = work[tasks["privacy_gate"] == "1"].sum() / work.sum()
    assert pair["share_decided"] == pytest.approx(decided, abs=1e-9)
    assert pair["share_privacy"] == pytest.approx(private, abs=1e-9)


def test_the_year_is_2035_where_the_run_has_it_and_else_the_last():
    rows = figures(autopot.run("base", draws=200), "by_year")
    assert all(text.endswith("2035") for text in rows.index)
    changes = {"adoption": {"years": [2025, 2030]}}
    result = autopot.run("base", draws=200, changes=changes)
    with speaking("en"):  # base counts adoption from 2019
        assert "is taken out since 2019" in result.key().part("by_year").lines[0]
    found = result.key().part("by_year").figures
    table = result.by_year.query("level == 'total' and year == 2030 and unit == 'fte'")
    table = table.set_index("kind")["mean"]
    wanted = [table["adopted"], table["realised"], table["net"]]
    assert found["fte_mean"].tolist() == pytest.approx(wanted)
    none = {"adoption": {"years": []}, "demand": {"years": []}}
    found = [part.name for part in autopot.run("base", draws=200, changes=none).key().parts]
    assert found == [name for name in ORDER if name not in ("by_year", "gap")]


def test_the_gap_is_that_of_the_section_of_need(base):
    found = figures(base, "gap")["fte_mean"]
    table = base.gap.table.query(f"level == 'total' and year == {base.gap.year} and unit == 'fte'")
    table = table.set_index("kind")["mean"]
    wanted = [table[kind] for kind in ("gap", "technology", "spare", "rest")]
    assert found.tolist() == pytest.approx(wanted)
    need, taken_out, spare, rest = wanted
    assert rest == pytest.approx(need - taken_out + spare)


def sensitivity(high):
    """Two factors of the total; the second reaches up to `high`."""
    keys = {"kind": "total", "key": ""}
    indices = pd.DataFrame(
        [
            {**keys, "factor": "source", "total": 0.7, "total_low": 0.6, "total_high": 0.8},
            {**keys, "factor": "transfer", "total": 0.3, "total_low": 0.2, "total_high": high},
        ]
    )
    known = pd.DataFrame(
        [
            {**keys, "factor": name, "width": 0.25, "width_if_known": width}
            for name, width in (("source", 0.104), ("transfer", 0.2))
        ]
    )
    return Sensitivity(indices, known, pd.DataFrame(), 1024, True, [], [])


def test_the_doubt_that_matters_most_is_told_only_where_it_was_computed(base):
    with speaking("en"):
        alone = how_sure(base, sensitivity(0.5)).lines[0]
        close = how_sure(base, sensitivity(0.65)).lines[0]
        without = how_sure(base, None).lines[0]
    assert "the evidence as a whole. If it" in alone
    assert "10.4 percentage points wide, where it is 25.0" in alone
    assert "the evidence as a whole; transfer" in close or " and transfer" in close
    assert "not told apart" in close
    assert "sources disagree" in without


def test_own_staff_tell_their_ledger_and_estimates_say_so(base, own):
    with speaking("en"):
        assert "6 of the 7 rows of the file are used" in own.key().part("rests_on").lines[0]
        assert "sums and subtotals 1" in own.key().part("rests_on").lines[0]
        assert "an estimate, not statistics" in base.key().part("rests_on").lines[0]


def test_nothing_hidden_is_on_the_first_page_of_own_staff(own):
    """Kultur is three FTE, below the threshold of five."""
    hidden = own.hidden.of("sector")
    assert "culture" in hidden
    key = own.key()
    assert not hidden & set(key.pairs["sector"])
    told = [line for part in key.parts for line in part.lines]
    words = " ".join([*told, *key.table().frame["what"]]).lower()
    with speaking("nb"):
        assert not [code for code in hidden if names()["sector"][code].lower() in words]


def test_json_and_key_table_hold_the_same_as_the_parts(base):
    data, key = base.as_json()["key"], base.key()
    assert [part["question"] for part in data] == ORDER
    assert [part["lines"] for part in data] == [part.lines for part in key.parts]
    assert data[2]["figures"][0]["technology"] == key.pairs["technology"].iloc[0]
    frame = key.table().frame
    rows = sum(max(len(part.figures), len(part.lines) * part.figures.empty) for part in key.parts)
    assert len(frame) == 1 + rows
    assert frame["what"].iloc[0] == base.title()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_line_can_be_read_as_posts(base, language):
    """Posts are named once, to say that time is none."""
    with speaking(language):
        words = " ".join(line for part in base.key().parts for line in part.lines).lower()
    posts = {"nb": "stillinger", "nn": "stillingar", "en": "posts"}[language]
    never = {"nb": "ikke", "nn": "ikkje", "en": "not"}[language]
    assert words.count(posts) == words.count(f"{never} {posts}") == 1
