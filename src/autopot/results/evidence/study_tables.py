"""What the study of 2019 says beside ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from autopot.forms.study_answers import (
    Study,
)
from autopot.messages import say, told
from autopot.messages.numbers import percent
from autopot.tables import Table
from autopot.tables.names import names


def study_tables(
    study: Study, ours: Mapping[str, tuple[float, float, float]], classes: Mapping[str, str]
) -> list[Table]:
    """What the study says beside what we have.

    Parameters
    ----------
    study : as typed from it.
    ours : sector -> mean and ends of the 90 % interval of the potential, 0-1, with the time where
        the person is the service itself, since an estimate by occupation leaves no task out.
    classes : technology -> its radar class here, codes.
    """
    found = [_sectors(study.sectors, ours)] if study.sectors else []
    return [*found, _areas(study.areas, classes)] if len(study.areas) else found


def _sectors(shares: Mapping[str, float], ours: Mapping[str, tuple[float, float, float]]) -> Table:
    mapping = names()["sector"]
    rows = []
    for sector, share in shares.items():
        mean, low, high = ours[sector]
        side = told("inside") if low <= share <= high else told("outside")
        rows.append(
            {
                "sector": mapping[sector],
                "share_study": share,
                "share_mean": mean,
                "share_p05": low,
                "share_p95": high,
                "study_agrees": side,
            }
        )
    return Table(
        name="study_sectors",
        title=say("Sectors in the study of 2019 (10-20 years) and here"),
        frame=pd.DataFrame(rows),
        brief=("sector", "share_study", "share_mean", ("share_p05", "share_p95"), "study_agrees"),
        notes=(
            say(
                "Typed from the study by you; not read by us. Ours with time where the person is "
                "the service itself, as an estimate by occupation has it. The rank correlation "
                "is {rank}.",
                rank=_rank(rows),
            ),
        ),
    )


def _rank(rows: list[dict[str, Any]]) -> str:
    """Of the sectors by both; – where two or fewer are typed, or all are alike."""
    frame = pd.DataFrame(rows)
    both = frame[["share_study", "share_mean"]].rank()
    if len(frame) < 3 or both.nunique().min() < 2:
        return "–"
    return f"{both['share_study'].corr(both['share_mean']):.2f}"


def _areas(areas: pd.DataFrame, classes: Mapping[str, str]) -> Table:
    mapping, rows = names(), []
    for row in areas.to_dict("records"):
        own = classes.get(str(row["technology"]), "")
        same = told("yes") if own == row["radar_class"] else told("no")
        rows.append(
            {
                "study_area": row["area"],
                "study_class": mapping["radar_class"][row["radar_class"]],
                "technology": mapping["technology"].get(row["technology"], "–"),
                "radar_class": mapping["radar_class"].get(own, "–"),
                "study_same": same if own else "–",
            }
        )
    frame = pd.DataFrame(rows)
    known = frame[frame["study_same"] != "–"]
    agree = percent(float((known["study_same"] == told("yes")).mean())) if len(known) else "–"
    note = say(
        "Typed from the study by you; not read by us. Same class: {share}. The study's radar is of "
        "2019, ours of what is ready now.",
        share=agree,
    )
    return Table("study_areas", say("The radar of 2019 beside ours"), frame, notes=(note,))
