"""The code columns of the rows that count, as our codes, with what there is to say of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot import catalogue
from autopot.messages import Text, say
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.columns import Codes, Columns
from autopot.workforce.staff.counties import county_decider
from autopot.workforce.staff.dates import no_dates
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.occupation_columns import OccupationColumns
from autopot.workforce.staff.places import SHOWN, municipality_decider
from autopot.workforce.staff.resolving import Decide, resolve
from autopot.workforce.staff.sector_columns import SERVICES, SectorColumns
from autopot.workforce.staff.totals import JOBS
from autopot.workforce.staff.words import meaning


def other_municipalities(sheet: Sheet, header: Header) -> list[int]:
    """Columns that say the municipality beside the one that is read.

    Parameters
    ----------
    sheet, header : the sheet and its columns.

    Returns
    -------
    Columns of the sheet, from 0; none where no municipality is read.
    """
    if "municipality" not in header.columns:
        return []
    words = header.words(sheet, header.ignored)
    return [column for column, word in words.items() if meaning(word)[0] == "municipality"]


def read_codes(
    columns: Columns, wrong_amount: NDArray[np.bool_]
) -> tuple[pd.DataFrame, list[Finding]]:
    """The code columns as our codes.

    Parameters
    ----------
    columns : of the rows that count.
    wrong_amount : (n,) whether a row's amount is wrong.

    Returns
    -------
    The rows as in `SheetRows`, and what was found.
    """
    municipality = _municipality(columns)
    sector = SectorColumns(columns).read()
    occupation, confidence = OccupationColumns(columns).read(sector)
    empty = np.isnan(columns.fte) & ~wrong_amount
    amount = next((n for n in ("fte", "percent") if n in columns.header.columns), "fte")
    columns.report("empty_amount", amount, empty, {"column": amount})
    no_amount = np.isnan(columns.fte) | wrong_amount
    left_out = np.select(
        [no_amount, municipality == "", sector == "", occupation == ""],
        ["amount", *(_why(columns, n) for n in ("municipality", "sector", "occupation"))],
        "",
    )
    rows = pd.DataFrame(
        {
            "row": columns.rows,
            "municipality": municipality,
            "sector": sector,
            "occupation": occupation,
            "fte": columns.fte,
            "confidence": confidence,
            "title": columns.cells("title"),
            "left_out": left_out.astype(object),
        }
    )
    return rows, columns.findings


def _why(columns: Columns, name: str) -> Codes:
    """What a row without a code lacks: a code for its value, or any value."""
    of_name = {"sector": (*SERVICES, "sector"), "occupation": JOBS}.get(name, (name,))
    stated = np.any([columns.cells(column) != "" for column in of_name], axis=0)
    return np.where(stated, name, "empty").astype(object)


def _municipality(columns: Columns) -> Codes:
    found = columns.resolved("municipality", no_dates(_employer(columns), digits=4))
    columns.tell(found, "municipality")
    _tell_other_names(columns, found.codes)
    empty = columns.cells("municipality") == ""
    if columns.rules.municipality:
        _tell_unused(columns, found.codes, empty)
        return np.where(empty, columns.rules.municipality, found.codes)
    if "municipality" in columns.header.columns:
        values: dict[str, Text] = {"column": "municipality", "name": say("Municipality")}
        columns.report("empty_cell", "municipality", empty, values)
    return found.codes


def _employer(columns: Columns) -> Decide:
    decider = county_decider if columns.rules.county else municipality_decider
    return decider(columns.rules.codes.changes)


def _tell_unused(columns: Columns, codes: Codes, empty: NDArray[np.bool_]) -> None:
    """A municipality that was stated, and that no row is of, for the file says others."""
    stated = columns.rules.municipality
    there = sorted(set(codes[~empty & (codes != "")]))
    if not there or empty.any() or stated in there:
        return
    table = catalogue.employers()
    names = dict(zip(table["municipality"], table["name"], strict=True))
    used = ", ".join(f"{code} {names[code]}" for code in there[:SHOWN])
    values: dict[str, Text] = {
        "stated": f"{stated} {names[stated]}",
        "used": used + (", …" if len(there) > SHOWN else ""),
    }
    at = np.flatnonzero(codes != "")
    columns.add("stated_municipality_unused", values, at, "municipality", ())


def _tell_other_names(columns: Columns, codes: Codes) -> None:
    """Names of municipalities in columns beside that of the number, which say another."""
    decide = _employer(columns)
    for column in other_municipalities(columns.sheet, columns.header):
        cells = columns.sheet.cells[columns.rows, column]
        named = resolve(cells, {}, decide).codes
        differs = (named != "") & (codes != "") & (named != codes)
        pairs = pd.DataFrame({"value": cells, "number": codes})[differs]
        for (value, number), rows in pairs.groupby(["value", "number"]):
            values = {"value": str(value), "number": str(number), "column": "municipality"}
            at = rows.index.to_numpy()
            columns.add("municipality_name_differs", values, at, "municipality", ())
