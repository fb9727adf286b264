"""Radar, explanation, corrections and data check on a terminal of eighty columns."""

from __future__ import annotations

import pandas as pd
import pytest

import autopot
from autopot.api import (
    explain,
    explain_sector,
    radar,
)
from autopot.catalogue import check_data
from autopot.messages import speaking
from autopot.results.evidence.corrected import (
    correction_table,
    effect_table,
)
from autopot.results.evidence.data_tables import (
    packaged_tables,
    task_tables,
)
from autopot.results.run.explanation import sector_table
from autopot.tables import Table, shown_table
from test_tables import printed

LANGUAGES = ("nb", "nn", "en")
COLUMNS = 80


@pytest.fixture(scope="module")
def before():
    return radar("base", draws=200)


@pytest.fixture(scope="module")
def answers(before, tmp_path_factory):
    """Name of an answer -> how to lay it out in the language that is spoken."""
    old = tmp_path_factory.mktemp("old") / "radar.csv"
    before.export("thoughtworks", old)
    found = explain("2223", draws=200)
    tasks = explain_sector("health_care")
    report = check_data()
    return {
        "radar": lambda: before.tables(old),
        "explain": found.tables,
        "sector": lambda: [sector_table(tasks, 10)],
        "data": lambda: [packaged_tables(report.rows), *task_tables()],
    }


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("which", ["radar", "explain", "sector", "data"])
def test_every_figure_is_whole_at_eighty_columns(answers, which, name):
    with speaking(name):
        tables = answers[which]()
        lines = printed(tables, COLUMNS)
        figures = [
            cell
            for table in map(shown_table, tables)
            for row in table.rows
            for cell, kind in zip(row, table.kinds, strict=True)
            if kind == "f"
        ]
    assert max(len(line.rstrip()) for line in lines) <= COLUMNS
    text = " ".join(" ".join(lines).replace("\N{NO-BREAK SPACE}", " ").split())
    assert len(figures) > 20
    assert [f for f in figures if f.replace("\N{NO-BREAK SPACE}", " ") not in text] == []
    assert "…" not in text


def test_the_radar_tells_cross_cutting_from_hidden(before):
    """A technology without a potential of its own has a dash, a hidden one the word."""
    from dataclasses import replace

    table = before.result.draws.table.copy()
    row = table["technology"].eq("sensors_iot").fillna(False)
    table.loc[row, ["mean", "p05", "p95"]] = None
    own = replace(
        before, result=replace(before.result, draws=replace(before.result.draws, table=table))
    )
    with speaking("en"):
        shown = shown_table(own.tables()[1])
    rows = {cells[0]: cells[3:] for cells in shown.rows}
    assert rows["Security and privacy"] == ["–"] * 4
    assert rows["Sensors and internet of things"] == ["hidden", "–", "–", "–"]


def test_ready_now_and_later_make_the_potential_in_the_last_column(before):
    """The level table of the run is another way to the same FTE."""
    table = before.tables()[0]
    total = before.result.level("total")["fte_mean"].iloc[0]
    assert table.frame["fte_mean"].iloc[0] == pytest.approx(total)


def test_corrections_and_their_effect():
    """0.30 to 0.31 is one point; the hidden sector is left out."""
    changes = pd.DataFrame(
        [("2223", "01", "time_share", "0.3", "as we do it")] * 31,
        columns=["occupation", "task", "field", "value", "reason"],
    )
    with speaking("en"):
        listed = shown_table(correction_table(changes, "own.csv"))
        assert listed.title == "31 corrections"
        assert listed.rows == [["2223-01", "time_share", "0.3", "as we do it"]] * 30
        assert listed.notes == ["… and 1 more, see own.csv"]
        result = autopot.run("base", draws=100)
        first = result.potential
        other = first.assign(mean=first["mean"] + 0.01, p05=0.25, p95=0.5)
        rows = first["sector"].eq("culture").fillna(False)
        first = first.assign(mean=first["mean"].mask(rows))
        effect: Table = effect_table(first, other)
        shown = shown_table(effect)
    assert {row[3] for row in shown.rows} == {"+1.00"}
    assert [row[0] for row in shown.rows][:2] == ["Total", "Administration"]
    assert "Culture" not in [row[0] for row in shown.rows]
    assert shown.notes == ["90% interval after: 25.0%–50.0%"]
