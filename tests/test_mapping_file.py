"""The mapping file beside a staff file: found, read first, only added to, never lost."""

from __future__ import annotations

import json
import re

import openpyxl
import pytest
from click.testing import CliRunner

import autopot
from autopot.cli.commands import group
from autopot.errors import InputError
from support.staff_files import HEADER, ROWS, write_csv, write_xlsx

UNKNOWN = [["1103", "Ymse", "2342", "3"], ["1103", "=1+1", "2342", "2"]]
MUST = "må ha en kode før filen kan kjøres"
CODES = {"Ymse": "Barnehage", "=1+1": "kindergarten"}


def check(*args: str):
    return CliRunner().invoke(group, ["check", *args])


@pytest.fixture
def staff(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_xlsx(tmp_path / "ansatte.xlsx", [HEADER, *ROWS, *UNKNOWN])


def lines(path):
    """Field, value, code, rows, FTE and note of every line under the headings."""
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(path).active.iter_rows()]
    top = next(n for n, row in enumerate(rows) if row[:2] == ["Felt", "Verdi"])
    return [(r[0], r[1], r[2], r[4], r[5], r[6]) for r in rows[top + 1 :]]


def version(path):
    texts = [str(row[0]) for row in openpyxl.load_workbook(path).active.values]
    return next(int(found[1]) for t in texts if (found := re.match(r"Versjon (\d+), ", t)))


def typed(path, codes):
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        if row[1].value in codes:
            row[2].value = codes[row[1].value]
    book.save(path)


def test_a_decision_makes_the_file_and_codes_typed_into_it_make_the_staff_file_run(staff):
    first = check("ansatte.xlsx")
    assert first.exit_code == 1
    path = staff.with_name("ansatte-koblinger.xlsx")
    assert "Koblinger: skriv kodene i " in " ".join(first.output.split())
    assert lines(path) == [
        ("Sektor", "Ymse", None, 1, 3, MUST),
        ("Sektor", "=1+1", None, 1, 2, MUST),
    ]
    assert openpyxl.load_workbook(path).active["B6"].data_type == "s"  # no formula
    typed(path, CODES)
    second = check("ansatte.xlsx")
    assert second.exit_code == 0, second.output
    assert "ansatte-koblinger.xlsx er brukt" in " ".join(second.output.split())
    assert [line[2] for line in lines(path)] == ["Barnehage", "kindergarten"]


def test_a_file_without_decisions_has_no_mapping_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_xlsx(tmp_path / "a.xlsx", [HEADER, *ROWS])
    assert check("a.xlsx").exit_code == 0
    assert not list(tmp_path.glob("*koblinger*"))


def test_new_values_come_last_and_those_that_are_gone_stay_and_say_so(staff):
    check("ansatte.xlsx")
    path = staff.with_name("ansatte-koblinger.xlsx")
    typed(path, CODES)
    more = [["1103", "Diverse", "2342", "7"], UNKNOWN[0]]
    write_xlsx(staff, [HEADER, *ROWS, *more])
    result = check("ansatte.xlsx")
    assert lines(path) == [
        ("Sektor", "Ymse", "Barnehage", 1, 3, None),
        ("Sektor", "=1+1", "kindergarten", None, None, "ikke i filen"),
        ("Sektor", "Diverse", None, 1, 7, MUST),
    ]
    assert version(path) == 2
    assert "1 koblinger gjelder verdier som ikke står i filen" in " ".join(result.output.split())


def test_nothing_is_written_where_nothing_changes(staff):
    check("ansatte.xlsx")
    path = staff.with_name("ansatte-koblinger.xlsx")
    before = path.read_bytes()
    check("ansatte.xlsx")
    assert path.read_bytes() == before


def test_what_the_planner_adds_stays(staff):
    """A column, a colour, a width, a sheet of one's own, and a line that is not understood."""
    check("ansatte.xlsx")
    path = staff.with_name("ansatte-koblinger.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet["H4"], sheet["H5"] = "Hvem", "Spør rektor"
    sheet["A9"] = "egne notater"
    sheet["C5"].fill = openpyxl.styles.PatternFill("solid", fgColor="00FF00")
    sheet.column_dimensions["B"].width = 77
    book.create_sheet("Mitt")["A1"] = "mitt"
    book.save(path)
    write_xlsx(staff, [HEADER, *ROWS, *UNKNOWN, ["1103", "Diverse", "2342", "7"]])
    check("ansatte.xlsx")
    after = openpyxl.load_workbook(path)
    assert after.sheetnames == ["Koblinger", "Mitt"]
    assert after["Koblinger"]["H5"].value == "Spør rektor"
    assert after["Koblinger"]["A9"].value == "egne notater"
    assert after["Koblinger"]["C5"].fill.fgColor.rgb.endswith("00FF00")
    assert after["Koblinger"].column_dimensions["B"].width == 77
    assert ("Sektor", "Diverse", None, 1, 7, MUST) in lines(path)


def test_a_file_that_is_open_in_excel_is_left_and_a_new_one_is_written_beside(staff):
    check("ansatte.xlsx")
    path = staff.with_name("ansatte-koblinger.xlsx")
    typed(path, {"Ymse": "Barnehage"})
    kept = path.read_bytes()
    path.with_name("~$ansatte-koblinger.xlsx").write_bytes(b"owner")
    write_xlsx(staff, [HEADER, *ROWS, *UNKNOWN, ["1103", "Diverse", "2342", "7"]])
    result = check("ansatte.xlsx")
    assert path.read_bytes() == kept
    assert "er åpen i Excel" in " ".join(result.output.split())
    beside = lines(path.with_name("ansatte-koblinger-ny.xlsx"))
    assert [line[1:3] for line in beside] == [
        ("Ymse", "Barnehage"),
        ("=1+1", None),
        ("Diverse", None),
    ]


@pytest.mark.usefixtures("staff")
def test_a_shared_text_file_is_added_to(tmp_path):
    shared = write_csv(
        tmp_path / "felles.csv",
        [["Felt", "Verdi", "Kode"], ["Sektor", "Ymse", "Barnehage"], ["Sektor", "Æ", "Skole"]],
    )
    check("ansatte.xlsx", "--mappings", "felles.csv")
    text = shared.read_text("utf-8-sig").splitlines()
    assert [line.rstrip(";") for line in text] == [
        "Felt;Verdi;Kode",
        "Sektor;Ymse;Barnehage",
        "Sektor;Æ;Skole",
        "Sektor;=1+1",
    ]


def test_a_key_of_several_columns_goes_before_one_of_the_title_alone(tmp_path):
    rows = [
        ["Kommune", "Sektor", "Stilling", "Årsverk"],
        ["1103", "Skole", "Altmuligperson", "2"],
        ["1103", "Barnehage", "Altmuligperson", "3"],
    ]
    staff = write_csv(tmp_path / "a.csv", rows)
    table = [
        ["Felt", "Verdi", "Kode"],
        ["Stilling", "Altmuligperson", "5311"],
        ["Stilling + Sektor", "Altmuligperson + Skole", "5153"],
        ["Stilling + Sektor", "Vaktmester + Kultur", "5153"],
    ]
    write_csv(tmp_path / "a-koblinger.csv", table)
    found = autopot.check_staff(staff)
    by = found.staff.cells.set_index("sector")["occupation"].to_dict()
    assert by == {"school": "5153", "kindergarten": "5311"}
    told = [f.values["number"] for f in found.findings if f.kind == "mapping_not_in_file"]
    assert told == ["1"]  # Vaktmester


def test_a_mapping_that_another_overrules_is_an_error(tmp_path):
    rows = [["Kommune", "Sektor", "Stilling", "Årsverk"], ["1103", "Skole", "Altmulig", "2"]]
    staff = write_csv(tmp_path / "a.csv", rows)
    table = [
        ["Felt", "Verdi", "Kode"],
        ["Stilling", "Altmulig", "5311"],
        ["Stilling + Sektor", "Altmulig + Skole", "5153"],
    ]
    write_csv(tmp_path / "a-koblinger.csv", table)
    assert "mapping_overruled" in [f.kind for f in autopot.check_staff(staff).of("error")]


def test_a_scenario_names_its_mapping_file_itself(staff):
    check("ansatte.xlsx")
    typed(staff.with_name("ansatte-koblinger.xlsx"), CODES)
    text = (
        "name: s\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {file: ansatte.xlsx%s}\n"
    )
    alone, named = staff.with_name("alone.yaml"), staff.with_name("named.yaml")
    alone.write_text(text % "", encoding="utf-8")
    named.write_text(text % ", mappings: ansatte-koblinger.xlsx", encoding="utf-8")
    assert not autopot.check_staff(alone).ok
    assert autopot.check_staff(named).ok
    result = check("named.yaml", "--json")
    assert json.loads(result.output)["ok"]


def test_the_control_workbook_is_never_written_over_the_mapping_file(staff):
    check("ansatte.xlsx")
    found = autopot.check_staff(staff)
    with pytest.raises(InputError, match="mapping file"):
        found.save(staff.with_name("ansatte-koblinger.xlsx"))


def test_a_note_that_the_planner_typed_stays(staff):
    """Ours come and go with the file; a person's are nobody's to change."""
    check("ansatte.xlsx")
    path = staff.with_name("ansatte-koblinger.xlsx")
    typed(path, CODES)
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        if row[1].value in CODES:
            row[6].value = f"spør rektor om {row[1].value}"
    book.save(path)
    write_xlsx(staff, [HEADER, *ROWS, UNKNOWN[0], ["1103", "Diverse", "2342", "7"]])
    check("ansatte.xlsx")
    assert [line[5] for line in lines(path)] == [
        "spør rektor om Ymse",
        "spør rektor om =1+1",  # also where the value is not in the file any more
        MUST,
    ]
