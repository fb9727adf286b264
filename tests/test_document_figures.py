"""The figures of the five documents: counts by hand, what uses them, and that the page follows."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from autopot import catalogue
from autopot.api import printed_figures
from autopot.cli.commands import main
from autopot.errors import InputError
from autopot.evidence.document_figures import (
    CENTRALITIES,
    SIZES,
    USES,
    document_figures,
    figures_for,
)
from autopot.messages import speaking
from autopot.results.documents.tables import (
    AREA_NAMES,
    DOCUMENTS,
    RESPONDENTS,
    SUBGROUPS,
    USE_NAMES,
)
from autopot.views.terminal import Screen

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def figures():
    return document_figures().set_index("figure")


@pytest.mark.parametrize(
    ("figure", "value", "n"),
    [
        ("ipsos.existing_rose.chiefs.upbringing", 90, 127),
        ("ipsos.existing_rose.union.health_care", 62, 194),
        ("ipsos.residents_before.chiefs.health_care", 7, 149),
        ("ipsos.no_strategy.chiefs.centrality_5_6", 16, 190),
        ("ipsos.decisions_faster.union.centrality_1_2", 56, 82),
        ("ipsos.privacy.union", 72, 702),
        ("ipsos.course_by_municipality.directors", 67, 123),
        ("kl.home_ready_2_days.digital_chiefs", 57, None),
        ("ks.gain_management_data.municipalities", 53, None),
        ("ks.priority.county_municipalities", 11, 14),
    ],
)
def test_figures_as_read_in_the_documents(figures, figure, value, n):
    """Read in the text by eye, apart from the list that the table was made from."""
    row = figures.loc[figure]
    assert row["value"] == value
    assert row["n"] == n if n else row["n"] != row["n"]


@pytest.mark.parametrize("respondents", ["chiefs", "union"])
@pytest.mark.parametrize("area", ["upbringing", "health_care", "social", "technical"])
def test_the_six_answers_of_table_4_are_whole(figures, respondents, area):
    """Rounded shares of one question: 98 to 102 (union representatives of social are not shown)."""
    rows = figures[figures["place"] == "4.1.2, table 4"]
    own = rows[(rows["respondents"] == respondents) & (rows["area"] == area)]
    assert len(own) == (0 if (respondents, area) == ("union", "social") else 6)
    assert not len(own) or 98 <= own["value"].sum() <= 102


def test_answers_by_area_and_size_are_those_of_the_sample(figures):
    """717 union representatives; 124, 363 and 643 in municipalities, and 362 of the 363 by size."""
    sample = figures[figures["indicator"] == "sample"]
    areas = sample[(sample["area"] != "all") & (sample["respondents"] == "union")]
    assert areas["value"].sum() == 717
    for chiefs, names in ((362, SIZES), (363, CENTRALITIES)):
        sums = sample[sample["subgroup"].isin(names)].groupby("respondents")["value"].sum()
        assert sums.to_dict() == {"directors": 124, "chiefs": chiefs, "union": 643}


def test_what_contradicts_itself_is_marked(figures):
    """39 against 24 and 28, 18 against 28, 46 above 59, 46 or 45, 97 % of 717, a sum of 362."""
    marked = figures[figures["contradiction"] != ""]
    assert sorted(marked["value"]) == [18, 39, 46, 46, 97, 117]


def test_every_figure_is_used_or_says_why_not(figures):
    unused = figures[figures["uses"] == ""]
    stated = (unused["why_not"] != "") | (unused["left_out"] != "")
    known = unused["indicator"].isin(figures.loc[figures["uses"] != "", "indicator"])
    assert (stated | known).all()
    used = figures[figures["uses"] != ""]
    assert (used["why_not"] == "").all()
    assert (used["left_out"] == "").all()
    assert set(" ".join(figures["used_for"]).split()) <= set(USES) == set(USE_NAMES)


def test_every_code_has_a_name(figures):
    named = {"respondents": RESPONDENTS, "area": AREA_NAMES, "subgroup": SUBGROUPS}
    for column, names in named.items():
        assert set(figures[column]) <= set(names)
    assert set(figures["source_id"]) == set(DOCUMENTS)


def test_a_figure_that_is_left_out_goes_into_nothing():
    for use in USES:
        assert (figures_for(use)["left_out"] == "").all()


def test_the_page_says_what_the_data_say():
    """docs/data.md, section 8, is written from the data."""
    command = [sys.executable, str(ROOT / ".ci" / "documents.py"), "check"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_one_area_stands_beside_all_areas():
    shown = printed_figures(area="health_care").figures
    assert set(shown["area"]) == {"health_care", "all"}
    before = shown[(shown["indicator"] == "residents_before") & (shown["respondents"] == "chiefs")]
    assert sorted(before["value"]) == [7, 16]


@pytest.mark.parametrize("wrong", [{"area": "helse"}, {"document": "menon"}])
def test_an_unknown_area_or_document_is_refused(wrong):
    with pytest.raises(InputError):
        printed_figures(**wrong)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_figure_is_cut_at_80_columns(language):
    screen = Screen(width=80, file=io.StringIO(), no_color=True)
    with speaking(language):
        screen.show(*printed_figures(document="kl-momentum-2020").tables())
    text = screen.file.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    rows = catalogue.table("survey/figures").query("source_id == 'kl-momentum-2020'")
    for value in rows.loc[rows["unit"] == "percent", "value"]:
        assert f"{value:g} %" in text


def test_the_command_gives_all_as_json(capsys):
    with contextlib.suppress(SystemExit):
        main(["evidence", "figures", "--json"])
    found = json.loads(capsys.readouterr().out)["figures"]
    assert len(found) == len(catalogue.table("survey/figures"))
