"""What a check says: sentences, ledger, staff by sector, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from autopot import catalogue
from autopot.messages import say, say_in, shown, told
from autopot.messages.numbers import localised
from autopot.tables import Table, TableColumn, column
from autopot.tables.names import names
from autopot.workforce.staff import SEVERITIES, Finding
from autopot.workforce.staff.ledger import BUCKET_WORDS, ledger_total

SEVERITY = {"error": say("Error"), "warning": say("Warning"), "note": say_in("finding", "Note")}
SEVERAL = {"error": say("Errors"), "warning": say("Warnings"), "note": say("Notes")}
"""The same of several."""

MOST_TOWNS = 5


def check_lines(name: str, findings: Sequence[Finding], totals: Mapping[str, float]) -> list[str]:
    """What was read, what is used, and what to do next.

    Parameters
    ----------
    name : of the file.
    findings : everything found.
    totals : rows and FTE before and after.
    """
    counts = {s: sum(f.severity == s for f in findings) for s in SEVERITIES}
    figures = {key: _number(value) for key, value in totals.items()}
    next_step = say("The file can be run: autopot run, or workforce.file in a scenario.")
    if counts["error"]:
        next_step = say("The file cannot be run before the errors are mended.")
    lines = (
        say("Check of {name}", name=name),
        say("Rows read: {rows_read}, in all {fte_read} FTE.", **figures),
        say(
            "Rows used: {rows_used}, in all {fte_used} FTE. Left out: {rows_no_staff} "
            "(see the ledger) and {rows_refused} with errors.",
            **figures,
        ),
        say(
            "Errors: {error:,}. Warnings: {warning:,}. Notes: {note:,}. {next_step}",
            **counts,
            next_step=next_step,
        ),
    )
    return [str(line) for line in lines]


def _number(value: float) -> str:
    """A number with one decimal, whole where it counts."""
    return localised(f"{value:,.1f}" if isinstance(value, float) else f"{value:,}")


def ledger_table(ledger: pd.DataFrame, in_whole: bool = False) -> Table:
    """Each bucket of a staff file that holds anything, and all of them.

    Parameters
    ----------
    ledger : bucket, rows, fte.
    in_whole : whether FTE are whole, for a result, which others see too.
    """
    filled = ledger[ledger["rows"] > 0]
    rows, fte = ledger_total(ledger)
    frame = pd.DataFrame(
        {
            "bucket": [
                *(str(BUCKET_WORDS[bucket]) for bucket in filled["bucket"]),
                told("in all in the file"),
            ],
            "rows": [*filled["rows"], rows],
            "fte_rows": [*filled["fte"], fte],
        }
    )
    whole = {"fte_rows": TableColumn(column("fte_rows").heading, "fte_rows", "count")}
    return Table("ledger", told("Ledger"), frame, own=whole if in_whole else {})


def findings_table(name: str, findings: Sequence[Finding]) -> Table:
    """Every finding of a file, in the order given.

    Parameters
    ----------
    name : of the file, which begins every place.
    findings : one row each; FTE of their rows with two decimals.
    """
    rows = [
        (shown(SEVERITY[f.severity]), shown(f.place(name)), f.count, round(f.fte, 2), *f.text())
        for f in findings
    ]
    columns = ["severity", "finding_place", "rows", "fte_rows", "found", "allowed", "remedy"]
    return Table("findings", told("Findings"), pd.DataFrame(rows, columns=columns))


def sector_table(cells: pd.DataFrame) -> Table:
    """FTE by sector, and by municipality where they are few.

    Parameters
    ----------
    cells : municipality, sector, occupation, fte; at least one.
    """
    called = names()
    by = cells.pivot_table(index="sector", columns="municipality", values="fte", aggfunc="sum")
    by = by.reindex([s for s in catalogue.sectors()["sector"] if s in by.index]).fillna(0.0)
    towns = list(by.columns) if 1 < by.shape[1] <= MOST_TOWNS else []
    frame = by[towns].assign(fte_staff=by.sum(axis=1))
    frame.loc[""] = frame.sum()
    sectors = [called["sector"].get(str(code), told("Total")) for code in frame.index]
    frame.insert(0, "sector", sectors)
    own = {town: TableColumn(called["municipality"][town], "fte_staff") for town in towns}
    return Table(name="staff", title="", frame=frame.reset_index(drop=True), own=own)
