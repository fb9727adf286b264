"""What was found in a staff file: each with place, severity, and the FTE it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from autopot.errors import Problem
from autopot.messages import Message, Text, say, sentences, shown
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.kinds import KINDS, PERSONAL, Severity
from autopot.workforce.staff.our_names import OURS, OurNames
from autopot.workforce.staff.personal_files import hidden_path
from autopot.workforce.staff.personal_text import hidden

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One thing to know about a staff file.

    Parameters
    ----------
    kind : key of `kinds.KINDS`, which holds severity and words.
    values : what fills the places in the words.
    sheet : the sheet, if it is about one.
    rows : rows of the sheet's cells, from 0.
    column : column of the sheet's cells, from 0.
    fte : FTE of the rows, 0 if unknown.
    allowed : nearest allowed values, where there are any.
    counted : rows of the file it concerns, where `rows` does not list them all.
    """

    kind: str
    values: Mapping[str, str | float | Message] = field(default_factory=dict)
    sheet: Sheet | None = None
    rows: tuple[int, ...] = ()
    column: int | None = None
    fte: float = 0.0
    allowed: tuple[str, ...] = ()
    counted: int = 0

    @property
    def count(self) -> int:
        """How many rows of the file it concerns."""
        if self.counted or self.sheet is None:
            return self.counted or len(self.rows)
        return self.sheet.count(self.rows)

    @property
    def severity(self) -> Severity:
        """error, warning or note."""
        return KINDS[self.kind].severity

    def parts(self) -> tuple[Message, Text, Text]:
        """What was found, what is allowed, what to do."""
        kind = KINDS[self.kind]
        choices = self.suggested()
        first = next(iter(choices), "")
        filled: dict[str, Text | list[Text]] = {"allowed": choices, "first": first}
        filled |= {key: self._value(key, value) for key, value in self.values.items()}
        found = replace(kind.found, values=filled)
        allowed, remedy = (
            replace(part, values=filled) if isinstance(part, Message) else part
            for part in (kind.allowed, kind.remedy)
        )
        if "{first}" in getattr(remedy, "text", "") and not choices:
            remedy = ""
        if not shown(allowed) and "{allowed}" not in kind.found.text and choices:
            allowed = Message("{allowed}", {"allowed": choices})
        return found, allowed, remedy

    def text(self) -> tuple[str, str, str]:
        """The parts in the language that is spoken."""
        found, allowed, remedy = self.parts()
        return shown(found), shown(allowed), shown(remedy)

    def suggested(self) -> list[Text]:
        """What is allowed, one by one."""
        names = [hidden(name, True) for name in self.allowed]
        return [OurNames(name) for name in names] if "column" in self.values else list(names)

    def place(self, file: str) -> Text:
        """File, sheet, and the first cell with the number of rows."""
        file = hidden_path(file)
        if self.sheet is None:
            return file
        parts: list[Text] = [file]
        if self.sheet.name:
            parts.append(say("sheet {name!q}", name=hidden(self.sheet.name)))
        where = self._cell(self.sheet)
        if where:
            parts.append(where)
        if self.count > 1:
            parts.append(say("({count:,} rows)", count=self.count))
        return sentences(parts)

    def _cell(self, sheet: Sheet) -> Text:
        heading = "" if self.column is None else get_column_letter(self.column + 1)
        if not self.rows:
            return say("column {letters}", letters=heading) if heading else ""
        row = sheet.number(self.rows[0])
        if sheet.lettered and heading:
            return say("cell {cell}", cell=f"{heading}{row}")
        name = hidden(shown(self.values.get("heading", "")), True)
        if not name:
            return say("row {row}", row=row)
        return say("row {row} {heading}", row=row, heading=name)

    def problem(self, file: str) -> Problem:
        """The finding as an error message."""
        return Problem(self.place(file), *self.parts())

    @staticmethod
    def _value(key: str, value: str | float | Message) -> Text:
        if isinstance(value, Message):
            return value
        if isinstance(value, str):
            text = hidden(value, code=True)
            return OurNames(text) if key in OURS else text
        return _figure(value)


def _figure(value: float) -> Message:
    """A number with at most two decimals.

    >>> str(_figure(1234.50)), str(_figure(3))
    ('1,234.5', '3')
    """
    decimals = len(f"{value:.2f}".rstrip("0").partition(".")[2])
    return Message(f"{{value:,.{decimals}f}}", {"value": value})


def of_severity(findings: list[Finding], severity: Severity) -> list[Finding]:
    """The findings of one severity: personal data first, then most FTE first.

    Parameters
    ----------
    findings : in any order.
    severity : error, warning or note.
    """
    return sorted(
        (finding for finding in findings if finding.severity == severity),
        key=lambda finding: (finding.kind not in PERSONAL, -finding.fte),
    )
