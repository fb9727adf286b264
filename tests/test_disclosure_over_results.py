"""Many results of the same staff tell no more than one, and what they tell is counted."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import warnings
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import autopot
from autopot.analysis.pooling import pooled
from autopot.analysis.revealed import Revealed, known_sums, revealed_by, revealed_in
from autopot.api import disclosure
from autopot.errors import InputError, Kept
from autopot.messages import speaking
from autopot.optimise.ranges import possible_ranges
from autopot.results.disclosure.result import Disclosure
from autopot.store.published import FOLDER, published
from autopot.study.protection import ranges_of
from support.records_writer import write

KEYS = ["municipality", "sector", "occupation"]
THRESHOLD = 5.0
TODAY = {"adoption": {"years": []}, "demand": {"years": []}}
"""No years ahead: what they show is made from the same pooled staff, as the first tests say."""

SHARED = [
    ("administration", "4110", 42.25),
    ("health_care", "2223", 30.5),
    ("health_care", "5321", 61.75),
    ("school", "2341", 55.25),
]
"""Of both staffs below; nobody else is in as many as 10 FTE."""

SMALL = [
    ("administration", "2422", 6.0, 1.0),
    ("administration", "2411", 2.0, 7.0),
    ("administration", "1212", 3.0, 3.0),
    ("culture", "2622", 4.0, 0.5),
    ("fire_rescue", "5411", 2.5, 6.0),
]
"""FTE in one staff and in another. In administration they are 11 in both, and culture and fire are
6.5 that join the nurses' aides: the same pools, and within them others. Sums by hand."""


def staff(which):
    rows = [("0301", *row) for row in SHARED]
    rows += [("0301", sector, work, fte[which]) for sector, work, *fte in SMALL]
    return pd.DataFrame(rows, columns=[*KEYS, "fte"]).sort_values(KEYS, ignore_index=True)


@pytest.fixture
def scenario(tmp_path):
    """A scenario of own staff, with years and need, and another one with other settings."""
    text = (
        "name: own\nextends: base\nstorby: null\nreferences: [menon-2019]\n"
        "title: {nb: Egen, en: Own}\nreason: {nb: Egen, en: Own}\n"
        "workforce: {source: own.csv}\nuncertainty: {draws: 200}\n"
    )
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(
        text.replace("name: own", "name: other")
        + "evidence: {override: {'5411': 0.9}}\nhuman_required: {fully: counted}\n",
        encoding="utf-8",
    )
    staff(0).to_csv(tmp_path / "own.csv", index=False)
    return tmp_path / "own.yaml"


def of_both(scenario, answer):
    """What is answered of each staff, in the same place, with nothing remembered of the other."""
    found = []
    for which in (0, 1):
        staff(which).to_csv(scenario.parent / "own.csv", index=False)
        shutil.rmtree(scenario.parent / FOLDER, ignore_errors=True)
        found.append(answer(scenario, which))
    return found


def test_the_two_staffs_have_the_same_pools():
    first, second = (pooled(staff(which), THRESHOLD) for which in (0, 1))
    pd.testing.assert_frame_equal(first.cells, second.cells)
    assert np.array_equal(first.pool, second.pool)
    assert not staff(0)["fte"].equals(staff(1)["fte"])


def contents(folder):
    """What the files of a run say, without the manifest, which has the checksum of the staff."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                parts = [n for n in book.namelist() if "docProps" not in n]
                found[file.name] = {name: book.read(name) for name in parts}
        elif file.is_file() and file.name not in ("manifest.json", "scenario.yaml"):
            found[file.name] = file.read_bytes()
    return found


def test_every_file_of_a_run_is_the_same_for_both(scenario):
    """Quantiles, years, need, charts, workbook: whatever is made from the pooled staff is the same
    to the byte, so that nobody can tell the staffs apart, by any method and any number of results.
    """
    first, second = of_both(
        scenario,
        lambda path, n: contents(autopot.run(path).save(path.parent / str(n), report=False)),
    )
    assert set(first) == set(second) >= {"potential.parquet", "gap.parquet", "charts.json"}
    for name, content in first.items():
        assert content == second[name], name


def test_every_other_answer_is_the_same_for_both(scenario):
    def answers(path, _):
        other = path.with_name("other.yaml")
        return [
            autopot.compare([path, other], draws=200).as_json(),
            autopot.sensitivity(path, draws=200).as_json(),
            autopot.bounds(path).as_json(),
        ]

    first, second = of_both(scenario, answers)
    assert json.dumps(first, default=str) == json.dumps(second, default=str)


def test_other_seeds_and_settings_reveal_the_same_record(scenario):
    def records(path, _):
        return {
            json.dumps(autopot.run(path, draws=100, seed=seed, changes=changes).description()[what])
            for seed, changes in ((1, {}), (2, {"human_required": {"fully": "counted"}}))
        }

    what = "published"
    first, second = of_both(scenario, records)
    assert first == second
    assert len(first) == 1


@st.composite
def sums(draw):
    """A few known sums of hidden true values, and the values."""
    number = draw(st.integers(2, 6))
    true = np.array(draw(st.lists(st.integers(0, 12), min_size=number, max_size=number)), float)
    rows = draw(st.lists(st.lists(st.booleans(), min_size=number, max_size=number), max_size=5))
    known = np.array([*rows, [True] * number], float)
    return true, known


@settings(max_examples=60, deadline=None)
@given(sums())
def test_ranges_are_those_of_scipy(case):
    """The referee is scipy's linear programme, cell by cell; the true values lie inside."""
    true, known = case
    middle = known @ true
    low, high, moved = possible_ranges(known, middle - 0.5, middle + 0.5, np.eye(len(true)))
    assert moved == 0
    both, ends = np.vstack([known, -known]), np.concatenate([middle + 0.5, 0.5 - middle])
    for cell, one in enumerate(np.eye(len(true))):
        found = [sign * linprog(sign * one, both, ends).fun for sign in (1, -1)]
        assert [low[cell], high[cell]] == pytest.approx(found, abs=1e-3)
    assert (low <= true + 1e-3).all()
    assert (true <= high + 1e-3).all()


def test_a_record_is_read_as_it_was_written():
    record = revealed_by(pooled(staff(0), THRESHOLD), THRESHOLD)
    assert revealed_in(json.loads(json.dumps(record.as_json()))) == record
    with pytest.raises(ValueError, match="no record"):
        revealed_in({"suppress_below": 5})


def test_one_staff_keeps_the_promise_for_every_group():
    found = ranges_of([revealed_by(pooled(staff(0), THRESHOLD), THRESHOLD)], THRESHOLD)
    assert found.guarded.all()
    assert found.same
    high = found.groups.set_index("sector")["high"]
    assert high["fire_rescue"].max() == 10  # has joined, so it is known to be less


def test_two_thresholds_can_tell_a_cell():
    """Of a and b it is told that they are 12, of a, b and c that they are 15, of b and c 10: c is
    3 FTE and a 5, each to within three roundings.
    """
    a, b, c = (("0301", "school", code) for code in ("2341", "4110", "9112"))
    one = Revealed(5.0, ((12.0, (a, b), ()), (30.0, (c,), ())))
    two = Revealed(5.0, ((15.0, (a, b, c), ()),))
    known = known_sums([two, Revealed(5.0, ((12.0, (a, b), ()),))])
    groups = known.groups.assign(
        high=possible_ranges(known.known, known.low, known.high, known.members)[1]
    )
    assert groups.set_index("occupation").loc["9112", "high"].max() == pytest.approx(5.0)
    assert not ranges_of([two, Revealed(5.0, ((12.0, (a, b), ()),))], THRESHOLD).guarded.all()
    assert not ranges_of([one, two], THRESHOLD).same  # 30 of 15: somebody has left


def test_a_run_is_counted_once_and_read_back(scenario, tmp_path):
    folder = tmp_path / FOLDER
    first = autopot.run(scenario, draws=100, settings=TODAY).save(tmp_path / "a", report=False)
    again = autopot.run(scenario, draws=100, seed=3, settings=TODAY)
    again.save(tmp_path / "b", report=False)
    assert len(list(folder.iterdir())) == 1
    assert "own.csv" not in next(folder.iterdir()).read_text(encoding="utf-8")
    beside = disclosure([scenario])
    assert beside.holds
    assert not beside.with_next
    alone = disclosure([first])  # wherever it lies now
    pd.testing.assert_frame_equal(alone.table, beside.table)


def test_changed_staff_are_warned_of_and_the_same_at_another_threshold_refused(tmp_path):
    file = tmp_path / "own.csv"
    before = staff(0)
    before.to_csv(file, index=False)
    autopot.run(file, draws=100, settings=TODAY).save(tmp_path / "a", report=False)
    with pytest.raises(InputError, match="of the same staff this one would show"):
        autopot.run(file, draws=100, settings={"report": {"suppress_below": 1}})
    gone = before[before["occupation"] != "1212"]  # 3 of the 11 have left
    gone.to_csv(file, index=False)
    result = autopot.run(file, draws=100, settings=TODAY)
    with pytest.warns(Kept, match="the difference shows"):
        result.save(tmp_path / "b", report=False)
    found = disclosure([tmp_path / "a", tmp_path / "b"])
    assert not found.holds
    assert found.table.loc[0, "occupation"] == "1212"
    assert "the staff have changed" in str(found.lines()[0])


def test_runs_at_once_leave_whole_records(tmp_path):
    """Four processes write three records, each four times."""
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(write, [(tmp_path / FOLDER, number) for number in range(12)])
    records = published(tmp_path / FOLDER)
    assert sorted(record["number"] for record in records) == [0, 1, 2]
    assert len(list((tmp_path / FOLDER).iterdir())) == 3


def test_what_is_not_ours_in_the_folder_is_left_aside(tmp_path):
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "a.json").write_text('{"made_by": "other"}', encoding="utf-8")
    (folder / "b.json").write_text("[[[", encoding="utf-8")
    assert published(folder) == published(tmp_path / "nowhere") == []


def test_a_folder_that_cannot_be_written_stops_no_run(tmp_path):
    staff(0).to_csv(tmp_path / "own.csv", index=False)
    (tmp_path / FOLDER).write_text("a file in its place", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = autopot.run(tmp_path / "own.csv", draws=100, settings=TODAY)
        result.save(tmp_path / "r", report=False)
    assert (tmp_path / "r" / "potential.parquet").exists()


def test_the_command_says_it_in_norwegian(scenario, call):
    code, out, _ = call("disclosure", "own.yaml", "--language", "nb")
    assert code == 0
    assert "må holde det for mulig at en gruppe på under 5" in out
    code, _, err = call("disclosure", str(scenario.parent), "--language", "nb")
    assert code == 1
    assert "hva som er publisert" in err


def test_two_municipalities_tell_nothing_of_each_other(tmp_path):
    """As far as each alone; rows name whose they are, also where a sector is in one alone."""
    folders = []
    for town, which in (("0301", 0), ("1119", 1)):
        (tmp_path / town).mkdir()
        file = tmp_path / town / "own.csv"
        own = staff(which).assign(municipality=town)
        own = own[(own["sector"] != "school") | (town == "0301")]
        own.to_csv(file, index=False)
        folders.append(autopot.run(file, draws=100).save(tmp_path / town / "run", report=False))
    found = disclosure(folders)
    assert (found.staffs, found.versions) == (2, 0)
    assert found.ranges.same
    with speaking("en"):
        about = str(found.lines()[1])
        groups = list(found.tables()[0].frame["disclosure_group"])
    assert "different municipalities (Oslo, Hå)" in about
    assert "versions" not in about
    assert all(name.startswith(("Oslo", "Hå", "Several municipalities")) for name in groups)
    alone = disclosure(folders[:1])
    with speaking("en"):
        assert "Several municipalities" not in str(
            list(alone.tables()[0].frame["disclosure_group"])
        )
    mine = found.table[found.table["municipality"] == "0301"].dropna(subset="occupation")
    own = alone.table.dropna(subset="occupation")  # each is in one sector alone
    both = mine.merge(own, on="occupation", suffixes=("", "_alone"))
    assert len(both) > 0
    assert np.allclose(both["low"], both["low_alone"], atol=0.01)
    assert np.allclose(both["high"], both["high_alone"], atol=0.01)


def test_two_versions_and_another_municipality_are_counted_apart():
    names = [frozenset({"0301"}), frozenset({"0301", "1103"}), frozenset({"1119"})]
    one = ranges_of([revealed_by(pooled(staff(0), THRESHOLD), THRESHOLD)], THRESHOLD)
    found = Disclosure(one, tuple(names))
    assert (found.staffs, found.versions) == (3, 2)
    with speaking("en"):
        assert str(found.lines()[1]).startswith("2 of the 3 staffs are versions of the same")


def test_a_file_that_names_no_municipality_is_asked_of_one(tmp_path, call):
    staff(0).drop(columns="municipality").to_csv(tmp_path / "own.csv", index=False)
    code, _, err = call("disclosure", "own.csv")
    assert code == 1
    assert "municipality" in err
    code, out, _ = call("disclosure", "own.csv", "--municipality", "0301")
    assert code == 0
    assert "Protected" in out


def test_what_is_not_protected_says_why(tmp_path):
    """An estimate has nobody to protect; a run that shows everything is not asked for again."""
    staff(0).to_csv(tmp_path / "own.csv", index=False)
    shows = {"report": {"suppress_below": 0}}
    opened = autopot.run(tmp_path / "own.csv", draws=100, settings=shows)
    estimate = autopot.run("base", draws=100)
    for place in (estimate.save(tmp_path / "base", report=False), "base"):
        with pytest.raises(InputError, match="no own staff, but an estimate"):
            disclosure([place])
    folder = opened.save(tmp_path / "open", report=False)
    with pytest.raises(InputError, match=r"everything is shown.*do not publish it"):
        disclosure([folder])
    with pytest.raises(InputError, match="folders of runs alone"):
        disclosure([folder], municipality="0301")
