"""The fit of adoption to its published points as rows of text."""

from __future__ import annotations

import pandas as pd

from autopot.messages import say, shown, told, told_in
from autopot.messages.numbers import localised
from autopot.report.tables import names
from autopot.report.uncertainty import Rows

BASIS = {"observed": say("measured"), "expected": say("expected"), "trial": say("trial")}


def point_rows(points: pd.DataFrame) -> Rows:
    """Published points: what, where, when, and the share they are read as."""
    technology, radar_class = names()["technology"], names()["radar_class"]
    rows = [
        [
            technology[p["technology"]],
            radar_class[p["radar_class"]],
            p["country"],
            _number(p["year"], 2 if p["year"] % 1 else 0),
            _number(100 * p["share"], 0),
            shown(BASIS[p["basis"]]),
            p["source_id"],
        ]
        for p in points.to_dict("records")
    ]
    headings = [told("Technology"), told("Class"), told("Country"), told("Year")]
    headings += [told("Per cent"), told_in("point", "Kind"), told("Source")]
    return headings, rows


def pair_rows(pairs: pd.DataFrame) -> Rows:
    """The curve through each pair."""
    technology = names()["technology"]
    rows = [
        [
            technology[p["technology"]],
            p["pair"],
            _number(p["width"], 1),
            _number(p["midpoint"], 1) if p["used_for"] == "speed_midpoint" else told("not used"),
        ]
        for p in pairs.to_dict("records")
    ]
    headings = [told("Technology"), told("Pair"), told("Years from 10 to 90%")]
    return [*headings, told("Middle year")], rows


def class_rows(fits: pd.DataFrame) -> Rows:
    """What the fit gives for each radar class, low, middle and high."""
    radar_class = names()["radar_class"]
    rows = [
        [
            radar_class[f["radar_class"]],
            *(_number(f[f"midpoint_{end}"], 1) for end in ("low", "mode", "high")),
            *(_number(f[f"width_{end}"], 1) for end in ("low", "mode", "high")),
            _number(100 * f["never"], 0),
        ]
        for f in fits.to_dict("records")
    ]
    ends = [told("middle"), told("high")]
    headings = [told("Class"), told("Middle year, low"), *ends, told("Width, low"), *ends]
    return [*headings, told("Never, %")], rows


def _number(value: float, decimals: int) -> str:
    return localised(f"{value:.{decimals}f}")
