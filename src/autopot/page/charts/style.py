"""How charts look: colours, type, number formats. Sizes are pixels."""

from __future__ import annotations

from typing import Any

from autopot.messages import language
from autopot.page.charts.vega import SCHEMA, Spec, with_named_data

WIDTH = 700
INK, QUIET, GRID, MAIN, ACCENT = "#1d2b33", "#5a6a73", "#dde3e6", "#17506b", "#a33c00"
RING = "#eef2f4"

CLASS_COLOURS = {
    "adopt": "#003f5c",
    "trial": "#3489c7",
    "assess": "#d07c00",
    "hold": "#7a5c2e",
}
"""Dark blue, blue, orange, brown: apart in lightness, and blue from yellow for the colour-blind."""

CLASS_SHAPES = {"adopt": "circle", "trial": "square", "assess": "triangle-up", "hold": "diamond"}
FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"

NUMBERS = {
    "nb": {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", "\u00a0kr"],
        "percent": "\u00a0%",
        "minus": "−",
    },
    "en": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["", " kr"],
        "percent": "%",
        "minus": "−",
    },
}

FORMATS = {"share": ".0%", "fte": ",.0f", "fte_per_thousand": ",.0f"}
TIP_FORMATS = {"share": ".1%", "fte": ",.0f", "fte_per_thousand": ",.1f"}


def finished(chart: Spec, title: str, height: float | None = None) -> Spec:
    """A chart with its title for assistive tools, the common look and the language's numbers.

    Parameters
    ----------
    chart : layers with their rows.
    title : read aloud, not drawn.
    height : pixels, with axes and legend; None leaves it to the rows.
    """
    size = {"width": WIDTH} if height is None else {"width": WIDTH, "height": height}
    whole = {"padding": 4, "autosize": {"contains": "padding", "type": "fit"}, **size, **chart}
    return with_look(whole, title)


def with_look(chart: Spec, title: str) -> Spec:
    """The same of a chart that has a size of its own.

    Parameters
    ----------
    chart : layers, or charts side by side, with their rows.
    title : read aloud, not drawn.
    """
    look = {"$schema": SCHEMA, "description": title, "config": _config()}
    return {**with_named_data(chart), **look}


def _config() -> Spec:
    return {
        "aria": False,
        "background": "transparent",
        "font": FONT,
        "locale": {"number": NUMBERS["en" if language() == "en" else "nb"]},
        "view": {"continuousWidth": 300, "continuousHeight": 300, "stroke": None},
        "axis": {
            "labelColor": INK,
            "titleColor": QUIET,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": GRID,
            "tickColor": GRID,
        },
        "legend": {
            "labelColor": INK,
            "titleColor": QUIET,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "orient": "top",
            "columns": 2,
        },
    }


ROW_LABELS: dict[str, Any] = {
    "labelLimit": 200,
    "labelExpr": "split(datum.label, '\\n')",
    "labelOffset": {
        "condition": {"test": "indexof(datum.label, '\\n') >= 0", "value": -7},
        "value": 0,
    },
    "ticks": False,
}
"""Axis of named rows; a name in two lines is centred on its row."""


def broken(name: str, longest: int = 28) -> str:
    """A long name in two lines, broken at the space nearest its middle.

    Parameters
    ----------
    name : one without a space stays whole.
    longest : letters that still fit one line.

    >>> broken("Velferdsteknologi og digital oppfølging")
    'Velferdsteknologi og\\ndigital oppfølging'
    """
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    if len(name) <= longest or not spaces:
        return name
    middle = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"
