"""Text tables: one dialect a file, every encoding, and lines that do not fit."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot.errors import InputError
from autopot.messages import shown, speaking
from autopot.workforce.staff.contents import OLE
from autopot.workforce.staff.delimited import read_delimited, split_line
from autopot.workforce.staff.encodings import decode
from autopot.workforce.staff.mending import TWICE_CODED, mended
from autopot.workforce.staff.sheets import read_sheets
from autopot.workforce.staff.values import sheet_of
from support.staff_files import kinds, read, told_words

LINES = [
    "Kommunenr;Funksjon;Yrkeskode;Stilling;Årsverk",
    "1103;253;2223;Sykepleier på Øyane;30,5",
    "1103;120;4110;Kontor;12,5",
]


def written(path: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def problem(path: Path) -> list[str]:
    """Place and what was found, in Norwegian."""
    with pytest.raises(InputError) as raised:
        read_sheets(path)
    (found,) = raised.value.problems
    with speaking("nb"):
        return [shown(part) for part in (found.place, found.found)]


# Quotes


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ('"Sykepleier; 2; natt"', "Sykepleier; 2; natt"),
        ('"Rør 5" og mer"', 'Rør 5" og mer'),
        ('Rør 5"', 'Rør 5"'),
        ('"Nav" kontor', '"Nav" kontor'),
        ('"a ""b"";c"', 'a "b";c'),
        ('""', ""),
        ('"to\r\nlinjer"', "to\r\nlinjer"),
    ],
)
@pytest.mark.parametrize("stray", [False, True], ids=["alone", "beside a stray quote"])
def test_a_quote_counts_only_around_a_cell(tmp_path, cell, read_as, stray):
    beside = '"Rør 5" og mer"' if stray else "x"
    lines = [LINES[0], f"1103;253;2223;{cell};30,5", f"1103;120;4110;{beside};10"]
    rows = read_delimited(written(tmp_path / "a.csv", lines)).rows
    assert rows[1] == ["1103", "253", "2223", read_as, "30,5"]
    assert rows[2][4] == "10"
    assert len(rows) == 3


def test_one_stray_quote_moves_no_amount(tmp_path):
    """30.5 + 10 + 12.5"""
    lines = [LINES[0], '1103;253;2223;"Natt; 2; dag";30,5', '1103;345;7126;"Rør 5" og mer";10']
    assert read(written(tmp_path / "a.csv", [*lines, LINES[2]])).fte_used == 53


@pytest.mark.parametrize("later", [[], ['1103;120;4110;Kontor";3']], ids=["never", "rows below"])
def test_a_quote_that_does_not_end_is_named_with_its_line_and_the_remedy_works(tmp_path, later):
    lines = [*LINES, '1103;253;2223;"Sykepleier;2', *LINES[1:], *later]
    place, found = problem(written(tmp_path / "a.csv", lines))
    assert place.endswith("a.csv linje 4")
    assert "linje 4" in found
    lines[3] = lines[3].replace('"', "")
    assert read(written(tmp_path / "b.csv", lines)).of("error") == []


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2),
        min_size=1,
        max_size=6,
    )
)
def test_a_line_is_cut_where_it_was_joined(rows):
    for row in rows:
        line = ";".join('"' + cell.replace('"', '""') + '"' for cell in row)
        if "\n" not in line and "\r" not in line:
            assert split_line(line, ";") == row


def test_lines_that_stand_in_quotes_as_a_whole_are_cut_all_the_same(tmp_path):
    lines = [f'"{line}"' for line in LINES]
    assert read(written(tmp_path / "a.csv", lines)).fte_used == 43


def test_a_cell_may_be_very_long(tmp_path):
    for cell in ("L" * 200_000, '"' + "L" * 200_000 + '"'):
        lines = [*LINES, f"1103;253;2223;{cell};2"]
        assert read(written(tmp_path / "a.csv", lines)).fte_used == 45


def test_the_delimiter_may_be_stated(tmp_path):
    lines = ["sep=|", *(line.replace(";", "|") for line in LINES)]
    (sheet,) = read_sheets(written(tmp_path / "a.csv", lines))
    assert sheet.cells[1, 4] == "30,5"
    assert sheet.number(1) == 3


def test_apostrophes_around_every_cell(tmp_path):
    lines = [";".join(f"'{cell}'" for cell in line.split(";")) for line in LINES]
    assert read(written(tmp_path / "a.csv", lines)).fte_used == 43


@pytest.mark.parametrize("code", ['="0301"', '"=""0301"""', "'0301", ' "0301"'])
def test_what_makes_excel_keep_a_zero_is_no_part_of_the_code(tmp_path, code):
    lines = [LINES[0], LINES[1].replace("1103", code)]
    staff = read(written(tmp_path / "a.csv", lines))
    assert staff.of("error") == []
    assert staff.cells["municipality"].tolist() == ["0301"]


# Lines that do not fit


def test_decimal_commas_in_a_comma_table_are_refused_with_their_lines(tmp_path):
    lines = ["Kommunenr,Funksjon,Yrkeskode,Årsverk,Ansatte", "1103,253,2223,30,5,40",
             "1103,202,2341,40,0,45"]  # fmt: skip
    staff = read(written(tmp_path / "a.csv", lines))
    (finding,) = staff.of("error")
    assert finding.kind == "long_line"
    assert finding.values["lines"] == "2, 3"
    assert staff.fte_used == 0
    quoted = [lines[0], '1103,253,2223,"30,5",40', '1103,202,2341,"40,0",45']
    assert read(written(tmp_path / "b.csv", quoted)).fte_used == 70.5


def test_a_missing_delimiter_is_refused_and_nothing_is_read_from_the_next_column(tmp_path):
    lines = [f"{LINES[0]};Ansatte", "1103;253 2223;Sykepleier;30,5;40", "1103;120;4110;Kontor;2;3"]
    staff = read(written(tmp_path / "a.csv", lines))
    assert "short_line" in kinds(staff)
    assert staff.fte_used == 2


def test_empty_cells_at_the_end_may_be_too_many_or_left_away(tmp_path):
    more = [LINES[0], *(f"{line};;" for line in LINES[1:])]
    assert read(written(tmp_path / "a.csv", more)).fte_used == 43
    fewer = [f"{LINES[0]};Merknad", LINES[1], f"{LINES[2]};x", "Kilde: lønn"]
    assert read(written(tmp_path / "b.csv", fewer)).fte_used == 43


# Encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "cp865",
     "mac_roman"],
)  # fmt: skip
def test_norwegian_letters_in_every_encoding(tmp_path, encoding):
    assert decode("Årsverk på Øyane, æ".encode(encoding), "a")[0] == "Årsverk på Øyane, æ"
    assert read(written(tmp_path / "a.csv", LINES, encoding)).fte_used == 43


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_letters_that_were_coded_twice_are_put_back_and_said(tmp_path, encoding):
    lines = [line.encode().decode(encoding) for line in LINES]
    staff = read(written(tmp_path / "a.csv", lines))
    assert staff.fte_used == 43
    assert "coded_twice" in {finding.kind for finding in staff.of("warning")}
    assert "Sykepleier på Øyane" in staff.sheets[0].cells


def test_letters_as_they_should_be_are_left_alone():
    words = ["Årsverk", "Ærlig", "Čáhppe", "Kväll", "50 √ 2", "Ã", "naïve", "Œuvre"]
    assert mended(sheet_of([words])).cells[0].tolist() == words
    assert all(len(sign) > 1 for sign in TWICE_CODED)


def test_lost_letters_and_control_characters_are_told(tmp_path):
    lines = [
        LINES[0],
        LINES[1].replace("på", "p\ufffd"),
        LINES[2].replace("Kontor", "K\0ont\x0bor"),
    ]
    staff = read(written(tmp_path / "a.csv", lines))
    found = {finding.kind: finding for finding in staff.findings}
    assert {"lost_letters", "control_characters"} <= set(found)
    assert "Kont or" in staff.sheets[0].cells
    assert r"\x00" in told_words(found["control_characters"])[0]
    assert staff.fte_used == 43


def test_no_whole_cell_is_shown_by_what_is_told_of_letters(tmp_path):
    """The cell may name a person."""
    lines = [LINES[0].replace("Stilling", "Navn"), LINES[1].replace("på Øyane", "BjÃ¸rn")]
    for finding in read(written(tmp_path / "a.csv", lines)).findings:
        assert "BjÃ" not in told_words(finding)[0]
        assert "Bjørn" not in told_words(finding)[0]


# Wrong kinds of file


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tom"),
        (b"<!DOCTYPE html>\n<html><table><tr><td>x</td></tr></table></html>", "nettside"),
        ("\ufeff\n <TABLE><tr><td>x</td></tr></TABLE>".encode(), "nettside"),
        ("<html><table></table></html>".encode("utf-16"), "nettside"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "Excel 2003"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x1f\x8b\x08\x00", "arkiv"),
        (OLE + bytes(600) + "EncryptedPackage\0".encode("utf-16-le"), "passord"),
        (b"PK\x03\x04 not a workbook", "skadet"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".csv", ".ods"])
def test_another_kind_of_file_is_named_by_its_content(tmp_path, content, word, ending):
    file = tmp_path / f"a{ending}"
    file.write_bytes(content)
    assert word in problem(file)[1]


@pytest.mark.parametrize(
    ("member", "word"),
    [("Index/Document.iwa", "Numbers"), ("word/document.xml", "tekstdokument"), ("a.csv", "arkiv")],
)
def test_another_kind_of_archive_is_named_by_what_is_in_it(tmp_path, member, word):
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(member, "x")
    assert word in problem(file)[1]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
@pytest.mark.parametrize("ending", [".xls", ".xlsx"])
def test_text_with_the_ending_of_a_workbook_is_read_and_said(tmp_path, ending, delimiter):
    lines = [line.replace(";", delimiter) for line in LINES]
    staff = read(written(tmp_path / f"a{ending}", lines, "cp1252"))
    assert staff.fte_used == 43
    assert "other_content" in {finding.kind for finding in staff.of("note")}


def test_a_workbook_with_the_ending_of_text_is_read_and_said(tmp_path):
    from support.staff_files import HEADER, ROWS, write_xlsx

    file = write_xlsx(tmp_path / "a.xlsx", [HEADER, *ROWS]).rename(tmp_path / "a.csv")
    staff = read(file)
    assert staff.fte_used == 1014.75
    assert "other_content" in {finding.kind for finding in staff.of("note")}
