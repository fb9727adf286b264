"""Names in titles and in names of files: hidden, and the words of positions left alone."""

from __future__ import annotations

import json

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

import autopot
from autopot import catalogue
from autopot.cli.commands import group
from autopot.workforce.staff.personal_files import hidden_path
from autopot.workforce.staff.personal_titles import hidden_title

NAMED = "Solveig Aam 01017012345.xlsx"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Rektor, Myklebust Turid", "Rektor, ▒▒▒"),
        ("Rektor, Myklebust, Turid", "Rektor, ▒▒▒"),
        ("Sykepleier for Agnieszka", "Sykepleier for ▒▒▒"),
        ("Helsefagarbeider (Nowak)", "Helsefagarbeider (▒▒▒)"),
        ("Lærer f. 120370", "Lærer ▒▒▒"),
        ("Lærer født 120370", "Lærer ▒▒▒"),
        ("Leder Solveig barnehage", "Leder Solveig barnehage"),
        ("Sykepleier Dag", "Sykepleier Dag"),
        ("Assistent (Natt)", "Assistent (Natt)"),
        ("Assistent (BPA)", "Assistent (BPA)"),
        ("Lærer 120370", "Lærer 120370"),
        ("Lærer f. 991370", "Lærer f. 991370"),
    ],
)
def test_names_and_dates_of_birth_in_titles(title, shown):
    assert hidden_title(title) == shown


def test_no_known_title_is_changed():
    titles = {
        *catalogue.table("occupations/titles")["title"],
        *catalogue.occupations()["name_nb"],
    }
    written = [way for t in titles for way in (t, t[0].upper() + t[1:], t.title(), t.upper())]
    assert [title for title in written if hidden_title(title) != title] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lønn Kari Nordmann 2024.xlsx", "Lønn ▒▒▒ 2024.xlsx"),
        ("ut/Lønn_Kari_Nordmann.xlsx", "ut/Lønn ▒▒▒.xlsx"),
        (NAMED, "▒▒▒ ▒▒▒.xlsx"),
        ("Roald Amundsen skole.xlsx", "Roald Amundsen skole.xlsx"),
        ("ansatte_2024_v2.xlsx", "ansatte_2024_v2.xlsx"),
    ],
)
def test_names_in_names_of_files(name, shown):
    assert hidden_path(name) == shown


@pytest.fixture
def named(tmp_path, monkeypatch):
    """A staff file that is called after someone, in the current folder."""
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    book.active.append(["Kommune", "Stilling", "Funksjon", "Stillingsprosent"])
    for title, function in (("Lærer", 202), ("Sykepleier, Myklebust Turid", 254)):
        for _ in range(12):
            book.active.append(["1577", title, function, 100])
    book.save(NAMED)
    return tmp_path / NAMED


KEEP = ["--set", "workforce.duplicates=keep"]


def test_check_asks_for_another_name_of_the_file(named):
    result = CliRunner().invoke(group, ["check", named.name, *KEEP])
    assert result.exit_code == 0, result.output
    assert "Neste: autopot" not in result.output
    assert result.output.splitlines()[-1].startswith("Neste: Gi filen et annet navn")


def test_nothing_of_the_name_stands_in_a_run_and_verify_asks_for_the_file(named):
    """Another way to the same file must give the same numbers: nothing else is missing."""
    result = autopot.run(named, draws=300, settings={"workforce": {"duplicates": "keep"}})
    folder = result.save(named.parent / "out")
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    cells = [str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
    texts = [p.read_text(encoding="utf-8") for p in folder.iterdir() if p.suffix in ENDINGS]
    everything = "\n".join([*cells, *texts])
    assert not [word for word in ("Solveig", "01017012345", "Turid") if word in everything]
    assert str(named.parent) not in "\n".join(cells)
    assert "workforce/1" in json.loads((folder / "manifest.json").read_text())["inputs"]
    scenario = yaml.safe_load((folder / "scenario.yaml").read_text(encoding="utf-8"))
    assert (scenario["workforce"]["source"], scenario["workforce"]["file"]) == ("own-staff", None)
    asked = autopot.verify(folder)
    assert ["does not say where" in str(p.found) for p in asked.problems] == [True]
    assert autopot.verify(folder, workforce=named).problems == []


ENDINGS = (".html", ".json", ".yaml")
