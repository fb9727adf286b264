"""Tables as every view shows them: no figure is cut, one description of each column."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autopot
from autopot import catalogue
from autopot.messages import speaking
from autopot.messages.language import LANGUAGES
from autopot.tables import Table, TableColumn, column, shown_table
from autopot.tables.formats import FORMATS
from autopot.views.terminal import Screen


def printed(tables, width: int) -> list[str]:
    """The lines of tables on a terminal of a width."""
    screen = Screen(width=width, highlight=False, no_color=True, record=True, file=io.StringIO())
    screen.show(*tables)
    return screen.export_text().splitlines()


def sectors(names: list[str]) -> Table:
    """A small table with a share and its interval, 12 %, 8 to 19 %, in every row."""
    frame = pd.DataFrame(
        {
            "sector": names,
            "fte_base": 12_345.0,
            "share_p05": 0.08,
            "share_mean": 0.12,
            "share_p95": 0.19,
        }
    )
    brief = ("sector", "fte_base", "share_mean", ("share_p05", "share_p95"))
    return Table("sector", "Sectors", frame, brief, bar="share")


def test_every_output_column_has_words_and_a_known_format():
    frame = catalogue.table("outputs")
    assert frame["column"].is_monotonic_increasing
    assert set(frame["format"]) <= set(FORMATS)
    for name in LANGUAGES:
        with speaking(name):
            for code in frame["column"]:
                assert column(code).heading, (name, code)


def test_two_ends_become_one_column_and_hidden_figures_a_word():
    table = sectors(["School", "Culture"])
    hidden = table.frame.assign(suppressed=[False, True])
    found = shown_table(Table("sector", "Sectors", hidden, table.brief))
    assert found.headings == ["Sector", "FTE", "Share", "90%"]
    assert found.rows == [["School", "12,300", "12%", "8%–19%"], ["Culture", "hidden", "–", "–"]]


def test_a_wide_terminal_draws_the_interval_and_a_narrow_one_writes_lines():
    table = sectors(["School"])
    assert any("●" in line for line in printed([table], 80))
    assert not any("●" in line for line in printed([table], 40))
    lines = ["School", "  FTE: 12,300;", "  Share: 12%; 90%: 8%–19%"]
    assert printed([table], 25)[-3:] == lines


NAMES = st.lists(st.text("abæø", min_size=1, max_size=12), min_size=1, max_size=3).map(" ".join)


@given(st.lists(NAMES, min_size=1), st.integers(25, 120))
def test_no_figure_is_cut_and_no_line_too_long(names, width):
    lines = printed([sectors(names)], width)
    text = "\n".join(lines)
    for figure in ("12,300", "12%", "8%–19%"):
        assert text.count(figure) >= len(names)
    longest = max(len(word) for name in names for word in name.split())
    assert max(map(len, lines)) <= max(width, longest)


def test_a_thing_has_its_own_heading_and_the_format_of_its_like():
    frame = pd.DataFrame({"sector": ["School"], "base": [0.123]})
    own = {"base": TableColumn("Base scenario", "share_mean", "share_exact")}
    found = shown_table(Table("level", "", frame, own=own))
    assert found.headings == ["Sector", "Base scenario"]
    assert found.rows == [["School", "12.3%"]]


@pytest.mark.parametrize("name", ["nb", "nn", "en"])
def test_a_run_fits_eighty_columns(name):
    result = autopot.run("base", draws=200)
    with speaking(name):
        lines = printed(result.tables(), 80)
    assert max(len(line.rstrip()) for line in lines) <= 80
    share = f"{result.level('sector')['share_mean'].iloc[0]:.0%}"
    assert any(share.rstrip("%") in line for line in lines)
    assert not any("…" in line for line in lines)


@pytest.fixture(scope="module")
def answers():
    """A comparison, a sensitivity analysis and bounds, by their names."""
    return {
        "comparison": autopot.compare(["base", "fast", "cautious"], draws=200),
        "sensitivity": autopot.sensitivity("base", draws=200),
        "bounds": autopot.bounds("base", total=(0.12, 0.14), first="culture"),
    }


@pytest.mark.parametrize("name", ["nb", "nn", "en"])
@pytest.mark.parametrize("which", ["comparison", "sensitivity", "bounds"])
def test_wide_answers_fit_eighty_columns(answers, which, name):
    """Every figure of every table is there whole, and nothing runs over the edge."""
    with speaking(name):
        tables = answers[which].tables()
        lines = printed(tables, 80)
        shown = [shown_table(table) for table in tables]
    assert max(len(line.rstrip()) for line in lines) <= 80
    assert not any("…" in line for line in lines)
    text = "\n".join(lines)
    for found in shown:
        figures = [place for place, kind in enumerate(found.kinds) if kind == "f"]
        assert all(row[place] in text for row in found.rows for place in figures)


def test_names_of_settings_are_whole_at_eighty_columns(answers):
    found = answers["comparison"]
    words = {word for line in printed(found.tables(), 80) for word in line.split()}
    assert set(found.differences["setting"]) <= words
