"""What a reader of the result must know about the staff file, in a few lines."""

from __future__ import annotations

from dataclasses import replace

from autopot.messages import Message, say, say_many
from autopot.workforce.staff.findings import Finding, of_severity
from autopot.workforce.staff.ledger import ledger_line
from autopot.workforce.staff.plausible import plausibility
from autopot.workforce.staff.reading import StaffFile

SHOWN = ("zero_rows", "percent_as_share", "coding_summary")
SPREAD = ("group_spread", "unknown_spread", "nothing_spread")
MOST_WARNINGS = 12


def summary_notes(staff: StaffFile, label: str | None = None) -> list[Message]:
    """Notes for the result: rows and FTE used, what was spread, warnings.

    Parameters
    ----------
    staff : a staff file without errors; its name is not told, since the result may be passed on.
    label : what the user calls these staff.
    """
    used = int(staff.rows.loc[staff.rows["left_out"] == "", "count"].sum())
    left = int(staff.rows["count"].sum()) - used
    notes: list[Message] = [
        say(
            "Own figures from {staff}: {rows} and {fte:,.0f} FTE are used, {left} (see autopot "
            "check)",
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
    told = [finding for finding in staff.findings if finding.kind in SHOWN]
    warnings = of_severity([*staff.findings, *plausibility(staff)], "warning")
    notes += [_line(finding) for finding in [*told, *warnings[:MOST_WARNINGS]]]
    if len(warnings) > MOST_WARNINGS:
        more = len(warnings) - MOST_WARNINGS
        notes.append(
            say_many(
                "1 more warning, see autopot check",
                "{count:,} more warnings, see autopot check",
                count=more,
            )
        )
    return notes


def _line(finding: Finding) -> Message:
    """What was found, in whole FTE: decimals would tell what the report rounds away."""
    whole = {k: round(v) if isinstance(v, float) else v for k, v in finding.values.items()}
    return replace(finding, values=whole).parts()[0]
