"""Staff files with one trap each: the right sum, a question, or a refusal; all sums are by hand.

The rows of `FOUR` hold 10.5 + 20 + 40.25 + 3 = 73.75 FTE.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from autopot.cli.check import command
from autopot.errors import InputError
from autopot.workforce.staff import StaffFile
from support.staff_files import kinds, read, write_csv, write_xlsx

HEAD = ["Ansvar", "Funksjon", "Stilling", "Årsverk"]
FOUR = [
    ["Heia sykehjem", "253", "Sykepleier", "10,5"],
    ["Heia sykehjem", "253", "Helsefagarbeider", "20"],
    ["Åsen skole", "202", "Grunnskolelærer", "40,25"],
    ["Åsen skole", "202", "Fagarbeider SFO", "3"],
]
UNUSED = "stated_municipality_unused"
PERSONS = ["Ansvar", "Stilling", "Stillingsprosent", "Ansattnr"]
CROSS = [
    ["Stilling", "Skole", "Helse og omsorg", "Barnehage"],
    ["Sykepleier", 1, 20, None],
    ["Grunnskolelærer", 30, None, None],
    ["Barnehagelærer", None, None, 12],
]


def csv_read(tmp_path, rows, **options) -> StaffFile:
    return read(write_csv(tmp_path / "a.csv", rows), municipality="1103", **options)


def xlsx_read(tmp_path, rows, **options) -> StaffFile:
    return read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103", **options)


def posts(*percents: str) -> list[list[str]]:
    return [["Heia sykehjem", "Sykepleier", p, str(900 + n)] for n, p in enumerate(percents)]


def told(staff: StaffFile) -> set[str]:
    return {finding.kind for finding in staff.findings}


def test_an_error_in_a_cell_is_not_filled_with_the_group_above(tmp_path):
    book = Workbook()
    functions = ("253", None, "202", "201")
    for row in [HEAD[1:], *([f, *row[2:]] for f, row in zip(functions, FOUR, strict=True))]:
        book.active.append(row)
    book.active["A3"] = "#N/A"
    book.active["A3"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    staff = read(tmp_path / "a.xlsx", municipality="1103")
    assert "formula_error" in kinds(staff)
    assert staff.fte_used == pytest.approx(53.75)


@pytest.mark.parametrize("heading", ["Kilde", "Uttrekk", "Versjon", "Grunnlag"])
def test_the_same_staff_for_every_value_of_a_column_asks_which(tmp_path, heading):
    rows = [[*HEAD, heading], *([*row, value] for value in ("A", "B") for row in FOUR)]
    assert {"several_copies", "several_times"} & set(kinds(csv_read(tmp_path, rows)))
    chosen = csv_read(tmp_path, rows, period="B")
    assert not chosen.of("error")
    assert chosen.fte_used == pytest.approx(73.75)


def test_groups_with_other_figures_are_no_copies(tmp_path):
    """73.75 + 2 + 5 + 1 + 7 = 88.75."""
    other = [[*row[:3], n] for row, n in zip(FOUR, ("2", "5", "1", "7"), strict=True)]
    rows = [[*HEAD, "Gruppe"], *([*r, "A"] for r in FOUR), *([*r, "B"] for r in other)]
    staff = csv_read(tmp_path, rows)
    assert not staff.of("error")
    assert staff.fte_used == pytest.approx(88.75)


def test_one_person_with_the_fte_of_many_is_refused(tmp_path):
    """7550 is 75.50 without its comma: the others are 1 + 1 + 0.5 + 0.75 = 3.25."""
    staff = csv_read(tmp_path, [PERSONS, *posts("100", "100", "50", "75", "7550")])
    assert kinds(staff) == ["large_post"]
    assert staff.fte_used == pytest.approx(3.25)
    assert staff.ledger.set_index("bucket").loc["refused", "fte"] == pytest.approx(75.5)


def test_a_large_row_with_its_headcount_is_a_sum(tmp_path):
    """The remedy of the message: 3.25, and 8 persons at 75 per cent on average are 6."""
    rows = [[*row, ""] for row in posts("100", "100", "50", "75")]
    rows.append(["Heia sykehjem", "Helsefagarbeider", "75", "", "8"])
    staff = csv_read(tmp_path, [[*PERSONS, "Antall ansatte"], *rows])
    assert not staff.of("error")
    assert staff.fte_used == pytest.approx(9.25)


def test_sums_of_percentages_are_no_large_posts(tmp_path):
    rows = [r[:3] for r in posts("550", "1250", "100")]
    assert csv_read(tmp_path, [PERSONS[:3], *rows]).fte_used == pytest.approx(19.0)


@pytest.mark.parametrize("columns", [3, 4])
def test_percentages_in_thousandths_ask(tmp_path, columns):
    """1 + 1 + 0.5 + 0.75 = 3.25; as sums of percentages 32.5, where the rows are no employees."""
    rows = [row[:columns] for row in [PERSONS, *posts("1000", "1000", "500", "750")]]
    assert kinds(csv_read(tmp_path, rows)) == ["percent_tenfold"]
    assert csv_read(tmp_path, rows, percent="thousandths").fte_used == pytest.approx(3.25)
    sums = csv_read(tmp_path, rows, percent="percent")
    assert (kinds(sums), sums.fte_used) == ([], 32.5) if columns == 3 else ["large_posts"]


def test_a_list_of_employees_that_mostly_have_the_fte_of_several_asks(tmp_path):
    """600 + 400 + 350 + 100 are 14.5 FTE, of which 13.5 in rows above 2."""
    staff = csv_read(tmp_path, [PERSONS, *posts("600", "400", "350", "100")])
    assert kinds(staff) == ["large_posts"]
    assert staff.ledger.set_index("bucket").loc["refused", "fte"] == pytest.approx(13.5)


def test_sums_with_the_number_of_a_unit_are_no_employees(tmp_path):
    rows = [[*PERSONS[:3], "Enhetsnr"], *posts("600", "400", "350", "100")]
    assert csv_read(tmp_path, rows).fte_used == pytest.approx(14.5)


@pytest.mark.parametrize(
    ("amounts", "asks"),
    [
        (("100", "80", "100", "100", "100"), True),
        (("100", "80", "100", "100"), False),  # three full ones are too few
        (("100", "80", "100", "100", "250"), False),  # no post
        (("100,4", "80,2", "99,7", "100,1"), False),
    ],
)
def test_fte_that_are_often_just_100_ask_in_a_list_of_nobody(tmp_path, amounts, asks):
    jobs = [("Rektor", "202"), ("Sykepleier", "253"), ("Vaktmester", "130"),
            ("Barnehagelærer", "201"), ("Renholder", "222")]  # fmt: skip
    rows = [["Åsen", place, job, n] for (job, place), n in zip(jobs, amounts, strict=False)]
    assert ("fte_holds_percent" in kinds(csv_read(tmp_path, [HEAD, *rows]))) is asks


SPLIT = [[*PERSONS, "Konterings-%"], *([*row, "100"] for row in posts("100", "80"))]


@pytest.mark.parametrize(
    ("percents", "parts", "fte"),
    [
        (("50", "50"), ("60", "40"), None),
        (("100", "100"), ("50", "50"), None),
        (("100", "100"), ("0,5", "0,5"), 3.8),  # beside 100, half of a hundredth is no half
        (("60", "40"), ("60", "40"), 2.8),  # divided already
        (("50", "50"), ("50", "50"), 2.8),  # may be divided already
        (("50", "50"), ("100", "100"), 2.8),  # two posts
        (("50", "50"), ("", ""), 2.8),
    ],
)
def test_a_post_divided_between_accounts_with_its_full_percentage_asks(
    tmp_path, percents, parts, fte
):
    """1 + 0.8 = 1.8 FTE of others; the post in question is 1 or 2 FTE more if nothing is asked."""
    split = [
        [place, "Sykepleier", n, "77", part]
        for place, n, part in zip(("Heia sykehjem", "Åsen skole"), percents, parts, strict=True)
    ]
    staff = csv_read(tmp_path, [*SPLIT, *split])
    assert ("shared_posts" in kinds(staff)) is (fte is None)
    if fte is None:
        (found,) = staff.of("error")
        assert found.values["parts"] == pytest.approx(found.fte / 2)
        assert found.count == 2
    else:
        assert not staff.of("error")
        assert staff.fte_read == pytest.approx(fte)


@pytest.mark.parametrize("unknown", ["refuse", "spread"])
@pytest.mark.parametrize("label", ["herav vikarer", "Hvorav natt", "- derav lærlinger"])
def test_a_part_of_the_row_above_is_not_counted(tmp_path, label, unknown):
    rows = [HEAD, *FOUR, ["Heia sykehjem", "253", label, "2,0"]]
    staff = csv_read(tmp_path, rows, unknown_occupation=unknown)
    assert not staff.of("error")
    assert staff.fte_used == pytest.approx(73.75)
    assert "part_rows" in told(staff)


@pytest.mark.parametrize("written", ["-2", "2,0-", "(2,0)", "\u22122"])
def test_a_correction_is_named_and_no_part_of_the_ledger(tmp_path, written):
    staff = csv_read(tmp_path, [HEAD, *FOUR, ["Heia sykehjem", "253", "Sykepleier", written]])
    assert kinds(staff) == ["negative_amount"]
    assert staff.ledger["fte"].sum() == pytest.approx(73.75)


def test_a_number_beyond_all_bounds_leaves_the_ledger_whole(tmp_path):
    staff = csv_read(tmp_path, [HEAD, *FOUR, ["Heia sykehjem", "253", "Sykepleier", "1e308"]])
    assert kinds(staff) == ["outside"]
    assert staff.ledger["fte"].sum() == pytest.approx(73.75)


def test_a_sign_that_nobody_sees_between_digits_makes_no_number(tmp_path):
    staff = csv_read(tmp_path, [HEAD, *FOUR, ["Heia sykehjem", "253", "Sykepleier", "1\x000"]])
    assert "bad_number" in kinds(staff)


@pytest.mark.parametrize(
    ("first", "second", "sum_"),
    [("1 000,5", "2,25", 1002.75), ("1.234,5", "", 1234.5), ("80 %", "20 %", 1.0)],
)
def test_columns_of_a_text_file_that_are_summed(tmp_path, first, second, sum_):
    head = [*HEAD[:3], "Fast årsverk", "Vikar årsverk"]
    rows = [head, [*FOUR[0][:3], first, second]]
    staff = csv_read(tmp_path, rows, columns={"fte": ["Fast årsverk", "Vikar årsverk"]})
    assert not staff.of("error")
    assert staff.fte_used == pytest.approx(sum_)


@pytest.mark.parametrize("second", ["x", "20 %", "01.02.2025"])
def test_what_cannot_be_summed_is_named(tmp_path, second):
    head = [*HEAD[:3], "Fast årsverk", "Vikar årsverk"]
    rows = [head, [*FOUR[0][:3], "10,5", second], [*FOUR[1][:3], "3", "1"]]
    staff = csv_read(tmp_path, rows, columns={"fte": ["Fast årsverk", "Vikar årsverk"]})
    assert staff.of("error")
    assert staff.fte_used == pytest.approx(4.0)


def test_a_column_of_an_unknown_service_in_a_cross_table_asks(tmp_path):
    rows = [[*row, 2 if number else "Xyzområdet"] for number, row in enumerate(CROSS)]
    staff = xlsx_read(tmp_path, rows)
    assert kinds(staff) == ["unknown_sector"]
    assert staff.fte_read == pytest.approx(69.0)


def test_a_row_without_title_in_a_cross_table(tmp_path):
    """Its sums are left out: 31 + 20 + 12; any other figure must be coded."""
    staff = xlsx_read(tmp_path, [*CROSS, [None, 31, 20, 12]])
    assert not staff.of("error")
    assert staff.fte_used == pytest.approx(63.0)
    assert kinds(xlsx_read(tmp_path, [*CROSS, [None, 5, None, None]])) == ["no_occupation_given"]


def test_months_side_by_side_ask_for_one(tmp_path):
    head = [*HEAD[:3], "Årsverk januar", "Årsverk feb"]
    rows = [head, *([*row, "1"] for row in FOUR)]
    staff = csv_read(tmp_path, rows)
    assert kinds(staff) == ["several_columns"]
    assert csv_read(tmp_path, rows, columns={"fte": "Årsverk feb"}).fte_used == 4.0


@pytest.mark.parametrize(
    ("number", "name", "kind"),
    [
        ("1103", "Bergen", "municipality_name_differs"),
        ("1103", "Stavanger kommune", ""),
        ("1142", "Rennesøy", ""),
    ],
)
def test_number_and_name_of_a_municipality(tmp_path, number, name, kind):
    head = ["Kommunenr", "Kommunenavn", "Funksjon", "Stilling", "Årsverk"]
    staff = csv_read(tmp_path, [head, [number, name, "253", "Sykepleier", "10"]])
    assert kinds(staff) == ([kind] if kind else [])


def test_number_and_name_in_one_cell(tmp_path):
    head = ["Kommune", "Funksjon", "Stilling", "Årsverk"]
    rows = [head, ["1103 Bergen", "253", "Sykepleier", "10"]]
    assert kinds(csv_read(tmp_path, rows)) == ["municipality_contradicts"]
    rows[1][0] = "1103 Stavanger"
    assert not kinds(csv_read(tmp_path, rows))


def test_vacant_and_ended_posts_are_told(tmp_path):
    head = [*HEAD, "Navn", "Fra dato", "Til dato"]
    rows = [[*row, "A B", "01.10.2025", ""] for row in FOUR]
    rows.append(["Åsen skole", "202", "Grunnskolelærer", "2", "VAKANT", "01.02.2024", ""])
    rows.append(["Åsen skole", "202", "Grunnskolelærer", "1", "C D", "01.01.2010", "30.06.2025"])
    staff = csv_read(tmp_path, [head, *rows])
    by_kind = {finding.kind: finding.fte for finding in staff.of("warning")}
    assert by_kind["vacant_posts"] == pytest.approx(2.0)
    assert by_kind["ended_posts"] == pytest.approx(1.0)


LEFT_ROW = ["Åsen skole", "202", "Grunnskolelærer", "1,5"]


@pytest.mark.parametrize(
    ("heading", "here", "gone"),
    [
        ("Status", "Aktiv", "Sluttet"),
        ("Status", "Ikke sluttet", "Inaktiv"),
        ("Ansettelsesstatus", "Aktiv", "Slutta 31.12.24"),
        ("Stillingsstatus", "Active", "terminated"),
        ("Til dato", "", "31.12.2021"),
        ("Sluttdato", "31.12.2030", datetime(2021, 12, 31)),
        ("Fratrådt", None, date(2024, 6, 30)),
        ("Ansatt til", "30.06.2025", "2023-07-31"),
    ],
)
def test_persons_who_have_left_are_asked_about(tmp_path, heading, here, gone):
    """73.75 FTE work here, 1.5 have left: 75.25 with them."""
    rows = [[*HEAD, heading], *([*row, here] for row in FOUR), [*LEFT_ROW, gone]]
    asked = xlsx_read(tmp_path, rows)
    assert kinds(asked) == ["left"]
    (finding,) = asked.of("error")
    assert (finding.rows, finding.fte) == ((5,), pytest.approx(1.5))
    dropped = xlsx_read(tmp_path, rows, left="drop")
    assert not kinds(dropped)
    assert "left_drop" in told(dropped)
    assert dropped.fte_used == pytest.approx(73.75)
    kept = xlsx_read(tmp_path, rows, left="keep")
    assert not kinds(kept)
    assert "left_keep" in told(kept)
    assert kept.fte_used == pytest.approx(75.25)


def test_the_newest_post_says_how_new_the_list_is(tmp_path):
    """More than a year before a list of May 2027 is before May 2026."""
    rows = [[*HEAD, "Fra", "Til"], *([*row, "01.05.2027", ""] for row in FOUR)]
    earlier = [*rows, [*LEFT_ROW, "01.01.2020", "30.04.2026"]]
    assert kinds(csv_read(tmp_path, earlier)) == ["left"]
    assert not kinds(csv_read(tmp_path, [*rows, [*LEFT_ROW, "01.01.2020", "01.05.2026"]]))


def test_a_stated_municipality_that_no_row_is_of_is_told(tmp_path):
    def stated(*numbers):
        rows = [[n, *row] for n, row in zip(numbers, FOUR, strict=True)]
        return csv_read(tmp_path, [["Kommune", *HEAD], *rows])

    (finding,) = [f for f in stated(*["1520"] * 4).findings if f.kind == UNUSED]
    words = str(finding.problem("a.csv"))
    assert finding.severity == "warning"
    assert "1103 Stavanger" in words
    assert "1520 Ørsta" in words
    assert UNUSED not in told(stated("1520", "1103", "1103", "1103"))
    assert UNUSED not in told(stated("1103", "1103", "1103", ""))


def test_the_next_command_does_not_state_what_was_not_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "a.csv", [["Kommune", *HEAD], *(["1520", *row] for row in FOUR)])
    shown = CliRunner().invoke(command, ["a.csv", "--municipality", "1103"])
    assert shown.exit_code == 0
    assert shown.output.rstrip().endswith("autopot run a.csv")


def test_an_empty_cell_is_named_as_the_file_calls_it_and_merged_cells_are_told(tmp_path):
    book = Workbook()
    for row in [HEAD[1:], *(row[1:] for row in FOUR), [None, "Sykepleier", "1"]]:
        book.active.append(row)
    book.active["A3"] = None
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    errors = read(tmp_path / "a.xlsx", municipality="1103", blank_groups="refuse").of("error")
    assert {f.kind: f.rows for f in errors} == {"merged_cell": (2,), "empty_cell": (5,)}
    assert all("Funksjon" in str(f.problem("a.xlsx")) for f in errors)


def test_two_encodings_in_one_file_are_named_with_the_line(tmp_path):
    text = "\n".join(";".join(row) for row in [HEAD, *FOUR]).encode()
    file = tmp_path / "a.csv"
    file.write_bytes(text + "\nMølla;201;Barnehagelærer;5\n".encode("cp1252"))
    with pytest.raises(InputError, match="6"):
        read(file, municipality="1103")


def test_a_very_long_cell_is_read(tmp_path):
    """A hang of minutes before, for every sign began a search of its own."""
    staff = csv_read(tmp_path, [HEAD, *FOUR, ["S" * 140_000, "253", "Sykepleier", "1"]])
    assert staff.fte_used == pytest.approx(74.75)


@pytest.mark.parametrize("label", ["Tils.", "Tils", "Resultat", "TOT", "TOT 202", "202 Tot."])
def test_short_words_for_a_sum_are_known(tmp_path, label):
    """40.25 + 3 = 43.25 FTE stand in the row of the sum, of the 73.75 of all."""
    staff = csv_read(tmp_path, [HEAD, *FOUR, ["", "202", label, "43,25"]])
    assert kinds(staff) == []
    assert staff.fte_used == pytest.approx(73.75)
    assert staff.rows["left_out"].tolist() == ["", "", "", "", "sum"]


@pytest.mark.parametrize("title", ["Tils. lærer", "Resultatansvarlig", "Totalansvarlig"])
def test_titles_that_begin_like_a_sum_are_no_sums(tmp_path, title):
    staff = csv_read(tmp_path, [HEAD, *FOUR, ["Åsen skole", "202", title, "73,75"]])
    assert "sum" not in set(staff.rows["left_out"])
