"""The task catalogue, its coding, and corrections by an expert group."""

from __future__ import annotations

import re

import numpy as np
import openpyxl
import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.api import explain, explain_sector, export_tasks, import_tasks
from autopot.catalogue.task_checks import _label_problems
from autopot.errors import InputError
from autopot.evidence import task_table
from autopot.evidence.task_table import activity_arrays, gate_array, time_concentration
from autopot.messages import speaking

LABELLED = catalogue.labelled_tasks()


def test_every_occupation_with_fte_has_labels_and_there_are_at_least_150():
    staff = set(catalogue.table("workforce/asss-2021")["occupation"])
    assert staff <= set(LABELLED["occupation"])
    assert LABELLED["occupation"].nunique() >= 150
    assert catalogue.task_problems() == []


def test_labels_are_short_and_hardly_repeat():
    for column in ("label_nb", "label_en"):
        words = LABELLED[column].str.split().str.len()
        assert words.between(3, 9).all()
        assert LABELLED[column].nunique() > 0.93 * len(LABELLED)
        assert not LABELLED.duplicated(["occupation", column]).any()


def test_time_shares_sum_and_lie_inside_their_ranges():
    sums = LABELLED.groupby("occupation")["time_share"].sum()
    assert (sums - 1).abs().max() < 1e-9
    some = LABELLED[LABELLED["time_share"] > 0]
    assert (some["time_share_low"] < some["time_share"]).all()
    assert (some["time_share"] < some["time_share_high"]).all()
    assert (LABELLED["time_note"] != "").all()
    published = LABELLED[LABELLED["time_basis"] == "published"]
    assert (published["time_source_id"] != "judgement").all()
    assert len(published) >= 5


def test_tasks_without_time_in_general_have_it_in_sectors_of_counties_alone():
    none = LABELLED[LABELLED["time_share"] == 0]
    assert (none["time_share_high"] == 0).all()
    time = catalogue.sector_time()
    own = time.merge(none[["occupation", "task"]])
    assert len(own) == len(none)
    assert not set(own["sector"]) & set(catalogue.municipal_sectors())


def test_added_tasks_are_marked_as_ours():
    assert set(LABELLED.loc[LABELLED["origin"] == "added", "source_id"]) == {"judgement"}
    assert set(LABELLED["origin"]) == {"adapted", "added"}


def test_two_codes_are_kept_and_the_status_follows_from_them():
    same = LABELLED["activity_first"] == LABELLED["activity_second"]
    assert (LABELLED["activity_status"] == "agreed").equals(same)
    agreed = LABELLED[same]
    assert (agreed["activity"] == agreed["activity_first"]).all()


def test_kappa_by_hand():
    """7 of 10 equal; chance 0.6 * 0.5 + 0.4 * 0.5 = 0.5; kappa (0.7 - 0.5) / 0.5 = 0.4."""
    first = pd.Series(list("aaaaaabbbb"))
    second = pd.Series(list("aaaabb" + "bbba"))
    share, kappa = catalogue.agreement(first, second)
    assert share == pytest.approx(0.7)
    assert kappa == pytest.approx(0.4)


def test_the_code_book_is_good_enough_in_every_sector():
    table = catalogue.coding_agreement().set_index("sector")
    assert (table["kappa"] > 0.6).all()
    assert table.loc["all", "tasks"] == len(LABELLED)


def test_bad_labels_are_found():
    good = {
        "occupation": "4110",
        "task": "01",
        "label_nb": "Svare på telefon",
        "label_en": "Answer the phone",
    }
    assert _label_problems(good) == []
    assert _label_problems({**good, "label_nb": "Svare"})
    assert _label_problems({**good, "label_nb": "Answer the phone"})
    assert _label_problems({**good, "label_en": "Svare på telefon med smil"})


def test_time_concentration_by_hand():
    """Two tasks of 0.5 with range 0.329: sd 0.1; c = (0.25 + 0.25) / (0.01 + 0.01) - 1 = 24."""
    tasks = pd.DataFrame(
        {
            "time_share": [0.5, 0.5, 1.0, 0.5, 0.5],
            "time_share_low": [0.3355, 0.3355, np.nan, np.nan, np.nan],
            "time_share_high": [0.6645, 0.6645, np.nan, np.nan, np.nan],
        }
    )
    found = time_concentration(tasks, np.array([2, 1, 2]))
    np.testing.assert_allclose(found, [24.0, 1.0, 2.0])


def test_drawn_time_shares_are_as_wide_as_the_catalogue_says():
    """Dirichlet with that concentration: mean kept, mean variance as stated."""
    tasks = task_table()
    own = tasks[tasks["occupation"] == "5321"]
    (c,) = time_concentration(own, np.array([len(own)]))
    share = own["time_share"].to_numpy()
    drawn = np.random.default_rng(0).dirichlet(c * share, 40_000)
    stated = ((own["time_share_high"] - own["time_share_low"]) / 3.29) ** 2
    np.testing.assert_allclose(drawn.mean(axis=0), share, atol=0.003)
    assert drawn.var(axis=0).sum() == pytest.approx(stated.sum(), rel=0.05)


def test_disputed_tasks_are_drawn_as_either():
    tasks = task_table()
    potential, _ = activity_arrays(tasks)
    differs = potential[0] != potential[1]
    disputed = (tasks["activity_status"] == "disputed").to_numpy()
    assert disputed.sum() > 0
    assert not differs[~disputed].any()
    values = catalogue.activities().set_index("activity")["potential"]
    row = int(np.flatnonzero(disputed)[0])
    assert potential[0, row] == values[tasks["activity_first"].iloc[row]]
    assert potential[1, row] == values[tasks["activity_second"].iloc[row]]


def test_the_privacy_gate_stands_where_a_reader_would_expect_it():
    """Journals and child-welfare cases need it settled first; washing corridors does not."""
    gate = LABELLED.set_index(["occupation", "task"])["privacy_gate"]
    assert set(gate) == {"0", "1"}
    journal = LABELLED[
        LABELLED["label_nb"].str.contains("journal", case=False)
        & LABELLED["occupation"].str.startswith(("22", "53"))
    ]
    assert (journal["privacy_gate"] == "1").all()
    assert (gate.loc["2635"] == "1").mean() > 0.7
    assert (gate.loc["9112"] == "0").mean() > 0.7


def test_every_task_has_one_gate():
    gate = gate_array(task_table())
    assert (gate.sum(axis=1) == 1).all()


def test_gate_setting_takes_away_exactly_what_is_shown_apart():
    """With partly = 0 the total falls by the part shown as partly, in the mean; the rest stands."""
    base = autopot.run("base", draws=1000)
    gated = autopot.run("base", draws=1000, changes={"human_required": {"partly": 0}})
    apart = base.level("human_required").set_index("human_required")["fte_mean"]
    after = gated.level("human_required").set_index("human_required")["fte_mean"]
    assert after["partly"] == 0
    assert after["none"] == pytest.approx(apart["none"])
    assert after["fully"] == pytest.approx(apart["fully"])
    total = [r.level("total")["fte_mean"].iloc[0] for r in (base, gated)]
    assert total[0] - total[1] == pytest.approx(apart["partly"])


def test_explain_reads_like_the_job():
    labels = " ".join(explain("4110", draws=100).tasks["label_nb"])
    assert "telefon" in labels
    assert "selge" not in labels.lower()
    care = " ".join(explain("5321", draws=100).tasks["label_nb"]).lower()
    for word in ("stell", "medisin", "journal", "vakt"):
        assert word in care


def test_explain_sector_sums_to_the_sector_s_staff():
    frame = explain_sector("kindergarten")
    staff = catalogue.table("workforce/storby-2019")
    expected = staff.loc[staff["sector"] == "kindergarten", "fte"].sum()
    assert frame["fte"].sum() == pytest.approx(expected, rel=1e-4)
    for beside in (False, True):
        assert frame.loc[frame["beside"] == beside, "potential"].is_monotonic_decreasing
    assert ((frame["share"] >= 0) & (frame["share"] <= 1)).all()
    with pytest.raises(InputError, match="did you mean kindergarten"):
        explain_sector("kindergarden")


@pytest.fixture
def sheet(tmp_path):
    """An exported workbook with a function that changes cells in it."""
    file = tmp_path / "pleie.xlsx"
    with speaking("nb"):
        assert export_tasks(file, ["5321"]) == 14

    def change(**cells):
        book = openpyxl.load_workbook(file)
        page = book["Oppgaver"]
        for cell, value in cells.items():
            page[cell] = value
        book.save(file)
        return file

    return change


def test_corrections_become_an_overlay_and_change_the_result(sheet, tmp_path):
    """The first task's time up by 0.05, the second's down by 0.05."""
    task = LABELLED[LABELLED["occupation"] == "5321"].reset_index(drop=True)
    first, second = task["time_share"][0] + 0.05, task["time_share"][1] - 0.05
    file = sheet(D2="Hjelpe folk med stell hjemme", F2=first, F3=second, G3=0.01, T2="hos oss")
    found = import_tasks(file, tmp_path / "rettelser.csv", draws=300)
    changes = found.changes.set_index(["task", "field"])["value"]
    assert changes["01", "label_nb"] == "Hjelpe folk med stell hjemme"
    assert float(changes["01", "time_share"]) == pytest.approx(first)
    assert set(found.changes["occupation"]) == {"5321"}
    before, after = (
        r.level("sector").set_index("sector")["share_mean"] for r in (found.before, found.after)
    )
    assert before["health_care"] != after["health_care"]
    assert before["technical"] == pytest.approx(after["technical"], abs=1e-12)
    scenario = tmp_path / "own.yaml"
    scenario.write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nevidence: {overlay: rettelser.csv}\nuncertainty: {draws: 300}\n",
        "utf-8",
    )
    pd.testing.assert_frame_equal(autopot.run(scenario).potential, found.after.potential)
    assert (catalogue.tasks()["label_nb"] == "Hjelpe folk med stell hjemme").sum() == 0


MISTAKES = {
    "sum": ({"F2": 0.5, "H2": 0.6}, r"5321 .*time shares sum to 1\.\d+"),
    "not a number": ({"F2": "mye"}, r"row 2 Tid .*'mye'"),
    "over one": ({"F2": 22}, r"row 2 Tid .*a share"),
    "activity": ({"I2": "Vaske"}, r"row 2 Slag arbeid .*'Vaske' is not known"),
    "code": ({"A2": "9999"}, r"row 2 .*no task 9999-01"),
    "technology": ({"K2": 0.9, "L2": 0.2}, r"technology shares sum to 1\.1"),
    "outside range": ({"G2": 0.5}, r"outside its own low and high"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistakes_in_the_sheet_are_explained_and_nothing_is_written(sheet, tmp_path, case):
    cells, message = MISTAKES[case]
    file = sheet(**cells)
    with pytest.raises(InputError, match=message):
        import_tasks(file, tmp_path / "rettelser.csv", draws=100)
    assert [p.name for p in tmp_path.iterdir()] == ["pleie.xlsx"]


def test_an_unchanged_sheet_says_so(sheet, tmp_path):
    with pytest.raises(InputError, match="nothing differs"):
        import_tasks(sheet(), tmp_path / "rettelser.csv", draws=100)


def test_a_file_that_is_not_the_sheet_is_refused(tmp_path):
    wrong = tmp_path / "x.xlsx"
    wrong.write_bytes(b"<html>")
    with pytest.raises(InputError, match="cannot be read"):
        import_tasks(wrong, tmp_path / "o.csv")
    with pytest.raises(InputError, match="no such file"):
        import_tasks(tmp_path / "none.xlsx", tmp_path / "o.csv")


def test_export_by_sector_and_unknown_names(tmp_path):
    count = export_tasks(tmp_path / "brann.xlsx", sector="fire_rescue")
    assert 20 < count < 200
    with pytest.raises(InputError, match="did you mean fire_rescue"):
        export_tasks(tmp_path / "x.xlsx", sector="fire")
    with pytest.raises(InputError, match="not known"):
        export_tasks(tmp_path / "x.xlsx", ["4111"])


def added(folder, *rows):
    """An overlay that adds a task to 5321."""
    path = folder / "added.csv"
    lines = [",".join((CARER, *row, "")) for row in rows]
    path.write_text("\n".join(["occupation,task,field,value,reason", *lines]) + "\n", "utf-8")
    return path


CARER = "5321"
SPLIT = [
    (task, field, value)
    for task in ("09", "15")
    for field, value in (
        ("time_share", "0.06"),
        ("time_share_low", "0.04"),
        ("time_share_high", "0.085"),
    )
]


def test_a_task_split_in_two_alike_says_the_same(tmp_path):
    """09 takes 12 %: as two of 6 %, every reading and technology of the occupation stays."""
    path = added(
        tmp_path, ("15", "like", "5321-09"), ("15", "label_nb", "Annen dokumentasjon"), *SPLIT
    )
    whole = explain(CARER, draws=100)
    split = explain(CARER, draws=100, settings={"evidence": {"overlay": str(path)}})
    new, old = (split.tasks.set_index("task").loc[task] for task in ("15", "09"))
    assert new["label_nb"] == "Annen dokumentasjon"
    same = [*whole.readings["reading"], *(c for c in new.index if c.startswith("technology_"))]
    assert new[same].tolist() == old[same].tolist()
    assert split.readings["counted"].to_numpy() == pytest.approx(whole.readings["counted"])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("09", "like", "5321-08")], "5321-09 is a task already"),
        ([("15", "like", "5321-99")], "5321-99"),
        ([("15", "label_nb", "x")], "5321-15"),
        ([("15", "like", "5321-09"), *SPLIT[3:]], "sum to 1.060"),
    ],
)
def test_an_added_task_that_cannot_be_is_told(tmp_path, rows, told):
    with pytest.raises(InputError, match=re.escape(told)):
        task_table(added(tmp_path, *rows))
