"""Checks of staff files and registers, and rebuilt workforces, on a terminal of 80 columns."""

from __future__ import annotations

from autopot.api import aggregate, build_workforce, check_staff
from autopot.messages import speaking
from support.staff_files import write_csv
from test_tables import printed

CARE = "Helse og omsorg"
TOWNS = {
    "Stavanger": "11234,5",
    "Sola": "12345,6",
    "Time": "13456,7",
    "Gjesdal": "14567,8",
    "Klepp": "15678,9",
}


def whole(tables) -> list[str]:
    """The lines at 80 columns in bokmål; none is wider."""
    with speaking("nb"):
        lines = [line.replace("\xa0", " ") for line in printed(tables, 80)]
    assert max(map(len, lines)) <= 80
    return lines


def test_five_municipalities_side_by_side(tmp_path):
    """The sum of the five by hand: 67,283.5."""
    rows = [[town, CARE, "2223", fte] for town, fte in TOWNS.items()]
    header = ["Kommune", "Sektor", "Yrkeskode", "Årsverk"]
    found = check_staff(write_csv(tmp_path / "a.csv", [header, *rows]))
    text = "\n".join(whole(found.tables()))
    for figure in TOWNS.values():
        assert f"{figure[:2]} {figure[2:]}" in text
    assert text.count("67 283,5") == 4  # twice in the ledger, in the sector, in all sectors


def test_every_figure_of_registers(tmp_path):
    header = ["År", "Kommune", "KOSTRA-funksjon", "Yrkeskode", "Årsverk"]
    rows = [[year, "1103", "202", "2341", "12345"] for year in ("2023", "2024") for _ in range(2)]
    file = write_csv(tmp_path / "lønn.csv", [header, *rows])
    lines = whole(aggregate([file]).tables())
    for year in ("2023", "2024"):
        (line,) = [line for line in lines if year in line]
        assert line.count("24 690") == 2
        assert line.startswith(file.name)


def test_every_margin_of_a_rebuilt_workforce(tmp_path):
    built = build_workforce("storby-2019", tmp_path / "built")
    text = "\n".join(whole(built.tables()))
    shown = built.tables()[0].frame
    for margin, high in zip(shown["margin"], shown["fte_margin_high"], strict=True):
        assert margin in text
        if high >= 100_000:
            assert f"{round(high / 100) * 100:,}".replace(",", " ") in text
    assert built.unchanged
