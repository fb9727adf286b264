"""The page on the house names every room there is, and the picture shows them."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_BY_PLACE = 4


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


def calls_by_place(source: str, classes: set[str]) -> list[tuple[int, str]]:
    """Line and class of every constructor that is given more than four arguments by place."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and len(call.args) > MOST_BY_PLACE:
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in classes or name == "cls":
                found.append((call.lineno, name))
    return found


def test_no_constructor_of_ours_is_given_more_than_four_arguments_by_place():
    files = {file: file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py")}
    trees = [ast.parse(text) for text in files.values()]
    classes = {n.name for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
    assert {"Problem", "Table", "Finding"} <= classes
    found = {file.name: calls_by_place(text, classes) for file, text in files.items()}
    assert {name: calls for name, calls in found.items() if calls} == {}


def test_arguments_by_place_are_counted():
    """By hand: the first and the third call of a class have five, the second four and a keyword."""
    source = "A(1, 2, 3, 4, 5)\nA(1, 2, 3, 4, b=5)\nm.A(1, 2, 3, *[4], 5)\nf(1, 2, 3, 4, 5)"
    assert calls_by_place(source, {"A"}) == [(1, "A"), (3, "A")]
