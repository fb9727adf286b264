"""The page on the house names every room there is, and the picture shows them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def rooms() -> set[str]:
    """The rooms of the contract that imports go one way, and the model."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["type"] == "layers")
    names = {name for layer in layers for name in re.findall(r"autopot\.(\w+)", layer)}
    return (names | {"model"}) - {"version"}


def test_the_page_and_the_picture_name_every_room():
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    picture = (ROOT / "docs/rooms.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'class="name">(\w+)<', picture)) == rooms()
    assert set(re.findall(r"^\| `(\w+)/?` \|", page, flags=re.MULTILINE)) == rooms()


def test_every_folder_of_the_source_is_a_room():
    source = ROOT / "src/autopot"
    folders = {p.name for p in source.iterdir() if (p / "__init__.py").exists()}
    assert folders <= rooms()


def test_files_that_the_page_names_exist():
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[\w.]+/)+[\w.]+\.(?:py|csv|yaml|md))`", page))
    for name in named:
        assert (ROOT / name).exists() or (ROOT / "src/autopot" / name).exists(), name
