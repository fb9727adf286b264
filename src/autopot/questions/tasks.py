"""Export tasks to an expert group's workbook, and read their corrections back as an overlay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from autopot import (
    catalogue,
    store,
)
from autopot.errors import InputError, Problem, unknown_name
from autopot.forms.task_changes import (
    read_changes,
    task_technologies,
)
from autopot.forms.tasks import (
    SHEET,
    expert_workbook,
)
from autopot.messages import say, say_in
from autopot.questions.simulation import run
from autopot.results.evidence.tasks import ImportedTasks
from autopot.study.preparation import load_changed


def export_tasks(
    path: str | Path, occupations: list[str] | None = None, sector: str | None = None
) -> int:
    """Write a workbook in which tasks can be corrected.

    Parameters
    ----------
    path : the .xlsx file to write.
    occupations : codes; None for all with labels of our own.
    sector : only occupations with staff in this sector of the packaged workforce; in a sector of
        county municipalities, of which none is packaged, those that our titles name there.

    Returns
    -------
    Number of tasks.

    Raises
    ------
    InputError
        Unknown occupation or sector, or a file that cannot be written.
    """
    tasks = chosen_tasks(occupations, sector)
    content = expert_workbook(tasks, task_technologies(tasks))
    store.write_output(Path(path), content, str(path))
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
    titles = catalogue.table("occupations/titles")
    county = sector not in catalogue.municipal_sectors()
    known = titles if county else staff
    return set(known.loc[known["sector"] == sector, "occupation"])


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
    store.write_output(target, content, f"--out {out or target}")
    # The trial is gone: what is saved from here on reads the file that was written.
    kept = load_changed(scenario, {"evidence": {"overlay": str(target)}}, draws=draws)
    return ImportedTasks(changes, target, before, replace(after, scenario=kept))
