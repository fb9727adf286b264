"""A planner's mistakes, told in Norwegian by the commands."""

import re

import pytest

from support.plan_cases import small_plan, written

ENGLISH = re.compile(
    r"\b(allowed|is|are|not|the|of|and|did you mean|correct|choose|give|check the|another|more"
    r"|without|every|cannot|only)\b"
)


@pytest.fixture
def said(call, monkeypatch):
    """Run a command that must fail; what it says in Norwegian, without the places."""
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "nb")

    def run(*args, code=1):
        left, _, err = call(*args)
        assert left == code, err
        lines = [line.split(" | ", 1)[1] for line in err.splitlines() if " | " in line]
        assert lines, err
        for line in lines:
            assert not ENGLISH.search(line), line
        return "\n".join(lines)

    return run


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (
            ["compare", "base"],
            "ett scenario | tillatt: to eller flere | oppgi ett til",
        ),
        (
            ["compare", "base", "fast", "--kind", "technical", "--year", "2030"],
            "2030, men det tekniske potensialet har ikke noe år | legg til --kind adopted eller "
            "realised",
        ),
        (
            ["compare", "base", "fast", "--kind", "adopted"],
            "mangler år | tillatt: 2020 til 2100 | oppgi et år",
        ),
        (
            ["explain", "kokk"],
            "«kokk» er ingen STYRK-08-kode | tillatt: 3434 Sjefskokker, 5120 Kokker | oppgi koden "
            "med fire sifre",
        ),
        (
            ["sensitivity", "base", "--draws", "10"],
            "10 | tillatt: 200 eller flere | utelat --draws",
        ),
        (
            ["template", "liste.csv"],
            "filen slutter ikke på .xlsx | tillatt: .xlsx | gi filen den endelsen",
        ),
        (["check", "mangler.xlsx"], "filen finnes ikke | kontroller stien"),
        (["track", "plan-example", "mangler.xlsx"], "filen finnes ikke | kontroller stien"),
        (["aggregate", "mangler.csv"], "filen finnes ikke | kontroller stien"),
        (
            ["chart", "mangler"],
            "mangler potential.parquet, charts.json, scenario.yaml | tillatt: en mappe skrevet av "
            "autopot run | kjør scenarioet på nytt, eller oppgi mappen som ble vist",
        ),
        (
            ["init", "mappe", "--municipality", "Osl"],
            "kommunen «Osl» finnes ikke | tillatt: 0301 Oslo, 3430 Os | mente du 0301 Oslo?",
        ),
        (
            ["assess", "--out", "barrierer.txt"],
            "filen slutter ikke på .yaml | tillatt: .yaml | gi filen den endelsen",
        ),
        (
            ["radar", "base", "--export", "aoe", "--out", "radar"],
            "mangler; aoe har en dato | tillatt: en dato som 2025-06-01 | oppgi hvilken dag "
            "radaren gjelder",
        ),
        (
            ["radar", "base", "--previous", "mangler.csv"],
            "finnes ikke | tillatt: en .csv for Thoughtworks, en .json for Zalando, en mappe "
            "for AOE, eller en technologies.csv | oppgi en tidligere radar",
        ),
        (
            ["bounds", "base", "--sector", "school", "0.5", "0.2"],
            "0,5 til 0,2 | tillatt: 0 ≤ laveste ≤ høyeste ≤ 1 | rett tallene",
        ),
        (
            ["run", "base", "--threads", "2", "--scheduler", "tcp://127.0.0.1:1"],
            "en adresse, sammen med --engine threads | legg til --engine dask",
        ),
        (
            ["fetch", "workforce", "--year", "2023", "--municipality", "301", "--out", "tall"],
            "«301» har ikke fire sifre | tillatt: fire sifre | mangler en null foran: 0301?",
        ),
        (
            ["fetch", "styrk", "--base-url", "klass", "--out", "koder"],
            "«klass» | tillatt: en adresse som https://data.ssb.no/api | rett adressen",
        ),
        (["sweep", "status"], "ingen sveip her | oppgi mappen til et sveip"),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_mistake_on_the_command_line(said, args, expected):
    assert expected in said(*args)


REGISTERS = {
    "another kind": (
        "register.xlsx",
        "",
        "en fil av typen .xlsx er ikke et register | tillatt: .parquet, .csv, .tsv, .txt | "
        "mindre filer leses av autopot check",
    ),
    "no year": ("register.csv", "20", "20 er ikke et år (1 rad) | tillatt: 2023 | rett årstallet"),
    "empty year": ("register.csv", "x\n\n", "en tom celle er ikke et år (2 rader)"),
    "months": (
        "register.csv",
        "2023-01-31\n2023-02-28",
        "2023 har 2 datoer: 2023-01-31, 2023-02-28 | tillatt: én dato per år | "
        "behold én dato per år, ellers telles årsverkene én gang for hver",
    ),
    "damaged": (
        "register.parquet",
        "2023",
        "kan ikke leses som en tabell (InvalidInput) | lagre den som .parquet, eller som .csv",
    ),
}


@pytest.mark.parametrize("case", REGISTERS)
def test_a_register_with_a_mistake(said, tmp_path, case):
    name, years, expected = REGISTERS[case]
    rows = [f"{year};1103;Skole;2341;1" for year in years.split("\n")]
    text = "\n".join(["År;Kommune;Sektor;Yrkeskode;Årsverk", *rows])
    (tmp_path / name).write_text(text, "utf-8")
    assert expected in said("aggregate", name)


def test_a_column_of_years_that_is_not_there(said, tmp_path):
    (tmp_path / "a.csv").write_text("År;Kommune;Årsverk\n2023;1103;1\n", "utf-8")
    found = said("aggregate", "a.csv", "--year-column", "Årr")
    assert "ingen kolonne heter «Årr» | tillatt: År, Kommune, Årsverk | oppgi en av dem" in found


def test_facts_that_contradict_each_other(said):
    facts = ["--total", "0.1", "0.9", "--sector", "school", "0.99", "1", "--first", "culture"]
    found = said("bounds", "base", *facts, code=3)
    assert "ingen andeler innenfor evidensen oppfyller alle disse: school" in found
    assert "ta bort eller utvid en av dem" in found


def test_a_total_outside_the_evidence(said, tmp_path):
    text = (
        "name: x\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\ncalibrate: {total: 0.97}\n"
    )
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    found = said("run", "x.yaml", "--draws", "100", code=3)
    assert re.search(
        r"0,97 er utenfor det evidensen tillater \| tillatt: 0,\d{3} til 0,\d{3}", found
    )
    assert "velg en sum innenfor, eller null" in found


def test_demands_that_no_plan_meets(said, tmp_path):
    plan = small_plan()
    plan["goal"]["at_least"] = {2028: 1_000_000}
    found = said("plan", str(written(tmp_path, plan)), code=3)
    assert "kravet om minst 1 000 000 årsverk i 2028 (at_least) | kan ikke oppfylles" in found


def test_a_staff_file_of_another_kind(said, tmp_path):
    (tmp_path / "liste.docx").write_bytes(b"x")
    assert "filtypen .docx kan ikke leses | tillatt: .xlsx" in said("check", "liste.docx")
    (tmp_path / "liste.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 40)
    assert "filen er skadet" in said("check", "liste.xlsx")


def test_a_result_that_was_changed(call, tmp_path, monkeypatch):
    call("run", "base", "--draws", "100", "--out", "r", "--quiet", "--no-report")
    (tmp_path / "r" / "potential.parquet").write_bytes(b"x")
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "nb")
    code, _, err = call("verify", "r")
    assert code == 1
    assert "kan ikke leses | tillatt: en Parquet-fil | kjør scenarioet på nytt" in err


def test_points_of_a_sweep_say_which_they_are(said, tmp_path):
    text = (
        "name: s\ntitle: {nb: a, en: b}\nscenario: base\ndraws: 100\n"
        "design: {grid: {calibrate.total: [0.97, 0.98]}}\n"
    )
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    found = said("sweep", "s.yaml", "--out", "ut", code=3)
    assert "punkt 1: 0,97 er utenfor" in found
    assert "punkt 2: 0,98 er utenfor" in found
