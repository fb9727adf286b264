"""The planner's own mapping of jobs: by one column, or by several together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TOGETHER = "+"
"""Between the columns of a key, and between its values: «title+sector», «Fagarbeider+school»."""

ALONE = ("occupation", "position_code", "title")
"""Columns that say something of the job alone, in the order they are asked."""


@dataclass
class Mapped:
    """A mapping, which remembers what of it was used.

    Parameters
    ----------
    fields : column or columns -> value or values -> occupation.
    used, met : (column or columns, value or values) of keys that decided a row, and of all keys
        that a row answered to.
    """

    fields: Mapping[str, Mapping[str, str]]
    used: set[tuple[str, str]] = field(default_factory=set)
    met: set[tuple[str, str]] = field(default_factory=set)

    def code(self, row: Mapping[str, str]) -> str:
        """The occupation of a row, by the key with most columns; empty where none is mapped.

        >>> both = {"title": {"Lærling": "5321"}, "title+sector": {"Lærling+school": "5311"}}
        >>> Mapped(both).code({"title": "Lærling", "sector": "school"})
        '5311'
        """
        chosen = ""
        for name in self._names():
            value = TOGETHER.join(row.get(part, "") for part in name.split(TOGETHER))
            code = self.fields[name].get(value, "")
            if code:
                self.met.add((name, value))
                if not chosen:
                    self.used.add((name, value))
                    chosen = code
        return chosen

    def overruled(self) -> list[tuple[str, str]]:
        """Keys that stand in the file and decided nothing."""
        return sorted(self.met - self.used)

    def _names(self) -> list[str]:
        several = [name for name in self.fields if TOGETHER in name]
        alone = [name for name in ALONE if name in self.fields]
        return [*sorted(several, key=lambda name: -name.count(TOGETHER)), *alone]
