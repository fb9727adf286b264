"""What was found in a staff file: each with place, severity, and the FTE it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.utils import get_column_letter

from autopot.errors import Problem
from autopot.messages import language
from autopot.workforce.staff.cells import Sheet
from autopot.workforce.staff.finding_forms import Words
from autopot.workforce.staff.finding_words import KINDS, PERSONAL
from autopot.workforce.staff.our_names import OURS, in_english
from autopot.workforce.staff.personal_text import hidden

Severity = Literal["error", "warning", "note"]
Language = Literal["nb", "en"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
NORWEGIAN = str.maketrans({",": "\u00a0", ".": ","})


def spoken() -> Language:
    """The language that findings are told in here: bokmål also where nynorsk is spoken."""
    return "en" if language() == "en" else "nb"


ROWS_WORD = {"nb": ("rader", "rad"), "en": ("rows", "row")}


@dataclass(frozen=True)
class Finding:
    """One thing to know about a staff file.

    Parameters
    ----------
    kind : key of `finding_words.KINDS`, which holds severity and words.
    values : what fills the places in the words; numbers are written in the language's form.
    sheet : the sheet, if it is about one.
    rows : rows of the sheet's cells, from 0.
    column : column of the sheet's cells, from 0.
    fte : FTE of the rows, 0 if unknown.
    allowed : nearest allowed values, where there are any.
    counted : rows of the file it concerns, where `rows` does not list them all.
    """

    kind: str
    values: Mapping[str, str | float] = field(default_factory=dict)
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

    def text(self, language: Language) -> tuple[str, str, str]:
        """What was found, what is allowed, what to do."""
        words: Words = KINDS[self.kind]
        found, allowed, remedy = words.nb if language == "nb" else words.en
        choices = self.suggested(language)
        names = ", ".join(choices)
        shown = {key: _shown(value, language) for key, value in self.values.items()}
        if language == "en":
            shown |= {key: in_english(shown[key]) for key in OURS if key in shown}
        filled = {**shown, "allowed": names, "first": next(iter(choices), "")}
        if "{first}" in remedy and not self.allowed:
            remedy = ""
        parts = [part.format_map(filled) for part in (found, allowed, remedy)]
        if not parts[1] and "{allowed}" not in found:
            parts[1] = names
        return parts[0], parts[1], parts[2]

    def suggested(self, language: Language) -> list[str]:
        """What is allowed, one by one; names of our own codes in the language."""
        names = [hidden(name, True) for name in self.allowed]
        ours = language == "en" and "column" in self.values
        return [in_english(name) for name in names] if ours else names

    def place(self, file: str, language: Language) -> str:
        """File, sheet, and the first cell with the number of rows."""
        file = hidden(file)
        if self.sheet is None:
            return file
        parts = [file]
        if self.sheet.name:
            name = hidden(self.sheet.name)
            parts.append(f"ark «{name}»" if language == "nb" else f"sheet '{name}'")
        where = self._cell(language)
        if where:
            parts.append(where)
        if self.count > 1:
            many = ROWS_WORD[language][0]
            parts.append(f"({self.count} {many})")
        return " ".join(parts)

    def _cell(self, language: Language) -> str:
        sheet = self.sheet
        if sheet is None:
            return ""
        heading = "" if self.column is None else get_column_letter(self.column + 1)
        if not self.rows:
            return ("kolonne " if language == "nb" else "column ") + heading if heading else ""
        row = sheet.number(self.rows[0])
        if sheet.lettered and heading:
            return f"{'celle' if language == 'nb' else 'cell'} {heading}{row}"
        name = hidden(str(self.values.get("heading", "")), True)
        return " ".join(part for part in (ROWS_WORD[language][1], str(row), name) if part)

    def problem(self, file: str, language: Language) -> Problem:
        """The finding as an error message."""
        found, allowed, remedy = self.text(language)
        return Problem(self.place(file, language), found, allowed, remedy)


def _shown(value: str | float, language: Language) -> str:
    """A number with at most two decimals, in the language's form; text as it is."""
    if isinstance(value, str):
        return hidden(value, code=True)
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(NORWEGIAN) if language == "nb" else text


def of_severity(findings: list[Finding], severity: Severity) -> list[Finding]:
    """The findings of one severity: personal data first, then most FTE first."""
    return sorted(
        (finding for finding in findings if finding.severity == severity),
        key=lambda finding: (finding.kind not in PERSONAL, -finding.fte),
    )
