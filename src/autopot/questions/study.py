"""The study of 2019 as a planner reads it, beside what is computed here."""

from __future__ import annotations

from pathlib import Path

from autopot.forms.study_answers import read_study
from autopot.questions.simulation import run
from autopot.results.evidence.study_tables import study_tables
from autopot.tables import Table


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
