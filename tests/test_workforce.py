"""Own workforces: every mistake a planner can make is named with row and column."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot.errors import InputError, Problem
from autopot.messages import say, speaking
from autopot.scenario import load_scenario
from autopot.workforce import load_staff, load_workforce

FAULTS = {
    "negative": ("fte", -1.0, r"row 1 fte .*-1 is negative.*0 to 1,000,000"),
    "missing": ("fte", np.nan, r"row 1 fte .*are empty"),
    "infinite": ("fte", np.inf, r"row 1 fte .*a number"),
    "unknown municipality": ("municipality", "0399", r"municipality 0399 is not known"),
    "unknown sector": (
        "sector",
        "health agency",
        r"sector health agency is not known .*Health and care",
    ),
    "unknown occupation": ("occupation", "4111", r"occupation code 4111 does not exist .*4110"),
    "two digits": ("occupation", "41", r"41 is not a code of 4 digits .*all four"),
    "lost zero": ("occupation", 110, r"110 is not a code of 4 digits .*leading zero: 0110"),
    "not stated": ("occupation", "0000", r"row 1 occupation .*the occupation is not given"),
    "no evidence": ("occupation", "0110", r"0110 .*no published evidence"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_are_named(two_towns, case):
    column, value, message = FAULTS[case]
    frame = two_towns.astype(object)
    frame.loc[1, column] = value
    with pytest.raises(InputError, match=message):
        autopot.run("base", frame, draws=100)


def test_rows_of_the_same_cell_are_summed(two_towns):
    frame = pd.concat([two_towns, two_towns.iloc[[2]]], ignore_index=True)
    base = autopot.run("base", frame, draws=100).level("municipality").set_index("municipality")
    assert base.loc["1103", "fte_base"] == 80.0


def test_a_lost_zero_of_a_municipality_is_put_back(two_towns):
    frame = two_towns.astype(object).replace({"municipality": {"0301": 301}})
    base = autopot.run("base", frame, draws=100).level("municipality").set_index("municipality")
    assert base.loc["0301", "fte_base"] == 40.0


def test_a_frame_without_known_columns_is_refused(two_towns):
    frame = two_towns.rename(columns={"fte": "working time"})
    with pytest.raises(
        InputError, match=r"headings .*working time.*FTE or position percentage is missing"
    ):
        autopot.run("base", frame, draws=100)
    with pytest.raises(InputError, match="no column for the occupation"):
        autopot.run("base", two_towns.drop(columns="occupation"), draws=100)


def test_all_faults_show_at_once(two_towns):
    frame = two_towns.astype(object)
    frame.loc[0, "fte"] = -2
    frame.loc[1, "sector"] = "ymse"
    frame.loc[2, "municipality"] = "9998"
    with pytest.raises(InputError) as caught:
        autopot.run("base", frame, draws=100)
    assert len(caught.value.problems) == 3


def test_no_staff_at_all_is_refused(two_towns):
    with pytest.raises(InputError, match="no FTE above 0"):
        autopot.run("base", two_towns.assign(fte=0.0), draws=100)


def test_rows_without_fte_are_left_out_and_said_so(two_towns):
    frame = two_towns.copy()
    frame.loc[0, "fte"] = 0.0
    result = autopot.run("base", frame, draws=100)
    assert "1 rader med 0 årsverk er ikke med." in result.notes()
    assert "4110" not in set(result.level("occupation")["occupation"])


def test_a_frame_is_used_whole_and_is_no_estimate(two_towns):
    result = autopot.run("base", two_towns, draws=300)
    assert not result.workforce.estimate
    base = result.level("municipality").set_index("municipality")["fte_base"].to_dict()
    assert base == {"0301": 40.0, "1103": 60.0}
    total = result.level("total").iloc[0]
    assert total["fte_base"] == 100.0
    assert total["fte_mean"] == pytest.approx(100 * total["share_mean"])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_files_give_the_same_as_the_frame(tmp_path, two_towns, suffix):
    file = tmp_path / f"ansatte æøå{suffix}"
    if suffix == ".csv":
        two_towns.to_csv(file, index=False, encoding="utf-8-sig")
    elif suffix == ".xlsx":
        two_towns.to_excel(file, index=False)
    else:
        two_towns.to_parquet(file)
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        f"extends: base\nworkforce: {{source: '{file.name}'}}\nuncertainty: {{draws: 200}}\n",
        encoding="utf-8",
    )
    pd.testing.assert_frame_equal(
        autopot.run(scenario).potential, autopot.run("base", two_towns, draws=200).potential
    )


def test_an_unknown_source_names_the_line(tmp_path):
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {source: storby-2018}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"own.yaml:6 .*did you mean storby-2019"):
        autopot.run(scenario)
    scenario.write_text(scenario.read_text("utf-8").replace("storby-2018", "none.csv"), "utf-8")
    with pytest.raises(InputError, match=r"own.yaml:6 .*no file"):
        autopot.run(scenario)


def test_a_storby_definition_outside_the_workforce_is_refused(tmp_path):
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nstorby: asss-2021\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"own.yaml:6 .*no staff for 1108"):
        autopot.run(scenario, draws=100)


def test_row_order_never_matters(two_towns):
    shuffled = two_towns.iloc[[2, 0, 3, 1]]
    pd.testing.assert_frame_equal(
        autopot.run("base", two_towns, draws=200).potential,
        autopot.run("base", shuffled, draws=200).potential,
    )


def test_an_error_about_a_file_never_names_a_person(tmp_path, monkeypatch):
    """The file may be named by a birth number, also where its name is filled in later."""

    def refuse(path):
        place = say("{file}:{line}, column {column}", file=path, line=1200, column=2)
        raise InputError([Problem(place, "x"), Problem(str(path), "y")])

    monkeypatch.setattr("autopot.workforce.reading.read_bounded", refuse)
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {file: lønn 01019012480.csv}\n",
        encoding="utf-8",
    )
    (tmp_path / "lønn 01019012480.csv").write_bytes(b"a")
    with pytest.raises(InputError) as caught:
        load_staff(load_scenario(scenario))
    assert "01019012480" not in str(caught.value)
    with speaking("nb"):
        first, second = str(caught.value).splitlines()
    assert re.search(r"▒▒▒.*\.csv:1200, kolonne 2 \| x", first)
    assert re.search(r"▒▒▒.*\.csv \| y", second)


def test_an_estimate_says_so_in_the_language_that_is_spoken():
    note = load_workforce(load_scenario("base")).notes[0]
    assert note.in_language("nb").startswith("Anslag, ikke statistikk: nasjonale yrkestall")
    assert note.in_language("en").startswith("An estimate, not statistics: national figures")
