"""What lies behind the number of one occupation, as data."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Explanation:
    """Everything behind one occupation.

    Parameters
    ----------
    occupation : code.
    name_nb, name_en : its names.
    bridge : rows of the STYRK-ISCO bridge.
    tasks : one row per task: label, time share, activity, ILO score, each reading at the middle of
        its parameters, technologies.
    evidence : published measures with n, coverage, source and whether they are borrowed.
    readings : reading, weight in the scenario, value for the occupation.
    potential : share of the occupation's time with interval, from all errors together, and
        share_beside_… where the scenario sets time beside it.
    fully : beside or counted: where time stands in which the person is the service itself.
    radar : radar class -> mean share.
    sources : source rows that were used.
    """

    occupation: str
    name_nb: str
    name_en: str
    bridge: pd.DataFrame
    tasks: pd.DataFrame
    evidence: pd.DataFrame
    readings: pd.DataFrame
    potential: pd.Series
    fully: str
    radar: pd.DataFrame
    sources: pd.DataFrame
