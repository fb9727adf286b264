"""The form for the study of 2019: written, filled in, read, and shown beside ours."""

from __future__ import annotations

import io

import openpyxl
import pytest

import autopot
from autopot.api import beside_study, write_study_form
from autopot.cli.commands import main
from autopot.errors import InputError
from autopot.forms.study_answers import read_study
from autopot.messages import speaking
from autopot.views.terminal import Screen

MADE_UP = {"administration": 35, "kindergarten": 9, "school": 12.5, "health_care": "14 %"}
"""Not the study's: nobody here has read them."""


def filled(tmp_path, areas=(), sectors=None, language="nb"):
    """A form with rows of areas (name, class, ours) and cells of sectors by place in the list."""
    with speaking(language):
        path = write_study_form(tmp_path / "study.xlsx")
    book = openpyxl.load_workbook(path)
    first, second = book.worksheets[:2]
    for number, row in enumerate(areas, start=2):
        for column, value in enumerate(row, start=1):
            first.cell(number, column, value)
    order = list(autopot.catalogue.sectors()["sector"])
    for sector, value in (sectors or {}).items():
        second.cell(order.index(sector) + 2, 2, value)
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_form_is_read_as_it_was_filled_in(tmp_path, language):
    words = {"nb": ("Ta i bruk", "Serviceroboter"), "en": ("Adopt", "Service robots")}
    ring, robots = words.get(language, words["nb"])
    path = filled(tmp_path, [("Roboter", ring, robots), ("Annet", ring)], MADE_UP, language)
    study = read_study(path)
    assert study.sectors == pytest.approx(
        {"administration": 0.35, "school": 0.125, "kindergarten": 0.09, "health_care": 0.14}
    )
    assert study.areas.to_numpy().tolist() == [
        ["Roboter", "adopt", "service_robots"],
        ["Annet", "adopt", ""],
    ]


def test_faults_are_collected_with_their_cells(tmp_path):
    path = filled(
        tmp_path, [("Roboter", "Ta bruk"), ("", "Utred")], {"school": 0.2, "culture": 120}
    )
    with pytest.raises(InputError) as wrong:
        read_study(path)
    places = [problem.place.split("!")[1] for problem in wrong.value.problems]
    assert places == ["B2", "A3", "B4", "B7"]


def test_an_empty_form_or_another_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="nothing is filled in"):
        read_study(filled(tmp_path))
    (tmp_path / "text.xlsx").write_text("x", "utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        read_study(tmp_path / "text.xlsx")


def test_the_form_is_never_written_over(tmp_path):
    path = write_study_form(tmp_path / "study.xlsx")
    for wrong in (path, tmp_path / "study.csv"):
        with pytest.raises(InputError):
            write_study_form(wrong)


def test_sectors_stand_beside_the_potential_with_all_time_counted(tmp_path):
    """Ours by a run of its own; 35 % of administration against the interval of that run."""
    areas = [("Roboter", "Avvent", "Serviceroboter"), ("Skjema", "Ta i bruk", "")]
    with speaking("nb"):
        tables = beside_study(filled(tmp_path, areas, MADE_UP), draws=300)
    sectors, radar = (table.frame for table in tables)
    counted = {"human_required": {"fully": "counted"}}
    own = autopot.run("base", draws=300, settings=counted).level("sector").set_index("sector")
    expected = own.loc[list(MADE_UP), ["share_mean", "share_p05", "share_p95"]].to_numpy()
    assert sectors[["share_mean", "share_p05", "share_p95"]].to_numpy() == pytest.approx(expected)
    inside = [
        low <= typed <= high
        for typed, (_, low, high) in zip([0.35, 0.09, 0.125, 0.14], expected, strict=True)
    ]
    assert [word == "innenfor" for word in sectors["study_agrees"]] == inside
    assert radar["study_same"].tolist() == ["nei", "–"]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_tables_fit_80_columns(tmp_path, language):
    screen = Screen(width=80, file=io.StringIO(), no_color=True)
    with speaking(language):
        path = filled(tmp_path, [], MADE_UP, language)
        screen.show(*beside_study(path, draws=200))
    assert max(map(len, screen.file.getvalue().splitlines())) <= 80


def run(capsys, *args):
    with pytest.raises(SystemExit) as left:
        main(["--language", "en", *args])
    out, err = capsys.readouterr()
    return left.value.code, out, err


def test_the_commands(tmp_path, capsys):
    target = tmp_path / "study.xlsx"
    code, out, _ = run(capsys, "radar", "template", str(target))
    assert code == 0
    assert "validate --study" in out
    assert target.is_file()
    code, _, err = run(capsys, "radar", "base", str(tmp_path / "x.xlsx"))
    assert code == 2
    assert "template FILE.xlsx" in err


def test_the_horizon_is_told_where_the_20_percent_is():
    result = autopot.run("base", draws=200, settings={"report": {"language": "en"}})
    assert "about 20% over 10-20 years" in result.answer().distance
