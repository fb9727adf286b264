"""No file, however broken or large, takes the program down."""

from __future__ import annotations

import io
import random
import zipfile

import pandas as pd
import pytest

from autopot.errors import InputError
from autopot.workforce.staff import bounded, extent
from autopot.workforce.staff.bounded import read_bounded
from support.staff_files import HEADER, ROWS, read, write_csv, write_xlsx


def with_sheet(path, change):
    """A workbook whose first sheet's XML is changed."""
    source = write_xlsx(path.with_name("source.xlsx"), [HEADER, *ROWS])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = change(content)
            new.writestr(member.filename, content)
    return path


def cell_at(reference: str):
    row = "".join(sign for sign in reference if sign.isdigit())
    cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    return lambda xml: xml.replace(b"</sheetData>", cell)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("XFD100000", "far out"),
        ("Z1048576", "far out"),
        ("A2147483647", "outside every sheet"),
        ("ZZZZZZ4294967295", "outside every sheet"),
    ],
)
def test_a_value_far_out_is_refused_before_room_is_made_for_it(tmp_path, reference, said):
    with pytest.raises(InputError, match=said):
        read_bounded(with_sheet(tmp_path / "a.xlsx", cell_at(reference)))


def test_an_archive_that_lies_about_its_size_is_counted(tmp_path, monkeypatch):
    """The bytes that come out are counted, whatever the archive says of them."""
    monkeypatch.setattr(extent, "MAX_UNPACKED", 50_000)
    big = with_sheet(tmp_path / "a.xlsx", lambda xml: xml + b"<!--" + b" " * 60_000 + b"-->")
    with pytest.raises(InputError, match="when unpacked"):
        read_bounded(big)


def test_a_large_workbook_is_read_apart_with_the_same_result(tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *ROWS])
    (here,) = read_bounded(path)
    monkeypatch.setattr(bounded, "SMALL", 0)
    (apart,) = read_bounded(path)
    assert (here.cells == apart.cells).all()
    assert (here.kinds == apart.kinds).all()


def test_a_reader_that_needs_too_much_time_or_memory_is_stopped(tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *ROWS])
    monkeypatch.setattr(bounded, "SMALL", 0)
    monkeypatch.setattr(bounded, "SECONDS", 0.001)
    with pytest.raises(InputError, match="seconds"):
        read_bounded(path)


def test_faults_found_apart_are_told_as_here(tmp_path):
    path = tmp_path / "a.ods"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    with pytest.raises(InputError) as found:
        read_bounded(path)
    assert len(found.value.problems) == 1


def originals(folder):
    """A workbook, text in two encodings, and Parquet."""
    workbook = write_xlsx(folder / "a.xlsx", [HEADER, *ROWS]).read_bytes()
    text = write_csv(folder / "a.csv", [HEADER, *ROWS]).read_bytes()
    old = write_csv(folder / "b.csv", [HEADER, *ROWS], encoding="cp1252").read_bytes()
    table = io.BytesIO()
    pd.DataFrame(ROWS, columns=HEADER).to_parquet(table)
    return [(".xlsx", workbook), (".csv", text), (".csv", old), (".parquet", table.getvalue())]


MUTATED = 160  # forty of each kind, half of the workbooks with a whole archive around them


def mutated(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case 2:
                data[at:at] = bytes(chance.choices(b'\x00\x0b\x1f";,\t\n=<&\xff', k=5))
            case _:
                data[at:] = data[at : at + chance.randint(1, 400)]
        if not data:
            data = bytearray(b"\0")
    return bytes(data)


def mutated_sheet(content: bytes, chance: random.Random) -> bytes:
    """A workbook whose archive is whole and whose XML is not."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.infolist():
            inner = old.read(member)
            if member.filename.startswith("xl/") and chance.random() < 0.5:
                inner = mutated(inner, chance)
            new.writestr(member.filename, inner)
    return result.getvalue()


def test_mutated_files_are_read_or_refused(tmp_path):
    """Seeded, so that a failure can be seen again; anything but a result or an InputError fails."""
    chance = random.Random(20261128)
    files = originals(tmp_path)
    refused = 0
    for number in range(MUTATED):
        suffix, content = files[number % len(files)]
        change = mutated_sheet if suffix == ".xlsx" and number % 8 == 0 else mutated
        path = tmp_path / f"m{suffix}"
        path.write_bytes(change(content, chance))
        try:
            read(path)
        except InputError:
            refused += 1
        except Exception as error:
            raise AssertionError(f"file {number} ({suffix}): {error!r}") from error
    assert 0 < refused < MUTATED
