"""Rows of staff that are left out, or asked about: hidden, other times, repeats, leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from autopot.messages import Text
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.decisions import Decisions
from autopot.workforce.staff.employment import employment
from autopot.workforce.staff.findings import Finding
from autopot.workforce.staff.headings import Header
from autopot.workforce.staff.outliers import large_posts, mostly_large
from autopot.workforce.staff.periods import copies_column, latest, same_time, time_columns, times
from autopot.workforce.staff.repeats import repeated_rows, row_numbers, with_persons
from autopot.workforce.staff.shared_posts import shared_posts

MOST_TIMES_NAMED = 12
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Marks:
    """What was seen of rows before they were summed, where a row stands for several.

    Parameters
    ----------
    twice, block : (n,) as `repeated_rows` gives them.
    employment : leave, substitute, hourly, vacant, ended and gone -> (n,) rows.
    blank : (n,) rows whose cells of amounts are all empty.
    """

    twice: Mask
    block: Mask
    employment: Mapping[str, Mask]
    blank: Mask


@dataclass
class SetAside:
    """Decides of each row of staff whether it is left out; every rule sees what the others left.

    Parameters
    ----------
    sheet : personal columns already emptied.
    raw : the same with them; its content is compared, never copied.
    header, rows : where the columns are, and (n,) the rows of the cells.
    fte : (n,) FTE of each, NaN where there is none.
    reason : (n,) why the row is left out, "" where it is not; filled in.
    decisions : what the planner said.
    numbers : (rows of the sheet,) as `row_numbers` gives them, of the file before anything was
        hidden; None: of `raw`.
    marks : what the cells no longer tell, where a row stands for several.
    findings : what there is to say.
    """

    sheet: Sheet
    raw: Sheet
    header: Header
    rows: NDArray[np.int64]
    fte: NDArray[np.float64]
    reason: NDArray[np.object_]
    decisions: Decisions
    numbers: NDArray[np.int64] | None = None
    marks: Marks | None = None
    findings: list[Finding] = field(default_factory=list)

    def decide(self) -> None:
        """Apply every rule."""
        self.decide_shown()
        self._repeated()
        self._shared()
        self._employment()
        self._large()
        self._zero()

    def decide_shown(self) -> None:
        """Apply the rules that come before rows are compared."""
        self._hidden()
        self._other_times()

    def _open(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.reason == "")

    def _say(
        self,
        kind: str,
        at: NDArray[np.int64],
        column: int | None = None,
        allowed: tuple[str, ...] = (),
        **values: Text | float,
    ) -> None:
        if column is not None:
            values["heading"] = str(self.sheet.cells[self.header.row, column])
        where = tuple(int(row) for row in self.rows[at])
        count = self.sheet.count(where) if where else 0
        fte = float(np.nansum(self.fte[at]))
        told = {"count": count, "fte": fte, **values}
        self.findings.append(
            Finding(
                kind=kind,
                values=told,
                sheet=self.sheet,
                rows=where,
                column=column,
                fte=fte,
                allowed=allowed,
            )
        )

    def _hidden(self) -> None:
        """Rows hidden by hand or by a filter; a group that is folded up is no such row."""
        look = self.sheet.look
        if look is None or len(look.hidden_rows) != len(self.sheet.cells):
            return
        folded = look.outline[self.rows] > 0
        at = self._open()
        at = at[(look.hidden_rows[self.rows] & ~folded)[at] & (self.fte[at] > 0)]
        if not len(at):
            return
        choice = self.decisions.hidden_rows
        self._say("hidden_rows" if choice == "ask" else f"hidden_rows_{choice}", at)
        if choice != "keep":
            self.reason[at] = "hidden"

    def _other_times(self) -> None:
        columns = time_columns(self.sheet, self.header)
        copies = None if "period" in columns else self._copies()
        if copies is not None and copies not in columns.values():
            columns["period"] = copies
        for name, stated in (("year", self.decisions.year), ("period", self.decisions.period)):
            at = self._open()
            if not len(at) or (name not in columns and not stated):
                continue
            if name not in columns:
                self._say("no_time_column", at[:0], key=name, value=stated)
                continue
            column = columns[name]
            found = times(self.sheet, self.header, self.rows[at], column, name)
            texts = self.sheet.cells[self.rows[at], column] if found is None else found
            there = list(dict.fromkeys(str(text) for text in texts if text))
            if found is None and not stated:
                continue
            chosen = [text for text in there if same_time(stated, text)]
            if stated and not chosen:
                shown = tuple(there[:MOST_TIMES_NAMED])
                self._say("no_such_time", at[:0], column, shown, key=name, value=stated)
                continue
            last = chosen[0] if chosen else latest(there)
            out = at[texts != last]
            shown = tuple(sorted(there, key=lambda text: there.index(text))[:MOST_TIMES_NAMED])
            kind = "several_copies" if name == "period" and column == copies else "several_times"
            kind = "several_times_told" if stated else kind
            self._say(kind, out, column, shown, key=name, last=last, many=len(there))
            self.reason[out] = "other_time"

    def _copies(self) -> int | None:
        """The column that tells copies of the same staff apart, whatever it is called."""
        if self.decisions.as_register:
            return None
        at = self._open()
        return copies_column(self.raw, self.header, self.rows[at], self.fte[at])

    def _repeated(self) -> None:
        at = self._open()
        persons, blocks = self._twice(at)
        choice = self.decisions.duplicates
        for kind, which in (("duplicates", persons), ("repeated_block", blocks)):
            out = at[which]
            if not len(out):
                continue
            asked = choice == "ask" and np.nansum(self.fte[out]) > 0
            ending = "" if asked else "_keep" if choice == "keep" else "_drop"
            self._say(kind + ending, out)
            if choice != "keep":
                self.reason[out] = "duplicate"

    def _twice(self, at: NDArray[np.int64]) -> tuple[Mask, Mask]:
        if self.marks is not None:
            return self.marks.twice[at], self.marks.block[at]
        numbers = row_numbers(self.raw.cells) if self.numbers is None else self.numbers
        rows = self.rows[at]
        return repeated_rows(numbers[rows], with_persons(self.raw, self.header, rows))

    def _shared(self) -> None:
        """Posts divided between accounts; rows of a register are compared with none."""
        if self.decisions.as_register or self.marks is not None:
            return
        at = self._open()
        found = shared_posts(self.raw, self.header, self.rows[at], self.fte[at])
        if found:
            column, places, parts = found
            self._say("shared_posts", at[places], column, parts=parts)

    def _employment(self) -> None:
        at = self._open()
        found = (
            employment(self.raw, self.header, self.rows[at])
            if self.marks is None
            else {name: where[at] for name, where in self.marks.employment.items()}
        )
        nothing = np.isnan(self.fte[at]) & self._blank(at)
        hourly = nothing & found["hourly"]
        if hourly.any():
            self._say("hourly_without_amount", at[hourly])
            self.reason[at[hourly]] = "no_staff"
        if self.decisions.no_amount == "drop" and (nothing & ~hourly).any():
            self._say("no_amount_dropped", at[nothing & ~hourly])
            self.reason[at[nothing & ~hourly]] = "no_staff"
        self._left(at[found["gone"] & (self.fte[at] > 0)])
        some = (self.fte[at] > 0) & (self.reason[at] == "")
        leave, substitute = (at[found[name] & some] for name in ("leave", "substitute"))
        choice = self.decisions.leave
        dropped = {"drop_leave": leave, "drop_substitutes": substitute}.get(choice, at[:0])
        if len(dropped):
            self._say(f"{choice}_told", dropped)
            self.reason[dropped] = "leave"
        elif len(leave) and len(substitute) and choice == "ask":
            fte = float(np.nansum(self.fte[substitute]))
            many = self.sheet.count(tuple(self.rows[substitute]))
            self._say("leave_and_substitutes", leave, vikarer=many, fte_vikar=fte)
        for kind, name in (("vacant_posts", "vacant"), ("ended_posts", "ended")):
            where = at[found[name] & some]
            if len(where):
                self._say(kind, where)
        if choice == "ask" and not (len(leave) and len(substitute)):
            for kind, where in (("on_leave", leave), ("substitutes", substitute)):
                if len(where):
                    self._say(kind, where)

    def _left(self, at: NDArray[np.int64]) -> None:
        """Rows of persons who no longer work here."""
        if len(at):
            choice = self.decisions.left
            self._say("left" if choice == "ask" else f"left_{choice}", at)
            if choice == "drop":
                self.reason[at] = "left"

    def _large(self) -> None:
        """Rows of one person with the FTE of several; rows of a register stand for several."""
        if self.decisions.as_register:
            return
        at = self._open()
        column = self.header.columns.get("fte", self.header.columns.get("percent"))
        for kind, rule in (("large_posts", mostly_large), ("large_post", large_posts)):
            out = at[rule(self.raw, self.header, self.rows[at], self.fte[at])]
            if len(out):
                self._say(kind, out, column, most=float(self.fte[out].max()))
                self.reason[out] = "large_post"
                return

    def _blank(self, at: NDArray[np.int64]) -> Mask:
        """Rows whose cells of amounts are all empty."""
        if self.marks is not None:
            return self.marks.blank[at]
        names = [self.header.columns[n] for n in ("fte", "percent") if n in self.header.columns]
        blank: Mask = (self.sheet.cells[self.rows[at]][:, names] == "").all(axis=1)
        return blank

    def _zero(self) -> None:
        zero = self._open()
        zero = zero[self.fte[zero] == 0]
        if len(zero):
            self._say("zero_rows", zero)
            self.reason[zero] = "no_staff"
