"""Nothing that is written tells where the staff file lies, what it is called, or who ran it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import autopot
from autopot.api import sweep

STAFF = (
    "municipality,sector,occupation,fte\n"
    "0301,administration,4110,12.5\n0301,health_care,5321,40\n0301,school,2341,30\n"
)
SCENARIO = (
    "name: {name}\ntitle: {{nb: Egen, en: Own}}\nreason: {{nb: a, en: b}}\n"
    "references: [judgement]\nextends: base\nworkforce: {{source: {file}{label}}}\n"
    "uncertainty: {{draws: 200, seed: {seed}}}\ndemand: {{years: []}}\n"
)
USER, FILE = "ola-hansen-hjemme", "hemmelig-lonnsuttrekk"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A user's folder with a staff file and two scenarios on it, and a folder for results."""
    home = tmp_path_factory.mktemp("disk") / USER
    home.mkdir()
    (home / f"{FILE}.csv").write_text(STAFF, "utf-8")
    for name, seed, label in (("a", 1, ""), ("b", 2, ", label: Volda kommune")):
        text = SCENARIO.format(name=name, file=f"{FILE}.csv", label=label, seed=seed)
        (home / f"{name}.yaml").write_text(text, "utf-8")
    return home


def written(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """A file, what is packed in it, and the words of a table, each as bytes."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for part in packed.namelist():
                yield f"{name}!{part}", packed.read(part)
    if content.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(content))
        yield f"{name}!about", str(table.schema.metadata).encode()
        yield f"{name}!rows", table.to_pandas().to_csv().encode()


def told(folder: Path, *words: str) -> list[str]:
    """Which files of a folder hold one of the words, in any case."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        name
        for file in files
        for name, part in written(file.read_bytes(), file.name)
        if any(word.encode() in part.lower() for word in words)
    ]


def test_the_search_itself_finds_what_is_packed(tmp_path):
    """In a cell, in the properties of a workbook, in a row and in the metadata of a table."""
    book = openpyxl.Workbook()
    book.active["A1"] = FILE
    book.properties.creator = USER
    book.save(tmp_path / "a.xlsx")
    frame = pd.DataFrame({"a": [FILE]})
    frame.attrs["from"] = USER
    frame.to_parquet(tmp_path / "b.parquet")
    assert {name.split("!")[0] for name in told(tmp_path, FILE)} == {"a.xlsx", "b.parquet"}
    assert "a.xlsx!docProps/core.xml" in told(tmp_path, USER)
    assert "b.parquet!about" in told(tmp_path, USER)


def test_a_run_names_neither_file_nor_folder(home, tmp_path):
    folder = autopot.run(home / "a.yaml").save(tmp_path / "run")
    assert told(folder, FILE, USER, str(tmp_path).lower()) == []
    shown = autopot.run(home / f"{FILE}.csv", draws=200).as_json()
    assert FILE not in str(shown)


def test_a_label_stands_in_its_place(home, tmp_path):
    result = autopot.run(home / "b.yaml")
    folder = result.save(tmp_path / "run", report=False)
    assert told(folder, FILE, USER) == []
    assert "manifest.json" in told(folder, "volda kommune")
    assert "Volda kommune" in " ".join(result.notes())


def test_a_comparison_names_neither(home, tmp_path):
    found = autopot.compare([home / "a.yaml", home / "b.yaml"], draws=200)
    assert told(found.save(tmp_path / "compared"), FILE, USER) == []


def test_the_results_of_a_sweep_name_neither(home, tmp_path):
    """Its scenario is the user's own and stands there as it was written, as the docs say."""
    (home / "sweep.yaml").write_text(
        "name: own\ntitle: {nb: a, en: b}\nscenario: a.yaml\ndraws: 200\n"
        "design: {grid: {horizon.years: [10, 15]}}\n",
        "utf-8",
    )
    folder = sweep(home / "sweep.yaml", tmp_path / "swept").directory
    assert told(folder, USER) == []
    assert told(folder / "results", FILE) == []


def test_a_resolved_scenario_asks_for_the_file(home, tmp_path):
    folder = autopot.run(home / "a.yaml").save(tmp_path / "run", report=False)
    with pytest.raises(autopot.InputError, match=r"does not say where .*--workforce FILE"):
        autopot.run(folder / "scenario.yaml")
    settings = {"workforce": {"file": str(home / f"{FILE}.csv")}}
    assert autopot.run(folder / "scenario.yaml", settings=settings).workforce.name == "own-staff"
