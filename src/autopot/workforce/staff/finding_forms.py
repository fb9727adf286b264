"""The form of a kind of finding: its severity, and its words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Three = tuple[str, str, str]


@dataclass(frozen=True)
class Words:
    """Severity and words of one kind of finding; {names} are filled in."""

    severity: Literal["error", "warning", "note"]
    nb: Three
    en: Three


def error(nb: Three, en: Three) -> Words:
    return Words("error", nb, en)


def warning(nb: Three, en: Three) -> Words:
    return Words("warning", nb, en)


def note(nb: Three, en: Three) -> Words:
    return Words("note", nb, en)
