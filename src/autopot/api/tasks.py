"""Export tasks to an expert group's workbook, and read their corrections back as an overlay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from autopot import catalogue, runs
from autopot.api.preparation import load_changed
from autopot.api.run_result import Result
from autopot.api.simulation import run
from autopot.catalogue.corrections import read_sheet
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence import GATES
from autopot.evidence.corrections import TECHNOLOGY
from autopot.evidence.task_table import technology_array
from autopot.messages import LANGUAGES, Message, language, say, say_in, speaking
from autopot.report.tables import names
from autopot.report.task_workbook import (
    CHOICES,
    FIXED,
    REASON,
    SHARES,
    SHEET,
    TEXTS,
    expert_workbook,
    headings,
    no_commas,
)

TOLERANCE = 5e-4
"""Shares that differ less than this are taken as unchanged."""


@dataclass(frozen=True)
class ImportedTasks:
    """Corrections read from a workbook.

    Parameters
    ----------
    changes : occupation, task, field, value, reason.
    file : the overlay that was written; name it in a scenario as evidence.overlay.
    before, after : the scenario without and with the corrections, same random numbers.
    """

    changes: pd.DataFrame
    file: Path
    before: Result
    after: Result


def export_tasks(
    path: str | Path, occupations: list[str] | None = None, sector: str | None = None
) -> int:
    """Write a workbook in which tasks can be corrected.

    Parameters
    ----------
    path : the .xlsx file to write.
    occupations : codes; None for all with labels of our own.
    sector : only occupations with staff in this sector of the packaged workforce.

    Returns
    -------
    Number of tasks.

    Raises
    ------
    InputError
        Unknown occupation or sector, or a file that cannot be written.
    """
    tasks = chosen_tasks(occupations, sector)
    content = expert_workbook(tasks, _technologies(tasks))
    runs.write_output(Path(path), content, str(path))
    return len(tasks)


def chosen_tasks(occupations: list[str] | None, sector: str | None) -> pd.DataFrame:
    """Labelled tasks that are to stand in a workbook.

    Parameters
    ----------
    occupations, sector : codes, as in `export_tasks`; both together leave what is in both.

    Returns
    -------
    One row a task, as in the catalogue.

    Raises
    ------
    InputError
        Unknown occupation or sector.
    """
    tasks = catalogue.tasks()
    tasks = tasks[tasks["label_nb"] != ""]
    known = list(dict.fromkeys(tasks["occupation"]))
    wrong = [code for code in occupations or [] if code not in known]
    if wrong:
        raise InputError(
            [unknown_name("OCCUPATION", say_in("the", "occupation"), c, known) for c in wrong]
        )
    if occupations:
        tasks = tasks[tasks["occupation"].isin(occupations)]
    if sector is not None:
        tasks = tasks[tasks["occupation"].isin(_occupations_of(sector))]
    return tasks.reset_index(drop=True)


def _occupations_of(sector: str) -> set[str]:
    sectors = list(catalogue.sectors()["sector"])
    if sector not in sectors:
        raise InputError(unknown_name("--sector", say_in("the", "sector"), sector, sectors))
    staff = catalogue.table("workforce/storby-2019")
    return set(staff.loc[staff["sector"] == sector, "occupation"])


def _technologies(tasks: pd.DataFrame) -> pd.DataFrame:
    used = _used_technologies()
    return pd.DataFrame(technology_array(tasks, used), columns=used)


def _used_technologies() -> list[str]:
    """Technologies that do tasks themselves, in the order of the radar."""
    radar = catalogue.technologies()
    return list(radar.loc[~radar["cross_cutting"], "technology"])


def import_tasks(
    path: str | Path,
    out: str | Path | None = None,
    scenario: str | Path = "base",
    draws: int | None = None,
) -> ImportedTasks:
    """Read a corrected workbook, check it, and store the corrections as an overlay.

    Parameters
    ----------
    path : workbook made by `export_tasks`.
    out : .csv file for the corrections; by default beside the workbook, <name>-rettelser.csv.
    scenario : shows what changes in its result.
    draws : replaces the scenario's number of draws.

    Returns
    -------
    The corrections and the results without and with them. The shipped data are not touched.

    Raises
    ------
    InputError
        Everything that is wrong, with row and column; then nothing is written.
    """
    source = Path(path)
    changes = read_changes(source)
    if changes.empty:
        raise InputError(
            Problem(
                str(source),
                say("nothing differs from the catalogue"),
                remedy=say("correct cells in the sheet {sheet} and save it first", sheet=SHEET),
            )
        )
    target = Path(out or source.with_name(f"{source.stem}-rettelser.csv")).resolve()
    content = changes.to_csv(index=False, lineterminator="\n").encode()
    with TemporaryDirectory() as folder:
        trial = Path(folder) / "corrections.csv"
        trial.write_bytes(content)
        before = run(scenario, draws=draws)
        after = run(scenario, draws=draws, changes={"evidence": {"overlay": str(trial)}})
    runs.write_output(target, content, f"--out {out or target}")
    # The trial is gone: what is saved from here on reads the file that was written.
    kept = load_changed(scenario, {"evidence": {"overlay": str(target)}}, draws=draws)
    return ImportedTasks(changes, target, before, replace(after, scenario=kept))


def read_changes(path: Path) -> pd.DataFrame:
    """Cells of a workbook that differ from the catalogue, in whichever language it was made.

    Parameters
    ----------
    path : workbook made by `export_tasks`.

    Returns
    -------
    occupation, task, field, value, reason, as an overlay has them.

    Raises
    ------
    InputError
        Everything that is wrong, with row and column.
    """
    used = _used_technologies()
    with speaking(_written_in(path)):
        known = headings(used)
        cells = read_sheet(path, str(SHEET), list(known.values())).set_axis([*known], axis=1)
        return _changes(cells, used, path)


def _written_in(path: Path) -> str:
    """The language of a workbook, by the name of its sheet; the one spoken where none tells."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        there = CalamineWorkbook.from_path(str(path)).sheet_names
    except (OSError, CalamineError):
        return language()
    return next((n for n in (language(), *LANGUAGES) if SHEET.in_language(n) in there), language())


def _changes(cells: pd.DataFrame, technologies: list[str], place: Path) -> pd.DataFrame:
    """Cells that differ from the catalogue, in the form of an overlay."""
    tasks = catalogue.tasks()
    keyed = {(row["occupation"], row["task"]): row for row in tasks.to_dict("records")}
    shares = _technologies(tasks)
    own = dict(zip(keyed, shares.to_dict("records"), strict=True))
    problems: list[Problem] = []
    rows: list[dict[str, str]] = []
    for number, cell in enumerate(cells.to_dict("records")):
        key = (cell["occupation"].strip(), cell["task"].strip().zfill(2))
        where = say("{file} row {row}", file=place, row=number + 2)
        if key not in keyed:
            problems.append(_no_task(where, "-".join(key)))
            continue
        found, wrong = _row_changes(cell, keyed[key], own[key], technologies, where)
        problems += wrong
        reason = cell[REASON].strip()
        rows += [
            {"occupation": key[0], "task": key[1], "field": f, "value": v, "reason": reason}
            for f, v in found.items()
        ]
    if problems:
        raise InputError(problems)
    return pd.DataFrame(rows, columns=["occupation", "task", "field", "value", "reason"])


def _row_changes(
    cell: dict[str, str],
    task: dict[str, object],
    shares: dict[str, float],
    technologies: list[str],
    where: Message,
) -> tuple[dict[str, str], list[Problem]]:
    """What one row changes, field -> value, and what is wrong in it."""
    mapping, heading = names(), headings(technologies)
    found: dict[str, str] = {}
    problems: list[Problem] = []

    def share(column: str) -> float | None:
        return _share(cell[column], _cell(where, heading[column]), problems)

    for field in TEXTS:
        value = cell[field].strip()
        if value and value != task[field]:
            found[field] = value
    for field in CHOICES:
        value = cell[field].strip()
        back = {no_commas(name): code for code, name in mapping[field].items()}
        code = back.get(no_commas(value))
        if code is None:
            at = _cell(where, heading[field])
            problems.append(unknown_name(at, say_in("the", "choice"), value, list(back)))
        elif code != (task[field] if task[field] != "unknown" else GATES[0]):
            found[field] = code
    for field in SHARES:
        number = share(field)
        if number is not None and abs(number - float(str(task[field]))) > TOLERANCE:
            found[field] = f"{number:g}"
    new = {name: share(f"{TECHNOLOGY}{name}") or 0.0 for name in technologies}
    if any(abs(new[name] - shares[name]) > TOLERANCE for name in technologies):
        found |= {f"{TECHNOLOGY}{name}": f"{v:g}" for name, v in new.items() if v > 0}
    return found, problems


def _cell(where: Message, heading: str) -> Message:
    return say("{file} {cell}", file=where, cell=heading)


def _no_task(where: Message, task: str) -> Problem:
    code, number = str(FIXED["occupation"]), str(FIXED["task"])  # as the workbook has them
    remedy = say("leave {code} and {number} as they were", code=code, number=number)
    return Problem(where, say("no task {task}", task=task), remedy=remedy)


def _share(text: str, where: Message, problems: list[Problem]) -> float | None:
    """A share from a cell: 0.2, 0,2 or 20 %."""
    cleaned = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not cleaned:
        return None
    per_cent = cleaned.endswith("%")
    try:
        number = float(cleaned.rstrip("%")) / (100 if per_cent else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        found, remedy = say("{word!q}", word=text), say("type a share")
        problems.append(Problem(where, found, [say("20%"), say("0.2")], remedy))
        return None
    return number
