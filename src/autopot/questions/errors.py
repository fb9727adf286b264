"""How large the errors of a reading are, as the readings' own disagreement tells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from autopot import store
from autopot.evidence import occupation_readings, size_table, work_of
from autopot.evidence.measurement import as_logits, error_sizes
from autopot.questions.coverage import coverage
from autopot.results.evidence.errors import MeasuredErrors
from autopot.study.preparation import (
    load_changed,
    prepare,
)


def measured_sizes_of(scenario: str = "base") -> pd.DataFrame:
    """Estimate the sizes of the errors from the readings.

    Parameters
    ----------
    scenario : name of a packaged scenario, or a .yaml file; gives the occupations and the
        parameters of the readings, which stand at their medians.

    Returns
    -------
    The rows of data/occupations/error_sizes.csv.

    Raises
    ------
    InputError
        The scenario is wrong.
    """
    prepared = prepare(load_changed(scenario, {}))
    readings = occupation_readings(prepared.assembled, prepared.scenario.scenario)
    sizes = error_sizes(as_logits(readings.to_numpy()), work_of(prepared.assembled))
    return size_table(sizes, len(readings))


def measured_errors(scenario: str = "base", draws: int = 4000) -> MeasuredErrors:
    """Estimate the sizes of the errors from the readings, and leave each reading out.

    Parameters
    ----------
    scenario : as for `measured_sizes_of`; gives the staff and the weights too.
    draws : of each interval, 100 or more.

    Returns
    -------
    Sizes with intervals, and the coverage of each reading's total and sectors.

    Raises
    ------
    InputError
        The scenario is wrong.
    """
    return MeasuredErrors(measured_sizes_of(scenario), coverage(scenario, draws))


def write_error_sizes(path: Path, scenario: str = "base") -> Path:
    """Write the estimated sizes as the file that ships.

    Parameters
    ----------
    path : the file; an earlier one that is no such table is kept beside it.
    scenario : as for `measured_sizes_of`.

    Raises
    ------
    InputError
        The scenario is wrong, or the file cannot be written.
    """
    content = measured_sizes_of(scenario).to_csv(index=False, lineterminator="\n").encode()
    heading = content.split(b"\n")[0]
    return store.write_output(path, content, replace=_begins_with(path, heading))


def _begins_with(path: Path, heading: bytes) -> bool:
    """Whether a file is there, and its first line is this one."""
    try:
        return path.read_bytes().split(b"\n")[0].strip() == heading
    except OSError:  # then it is told of where the file is written
        return False
