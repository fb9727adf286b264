"""Codes in staff files: municipalities, sectors, functions, occupations, mappings, spreading."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import autopot
from autopot import catalogue
from autopot.errors import InputError
from autopot.workforce.staff import municipality_decider
from autopot.workforce.staff.ledger import FAULTY
from autopot.workforce.staff.reading import as_staff_file
from support.staff_files import HEADER, kinds, read, told_words, write_csv, write_xlsx


def one(tmp_path, header: list[str], row: list[str], **options):
    return read(write_csv(tmp_path / "a.csv", [header, row]), **options)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0301", "0301"),
        ("301", "0301"),
        ("1103 Stavanger", "1103"),
        ("K-1103", "1103"),
        ("Stavanger kommune", "1103"),
        ("TRONDHEIM", "5001"),
        ("1201", "4601"),  # Bergen until 2019
        ("1902", "5501"),  # Tromsø until 2019
        ("0711", "3301"),  # Svelvik, now a part of Drammen
        ("3005", "3301"),  # Drammen from 2020 to 2023
        ("1534", "1580"),  # Haram, which left Ålesund in 2024
        ("Bodø - Bådåddjo", "1804"),
        ("Gáivuotna - Kåfjord - Kaivuono", "5540"),
        ("Snåase/Snåsa", "5041"),
        ("Deatnu", "5628"),
        ("Stavanger kommune (1103)", "1103"),
        ("Søgne", "4204"),  # part of Kristiansand since 2020
    ],
)
def test_municipalities_by_number_older_number_and_name(tmp_path, value, code):
    staff = one(tmp_path, HEADER, [value, "Skole", "2341", "1"])
    assert staff.cells["municipality"].tolist() == [code]


def test_municipalities_that_cannot_be_told(tmp_path):
    (finding,) = one(tmp_path, HEADER, ["Herøy", "Skole", "2341", "1"]).of("error")
    assert finding.kind == "ambiguous_municipality"
    assert finding.allowed == ("1515 Herøy", "1818 Herøy")
    (finding,) = one(tmp_path, HEADER, ["Stavnger", "Skole", "2341", "1"]).of("error")
    assert finding.allowed[0] == "1103 Stavanger"
    for county in ("Rogaland", "11", "Rogaland fylke"):
        (finding,) = one(tmp_path, HEADER, [county, "Skole", "2341", "1"]).of("error")
        assert (finding.kind, finding.values["county"]) == ("county_for_municipality", "Rogaland")


def test_a_municipality_that_was_split_is_asked_for(tmp_path):
    """Ålesund of 2020-2023 is Ålesund and Haram today."""
    (finding,) = one(tmp_path, HEADER, ["1507", "Skole", "2341", "1"]).of("error")
    assert finding.kind == "split_municipality"
    assert finding.allowed == ("1508 Ålesund", "1580 Haram")


def test_official_names_in_every_language_are_known():
    decide = municipality_decider({})
    names = catalogue.table("municipalities/names")
    alone = names[~names["name"].str.contains("(", regex=False)]
    assert [decide(name).code for name in alone["name"]] == alone["municipality"].tolist()


def test_every_older_number_leads_to_a_municipality_of_today_and_is_none_itself():
    changes = catalogue.table("municipalities/changes")
    today = set(catalogue.municipalities()["municipality"])
    assert set(changes["municipality"]) <= today
    assert not set(changes["old_municipality"]) & today
    split = changes[changes["old_municipality"].duplicated(keep=False)]
    assert set(split["old_municipality"]) == {"1507", "1613", "1850", "5012"}


@pytest.mark.parametrize(
    ("sector", "function", "expected"),
    [
        ("school", "", "school"),
        ("Skole", "201", "school"),  # the sector goes first
        ("HELSE OG OMSORG", "", "health_care"),
        ("", "202", "school"),
        ("", "202 Grunnskole", "school"),
        ("", "2020", "school"),
        ("", "2531", "health_care"),
        ("", "25310", "health_care"),
        ("Skule", "", "school"),
        ("Oppvekst", "201", "kindergarten"),  # a department; the function decides
    ],
)
def test_sector_by_name_or_function(tmp_path, sector, function, expected):
    header = ["Kommune", "Sektor", "Funksjon", "Yrkeskode", "Årsverk"]
    staff = one(tmp_path, header, ["1103", sector, function, "2341", "1"])
    assert staff.cells["sector"].tolist() == [expected]


SERVICES = ["Kommune", "Sektor", "Funksjon", "Ansvar", "Stilling", "Yrkeskode", "Årsverk"]


@pytest.mark.parametrize(
    ("sector", "function", "unit", "title", "expected"),
    [
        ("Oppvekst", "", "Solbakken barnehage", "", "kindergarten"),
        ("2 Oppvekst", "", "Vikaskolen", "", "school"),
        ("Oppvekst", "", "Team 4", "SFO-leder", "school"),
        ("Helse og velferd", "", "NAV Sola", "", "social_child_welfare"),
        ("Kommunalområde helse og velferd", "", "Hjemmetjenesten sør", "", "health_care"),
        ("Levekår", "253", "NAV Sola", "", "health_care"),  # the function goes before the unit
        ("", "", "Sola bibliotek", "", "culture"),
        ("", "", "Servicesenteret", "", "administration"),  # the definite form
        ("", "", "Stab hjemmetjenesten", "", "health_care"),  # the staff of that service
        ("", "", "Stab", "", "administration"),
        ("", "", "Innbyggjartorget", "", "administration"),  # in nynorsk
        ("", "", "Bu- og habiliteringstenesta", "", "health_care"),
        ("Organisasjon", "", "", "", "administration"),
        ("Skole", "", "Solbakken barnehage", "", "school"),  # what is stated goes first
    ],
)
def test_departments_by_function_unit_or_title(tmp_path, sector, function, unit, title, expected):
    row = ["1103", sector, function, unit, title, "2223", "1"]
    assert one(tmp_path, SERVICES, row).cells["sector"].tolist() == [expected]


def test_a_department_with_nothing_to_go_by_is_spread_and_said(tmp_path):
    """Nurses in Levekår: shares of the two sectors by hand from data/workforce/seeds.csv."""
    seeds = catalogue.table("workforce/seeds").set_index(["occupation", "sector"])["sector_share"]
    health, social = seeds["2223", "health_care"], seeds.get(("2223", "social_child_welfare"), 0.0)
    staff = one(tmp_path, SERVICES, ["1103", "Levekår", "", "", "", "2223", "10"])
    fte = staff.cells.set_index("sector")["fte"]
    assert fte["health_care"] == pytest.approx(10 * health / (health + social))
    assert fte.sum() == pytest.approx(10)
    (finding,) = [f for f in staff.findings if f.kind == "department_spread"]
    assert finding.fte == 10


def test_a_broad_title_in_a_department_is_asked_for(tmp_path):
    """An assistant in Oppvekst may work in a kindergarten or in after-school care."""
    staff = one(tmp_path, SERVICES, ["1103", "Oppvekst", "", "", "Assistent", "", "10"])
    assert kinds(staff) == ["unknown_title"]


def test_a_sector_that_its_function_contradicts_is_warned_of(tmp_path):
    staff = one(tmp_path, SERVICES, ["1103", "Skole", "253", "", "", "2223", "4"])
    (finding,) = staff.of("warning")
    assert (finding.kind, finding.fte) == ("sector_against_function", 4.0)
    assert staff.cells["sector"].tolist() == ["school"]


def test_a_mapped_unit_goes_before_a_stated_sector(tmp_path):
    mapping = write_csv(
        tmp_path / "m.csv", [["Felt", "Verdi", "Kode"], ["Ansvar", "42", "culture"]]
    )
    row = ["1103", "Skole", "", "42", "", "2341", "1"]
    assert one(tmp_path, SERVICES, row, mappings=str(mapping)).cells["sector"].tolist() == [
        "culture"
    ]


def test_an_unknown_function_and_a_unit_without_mapping(tmp_path):
    header = ["Kommune", "Funksjon", "Ansvar", "Yrkeskode", "Årsverk"]
    assert kinds(one(tmp_path, header, ["1103", "999", "", "2341", "1"])) == ["unknown_function"]
    assert kinds(one(tmp_path, header, ["1103", "", "42", "2341", "1"])) == ["unmapped_unit"]
    mapping = write_csv(
        tmp_path / "koblinger.csv", [["Felt", "Verdi", "Kode"], ["Ansvar", "42", "Skole"]]
    )
    staff = one(tmp_path, header, ["1103", "", "42", "2341", "1"], mappings=str(mapping))
    assert staff.cells["sector"].tolist() == ["school"]


@pytest.mark.parametrize(
    ("occupation", "title", "code"),
    [
        ("2223", "", "2223"),
        ("2223 Sykepleiere", "", "2223"),
        ("Sykepleiere", "", "2223"),  # the official name
        ("", "Helsefagarbeidere", "5321"),
        ("0000", "Sykepleiere", "2223"),
    ],
)
def test_occupation_by_code_or_official_name(tmp_path, occupation, title, code):
    header = ["Kommune", "Sektor", "Yrkeskode", "Stilling", "Årsverk"]
    staff = one(tmp_path, header, ["1103", "health_care", occupation, title, "1"])
    assert staff.cells["occupation"].tolist() == [code]


@pytest.mark.parametrize("code", ["22231", "222312", "22231234"])
def test_a_number_that_is_no_code_is_called_a_code_with_the_nearest(tmp_path, code):
    (finding,) = one(tmp_path, HEADER, ["1103", "health_care", code, "1"]).of("error")
    assert finding.kind == "long_code"
    assert finding.allowed[0] == "2223 Sykepleiere"


def test_a_known_title_is_used_and_listed(tmp_path):
    header = ["Kommune", "Sektor", "Stilling", "Årsverk"]
    staff = one(tmp_path, header, ["1103", "health_care", "Sykepleier natt", "1"])
    assert staff.cells["occupation"].tolist() == ["2223"]
    assert {"coded_sure", "coding_summary"} <= {f.kind for f in staff.of("note")}


def test_an_unknown_title_is_refused_with_the_nearest(tmp_path):
    header = ["Kommune", "Sektor", "Stilling", "Årsverk"]
    staff = one(tmp_path, header, ["1103", "health_care", "Xsykpl 9 Z", "1"])
    (finding,) = staff.of("error")
    assert finding.kind == "unknown_title"
    assert staff.cells.empty


def test_seven_digits_need_the_correspondence(tmp_path):
    header, row = HEADER, ["1103", "health_care", "9999123", "1"]
    assert kinds(one(tmp_path, header, row)) == ["seven_digits"]
    folder = tmp_path / "koder"
    folder.mkdir()
    # the shape of Statistics Norway's list; the codes are made up for the test
    write_csv(
        folder / "yrkeskatalog-styrk08.csv",
        [
            ["source_code", "source_name", "styrk08", "styrk08_name"],
            ["9999123", "Test", "2223", "Sykepleiere"],
            ["9998", "Test", "2223", "Sykepleiere"],
            ["9998", "Test", "2224", "Vernepleiere"],
        ],
        ",",
    )
    staff = one(tmp_path, header, row, codes=str(folder))
    assert staff.cells["occupation"].tolist() == ["2223"]
    assert kinds(
        one(tmp_path, header, ["1103", "health_care", "1234567", "1"], codes=str(folder))
    ) == ["not_in_correspondence"]
    both = one(tmp_path, header, ["1103", "health_care", "9998", "10"], codes=str(folder))
    assert both.cells["occupation"].tolist() == ["2223", "2224"]
    assert both.fte_used == pytest.approx(10)


def test_the_code_list_may_be_the_file_of_statistics_norway(tmp_path):
    file = write_csv(
        tmp_path / "426.csv",
        [["sourceCode", "sourceName", "targetCode", "targetName"], ["9999.123", "x", "5321", "y"]],
    )
    staff = one(tmp_path, HEADER, ["1103", "health_care", "9999123", "1"], codes=str(file))
    assert staff.cells["occupation"].tolist() == ["5321"]


def test_changes_of_municipality_numbers_from_a_list(tmp_path):
    write_csv(
        tmp_path / "municipality-changes.csv",
        [["old_municipality", "old_name", "new_municipality", "new_name", "date"],
         ["1154", "Vindafjord", "1160", "Vindafjord", "2006-01-01"]],
        ",",
    )  # fmt: skip
    row = ["1154", "Skole", "2341", "1"]
    assert kinds(one(tmp_path, HEADER, row)) == ["unknown_municipality"]
    staff = one(tmp_path, HEADER, row, codes=str(tmp_path))
    assert staff.cells["municipality"].tolist() == ["1160"]


def test_a_group_of_three_digits_is_spread_by_what_municipalities_employ(tmp_path):
    staff = one(tmp_path, HEADER, ["1103", "health_care", "222", "10"])
    seeds = catalogue.table("workforce/seeds").set_index(["occupation", "sector"])
    national = catalogue.table("workforce/national_employment").query("measure == 'fte'")
    fte = national.set_index("occupation")["value"]
    weights = {}
    for code in ("2221", "2222", "2223", "2224"):
        row = seeds.loc[(code, "health_care")]
        weights[code] = fte[code] * row["municipal_share"] * row["sector_share"]
    total = sum(weights.values())
    cells = staff.cells.set_index("occupation")["fte"]
    for code, weight in weights.items():
        assert cells[code] == pytest.approx(10 * weight / total)
    assert {f.kind for f in staff.of("note")} >= {"group_spread"}
    assert kinds(
        one(tmp_path, HEADER, ["1103", "health_care", "222", "10"], short_codes="refuse")
    ) == ["short_code"]


def test_unknown_occupations_are_spread_over_the_sector_when_asked(tmp_path):
    rows = [
        ["1103", "Skole", "2341", "6"],
        ["1103", "Skole", "5312", "2"],
        ["1103", "Skole", "0000", "4"],  # spread 3 and 1
        ["1103", "Kultur", "2622", "1"],
    ]
    file = write_csv(tmp_path / "a.csv", [HEADER, *rows])
    assert kinds(read(file)) == ["no_occupation_given"]
    cells = read(file, unknown_occupation="spread").cells.set_index("occupation")["fte"]
    assert cells.to_dict() == pytest.approx({"2341": 9.0, "5312": 3.0, "2622": 1.0})
    rows[3][2] = "9999"
    alone = read(write_csv(tmp_path / "b.csv", [HEADER, *rows]), unknown_occupation="spread")
    assert kinds(alone) == ["nothing_to_spread_over"]


def test_mappings_go_first_and_are_checked(tmp_path):
    header = ["Kommune", "Sektor", "Stillingskode", "Stilling", "Årsverk"]
    rows = [
        ["1103", "Ymse", "7962", "Adjunkt", "2"],
        ["1103", "Ymse", "", "Tilkallingsvikar", "1"],
    ]
    file = write_csv(tmp_path / "a.csv", [header, *rows])
    assert kinds(read(file)) == ["unknown_sector", "unknown_title"]
    table = [
        ["Felt", "Verdi", "Rader", "Kode"],
        ["Sektor", "Ymse", "2", "school"],
        ["Stillingskode", "7962", "1", "2341 Grunnskolelærere"],
        ["Stilling", "Tilkallingsvikar", "1", "5312"],
        ["Stilling", "Ikke ferdig", "1", ""],
    ]
    good = write_xlsx(tmp_path / "koblinger.xlsx", table)
    cells = read(file, mappings=str(good)).cells
    assert cells["occupation"].tolist() == ["2341", "5312"]
    table += [["Farge", "rød", "1", "school"], ["Sektor", "X", "1", "y"]]
    table += [["Sektor", "Ymse", "1", "culture"]]
    with pytest.raises(InputError) as caught:
        read(file, mappings=str(write_xlsx(tmp_path / "galt.xlsx", table)))
    texts = [str(problem) for problem in caught.value.problems]
    assert "row 6 | field 'Farge' is not known" in texts[0]
    assert "row 7" in texts[1]
    assert "row 8 | 'Ymse' is mapped twice" in texts[2]


PERSONS = [
    ["Ansattnr", "Navn", "Fødselsnr", "Kommune", "Sektor", "Yrkeskode", "Stillingsprosent"],
    ["77001", "Kari Nordmann", "01010199999", "1103", "Skole", "2341", "100"],
]


def test_personal_columns_are_refused_and_their_content_is_nowhere(tmp_path):
    file = write_csv(tmp_path / "a.csv", PERSONS)
    staff = read(file, personal_columns="refuse")
    assert kinds(staff) == ["personal_column"] * 3
    check = autopot.check_staff(file, personal_columns="refuse")
    check.save(tmp_path / "k.xlsx")
    book = pd.read_excel(tmp_path / "k.xlsx", sheet_name=None, header=None, engine="calamine")
    everything = " ".join(str(sheet.to_numpy().tolist()) for sheet in book.values())
    everything += json.dumps(check.as_json(), ensure_ascii=False)
    for secret in ("Nordmann", "77001", "01010199999"):
        assert secret not in everything


def test_personal_columns_are_left_unread_and_named(tmp_path):
    staff = read(write_csv(tmp_path / "a.csv", PERSONS))
    told = [told_words(f)[0] for f in staff.findings if f.kind == "personal_ignored"]
    assert told == [
        "kolonner som kan ha personopplysninger, er ikke lest: Ansattnr, Navn, Fødselsnr"
    ]
    assert staff.fte_used == 1.0
    assert not staff.of("error")
    assert "Kari" not in str(staff.sheets[0].cells.tolist())
    mapped = {"columns": {"title": "Navn"}}
    assert "Kari" not in str(read(tmp_path / "a.csv", **mapped).sheets[0].cells.tolist())


def test_a_birth_number_in_any_cell_is_hidden(tmp_path):
    number = "01017000027"  # control digits worked out by hand: 2 and 7
    header = ["Kommune", "Sektor", "Stilling", "Årsverk"]
    staff = one(tmp_path, header, ["1103", "Skole", number, "1"])
    assert "personal_cells" in [finding.kind for finding in staff.findings]
    texts = [finding.problem("a.csv").line("nb") for finding in staff.findings]
    assert number not in " ".join(texts)
    assert number not in str(staff.sheets[0].cells.tolist())


@pytest.mark.parametrize("empty", ["", "9999", "ukjent"])
@pytest.mark.parametrize("head", [["Stillingskode"], ["Yrkeskode"], ["Yrkeskode", "Stillingskode"]])
def test_an_empty_code_is_an_error_whichever_columns_there_are(tmp_path, head, empty):
    """The row with 1.5 FTE has no occupation; it is named, and the file is not run without it."""
    codes = {"Yrkeskode": "2223", "Stillingskode": "7174"}
    rows = [["Kommunenr", "Funksjon", *head, "Årsverk"]]
    rows += [["1103", "253", *(codes[name] for name in head), "4"]] * 3
    rows += [["1103", "253", *[empty] * len(head), "1,5"]]
    staff = read(write_csv(tmp_path / "a.csv", rows), duplicates="keep")
    (finding,) = staff.of("error")
    assert (finding.kind, finding.count, finding.fte) == ("no_occupation_given", 1, 1.5)
    assert staff.fte_used == 12.0


@pytest.mark.parametrize("reason", FAULTY)
def test_rows_with_a_fault_that_nothing_tells_of_are_an_error(tmp_path, reason):
    """Whatever is forgotten elsewhere: a file with a refused row cannot be run."""
    rows = [HEADER, ["1103", "Skole", "2341", "10"], ["1103", "Skole", "5312", "2"]]
    staff = read(write_csv(tmp_path / "a.csv", rows))
    assert kinds(staff) == []
    left = staff.rows.assign(left_out=["", reason])
    again = as_staff_file(staff.name, staff.sheets, staff.headers, left, [])
    (finding,) = again.of("error")
    assert (finding.kind, finding.rows, finding.fte) == ("left_untold", (2,), 2.0)
    assert told_words(finding)[0].endswith(": 3")
