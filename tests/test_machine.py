"""What the machine or a strange file stops us with is told in words, and is not called a defect."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import autopot
from autopot.cli.commands import COMMANDS
from autopot.errors import (
    MOST_PROBLEMS,
    SHOWN_PART,
    InputError,
    MachineError,
    Problem,
    elided,
)
from autopot.json_text import MAX_LEVELS, plain_json
from autopot.machine import explained
from autopot.messages import LANGUAGES, say
from autopot.scenario.yaml_text import read_yaml
from autopot.version import package_version

HEAD = "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and devices of Linux")


def command(*args, folder, before="", after="", **environment):
    """Run the command line in a shell of its own: exit code, output and errors as bytes."""
    words = " ".join(f"'{word}'" for word in (sys.executable, "-m", "autopot", *args))
    done = subprocess.run(
        ["bash", "-c", f"{before} {words} {after}"],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "0", **environment},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@linux
@pytest.mark.parametrize("encoding", ["cp1252", "cp865", "ascii"])
def test_output_in_any_code_page_ends_well(tmp_path, encoding):
    """4110 is explained with a name that holds a ń, which none of the code pages has."""
    code, out, err = command("explain", "4110", folder=tmp_path, PYTHONIOENCODING=encoding)
    assert (code, err) == (0, b"")
    assert b"4110 Kontormedarbeidere" in out
    code, out, err = command("explain", "411æ", folder=tmp_path, PYTHONIOENCODING=encoding)
    assert (code, out) == (1, b"")
    assert b"411" in err


@linux
def test_output_in_a_posix_locale_ends_well(tmp_path):
    code, out, err = command(
        "explain", "4110", folder=tmp_path, LC_ALL="C", PYTHONCOERCECLOCALE="0"
    )
    assert (code, err) == (0, b"")
    assert b"Teknisk potensial" in out


@linux
def test_json_loses_no_sign_in_any_code_page(tmp_path):
    """The same in an old code page as in UTF-8, with the names of sectors in Norwegian."""
    ask = ("bounds", "base", "--json")
    found = []
    for encoding in ("cp865", "utf-8"):
        code, out, _ = command(*ask, folder=tmp_path, PYTHONIOENCODING=encoding)
        assert code == 0
        found.append(json.loads(out.decode(encoding)))
    assert found[0] == found[1]


@linux
@pytest.mark.parametrize("args", [("explain", "4110"), ("--help",), ("run", "--help")])
def test_a_pipe_that_nobody_reads_is_left_without_a_word(tmp_path, args):
    code, _, err = command(*args, folder=tmp_path, after="| true; exit ${PIPESTATUS[0]}")
    assert (code, err) == (0, b"")


@linux
def test_a_full_disk_behind_the_output_is_the_machine(tmp_path):
    code, _, err = command("explain", "4110", folder=tmp_path, after="> /dev/full")
    assert (code, err.count(b"\n")) == (5, 1)
    assert b"disken er full" in err


@linux
@pytest.mark.parametrize(
    ("limit", "words"),
    [("ulimit -n 12;", "for mange åpne filer"), ("ulimit -f 20;", "filen blir større enn")],
)
def test_a_limit_of_the_system_is_not_a_defect(tmp_path, limit, words):
    """12 open files, and files of 20 blocks of 1 kB, in a run that needs more of both."""
    args = ("run", "base", "--draws", "100", "--no-report", "--out", "res")
    code, _, err = command(*args, folder=tmp_path, before=limit, PYTHONIOENCODING="utf-8")
    assert code == 5
    assert words in err.decode()
    assert b"Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (MemoryError(), MachineError),
        (ImportError("libx.so: failed to map segment from shared object"), MachineError),
        (RuntimeError("can't start new thread"), MachineError),
        (OSError(errno.ENOSPC, "No space left on device"), MachineError),
        (OSError(errno.EMFILE, "Too many open files", "a"), MachineError),
        (OSError(errno.EFBIG, "File too large"), MachineError),
        (ValueError("IO_ENOSPC"), MachineError),
        (OSError(errno.ENAMETOOLONG, "File name too long", "a" * 5000), InputError),
        (PermissionError(errno.EACCES, "Permission denied", "a.csv"), InputError),
        (RecursionError("maximum recursion depth exceeded"), InputError),
        (ValueError("embedded null byte"), InputError),
    ],
)
def test_errors_of_the_machine_and_of_outside_text_are_explained(error, kind):
    known = explained(error)
    assert type(known) is kind
    (problem,) = known.problems
    assert problem.line("en") not in {problem.line("nb"), problem.line("nn")}
    assert len(str(problem)) < 2 * SHOWN_PART


def test_a_fault_of_our_own_stays_a_defect():
    own = str(Path(autopot.__file__).parent / "packaged" / "x.csv")
    assert explained(FileNotFoundError(errno.ENOENT, "No such file", own)) is None
    assert explained(OSError("of no kind")) is None
    assert explained(KeyError("x")) is None


def read(tmp_path, text):
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    return read_yaml(tmp_path / "x.yaml")[0]


@pytest.mark.parametrize(
    "deep", ["a: " + "[" * 900 + "]" * 900, "a: " + "{b: " * 900 + "1" + "}" * 900]
)
def test_yaml_nested_deep_is_refused_with_its_line(tmp_path, deep):
    with pytest.raises(InputError, match=r"x\.yaml:1 \| more than 40 levels"):
        read(tmp_path, deep)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0144", "144"),
        ("-0144", "-144"),
        ("1:40", ""),
        ("1:40.5", ""),
        ("0x64", ""),
        ("0b11", ""),
        ("1_000", "1000"),
        ("08.5", "8.5"),
    ],
)
def test_numbers_of_yaml_that_people_read_otherwise_are_refused_as_typed(tmp_path, text, meant):
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"a: {{b: [1, {text}]}}\n")
    (problem,) = caught.value.problems
    assert f"a.b.1 = {text}," in str(problem.found)
    assert f'"{text}"' in str(problem.remedy)
    assert str(problem.remedy).endswith(f"or write the number {meant}") is bool(meant)


def test_a_number_in_quotes_is_text(tmp_path):
    assert read(tmp_path, "a: [\"0144\", '1:40', '100']") == {"a": ["0144", "1:40", "100"]}


@given(number=st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_as_a_computer_writes_it_is_read_back(tmp_path_factory, number):
    folder = tmp_path_factory.mktemp("yaml")
    shown = repr(number)
    if len(shown) <= 60:
        found = read(folder, f"a: {shown}\n")["a"]
        assert (found, type(found)) == (number, type(number))


def test_a_long_number_is_counted_and_not_printed(call, tmp_path):
    text = f"{HEAD}extends: base\nuncertainty: {{draws: {'1' * 100_000}}}\n"
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    code, _, err = call("run", "own.yaml")
    assert code == 1
    assert "uncertainty.draws is a number of 100,000 signs" in err
    assert len(err) < 200


@pytest.mark.parametrize("indent", ["", "evidence:\n  override:\n"])
def test_many_unknown_keys_are_counted_and_not_all_shown(call, tmp_path, indent):
    space = "    " if indent else ""
    keys = "".join(f"{space}unknown{n}: 0.5\n" for n in range(20_000))
    (tmp_path / "own.yaml").write_text(f"{HEAD}extends: base\n{indent}{keys}", "utf-8")
    code, _, err = call("run", "own.yaml")
    assert code == 1
    lines = err.splitlines()
    assert len(lines) == MOST_PROBLEMS + 1
    assert f"{20_000 - MOST_PROBLEMS:,} more faults" in lines[-1]


@given(st.text(max_size=3_000), st.integers(3, 100))
def test_elided_text_has_its_beginning_and_end(text, most):
    cut = elided(text, most)
    assert len(cut) <= max(most, 0)
    assert cut == text or (text.startswith(cut.split("…")[0]) and len(cut) == most)


def test_a_problem_is_short_whatever_it_is_made_of():
    long = "x" * 100_000
    problem = Problem(long, long, long, long)
    assert all(len(problem.line(name)) < 4.2 * SHOWN_PART for name in LANGUAGES)


def test_a_problem_cannot_command_the_terminal():
    problem = Problem("a\x1b[31m", say("{key} is not a key", key="b\x00"))
    assert str(problem) == r"a\x1b[31m | b\x00 is not a key"
    assert problem.line("nb") == r"a\x1b[31m | nøkkelen b\x00 finnes ikke"


def test_json_is_read_to_a_depth():
    def nested(levels):
        return "[" * levels + "]" * levels

    assert plain_json(nested(MAX_LEVELS))
    for text in (nested(MAX_LEVELS + 1), nested(900), "[" * 100_000, '{"a":' * 100_000):
        with pytest.raises(ValueError, match="levels"):
            plain_json(text)


@pytest.mark.parametrize(
    "manifest",
    [
        "[" * 100_000,
        '{"outputs": {}, "a": ' + "[" * 900 + "]" * 900 + "}",
        json.dumps({"outputs": {"a\0b": "x"}}),
        json.dumps({"outputs": {"x" * 5_000: "x"}}),
        json.dumps({"outputs": {}, "packages": {"": "1", "\0": "2", "x" * 5_000: "3"}}),
    ],
)
def test_a_strange_manifest_is_not_a_defect(call, tmp_path, manifest):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "manifest.json").write_text(manifest, "utf-8")
    for args in (("verify", "run"), ("sweep", "status", "run"), ("track", "run", "a.xlsx")):
        code, _, err = call(*args)
        assert code == 1, err
        assert "\0" not in err


@pytest.mark.parametrize("place", ["x" * 5_000, "a/" * 2_100], ids=["name", "path"])
def test_a_path_that_is_too_long_is_wrong_input(call, place):
    run = ("run", "base", "--draws", "100", "--no-report", "--out")
    for args in ((*run, place), ("run", f"{place}x.yaml"), ("verify", place), ("check", place)):
        code, _, err = call(*args)
        assert code == 1, err
        assert "defect" not in err


def test_the_entry_point_is_callable_after_every_command_is_imported():
    """Tools that pack to one file try the entry point as a module name first."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    module, _, name = project["project"]["scripts"]["autopot"].partition(":")
    for place, _ in COMMANDS.values():
        import_module(place)
    assert callable(getattr(import_module(module), name))
    assert find_spec(f"{module}.{name}") is None


def test_the_version_is_known_without_metadata(monkeypatch):
    """As in a build of one file, where no package is installed."""
    from importlib import metadata

    def none(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", none)
    assert autopot.__version__[0].isdigit()
    assert package_version("pytest") == pytest.__version__
    assert package_version("no-such-package") == "–"


def test_the_installed_version_is_the_one_that_is_stated():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    assert "version" in project["project"]["dynamic"]
    place = project["tool"]["hatch"]["version"]["path"]
    assert f'__version__ = "{autopot.__version__}"' in (
        Path(__file__).parents[1] / place
    ).read_text("utf-8")
