"""Personal data in staff files: known by heading and by content, and nowhere in any output."""

from __future__ import annotations

import logging
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import autopot
from autopot.cli.commands import group
from autopot.workforce.staff.headings import find_header
from autopot.workforce.staff.personal_headings import personal_heading
from autopot.workforce.staff.personal_text import hidden, without_hidden
from autopot.workforce.staff.sheets import sheet_of
from support.staff_files import place, read, write_csv, write_xlsx

HEADINGS = """
Navn; Etternavn, fornavn; Navn (fullt); Fornamn; Etternamn; Fullt navn; Navn på ansatt;
Ansattes navn; Employee name; Name of employee; First name; Resnr; Resnr (T); Ressursnr;
Ansattnr; Ansatt nr.; Ansatt-ID; Tilsettnummer; Medarbeider; Pers.nr; Personnummer;
Fødselsnummer (11 siffer); Fødselsnr.; fnr; F.nr; D-nummer; Fødselsdato; F.dato; Født; Date of
birth; Alder; Alder pr 01.10.2025; Kjønn; Gender; Adresse; Bostedsadresse; Postnr; Poststed;
Bokommune; Telefon; Tlf privat; Mobil nr; E-post; E-postadresse; Kontonr; Bankkonto; Lønn;
Årslønn; Timelønn; Lønnstrinn; Grunnlønn 01.05.2025; Salary; Ansiennitet; Diagnose; Sykmeldt;
Sykefravær %; Fagforening; Permisjonsårsak; Nærmeste leder; Leder; Kontaktperson; Innehaver;
Vikar for; Brukernavn; Brukerident; Initialer; Statsborgerskap; Nasjonalitet; Sivilstand;
Pårørende; Merknad; Kommentar; Politiattest; HPR-nr
"""
OTHERS = """
Stillingsnavn; Enhetsnavn; Ansvarsnavn; Yrkesnavn; Funksjonsnavn; Avdelingsnavn; Kommunenavn;
Sektornavn; Tjenestenavn; Skolens navn; Navn på enhet; Navn på stilling; Virksomhetsnavn;
Stillingstittel; Org.enhet; Ansvar (T); Årsverk; Lønnede årsverk; Stillingsprosent; Antall
ansatte; Ansattgruppe; Lederstilling; Ledernivå; Funksjon; Stkode (T); Stilling-ID; Klient;
Arbeidssted; Fast/vikar; Fra dato; Job title; Unit name; Position name; Personalgruppe;
Lønnsart; Ansettelsesform; Avlønningsform; Seksjon; Prosjekt; Rolle
"""


def listed(text: str) -> list[str]:
    return [part.strip() for part in " ".join(text.split()).split(";") if part.strip()]


@pytest.mark.parametrize("heading", listed(HEADINGS))
def test_headings_of_personal_data(heading):
    sheet = sheet_of([["Kommune", "Stilling", heading, "Årsverk"], ["1103", "Lærer", "x", 1.0]])
    header, _ = find_header(sheet, {})
    assert header.personal == [2]


@pytest.mark.parametrize("heading", listed(OTHERS))
def test_headings_of_positions_and_units(heading):
    assert personal_heading(heading) == ""


def test_a_leader_is_read_as_title_where_the_planner_says_so_and_a_name_never(tmp_path):
    rows = [
        ["Kommune", "Sektor", "Leder", "Navn", "Årsverk"],
        ["1103", "Skole", "Rektor", "A", "1"],
    ]
    file = write_csv(tmp_path / "a.csv", rows)
    assert read(file, columns={"title": "Leder"}).fte_used == 1.0
    assert not read(file, columns={"title": "Navn"}).fte_used


SHOWN = {
    "Lærer Ola Nordmann": "Lærer",
    "Kari Nordmann Lærer": "Lærer",
    "Sykepleier, Kari Moen (vikar)": "Sykepleier (vikar)",
    "Lærer, fnr 010170 00027": "Lærer",
    "Lærer (tlf 912 34 567)": "Lærer",
    "Lærer 91234567": "Lærer",
    "Lærer, kari.moen@sola.kommune.no": "Lærer",
    "Lærer f. 12.03.71": "Lærer",
    "Lærer 1234.56.78903": "Lærer",
    "Moen, Maria": "▒▒▒",
    "+47 912 34 567": "▒▒▒",
    "Lærer ansattnr 445566": "Lærer",
    "Lærer (ressursnr. 77665)": "Lærer",
    "Lærer m. 912-34-567": "Lærer",
    "Lærer f. 1972": "Lærer",
    "lærer kari hansen": "lærer",
    "vikar for per olsen": "vikar for",
}


@pytest.mark.parametrize(("text", "left"), SHOWN.items())
def test_what_is_left_of_a_cell(text, left):
    assert without_hidden(hidden(text)) == left


@pytest.mark.parametrize(
    "text",
    [
        *("Roald Amundsen skole", "Edvard Munch vgs", "Olav Duuns skole", "Hjemmetjeneste Nord"),
        *("Årsverk 20251001", "Stillingsoversikt pr. 01.10.2025", "Utskrift 14.10.2025 09:12"),
        *("0.66666666667", "66,6666666667", "1 234 567,50", "2223 Sykepleier", "5321", "3231.123"),
        *(
            "Adjunkt m/tilleggsutdanning",
            "Spes.sykepl.",
            "Ped.leder",
            "Anne Franks vei bofellesskap",
            "fagarbeider per time",
            "marte svennerud skole",
            "tom stilling",
            "Ansvar nr 1234",
        ),
    ],
)
def test_what_is_not_personal_stands(text):
    assert hidden(text) == text


@given(st.integers(0, 10**11 - 1), st.sampled_from(["{}", "nr {}", "({})", "se {}, takk", "x:{}"]))
def test_eleven_digits_never_stand(number, words):
    text = f"{number:011}"
    for divided in (text, f"{text[:6]} {text[6:]}", f"{text[:4]}.{text[4:6]}.{text[6:]}"):
        assert text not in hidden(words.format(divided)).replace(" ", "").replace(".", "")


def test_columns_of_names_and_of_birth_dates_are_known_by_content(tmp_path):
    names = ["Testine Oppdiktus", "Dittine Fiktivsen", "Nora Ukjent", "Aksl Tenkt", "Mia Laget"]
    rows = [["Kommune", "Sektor", "Yrkeskode", "Årsverk", "Felt 1", "Felt 2"]]
    rows += [
        ["1103", "Skole", "2341", "1", name, f"{day:02}.03.1971"]
        for day, name in enumerate(names, start=1)
    ]
    staff = read(write_csv(tmp_path / "a.csv", rows))
    told = [f.values["heading"] for f in staff.findings if f.kind == "personal_by_content"]
    assert told == ["Felt 1", "Felt 2"]
    assert staff.fte_used == 5.0
    swapped = [[*row[:2], row[4], row[3]] for row in rows]
    swapped[0][2] = "Stilling"
    staff = read(write_csv(tmp_path / "b.csv", swapped))
    assert "personal_in_used" in [f.kind for f in staff.of("error")]


SECRETS = {
    "birth number": "01017000027",  # control digits worked out by hand: 2 and 7
    "divided": "010170 00027",
    "lost zero": "1017000027",
    "in text": "Sykmeldt, fnr 01017000027",
    "D number": "41019012480",
    "eleven digits": "98765432109",
    "account": "1234.56.78903",
    "mail": "kari.moen@sola.kommune.no",
    "phone": "912 34 567",
    "phone abroad": "+47 22334455",
    "name": "Kari Moen",
    "name and comma": "Moen, Kari",
    "born": "12.03.1971",
}
LEAKS = {
    "in text": "01017000027",
    "name": "Moen",
    "name and comma": "Moen",
}
"""What must not be seen of those that hold other words too."""

HEADER = ["Kommune", "Sektor", "Ansvar", "Yrkeskode", "Stilling", "Årsverk", "Navn", "Ymse"]
ROW = ["1103", "Skole", "2010", "2341", "Lærer", "1", "A", "b"]
PLACES = {
    "the line above": (0, 0),
    "beside the line above": (0, 3),
    "a heading of a name": (1, 6),
    "a heading that is not used": (1, 7),
    "municipality": (2, 0),
    "sector": (2, 1),
    "unit": (2, 2),
    "occupation": (2, 3),
    "title": (2, 4),
    "amount": (2, 5),
    "a personal column": (2, 6),
    "another column": (2, 7),
    "a footnote": (4, 0),
}
SWITCHES = (
    [],
    ["--json"],
    ["--ignore-personal"],
    ["--set", "workforce.personal_columns=refuse"],
    ["--set", "workforce.unknown_occupation=spread"],
    ["--set", "report.language=en"],
    ["--set", "workforce.columns.title=Navn"],
)


def everything(folder, result) -> str:
    """All that came out: the terminal, and the unpacked XML of every workbook."""
    shown = [result.output, str(result.exception or "")]
    for path in folder.glob("*-ko*.xlsx"):
        shown.append(path.name)
        with zipfile.ZipFile(path) as archive:
            shown += [archive.read(name).decode("utf-8") for name in archive.namelist()]
    return " ".join(" ".join(shown).split())


def planted(folder, secret: str, place: str):
    name = f"liste {secret}.xlsx" if place == "the file name" else "liste.xlsx"
    sheet = secret[:31] if place == "the sheet name" else "Ark1"
    rows = [["Uttrekk", "", "", "", "", "", "", ""], [*HEADER], [*ROW], [*ROW], [""] * 8]
    if place in PLACES:
        row, column = PLACES[place]
        rows[row][column] = secret
    elif place == "in a title":
        rows[2][4] = f"Lærer {secret}"
    return write_xlsx(folder / name, rows, sheet)


EVERYWHERE = [*PLACES, "in a title", "the sheet name", "the file name"]


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("kind", SECRETS)
def test_nothing_personal_comes_out(kind, place, tmp_path, monkeypatch, caplog):
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    secret = SECRETS[kind]
    file = planted(tmp_path, secret, place)
    number = EVERYWHERE.index(place) + list(SECRETS).index(kind)
    switches = SWITCHES[number % len(SWITCHES)]
    result = CliRunner().invoke(group, ["check", file.name, *switches])
    leak = LEAKS.get(kind, secret)
    assert leak not in everything(tmp_path, result), switches
    assert leak not in caplog.text


@pytest.mark.parametrize("switches", SWITCHES)
def test_nothing_personal_comes_out_of_a_file_that_is_full_of_it(switches, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [[secret, *[""] * 7] for secret in SECRETS.values()]
    rows += [HEADER, *[[*ROW[:4], f"Lærer {s}", "1", s, s] for s in SECRETS.values()]]
    write_xlsx(tmp_path / "liste.xlsx", rows, "Kari Moen")
    result = CliRunner().invoke(group, ["check", "liste.xlsx", *switches])
    shown = everything(tmp_path, result)
    for kind, secret in SECRETS.items():
        assert LEAKS.get(kind, secret) not in shown


def test_errors_of_files_hide_names_in_their_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {
        "ødelagt Kari Moen.xlsx": b"PK\x03\x04x",
        "tom Kari Moen.csv": b"",
        "tegn Kari Moen.csv": b'a;"b\n1;2;3\n',
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    for name in [*files, "borte Kari Moen.xlsx"]:
        result = CliRunner().invoke(group, ["check", name])
        assert result.exit_code != 0
        problems = getattr(result.exception, "problems", [])
        assert "Moen" not in result.output + " ".join(p.line("nb") + str(p) for p in problems)


def test_an_export_with_names_runs_untouched_and_keeps_the_title(tmp_path):
    rows = [HEADER, ["1103", "Skole", "2010", "", "Lærer Ola Nordmann", "0,8", "Ola Nordmann", ""]]
    file = write_csv(tmp_path / "a.csv", rows)
    found = autopot.check_staff(file)
    assert found.ok
    assert found.staff.cells["occupation"].tolist() == ["2341"]
    told = [f for f in found.findings if f.kind == "personal_cells"]
    assert [place(f, "a.csv") for f in told] == ["a.csv rad 2 Stilling"]


def test_only_used_columns_stand_in_the_copy(tmp_path):
    file = write_xlsx(tmp_path / "a.xlsx", [["Sola kommune"], HEADER, ROW])
    book = openpyxl.load_workbook(autopot.check_staff(file).save(tmp_path / "k.xlsx"))
    copy = [[cell.value for cell in row] for row in book["Kopi"].iter_rows()]
    assert copy == [["Rad", *HEADER[:6]], ["3", *ROW[:6]]]
