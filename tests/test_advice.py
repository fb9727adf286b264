"""What barriers cost, advice, and the card: against plain runs, by hand, and in every form."""

from __future__ import annotations

import json

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

import autopot
from autopot import catalogue
from autopot.api import advice
from autopot.cli.assess import command
from autopot.errors import InputError
from autopot.evidence.barriers import barrier_names
from autopot.evidence.readiness_card import card_items, card_rows, read_card
from autopot.messages import speaking

OWN = "all: {resistance: 3, top_support: 1, training: 4}\nsectors: {school: {training: 2}}\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text(OWN + "card: {strategy: yes, priority: no}\n", "utf-8")
    return path


def taken_out(path):
    """Sector -> FTE of 2035 by a plain run."""
    settings = {"realisation": {"assessment": str(path)}, "adoption": {"years": [2035]}}
    rows = autopot.run("base", draws=300, settings=settings).by_year
    rows = rows[(rows["kind"] == "realised") & (rows["unit"] == "fte")]
    return rows[rows["level"] == "sector"].set_index("sector")["mean"]


def test_a_cost_is_the_difference_of_two_runs(file, tmp_path):
    """The same files with training at 0 in every sector, run one by one."""
    other = tmp_path / "none.yaml"
    other.write_text("all: {resistance: 3, top_support: 1, training: 0}\n", "utf-8")
    now = taken_out(file)
    expected = taken_out(other) - now
    found = advice(file, year=2035, draws=300)
    own = found.costs[found.costs["barrier"] == "training"].set_index("sector")["fte"]
    for sector, fte in expected.items():
        assert own[sector] == pytest.approx(fte, abs=1e-6)
    assert own["total"] == pytest.approx(expected.sum(), rel=1e-6)
    assert found.taken_out == pytest.approx(now.sum(), rel=1e-6)


def test_the_dearest_comes_first_and_follows_the_answers(file):
    found = advice(file, draws=300)
    total = found.costs[found.costs["sector"] == "total"].set_index("barrier")["fte"]
    assert found.dearest == "training" == total.index[0]
    assert total.is_monotonic_decreasing
    assert total["resistance"] > total["top_support"] > 0
    assert set(total.index) == set(barrier_names())


def test_no_barrier_costs_nothing(tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text("all: {resistance: 0}\n", "utf-8")
    costs = advice(path, draws=200).costs
    assert (costs.loc[costs["barrier"] == "resistance", "fte"] == 0).all()


def test_every_barrier_has_what_it_leads_to_and_what_may_help():
    """4, 4, 2, 4 and 3 consequences as in the report; about 25 solutions; three steps."""
    table = catalogue.table("survey/advice")
    counted = table.groupby(["kind", "barrier"]).size()
    consequences = [counted["consequence", name] for name in barrier_names()]
    assert consequences == [4, 4, 2, 4, 3]
    assert min(counted["solution", name] for name in barrier_names()) >= 5
    assert 25 <= counted["solution"].sum() <= 30
    assert counted["step", ""] == 3
    assert set(table["source_id"]) == {"pwc-2021", "menon-2019"}


def test_the_card_beside_others_by_hand():
    """No strategy in 12 % of 117 small ones, so 88; 56 % have infrastructure; 66 % prioritise."""
    rows = card_rows({"strategy": False}, "under_3000")
    small = rows[rows["subgroup"] == "under_3000"].set_index("item")
    assert small.loc["strategy", ["share", "n"]].tolist() == pytest.approx([0.88, 117])
    assert small.loc["infrastructure", ["share", "n"]].tolist() == pytest.approx([0.56, 117])
    assert rows.loc[rows["item"] == "priority", "share"].tolist() == [0.66]
    assert set(rows["item"]) == set(card_items())
    assert set(card_rows({}, None)["subgroup"]) == {"all"}


def test_one_municipality_stands_beside_those_of_its_size(file, tmp_path):
    """Berlevåg has under 3,000 residents."""
    (tmp_path / "staff.csv").write_text(
        "sektor;yrkeskode;årsverk\nschool;2341;40\nadministration;4110;30\n", "utf-8"
    )
    own = tmp_path / "small.yaml"
    own.write_text(
        "name: small\ntitle: {nb: E, en: E}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {file: staff.csv, municipality: '5630'}\n",
        "utf-8",
    )
    found = advice(file, own, draws=200)
    assert "under_3000" in set(found.card["subgroup"])
    assert set(found.costs["sector"]) == {"school", "administration", "total"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("card: {strategi: yes}\n", "did you mean strategy"),
        ("card: {strategy: 3}\n", "yes, no, or null"),
    ],
)
def test_a_wrong_card_is_refused(tmp_path, text, message):
    path = tmp_path / "b.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        read_card(path)


def test_page_and_workbook_hold_all_advice(file, tmp_path):
    with speaking("nb"):
        found = advice(file, draws=200)
        page, book = (found.save(tmp_path / f"r.{ending}") for ending in ("html", "xlsx"))
    text = page.read_text("utf-8")
    sheets = openpyxl.load_workbook(book)
    cells = {str(c.value) for sheet in sheets for row in sheet.iter_rows() for c in row}
    for words in catalogue.table("survey/advice")["text_nb"]:
        assert words in text
        assert words in cells
    with pytest.raises(InputError, match="exists already"):
        found.save(page)
    with pytest.raises(InputError, match="does not end in"):
        found.save(tmp_path / "r.pdf")


def test_the_command_asks_for_the_card_and_shows_what_it_means(tmp_path):
    """Five answers for the whole municipality, then yes, no and five that are not known."""
    asked = ["--out", str(tmp_path / "b.yaml"), "--card"]
    answers = "h\n1\n\n3\n4\n0\nj\nn\n\n\n\n\n\n"
    with speaking("nb"):
        result = CliRunner().invoke(command, asked, input=answers)
    assert result.exit_code == 0, result.output
    written = yaml.safe_load((tmp_path / "b.yaml").read_text("utf-8"))
    assert written["card"] == {"strategy": True, "priority": False}
    assert "Modenhetskort" in result.output
    names = catalogue.table("survey/barriers").set_index("barrier")["name_nb"]
    assert names["involvement"].lower() in result.output


def test_the_command_gives_json(file):
    result = CliRunner().invoke(command, ["--show", str(file), "--json", "--year", "2035"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found["dearest"] == "training"
    assert found["year"] == 2035
