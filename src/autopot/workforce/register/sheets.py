"""One year of a register as a sheet: odd rows one by one, the others summed, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.workforce.register.amounts import UNIT, Sets
from autopot.workforce.register.layout import Layout, with_top
from autopot.workforce.register.repeats import BLOCK, PERSON
from autopot.workforce.staff.amounts import Amounts
from autopot.workforce.staff.cells import Sheet, text_kinds
from autopot.workforce.staff.choosing import Options
from autopot.workforce.staff.employment import NAMES
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header, find_header
from autopot.workforce.staff.mending import mended
from autopot.workforce.staff.rows import NO_SET, Summed
from autopot.workforce.staff.set_aside import Marks
from autopot.workforce.staff.values import Typed, cell_text

FILLED = "·"
"""Stands in a cell that is filled, where nothing reads it."""

COLUMNS = ("segment", "first", "n", "kind", "blank", "fte", "persons", "twice", "set", *NAMES)


@dataclass(frozen=True)
class SheetOfYear:
    """The rows of a year.

    Parameters
    ----------
    sheet : headings, and below them each odd row and each sum of others.
    layout : of the register.
    summed : amounts and marks of the rows below the headings.
    rows : of the register, the first that each stands for.
    single : whether it is an odd row, which stands for itself.
    """

    sheet: Sheet
    layout: Layout
    summed: Summed
    rows: NDArray[np.int64]
    single: NDArray[np.bool_]

    def header(self, options: Options) -> tuple[Header, list[Finding]]:
        """The header of the sheet, and what to say of it."""
        header, told = find_header(self.sheet, options.headings(), options.profile)
        known = self.layout.header
        return header if header and header.columns == known.columns else known, told


def sheet_of_year(
    layout: Layout,
    year: str | None,
    strange: pd.DataFrame | None,
    groups: pd.DataFrame | None,
    sets: Sets,
) -> SheetOfYear:
    """Put the rows of a year together.

    Parameters
    ----------
    layout : of the register.
    year : the value in the column of the year.
    strange, groups : odd rows and sums of the others, as `summing` gives them; None: there are
        none.
    sets : the amounts of the year.
    """
    width = layout.top.cells.shape[1]
    strange = _some(strange, layout, range(width))
    groups = _some(groups, layout, layout.grouped)
    cells = np.concatenate([_odd_cells(layout, strange), _summed_cells(layout, year, groups)])
    own = strange.assign(
        segment=strange.index + 1,
        first=strange["row"],
        n=1,
        set=np.searchsorted(sets.ids, strange["id"].to_numpy(np.int64)) + len(layout.top.cells),
        **{n: strange[n].astype(float) / UNIT for n in ("fte", "persons", *layout.stated)},
    )
    parts = [_marked(frame, layout) for frame in (own, groups) if len(frame)]
    both = pd.concat(parts or [_marked(own, layout)])
    both = both.reset_index(drop=True).assign(sum=np.arange(len(both)) >= len(own))
    both = both.sort_values(["segment", "sum", "first"], kind="stable")
    below = Typed(cells, text_kinds(cells), np.full(cells.shape, np.nan)).at(both.index)
    first = both["first"].to_numpy(np.int64)
    top = _wider(layout.top) if layout.fields else layout.top
    sheet = with_top(top, below, both["n"].to_numpy(), first, layout.start)
    if layout.fields and top.lengths is not None:
        own_lengths = pd.concat([strange["fields"], pd.Series([layout.fields] * len(groups))])
        lengths = own_lengths.to_numpy(np.int64)[both.index]
        sheet = replace(sheet, lengths=np.concatenate([top.lengths, lengths]))
    kind = both["kind"].astype(str)
    amounts = Amounts(
        both["fte"].to_numpy(float),
        both["persons"].to_numpy(float),
        sets.findings,
        kind.str.startswith("wrong").to_numpy(bool),
    )
    twice = both["twice"].to_numpy(np.int64)
    marks = Marks(
        twice == PERSON,
        twice == BLOCK,
        {name: both[name].to_numpy(bool) for name in NAMES},
        both["blank"].to_numpy(bool),
    )
    single = ~both["sum"].to_numpy(bool)
    stated = both[layout.stated].to_numpy(float)
    summed = Summed(amounts, stated, marks, both["set"].to_numpy(np.int64))
    return SheetOfYear(sheet=mended(sheet), layout=layout, summed=summed, rows=first, single=single)


def _some(frame: pd.DataFrame | None, layout: Layout, numbers: Sequence[int]) -> pd.DataFrame:
    """The frame, or one without rows."""
    if frame is not None:
        return frame
    names = [*COLUMNS, *layout.stated, "row", "id", "fields", "beyond", *(f"c{n}" for n in numbers)]
    return pd.DataFrame({name: pd.Series(dtype=object) for name in names})


def _marked(frame: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """The columns of both kinds of rows, with marks that nobody looked for."""
    missing: dict[str, int] = {name: 0 for name in (*NAMES, "twice") if name not in frame}
    missing |= {} if "set" in frame else {"set": NO_SET}
    return frame.assign(**missing)[[*COLUMNS, *layout.stated]]


def _odd_cells(layout: Layout, strange: pd.DataFrame) -> NDArray[np.object_]:
    """Cells of rows as they stand; one more at the end where a line is longer than the headings."""
    width = layout.top.cells.shape[1]
    cells = np.full((len(strange), width + (layout.fields > 0)), "", dtype=object)
    for number in range(width):
        cells[:, number] = [cell_text(value) for value in strange[f"c{number}"]]
    if layout.fields:
        cells[strange["beyond"].to_numpy(bool), width] = FILLED
    if layout.period is not None and "t" not in strange:
        cells[:, layout.period] = ""
    return cells


def _summed_cells(layout: Layout, year: str | None, groups: pd.DataFrame) -> NDArray[np.object_]:
    """Codes and times of the sums, and something where amounts were."""
    width = layout.top.cells.shape[1]
    cells = np.full((len(groups), width + (layout.fields > 0)), "", dtype=object)
    for number in layout.grouped:
        cells[:, number] = groups[f"c{number}"]
    cells[:, layout.amounts[0]] = FILLED
    if layout.year is not None:
        cells[:, layout.year] = year or ""
    if layout.period is not None and "t" in groups:
        cells[:, layout.period] = groups["t"]
    return cells


def _wider(top: Sheet) -> Sheet:
    """The headings with an empty column at the end."""
    empty = np.full((len(top.cells), 1), "", dtype=object)
    return replace(
        top,
        cells=np.hstack([top.cells, empty]),
        kinds=np.hstack([top.kinds, text_kinds(empty)]),
        values=np.hstack([top.values, np.full(empty.shape, np.nan)]),
    )
