"""The fit of adoption to its published points as tables."""

from __future__ import annotations

import pandas as pd

from autopot.messages import say, shown, told
from autopot.messages.numbers import percent
from autopot.tables import Table
from autopot.tables.names import names

BASIS = {"observed": say("measured"), "expected": say("expected"), "trial": say("trial")}
MEASURES = {
    "having": say("have it"),
    "use": say("cases done by it"),
    "new": say("took it up in a year"),
    "speed": say("ready in days"),
    "limit": say("find it harder"),
}
ENDS = ("low", "mode", "high")

CHECK = say(
    "By the curve of its class that year, with its 90% interval; – where the figure is not of a "
    "kind that a curve speaks of. Two thirds of the applications of one municipality came "
    "digitally in the first year, which the curves hold to be early: ready solutions under "
    "pressure go faster."
)

ROUGH = say(
    "Two points fit any curve: these are rough estimates. Expected figures count as an "
    "upper limit. Assess and Hold have no published midpoints; theirs are our judgement. "
    "How long it takes from having a technology to using it fully stands in the scenario "
    "under adoption.depth and is our judgement too (docs/method.md)."
)


def point_tables(points: pd.DataFrame) -> list[Table]:
    """The points that the curves are fitted to, and those left out of the fit, as a check of it.

    Parameters
    ----------
    points : as `AdoptionFit.points`; shares are 0-1, years those of the calendar.
    """
    titles = {
        True: ("points", say("Published figures: how many have the technology"), ()),
        False: ("left_out", say("Left out of the fit, as a check of it"), (CHECK,)),
    }
    return [
        Table(name, title, _point_frame(points[points["fitted"] == fitted]), notes=notes)
        for fitted, (name, title, notes) in titles.items()
    ]


def _point_frame(points: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "technology": points["technology"].map(names()["technology"]),
            "country": points["country"],
            "point_year": points["year"],
            "point_of": [shown(MEASURES[measure]) for measure in points["measures"]],
            "point_basis": [shown(BASIS[basis]) for basis in points["basis"]],
            "share_having": points["share"],
            "share_curve": [_curve(row) for row in points.to_dict("records")],
            "source_id": points["source_id"],
        }
    )


def _curve(row: dict[str, float]) -> str:
    """Middle and interval of what the curve says; – where it says nothing of such a figure."""
    middle, low, high = (row[f"curve_{end}"] for end in ("p50", "p05", "p95"))
    if pd.isna(middle):
        return "–"
    return f"{percent(middle)} ({percent(low)}–{percent(high)})"


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
