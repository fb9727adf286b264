"""The docs site: what is made for it is whole and true, and what is wrong in it is found.

Sphinx itself is run by `.ci/run docs`, not here.
"""

from __future__ import annotations

import csv
import doctest
import re
import sys
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autopot.api import Check
from autopot.cli.commands import COMMANDS
from autopot.tables import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "docs" / "site"))

from contents import SECTIONS, language_of  # noqa: E402
from docstrings import as_fields  # noqa: E402
from links import wrong_links  # noqa: E402
from reference import columns, commands, keys, markdown, validation  # noqa: E402


def test_every_page_for_readers_has_its_place_and_every_place_its_page():
    placed = {page for section in SECTIONS for page in section.pages}
    there = {p.relative_to(ROOT).with_suffix("").as_posix() for p in (ROOT / "docs").glob("*.md")}
    books = {f"notebooks/{p.stem}" for p in (ROOT / "notebooks").glob("*.ipynb")}
    assert there | books == {p for p in placed if p.startswith(("docs/", "notebooks/"))}
    assert language_of("docs/egne-ansatte") == "nb"
    assert language_of("docs/method") == "en"


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "Antall trekninger"), ("en", "Number of draws")]
)
def test_all_commands_are_told_in_a_language(language, said):
    page = commands.commands_page(language)
    headings = re.findall(r"^## autopot (\S+)$", page, re.MULTILINE)
    assert headings == list(COMMANDS)
    assert "### autopot tasks export" in page
    assert "| `--draws " in page
    assert said in page


def _paths(values, above=""):
    """Keys with dots, down to what is no section of the schema."""
    for key, value in values.items():
        name = f"{above}{key}"
        yield name
        if isinstance(value, dict) and not {"tri", "uniform"} & set(value):
            yield from _paths(value, f"{name}.")


def test_every_key_of_base_is_told_with_its_value():
    """Keys are read from the file, not from the schema that the page is made of."""
    page = keys.keys_page("scenario")
    base = yaml.safe_load((ROOT / "scenarios" / "base.yaml").read_text(encoding="utf-8"))
    texts = {"title.nb", "title.en", "reason.nb", "reason.en"}
    told = set(re.findall(r"^(?:\| `([^`]+)`|## (\w+)$)", page, re.MULTILINE))
    names = {name for pair in told for name in pair if name}
    assert [name for name in _paths(base) if name not in names | texts] == []
    assert re.search(
        r"^\| `evidence.weights.exposed_time` .* number, 0 to 1 \| `0.15` \|$", page, re.M
    )
    assert re.search(r"^\| `physical.strength` .* `\{tri: \[0.2, 0.4, 0.7\]\}` \|$", page, re.M)
    assert "| `sectors.*.evidence.weights.whole_tasks` |" in page


def test_keys_of_plans_and_sweeps():
    plan = keys.keys_page("plan")
    assert "| `measures[].after` |" in plan
    assert re.search(
        r"^\| `years` \| Years in the plan \| integer, 1 to 30 \| `10` \|$", plan, re.M
    )
    assert "`design.latin_hypercube.points`" in keys.keys_page("sweep")


def _column(file, name):
    with (ROOT / "data" / file).open(encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]


def _first_cells(page):
    return re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)


def test_every_column_and_every_source_is_told():
    for language in ("nb", "en"):
        assert _first_cells(columns.output_page(language)) == _column("outputs.csv", "column")
    told = _first_cells(columns.input_page())  # by table, where the file may come back to one
    assert sorted(told) == sorted(_column("columns.csv", "column"))
    headings = re.findall(r"^## (.+)$", columns.sources_page(), re.MULTILINE)
    assert [h.replace("\\", "") for h in headings] == _column("sources.csv", "source_id")


def test_a_check_is_told_with_its_rule_and_its_figures():
    frame = pd.DataFrame({"sector": ["School"], "share_mean": [0.12]})
    check = Check("share", "a *fifth*", "0.12", None, "none", "Not read", (Table("t", "T", frame),))
    page = validation.validation_page([check])
    assert "| – | [share](#share) | a \\*fifth\\* | 0.12 |" in page
    assert "- Rule: none\n- Not read" in page
    assert "| School | 12% |" in page


def test_docstrings_become_fields():
    """Our items say what a value is after the colon, where numpydoc has the type."""
    given_lines = [
        "Fit *all*.",
        "",
        "Parameters",
        "----------",
        "low, high : shares,",
        "    0-1; as in `fit`.",
        "options : as for `run`.",
        "",
        "Returns",
        "-------",
        "One row a sector.",
        "",
        "Raises",
        "------",
        "InputError",
        "    Too few.",
        "",
        ">>> fit(0, 1)",
        "[0_1]",
    ]
    lines = "\n".join(as_fields(given_lines))
    assert "Fit \\*all\\*." in lines
    assert (
        ":param low: shares, 0-1; as in ``fit``.\n:param high: shares, 0-1; as in ``fit``." in lines
    )
    assert ":returns: One row a sector." in lines
    assert ":raises InputError: Too few." in lines
    assert lines.endswith("\n>>> fit(0, 1)\n[0_1]")


def test_wrong_links_are_found_and_right_ones_left(tmp_path):
    (tmp_path / "b.html").write_text('<h1 id="først">B</h1>', encoding="utf-8")
    links = [
        '<a href="b.html#f%C3%B8rst">right</a>',
        '<a href="https://www.ssb.no/klass">right</a>',
        '<a href="b.html#sist">no place</a>',
        '<a href="c.html">no page</a>',
        '<a href="http://nowhere">no address</a>',
        '<script src="https://cdn.example.org/x.js"></script>',
    ]
    (tmp_path / "a.html").write_text("\n".join(links), encoding="utf-8")
    assert wrong_links(tmp_path) == [
        "a.html: b.html#sist: no such place on the page",
        "a.html: c.html: no such page",
        "a.html: http://nowhere: is no address",
        "a.html: https://cdn.example.org/x.js: is fetched from another server",
    ]


@given(st.text())
def test_text_stays_what_it_is(text):
    """Without the backslashes that were put in, it is the text; and no sign stands without one."""
    safe = markdown.plain(text)
    assert re.sub(r"\\(.)", r"\1", safe, flags=re.DOTALL) == text
    assert not re.search(r"[`*_|<\[]", re.sub(r"\\.", "", safe, flags=re.DOTALL))


@pytest.mark.parametrize("name", ["contents", "docstrings", "reference.markdown", "reference.keys"])
def test_examples_of_the_site_run(name):
    assert doctest.testmod(import_module(name)).failed == 0
