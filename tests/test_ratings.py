"""People who do the job label its tasks: the workbook, its reading, agreement, and the readings."""

from __future__ import annotations

import json

import numpy as np
import openpyxl
import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.api import export_ratings, export_tasks, label_quality, rating_quality
from autopot.errors import InputError
from autopot.evidence import RULES, assemble
from autopot.evidence.ratings import CHOICES, read_ratings
from autopot.evidence.spans import reading_corners
from autopot.evidence.task_labels import LEVELS, task_labels
from autopot.messages import LANGUAGES, shown, speaking
from autopot.study.preparation import load_changed
from support.office import saved_by_office

TECHNOLOGIES = list(catalogue.technologies().query("not cross_cutting")["technology"])
CARE = catalogue.labelled_tasks().query("occupation == '5321'").reset_index(drop=True)
OURS = catalogue.table("occupations/task_labels")
WEIGHTS = dict.fromkeys(RULES, 0.0) | {"exposed_time_2026": 0.5, "whole_tasks_2026": 0.5}


@pytest.fixture
def filled(tmp_path):
    """A function that exports the 14 tasks of 5321 and fills in cells: the file."""

    def fill(name="kari.xlsx", language="nb", **cells):
        file = tmp_path / name
        with speaking(language):
            assert export_ratings(file, ["5321"]) == 14
        book = openpyxl.load_workbook(file)
        for cell, value in cells.items():
            book.worksheets[1][cell] = value
        book.save(file)
        return file

    return fill


def table(path, rows):
    """A table input/labels of 5321: task -> (exposure, automation), empty for none."""
    lines = ["occupation,task,rubric,value"]
    for task, values in rows.items():
        lines += [
            f"5321,{task},{rubric},{value}"
            for rubric, value in zip(LEVELS, values, strict=True)
            if value
        ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def copied(path, labelling):
    """A table with one of our own labellings of every task."""
    own = OURS[(OURS["labelling"] == labelling) & OURS["rubric"].isin(list(LEVELS))]
    own[["occupation", "task", "rubric", "value"]].to_csv(path, index=False)
    return path


# The workbook


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_asks_and_tells_no_label(filled, language):
    """Each label is explained on the first sheet; on the second every cell to fill in is empty."""
    book = openpyxl.load_workbook(filled(language=language))
    first, second = book.worksheets
    text = [row[0].value for row in first.iter_rows()]
    for value in (*LEVELS["exposure"], *LEVELS["automation"]):
        assert sum(line.startswith(f"{value}: ") for line in text) == 1
    label = "label_en" if language == "en" else "label_nb"
    rows = [[cell.value for cell in row] for row in second.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["5321"] * 14
    assert [row[3] for row in rows] == CARE[label].tolist()
    assert all(cell is None for row in rows for cell in row[4:])
    assert len(second[1]) == 7


def test_only_what_is_to_be_filled_in_is_open(filled):
    first, second = openpyxl.load_workbook(filled()).worksheets
    assert first.protection.sheet
    assert second.protection.sheet
    open_columns = {
        c.column_letter for row in second.iter_rows() for c in row if not c.protection.locked
    }
    assert open_columns == {"E", "F", "G"}
    assert all(cell.protection.locked for cell in second[1])
    assert second.freeze_panes == "E2"
    assert (second.page_setup.orientation, second.page_setup.paperSize) == ("landscape", 9)
    assert [str(rule.sqref) for rule in second.data_validations.dataValidation] == [
        "E2:E15",
        "F2:F15",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_can_hold_the_lists(language):
    """A list in a cell parts at commas and holds 255 characters."""
    with speaking(language):
        for choices in CHOICES.values():
            words = [shown(choice) for choice in choices.values()]
            assert not any("," in word or '"' in word for word in words)
            assert len(",".join(words)) <= 255


def test_libreoffice_opens_it_and_what_it_saves_is_read(filled, tmp_path):
    file = filled(E2="E1: ja – med vanlig chat", F2="T2: halvparten til ni tideler", F3="T0")
    saved = saved_by_office(file, tmp_path)
    found = read_ratings(saved)
    pd.testing.assert_frame_equal(found.labels, read_ratings(file).labels)
    sheet = openpyxl.load_workbook(saved).worksheets[1]
    assert sheet.protection.sheet
    assert len(sheet.data_validations.dataValidation) == 2


# Reading


@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("read", LANGUAGES)
def test_labels_are_read_in_any_language(filled, written, read):
    """Row 2 has both, row 3 one by its code alone, the other nine are empty."""
    with speaking(written):
        words = [shown(CHOICES["exposure"]["E2"]), shown(CHOICES["automation"]["T3"])]
    file = filled(language=written, E2=words[0], F2=words[1], E3=" e0 ", G3="Tja", G4="bare dette")
    with speaking(read):
        found = read_ratings(file)
    assert found.labels.to_numpy().tolist() == [
        ["5321", "01", "exposure", "E2"],
        ["5321", "01", "automation", "T3"],
        ["5321", "02", "exposure", "E0"],
    ]
    assert found.empty == 12


def test_everything_wrong_is_told_at_once_and_where(filled):
    file = filled(
        E2="E3", F2="T1 eller T2", A3="9999", A4="5321", C4="01", D5="Noe annet", E6="E1", B7=None
    )
    with speaking("nb"), pytest.raises(InputError) as error:
        read_ratings(file)
    with speaking("nb"):
        lines = str(error.value).replace(f"{file} ", "").splitlines()
    exposure = (
        "tillatt: E0: nei, E1: ja – med vanlig chat, E2: ja – med program som leser våre systemer"
    )
    assert (
        lines[0] == f"Vurdering!E2 | «E3» | {exposure} | velg fra listen, eller la cellen stå tom"
    )
    assert lines[1].startswith("Vurdering!F2 | «T1 eller T2» | tillatt: T0: ingenting, T1: under")
    assert lines[2].startswith("Vurdering!A3 | oppgaven «9999-02» finnes ikke | tillatt: ")
    assert lines[3] == (
        "Vurdering!A4 | oppgave 5321-01 står i rad 2 også | tillatt: hver oppgave én gang | "
        "slett en av radene"
    )
    assert lines[4] == (
        "Vurdering!D5 | teksten til oppgaven er endret til «Noe annet» | tillatt: "
        f"{CARE['label_nb'][3]} | sett teksten tilbake, for andre vurderer den samme oppgaven"
    )
    assert len(lines) == 5


OTHER_FILES = {
    "nothing chosen": (lambda fill: fill(), "ingen oppgave er vurdert"),
    "a heading gone": (
        lambda fill: fill(E1="Svar", E2="E1"),
        "Vurdering!1 | kolonne mangler for Tar oppgaven høyst halve tiden? | sett overskriftene",
    ),
    "the workbook for corrections": (
        lambda fill: corrections(fill()),
        "arket Vurdering mangler | tillatt: Les dette først, Oppgaver | bruk arbeidsboken slik",
    ),
    "no workbook": (
        lambda fill: broken(fill()),
        "kan ikke leses | tillatt: en .xlsx-fil laget med 'autopot tasks export --labels'",
    ),
}


def corrections(file):
    with speaking("nb"):
        export_tasks(file.with_name("rett.xlsx"), ["5321"])
    return file.with_name("rett.xlsx")


def broken(file):
    file.write_bytes(b"<html>")
    return file


@pytest.mark.parametrize("case", OTHER_FILES)
def test_another_file_is_refused(filled, case):
    make, words = OTHER_FILES[case]
    file = make(filled)
    with speaking("nb"), pytest.raises(InputError) as error:
        read_ratings(file)
    with speaking("nb"):
        assert words in str(error.value)


def test_a_table_is_checked_too(tmp_path):
    file = table(tmp_path / "l.csv", {"01": ("T1", ""), "99": ("", "T0")})
    with pytest.raises(InputError) as error:
        read_ratings(file)
    first, second = str(error.value).splitlines()
    assert "row 2 | 'T1' | allowed: E0: no" in first
    assert "row 3 | task '5321-99' is not known" in second
    file.write_text("occupation,task,rubric,value\n5321,01,radar,E0\n5321,01,radar,E0\n", "utf-8")
    with pytest.raises(InputError, match="exposure, automation"):
        read_ratings(file)


# Agreement


def test_two_raters_by_hand(tmp_path):
    """Exposure 0 0 1 2 and 0 1 1 0: equal 2/4; by chance 1/2 1/2 + 1/4 1/2 = 3/8, so kappa
    (4/8 - 3/8) / (5/8) = 1/5; squared distances 0 1 0 4, mean 5/4, by chance 16/16, so 1 - 5/4.
    Automation has one task in common, labelled alike.
    """
    one = {"01": ("E0", "T1"), "02": ("E0", "T2"), "03": ("E1", ""), "04": ("E2", "")}
    two = {
        "01": ("E0", "T1"),
        "02": ("E1", ""),
        "03": ("E1", "T0"),
        "04": ("E0", ""),
        "05": ("E0", ""),
    }
    found = rating_quality([table(tmp_path / "a.csv", one), table(tmp_path / "b.csv", two)])
    between = found.agreement.query("rater == 'a.csv' and against == 'b.csv'").set_index("rubric")
    assert between.loc["exposure", ["sector", "tasks"]].tolist() == ["all", 4]
    numbers = between.loc["exposure", ["agreement", "kappa", "weighted"]].astype(float)
    np.testing.assert_allclose(numbers, [0.5, 0.2, -0.25])
    assert between.loc["automation", ["tasks", "agreement"]].tolist() == [1, 1.0]
    assert found.read.to_numpy().tolist() == [["a.csv", 4, 2, 0], ["b.csv", 5, 2, 0]]


def test_one_who_repeats_our_first_labelling_agrees_as_our_two_do(tmp_path):
    """With the first in full; with the second as `label_quality` has it, in every sector."""
    found = rating_quality([copied(tmp_path / "c.csv", "first")])
    first, second = (found.agreement.query(f"against == '{who}'") for who in ("first", "second"))
    assert (first[["agreement", "kappa", "weighted"]] == 1).all(axis=None)
    ours = label_quality().agreement.query("rubric in @LEVELS and tasks >= 10")
    keys = ["rubric", "sector"]
    pd.testing.assert_frame_equal(
        second.set_index(keys).sort_index().drop(columns=["rater", "against"]),
        ours.set_index(keys).sort_index(),
    )


def test_small_sectors_are_in_the_total_only(tmp_path):
    """Nine tasks of care: no row of its own; ten: one."""
    rows = {f"{n:02}": ("E0", "") for n in range(1, 10)}
    nine = rating_quality([table(tmp_path / "n.csv", rows)]).agreement
    assert set(nine["sector"]) == {"all"}
    ten = rating_quality([table(tmp_path / "t.csv", rows | {"10": ("E0", "")})]).agreement
    assert set(ten["sector"]) == {"all", "health_care"}


def test_beside_the_published_by_hand(tmp_path):
    """E1, E2, E0 count 1, 1/2, 0: mean 1/2, beside the three tasks' ILO scores and our own labels.
    Three are too few for a rank correlation, and an occupation in part is no occupation.
    """
    file = table(tmp_path / "a.csv", {"01": ("E1", ""), "02": ("E2", ""), "06": ("E0", "")})
    (row,) = rating_quality([file]).published.to_dict("records")
    tasks = CARE.set_index("task").loc[["01", "02", "06"]]
    scores = catalogue.task_evidence().set_index(["isco08", "task_no"])["score_2025"]
    ilo = [scores[key] for key in zip(tasks["isco08"], tasks["evidence_task"], strict=True)]
    own = OURS.query("occupation == '5321' and task in ['01', '02', '06'] and rubric == 'exposure'")
    ours = own["value"].map({"E0": 0, "E1": 1, "E2": 0.5}).mean()
    assert (row["rater"], row["against"], row["count"]) == ("a.csv", "ilo_score", 3)
    assert [row["rated"], row["ours"], row["published"]] == pytest.approx([0.5, ours, np.mean(ilo)])
    assert np.isnan(row["rank_correlation"])


def test_a_whole_occupation_lies_beside_the_published_of_occupations(tmp_path):
    """T3 in the first task alone is that task's time; T0 elsewhere."""
    rows = {task: ("E0", "T3" if task == "01" else "T0") for task in CARE["task"]}
    found = rating_quality([table(tmp_path / "a.csv", rows)]).published.set_index("against")
    assert found.loc["eloundou_run1", "count"] == 1
    assert found.loc["eloundou_run1", "rated"] == pytest.approx(CARE["time_share"][0])


def test_a_whole_repeat_of_our_labels_ranks_as_they_do(tmp_path):
    """One who gave our first labels: the mean of first and second over all tasks is `ours`."""
    found = rating_quality([copied(tmp_path / "c.csv", "first")]).published
    known = label_quality().published
    keys = ["rubric", "against", "count", "ours", "published"]
    pd.testing.assert_frame_equal(found[keys].reset_index(drop=True), known[keys])
    assert found["rank_correlation"].notna().all()


def test_faults_of_all_files_come_together(filled):
    good, bad = filled("a.xlsx", E2="E1"), filled("b.xlsx", E2="E9")
    with pytest.raises(InputError) as error:
        rating_quality([good, bad, good, "none.xlsx"])
    assert [str(p.found) for p in error.value.problems] == ["'E9'", "given twice", "no such file"]


def test_the_command_shows_and_gives_json(filled, call, monkeypatch):
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "nb")
    kari = filled("kari.xlsx", E2="E1", F2="T1")
    ola = filled("ola.xlsx", E2="E0", F2="T1")
    code, out, _ = call("evidence", "labels", str(kari), str(ola))
    assert code == 0
    assert "den første kodingen vår" in out
    assert "ola.xlsx" in out
    code, out, _ = call("evidence", "labels", str(kari), "--json")
    assert json.loads(out)["read"] == [
        {"rater": "kari.xlsx", "exposure": 1, "automation": 1, "empty_rows": 13}
    ]
    code, out, _ = call("evidence", "labels", "--json")
    assert set(json.loads(out)) == {"agreement", "published"}


def test_the_command_writes_the_workbook(call, tmp_path):
    code, out, _ = call(
        "tasks", "export", str(tmp_path / "b.xlsx"), "--labels", "--sector", "fire_rescue"
    )
    assert code == 0
    count = len(openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[1]["A"]) - 1
    assert out.startswith(f"{count} ")


# The readings


def test_each_rubric_covers_its_own_tasks():
    """Task 01 has exposure alone and 02 automation alone; nobody rated 03."""
    rated = pd.DataFrame(
        [["5321", "01", "exposure", "E2"], ["5321", "02", "automation", "T2"]],
        columns=["occupation", "task", "rubric", "value"],
    )
    own = task_labels(CARE[:3], rated)
    np.testing.assert_array_equal(own.exposed[2], [[0, np.nan, np.nan], [1, np.nan, np.nan]])
    np.testing.assert_array_equal(own.whole[2], [np.nan, 0, np.nan])
    assert own.rated
    assert not task_labels(CARE[:3]).rated
    np.testing.assert_array_equal(own.exposed[:2], task_labels(CARE[:3]).exposed)


def test_bounds_hold_what_people_said(tmp_path):
    """Ours of the first task agree on less than T3; people say T4, so the highest is 1."""
    ours = OURS.query("occupation == '5321' and task == '01' and rubric == 'automation'")["value"]
    assert not set(ours) & {"T3", "T4"}
    file = table(tmp_path / "l.csv", {"01": ("", "T4")})
    for labels, highest in ((None, 0), (str(file), 1)):
        evidence = {"labels": labels, "weights": WEIGHTS}
        settings = {"physical": {"strength": 0}, "radar": {"none": "counted"}}
        scenario = load_changed("base", {"evidence": evidence, **settings})
        own = assemble(["5321"], scenario, TECHNOLOGIES)
        corners = reading_corners(own, scenario.scenario, "whole_tasks_2026")
        assert corners[0].max() == highest


def own_scenario(folder, file):
    """A scenario of the two readings of 2026 alone that names a file with labels."""
    path = folder / "own.yaml"
    weights = ", ".join(f"{name}: {weight}" for name, weight in WEIGHTS.items())
    path.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        f"extends: base\nevidence: {{labels: {file.name}, weights: {{{weights}}}}}\n"
        "uncertainty: {draws: 300}\n",
        "utf-8",
    )
    return path


def test_what_nobody_rated_does_not_move(tmp_path):
    """All of care work rated as all automatable: its sector goes up, technical services stay."""
    file = table(tmp_path / "l.csv", dict.fromkeys(CARE["task"], ("E1", "T4")))
    changes = {"evidence": {"weights": WEIGHTS}}
    before = autopot.run("base", draws=300, changes=changes)
    after = autopot.run(own_scenario(tmp_path, file))
    one, two = (r.level("sector").set_index("sector")["share_mean"] for r in (before, after))
    assert two["health_care"] > one["health_care"] + 0.01
    assert two["technical"] == pytest.approx(one["technical"], abs=1e-12)


def test_a_run_keeps_the_labels_without_remarks_and_can_be_verified(filled, tmp_path):
    file = filled(E2="E1", F2="T3", G2="Spør Per")
    saved = autopot.run(own_scenario(tmp_path, file)).save(tmp_path / "run", report=False)
    kept = (saved / "inputs" / "labels.csv").read_text("utf-8")
    assert kept == ("occupation,task,rubric,value\n5321,01,exposure,E1\n5321,01,automation,T3\n")
    manifest = json.loads((saved / "manifest.json").read_text("utf-8"))
    assert "inputs/labels.csv" in manifest["inputs"]
    file.unlink()
    assert autopot.verify(saved).holds
    (saved / "inputs" / "labels.csv").write_text(kept.replace("E1", "E0"), "utf-8")
    assert not autopot.verify(saved).holds


def test_a_scenario_with_a_wrong_file_says_so(call, monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "nb")
    path = own_scenario(tmp_path, tmp_path / "borte.xlsx")
    code, _, err = call("run", str(path))
    assert code == 1
    assert "own.yaml:6" in err
    assert "en .csv- eller .xlsx-fil, eller null | lag en med: autopot tasks export --labels" in err


def test_an_edited_answer_is_never_written_over(filled, tmp_path):
    file = filled(E2="E1")
    with pytest.warns(autopot.errors.Kept), speaking("nb"):
        export_ratings(file, ["5321"])
    (beside,) = tmp_path.glob("kari (*.xlsx")
    assert len(read_ratings(beside).labels) == 1
