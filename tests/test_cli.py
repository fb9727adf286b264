"""The command line as a user meets it: output, files, errors, exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time

import openpyxl
import pandas as pd
import pytest

from autopot.cli import main


def test_run_writes_the_promised_files(call, tmp_path):
    """Their names, and in the manifest the seed, the inputs and the checksum of each."""
    code, out, _ = call("run", "base", "--draws", "300", "--out", "res", "--language", "nb")
    assert code == 0
    assert "Teknisk potensial:" in out
    assert "Administrasjon og styring" in out
    manifest = json.loads((tmp_path / "res" / "manifest.json").read_text("utf-8"))
    assert manifest["seed"] == 20190801
    assert manifest["workforce_is_estimate"] is True
    assert "data/occupations/tasks.csv" in manifest["inputs"]
    for name, checksum in manifest["outputs"].items():
        content = (tmp_path / "res" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == checksum
    assert {p.name for p in (tmp_path / "res").iterdir()} == {
        "manifest.json",
        "datapackage.json",
        "scenario.yaml",
        "potential.parquet",
        "gap.parquet",
        "charts.json",
        "tables.xlsx",
        "report.html",
    }
    assert "report.html" in out


def test_run_without_report_and_with_sensitivity(call, tmp_path, two_towns):
    two_towns.to_csv(tmp_path / "staff.csv", index=False)
    own = ("run", "staff.csv", "--draws", "200", "--quiet", "--language", "nb")
    assert call(*own, "--no-report", "--out", "a")[0] == 0
    assert not (tmp_path / "a" / "report.html").exists()
    assert call(*own, "--sensitivity", "--out", "b")[0] == 0
    page = (tmp_path / "b" / "report.html").read_text("utf-8")
    assert "Overføring til norske kommuner" in page
    code, out, _ = call("chart", "b", "--list")
    assert code == 0
    assert "uncertainty" in out
    code, out, _ = call("chart", "b", "uncertainty", "-o", "u.svg")
    assert (code, out.strip()) == (0, "u.svg")
    assert (tmp_path / "u.svg").read_text("utf-8").startswith("<svg")


def test_default_place_is_runs_name_hash_and_repeats_to_the_byte(call, tmp_path):
    assert call("run", "base", "--draws", "200", "--quiet")[0] == 0
    (folder,) = (tmp_path / "runs").iterdir()
    assert folder.name.startswith("base-")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    time.sleep(1.1)  # so that a time of writing in any file would show
    assert call("run", "base", "--draws", "200", "--threads", "1", "--quiet")[0] == 0
    assert [p.name for p in (tmp_path / "runs").iterdir()] == [folder.name]
    assert before == {p.name: p.read_bytes() for p in folder.iterdir()}


def test_another_seed_is_another_run(call, tmp_path):
    call("run", "base", "--draws", "100", "--seed", "0", "--quiet", "--no-report")
    call("run", "base", "--draws", "100", "--seed", "1", "--quiet", "--no-report")
    tables = [pd.read_parquet(p / "potential.parquet") for p in (tmp_path / "runs").iterdir()]
    assert len(tables) == 2
    assert not tables[0].equals(tables[1])


def test_the_resolved_scenario_can_be_run_again(call, tmp_path):
    call("run", "fast", "--draws", "200", "--out", "one", "--quiet", "--no-report")
    call("run", "one/scenario.yaml", "--out", "two", "--quiet", "--no-report")
    first, second = (pd.read_parquet(tmp_path / d / "potential.parquet") for d in ("one", "two"))
    pd.testing.assert_frame_equal(first, second)


def test_json_is_one_object_and_nothing_else(call):
    code, out, err = call("run", "base", "--draws", "300", "--json")
    assert (code, err) == (0, "")
    result = json.loads(out)
    assert len(result["sectors"]) == 9
    assert len(result["municipalities"]) == 5
    assert result["total"]["share_p05"] < result["total"]["share_mean"]
    assert result["workforce_is_estimate"] is True


def test_workbook_opens_with_the_first_page_and_no_formula(call, tmp_path):
    words = ("--draws", "200", "--out", "res", "--quiet", "--no-report", "--language", "nb")
    call("run", "base", *words)
    book = openpyxl.load_workbook(tmp_path / "res" / "tables.xlsx")
    assert book.sheetnames[:3] == ["Nøkkeltall", "Først", "Slik leses tallene"]
    assert "ikke innsparing" in "".join(str(r[0].value) for r in book.worksheets[2])
    assert book.sheetnames[-2:] == ["Kilder", "Kolonner"]
    assert len(book["Sektorer"]["A"]) == 10
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book["Kommuner"]["A2"].value == "0301"


def test_text_that_looks_like_a_formula_stays_text(call, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {nb: '=1+1', en: b}\nreason: {nb: '@SUM(A1)', en: b}\n"
        "references: [judgement]\nextends: base\nuncertainty: {draws: 100}\n",
        "utf-8",
    )
    assert call("run", "own.yaml", "--out", "res", "--no-report", "--language", "nb")[0] == 0
    book = openpyxl.load_workbook(tmp_path / "res" / "tables.xlsx")
    cell = book.worksheets[2]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


ERRORS = {
    "unknown scenario": (["run", "bse"], 1, "did you mean base?"),
    "missing file": (["run", "none.yaml"], 1, "no such file"),
    "too few draws": (["run", "base", "--draws", "5"], 1, "allowed: 100 or more"),
    "no argument": (["run"], 2, "autopot run | SCENARIO is missing"),
    "unknown option": (
        ["run", "base", "--drawz", "5"],
        2,
        "no such option --drawz | did you mean --draws?",
    ),
    "unknown command": (["rnu"], 2, "no such command 'rnu'"),
    "unknown occupation": (["explain", "9999"], 1, "is not a STYRK-08 code"),
    "unknown workforce": (["workforce", "build", "x"], 1, "not known"),
    "no such run": (["chart", "none", "total"], 1, "a directory written by autopot run"),
    "unknown language": (
        ["explain", "4110", "--language", "da"],
        2,
        "--language 'da' | allowed: nb, nn, en",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors_have_a_message_and_an_exit_code_and_no_traceback(call, tmp_path, case):
    args, expected, message = ERRORS[case]
    code, out, err = call(*args)
    assert code == expected
    assert message in err
    assert "Traceback" not in out + err
    assert list(tmp_path.iterdir()) == []


def test_a_bad_scenario_writes_nothing(call, tmp_path):
    (tmp_path / "bad.yaml").write_text("name: bad\nextends: base\nfoo: 1\n", "utf-8")
    code, _, err = call("run", "bad.yaml", "--out", "res")
    assert code == 1
    assert "bad.yaml:3 | foo is not a key" in err
    assert [p.name for p in tmp_path.iterdir()] == ["bad.yaml"]


def test_out_never_replaces_something_else(call, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    code, _, err = call("run", "base", "--draws", "100", "--out", "mine")
    assert code == 1
    assert "files that autopot did not make" in err
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"


def test_a_defect_of_ours_is_exit_code_4(call, monkeypatch):
    import autopot.api

    def broken(*_, **__):
        raise RuntimeError("broken")

    monkeypatch.setattr(autopot.api, "run", broken)
    code, _, err = call("run", "base")
    assert code == 4
    assert "RuntimeError: broken" in err


def test_debug_shows_the_traceback(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    from autopot.errors import InputError

    with pytest.raises(InputError):
        main(["--debug", "run", "bse"])


def test_explain_in_both_languages(call):
    _, nb, _ = call("explain", "4110", "--language", "nb")
    _, en, _ = call("explain", "4110", "--language", "en")
    assert "4110 Kontormedarbeidere" in nb
    assert "Publiserte mål" in nb
    assert "Published measures" in en


def test_data_check_passes(call):
    code, out, _ = call("data", "check")
    assert code == 0
    assert "No faults" in out


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "chart",
        "check",
        "explain",
        "radar",
        "validate",
        "verify",
        "workforce",
        "fetch",
        "data",
    ],
)
def test_help_of_each_command(call, command):
    code, out, _ = call(command, "--help")
    assert code == 0
    assert "Usage:" in out


def test_help_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from autopot.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'pyomo', 'pydantic', 'openpyxl', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_run_path_imports_neither_pyomo_nor_scipy(tmp_path):
    code = (
        "import sys, autopot\n"
        "autopot.run('base', draws=100, changes={'calibrate': {'total': 0.2}}).save('res')\n"
        "assert not {'pyomo', 'scipy', 'highspy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_run_leaves_nothing_half_written(tmp_path):
    """Interrupt at many moments: either a whole run directory is there, or nothing visible."""
    for delay in (0.5, 1.1, 1.7):
        process = subprocess.Popen(
            [sys.executable, "-m", "autopot", "run", "base", "--draws", "3000", "--out", "res"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=300)
        if (tmp_path / "res").exists():
            manifest = json.loads((tmp_path / "res" / "manifest.json").read_text("utf-8"))
            files = {path.name for path in (tmp_path / "res").iterdir()}
            assert files == {"manifest.json", *manifest["outputs"]}
