"""Layouts of staff files: any encoding, any sheet, headings lower down, sums at the bottom."""

from __future__ import annotations

import csv

import openpyxl
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autopot.errors import InputError
from autopot.messages import LANGUAGES, shown, speaking
from autopot.workforce.staff.values import frame_sheet
from support.staff_files import HEADER, ROWS, kinds, place, read, told_words, write_csv, write_xlsx

TOTAL = 10.5 + 4 + 1000.25


def used(staff) -> dict[tuple[str, str, str], float]:
    cells = staff.cells
    return dict(
        zip(
            zip(cells["municipality"], cells["sector"], cells["occupation"], strict=True),
            cells["fte"],
            strict=True,
        )
    )


EXPECTED = {
    ("1103", "health_care", "2223"): 4.0,
    ("1103", "health_care", "5321"): 1000.25,
    ("1103", "school", "2341"): 10.5,
}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "cp865"]
)
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
    file = write_csv(tmp_path / "ansatte æøå.csv", [HEADER, *ROWS], delimiter, encoding)
    assert used(read(file)) == EXPECTED


def test_comma_as_delimiter_with_quoted_decimals(tmp_path):
    file = tmp_path / "a.csv"
    pd.DataFrame(ROWS, columns=HEADER).to_csv(file, index=False)
    assert used(read(file)) == EXPECTED


def test_excel_parquet_and_frame_give_the_same(tmp_path):
    rows = [["1103", "Skole", "2341", 10.5], ["1103", "Helse og omsorg", 2223, 4]]
    rows.append(["1103", "Helse og omsorg", "5321", 1000.25])
    assert used(read(write_xlsx(tmp_path / "a.xlsx", [HEADER, *rows]))) == EXPECTED
    frame = pd.DataFrame(ROWS, columns=HEADER)
    frame.to_parquet(tmp_path / "a.parquet")
    assert used(read(tmp_path / "a.parquet")) == EXPECTED
    assert frame_sheet(frame).cells.tolist() == [HEADER, *ROWS]


def test_title_rows_above_and_sums_below(tmp_path):
    rows = [["Bemanning"], ["Uttrekk 1.11"], [], HEADER, *ROWS]
    rows += [["Sum", "", "", f"{TOTAL}".replace(".", ",")], ["Kilde: lønnssystemet"]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert used(staff) == EXPECTED
    notes = {finding.kind for finding in staff.of("note")}
    assert {"total_row", "text_row"} <= notes
    assert not staff.of("warning")
    assert staff.fte_read == pytest.approx(TOTAL)


def test_a_sum_without_a_label_is_recognised_by_its_value(tmp_path):
    rows = [HEADER, *ROWS, ["", "", "", f"{TOTAL:.2f}".replace(".", ",")]]
    staff = read(write_csv(tmp_path / "a.csv", rows))
    assert used(staff) == EXPECTED
    assert "total_row" in {finding.kind for finding in staff.of("note")}
    other = read(write_csv(tmp_path / "b.csv", [HEADER, *ROWS, ["", "", "", "7"]]))
    assert kinds(other) == ["empty_cell", "empty_cell", "no_occupation_given"]


def test_sums_of_parts_and_a_sum_that_does_not_fit(tmp_path):
    rows = [HEADER, ROWS[0], ["Sum skole", "", "", "10,5"], *ROWS[1:]]
    rows += [["Sum helse", "", "", "1004,25"], ["Totalt", "", "", "1014,75"]]
    staff = read(write_csv(tmp_path / "a.csv", rows))
    assert used(staff) == EXPECTED
    assert not staff.of("warning")
    rows[-1][3] = "1100"
    file = write_csv(tmp_path / "b.csv", rows)
    (asked,) = read(file).of("error")
    assert asked.kind == "total_differs"
    said = "sier 1\u00a0100 årsverk; radene over summerer til 1\u00a0014,75"
    assert f"{said} (siden forrige sumrad: 0)" in told_words(asked)[0]
    dropped = read(file, total_rows="drop")
    assert used(dropped) == EXPECTED
    assert [finding.kind for finding in dropped.of("warning")] == ["total_differs_told"]


def test_one_row_per_person_with_percentages(tmp_path):
    rows = [
        ["Sektor", "Yrkeskode", "Stillings-%"],
        ["Skole", "2341", 100],
        ["Skole", "2341", "62,5 %"],
        ["Skole", "2341", "37.5"],
    ]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="Stavanger")
    assert used(staff) == {("1103", "school", "2341"): pytest.approx(2.0)}
    assert staff.cells["headcount"].tolist() == [3.0]


def test_percentages_as_shares_are_recognised_and_said(tmp_path):
    rows = [["Sektor", "Yrkeskode", "Stillingsprosent"], ["Skole", "2341", 1], ["Skole", 2341, 0.6]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103")
    assert staff.fte_used == pytest.approx(1.6)
    assert "percent_as_share" in {finding.kind for finding in staff.of("note")}


def test_percent_times_headcount_and_fte_first(tmp_path):
    rows = [
        ["Sektor", "Yrkeskode", "Årsverk", "Stillingsprosent", "Antall ansatte"],
        ["Skole", "2341", "", 50, 4],  # 2 FTE
        ["Skole", "2341", 3.5, 50, 4],  # FTE as given
    ]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103")
    assert staff.fte_used == pytest.approx(5.5)
    assert staff.cells["headcount"].tolist() == [8.0]


def test_sheets(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Skole"
    for name in ("Skole", "Helse"):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in [HEADER, ROWS[0]]:
            sheet.append(row)
    book.create_sheet("Notater").append(["Husk"])
    hidden = book.create_sheet("Gammelt")
    hidden.append(HEADER)
    hidden.append(ROWS[1])
    hidden.sheet_state = "hidden"
    file = tmp_path / "a.xlsx"
    book.save(file)
    assert kinds(read(file)) == ["several_sheets"]
    assert read(file, sheet="helse").fte_used == 10.5
    assert read(file, sheet=["Skole", "Helse"]).fte_used == 21.0
    (wrong,) = read(file, sheet="Kultur").of("error")
    assert wrong.kind == "no_sheet"
    assert wrong.allowed == ("Skole", "Helse", "Notater")
    assert kinds(read(file, sheet=["Skole", "Notater"])) == ["no_header"]


def test_headings_may_be_mapped(tmp_path):
    rows = [["Org", "Hvor", "Kode X", "Mengde"], *ROWS]
    file = write_csv(tmp_path / "a.csv", rows)
    assert kinds(read(file)) == ["no_header"]
    columns = {"municipality": "Org", "sector": "Hvor", "occupation": "kode x", "fte": "Mengde"}
    assert used(read(file, columns=columns)) == EXPECTED
    staff = read(file, columns={**columns, "title": "Stilling"})
    assert kinds(staff) == ["no_such_heading"]


def test_two_columns_of_the_same_meaning(tmp_path):
    number_and_name = [["Kommunenr", "Kommune", *HEADER[1:]], ["1103", "Stavnger", *ROWS[0][1:]]]
    assert read(write_csv(tmp_path / "a.csv", number_and_name)).fte_used == 10.5
    rows = [[*HEADER, "Sum årsverk"], [*ROWS[0], "9"]]
    file = write_csv(tmp_path / "b.csv", rows)
    assert kinds(read(file)) == ["several_columns"]
    assert read(file, columns={"fte": "Sum årsverk"}).fte_used == 9.0


def test_missing_columns_are_named_all_at_once(tmp_path):
    file = write_csv(tmp_path / "a.csv", [["Årsverk", "Antall ansatte"], ["1", "2"]])
    assert kinds(read(file)) == ["no_municipality", "no_occupation", "no_sector"]


def test_headings_in_the_middle_are_left_out(tmp_path):
    staff = read(write_csv(tmp_path / "a.csv", [HEADER, ROWS[0], HEADER, *ROWS[1:]]))
    assert used(staff) == EXPECTED
    assert "repeated_header" in {finding.kind for finding in staff.of("note")}


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("ledig", "bad_number"),
        ("-1", "negative_amount"),
        ("", "empty_amount"),
        ("2000000", "outside"),
    ],
)
def test_wrong_amounts_have_their_cell(tmp_path, cell, kind):
    file = write_xlsx(tmp_path / "a.xlsx", [HEADER, ROWS[0], [*ROWS[1][:3], cell]], "Ansatte")
    (finding,) = read(file).of("error")
    assert finding.kind == kind
    assert "celle D3" in place(finding, "a.xlsx")


@pytest.mark.parametrize("amount", ["2000000", "-1", "ledig"])
def test_a_row_with_a_wrong_amount_is_in_no_sum(tmp_path, amount):
    """One row of 10 FTE and one that cannot be right: 1 row and 10 FTE are used."""
    file = write_csv(tmp_path / "a.csv", [HEADER, [*ROWS[0][:3], "10"], [*ROWS[1][:3], amount]])
    staff = read(file)
    assert staff.fte_used == 10
    assert staff.rows["left_out"].tolist() == ["", "amount"]
    assert staff.cells["fte"].tolist() == [10]


def test_a_date_in_place_of_a_number_is_explained(tmp_path):
    rows = [HEADER, ROWS[0], [*ROWS[1][:3], pd.Timestamp("2025-02-01").to_pydatetime()]]
    assert kinds(read(write_xlsx(tmp_path / "a.xlsx", rows))) == ["date_for_number"]


def test_unclear_numbers_are_refused_until_the_planner_says(tmp_path):
    file = write_csv(tmp_path / "a.csv", [HEADER, [*ROWS[0][:3], "1.234"]])
    assert kinds(read(file)) == ["unclear_number"]
    assert read(file, decimal="comma").fte_used == 1234
    assert read(file, decimal="point").fte_used == 1.234


def test_files_that_cannot_be_read_say_why(tmp_path):
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    noise = tmp_path / "b.csv"
    noise.write_bytes(bytes(range(128, 256)) * 4 + b"\x81\x8d\x8f\x90\x9d")
    with pytest.raises(InputError, match=r"a.xlsx .*damaged"):
        read(broken)
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "a.docx")
    with pytest.raises(InputError, match="no file"):
        read(tmp_path / "none.xlsx")
    assert kinds(read(write_csv(tmp_path / "empty.csv", []))) == ["no_header"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=6),
        max_size=8,
    )
)
def test_any_table_gives_findings_never_a_crash(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("any") / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADER, *rows])
    try:
        staff = read(file)
    except InputError as error:  # a cell of several lines that look like rows
        assume("quote" not in str(error))
        raise
    assert staff.fte_used <= staff.fte_read + 1e-9
    for finding in staff.findings:
        for language in LANGUAGES:
            with speaking(language):
                assert finding.text()[0]
                assert shown(finding.place("a.csv")).startswith("a.csv")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4000)), min_size=1, max_size=30))
def test_every_fte_read_is_used_or_listed(tmp_path_factory, picks):
    file = tmp_path_factory.mktemp("sum") / "a.csv"
    rows = [[*ROWS[which][:3], f"{fte / 8:.3f}".replace(".", ",")] for which, fte in picks]
    rows.append(["1103", "Ukjent tjeneste", "2223", "2,5"])
    staff = read(write_csv(file, [HEADER, *rows]))
    refused = staff.rows["left_out"].isin(["sector", "occupation", "municipality", "amount"])
    listed = staff.rows.loc[refused, "fte"].sum()
    assert staff.fte_read == pytest.approx(sum(fte for _, fte in picks) / 8 + 2.5)
    assert staff.fte_used + listed == pytest.approx(staff.fte_read)
    assert len(staff.rows) == len(rows)
