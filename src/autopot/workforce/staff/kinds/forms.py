"""The form of a kind of finding: its severity and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from autopot.messages import Message, Text

Severity = Literal["error", "warning", "note"]

ALLOWED = Message("{allowed}")
"""Stands where a finding brings the allowed values itself."""


@dataclass(frozen=True)
class Kind:
    """Severity and words of one kind of finding; {names} are filled in from its values.

    Parameters
    ----------
    severity : error, warning or note.
    found : what stands in the file.
    allowed : what may stand there; empty if it does not apply.
    remedy : what to do; empty if nothing need be done.
    """

    severity: Severity
    found: Message
    allowed: Text = ""
    remedy: Text = ""


def error(found: Message, allowed: Text = "", remedy: Text = "") -> Kind:
    """What keeps the file from being used.

    Parameters
    ----------
    found, allowed, remedy : the words, as in `Kind`.
    """
    return Kind("error", found, allowed, remedy)


def warning(found: Message, allowed: Text = "", remedy: Text = "") -> Kind:
    """What may be wrong, and is used.

    Parameters
    ----------
    found, allowed, remedy : the words, as in `Kind`.
    """
    return Kind("warning", found, allowed, remedy)


def note(found: Message, allowed: Text = "", remedy: Text = "") -> Kind:
    """What was read in a way that the reader should know of.

    Parameters
    ----------
    found, allowed, remedy : the words, as in `Kind`.
    """
    return Kind("note", found, allowed, remedy)
