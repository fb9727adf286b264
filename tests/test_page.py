"""report.html without a browser: its figures, its safety, its bytes, its charts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from markupsafe import Markup

import autopot
from autopot.messages import unless_asked
from autopot.page.charts import CHARTS
from autopot.page.charts.classes import class_rows
from autopot.page.charts.intervals import interval_rows
from autopot.page.moves.section import scripts as moving_scripts
from autopot.page.numbers import (
    Figures,
    interval,
)
from autopot.page.page import SCRIPTS
from autopot.page.run import chart_facts


@pytest.fixture(autouse=True)
def in_norwegian():
    """As the command line and every run of a Norwegian scenario speak."""
    with unless_asked("nb"):
        yield


@pytest.fixture(scope="module")
def result():
    return autopot.run("base", draws=400)


@pytest.fixture(scope="module")
def folder(result, tmp_path_factory):
    return result.save(tmp_path_factory.mktemp("runs") / "base")


@pytest.fixture(scope="module")
def page(folder):
    return (folder / "report.html").read_text("utf-8")


class Reader(HTMLParser):
    """Collects figures, scripts and addresses of a page."""

    def __init__(self, page):
        super().__init__()
        self.figures, self.scripts, self.links, self.tags = [], [], [], []
        self._open = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag == "data":
            self.figures.append({**attrs, "text": ""})
            self._open = "data"
        elif tag == "script":
            self.scripts.append({**attrs, "text": ""})
            self._open = "script"
        self.links += [attrs[key] for key in ("src", "href") if key in attrs]

    def handle_data(self, data):
        if self._open == "data":
            self.figures[-1]["text"] += data
        elif self._open == "script":
            self.scripts[-1]["text"] += data

    def handle_endtag(self, tag):
        if tag == self._open:
            self._open = None


def test_every_figure_is_its_cell_of_potential_parquet(page, folder):
    table = pd.read_parquet(folder / "potential.parquet")
    figures = Reader(page).figures
    assert len(figures) > 1000
    for figure in figures:
        row = table.iloc[int(figure["data-row"])]
        column = figure["data-column"]
        assert float(figure["value"]) == row[column]
        text = figure["text"].replace("\u00a0", "").replace(",", ".").rstrip("%")
        shown, value = float(text), float(row[column])
        if column != "fte_base" and row["unit"] == "share":
            assert shown == pytest.approx(100 * value, abs=0.0501)
        else:
            steps = [s for at, s in ((10_000, 50), (1_000, 5), (10, 0.5)) if abs(value) >= at]
            assert shown == pytest.approx(value, abs=(steps or [0.05])[0] * 1.0001)


def test_the_figures_of_the_answer_and_every_sector_are_there(page, folder):
    table = pd.read_parquet(folder / "potential.parquet")
    shown = {(int(f["data-row"]), f["data-column"]) for f in Reader(page).figures}
    for level in ("total", "sector", "municipality", "occupation", "technology", "radar_class"):
        apart = table["kind"].eq("beside") & table["unit"].eq("fte") & table["level"].ne("total")
        both = table["kind"].eq("with_beside") & table["level"].ne("total")
        wanted = table["level"].eq(level) & table["year"].isna() & ~apart & ~both
        for row in table.index[wanted]:
            assert {(row, "mean"), (row, "p05"), (row, "p95")} <= shown, (level, row)


def test_nothing_is_fetched_and_scripts_are_named_by_their_hash(page):
    reader = Reader(page)
    policy = next(a["content"] for t, a in reader.tags if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert "unsafe-eval" not in policy
    run = [s for s in reader.scripts if s.get("type") != "application/json"]
    assert len(run) == len(SCRIPTS) + len(moving_scripts())
    for script in run:
        checksum = base64.b64encode(hashlib.sha256(script["text"].encode()).digest()).decode()
        assert f"'sha256-{checksum}'" in policy
    assert all(s.get("src") is None for s in reader.scripts)
    sources = {t for t, a in reader.tags if "src" in a}
    assert sources == set()
    assert len(page.encode()) < 6_000_000


def test_the_page_stands_in_order(page):
    ids = re.findall(r'<section id="([a-z]+)"', page)
    assert ids == [
        "svar",
        "behov",
        "sektorer",
        "klasser",
        "radar",
        "kommuner",
        "yrker",
        "aar",
        "bygger",
        "flytt",
        "lesninger",
        "grunnlag",
        "manifest",
    ]
    assert page.count("<h1") == 1
    assert "ikke innsparing" in page


def test_the_page_shows_what_the_years_are_built_on(page):
    """The survey's own figures: 90 and 73 % of chiefs by area, 53 % of KS, 60-70 % in one town."""
    start = page.index('id="bygger"')
    section = page[start : page.index('id="lesninger"', start)]
    text = re.sub(r"<[^>]+>", " ", section)
    for words in ("Hva bygger dette på?", "Arbeidsgivermonitor 2017", "hovedtillitsvalgte"):
        assert words in text
    for figure in ("90 %", "73 %", "53 %", "60 %", "70 %", "10 %"):
        assert figure in text


def test_every_link_inside_the_page_has_its_place(page):
    reader = Reader(page)
    places = {a["id"] for _, a in reader.tags if "id" in a}
    assert {link[1:] for link in reader.links if link.startswith("#")} <= places


def test_every_input_table_leads_to_its_sources(page):
    from autopot import catalogue

    used = set(catalogue.table("occupations/tasks")["source_id"])
    for source in used:
        assert f'href="#kilde-{source}"' in page
    assert "data/occupations/tasks.csv" in page


def test_every_table_has_a_caption_and_stands_in_a_region(page):
    """But those of the tasks, which stand inside the row of their occupation."""
    page = page.split('<script type="application/json"')[0]
    regions = re.findall(r'<div class="scroll" role="region" aria-label="([^"]+)"', page)
    tables = re.findall(r"<table(?! class=\"tasks\").*?</table>", page, flags=re.S)
    assert len(tables) == len(regions) > 12
    for table, name in zip(tables, regions, strict=True):
        assert f"<caption>{name}</caption>" in table
        head, body = table.split("<tbody>")
        assert "<th>" not in head
        rows = body.count("<tr")
        assert body.count('<th scope="row">') == rows > 0


def test_the_same_run_gives_the_same_bytes(folder, tmp_path):
    again = autopot.run("base", draws=400, threads=1).save(tmp_path / "again")
    for name in ("report.html", "charts.json"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


def test_no_report_leaves_the_page_out_and_loads_no_chart_library(tmp_path):
    out = str(tmp_path / "res")
    code = (
        "import sys\nfrom autopot.cli import main\n"
        f"args = ['run', 'base', '--draws', '200', '--no-report', '--quiet', '--out', {out!r}]\n"
        "try:\n    main(args)\nexcept SystemExit as left:\n    assert not left.code\n"
        "assert not {'altair', 'jinja2', 'vl_convert'} & set(sys.modules), 'loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert not (tmp_path / "res" / "report.html").exists()
    assert (tmp_path / "res" / "charts.json").exists()


# ---- suppressed rows


def suppressed(potential, rows):
    """The table with the figures of some rows missing."""
    table = potential.copy()
    numbers = table.select_dtypes("number").columns.drop("fte_base")
    table.loc[rows, numbers] = np.nan
    table["suppressed"] = False
    table.loc[rows, "suppressed"] = True
    return table


def test_suppressed_rows_are_shown_as_hidden_and_left_out_of_charts(result):
    from dataclasses import replace

    from autopot.page.page import (
        RunPage,
        build_page,
    )
    from autopot.page.run import page_tasks

    table = result.potential
    hit = table["sector"].eq("fire_rescue") | table["municipality"].eq("1103")
    hit |= table["occupation"].eq("4110") | table["technology"].eq("sensors_iot")
    table = suppressed(table, hit.fillna(False))
    facts = replace(chart_facts(result), potential=table)
    assert "Brann og redning" not in set(interval_rows(facts, "sector", "share")["name"])
    assert len(class_rows(facts, "fte")) == 32
    page = build_page(
        RunPage(
            result.title(),
            facts,
            result.answer(),
            result.key(),
            result.scenario,
            [],
            result.readiness,
            result.effects,
            True,
            "storby-2019",
            page_tasks(result),
            0,
            result.description(),
        )
    ).decode()
    assert page.count(">skjult<") > 20
    text = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.S)
    assert "nan" not in text.lower().split()
    rows = table["occupation"].eq("4110").fillna(False) & table["unit"].eq("fte")
    row = int(np.flatnonzero(rows)[0])
    assert f'<span class="suppressed" data-row="{row}" data-column="mean">skjult</span>' in page


def test_a_figure_remembers_its_row():
    """Two rows written by hand."""
    table = pd.DataFrame(
        [
            {"level": "total", "unit": "share", "fte_base": 1234.0, "mean": 0.2034},
            {"level": "sector", "sector": "school", "unit": "fte", "fte_base": 10.0, "mean": None},
        ]
    )
    for key in ("municipality", "sector", "occupation", "technology", "radar_class"):
        table[key] = table.get(key)
    table["human_required"] = None
    figures = Figures(table, table[:0])
    found = figures.figure("total", "share", "mean")
    assert (found.text, found.value, found.row, found.column) == ("20,3\u00a0%", 0.2034, 0, "mean")
    assert found.short == "20,3"
    assert figures.figure("total", "share", "fte_base").text == "1\u00a0230"
    hidden = figures.figure("sector", "fte", "mean", sector="school")
    assert (hidden.text, hidden.value, hidden.row) == ("skjult", None, 1)
    place = 'data-row="0" data-column="mean"'
    assert str(Markup(found)) == f'<data value="0.2034" {place}>20,3\u00a0%</data>'
    low = f'<data value="0.2034" {place}>20,3</data>'
    assert str(interval(found, found)) == f'<span class="interval">{low}–{Markup(found)}</span>'
    assert str(interval(hidden, hidden)) == str(Markup(hidden))


def test_calibrated_figures_are_marked_in_page_and_charts(tmp_path):
    own = autopot.run("base", draws=300, changes={"calibrate": {"total": 0.2}})
    folder = own.save(tmp_path / "run")
    page = (folder / "report.html").read_text("utf-8")
    assert "KALIBRERT" in page
    assert "Potensial (kalibrert)" in page
    facts = chart_facts(own)
    assert facts.published is None
    for name in ("total", "sectors", "sector-classes-fte", "radar", "readings"):
        assert "kalibrert" in json.dumps(CHARTS[name].spec(facts), ensure_ascii=False), name
    assert "kalibrert" not in json.dumps(CHARTS["total"].spec(chart_facts(autopot.run(draws=200))))
