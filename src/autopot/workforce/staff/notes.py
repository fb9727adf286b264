"""What a reader of the result must know about the staff file, in a few lines."""

from __future__ import annotations

from dataclasses import replace

from autopot.workforce.staff.findings import Finding, Language, of_severity
from autopot.workforce.staff.ledger import ledger_line
from autopot.workforce.staff.plausible import plausibility
from autopot.workforce.staff.reading import StaffFile

SHOWN = ("zero_rows", "percent_as_share", "coding_summary")
SPREAD = ("group_spread", "unknown_spread", "nothing_spread")
MOST_WARNINGS = 12


def summary_notes(staff: StaffFile) -> list[tuple[str, str]]:
    """Notes for the result, (Norwegian, English): rows and FTE used, what was spread, warnings.

    Parameters
    ----------
    staff : a staff file without errors.
    """
    used = int(staff.rows.loc[staff.rows["left_out"] == "", "count"].sum())
    left = int(staff.rows["count"].sum()) - used
    fte = staff.fte_used
    notes = [
        (
            f"Egne tall fra {staff.name}: {_whole(used, 'nb')} rader og {_whole(fte, 'nb')} "
            f"årsverk er brukt, {_whole(left, 'nb')} rader er holdt utenfor (se autopot check)",
            f"Own figures from {staff.name}: {_whole(used, 'en')} rows and {_whole(fte, 'en')} FTE "
            f"are used, {_whole(left, 'en')} rows are left out (see autopot check)",
        )
    ]
    notes.append((ledger_line(staff.ledger, "nb"), ledger_line(staff.ledger, "en")))
    spread = sum(finding.fte for finding in staff.findings if finding.kind in SPREAD)
    if spread:
        notes.append(
            (
                f"{spread:.0f} årsverk uten nøyaktig yrke er fordelt på flere yrker",
                f"{spread:.0f} FTE without an exact occupation are spread over several",
            )
        )
    told = [finding for finding in staff.findings if finding.kind in SHOWN]
    warnings = of_severity([*staff.findings, *plausibility(staff)], "warning")
    notes += [(_line(f, "nb"), _line(f, "en")) for f in [*told, *warnings[:MOST_WARNINGS]]]
    if len(warnings) > MOST_WARNINGS:
        more = len(warnings) - MOST_WARNINGS
        notes.append((f"{more} advarsler til, se autopot check", f"{more} more warnings"))
    return notes


def _line(finding: Finding, language: Language) -> str:
    """What was found, in whole FTE: decimals would tell what the report rounds away."""
    whole = {k: v if isinstance(v, str) else round(v) for k, v in finding.values.items()}
    return replace(finding, values=whole).text(language)[0]


def _whole(value: float, language: Language) -> str:
    text = f"{value:,.0f}"
    return text.replace(",", "\u00a0") if language == "nb" else text
