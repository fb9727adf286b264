"""Numbers and personal data in staff files."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot.workforce.staff.numbers import parse_numbers
from autopot.workforce.staff.personal import birth_numbers


def cells(*texts: str) -> np.ndarray:
    return np.array(texts, dtype=object)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (("1 234,5", "0,8"), (1234.5, 0.8)),
        (("1\u00a0234,5", "1\u202f000"), (1234.5, 1000)),
        (("1.234,5", "12.000"), (1234.5, 12000)),
        (("1,234.5", "12,000"), (1234.5, 12000)),
        (("0.125", "1.250"), (0.125, 1.25)),  # 0.125 shows that the point is the decimal sign
        (("1.234.567", "1.234"), (1234567, 1234)),
        (("80 %", "62,5%"), (80, 62.5)),
        (("\u2212" + "3", "-4,5"), (-3, -4.5)),
        (("0,5", "0.5"), (0.5, 0.5)),
        (("1e3", "850"), (1000, 850)),
        ((".5", "5."), (0.5, 5)),
    ],
)
def test_signs_are_read_as_the_column_shows(column, values):
    read = parse_numbers(cells(*column), "auto")
    assert read.values.tolist() == pytest.approx(list(values))
    assert not read.bad.any()
    assert not read.unclear.any()


def test_a_number_that_can_be_read_in_two_ways_is_not_guessed():
    read = parse_numbers(cells("1.234", "850", ""), "auto")
    assert read.unclear.tolist() == [True, False, False]
    assert np.isnan(read.values[0])
    both = parse_numbers(cells("0,5", "0.5", "1.234"), "auto")  # the column says both
    assert both.unclear.tolist() == [False, False, True]
    assert not both.bad.any()
    assert parse_numbers(cells("1.234", "850"), "point").values[0] == 1.234
    assert parse_numbers(cells("1.234", "850"), "comma").values[0] == 1234


@pytest.mark.parametrize(
    "text", ["x", "1,2,3", "12.34.5", "1.23,4,5", "--3", "nan", "inf", "1 %%x"]
)
def test_what_is_no_number_is_marked(text):
    read = parse_numbers(cells(text, "0,5"), "auto")
    assert read.bad.tolist() == [True, False]


def norwegian(value: float) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",")


def dotted(value: float) -> str:
    return f"{value:,.2f}".replace(",", "x").replace(".", ",").replace("x", ".")


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=20),
    st.sampled_from([norwegian, dotted, "{:,.2f}".format, "{:.2f}".format]),
)
def test_numbers_written_in_one_style_are_read_back(hundredths, style):
    values = [number / 100 for number in hundredths]
    read = parse_numbers(cells(*(style(value) for value in values)), "auto")
    assert read.values.tolist() == pytest.approx(values)


def control_digits(nine: list[int]) -> list[int] | None:
    """The two last digits of a birth number, by their definition; None where there are none."""
    first = -sum(d * w for d, w in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
    ten = [*nine, first]
    second = -sum(d * w for d, w in zip(ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return None if 10 in (first, second) else [first, second]


@given(
    day=st.integers(1, 28),
    month=st.integers(1, 12),
    shift=st.sampled_from([(0, 0), (40, 0), (0, 40), (0, 80)]),
    rest=st.integers(0, 99_999),
)
def test_birth_numbers_are_recognised_in_every_form(day, month, shift, rest):
    nine = [int(c) for c in f"{day + shift[0]:02d}{month + shift[1]:02d}{rest:05d}"]
    control = control_digits(nine)
    if control is None:
        return
    number = "".join(map(str, nine + control))
    spaced = f"{number[:6]} {number[6:]}"
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    found = birth_numbers(np.array([[number, spaced], [wrong, number.lstrip("0")]], dtype=object))
    assert found.tolist() == [[True, True], [False, True]] or len(number.lstrip("0")) < 10


def test_codes_and_amounts_are_no_birth_numbers():
    assert not birth_numbers(cells("2223", "3231123", "0301", "1 234,5", "12345678901234")).any()
