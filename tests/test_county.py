"""The staff of a county municipality, from its own file to its own report."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autopot
from autopot import catalogue
from autopot.api import check_staff, explain_sector
from autopot.catalogue import municipal_counterpart, municipal_sectors
from autopot.demand.population import ESTIMATE, population_of
from autopot.errors import InputError
from autopot.evidence import assemble
from autopot.forms.starting import scenario_text, start_folder
from autopot.messages import speaking, unless_asked
from autopot.questions.tasks import chosen_tasks
from autopot.scenario import load_scenario
from autopot.workforce.staff import county_decider
from autopot.workforce.staff.counties import in_county, of_county, units_of_county
from autopot.workforce.staff.services import (
    function_decider,
    place_decider,
    sector_decider,
    unit_decider,
)
from support.staff_files import write_xlsx

COUNTY = "Rogaland fylkeskommune"
HEADER = ["Arbeidssted", "Avdeling", "Funksjon", "Stilling", "Årsverk"]
STAFF = [
    ("Nordvik videregående skole", "Opplæring", "521", "Lektor", 40, "upper_secondary", "2330"),
    ("Nordvik videregående skole", "Opplæring", "526", "Adjunkt", 20, "upper_secondary", "2320"),
    ("Nordvik videregående skole", "Opplæring", "522", "Faglærer", 16, "upper_secondary", "2320"),
    ("Nordvik videregående skole", "Opplæring", "520", "Rektor", 2, "upper_secondary", "1345"),
    ("Nordvik videregående skole", "Opplæring", "511", "Renholder", 9, "property_planning", "9112"),
    ("PP-tjenesten", "Opplæring", "564", "PP-rådgiver", 8, "upper_secondary", "2351"),
    ("Nordvik tannklinikk", "Tannhelse", "665", "Tannlege", 24, "dental", "2261"),
    ("Nordvik tannklinikk", "Tannhelse", "665", "Tannpleier", 12, "dental", "3251"),
    ("Nordvik tannklinikk", "Tannhelse", "665", "Tannhelsesekretær", 30, "dental", "3256"),
    ("Fylkestannlegen", "Tannhelse", "660", "Overtannlege", 6, "dental", "1342"),
    ("Seksjon drift", "Samferdsel", "722", "Byggeleder", 20, "county_transport", "3112"),
    (
        "Seksjon kollektiv",
        "Samferdsel",
        "730",
        "Kollektivplanlegger",
        7,
        "county_transport",
        "2164",
    ),
    ("Fylkesbiblioteket", "Kultur", "740", "Bibliotekar", 7, "culture", "2622"),
    ("Kulturarv", "Kultur", "750", "Arkeolog", 6, "property_planning", "2632"),
    ("Næring", "Regional utvikling", "714", "Rådgiver", 12, "administration", "2422"),
    ("HR", "Organisasjon", "420", "HR-rådgiver", 8, "administration", "2423"),
]
"""A made-up county municipality; the last two columns are what each row is, by reading it."""


@pytest.fixture(autouse=True)
def in_norwegian():
    with unless_asked("nb"):
        yield


def staff_file(folder, drop=()):
    """The made-up staff as a workbook, without some of its columns."""
    kept = [n for n, name in enumerate(HEADER) if name not in drop]
    rows = [[row[n] for n in kept] for row in STAFF]
    return write_xlsx(folder / "fylke.xlsx", [[HEADER[n] for n in kept], *rows])


def cells_of(check):
    frame = check.staff.cells
    return dict(
        zip(zip(frame["sector"], frame["occupation"], strict=True), frame["fte"], strict=True)
    )


def expected(of=STAFF):
    frame = pd.DataFrame(of)
    return frame.groupby([5, 6])[4].sum().astype(float).to_dict()


def test_the_whole_file_is_read_as_the_county_reads_it(tmp_path):
    check = check_staff(staff_file(tmp_path), municipality=COUNTY)
    assert not check.of("error")
    assert cells_of(check) == expected()
    assert set(check.staff.cells["municipality"]) == {"1100"}


def test_words_of_departments_and_units_say_the_same_without_functions(tmp_path):
    """Premises and cultural heritage are told by their function alone; cleaners and archaeologists
    then follow school and culture.
    """
    check = check_staff(staff_file(tmp_path, drop=["Funksjon"]), municipality=COUNTY)
    assert not check.of("error")
    fte = check.staff.cells.groupby("sector")["fte"].sum().to_dict()
    assert fte == {
        "upper_secondary": 40 + 20 + 16 + 2 + 9 + 8,
        "dental": 24 + 12 + 30 + 6,
        "county_transport": 20 + 7,
        "culture": 7 + 6,
        "administration": 12 + 8,
    }


def test_the_same_file_as_a_municipality_is_another_workforce(tmp_path):
    """«Samferdsel» is technical services there, whatever else the file says."""
    file = staff_file(tmp_path, drop=["Funksjon"])
    sectors = set(check_staff(file, municipality="1103").staff.cells["sector"])
    assert "technical" in sectors
    assert "county_transport" not in sectors


def test_a_run_shows_the_sectors_of_the_county_and_no_others(tmp_path):
    result = autopot.run(
        staff_file(tmp_path), draws=200, settings={"workforce": {"municipality": COUNTY}}
    )
    sectors = result.level("sector").set_index("sector")
    assert set(sectors.index) == {row[5] for row in STAFF}
    assert sectors["fte_base"].sum() == pytest.approx(sum(row[4] for row in STAFF), abs=3)
    page = result.save(tmp_path / "run", report=True) / "report.html"
    text = page.read_text("utf-8")
    assert "Fylkesveier og kollektivtransport" in text
    assert COUNTY in text
    assert "Brann og redning" not in text


def test_reports_of_municipalities_do_not_name_what_only_counties_have(tmp_path):
    result = autopot.run("base", draws=100)
    assert list(result.level("sector")["sector"]) == municipal_sectors()
    page = result.save(tmp_path / "run", report=True) / "report.html"
    text = page.read_text("utf-8")
    for name in ("Fylkesveier og kollektivtransport", "Tannhelsetjeneste"):
        assert name not in text


def test_what_carries_the_potential_of_dental_health(tmp_path):
    """The journal, not the treatment: hands in a mouth are no work for a language model."""
    file = staff_file(tmp_path)
    scenario = tmp_path / "f.yaml"
    scenario.write_text(
        scenario_text("1100", COUNTY).replace("ansatte.xlsx", file.name), encoding="utf-8"
    )
    tasks = explain_sector("dental", scenario).set_index(["occupation", "task"])
    journal, fillings = tasks.loc[("2261", "08")], tasks.loc[("2261", "02")]
    assert journal["share"] > 2 * fillings["share"]
    assert fillings["beside"]
    assert not journal["beside"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("11", "1100"),
        ("1100", "1100"),
        ("110000", "1100"),
        ("Rogaland", "1100"),
        ("Rogaland fylkeskommune", "1100"),
        ("Rogaland fylke", "1100"),
        ("Troms fylkeskommune", "5500"),
        ("Romsa", "5500"),
        ("Trööndelage", "5000"),
        ("Møre og Romsdal fylkeskommune", "1500"),
        ("1103 Stavanger", "1100"),
        ("Ålesund", "1500"),
        ("Oslo", "0301"),
    ],
)
def test_numbers_and_names_of_county_municipalities(value, code):
    assert county_decider({})(value).code == code


@pytest.mark.parametrize("value", ["Viken", "99", "Hordaland"])
def test_what_is_no_county_of_today_is_told_with_those_that_are(value):
    answer = county_decider({})(value)
    assert (answer.code, answer.kind) == ("", "unknown_county")
    assert "4600 Vestland fylkeskommune" in answer.allowed


def test_a_workplace_is_told_to_be_read_as_the_employer():
    answer = county_decider({})("Sandnes")
    assert (answer.code, answer.kind) == ("1100", "place_in_county")


def test_every_municipality_outside_oslo_has_a_county_municipality():
    towns = catalogue.municipalities()
    counties = catalogue.county_municipalities().set_index("municipality")
    codes = towns["county"] + "00"
    assert set(codes[towns["municipality"] != "0301"]) == set(counties.index)
    whole = int(
        towns["population"].sum() - towns.set_index("municipality").loc["0301", "population"]
    )
    assert int(counties["population"].sum()) == whole


def test_a_county_in_a_municipal_file_tells_what_to_do(tmp_path):
    rows = [[*row[:4], row[4], COUNTY] for row in STAFF]
    file = write_xlsx(tmp_path / "fylke.xlsx", [[*HEADER, "Kommune"], *rows])
    with speaking("nb"):
        check = check_staff(file)
        (finding,) = {f.kind: f for f in check.of("error")}.values()
        assert finding.kind == "county_for_municipality"
        assert "workforce.county: true" in str(finding.text()[2])
    assert not check_staff(file, settings={"workforce": {"county": True}}).of("error")


def test_a_name_that_is_no_county_municipality_is_an_error_of_the_setting(tmp_path):
    with pytest.raises(InputError, match="Viken fylkeskommune"):
        check_staff(staff_file(tmp_path), municipality="Viken fylkeskommune")
    with pytest.raises(InputError, match="Stavanger"):
        check_staff(
            staff_file(tmp_path),
            settings={"workforce": {"county": True, "municipality": "Stavanger"}},
        )


def test_a_folder_for_a_county_municipality(tmp_path):
    folder = start_folder(tmp_path / "rogaland", COUNTY)
    (scenario,) = folder.glob("*.yaml")
    text = scenario.read_text("utf-8")
    assert "municipality: '1100'" in text
    assert "county: true" in text
    assert "county" not in scenario_text("1103", "Stavanger")


@pytest.mark.parametrize(
    ("words", "municipality", "county"),
    [
        ("Samferdsel", "technical", "county_transport"),
        ("Opplæring", "school", "upper_secondary"),
        ("Tannhelsetjenesten", "dental", "dental"),
        ("Videregående opplæring", "upper_secondary", "upper_secondary"),
        ("Vidaregåande opplæring", "upper_secondary", "upper_secondary"),
        ("Utdanning", "kindergarten|school", "upper_secondary"),
        (
            "Samferdsel og eiendom",
            "property_planning|technical",
            "county_transport|property_planning",
        ),
        ("Kultur", "culture", "culture"),
        ("Barnehage", "kindergarten", ""),
    ],
)
def test_departments_in_a_municipality_and_in_a_county(words, municipality, county):
    assert sector_decider()(words).code == municipality
    assert of_county(sector_decider(), "unknown_sector")(words).code == county


@pytest.mark.parametrize(
    ("unit", "county"),
    [
        ("Stavanger katedralskole", "upper_secondary"),
        ("Sauda vidaregåande skule", "upper_secondary"),
        ("Bryne tannklinikk", "dental"),
        ("Drift og vedlikehold veg", "county_transport"),
        ("Oppfølgingstjenesten", "upper_secondary"),
        ("Utdanning", "upper_secondary"),
        ("Seksjon 4", ""),
    ],
)
def test_units_of_a_county(unit, county):
    assert units_of_county(unit_decider(), sector_decider())(unit).code == county


def test_a_school_that_says_it_is_upper_secondary_is_so_in_a_municipality_too():
    """Oslo has both; the word goes before «skole»."""
    assert place_decider()("Nydalen videregående skole").code == "upper_secondary"
    assert place_decider()("Nydalen skole").code == "school"


@given(st.lists(st.sampled_from(list(catalogue.sectors()["sector"])), min_size=1).map("|".join))
def test_no_word_leads_to_a_service_that_counties_do_not_have(codes):
    found = {code for code in in_county(codes).split("|") if code}
    assert not found & {
        "kindergarten",
        "school",
        "social_child_welfare",
        "technical",
        "fire_rescue",
    }
    assert in_county(in_county(codes)) == in_county(codes)


@given(st.sampled_from(list(catalogue.sectors()["sector"])))
def test_every_sector_has_a_municipal_one_whose_titles_hold(sector):
    assert municipal_counterpart(sector) in municipal_sectors()


def test_functions_of_counties_are_those_that_kostra_takes():
    """The list of county functions in the control program of 2026, read by hand."""
    published = (
        "400 410 420 421 430 460 465 470 471 472 473 480 511 515 520 521 522 523 525 526 527 528 "
        "529 530 531 533 534 535 536 537 553 554 559 562 563 564 570 581 590 660 665 701 710 711 "
        "713 714 716 722 730 731 732 733 734 735 740 750 760 771 772 775 790"
    )
    table = catalogue.kostra_functions().set_index("function")
    valid = table[(table.index >= "400") & (table["valid_2026"] == 1)]
    assert " ".join(sorted(valid.index)) == published


@pytest.mark.parametrize(
    ("function", "sector"),
    [
        ("521", "upper_secondary"),
        ("570", "upper_secondary"),
        ("665", "dental"),
        ("722", "county_transport"),
        ("731", "county_transport"),
        ("420", "administration"),
        ("430", "property_planning"),
        ("775", "culture"),
        ("722100", "county_transport"),
    ],
)
def test_functions_of_counties_have_their_sector(function, sector):
    assert function_decider()(function).code == sector


def test_time_of_hygienists_is_that_of_the_survey():
    """80 % of their time was clinical; half of that examination and a quarter prevention."""
    tasks = catalogue.tasks()
    time = tasks[tasks["occupation"] == "3251"].set_index("task")["time_share"]
    assert time[["01", "02"]].sum() == pytest.approx(0.8 * 0.5)
    assert time[["04", "05"]].sum() == pytest.approx(0.8 * 0.25)
    assert time[["07", "08", "09", "10"]].sum() == pytest.approx(1 - 0.8)


def test_teaching_of_a_trade_is_within_the_agreement():
    """607.5 to 642 hours of 1,687.5 a year."""
    tasks = catalogue.tasks()
    time = tasks[tasks["occupation"] == "2320"].set_index("task")["time_share"]
    assert 607.5 / 1687.5 <= time[["01", "02"]].sum() <= 642 / 1687.5


@pytest.mark.parametrize("occupation", ["2261", "2320", "3251", "3256", "3112", "2164"])
def test_tasks_of_counties_have_everything_a_task_has(occupation):
    tasks = catalogue.tasks()
    own = tasks[tasks["occupation"] == occupation]
    keys = set(own["task"])
    assert own["time_share"].sum() == pytest.approx(1)
    assert (own["time_share_low"] <= own["time_share"]).all()
    assert (own["time_share"] <= own["time_share_high"]).all()
    labels = catalogue.table("occupations/task_labels")
    labels = labels[labels["occupation"] == occupation]
    assert set(zip(labels["task"], labels["rubric"], labels["labelling"], strict=True)) == {
        (task, rubric, who)
        for task in keys
        for rubric in ("exposure", "automation", "radar")
        for who in ("first", "second")
    }
    assert labels.loc[labels["rubric"] == "radar", "value"].str.contains("none:").all()


def test_dental_secretaries_have_their_day_in_dental_health_alone():
    """Nine tasks of a surgery; six more, and time of their own, where there is a dental clinic."""
    base = load_scenario("base")
    radar = list(catalogue.technologies()["technology"])
    surgery = assemble(["3256"], base, radar)
    clinic = assemble(["3256"], base, radar, [*municipal_sectors(), "dental"])
    assert (len(surgery.tasks), len(clinic.tasks)) == (9, 15)
    time = dict(zip(clinic.tasks["task"], clinic.time_in("dental"), strict=True))
    assert sum(time.values()) == pytest.approx(1)
    assert time["10"] == max(time.values())
    assert clinic.time_in("health_care")[:9].sum() == pytest.approx(1)


def test_residents_of_a_county_are_those_of_its_municipalities():
    """Each age group grows as the country's, so that what holds for the parts holds for the sum."""
    towns = catalogue.municipalities()
    members = list(towns.loc[towns["county"] == "56", "municipality"])
    found = population_of(["5600", *members], [2026, 2040], None, "x")
    assert set(found.origin.values()) == {ESTIMATE}
    assert np.allclose(found.persons[:, 0], found.persons[:, 1:].sum(axis=1))


def test_tasks_to_correct_are_those_of_the_county_sector():
    assert set(chosen_tasks(None, "dental")["occupation"]) >= {"2261", "3251", "3256"}
