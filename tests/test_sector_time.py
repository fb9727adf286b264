"""Time that an occupation spends another way in some sectors."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot import catalogue
from autopot.api import explain, explain_sector, export_tasks, run
from autopot.catalogue import tables
from autopot.catalogue.sector_time_checks import sector_time_problems
from autopot.errors import InputError
from autopot.evidence import assemble
from autopot.model.cells import cell_potential
from autopot.model.inputs import NO_SECTOR_TIME, SectorTime
from autopot.model.occupation import occupation_chunks, occupation_potential
from autopot.model.potential import run_block
from autopot.model.shared_draws import shared_draws
from autopot.study.preparation import (
    load_changed,
    prepare,
    working_time,
)
from conftest import ALL_FACTORS, small_model

ROOT = Path(__file__).parents[1]


def tool(name):
    """A script of .ci as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DAYS = tool("time_use")
TECHNOLOGIES = list(catalogue.technologies().query("not cross_cutting")["technology"])
KEYS = ["occupation", "sector"]
PROFILES = catalogue.sector_time()
EVERY_PROFILE = sorted(set(zip(PROFILES["occupation"], PROFILES["sector"], strict=True)))


def two_sectors(**changes):
    """Two occupations of two tasks, shares 0.2 and 0.6, both with 10 FTE in each of two sectors."""
    return small_model(
        [0.2, 0.6, 0.2, 0.6],
        [2, 2],
        np.full((1, 4), 10.0),
        [(0, 0), (0, 1), (1, 0), (1, 1)],
        2,
        **changes,
    )


def with_time(inputs, *times):
    """(occupation, sector, shares) with concentration 20."""
    time = SectorTime(
        occupation=np.array([o for o, _, _ in times], np.int64),
        sector=np.array([s for _, s, _ in times], np.int64),
        time_share=[np.array(shares) for _, _, shares in times],
        concentration=np.full(len(times), 20.0),
    )
    return replace(inputs, tasks=replace(inputs.tasks, sector_time=time))


def test_a_sector_has_the_potential_of_its_own_time():
    """First occupation: 0.4 in general, 0.9 * 0.2 + 0.1 * 0.6 = 0.24 in the second sector.

    First sector 10 * 0.4 + 10 * 0.4 = 8 FTE, second 10 * 0.24 + 10 * 0.4 = 6.4; the first
    occupation 4 + 2.4 = 6.4, the second 8.
    """
    inputs = with_time(two_sectors(frozen=ALL_FACTORS), (0, 1, [0.9, 0.1]))
    sums, shares = run_block(inputs, 0)
    np.testing.assert_allclose(sums.sector_technology.sum(axis=1)[:, 0], [8.0, 6.4])
    np.testing.assert_allclose(sums.occupation_potential[:, 0], [6.4, 8.0])
    np.testing.assert_allclose(sums.occupation_fte[:, 0], [20.0, 20.0])
    cells = cell_potential(inputs, 0, slice(0, 1), shares)
    np.testing.assert_allclose(cells.potential[0, :, 0], [8.0, 6.4])


def test_other_occupations_and_sectors_keep_their_draws():
    inputs = two_sectors(frozen=frozenset())
    plain, _ = run_block(inputs, 0)
    moved, _ = run_block(with_time(inputs, (0, 1, [0.9, 0.1])), 0)
    np.testing.assert_array_equal(moved.sector_technology[0], plain.sector_technology[0])
    np.testing.assert_array_equal(moved.occupation_potential[1], plain.occupation_potential[1])
    assert not np.allclose(moved.sector_technology[1], plain.sector_technology[1])


def test_the_time_of_a_sector_is_drawn_around_its_own_profile():
    """Shares of 0 and 1 give the time itself: mean 0.7, variance 0.7 * 0.3 / (20 + 1) = 0.01.

    It is drawn apart from the time in general, of which the mean is 0.5.
    """
    inputs = small_model(
        [1.0, 0.0],
        [2],
        np.ones((1, 2)),
        [(0, 0), (1, 0)],
        2,
        frozen=ALL_FACTORS - {"time_use"},
    )
    inputs = with_time(inputs, (0, 1, [0.7, 0.3]))
    drawn = np.concatenate(
        [
            occupation_potential(inputs, shared_draws(inputs, block), block, slice(0, 1))[:, :2]
            for block in range(10)
        ],
        axis=2,
    ).sum(axis=1)
    general, own = drawn
    assert own.mean() == pytest.approx(0.7, abs=0.005)
    assert own.var() == pytest.approx(0.01, rel=0.06)
    assert general.mean() == pytest.approx(0.5, abs=0.015)
    assert abs(np.corrcoef(general, own)[0, 1]) < 0.05


def test_the_share_that_can_be_automated_is_the_same_in_every_sector():
    """With all time in one task everywhere, sectors differ in nothing, whatever is drawn."""
    inputs = small_model(
        [0.3, 0.6], [2], np.ones((1, 2)), [(0, 0), (1, 0)], 2, frozen=frozenset({"time_use"})
    )
    inputs = replace(inputs, tasks=replace(inputs.tasks, time_share=np.array([0.0, 1.0])))
    inputs = with_time(inputs, (0, 1, [0.0, 1.0]))
    rows = occupation_potential(inputs, shared_draws(inputs, 0), 0, slice(0, 1))
    np.testing.assert_allclose(rows[0], rows[1])
    assert rows[0].std() > 0


@settings(max_examples=20)
@given(data=st.data())
def test_rows_follow_their_occupation_in_any_run(data):
    """One run of all occupations and runs of one give the same rows."""
    sizes = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    wanted = [(o, s) for o in range(len(sizes)) for s in range(2) if data.draw(st.booleans())]
    inputs = small_model(
        list(np.linspace(0.1, 0.9, sum(sizes))),
        sizes,
        np.ones((1, 2 * len(sizes))),
        [(s, o) for s in range(2) for o in range(len(sizes))],
        2,
        frozen=frozenset(),
    )
    inputs = with_time(inputs, *((o, s, np.full(sizes[o], 1 / sizes[o])) for o, s in wanted))
    shared = shared_draws(inputs, 0)
    every = slice(0, len(sizes))
    assert list(inputs.tasks.rows_of(every)) == list(range(len(sizes) + len(wanted)))
    whole = occupation_potential(inputs, shared, 0, every)
    for number in range(len(sizes)):
        one = slice(number, number + 1)
        np.testing.assert_allclose(
            occupation_potential(inputs, shared, 0, one), whole[inputs.tasks.rows_of(one)]
        )
    assert occupation_chunks(inputs)[-1].stop == len(sizes)
    place = dict(zip(wanted, range(len(sizes), len(sizes) + len(wanted)), strict=True))
    expected = [place.get((o, s), o) for s in range(2) for o in range(len(sizes))]
    assert list(inputs.row_of_pair) == expected


def test_the_shipped_profiles_are_whole():
    """Shares sum to 1, lie inside their range, and are of occupations that work in the sector.

    Of county municipalities no staff is packaged: there a title of ours must name the occupation.
    """
    sums = PROFILES.groupby(KEYS)["time_share"].sum()
    np.testing.assert_allclose(sums, 1.0)
    assert (PROFILES["time_share_low"] < PROFILES["time_share"]).all()
    assert (PROFILES["time_share_high"] > PROFILES["time_share"]).all()
    staff = catalogue.table("workforce/storby-2019")
    titles = catalogue.table("occupations/titles")
    titles = titles[~titles["sector"].isin(["", *catalogue.municipal_sectors()])]
    working = pd.concat([staff[KEYS], titles[KEYS]])
    assert set(EVERY_PROFILE) <= set(working.itertuples(index=False, name=None))
    published = PROFILES[PROFILES["time_basis"] == "published"]
    assert (published["source_id"] != "judgement").all()


def test_the_general_time_is_the_mean_of_the_sectors():
    """Weighted by FTE of storby-2019, in whole per cents.

    Three of them as room, since that workforce is estimated anew when better figures come.
    """
    staff = catalogue.table("workforce/storby-2019")
    fte = staff.groupby(KEYS)["fte"].sum()
    general = catalogue.tasks().set_index(["occupation", "task"])["time_share"]
    municipal = PROFILES[PROFILES["sector"].isin(catalogue.municipal_sectors())]
    for code, part in municipal.groupby("occupation"):
        weight = fte[code].reindex(sorted(set(part["sector"])))
        assert weight.index.equals(fte[code].index.sort_values())
        shares = part.pivot_table("time_share", "task", "sector", fill_value=0.0)
        mean = (shares * weight / weight.sum()).sum(axis=1)
        assert (mean - general[code]).abs().max() < 0.03


def test_kindergartens_have_no_club_and_schools_no_nights():
    kindergarten = explain("2342", draws=100, sector="kindergarten").tasks
    assert "11" not in set(kindergarten["task"])
    assert "11" in set(explain("2342", draws=100).tasks["task"])
    pupils = PROFILES.query("occupation == '5321' and sector == 'school'")["task"]
    assert not {"11", "12"} & set(pupils)


def test_explain_tells_which_time_it_is_of():
    general, own = explain("2342", draws=100), explain("2342", draws=100, sector="school")
    other = explain("2342", draws=100, sector="culture")
    assert general.own_time == ["kindergarten", "school"]
    assert "It is another in kindergarten; school" in " ".join(general.lines())
    assert own.title.endswith(", school")
    assert "that of the sector" in " ".join(own.lines())
    assert other.potential["share_mean"] == general.potential["share_mean"]
    assert own.potential["share_mean"] != general.potential["share_mean"]
    assert not any("The time below" in line for line in explain("1111", draws=100).lines())
    with pytest.raises(InputError, match="kindergarten"):
        explain("2342", draws=100, sector="kindergaten")


def test_a_sector_is_explained_by_its_own_time():
    """3,286 FTE of 2342 in kindergartens, with the time of the table."""
    found = explain_sector("kindergarten").query("occupation == '2342'").set_index("task")
    time = PROFILES.query("occupation == '2342' and sector == 'kindergarten'").set_index("task")
    whole = catalogue.table("workforce/storby-2019").query(
        "occupation == '2342' and sector == 'kindergarten'"
    )["fte"]
    np.testing.assert_allclose(
        found["fte"].sort_index(), time["time_share"].sort_index() * whole.sum()
    )


def test_working_time_weighs_each_sector_by_its_own_time():
    cells = pd.DataFrame(
        [
            ("0301", "kindergarten", "2342", 30.0),
            ("0301", "school", "2342", 10.0),
            ("0301", "culture", "2342", 10.0),
        ],
        columns=["municipality", "sector", "occupation", "fte"],
    )
    own = assemble(["2342"], load_changed("base"), TECHNOLOGIES)
    time = working_time(cells, own)
    general = catalogue.tasks().query("occupation == '2342'").set_index("task")["time_share"]
    shares = PROFILES.query("occupation == '2342'").pivot_table(
        "time_share", "task", "sector", fill_value=0.0
    )
    shares = shares.reindex(general.index, fill_value=0.0)
    expected = 0.6 * shares["kindergarten"] + 0.2 * shares["school"] + 0.2 * general
    np.testing.assert_allclose(time, expected)


def overlay(path, rows):
    lines = ["occupation,task,field,value,reason", *(f"{row}," for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return load_changed("base", {"evidence": {"overlay": str(path)}})


def test_corrected_time_holds_in_every_sector(tmp_path):
    """Only time sets our profiles aside, and only those of the occupation."""
    rows = ["2342,01,time_share,0.18", "2342,02,time_share,0.11"]
    timed = assemble(["2342", "5311"], overlay(tmp_path / "a.csv", rows), TECHNOLOGIES)
    assert {profile.occupation for profile in timed.sector_profiles} == {"5311"}
    np.testing.assert_array_equal(timed.time_in("school")[:13], timed.tasks["time_share"][:13])
    rows = ["2342,01,label_nb,Leke med barna hele dagen"]
    named = assemble(["2342"], overlay(tmp_path / "b.csv", rows), TECHNOLOGIES)
    assert [profile.sector for profile in named.sector_profiles] == ["kindergarten", "school"]


def test_the_sheet_says_where_corrected_time_holds(tmp_path):
    file = tmp_path / "rett.xlsx"
    export_tasks(file, ["2342"])
    texts = [str(row[0].value) for row in openpyxl.load_workbook(file).worksheets[0].iter_rows()]
    assert any("yours holds in every sector" in text for text in texts)


def test_sectors_without_staff_have_no_row_in_the_model(two_towns):
    prepared = prepare(load_changed("base"), two_towns)
    time = prepared.inputs.tasks.sector_time
    codes = [prepared.assembled.occupations[o] for o in time.occupation]
    sectors = [prepared.names.sectors[s] for s in time.sector]
    assert set(zip(codes, sectors, strict=True)) == set(EVERY_PROFILE) & set(
        zip(two_towns["occupation"], two_towns["sector"], strict=True)
    )


def test_sectors_and_occupations_still_sum_to_the_total(two_towns):
    result = run("base", two_towns, draws=200)
    by_sector = result.level("sector")["fte_mean"].sum()
    by_occupation = result.level("occupation")["fte_mean"].sum()
    assert by_sector == pytest.approx(by_occupation)
    assert by_sector == pytest.approx(result.level("total").iloc[0]["fte_mean"])


FRAMES = {"occupations/sector_time": PROFILES, "occupations/tasks": catalogue.tasks()}


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [("task", "99", "no such task"), ("time_share_low", 0.9, "outside its own low and high")],
)
def test_a_fault_in_a_row_is_named(column, value, words):
    wrong = PROFILES.copy()
    wrong.loc[0, column] = value
    assert not sector_time_problems(FRAMES)
    (problem,) = sector_time_problems({**FRAMES, "occupations/sector_time": wrong})
    assert words in str(problem)


def test_a_profile_that_does_not_sum_to_one_is_refused(monkeypatch):
    wrong = PROFILES.copy()
    wrong.loc[0, "time_share"] += 0.1
    monkeypatch.setattr(tables, "table", lambda _name: wrong.copy())
    first = wrong.loc[0]
    with pytest.raises(InputError, match=f"{first['occupation']}-{first['sector']}.*1.1000"):
        tables.sector_time()


def test_without_profiles_nothing_is_another(two_towns):
    prepared = prepare(load_changed("base"), two_towns)
    tasks = replace(prepared.inputs.tasks, sector_time=NO_SECTOR_TIME)
    inputs = replace(prepared.inputs, tasks=tasks)
    assert list(inputs.row_of_pair) == list(inputs.workforce.occupation)


# The page that shows the days


def test_the_page_of_days_is_what_the_data_say():
    """Write it anew with `python .ci/time_use.py`."""
    assert DAYS.main(["check"]) == 0


def test_two_fifths_of_the_time_of_the_ten_largest_rest_on_published_figures():
    """Counted from the tables: the parts of each sector, by FTE."""
    staff = catalogue.table("workforce/storby-2019").groupby(KEYS)["fte"].sum()
    ten = staff.groupby("occupation").sum().nlargest(10).index
    general = catalogue.tasks().query("time_basis == 'published'")
    own = PROFILES.query("time_basis == 'published'")
    known = 0.0
    for (code, sector), fte in staff.loc[list(ten)].items():
        shares = own if (code, sector) in EVERY_PROFILE else general
        rows = shares[shares["occupation"] == code]
        if shares is own:
            rows = rows[rows["sector"] == sector]
        known += fte * rows["time_share"].sum()
    share = known / staff.loc[list(ten)].sum()
    assert share > 0.4
    assert DAYS.published_share(DAYS.largest())["all"] == pytest.approx(share)
    assert f"står {share:.0%} på et publisert tall".replace("%", " %") in DAYS.PAGE.read_text(
        "utf-8"
    )
