"""FTE and persons of rows, and FTE that is spread over several occupations, counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from autopot.workforce.staff import spreading
from autopot.workforce.staff.spreading import AMOUNTS, CELL, spread, spread_weights
from support.staff_files import kinds, read, write_xlsx

PERCENT = ["Sektor", "Yrkeskode", "Stillings-%"]


def school(tmp_path, header, *amounts):
    """A file of school teachers with these amounts in the columns after sector and occupation."""
    rows = [["Skole", "2341", *(a if isinstance(a, tuple) else (a,))] for a in amounts]
    return read(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), municipality="1103")


def notes(staff):
    return {finding.kind for finding in staff.of("note")}


@pytest.mark.parametrize(
    ("amounts", "fte", "shares"),
    [
        ((1, 0.6, 1.5), 3.1, True),
        ((1.6, 2), 0.036, False),  # 1.6 of a position is no share
        ((1, "60 %", 0.5), 2.1, True),  # what is written with a sign is per cent all the same
        ((100, 60), 1.6, False),
        (("100 %", "60 %"), 1.6, False),
    ],
)
def test_percentages_up_to_one_and_a_half_are_shares(tmp_path, amounts, fte, shares):
    staff = school(tmp_path, PERCENT, *amounts)
    assert staff.fte_read == pytest.approx(fte)
    assert ("percent_as_share" in notes(staff)) is shares


def test_a_column_of_zeros_says_nothing_of_shares(tmp_path):
    assert "percent_as_share" not in notes(school(tmp_path, PERCENT, 0, 0))


@pytest.mark.parametrize(("percent", "persons"), [(120, 1.0), (121, np.nan), (60, 1.0)])
def test_one_row_is_one_person_up_to_120_percent(tmp_path, percent, persons):
    staff = school(tmp_path, PERCENT, percent)
    np.testing.assert_array_equal(staff.cells["headcount"], [persons])
    assert staff.fte_used == pytest.approx(percent / 100)


def test_persons_as_stated_times_the_percentage_and_one_where_none_is_stated(tmp_path):
    """0.5 * 4 and 0.5 * 1; 4 persons and 1."""
    staff = school(tmp_path, [*PERCENT, "Antall ansatte"], (50, 4), (50, ""))
    assert staff.fte_used == pytest.approx(2.5)
    assert staff.cells["headcount"].tolist() == [5.0]


def test_fte_goes_before_the_percentage_in_every_row_that_has_it(tmp_path):
    staff = school(tmp_path, ["Sektor", "Yrkeskode", "Årsverk", "Stillings-%"], (2, 50), ("", 50))
    assert staff.fte_used == pytest.approx(2.5)


def test_an_amount_below_zero_is_refused_and_no_part_of_what_was_read(tmp_path):
    staff = school(tmp_path, ["Sektor", "Yrkeskode", "Årsverk"], 3, -1, -1)
    (finding,) = staff.of("error")
    assert finding.kind == "negative_amount"
    assert finding.count == 2
    assert staff.fte_read == 3


@pytest.mark.parametrize(("amount", "wrong"), [(0, []), (1_000_000, []), (1_000_001, ["outside"])])
def test_the_limits_of_an_amount_are_allowed_themselves(tmp_path, amount, wrong):
    found = kinds(school(tmp_path, ["Sektor", "Yrkeskode", "Årsverk"], 3, amount))
    assert [kind for kind in found if kind != "more_than_residents"] == wrong


# Spreading, on tables made up for the test


@pytest.fixture
def tables(monkeypatch):
    """A and B work in schools of municipalities; D and E in no municipality; F is not known."""
    national = pd.DataFrame(
        [("A", "fte", 100.0), ("B", "fte", 300.0), ("D", "fte", 30.0), ("E", "fte", 10.0),
         ("D", "persons", 9000.0)],
        columns=["occupation", "measure", "value"],
    )  # fmt: skip
    seeds = pd.DataFrame(
        [("school", "A", 0.5, 0.2), ("culture", "A", 0.5, 0.8), ("school", "B", 0.1, 0.4)],
        columns=["sector", "occupation", "municipal_share", "sector_share"],
    )
    found = {"workforce/national_employment": national, "workforce/seeds": seeds}
    monkeypatch.setattr(spreading.catalogue, "table", found.__getitem__)


@pytest.mark.parametrize(
    ("codes", "sector", "expected"),
    [
        ("AB", "school", [10 / 22, 12 / 22]),  # 100 * 0.5 * 0.2 and 300 * 0.1 * 0.4
        ("AB", "culture", [1, 0]),
        ("AB", "fire_rescue", [50 / 80, 30 / 80]),  # neither is there: by municipal FTE
        ("DE", "school", [3 / 4, 1 / 4]),  # by national FTE
        ("FG", "school", [1 / 2, 1 / 2]),
    ],
)
@pytest.mark.usefixtures("tables")
def test_weights_use_the_nearest_that_is_known(codes, sector, expected):
    found = spread_weights(codes[::-1], sector)
    assert found.index.tolist() == list(codes)
    assert found.tolist() == pytest.approx(expected)


def rows(*cells):
    return pd.DataFrame(list(cells), columns=[*CELL, *AMOUNTS])


def as_dict(cells):
    return {tuple(row[:3]): row[3:] for row in cells.itertuples(index=False, name=None)}


@pytest.mark.usefixtures("tables")
def test_a_group_s_fte_and_persons_are_spread_alike_and_added_to_what_is_there():
    """22 FTE and 44 persons as 10 to 12, beside 1 FTE of B by 3 persons."""
    found, left = spread(
        rows(("m", "school", "A|B", 22.0, 44.0), ("m", "school", "B", 1.0, 3.0),
             ("m", "culture", "D", 0.0, 2.0))
    )  # fmt: skip
    assert as_dict(found) == {
        ("m", "school", "A"): pytest.approx((10, 20)),
        ("m", "school", "B"): pytest.approx((13, 27)),
    }
    assert left.empty


def test_fte_without_occupation_follow_the_fte_of_their_municipality_and_sector():
    """4 FTE by 8 persons as 6 to 2. School in n and culture in m are other places; where the
    persons of what is spread are not known, those of the sum are not either.
    """
    found, left = spread(
        rows(
            ("m", "school", "A", 6.0, 7.0),
            ("m", "school", "B", 2.0, 3.0),
            ("m", "school", "?", 4.0, 8.0),
            ("m", "culture", "A", 5.0, 6.0),
            ("n", "school", "A", 1.0, 2.0),
            ("n", "school", "?", 1.0, np.nan),
            ("n", "culture", "?", 9.0, 9.0),
        )
    )
    persons = found.set_index(CELL)["headcount"].isna()
    assert persons[persons].index.tolist() == [("n", "school", "A")]
    assert as_dict(found.fillna(-1)) == {
        ("m", "culture", "A"): pytest.approx((5, 6)),
        ("m", "school", "A"): pytest.approx((9, 13)),
        ("m", "school", "B"): pytest.approx((3, 5)),
        ("n", "school", "A"): pytest.approx((2, -1)),
    }
    assert as_dict(left) == {("n", "culture", "?"): (9, 9)}


def test_persons_of_a_sum_are_known_only_where_those_of_every_row_are():
    found, _ = spread(rows(("m", "school", "A", 1.0, 2.0), ("m", "school", "A", 1.0, np.nan)))
    assert found["fte"].tolist() == [2]
    assert found["headcount"].isna().all()


# Sums


@pytest.mark.parametrize(
    ("fte", "said", "fits"),
    [(100, 100.4, True), (100, 100.6, False), (100, 99.6, True), (2, 2.04, True), (2, 2.1, False)],
)
def test_a_sum_may_miss_by_half_a_percent_or_a_twentieth_of_an_fte(tmp_path, fte, said, fits):
    header = ["Sektor", "Yrkeskode", "Årsverk"]
    rows = [header, ["Skole", "2341", fte / 2], ["Skole", "2341", fte / 2], ["Sum", "", said]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103")
    assert staff.fte_used == fte
    assert kinds(staff) == ([] if fits else ["total_differs"])


def test_a_row_with_a_code_is_staff_whatever_its_title(tmp_path):
    header = ["Sektor", "Yrkeskode", "Stilling", "Årsverk"]
    rows = [header, ["Skole", "2341", "Lærer", 3], ["Skole", "2341", "Samlet skole", 4]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103")
    assert staff.fte_used == 7


def test_a_bare_amount_is_a_sum_of_the_staff_above_it_and_never_of_nothing(tmp_path):
    """A subtotal between does not count twice; a first row has nothing above it."""
    header = ["Sektor", "Yrkeskode", "Årsverk"]
    rows = [["Skole", "2341", 3], ["Sum skole", "", 3], ["Kultur", "2622", 2], ["", "", 5]]
    staff = read(write_xlsx(tmp_path / "a.xlsx", [header, *rows]), municipality="1103")
    assert staff.fte_used == 5
    assert kinds(staff) == []
    first = [header, ["", "", 0.04], *rows]
    staff = read(write_xlsx(tmp_path / "b.xlsx", first), municipality="1103")
    assert kinds(staff) == ["empty_cell", "no_occupation_given"]


@pytest.mark.parametrize(
    ("row", "error", "note"),
    [(["Skole", "2341", ""], ["empty_amount"], set()), (["Sum", "alle", ""], [], {"text_row"})],
)
def test_a_row_of_two_cells_that_lacks_its_amount_is_staff_unless_it_says_sum(
    tmp_path, row, error, note
):
    header = ["Sektor", "Yrkeskode", "Årsverk"]
    rows = [header, ["Skole", "2341", 3], row]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103")
    assert kinds(staff) == error
    assert {"text_row", "total_row"} & notes(staff) == note


@pytest.mark.parametrize(
    ("row", "kind"),
    [(["Skole", "Totalansvarlig", 2], "unknown_title"), (["Sektor", "Lærer", 2], "unknown_sector")],
)
def test_a_row_that_only_begins_like_a_sum_or_a_heading_is_staff(tmp_path, row, kind):
    header = ["Sektor", "Stilling", "Årsverk"]
    rows = [header, ["Skole", "Grunnskolelærere", 3], row]
    staff = read(write_xlsx(tmp_path / "a.xlsx", rows), municipality="1103")
    assert kind in kinds(staff)
    assert staff.fte_read == 5
