"""Own staff in a result: whose they are, and what they call their occupations."""

from __future__ import annotations

import io
import json

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import autopot
from autopot.analysis.disclosure import shown_titles
from autopot.api import (
    check_staff,
    compare,
    explain_sector,
    radar,
)
from autopot.cli.commands import group
from autopot.messages import speaking, unless_asked
from autopot.results.own_words import (
    LONGEST,
    MOST_TITLES,
    title_texts,
)
from autopot.results.run.explanation import sector_table
from autopot.tables import shown_table
from autopot.workforce.staff.own_titles import own_titles
from support.staff_files import write_xlsx

HEADER = ["Kommune", "Sektor", "Yrkeskode", "Stilling", "Stillingsprosent"]
MARKUP, FORMULA = "<script>alert(1)</script> lærer", "=1+1 lærer"
LONG = "Kontaktlærer med ansvar for digital opplæring på ungdomstrinnet"


@pytest.fixture(autouse=True)
def in_norwegian():
    """As the scenarios of municipalities speak."""
    with unless_asked("nb"):
        yield


def posts(title, persons, code="2341", town="1119"):
    return [[town, "Skole", code, title, 100]] * persons


@pytest.fixture(scope="module")
def staff(tmp_path_factory):
    """Six titles of teachers, one of them of four persons, and one of a single principal."""
    path = tmp_path_factory.mktemp("own") / "ansatte.xlsx"
    rows = [
        *posts("Lærer", 30),
        *posts("LÆRER", 2),
        *posts("Adjunkt", 20),
        *posts(MARKUP, 9),
        *posts(FORMULA, 8),
        *posts(LONG, 7),
        *posts("Lærar 1.-4. trinn", 4),
        *posts("Rektor Solbakken skule", 1, "1345"),
        *posts("Skoleassistenter", 6, "5312"),
    ]
    return write_xlsx(path, [HEADER, *rows])


@pytest.fixture(scope="module")
def result(staff):
    return autopot.run(staff, draws=200)


@pytest.fixture(scope="module")
def saved(result, tmp_path_factory):
    return result.save(tmp_path_factory.mktemp("run") / "run")


def test_the_municipality_stands_in_the_title_of_every_output(staff, result, saved):
    """A file of 87 FTE is a part of the staff, which the title says too."""
    said = result.title()
    assert said.startswith("Hå: Grunnscenario (en del av de ansatte: 87 av om lag ")
    with speaking("en"):
        assert result.title().startswith("Hå: Base scenario (a part of the staff: 87 of about ")
    assert result.as_json()["title"] == said
    assert f">{said}</h1>" in (saved / "report.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(saved / "tables.xlsx").worksheets[2]["A1"].value == said
    args = ["run", str(staff), "--draws", "200", "--out", str(saved.parent / "other")]
    assert said in " ".join(CliRunner().invoke(group, [*args, "--no-report"]).output.splitlines())
    assert radar(staff, draws=200).title == said


def test_a_frame_and_a_checked_file_carry_the_municipality_too(staff):
    frame = pd.DataFrame(
        {"municipality": "1119", "sector": "school", "occupation": "2341", "fte": [50.0]}
    )
    assert autopot.run("fast", frame, draws=100).title().startswith("Hå: ")
    check = check_staff(staff)
    assert check.ok
    changes = {"workforce": {"file": str(staff)}}
    assert autopot.run("base", changes=changes, draws=100).title().startswith("Hå: Grunnscenario")
    assert autopot.run("base", draws=100).title() == "Grunnscenario"  # a packaged estimate


def test_a_title_that_names_the_municipality_is_left_as_it_is(staff, tmp_path):
    scenario = tmp_path / "ha.yaml"
    scenario.write_text(
        "name: ha\ntitle: {nb: Hå 2025, en: Hå 2025}\nreason: {nb: a, en: a}\n"
        f"references: [judgement]\nextends: base\nworkforce: {{file: '{staff}'}}\n",
        encoding="utf-8",
    )
    assert autopot.run(scenario, draws=100).title().startswith("Hå 2025 (en del av de ansatte")


def test_a_comparison_names_the_municipality_too(staff, tmp_path):
    text = "name: {0}\ntitle: {{nb: {0}, en: {0}}}\nreason: {{nb: a, en: a}}\n"
    text += "references: [judgement]\nextends: base\nworkforce: {{file: '{1}'}}\n"
    names = ["roleg", "rask"]
    for name in names:
        more = "physical: {strength: 0}\n" if name == "rask" else ""
        (tmp_path / f"{name}.yaml").write_text(text.format(name, staff) + more)
    found = compare([tmp_path / f"{name}.yaml" for name in names], draws=200)
    titles = [one.title.partition(" (")[0] for one in found.texts]
    assert titles == ["Hå: roleg", "Hå: rask"]


def test_few_municipalities_are_named_and_many_are_counted(tmp_path):
    def title(*towns):
        rows = [post for town in towns for post in posts("Lærer", 6, town=town)]
        found = autopot.run(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]), draws=100)
        return found.title().partition(" (")[0]

    assert title("1119", "1121") == "Hå og Time: Grunnscenario"
    assert title("1119", "1121", "1122", "1124") == "4 kommuner: Grunnscenario"


def test_titles_stand_with_most_fte_first_and_small_ones_are_counted_in_nothing(result):
    """32 + 20 + 9 + 8 + 7 of at least five persons; those of four and of one are not shown.

    Six assistants would be shown, but hiding the only principal hides them too: what is left of the
    total would tell of one.
    """
    titles = result.own_titles["2341"]
    assert titles == ["Lærer", "Adjunkt", MARKUP, FORMULA, LONG]
    assert list(result.own_titles) == ["2341"]
    assert result.title_texts() == {"2341": f"Lærer, Adjunkt, {MARKUP} og 2 til"}


def test_a_title_that_is_the_name_of_the_occupation_says_nothing_alone():
    assert title_texts({"5312": ["skoleassistenter"]}) == {}
    both = {"5312": ["Skoleassistenter", "Assistent"]}
    assert title_texts(both) == {"5312": "Skoleassistenter, Assistent"}


def test_the_workbook_has_the_titles_in_its_last_column_as_text(saved):
    sheet = openpyxl.load_workbook(saved / "tables.xlsx")["Yrker"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-1] == "Hos dere"
    own = {row[0].value: row[-1] for row in sheet.iter_rows(min_row=2)}
    assert own["2341"].value == f"Lærer, Adjunkt, {MARKUP} og 2 til"
    assert own["2341"].data_type == "s"


def test_the_page_shows_titles_as_text(saved):
    page = (saved / "report.html").read_text(encoding="utf-8")
    assert "Hos dere: Lærer, Adjunkt, &lt;script&gt;alert(1)" in page
    assert MARKUP not in page


def test_no_output_holds_a_title_of_few(saved):
    for path in saved.iterdir():
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            content = repr([list(sheet.values) for sheet in book]).encode()
        assert b"Solbakken" not in content
        assert b"1.-4. trinn" not in content


def test_the_manifest_counts_titles_and_names_none(saved):
    manifest = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["own_titles"] == {"titles": 5, "occupations": 1}
    assert "Adjunkt" not in json.dumps(manifest, ensure_ascii=False)


def test_the_tasks_of_a_sector_name_occupations_as_the_municipality_does(staff):
    tasks = explain_sector("school", staff).set_index("occupation")
    assert tasks.loc["2341", "own_titles"].iloc[0][:2] == ("Lærer", "Adjunkt")
    part = shown_table(sector_table(tasks.reset_index(), 3))
    assert part.rows[0][0].startswith("2341 Grunnskolelærere (hos dere: Lærer, Adjunkt, ")
    base = shown_table(sector_table(explain_sector("school"), 1))
    assert "hos dere" not in base.rows[0][0]


def test_a_packaged_estimate_has_no_titles():
    base = autopot.run("base", draws=100)
    assert base.own_titles == {}
    assert "own_titles" not in base.description()


def test_fte_of_a_title_are_divided_like_those_of_its_rows():
    """10 FTE, 0.6 and 0.4; without shares the occupations of the group add up to the 5."""
    rows = pd.DataFrame(
        {
            "sector": "school",
            "occupation": ["2341=0.6|2342=0.4", "2341|2342", "?"],
            "title": ["Lærer", "Lærar", "Noko"],
            "fte": [10.0, 5.0, 3.0],
            "headcount": [10.0, float("nan"), 3.0],
        }
    )
    found = own_titles(rows).set_index(["title", "occupation"])["fte"]
    assert found["Lærer", "2341"] == pytest.approx(6)
    assert found["Lærer", "2342"] == pytest.approx(4)
    assert found["Lærar"].sum() == pytest.approx(5)
    assert "Noko" not in found


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("7174 Sykepleier", ["Sykepleier"]),
        ("Syke\u202epleier\x07 natt", ["Syke pleier natt"]),
        ("Lærer, fnr 01017000027", []),
        ("Lærer (Kari Nordmann)", []),
        ("Lærer (▒▒▒)", []),
        ("12345", []),
    ],
)
def test_titles_are_cleaned_and_personal_ones_left_out(cell, shown):
    rows = pd.DataFrame(
        {"sector": "school", "occupation": "2341", "title": [cell], "fte": 9.0, "headcount": 9.0}
    )
    assert list(own_titles(rows)["title"]) == shown


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=80), st.floats(0.1, 40), st.integers(1, 40)),
        max_size=12,
    )
)
def test_nothing_below_the_threshold_is_ever_shown(rows):
    frame = pd.DataFrame(rows, columns=["title", "fte", "headcount"]).assign(
        sector="school", occupation="2341"
    )
    titles = own_titles(frame.astype({"headcount": float}))
    shown = shown_titles(titles, 5, set()).get("2341", [])
    sums = titles.set_index("title")[["fte", "headcount"]]
    assert all((sums.loc[[title]] >= 5).all(axis=None) for title in shown)
    assert shown_titles(titles, 5, {"2341"}) == {}
    text = title_texts({"2341": shown}).get("2341", "")
    assert len(text) <= MOST_TITLES * (LONGEST + 2) + len(" og 99 til")
    assert "\n" not in text
