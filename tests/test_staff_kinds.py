"""Kinds of exports: columns, units, departments and titles as municipalities write them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autopot.workforce.staff.coding.deciding import Job, decide
from autopot.workforce.staff.coding.positions import KS
from autopot.workforce.staff.coding.readings import LIKELY, Service
from autopot.workforce.staff.coding.titles import read_title
from support.staff_files import kinds, read, write_csv, write_xlsx

HERE = {"municipality": "1103"}
CARE, SCHOOL, KINDERGARTEN = (Service(s) for s in ("health_care", "school", "kindergarten"))


def fte_by(staff, column: str) -> dict[str, float]:
    return staff.cells.groupby(column)["fte"].sum().round(6).to_dict()


def test_a_cross_table_loses_no_column(tmp_path):
    """5 + 4 + 3 FTE under known names, 2 under a name of several parts, 6 under an unknown one;
    the last column is the sum of each row.
    """
    rows = [["Stilling", "Barnehage", "Skole", "Brann", "Sosial og NAV", "Ymse", "Kommunen"],
            ["Barnehagelærer", 5, None, None, None, None, 5],
            ["Adjunkt", None, 4, None, None, 6, 10],
            ["Brannkonstabel", None, None, 3, None, None, 3],
            ["Sosialkonsulent", None, None, None, 2, None, 2]]  # fmt: skip
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), **HERE)
    assert staff.fte_read == 20
    assert kinds(staff) == ["unknown_sector"]
    expected = {"kindergarten": 5, "school": 4, "fire_rescue": 3, "social_child_welfare": 2}
    assert fte_by(staff, "sector") == expected


def test_a_cross_table_of_units(tmp_path):
    rows = [["Stilling", "Lia barnehage", "Vik skole", "Sentrum sykehjem", "Totalt"],
            ["Assistent", 2, 3, 4, 9], ["Renholder", 1, 1, 1, 3]]  # fmt: skip
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), **HERE)
    assert fte_by(staff, "sector") == {"health_care": 5, "kindergarten": 3, "school": 4}


@pytest.mark.parametrize("twin", ["Stilling (T)", "Stillingstekst", "Stillingsbenevnelse"])
def test_a_code_and_its_name_are_not_asked_about(tmp_path, twin):
    rows = [["Stilling", twin, "Koststed", "Koststed (T)", "St.%"],
            [311, "Sykepleier", 3100, "Nes sykehjem", 80],
            [312, "Hjelpepleier", 3100, "Nes sykehjem", 50]]  # fmt: skip
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), **HERE)
    assert kinds(staff) == []
    assert fte_by(staff, "occupation") == {"2223": 0.8, "5321": 0.5}


def test_levels_of_the_organisation_are_used_together(tmp_path):
    """The finer level says "Avdeling 2", which tells nothing; the coarser one tells the school."""
    rows = [["Virksomhet", "Avdeling", "Stilling", "Årsverk"],
            ["Vik skole", "Avdeling 1", "Assistent", 1], ["Vik skole", "Avdeling 2", "Lærer", 2],
            ["Bibliotek", "Avdeling 3", "Assistent", 3]]  # fmt: skip
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), **HERE)
    assert kinds(staff) == []
    assert fte_by(staff, "sector") == {"culture": 3, "school": 3}


@pytest.mark.parametrize("cells", [("202", "253"), ("202100", "253120"), ("202 Skole", "253 Hjem")])
def test_a_service_column_may_hold_functions(tmp_path, cells):
    rows = [["Tjeneste", "Stilling", "Årsverk"], [cells[0], "Adjunkt", "2"],
            [cells[1], "Sykepleier", "3"]]  # fmt: skip
    staff = read(write_csv(tmp_path / "a.csv", rows), **HERE)
    assert fte_by(staff, "sector") == {"health_care": 3, "school": 2}


def test_a_unit_is_where_its_staff_say(tmp_path):
    """Solvang has teachers of preschool, Fjell only cleaners, who may be anywhere."""
    rows = [["Enhet", "Stilling", "Årsverk"], ["Solvang", "Pedagogisk leder", "4"],
            ["Solvang", "Assistent", "5"], ["Solvang", "Renholder", "1"],
            ["Fjell", "Renholder", "2"]]  # fmt: skip
    staff = read(write_csv(tmp_path / "a.csv", rows), **HERE)
    assert fte_by(staff, "sector") == {"kindergarten": 10}
    assert "sector_by_staff" in [f.kind for f in staff.of("warning")]
    assert kinds(staff) == ["unmapped_unit"]


def test_a_department_of_technical_services_is_divided(tmp_path):
    """Firefighters are of the fire service wherever they stand, health stations of health."""
    rows = [["Sektor", "Enhet", "Stilling", "Årsverk"],
            ["Teknisk", "Lag 1", "Brannkonstabel", "2"],
            ["Teknisk", "Lag 2", "Arealplanlegger", "3"],
            ["Oppvekst", "Sentrum helsestasjon", "Helsesykepleier", "4"]]  # fmt: skip
    staff = read(write_csv(tmp_path / "a.csv", rows), **HERE)
    assert fte_by(staff, "sector") == {"fire_rescue": 2, "health_care": 4, "property_planning": 3}


def test_a_name_that_is_half_known_gives_way_to_the_function(tmp_path):
    rows = [["Sektor", "Funksjon", "Stilling", "Årsverk"],
            ["Kultur og trivsel", "", "Bibliotekar", "1"],
            ["Kultur og trivsel", "329", "Landbruksrådgiver", "2"]]  # fmt: skip
    staff = read(write_csv(tmp_path / "a.csv", rows), **HERE)
    assert fte_by(staff, "sector") == {"culture": 1, "property_planning": 2}


@pytest.mark.parametrize(
    ("title", "service", "occupation"),
    [
        ("Flyktn.kons.", Service("social_child_welfare"), "2635"),
        ("Skogbr. rådg.", Service("property_planning"), "3143"),
        ("Barne- og ungd.arb.", KINDERGARTEN, "5311"),
        ("Hj.pl.ass", CARE, "5329"),
        ("Hjemmesykepl", CARE, "2223"),
        ("Støtteass.", KINDERGARTEN, "5311"),
        ("Tilkallingsvikar", KINDERGARTEN, "5311"),
        ("Kveldsvakt", CARE, "5329"),
        ("Fysio voksne", CARE, "2264"),
        ("Utrykkingsleiar", Service("fire_rescue"), "5411"),
        ("Fagkonsulent løn", Service("administration"), "4313"),
        ("Ped.psyk. rådgiver", SCHOOL, "2351"),
    ],
)
def test_titles_as_they_are_cut_and_joined(title, service, occupation):
    assert set(read_title(title, service).shares) == {occupation}


def test_an_assistant_of_sfo_is_known_by_the_unit(tmp_path):
    rows = [["Enhet", "Stilling", "Årsverk"], ["Vik SFO", "Assistent", "1"],
            ["Vik skole", "Lærer", "2"]]  # fmt: skip
    staff = read(write_csv(tmp_path / "a.csv", rows), **HERE)
    assert fte_by(staff, "occupation") == {"2341": 2, "5311": 1}


def test_a_group_leader_among_politicians_is_one(tmp_path):
    rows = [["Enhet", "Stilling", "Årsverk"], ["Politisk ledelse", "Gruppeleder", "1"],
            ["Rådhuset stab", "Konsulent", "2"]]  # fmt: skip
    staff = read(write_csv(tmp_path / "a.csv", rows), **HERE)
    assert fte_by(staff, "occupation") == {"1111": 1, "2422": 2}


def test_a_skilled_worker_in_a_kindergarten_is_no_nurse():
    """7076 is a code of care; beside "Fagarbeider" in a kindergarten the service decides, and the
    contradiction is told.
    """
    found = decide(Job("7076", KS, "Fagarbeider", KINDERGARTEN))
    assert (set(found.reading.shares), found.reading.confidence) == ({"5311"}, LIKELY)
    assert found.contradicted
    assert set(decide(Job("7076", KS, "Fagarbeider", CARE)).reading.shares) == {"5321"}


@pytest.mark.parametrize(
    ("heading", "accepted"), [("Ans.%", True), ("Årsv. 2025", True), ("Sykefravær %", False)]
)
def test_headings_that_are_like_those_of_amounts(tmp_path, heading, accepted):
    rows = [["Funksjon", "Stilling", heading], ["202", "Lærer", "80"], ["202", "Lærer", "60"]]
    staff = read(write_csv(tmp_path / "a.csv", rows), **HERE)
    assert ("nearest_header_lacks" in kinds(staff) or "nearest_header" in kinds(staff)) != accepted


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(["Barnehage", "Skole", "Brann", "Ymse", "Annet"]),
    st.lists(st.integers(1, 9), min_size=5, max_size=5),
)
def test_a_cross_table_holds_what_was_written(tmp_path_factory, names, fte):
    """Whatever the order of known and unknown columns; one row alone shows no sums."""
    path: Path = tmp_path_factory.mktemp("cross") / "a.csv"
    staff = read(write_csv(path, [["Stilling", *names], ["Rektor", *fte]]), **HERE)
    assert staff.fte_read == sum(fte)
