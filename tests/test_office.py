"""tables.xlsx as planners open it: order, columns, charts, and what LibreOffice makes of it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.analysis.disclosure import Hidden
from autopot.messages import unless_asked
from autopot.saving.run_workbook import (
    MOST_BARS,
    chart_sheets,
)
from support.office import saved_by_office

TEXT = "Slik leses tallene"
CHARTS = ("Diagram sektorer", "Diagram radar", "Diagram kommuner")


@pytest.fixture(autouse=True)
def in_norwegian():
    """As the command line and every run of a Norwegian scenario speak."""
    with unless_asked("nb"):
        yield


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    own = tmp_path_factory.mktemp("own") / "own.yaml"
    own.write_text(
        "name: own\ntitle: {nb: '=1+1', en: b}\nreason: {nb: '=HYPERLINK(\"http://x\")', en: b}\n"
        "references: [judgement]\nextends: base\nuncertainty: {draws: 200}\n",
        "utf-8",
    )
    return autopot.run(own)


@pytest.fixture(scope="module")
def file(result, tmp_path_factory):
    return result.save(tmp_path_factory.mktemp("run") / "r", report=False) / "tables.xlsx"


@pytest.fixture(scope="module")
def reopened(file, tmp_path_factory):
    """The workbook after LibreOffice has opened, recalculated and saved it."""
    return saved_by_office(file, tmp_path_factory.mktemp("office"))


def charts_in(path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return [
            archive.read(n).decode() for n in names if re.fullmatch(r"xl/charts/chart\d+\.xml", n)
        ]


def test_the_first_page_comes_first_and_sources_last(file):
    book = openpyxl.load_workbook(file)
    first = ["Nøkkeltall", "Først", TEXT, *CHARTS, "Samlet"]
    assert book.sheetnames[: len(first)] == first
    assert book.sheetnames[-4:] == ["Radarens plassering", "Forutsetninger", "Kilder", "Kolonner"]
    assert len(set(book.sheetnames)) == len(book.sheetnames)


def test_every_column_is_explained(file):
    book = openpyxl.load_workbook(file)
    explained = {row[0].value: row[1].value for row in book["Kolonner"].iter_rows(min_row=2)}
    for sheet in book.worksheets:
        if sheet.title in ("Kolonner", TEXT):
            continue
        for cell in sheet[1]:
            assert explained.get(cell.value), f"{sheet.title}: {cell.value}"


SIGNED = ("+#,##0;−#,##0", "+0.0%;−0.0%", "#,##0.0")
"""Need beyond that of today, which may be less, and persons of working age per older person."""


def test_headers_are_frozen_and_numbers_have_formats(file):
    book = openpyxl.load_workbook(file)
    for sheet in (sheet for sheet in book.worksheets if sheet.title != TEXT):
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, float):
                    form = cell.number_format
                    assert form in ("0.0%", "#,##0", *SIGNED), (sheet.title, cell.coordinate)


def test_the_charts_draw_the_figures_of_the_sheets(file, result):
    book = openpyxl.load_workbook(file)
    order = [sector for group in result.ranks.groups for sector in group]
    sectors = result.level("sector").set_index("sector").loc[order]
    rows = list(book["Diagram sektorer"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == pytest.approx(sectors["share_mean"].tolist())
    for _, mean, low, high, down, up in rows:
        assert mean - down == pytest.approx(low)
        assert mean + up == pytest.approx(high)
    radar = list(book["Diagram radar"].iter_rows(min_row=2, values_only=True))
    assert [sum(row[1:]) for row in radar] == pytest.approx([row[1] for row in rows])
    assert len(charts_in(file)) == len(CHARTS)
    for text in charts_in(file):
        assert "Diagram" in text
        assert "$2:" in text


def test_readiness_stands_in_the_workbook(file, result):
    book = openpyxl.load_workbook(file)
    total = [cell.value for cell in book["Klart nå"][2]]
    own = result.draws.readiness.query("sector == 'total' and unit == 'share'").set_index("part")
    assert total[0] == "Samlet"
    assert total[1:4] == pytest.approx(own.loc["now", ["mean", "p05", "p95"]].tolist())


def test_the_same_run_gives_the_same_bytes(result, file, tmp_path):
    again = result.save(tmp_path / "r", report=False) / "tables.xlsx"
    assert again.read_bytes() == file.read_bytes()


def test_hidden_sectors_are_neither_in_charts_nor_in_tables(result, tmp_path):
    keys = Hidden(5, {"sector": frozenset({("fire_rescue",), ("culture",)})}, {"sector": 9})
    shown = replace(result, hidden=keys)
    sector, radar, _ = chart_sheets(shown.potential, shown.ranks.groups, "")
    assert sector.table.frame.set_index("sector").loc["Brann og redning"].isna().all()
    assert radar.table.frame.set_index("sector").loc["Brann og redning"].isna().all()
    assert len(radar.table.frame) == len(sector.table.frame) == 9
    book = openpyxl.load_workbook(shown.save(tmp_path / "r", report=False) / "tables.xlsx")
    rows = {row[0].value: row[1:] for row in book["Klart nå"].iter_rows(min_row=2)}
    assert {cell.value for cell in rows["Brann og redning"]} == {"skjult"}
    assert all(isinstance(cell.value, int | float) for cell in rows["Skole"])


def test_a_chart_shows_at_most_the_largest_municipalities(result):
    towns = result.potential["level"] == "municipality"
    one = result.potential[towns & (result.potential["municipality"] == "0301")]
    known = catalogue.municipalities().head(50)
    many = [
        one.assign(municipality=code, fte_base=float(size))
        for size, code in enumerate(known["municipality"])
    ]
    table = pd.concat([result.potential[~towns], *many], ignore_index=True)
    town = chart_sheets(table, [], "")[2].table.frame
    assert len(town) == MOST_BARS
    assert set(town["municipality"]) == set(known["name"][20:])


def test_libreoffice_opens_it_without_an_error(file, reopened):
    before, after = openpyxl.load_workbook(file), openpyxl.load_workbook(reopened)
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        old, new = before[name], after[name]
        assert [c.value for c in new[1]] == [c.value for c in old[1]]
        assert new.max_row == old.max_row
        for row in new.iter_rows():
            for cell in row:
                assert cell.data_type not in ("e", "f"), (name, cell.coordinate, cell.value)
                stored = old[cell.coordinate].value
                if isinstance(stored, float):
                    assert cell.value == pytest.approx(stored)


def test_text_like_a_formula_is_still_text_in_libreoffice(reopened):
    sheet = openpyxl.load_workbook(reopened).worksheets[2]
    texts = [row[0].value for row in sheet.iter_rows()]
    assert texts[0] == "=1+1"
    assert '=HYPERLINK("http://x")' in texts
    assert {row[0].data_type for row in sheet.iter_rows() if row[0].value} == {"s"}


def test_libreoffice_keeps_the_charts_and_their_intervals(reopened):
    charts = charts_in(reopened)
    assert len(charts) == len(CHARTS)
    assert sum("<c:errBars>" in text for text in charts) == 2
    assert sum('<c:grouping val="stacked"/>' in text for text in charts) == 1
    for text in charts:  # values that LibreOffice read from the sheets are cached in the chart
        assert len(re.findall(r"<c:v>0\.\d+</c:v>", text)) >= 5
