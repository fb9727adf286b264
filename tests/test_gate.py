"""Where a person is required: one gate for one kind of work, and statutes that are known."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from autopot import catalogue
from autopot.catalogue.columns import all_columns
from autopot.catalogue.gate_checks import gate_problems
from autopot.messages import speaking

BOOK = Path(__file__).parent.parent / "docs" / "task-coding.md"
TABLES = [
    "occupations/tasks",
    "occupations/task_work_kinds",
    "occupations/work_kinds",
    "occupations/statutes",
]
LABELLED = catalogue.labelled_tasks()


@pytest.fixture
def frames():
    return {name: catalogue.table(name).copy() for name in TABLES}


@pytest.fixture(scope="module")
def coded():
    """Labelled tasks with their kind of work, by code-number."""
    kinds = catalogue.table("occupations/task_work_kinds")
    both = LABELLED.merge(kinds, on=["occupation", "task"], validate="one_to_one")
    return both.set_index(both["occupation"] + "-" + both["task"])


def test_same_kind_of_work_has_the_same_gate(coded):
    assert len(coded) == len(LABELLED)
    pairs = coded[["work_kind", "human_required"]].drop_duplicates()
    assert pairs["work_kind"].is_unique


SAME_WORK = {
    "showering": (["3412-03", "5321-01", "2224-02", "5322-05", "5329-01", "2223-03"], "fully"),
    "medicine": (["2223-01", "2224-03", "3412-06", "5321-04"], "partly"),
    "eating with children or residents": (["5311-05", "5321-03", "5322-04", "5329-04"], "fully"),
    "chatting with residents": (["5120-08", "5322-07", "5329-05", "5169-02"], "fully"),
    "wounds and samples": (["2223-02", "3256-04", "3256-05", "5321-05"], "fully"),
    "teaching": (["2341-01", "2353-01", "2354-01", "2355-01", "3423-02"], "fully"),
    "talk with parents": (["1341-03", "2341-07", "2342-07", "2354-07", "5311-09"], "fully"),
    "practising skills": (["2224-01", "2264-02", "2267-04", "3412-02"], "fully"),
    "leading staff": (["1219-01", "1311-01", "3123-01", "3341-01", "5151-05"], "partly"),
    "driving": (["5321-11", "8322-04", "9621-01", "2635-10"], "partly"),
    "case papers": (["2162-08", "2351-07", "2422-02"], "partly"),
    "site meetings": (["1323-03", "2142-01"], "partly"),
    "invoices": (["3313-01", "4110-05", "4311-01"], "none"),
    "absence and lists": (["2341-11", "4110-07", "5311-08"], "none"),
    "courses for staff": (["2262-05", "2265-04", "2424-04", "5151-03"], "none"),
}


@pytest.mark.parametrize("work", SAME_WORK)
def test_work_that_a_reader_would_call_the_same(coded, work):
    """Read from the labels by hand, among them all that differed before."""
    tasks, gate = SAME_WORK[work]
    assert set(coded.loc[tasks, "human_required"]) == {gate}


def test_the_code_book_says_what_the_data_say():
    kinds = catalogue.table("occupations/work_kinds").set_index("work_kind")["human_required"]
    rows = re.findall(r"^\| `(\w+)` \| (none|partly|fully) \|", BOOK.read_text("utf-8"), re.M)
    assert dict(rows) == kinds.to_dict()
    assert len(rows) == len(kinds)


def test_the_code_book_names_only_kinds_that_are_there():
    text = BOOK.read_text("utf-8").split("## 3.")[1].split("## 4.")[0]
    rows = [
        line for line in text.splitlines() if re.match(r"\| `\w+` \| (none|partly|fully)", line)
    ]
    named = set(re.findall(r"`(\w+)`", "\n".join(rows)))
    assert named == set(catalogue.table("occupations/work_kinds")["work_kind"])


def test_the_list_of_changes_is_true(coded):
    """What stood before differs from now, and the code book counts what the table holds."""
    changed = coded[coded["gate_before"] != ""]
    assert (changed["gate_before"] != changed["human_required"]).all()
    text = BOOK.read_text("utf-8")
    assert f"{len(changed)} got another gate" in text
    steps = re.findall(r"^\| (none|partly|fully) \| (none|partly|fully) \| (\d+) \|", text, re.M)
    counts = changed.groupby(["gate_before", "human_required"]).size()
    assert {(a, b): int(n) for a, b, n in steps} == counts.to_dict()


def test_statutes_have_a_date_that_their_address_has_too():
    statutes = catalogue.table("occupations/statutes")
    for row in statutes.itertuples():
        assert date.fromisoformat(row.date) < date(2026, 11, 28)
        if "lovdata.no" in row.address:
            number = f"-{row.number}" if row.number else ""
            assert row.address.endswith(f"/{row.date}{number}")


def test_packaged_gates_have_no_fault(frames):
    assert gate_problems(frames) == []


def test_another_gate_than_that_of_the_kind_is_found(frames):
    tasks = frames["occupations/tasks"]
    row = (tasks["occupation"] == "5321") & (tasks["task"] == "01")
    tasks.loc[row, "human_required"] = "partly"
    [problem] = gate_problems(frames)
    assert "5321-01" in str(problem)
    assert "body_care" in str(problem)
    with speaking("nb"):
        assert "som for alt body_care" in str(problem)


def test_tasks_without_a_kind_and_kinds_without_a_task_are_found(frames):
    table = frames["occupations/task_work_kinds"]
    table.loc[0, "task"] = "99"
    missing, orphan = (str(problem) for problem in gate_problems(frames))
    assert "1111-01" in missing
    assert "has no kind of work" in missing
    assert "1111-99" in orphan
    assert "has no task" in orphan


def test_a_kind_that_no_task_has_is_found(frames):
    kinds = frames["occupations/work_kinds"]
    new = kinds.iloc[[0]].assign(work_kind="juggling", statutes="")
    frames["occupations/work_kinds"] = pd.concat([kinds, new], ignore_index=True)
    [problem] = gate_problems(frames)
    assert "juggling is used by no task" in str(problem)


def test_a_gate_without_a_reason_is_found(frames):
    tasks = frames["occupations/tasks"]
    row = (tasks["occupation"] == "5311") & (tasks["task"] == "01")
    tasks.loc[row, "human_rule"] = ""
    [problem] = gate_problems(frames)
    assert "5311-01" in str(problem)
    assert "a reason" in str(problem)


@pytest.mark.parametrize(
    ("table", "column", "text", "name"),
    [
        ("tasks", "human_rule", "dyrevernloven § 3", "dyrevernloven"),
        ("work_kinds", "statutes", "kommunelova § 1", "kommunelova § 1"),
    ],
)
def test_a_statute_without_a_row_is_found(frames, table, column, text, name):
    frame = frames[f"occupations/{table}"]
    gated = frame.index[frame["human_required"] == "fully"][0]
    frame.loc[gated, column] += f"; {text}"
    [problem] = gate_problems(frames)
    assert name in str(problem)
    assert "has no row" in str(problem)


def test_a_statute_that_nobody_cites_is_found(frames):
    statutes = frames["occupations/statutes"]
    new = statutes.iloc[[0]].assign(statute="luftfartsloven")
    frames["occupations/statutes"] = pd.concat([statutes, new], ignore_index=True)
    [problem] = gate_problems(frames)
    assert "luftfartsloven is cited nowhere" in str(problem)


def test_new_tables_are_described():
    assert set(TABLES) <= set(all_columns())
