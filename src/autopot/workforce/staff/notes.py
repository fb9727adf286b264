"""What a reader of the result must know about the staff file, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autopot.messages import Message, say, say_many
from autopot.workforce.staff.findings import Finding, of_severity
from autopot.workforce.staff.kinds import KINDS
from autopot.workforce.staff.ledger import ledger_line
from autopot.workforce.staff.reading import StaffFile

SHOWN = ("zero_rows", "percent_as_share", "coding_summary")
SIZE = ("far_from_published", "far_from_estimate")
"""Findings of how large all of the staff are, which tell nothing of a few."""

SPREAD = ("group_spread", "unknown_spread", "nothing_spread")
MOST_WARNINGS = 12


def summary_notes(
    staff: StaffFile, plausible: Sequence[Finding], label: str | None = None
) -> list[Message]:
    """Notes for the result: rows and FTE used, and what was spread.

    Parameters
    ----------
    staff : a staff file without errors; its name is not told, since the result may be passed on.
    plausible : as from `plausibility` of the same file.
    label : what the user calls these staff.
    """
    used = int(staff.rows.loc[staff.rows["left_out"] == "", "count"].sum())
    left = int(staff.rows["count"].sum()) - used
    notes: list[Message] = [
        say(
            "Own figures from {staff}: {rows} and {fte:,.0f} FTE are used, {left} (the "
            "check of the file tells which)",
            staff=label or say("the staff file"),
            rows=say_many("1 row", "{count:,} rows", count=used),
            fte=staff.fte_used,
            left=say_many("1 row is left out", "{count:,} rows are left out", count=left),
        ),
        ledger_line(staff.ledger),
    ]
    spread = sum(finding.fte for finding in staff.findings if finding.kind in SPREAD)
    if spread:
        notes.append(
            say(
                "{fte:,.0f} FTE without an exact occupation are spread over several occupations",
                fte=spread,
            )
        )
    found = [finding for finding in staff.findings if finding.kind in SHOWN]
    found += [finding for finding in plausible if finding.kind in SIZE]
    return notes + [_line(finding) for finding in found]


def size_notes(notes: Sequence[Message]) -> list[Message]:
    """Those of the notes that say that the staff are far from what is known of the municipality.

    Parameters
    ----------
    notes : as from `summary_notes`, among others.
    """
    said = {KINDS[kind].found.text for kind in SIZE}
    return [note for note in notes if note.text in said]


def warning_notes(staff: StaffFile, plausible: Sequence[Finding]) -> list[Message]:
    """Every warning about a staff file, which may tell the FTE of a few.

    Parameters
    ----------
    staff, plausible : as for `summary_notes`.
    """
    warnings = of_severity([*staff.findings, *plausible], "warning")
    return [_line(finding) for finding in warnings if finding.kind not in SIZE]


def first_warnings(warnings: Sequence[Message], most: int = MOST_WARNINGS) -> list[Message]:
    """As many warnings as there is room for, and how many more there are.

    Parameters
    ----------
    warnings : as from `warning_notes`.
    most : how many are told; 0 where they may tell the FTE of a few.
    """
    more = len(warnings) - most
    if more <= 0:
        return list(warnings)
    rest = say_many(
        "1 more warning, see the check of the file",
        "{count:,} more warnings, see the check of the file",
        count=more,
    )
    return [*warnings[:most], rest]


def _line(finding: Finding) -> Message:
    """What was found, in whole FTE: decimals would tell what the report rounds away."""
    whole = {k: round(v) if isinstance(v, float) else v for k, v in finding.values.items()}
    return replace(finding, values=whole).parts()[0]
