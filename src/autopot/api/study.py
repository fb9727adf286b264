"""The study of 2019 as a planner reads it, beside what is computed here."""

from __future__ import annotations

from pathlib import Path

from autopot.api.simulation import run
from autopot.errors import InputError, Problem, wrong_ending
from autopot.evidence.study_sheet import read_study
from autopot.messages import say
from autopot.report.study_sheet import study_form, study_tables
from autopot.runs import write_output
from autopot.tables import Table


def write_study_form(path: str | Path) -> Path:
    """Write the form for the study's own radar and sectors.

    Parameters
    ----------
    path : an .xlsx file that does not exist yet.

    Raises
    ------
    InputError
        Another ending, a file that exists, a place that cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise wrong_ending(str(target), ".xlsx")
    if target.exists():
        found, remedy = say("the file exists already"), say("choose another name")
        raise InputError(Problem(str(target), found, remedy=remedy))
    return write_output(target, study_form(), str(target))


def beside_study(form: str | Path, draws: int | None = None) -> list[Table]:
    """The study beside the base run.

    Parameters
    ----------
    form : a file made by `write_study_form` and filled in.
    draws : number of draws of the base run; by default the scenario's.

    Returns
    -------
    A table of sectors and one of technology areas, those that are filled in.

    Raises
    ------
    InputError
        Faults in the form, all at once.
    """
    study = read_study(Path(form))
    counted = {"human_required": {"fully": "counted"}}
    result = run("base", draws=draws, settings=counted)
    sectors = result.level("sector").set_index("sector")
    ours = {
        str(sector): (float(row["share_mean"]), float(row["share_p05"]), float(row["share_p95"]))
        for sector, row in sectors.iterrows()
    }
    classes = dict(zip(result.radar["technology"], result.radar["radar_class"], strict=True))
    return study_tables(study, ours, classes)
