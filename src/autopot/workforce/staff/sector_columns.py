"""The sector of every row that counts: by mapping, sector, function, unit, title or its staff."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.messages import Text, say
from autopot.workforce.staff.columns import Codes, Columns
from autopot.workforce.staff.counties import of_county, units_of_county
from autopot.workforce.staff.dates import no_dates
from autopot.workforce.staff.resolving import CodeAnswer, Resolved, resolve
from autopot.workforce.staff.sector_choice import Choice, choose_sectors
from autopot.workforce.staff.services import (
    function_decider,
    place_decider,
    sector_decider,
    unit_decider,
)
from autopot.workforce.staff.staff_sectors import by_staff

SERVICES = ("function", "unit", "unit_name")


@cache
def _names() -> dict[str, str]:
    """Sector -> its Norwegian name, as findings hold it."""
    sectors = catalogue.sectors()
    return dict(zip(sectors["sector"], sectors["name_nb"], strict=True))


class SectorColumns:
    """Reads the columns that say where a row's job is.

    Parameters
    ----------
    columns : the columns of the rows that count; what is found is told to them.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def read(self) -> Codes:
        """By mapping, sector, function or unit; a department by what else the row says."""
        sector_words, unit_words, title_words = sector_decider(), unit_decider(), place_decider()
        if self._columns.rules.county:
            unit_words = units_of_county(unit_words, sector_words)
            sector_words = of_county(sector_words, "unknown_sector")
            title_words = of_county(title_words, "")
        sector = self._columns.resolved("sector", no_dates(sector_words))
        function = self._columns.resolved("function", no_dates(function_decider()))
        unit = self._columns.resolved("unit", no_dates(unit_words, whole_years=True))
        name = self._columns.resolved("unit_name", unit_words, mapped_as="unit")
        title = resolve(self._columns.cells("title"), {}, title_words)
        guessed = np.full(len(self._columns.rows), False)
        for answer, _, at in sector.reports:
            guessed[at] = answer.kind == "sector_by_words"
        by_unit = np.where(unit.codes != "", unit.codes, name.codes)
        by_unit = np.where((by_unit == "") & guessed, sector.codes, by_unit)
        stated_sector = np.where(guessed, "", sector.codes).astype(object)
        mapped = self._mapped(("unit", unit), ("unit_name", name), ("function", function))
        choice = choose_sectors(mapped, stated_sector, function.codes, by_unit, title.codes)
        choice = self._by_staff(choice)
        self._tell_sectors(sector, function, choice)
        stated = (self._columns.cells("sector") != "") | (self._columns.cells("function") != "")
        for column, found in (("unit", unit), ("unit_name", name)):
            for answer, value, at in found.reports:
                use = choice.by[at] == "unit" if answer.code else choice.codes[at] == ""
                self._columns.tell_one(
                    answer, value, at[use & (bool(answer.code) | ~stated[at])], column
                )
        empty = (
            ~stated & (self._columns.cells("unit") == "") & (self._columns.cells("unit_name") == "")
        )
        column = next(
            (n for n in ("sector", "function") if n in self._columns.header.columns), "unit"
        )
        if column in self._columns.header.columns:
            values: dict[str, Text] = {"column": column, "name": say("Sector")}
            self._columns.report("empty_cell", column, empty, values)
        return choice.codes

    def _by_staff(self, choice: Choice) -> Choice:
        """Units whose names say no one sector, by the titles of their staff."""
        name, number = self._columns.cells("unit_name"), self._columns.cells("unit")
        unit = np.where(name != "", name, number)
        unstated = (self._columns.cells("sector") == "") | (choice.codes != "")
        units = np.where(unstated, unit, "").astype(object)
        codes, how = by_staff(
            choice.codes,
            self._columns.cells("title"),
            units,
            self._columns.fte,
            self._columns.rules.county,
        )
        column = "unit_name" if (name != "").any() else "unit"
        told = pd.DataFrame({"unit": unit, "sector": codes, "how": how})[how != ""]
        for (value, sector, by), rows in told.groupby(["unit", "sector", "how"]):
            answer = CodeAnswer(sector, f"sector_by_{by}", values={"sector": _names()[sector]})
            self._columns.tell_one(answer, str(value), rows.index.to_numpy(), column)
        return Choice(codes, np.where(how != "", how, choice.by).astype(object))

    def _mapped(self, *found: tuple[str, Resolved]) -> Codes:
        """Sectors that the planner chose for a unit or a function."""
        result = np.full(len(self._columns.rows), "", dtype=object)
        for column, resolved in found:
            chosen = self._columns.rules.mappings.get(
                "unit" if column == "unit_name" else column, {}
            )
            here = pd.Series(self._columns.cells(column)).isin(list(chosen)).to_numpy()
            result = np.where(here & (result == ""), resolved.codes, result)
        return result

    def _tell_sectors(self, sector: Resolved, function: Resolved, choice: Choice) -> None:
        for answer, value, at in sector.reports:
            by = choice.by[at]
            if answer.kind == "department":
                self._columns.tell_one(answer, value, at[by != "department"], "sector")
                spread = replace(answer, kind="department_spread")
                self._columns.tell_one(spread, value, at[by == "department"], "sector")
            elif answer.code:
                self._columns.tell_one(answer, value, at[by == "unit"], "sector")
            else:
                known = by != ""
                self._columns.tell_one(
                    CodeAnswer("", "sector_by_function"), value, at[known], "sector"
                )
                self._columns.tell_one(answer, value, at[~known], "sector")
        for answer, value, at in function.reports:
            use = at if answer.code else at[choice.codes[at] == ""]
            self._columns.tell_one(answer, value, use, "function")
        differs = (choice.by == "sector") & (function.codes != "")
        differs &= function.codes != sector.codes
        told = pd.DataFrame(
            {"value": self._columns.cells("function"), "by": function.codes, "stated": sector.codes}
        )[differs]
        for (value, by, stated), rows in told.groupby(["value", "by", "stated"]):
            values = {"sector": _names()[stated], "by_function": _names()[by]}
            answer = CodeAnswer(by, "sector_against_function", values=values)
            self._columns.tell_one(answer, str(value), rows.index.to_numpy(), "function")
