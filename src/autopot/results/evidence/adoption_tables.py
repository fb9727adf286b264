"""The fit of adoption to its published points as tables."""

from __future__ import annotations

import pandas as pd

from autopot.messages import say, shown, told
from autopot.tables import Table
from autopot.tables.names import names

BASIS = {"observed": say("measured"), "expected": say("expected"), "trial": say("trial")}
ENDS = ("low", "mode", "high")

ROUGH = say(
    "Two points fit any curve: these are rough estimates. Expected figures count as an "
    "upper limit. Assess and Hold have no published midpoints; theirs are our judgement. "
    "How long it takes from having a technology to using it fully stands in the scenario "
    "under adoption.depth and is our judgement too (docs/method.md)."
)


def point_table(points: pd.DataFrame) -> Table:
    """Published points: what, where, when, and the share they are read as.

    Parameters
    ----------
    points : as `AdoptionFit.points`.
    """
    frame = pd.DataFrame(
        {
            "technology": points["technology"].map(names()["technology"]),
            "radar_class": points["radar_class"].map(names()["radar_class"]),
            "country": points["country"],
            "point_year": points["year"],
            "share_having": points["share"],
            "point_basis": [shown(BASIS[basis]) for basis in points["basis"]],
            "source_id": points["source_id"],
        }
    )
    return Table("points", say("Published figures: how many have the technology"), frame)


def pair_table(pairs: pd.DataFrame) -> Table:
    """The curve through each pair.

    Parameters
    ----------
    pairs : columns as `AdoptionFit.pairs`; where used_for is not speed_midpoint, the midpoint
        (calendar year) says nothing of its class and is not shown.
    """
    used = pairs["used_for"] == "speed_midpoint"
    frame = pd.DataFrame(
        {
            "technology": pairs["technology"].map(names()["technology"]),
            "pair": pairs["pair"],
            "rise_years": pairs["width"],
            "midpoint": pairs["midpoint"].astype(object).where(used, told("not used")),
        }
    )
    return Table("pairs", say("A logistic curve through each pair"), frame)


def class_table(fits: pd.DataFrame) -> Table:
    """What the fit gives for each radar class, low, middle and high.

    Parameters
    ----------
    fits : columns as `AdoptionFit.classes`: midpoints are calendar years, widths are years, never
        is the share that never has the technology.
    """
    frame = pd.DataFrame(
        {
            "radar_class": fits["radar_class"].map(names()["radar_class"]),
            **{f"midpoint_{end}": fits[f"midpoint_{end}"] for end in ENDS},
            **{f"rise_{end}": fits[f"width_{end}"] for end in ENDS},
            "share_never": fits["never"],
        }
    )
    title = say("The fit of each radar class, as it stands in the base scenario")
    return Table("classes", title, frame, notes=(ROUGH,))
