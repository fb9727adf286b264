"""What somebody else made, or has typed into a file of ours, is never lost."""

from __future__ import annotations

import json
import os
import warnings
from datetime import UTC, datetime

import pandas as pd
import pytest
from openpyxl import load_workbook

import autopot
from autopot import store
from autopot.api import export_tasks, import_tasks, start_folder, write_template
from autopot.errors import InputError, Kept

FILES = {"a.txt": b"a", "inputs/b.csv": b"b"}
DAY = datetime(2026, 3, 14, 12, tzinfo=UTC).timestamp()


def tree(folder):
    """Name -> content of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def typed(file, content):
    """A file that somebody changed on 14 March 2026."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (DAY, DAY))


# Folders


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "my web app"}',
        '{"made_by": "autopot"}',
        '{"made_by": "somebody", "kind": "run", "outputs": {}}',
        '{"made_by": "autopot", "kind": ["run"], "outputs": {}}',
        "[]",
        "",
        "{" * 100_000,
    ],
)
def test_a_folder_with_any_other_manifest_is_refused(tmp_path, manifest):
    typed(tmp_path / "d" / "manifest.json", manifest.encode())
    typed(tmp_path / "d" / "precious.docx", b"x")
    before = tree(tmp_path)
    with pytest.raises(InputError, match="did not make"):
        store.write_run(tmp_path / "d", FILES, {})
    assert tree(tmp_path) == before


def test_a_folder_without_manifest_is_refused(tmp_path):
    typed(tmp_path / "d" / "precious.docx", b"x")
    with pytest.raises(InputError, match="did not make"):
        store.write_run(tmp_path / "d", FILES, {})
    assert tree(tmp_path) == {"d/precious.docx": b"x"}


@pytest.mark.parametrize("there", ["comparison", "plan", "sweep", "code lists", "workforce"])
def test_a_result_of_another_kind_is_refused_both_ways(tmp_path, there):
    for first, second in [(there, "run"), ("run", there)]:
        target = tmp_path / first / "out"
        store.write_run(target, FILES, {}, first)
        before = tree(target)
        with pytest.raises(InputError) as error:
            store.write_run(target, FILES, {}, second)
        assert "choose another folder" in str(error.value)
        assert tree(target) == before


def test_a_plan_is_not_replaced_by_a_run_on_the_command_line(call, tmp_path, monkeypatch):
    """A planner reads in Norwegian what is in the way."""
    store.write_run(tmp_path / "p", {"follow-up.xlsx": b"typed"}, {}, "plan")
    before = tree(tmp_path)
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "nb")
    code, _, err = call("run", "base", "--draws", "100", "--no-report", "--out", "p")
    assert code == 1
    assert "en plan ligger der en kjøring skulle ligget; ingenting er rørt" in err
    assert tree(tmp_path) == before


def test_a_comparison_is_not_replaced_by_a_run(call, tmp_path):
    options = ("--draws", "100", "--no-report", "--out", "c")
    code, _, err = call("compare", "base", "cautious", *options)
    assert code == 0, err
    before = tree(tmp_path)
    code, _, err = call("run", "base", *options)
    assert (code, tree(tmp_path)) == (1, before)
    assert "a comparison in the place of a run" in err


def test_own_files_in_a_run_folder_stay(tmp_path):
    out = tmp_path / "out"
    store.write_run(out, {**FILES, "old.txt": b"old"}, {})
    typed(out / "notater.txt", b"mine")
    typed(out / "inputs" / "mine.csv", b"mine")
    typed(out / "bilder" / "a.txt", b"mine")
    (out / "tom").mkdir()
    with pytest.warns(Kept, match=r"left as they were: bilder, inputs/mine.csv, notater.txt, tom"):
        store.write_run(out, {"a.txt": b"new"}, {})
    assert set(tree(out)) == {
        "a.txt",
        "manifest.json",
        "notater.txt",
        "inputs/mine.csv",
        "bilder/a.txt",
    }
    assert (out / "tom").is_dir()
    assert os.listdir(tmp_path) == ["out"]


def test_a_changed_file_of_ours_is_kept_under_its_day(tmp_path):
    out = tmp_path / "out"
    store.write_run(out, FILES, {})
    for number, content in enumerate([b"first", b"second"], start=1):
        typed(out / "a.txt", content)
        name = ("a (changed 2026-03-14).txt", "a (changed 2026-03-14, 2).txt")[number - 1]
        with pytest.warns(Kept) as told:
            store.write_run(out, FILES, {})
        assert f"a.txt was changed or made by others, and is kept as '{name}'" in str(
            told[0].message
        )
        assert (out / name).read_bytes() == content
        assert (out / "a.txt").read_bytes() == b"a"


def test_a_file_of_others_with_the_name_of_a_new_one_is_kept(tmp_path):
    out = tmp_path / "out"
    store.write_run(out, FILES, {})
    typed(out / "report.html", b"mine")
    with pytest.warns(Kept, match="report.html was changed or made by others"):
        store.write_run(out, {**FILES, "report.html": b"ours"}, {})
    assert (out / "report (changed 2026-03-14).html").read_bytes() == b"mine"
    assert (out / "report.html").read_bytes() == b"ours"


def test_a_manifest_cannot_delete_outside_its_folder(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"x")
    out = tmp_path / "out"
    store.write_run(out, FILES, {})
    about = json.loads((out / "manifest.json").read_text("utf-8"))
    about["outputs"]["../outside.txt"] = store.sha256(b"x")
    (out / "manifest.json").write_text(json.dumps(about), "utf-8")
    store.write_run(out, FILES, {})
    assert outside.read_bytes() == b"x"


def test_what_a_file_manager_leaves_is_no_content(tmp_path):
    typed(tmp_path / "out" / "desktop.ini", b"[x]")
    with pytest.warns(Kept, match="desktop.ini"):
        store.write_run(tmp_path / "out", FILES, {})
    assert set(tree(tmp_path / "out")) == {*FILES, "manifest.json", "desktop.ini"}


def test_nothing_is_said_where_nothing_was_kept(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2):
            store.write_run(tmp_path / "out", FILES, {})
    assert set(tree(tmp_path / "out")) == {*FILES, "manifest.json"}


def test_the_rights_of_a_folder_stay(tmp_path):
    out = tmp_path / "out"
    store.write_run(out, FILES, {})
    out.chmod(0o700)
    store.write_run(out, FILES, {})
    assert out.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("there", ["empty", "run", "nothing"])
def test_a_link_is_followed(tmp_path, there):
    real, link = tmp_path / "disk" / "real", tmp_path / "out"
    real.parent.mkdir()
    if there == "empty":
        real.mkdir()
    if there == "run":
        store.write_run(real, {"old.txt": b"old"}, {})
    link.symlink_to(real)
    store.write_run(link, FILES, {})
    assert link.is_symlink()
    assert set(tree(real)) == {*FILES, "manifest.json"}
    assert store.read_run(link).changed == []
    assert os.listdir(real.parent) == ["real"]


def test_a_link_into_nothing_is_refused(tmp_path):
    link = tmp_path / "out"
    link.symlink_to(tmp_path / "unplugged" / "results")
    for write in (lambda: store.write_run(link, FILES, {}), lambda: store.write_output(link, b"x")):
        with pytest.raises(InputError, match="connect the drive"):
            write()
    assert os.listdir(tmp_path) == ["out"]


def test_a_link_in_a_circle_is_refused(tmp_path):
    (tmp_path / "out").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "out")
    with pytest.raises(InputError):
        store.write_run(tmp_path / "out", FILES, {})


def test_the_folder_one_stands_in_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="the folder you stand in"):
        store.write_run(tmp_path / ".", FILES, {})


@pytest.mark.parametrize("sign", ["~$a.txt", ".~lock.a.txt#"])
def test_a_file_that_is_open_in_excel_is_refused(tmp_path, sign):
    out = tmp_path / "out"
    store.write_run(out, FILES, {"n": 1})
    (out / sign).write_bytes(b"")
    before = tree(out)
    with pytest.raises(InputError, match=r"a\.txt is open in Excel"):
        store.write_run(out, FILES, {"n": 2})
    with pytest.raises(InputError, match=r"a\.txt is open in Excel"):
        store.write_output(out / "a.txt", b"x")
    assert tree(out) == before


# Single files


def test_an_earlier_file_is_kept_beside(tmp_path):
    typed(tmp_path / "a.csv", b"mine")
    with pytest.warns(Kept, match=r"a\.csv .* kept as 'a \(changed 2026-03-14\)\.csv'"):
        store.write_output(tmp_path / "a.csv", b"new")
    assert tree(tmp_path) == {"a.csv": b"new", "a (changed 2026-03-14).csv": b"mine"}
    store.write_output(tmp_path / "a.csv", b"new")
    assert len(tree(tmp_path)) == 2


def test_a_device_or_folder_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(InputError, match="not a plain file"):
            store.write_output(place, b"x")


def test_a_link_to_a_file_is_followed(tmp_path):
    typed(tmp_path / "real.csv", b"x")
    (tmp_path / "a.csv").symlink_to(tmp_path / "real.csv")
    store.write_output(tmp_path / "a.csv", b"new", replace=True)
    assert (tmp_path / "a.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


# Each command


def staff(folder, rows=("1103,school,Lærer,20", "1103,school,Ukjent yrke,5")):
    file = folder / "staff.csv"
    file.write_text("municipality,sector,title,fte\n" + "\n".join(rows) + "\n", "utf-8")
    return file


def test_what_was_typed_into_the_control_workbook_is_kept_beside_the_new_one(tmp_path):
    """Codes have a file of their own (test_mapping_file.py); a note in the workbook is kept too."""
    file, out = staff(tmp_path), tmp_path / "kontroll.xlsx"
    autopot.check_staff(file).save(out)
    book = load_workbook(out)
    book.worksheets[0]["C3"] = "snakk med Kari"
    book.save(out)
    with pytest.warns(Kept, match=r"kontroll\.xlsx was changed"):
        autopot.check_staff(file).save(out)
    (beside,) = tmp_path.glob("kontroll (*.xlsx")
    assert load_workbook(beside).worksheets[0]["C3"].value == "snakk med Kari"
    assert load_workbook(out).worksheets[0]["C3"].value is None


def test_a_control_workbook_of_others_is_kept(tmp_path):
    typed(tmp_path / "kontroll.xlsx", b"not even a workbook")
    with pytest.warns(Kept):
        autopot.check_staff(staff(tmp_path)).save(tmp_path / "kontroll.xlsx")
    (kept,) = tmp_path.glob("kontroll (* 2026-03-14).xlsx")
    assert kept.read_bytes() == b"not even a workbook"


def test_an_untouched_control_workbook_is_replaced(tmp_path):
    out = tmp_path / "kontroll.xlsx"
    autopot.check_staff(staff(tmp_path)).save(out)
    autopot.check_staff(staff(tmp_path, ["1103,school,Noe annet,5"])).save(out)
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["kontroll.xlsx"]


def test_corrections_in_a_task_workbook_are_kept(tmp_path):
    out = tmp_path / "oppgaver.xlsx"
    export_tasks(out, ["4110"])
    export_tasks(out, ["5321"])  # untouched, so replaced
    book = load_workbook(out)
    book["Tasks"]["D2"] = "Rettet"
    book.save(out)
    with pytest.warns(Kept):
        export_tasks(out, ["5321"])
    (beside,) = tmp_path.glob("oppgaver (*.xlsx")
    assert load_workbook(beside)["Tasks"]["D2"].value == "Rettet"


def test_imported_corrections_lie_beside_the_workbook_and_can_be_saved(tmp_path):
    """Without a name for the file it gets one, and the result with them can be written out."""
    book = tmp_path / "helse.xlsx"
    export_tasks(book, ["5321"])
    opened = load_workbook(book)
    opened["Tasks"]["D2"] = "Rettet tekst"
    opened.save(book)
    typed(tmp_path / "helse-rettelser.csv", b"mine")
    with pytest.warns(Kept, match=r"helse-rettelser\.csv"):
        found = import_tasks(book, draws=100)
    assert found.file == (tmp_path / "helse-rettelser.csv").resolve()
    assert "Rettet tekst" in found.file.read_text("utf-8")
    (kept,) = tmp_path.glob("helse-rettelser (* 2026-03-14).csv")
    assert kept.read_bytes() == b"mine"
    saved = found.after.save(tmp_path / "run", report=False)
    assert (saved / "inputs" / "overlay.csv").read_bytes() == found.file.read_bytes()
    assert autopot.verify(saved).holds


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("mal.xlsx", lambda path: write_template(path)),
        ("svar.yaml", lambda path: autopot.api.assess(path, lambda *_: "h", lambda _: None)),
        ("kommune", lambda path: start_folder(path.parent, "1103")),
    ],
)
def test_what_is_to_be_filled_in_is_never_written_over(tmp_path, name, write):
    typed(tmp_path / name, b"typed")
    with pytest.raises(InputError):
        write(tmp_path / name)
    assert tree(tmp_path) == {name: b"typed"}


def test_a_sweep_file_of_others_in_its_folder_stays(tmp_path):
    """A folder with just a sweep.yaml looks like a sweep that was begun; what is in it decides."""
    from autopot.store.sweeps import (
        SWEEP,
        open_sweep,
    )

    typed(tmp_path / SWEEP, b"mine")
    manifest = {"sweep": "s-1", "hash": "1", "points": 1}
    with pytest.warns(Kept, match=r"sweep\.yaml"):
        open_sweep(tmp_path, manifest, pd.DataFrame({"point": [1]}), b"name: s\n")
    assert (tmp_path / "sweep (changed 2026-03-14).yaml").read_bytes() == b"mine"
    about = store.own_manifest(tmp_path)
    assert about is not None
    assert about["kind"] == "sweep"


def test_building_a_workforce_leaves_the_packaged_one(tmp_path, monkeypatch, call):
    """Two cells differ by 0.5 and -0.25 FTE and one is new with 2: 3 rows, at most 2, +2.25."""
    packaged = tmp_path / "data" / "workforce"
    packaged.mkdir(parents=True)
    head = "municipality,sector,occupation,fte,source_id\n"
    before = head + "0301,school,2330,10.0,x\n0301,school,2341,4.0,x\n0301,school,4110,1.0,x\n"
    (packaged / "by.csv").write_text(before, "utf-8")
    after = pd.DataFrame(
        [
            ("0301", "school", "2330", 10.5, "x"),
            ("0301", "school", "2341", 3.75, "x"),
            ("0301", "school", "4110", 1.0, "x"),
            ("0301", "school", "5321", 2.0, "x"),
        ],
        columns=["municipality", "sector", "occupation", "fte", "source_id"],
    )
    margins = pd.DataFrame(
        [("m", "hard", 17.25, 17.25, 17.25, 0.0, 1, "x")],
        columns=[
            "margin", "kind", "low", "high", "reached", "residual", "within_tolerance", "source_id",
        ],
    )  # fmt: skip
    from autopot.questions import workforce

    monkeypatch.setattr(workforce, "_estimated", lambda _: {"by": after, "by-margins": margins})
    monkeypatch.setattr(workforce.catalogue, "data_directory", lambda: tmp_path / "data")
    code, out, err = call("workforce", "build", "by", "--language", "nb")
    assert code == 0, err
    (line,) = [line.split() for line in out.splitlines() if line.startswith("by.csv")]
    assert line == ["by.csv", "ja", "3", "2,00", "+2,25"]
    assert (packaged / "by.csv").read_text("utf-8") == before
    assert set(tree(tmp_path / "bemanning-by")) == {"by.csv", "by-margins.csv", "manifest.json"}
    call("workforce", "replace-packaged", "by")
    assert (packaged / "by.csv").read_bytes() == (tmp_path / "bemanning-by/by.csv").read_bytes()


def test_sheets_of_a_killed_process_are_removed(tmp_path, monkeypatch):
    """Its folder is left with nobody to hold its lock; a folder that is held stays."""
    import tempfile

    from filelock import FileLock

    from autopot.views import temporary

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("dead", "alive", "young"):
        folder = tmp_path / f"{temporary.PREFIX}{name}"
        folder.mkdir()
        (folder / "openpyxl.x").write_bytes(b"sheet")
    alive = FileLock(tmp_path / f"{temporary.PREFIX}alive" / temporary.LOCK)
    with alive:
        for name in ("dead", "alive"):
            os.utime(tmp_path / f"{temporary.PREFIX}{name}", (DAY, DAY))
        temporary.remove_leftovers()
    assert {path.name.removeprefix(temporary.PREFIX) for path in tmp_path.iterdir()} == {
        "alive",
        "young",
    }


def test_sheets_lie_in_a_folder_of_ours_while_they_are_written(tmp_path):
    """So that a killed process leaves nothing that cannot be told to be ours."""
    from pathlib import Path

    from openpyxl import Workbook

    from autopot.views import temporary, workbook

    assert workbook.TablesWorkbook()
    sheet = Workbook(write_only=True).create_sheet("x")
    sheet.append(["secret"])
    place = Path(sheet._writer.out)
    assert place.parent.name.startswith(temporary.PREFIX)
    sheet.close()
    place.unlink()
    del tmp_path


@pytest.mark.parametrize(
    ("room", "name", "reason"),
    [("os", "rename", 13), ("path", "write_bytes", 28), ("os", "mkdir", 30)],
)
def test_a_disk_that_refuses_leaves_a_folder_as_it_was(tmp_path, monkeypatch, room, name, reason):
    """13: a file in it is open on Windows; 28: the disk is full; 30: it is write-protected."""
    from pathlib import Path

    out = tmp_path / "out"
    store.write_run(out, FILES, {"n": 1})
    typed(out / "a.txt", b"typed")
    before = tree(tmp_path)

    def refuse(*_, **__):
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr({"os": os, "path": Path}[room], name, refuse)
    with pytest.raises(InputError, match="cannot be written"):
        store.write_run(out, FILES, {"n": 2})
    monkeypatch.undo()
    assert tree(tmp_path) == before
