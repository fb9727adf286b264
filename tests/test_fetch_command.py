"""What is fetched as folders and on the command line, from the first question to the run."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.errors import InputError
from autopot.questions.fetching import (
    chosen_municipalities,
    fetch_lists,
    fetch_workforce,
    ssb_client,
)
from autopot.results.staff.fetched import FetchedWorkforce

STORBY = ["0301", "1103", "4204", "4601", "5001"]


@pytest.fixture
def client(server, tmp_path):
    return ssb_client(server.address, tmp_path / "cache")


def test_a_fetched_workforce_runs_and_keeps_the_published_figures(client, tmp_path):
    made = fetch_workforce(2024, tmp_path / "ssb", client, STORBY)
    result = autopot.run(made.folder / "scenario.yaml", draws=200)
    base = result.level("municipality").set_index("municipality")["fte_base"]
    # All functions in the fixture: 397,000 times 0.1 and 0.02.
    assert base["0301"] == pytest.approx(39700, rel=1e-4)
    assert base["1103"] == pytest.approx(7940, rel=1e-4)
    assert "delvis anslått" in result.scenario.scenario.title.nb
    assert "Delvis anslag" in result.scenario.scenario.reason.nb


def test_what_is_written(client, tmp_path):
    made = fetch_workforce(2024, tmp_path / "ssb", client, STORBY)
    sources = pd.read_csv(made.folder / "sources.csv", dtype=str)
    assert list(sources) == list(catalogue.sources())
    assert sources["source_id"].tolist() == ["ssb-11418-2024", "ssb-11918-2024"]
    assert sources["note"].str.contains(r"SHA-256 [0-9a-f]{64}").all()
    assert sources["licence"].str.contains("CC BY 4.0").all()
    unknown = pd.read_csv(made.folder / "unknown.csv", dtype=str)
    cells = set(zip(unknown["table"], unknown["region"], unknown["code"], strict=True))
    assert cells == {
        ("11418", "local government", "0000"),
        ("11418", "local government", "4110"),
        ("11418", "all sectors", "2320"),
        ("11918", "1103", "FGX3"),
    }
    workforce = pd.read_csv(made.folder / "workforce.csv", dtype=str)
    assert list(workforce) == ["municipality", "sector", "occupation", "fte"]
    # 2320 has jobs and no place in our sectors.
    assert any("2320" in str(note) for note in made.notes)


def test_the_same_answers_give_the_same_bytes(client, tmp_path):
    first = fetch_workforce(2024, tmp_path / "one", client, ["0301"]).folder
    second = fetch_workforce(2024, tmp_path / "two", client, ["0301"]).folder
    for file in first.iterdir():
        assert file.read_bytes() == (second / file.name).read_bytes()


def test_nothing_is_written_when_something_fails(client, tmp_path):
    with pytest.raises(InputError, match="--municipality"):
        fetch_workforce(2024, tmp_path / "ssb", client, ["9998"])
    assert not (tmp_path / "ssb").exists()


def test_a_folder_somebody_worked_in_is_not_replaced(client, tmp_path):
    folder = fetch_lists(tmp_path / "lists", client).folder
    fetch_lists(folder, client)
    (folder / "styrk08.csv").write_text("ours", "utf-8")
    (folder / "notes.txt").write_text("ours", "utf-8")
    with pytest.raises(InputError, match=r"since it was fetched: notes.txt, styrk08.csv"):
        fetch_lists(folder, client)
    assert (folder / "notes.txt").read_text("utf-8") == "ours"


def test_both_choices_of_municipalities_are_one_too_many():
    assert chosen_municipalities((), "menon-2019") == STORBY
    assert chosen_municipalities((), None) is None
    with pytest.raises(InputError, match="--storby"):
        chosen_municipalities(("0301",), "menon-2019")


def test_the_commands(call, server, tmp_path):
    options = ["--base-url", server.address, "--cache", "cache"]
    code, out, err = call("fetch", "styrk", *options)
    assert code == 0, err
    assert "yrkeskatalog-styrk08.csv: 3 rows" in out
    assert "GET http://127.0.0.1" in err
    code, out, err = call(
        "fetch",
        "workforce",
        "--year",
        "2024",
        "--storby",
        "menon-2019",
        "--language",
        "nb",
        *options,
    )
    assert code == 0, err
    assert "0301 Oslo" in out
    assert "4 celler er ikke publisert" in out
    assert (tmp_path / "ssb-2024" / "scenario.yaml").is_file()
    calls = len(server.calls)
    assert call("fetch", "workforce", "--year", "2024", "--storby", "menon-2019", *options)[0] == 0
    assert len(server.calls) == calls


def test_municipalities_beyond_the_first_twenty_are_one_row(tmp_path):
    """23 municipalities of 1 to 23 FTE: the last three have 21 + 22 + 23 = 66 of 276."""
    codes = catalogue.municipalities()["municipality"].head(23)
    fte = pd.DataFrame({"municipality": codes, "fte": range(1, 24)})
    none = pd.DataFrame({"within_tolerance": []})
    (table,) = FetchedWorkforce(tmp_path, 2024, fte, none, none, []).tables()
    assert len(table.frame) == 22
    assert list(map(str, table.frame["municipality"]))[-2:] == ["and 3 more", "In all"]
    assert table.frame["fte_base"].tolist()[-2:] == [66, 276]


def test_a_wrong_year_on_the_command_line(call, server):
    code, _, err = call(
        "fetch", "workforce", "--year", "2030", "--base-url", server.address, "--cache", "c"
    )
    assert code == 1
    assert "--year | table 11418 has no figures for 2030 | allowed: 2024, 2023" in err


def test_a_lost_zero_on_the_command_line(call, server):
    options = ["--base-url", server.address, "--cache", "c", "--municipality", "301"]
    code, _, err = call("fetch", "workforce", "--year", "2024", *options)
    assert code == 1
    assert "did you lose a leading zero: 0301?" in err
    assert server.calls == []


def test_a_run_imports_none_of_it():
    code = (
        "import sys, autopot\n"
        "autopot.run('base', draws=100)\n"
        "found = [m for m in sys.modules if m.startswith(('urllib3', 'autopot.statistics'))]\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
