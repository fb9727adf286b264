"""--set of the command line: what is tried is tried, and what cannot be is explained."""

from __future__ import annotations

import json

import pytest

from autopot.cli.settings import settings_of
from autopot.errors import InputError

STAFF = "Kommune;Sektor;Yrke;Årsverk\n1103;Skole;2341;3\n"


def tried(*texts):
    return settings_of(None, None, texts)


def found(*texts):
    with pytest.raises(InputError) as raised:
        tried(*texts)
    return [problem.line("en") for problem in raised.value.problems]


def test_values_are_read_as_in_a_file():
    """A code with a zero first needs quotes, as in a file: YAML 1.1 reads 0301 as octal, 193."""
    assert tried("a.b=1", "a.c=[x, 2]", 'a.d="0301"', "a.e=yes", "a.f= ", "a.g=0,5") == {
        "a": {"b": 1, "c": ["x", 2], "d": "0301", "e": True, "f": None, "g": "0,5"}
    }
    (line,) = found("a.d=0301")
    assert "0301" in line


def test_what_is_no_yaml_is_text():
    assert tried("a.c=*Stilling", "a.d=x: y: z") == {"a": {"c": "*Stilling", "d": "x: y: z"}}


def test_a_key_with_a_dot_or_a_sign_stands_in_quotation_marks():
    assert tried('a."St.pros".c=1', 'b."x=y"=2') == {"a": {"St.pros": {"c": 1}}, "b": {"x=y": 2}}


@pytest.mark.parametrize(
    "texts", [("a=1", "a.b=2"), ("a.b=2", "a=1"), ("a.b=1", "a.b.c=2"), ("a.b=1", "a.b=2")]
)
def test_a_key_is_a_value_or_a_section_and_is_set_once(texts):
    (line,) = found(*texts)
    assert line.startswith(f"--set {texts[1]} | a")
    assert "leave one of them out" in line


def test_the_same_twice_is_once():
    assert tried("a.b=1", "a.b=1") == {"a": {"b": 1}}


@pytest.mark.parametrize("text", ["a..b=1", ".a=1", "a.=1", "=1", "=", 'a."b=1', "a. .b=1"])
def test_an_empty_key_is_explained(text):
    (line,) = found(text)
    assert line.startswith(f"--set {text} | a key is empty")


def test_a_place_in_a_list_is_answered_with_the_whole_list():
    (line,) = found("workforce.sheet[0]=a")
    assert line.endswith("write the whole list: workforce.sheet=[a, b]")


def test_everything_is_said_at_once():
    assert len(found("a", "b..c=1", "d[1]=2", "e=1", "e.f=1")) == 4


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("workforce=1", "--set workforce | workforce = 1 |"),
        ("wrkforce.decimal=comma", "--set wrkforce | "),
        ("foo=1", "--set foo | foo is not a key"),
        ("report=1", "--set report | report = 1 |"),
        ("workforce.decimal", "--set workforce.decimal | no =, so no value"),
    ],
)
def test_no_setting_is_passed_over(call, tmp_path, setting, place):
    (tmp_path / "a.csv").write_text(STAFF, "utf-8")
    code, out, err = call("check", "a.csv", "--set", setting)
    assert (code, out) == (1, "")
    assert place in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_it_is_said_in_norwegian(call, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text(STAFF, "utf-8")
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "nb")
    _, _, err = call("check", "a.csv", "--set", "workforce.decimal")
    assert "skriv nøkkel=verdi" in err


def test_the_command_that_check_ends_with_runs_the_file(call, tmp_path, monkeypatch):
    """The row that stands twice is counted once: 40 teachers, where the file says 41."""
    monkeypatch.chdir(tmp_path)
    rows = [f"1103;Skole;2341;1;{number}" for number in (*range(1, 41), 40)]
    text = "\n".join(["Kommune;Sektor;Yrke;Årsverk;Ansattnr", *rows]) + "\n"
    (tmp_path / "staff.csv").write_text(text, encoding="utf-8")
    code, out, _ = call("check", "staff.csv", "--language", "en")
    assert code == 1
    assert "workforce.duplicates=drop" in out
    code, out, _ = call(
        "check", "staff.csv", "--language", "en", "--set", "workforce.duplicates=drop"
    )
    assert code == 0
    *_, last = out.splitlines()
    command = last.removeprefix("Next: autopot ").split()
    assert command == ["run", "staff.csv", "--set", "workforce.duplicates=drop"]
    code, out, _ = call(*command, "--draws", "200", "--no-report", "--json")
    assert code == 0
    assert json.loads(out)["total"]["fte_base"] == 40


def test_a_setting_of_a_scenario_is_tried_at_any_depth(call, tmp_path):
    """Growth is no part of base; one logit a year raises the total; other keys stay."""
    plain = ("run", "base", "--draws", "200", "--no-report", "--json", "--out")
    _, before, _ = call(*plain, str(tmp_path / "a"))
    _, after, _ = call(*plain, str(tmp_path / "b"), "--set", "horizon.capability_growth=1")
    shares = [json.loads(text)["total"]["share_mean"] for text in (before, after)]
    assert shares[1] > shares[0]
    code, _, err = call(*plain, str(tmp_path / "c"), "--set", "evidence.parameters.halv=0.5")
    assert code == 1
    assert "halv" in err
