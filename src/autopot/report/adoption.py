"""The fit of adoption to its published points as rows of text, in Norwegian."""

from __future__ import annotations

import pandas as pd

from autopot.report.tables import names
from autopot.report.uncertainty import Rows

BASIS = {"observed": "målt", "expected": "ventet", "trial": "forsøk"}


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
            BASIS[p["basis"]],
            p["source_id"],
        ]
        for p in points.to_dict("records")
    ]
    return ["Teknologi", "Klasse", "Land", "År", "Prosent", "Slag", "Kilde"], rows


def pair_rows(pairs: pd.DataFrame) -> Rows:
    """The curve through each pair."""
    technology = names()["technology"]
    rows = [
        [
            technology[p["technology"]],
            p["pair"],
            _number(p["width"], 1),
            _number(p["midpoint"], 1) if p["used_for"] == "speed_midpoint" else "brukes ikke",
        ]
        for p in pairs.to_dict("records")
    ]
    return ["Teknologi", "Par", "År fra 10 til 90 %", "Midtår"], rows


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
    headings = ["Klasse", "Midtår, lav", "midt", "høy", "Bredde, lav", "midt", "høy", "Aldri, %"]
    return headings, rows


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")
