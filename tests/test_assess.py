"""A municipality judges its barriers: in the terminal, in a sheet, and in a run."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest
import yaml
from click.testing import CliRunner

import autopot
from autopot import catalogue
from autopot.api import assessment_from_sheet, verify, write_template
from autopot.cli.assess import command
from autopot.errors import InputError
from autopot.evidence.barriers import barrier_names, barrier_scores, read_assessment
from autopot.messages import speaking
from autopot.scenario import load_scenario

SECTORS = list(catalogue.sectors()["sector"])
SCENARIO = (
    "name: own\ntitle: {nb: Egen, en: Own}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
    "extends: base\nuncertainty: {draws: 400}\nrealisation: {assessment: barrierer.yaml}\n"
)


def answered(tmp_path, text):
    with speaking("nb"):
        result = CliRunner().invoke(command, ["--out", str(tmp_path / "b.yaml")], input=text)
    return result, tmp_path / "b.yaml"


def test_one_answer_for_the_whole_municipality(tmp_path):
    result, file = answered(tmp_path, "h\n1\n\n3\n4\n0\n")
    assert result.exit_code == 0, result.output
    expected = {"resistance": 1, "training": 3, "involvement": 4, "follow_up": 0}
    assert yaml.safe_load(file.read_text("utf-8")) == {"sectors": {}, "all": expected}
    scores = read_assessment(file, SECTORS)
    assert scores.shape == (len(SECTORS), 5)
    assert scores[0].tolist()[2:] == [3, 4, 0]


def test_wrong_answers_are_asked_again(tmp_path):
    result, file = answered(tmp_path, "x\nh\n5\nmye\n2\n\n\n\n\n")
    assert result.exit_code == 0, result.output
    assert yaml.safe_load(file.read_text("utf-8"))["all"] == {"resistance": 2}
    assert result.output.count("Velg 0, 1, 2, 3, 4") == 2


def test_sector_by_sector(tmp_path):
    _, file = answered(tmp_path, "s\n" + "n\n" * 2 + "j\n4\n\n\n\n\n" + "n\n" * 6)
    assert yaml.safe_load(file.read_text("utf-8"))["sectors"] == {"school": {"resistance": 4}}


@pytest.mark.parametrize(
    ("name", "text", "about"),
    [
        ("en", "s\n" + "n\n" * 8 + "y\n4\n\n\n\n\n", "# Own judgement of barriers"),
        ("nn", "s\n" + "n\n" * 8 + "j\n4\n\n\n\n\n", "# Eigenvurdering av barrierar"),
    ],
)
def test_questions_answers_and_file_are_in_the_language_spoken(tmp_path, name, text, about):
    with speaking(name):
        result = CliRunner().invoke(command, ["--out", str(tmp_path / "b.yaml")], input=text)
    assert result.exit_code == 0, result.output
    content = (tmp_path / "b.yaml").read_text("utf-8")
    assert content.startswith(about)
    assert yaml.safe_load(content)["sectors"] == {
        catalogue.municipal_sectors()[-1]: {"resistance": 4}
    }
    asked = catalogue.table("survey/barriers")
    column = "question_en" if name == "en" else "question_nb"
    assert all(question in result.output for question in asked[column])


def test_a_file_name_of_two_lines_stays_in_the_comment(tmp_path):
    with speaking("nb"):
        given = ["--out", str(tmp_path / "b\nall: {training: 4}\n.yaml")]
        result = CliRunner().invoke(command, given, input="h\n1\n\n\n\n\n")
    assert result.exit_code == 0, result.output
    (file,) = tmp_path.iterdir()
    assert yaml.safe_load(file.read_text("utf-8"))["all"] == {"resistance": 1}


@pytest.mark.parametrize("text", ["h\n1\n", ""])
def test_interrupted_writes_nothing(tmp_path, text):
    result, file = answered(tmp_path, text)
    assert result.exit_code != 0
    assert not file.exists()


def test_no_answers_writes_nothing(tmp_path):
    result, file = answered(tmp_path, "h\n\n\n\n\n\n")
    assert isinstance(result.exception, InputError)
    assert not file.exists()


@pytest.mark.parametrize("name", ["taken.yaml", "b.txt"])
def test_a_bad_place_is_refused_before_the_first_question(tmp_path, name):
    (tmp_path / "taken.yaml").write_text("x", "utf-8")
    result = CliRunner().invoke(command, ["--out", str(tmp_path / name)], input="h\n")
    assert isinstance(result.exception, InputError)
    assert "Svar 0-4" not in result.output


def filled(tmp_path, cells):
    with speaking("nb"):
        path = write_template(tmp_path / "ansatte.xlsx")
    book = openpyxl.load_workbook(path)
    for at, value in cells.items():
        book["Barrierer"][at] = value
    book.save(path)
    return path


def test_the_sheet_of_the_template_is_read(tmp_path):
    """Row 2 is all sectors, row 5 school; column B resistance, F follow-up."""
    path = filled(tmp_path, {"B2": 1, "F2": "3", "B5": 4.0})
    file = assessment_from_sheet(path, tmp_path / "b.yaml")
    found = yaml.safe_load(file.read_text("utf-8"))
    assert found == {
        "sectors": {"school": {"resistance": 4}},
        "all": {"resistance": 1, "follow_up": 3},
    }
    school = read_assessment(file, SECTORS)[SECTORS.index("school")]
    assert [school[0], school[4]] == [4, 3]


def test_faults_of_the_sheet_are_collected_with_their_cells(tmp_path):
    path = filled(tmp_path, {"B2": 7, "C3": "mye", "A4": "Barnehag"})
    with pytest.raises(InputError) as wrong:
        assessment_from_sheet(path, tmp_path / "b.yaml")
    places = [problem.place for problem in wrong.value.problems]
    assert [place.split("!")[1] for place in places] == ["B2", "C3", "A4"]
    assert not (tmp_path / "b.yaml").exists()


def test_an_empty_sheet_or_another_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="no answers"):
        assessment_from_sheet(filled(tmp_path, {}), tmp_path / "b.yaml")
    (tmp_path / "text.xlsx").write_text("text", "utf-8")
    for name, message in (("text.xlsx", "cannot be read"), ("none.xlsx", "no such file")):
        with pytest.raises(InputError, match=message):
            assessment_from_sheet(tmp_path / name, tmp_path / "b.yaml")
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match="no sheet Barriers"):
        assessment_from_sheet(tmp_path / "other.xlsx", tmp_path / "b.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sectors: {skole: {}}\n", "'skole' is not known"),
        ("sectors: {school: {traning: 1}}\n", "did you mean training"),
        ("all: {training: 5}\n", "training = 5"),
        ("all: {training: true}\n", "training = true"),
        ("all: {training: 1.5}\n", "training = 1.5"),
        ("alle: {}\n", "'alle' is not known"),
        ("all: 3\n", "all = 3"),
        ("sectors: {school: 3}\n", "sectors.school = 3"),
    ],
)
def test_faults_of_the_file_name_the_line(tmp_path, text, expected):
    (tmp_path / "b.yaml").write_text("# own\n" + text, "utf-8")
    with pytest.raises(InputError, match=expected.replace(".", r"\.")) as wrong:
        read_assessment(tmp_path / "b.yaml", SECTORS)
    assert "b.yaml:2" in str(wrong.value.problems[0])


def test_a_sector_s_own_answer_goes_first_and_what_nobody_said_is_unknown(tmp_path):
    """In the order of the barriers; null in a sector takes the shared answer away."""
    (tmp_path / "b.yaml").write_text(
        "sectors: {school: {resistance: 2, training: null}}\n"
        "all: {resistance: 1, training: 4, follow_up: 3}\n",
        "utf-8",
    )
    order = ["resistance", "top_support", "training", "involvement", "follow_up"]
    assert barrier_names() == order
    unknown = np.nan
    found = dict(zip(SECTORS, read_assessment(tmp_path / "b.yaml", SECTORS), strict=True))
    np.testing.assert_array_equal(found.pop("school"), [2, unknown, unknown, unknown, 3])
    for row in found.values():
        np.testing.assert_array_equal(row, [1, unknown, 4, unknown, 3])


def test_without_an_assessment_every_barrier_is_unknown():
    scores = barrier_scores(load_scenario("base"), SECTORS)
    assert scores.shape == (len(SECTORS), 5)
    assert np.isnan(scores).all()


def realised(result):
    table = result.by_year.query("level == 'sector' and kind == 'realised' and unit == 'fte'")
    return table[table["year"] == 2040].set_index("sector")["mean"]


def test_barriers_lower_what_is_taken_out_and_travel_with_the_run(tmp_path):
    (tmp_path / "own.yaml").write_text(SCENARIO, "utf-8")
    means = {}
    for score in (0, 4):
        own = {"sectors": {"school": dict.fromkeys(barrier_names(), score)}}
        (tmp_path / "barrierer.yaml").write_text(yaml.safe_dump(own), "utf-8")
        result = autopot.run(tmp_path / "own.yaml")
        means[score] = realised(result)
    assert means[4]["school"] < 0.4 * means[0]["school"]
    assert means[4]["health_care"] == pytest.approx(means[0]["health_care"])
    folder = result.save(tmp_path / "run", report=False)
    assert (folder / "inputs" / "barriers.yaml").is_file()
    (tmp_path / "barrierer.yaml").unlink()
    assert verify(folder).problems == []


def test_a_missing_assessment_is_named_with_its_line(tmp_path):
    (tmp_path / "own.yaml").write_text(SCENARIO, "utf-8")
    with pytest.raises(InputError, match=r"own\.yaml:7 realisation\.assessment \| no file"):
        autopot.run(tmp_path / "own.yaml")
