"""What a person filled in while one language was spoken is read while another is spoken."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pandas as pd
import pytest
import yaml

import autopot
from autopot import catalogue
from autopot.api import assessment_from_sheet, export_tasks, write_template
from autopot.forms.actuals import read_actuals
from autopot.forms.follow_up import follow_up_sheet
from autopot.forms.task_changes import read_changes
from autopot.messages import LANGUAGES, speaking
from autopot.tables.names import names

PAIRS = list(product(LANGUAGES, LANGUAGES))
each_pair = pytest.mark.parametrize(("written", "read"), PAIRS)


def save(book, path):
    book.save(path)
    return path


@cache
def made_template(language):
    with TemporaryDirectory() as folder, speaking(language):
        return write_template(Path(folder) / "staff.xlsx").read_bytes()


def template(tmp_path, language):
    """The template in a language; made once, since all who fill it in begin with the same."""
    file = tmp_path / "staff.xlsx"
    file.write_bytes(made_template(language))
    return file


@cache
def made_export(language):
    with TemporaryDirectory() as folder, speaking(language):
        export_tasks(Path(folder) / "tasks.xlsx", ["5321"])
        return (Path(folder) / "tasks.xlsx").read_bytes(), names()["activity"]


@each_pair
def test_barriers(tmp_path, written, read):
    """Row 2 is all sectors, row 5 school; column B resistance, F follow-up."""
    file = template(tmp_path, written)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[3]
    sheet["B2"], sheet["F2"], sheet["B5"] = 1, 3, 4
    save(book, file)
    with speaking(read):
        made = assessment_from_sheet(file, tmp_path / "b.yaml")
    assert yaml.safe_load(made.read_text("utf-8")) == {
        "sectors": {"school": {"resistance": 4}},
        "all": {"resistance": 1, "follow_up": 3},
    }


@each_pair
def test_staff(tmp_path, written, read):
    """The rows of the example filled in: 1 + 0.625 + 0.8 + 37.4 + 6 FTE in three sectors."""
    file = template(tmp_path, written)
    book = openpyxl.load_workbook(file)
    staff, example = book.worksheets[1:3]
    for row in example.iter_rows(min_row=2, max_row=6):
        for cell in row:
            staff.cell(cell.row, cell.column).value = cell.value
    save(book, file)
    with speaking(read):
        check = autopot.check_staff(file)
    assert check.ok, [finding.kind for finding in check.of("error")]
    fte = check.staff.cells.groupby("sector")["fte"].sum()
    assert fte.to_dict() == pytest.approx(
        {"school": 1.625, "health_care": 38.2, "administration": 6}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_never_read(tmp_path, language):
    check = autopot.check_staff(template(tmp_path, language))
    assert not check.ok
    assert check.staff is None or check.staff.fte_used == 0


@each_pair
def test_corrections_of_tasks(tmp_path, written, read):
    """One text, one kind of work and one reason are changed, and nothing else differs."""
    file = tmp_path / "tasks.xlsx"
    content, kinds = made_export(written)
    file.write_bytes(content)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    task = catalogue.tasks().set_index(["occupation", "task"]).loc[("5321", "01")]
    other = next(kind for kind in kinds if kind != task["activity"])
    sheet["D2"], sheet["I2"], sheet.cell(2, sheet.max_column).value = "Stell", kinds[other], "her"
    save(book, file)
    with speaking(read):
        changes = read_changes(file)
    assert changes.to_dict("records") == [
        {"occupation": "5321", "task": "01", "field": f, "value": v, "reason": "her"}
        for f, v in (("label_nb", "Stell"), ("activity", other))
    ]


@each_pair
def test_follow_up(tmp_path, written, read):
    """Two measures were planned in one year; 7.5 FTE of the first were taken out."""
    planned = pd.DataFrame({"measure": ["remote", "robots"], "year": 2028, "fte_mean": [10.0, 4.0]})
    called = {"remote": "Digitalt tilsyn", "robots": "Roboter"}
    file = tmp_path / "follow-up.xlsx"
    with speaking(written):
        file.write_bytes(follow_up_sheet(planned, called))
    book = openpyxl.load_workbook(file)
    book.worksheets[0]["E6"] = 7.5
    save(book, file)
    with speaking(read):
        found = read_actuals(file, called, [2027, 2028], None)
    assert found.to_dict("records") == [{"measure": "remote", "year": 2028, "fte": 7.5}]
