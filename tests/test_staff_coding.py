"""Occupations from titles, position codes and services together."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot import catalogue
from autopot.workforce.staff.coding.deciding import Job, decide
from autopot.workforce.staff.coding.positions import KS, STATE, STYRK08, STYRK98, code_name
from autopot.workforce.staff.coding.readings import Service
from autopot.workforce.staff.coding.systems import Coded, leading_code, recognise
from autopot.workforce.staff.coding.titles import read_title
from autopot.workforce.staff.jobs import shares_of
from autopot.workforce.staff.reading import Options, StaffFile, read_staff
from autopot.workforce.staff.rules import Rules
from autopot.workforce.staff.sheets import read_sheets

EXPORTS = Path(__file__).parent / "fixtures" / "coding"
CARE, SCHOOL, ROADS = (
    Service("health_care", "253"),
    Service("school", "202"),
    Service("technical", "332"),
)
KINDERGARTEN = Service("kindergarten", "201")


def staff_of(path, rows=(), mappings=None) -> StaffFile:
    if rows:
        path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    rules = Rules(municipality="1103", mappings=mappings or {})
    return read_staff(read_sheets(path), path.name, Options(rules=rules))


@pytest.mark.parametrize("name", ["kyst", "fjord", "storby"])
def test_exports_without_occupation_codes(name):
    """95 % of the FTE sure or likely, 98 % of those right.

    The occupations in the column Fasit were assigned by hand before the title table was made; with
    several, each is defensible. FTE that are spread count by the share that is right.
    """
    truth = pd.read_csv(EXPORTS / f"{name}.csv", sep=";", dtype=str, keep_default_na=False)
    staff = staff_of(EXPORTS / f"{name}.csv")
    fte = truth["Årsverk"].str.replace(",", ".").astype(float)
    by = staff.fte_by_confidence
    assert sum(by.values()) == pytest.approx(fte.sum())
    assert by["sure"] + by["likely"] >= 0.95 * fte.sum()
    codes = staff.rows.sort_values("row")["occupation"]
    right = [
        amount * sum(share for code, share in _shares(found).items() if code in said.split("|"))
        for amount, found, said in zip(fte, codes, truth["Fasit"], strict=True)
    ]
    assert sum(right) >= 0.98 * (by["sure"] + by["likely"])


def _shares(code: str) -> dict[str, float]:
    return shares_of(code) or ({code: 1.0} if code else {})


@pytest.mark.parametrize(
    ("title", "service", "occupation"),
    [
        ("Ped.leder", KINDERGARTEN, "2342"),
        ("Spes.sykepl. 75%", CARE, "2221"),
        ("Und.still. u/godkj.", SCHOOL, "2341"),
        ("Hj.pl. natt", CARE, "5321"),
        ("1.kons. arkiv", Service("administration"), "4415"),
        ("Konsulent - arkiv", Service("administration"), "4415"),
        ("Avd.leder", SCHOOL, "1345"),
        ("Avd.leder", CARE, "1343"),
        ("Sjukepleiar i heimetenesta", CARE, "2223"),
        ("Barne- og ungdomsarbeidar", KINDERGARTEN, "5311"),
        ("Døgnleder", CARE, "1343"),
        ("Hjemmesykepleieleder", CARE, "1343"),
        ("Fagarbeider", KINDERGARTEN, "5311"),
        ("Fagarbeider", CARE, "5321"),
        ("Fagarbeider", ROADS, "7119"),
        ("Assistent", KINDERGARTEN, "5311"),
        ("Assistent", CARE, "5329"),
        ("Helsefagarbeder", CARE, "5321"),  # a slip of the pen
        ("Lærere", SCHOOL, "2341"),  # pivots write titles in the plural
        ("Pedagogiske leiarar", KINDERGARTEN, "2342"),
        ("Nattsykepleiere", CARE, "2223"),
        ("Assistentar", KINDERGARTEN, "5311"),
        ("Brannmenn", Service("fire_rescue"), "5411"),
        ("Jordmødre", CARE, "2222"),
        ("HTV Fagforbundet", Service("administration"), "2422"),
        ("Arkivfagarb.", Service("administration"), "4415"),
        ("Kjøkkenmedhj.", CARE, "9412"),
        ("Ekstraressurs", KINDERGARTEN, "5311"),
        ("Nattpatrulje sykepleier", CARE, "2223"),  # the job goes before the patrol
        ("Mottaksleder", Service("social_child_welfare"), "1344"),  # no leader of an AKS
        ("Hjelpemiddelansvarlig", CARE, "2267"),  # not one in charge of electricity
        ("Fagansvarlig arkiv", Service("administration"), "2621"),
        ("Barne- og ungdomsarb", KINDERGARTEN, "5311"),  # cut off by a system
        ("Fagspl", CARE, "2223"),
        ("Arbeidsleder veg", ROADS, "3123"),  # no «veileder»
        ("Veivokter", ROADS, "3123"),  # both forms of «veg»
    ],
)
def test_titles_by_their_parts_and_the_service(title, service, occupation):
    assert read_title(title, service).shares == {occupation: 1.0}


OFFICE, SOCIAL = Service("administration", "120"), Service("social_child_welfare", "244")
PLANS = Service("property_planning", "301")


@pytest.mark.parametrize(
    ("title", "service", "occupation"),
    [
        ("Naturmangfoldrådgiver", PLANS, "2133"),
        ("Spesialrådgiver klimatilpasning", PLANS, "2133"),
        ("Cybersikkerhetsrådgiver", OFFICE, "2529"),
        ("Konsulent innfordring", OFFICE, "4214"),
        ("Byggteknisk ingeniør", Service("property_planning", "130"), "3112"),
        ("Enhetsleder dokumentsenteret", OFFICE, "1219"),
        ("Lønns- og refusjonskonsulent", OFFICE, "4313"),  # the first of two topics governs
        ("Kommunedirektørens rådgiver", OFFICE, "2422"),  # no director
        ("Leiar bustadkontor", OFFICE, "1219"),
        ("Sjåfør kl. C", ROADS, "8332"),
    ],
)
def test_titles_by_topic_and_role(title, service, occupation):
    """Titles that stand in no table: the topic and the role are known, in any order."""
    reading = read_title(title, service)
    assert reading.shares == {occupation: 1.0}
    assert reading.confidence == "likely"


@pytest.mark.parametrize(
    ("title", "service"),
    [
        ("Blåskjellrådgiver", PLANS),  # an adviser on what?
        ("Blåskjelleder", ROADS),  # leaders differ: the compound does not say of what
        ("Blåskjellmaskinist", ROADS),  # machinists of ships, ice and waterworks
        ("Blåskjellarbeider", Service("property_planning", "130")),
        ("Blåskjellguide", CARE),
    ],
)
def test_an_unknown_compound_of_a_broad_word_is_left_to_the_planner(title, service):
    assert not read_title(title, service)


@pytest.mark.parametrize(
    ("title", "service", "occupation"),
    [
        ("Blåskjellsykepleier", CARE, "2223"),
        ("Blåskjellvaktmester", SCHOOL, "5153"),
        ("Lektorvikar", SCHOOL, "2341"),
        ("Renholderlærling", Service("property_planning", "130"), "9112"),
    ],
)
def test_an_unknown_compound_of_a_narrow_word_is_that_word(title, service, occupation):
    assert read_title(title, service).shares == {occupation: 1.0}


def test_an_abbreviation_gives_no_job_that_the_title_does_not_name():
    """«hjemmetj.» is the beginning of the leader of home care, too; the title says a nurse."""
    assert read_title("Sykepl. hjemmetj.", CARE).shares == {"2223": 1.0}


def test_an_assistant_in_a_school_is_one_of_the_school():
    assert read_title("Assistent", Service("school")).shares == {"5312": 1.0}
    assert read_title("Assistent", Service("school", "215")).shares == {"5311": 1.0}


@pytest.mark.parametrize("text", ["a" * 100_000, "ord " * 100_000, "a-" * 100_000])
def test_a_text_that_is_no_title_means_nothing(text):
    """Reading it takes no longer than reading a title: it would take hours by its every end."""
    assert not read_title(text, CARE)
    assert read_title(f"Sykepleier {text}", CARE).shares == {"2223": 1.0}


def test_a_slip_changes_no_role():
    """«Utviklingsveileder» is near «utviklingsleder», who leads."""
    assert not read_title("Utviklingsveileder", KINDERGARTEN)


def test_a_substitute_does_what_the_place_is_about():
    assert read_title("Sommervikar park", Service("property_planning", "335")).shares == {
        "9214": 1.0
    }
    assert read_title("Ringevikar renhold", Service("property_planning", "130")).shares == {
        "9112": 1.0
    }


@given(st.sampled_from(sorted(catalogue.table("occupations/title_topics")["topic"].unique())))
def test_a_topic_alone_is_never_sure(topic):
    """Whatever the topic, a title that is in no table is looked at by the planner."""
    reading = read_title(f"Blåskjell {topic}rådgiver", Service())
    assert reading.confidence != "sure"


@pytest.mark.parametrize("title", ["Totalansvarlig", "Ymse", "", "12", "Blåskjell"])
def test_a_title_without_known_words_means_nothing(title):
    assert not read_title(title, CARE)


@pytest.mark.parametrize(
    ("code", "title", "service", "used"),
    [
        ("7174", "Adjunkt", SCHOOL, "2341"),  # the title is what a school has
        ("7174", "Adjunkt", CARE, "2223"),  # the code is what care has
        ("9951", "Sykepleier", CARE, "2223"),
    ],
)
def test_code_and_title_that_contradict_are_told_and_never_sure(code, title, service, used):
    decision = decide(Job(code, KS, title, service))
    assert decision.contradicted
    assert decision.reading.shares == {used: 1.0}
    assert decision.reading.confidence == "likely"


def test_a_contradiction_inside_one_cell_is_told():
    assert decide(Job("7174 Adjunkt", KS, "", SCHOOL)).contradicted
    assert decide(Job("7962 Adjunkt", KS, "Sykepleier", CARE)).contradicted
    assert not decide(Job("7174 Sykepleier", KS, "", CARE)).contradicted


@pytest.mark.parametrize(
    ("title", "contradicted"),
    [
        ("Sykepleier (2341)", True),  # a teacher in STYRK-08
        ("Sykepleier [7962]", True),  # an adjunct among the positions of KS
        ("Sykepleier - 2341", True),
        ("Sykepleier (2223)", False),
        ("Sykepleier (7174)", False),
        ("Sykepleier (2024)", False),  # no code: a year
    ],
)
@pytest.mark.parametrize("code", ["", "7174"])
def test_a_code_at_the_end_of_a_title(title, contradicted, code):
    """In the title, with and without a code beside it, and in the column of codes."""
    decision = decide(Job(code, KS, title, CARE))
    assert decision.reading.shares == {"2223": 1.0}
    assert decision.contradicted is contradicted
    assert decide(Job(title, KS, code and "Sykepleier", CARE)).contradicted is contradicted


@pytest.mark.parametrize("title", ["Vikar", "Ekstrahjelp", "Fagarbeider"])
def test_a_broad_title_leaves_the_code_to_decide(title):
    decision = decide(Job("7076", KS, title, CARE))
    assert decision.reading.shares == {"5321": 1.0}
    assert not decision.contradicted


def coded(service, *pairs):
    return [Coded(code, title, service, 10.0) for code, title in pairs]


@pytest.mark.parametrize(
    ("rows", "system"),
    [
        (coded(CARE, ("7174", "Sykepleier"), ("7076", "Hjelpepleier"), ("6572", "")), KS),
        (coded(Service("administration"), ("7531", "Saksbehandler"), ("8530", "Rådgiver")), KS),
        (coded(Service("administration"), ("7531", ""), ("8530", ""), ("6559", "")), KS),
        (coded(CARE, ("5132", "Omsorgsarbeider"), ("3231", "Sykepleier")), STYRK98),
        (coded(CARE, ("2223", "Sykepleier"), ("5321", "Helsefagarbeider")), STYRK08),
        (coded(CARE, ("2223", ""), ("5321", ""), ("5329", "")), STYRK08),
        (
            coded(
                Service("administration"),
                *(("1408", "Førstekonsulent"), ("1211", "Seksjonssjef"), ("1434", "Rådgiver")),
                *(("1065", "Konsulent"), ("1363", "Seniorkonsulent")),
            ),
            STATE,
        ),
        (coded(CARE, ("2223", "Sykepleier"), ("2341", "Hjelpepleier")), STYRK08),
        (coded(CARE, ("222110", ""), ("532120", ""), ("532990", "")), "disco"),
    ],
)
def test_what_a_column_of_codes_holds(rows, system):
    assert recognise(rows, STYRK08).system == system


def test_old_codes_without_titles_are_asked_about(tmp_path):
    """5132 care workers, 2221 doctors, 5131 assistants: STYRK-98; all are STYRK-08 codes too."""
    rows = [["Funksjon", "Yrkeskode", "Årsverk"]]
    rows += [["253", "5132", "300"], ["253", "2221", "1"], ["201", "5131", "50"]]
    staff = staff_of(tmp_path / "a.csv", rows)
    assert {f.kind for f in staff.of("error")} == {"code_system_unclear"}


def test_positions_under_the_wrong_heading(tmp_path):
    """No tailor (7531) and no bartender; the column is named."""
    rows = [["Funksjon", "Yrkeskode", "Stilling", "Årsverk"]]
    rows += [["120", "7531", "Saksbehandler", "22"], ["253", "7174", "Sykepleier", "25"]]
    staff = staff_of(tmp_path / "a.csv", rows)
    assert set(staff.cells["occupation"]) == {"2422", "2223"}
    assert "column_holds_ks" in {f.kind for f in staff.of("note")}
    assert staff.fte_by_confidence == {"sure": 47.0, "likely": 0.0, "must": 0.0}


def test_titles_under_a_heading_for_codes(tmp_path):
    """A column Yrke with words is read as titles are; what no word tells is still an error."""
    rows = [["Funksjon", "Yrke", "Årsverk"], ["253", "Helsefagarbeider natt", "3"]]
    rows += [["202", "Lærer", "4"], ["253", "Sykepleier (2341)", "2"], ["253", "Blåskjell", "1"]]
    staff = staff_of(tmp_path / "a.csv", rows)
    assert staff.cells.groupby("occupation")["fte"].sum().to_dict() == {
        "2223": 2.0,
        "2341": 4.0,
        "5321": 3.0,
    }
    assert [f.kind for f in staff.of("error")] == ["unknown_title"]
    assert "code_title_differ" in {f.kind for f in staff.findings}


def test_an_occupation_with_commas_in_its_name_is_one_suggestion(tmp_path):
    rows = [["Funksjon", "Stilling", "Årsverk"], ["383", "Akkompagnatør", "3"]]
    (told,) = [f for f in staff_of(tmp_path / "a.csv", rows).findings if f.kind == "coded_sure"]
    assert told.allowed == ("2652 Dirigenter, komponister, musikere og sangere",)


def test_fte_of_several_occupations_follow_the_stated_shares(tmp_path):
    """«Arbeider» in care is 60 % cleaning and 40 % kitchen in the table: 6 and 4 of 10 FTE."""
    rows = [["Funksjon", "Stilling", "Årsverk"], ["253", "Arbeider", "10"]]
    cells = staff_of(tmp_path / "a.csv", rows).cells
    assert dict(zip(cells["occupation"], cells["fte"], strict=True)) == pytest.approx(
        {"9112": 6.0, "9412": 4.0}
    )


def test_a_mapping_of_several_columns_goes_before_one_of_fewer(tmp_path):
    rows = [
        ["Funksjon", "Stilling", "Årsverk"],
        ["201", "Fagarbeider", "2"],
        ["253", "Fagarbeider", "3"],
    ]
    mappings = {
        "title": {"Fagarbeider": "5329"},
        "title+sector": {"Fagarbeider+kindergarten": "2342"},
    }
    cells = staff_of(tmp_path / "a.csv", rows, mappings).cells
    assert dict(zip(cells["occupation"], cells["fte"], strict=True)) == {"2342": 2.0, "5329": 3.0}


def test_a_mapping_that_another_overrules_everywhere_is_an_error(tmp_path):
    rows = [["Funksjon", "Stilling", "Årsverk"], ["201", "Fagarbeider", "2"]]
    mappings = {
        "title": {"Fagarbeider": "5329"},
        "title+sector": {"Fagarbeider+kindergarten": "5311"},
    }
    staff = staff_of(tmp_path / "a.csv", rows, mappings)
    assert [f.kind for f in staff.of("error")] == ["mapping_overruled"]


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("occupations/titles", ["title", "sector", "functions"]),
        ("workforce/ks_position_occupations", ["position", "sector", "functions", "title_words"]),
        ("occupations/styrk98", ["code"]),
    ],
)
def test_shares_of_the_tables_sum_to_one(table, keys):
    sums = catalogue.table(table).groupby(keys)["share"].sum()
    assert sums.to_numpy() == pytest.approx(1.0)


def test_functions_of_the_tables_belong_to_their_sector():
    sector = catalogue.kostra_functions().set_index("function")["sector"]
    for name in ("occupations/titles", "workforce/ks_position_occupations"):
        for row in catalogue.table(name).itertuples():
            assert all(sector[function] == row.sector for function in row.functions.split()), row


def test_every_position_has_a_name_and_an_occupation():
    coded = set(catalogue.table("workforce/ks_position_occupations")["position"])
    for position in catalogue.table("workforce/ks_positions")["position"]:
        assert code_name(position, KS)
        assert position in coded


@given(st.text(max_size=40))
def test_any_text_is_read_without_fault(text):
    """A reading's shares sum to 1, or there is none."""
    reading = read_title(text, CARE)
    assert sum(reading.shares.values()) == pytest.approx(1.0 if reading.shares else 0.0)
    assert leading_code(text)[0] == "" or leading_code(text)[0].isdigit()
