"""Specifications to pictures, without a network."""

from __future__ import annotations

import json
import textwrap
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from autopot.page.charts.style import INK, WIDTH
from autopot.page.charts.vega import SCHEMA

FORMATS = ("svg", "png", "json")
PAPER = {"background": "#ffffff"}
PNG_SCALE = 2.0
TITLE_SIZE, TITLE_ROOM = 14, 10
"""Pixels: of the type, and between title and chart."""
LETTER = 0.52
"""Width of a letter of the title as part of its size."""


def titled(spec: dict[str, Any], title: str) -> dict[str, Any]:
    """A chart with its title drawn over it; the room for it is added to the height.

    Parameters
    ----------
    spec : Vega-Lite specification.
    title : broken over lines where the chart is narrow.
    """
    letters = int(spec.get("width", WIDTH) / (TITLE_SIZE * LETTER))
    lines = textwrap.wrap(title, letters)
    drawn = {
        "title": {
            "text": lines,
            "anchor": "start",
            "frame": "bounds",
            "color": INK,
            "fontSize": TITLE_SIZE,
            "lineHeight": TITLE_SIZE + 4,
            "offset": TITLE_ROOM,
        }
    }
    if "height" in spec:
        drawn["height"] = spec["height"] + len(lines) * (TITLE_SIZE + 4) + TITLE_ROOM
    return {**spec, **drawn}


def picture(spec: dict[str, Any], suffix: str) -> bytes:
    """A chart as a file.

    Parameters
    ----------
    spec : Vega-Lite specification.
    suffix : svg, png (at twice the pixel size) or json (the specification itself).
    """
    on_paper = {**spec, "config": {**spec.get("config", {}), **PAPER}}
    if suffix == "json":
        return (json.dumps(on_paper, ensure_ascii=False, indent=1) + "\n").encode()
    import vl_convert

    if suffix == "png":
        return bytes(vl_convert.vegalite_to_png(on_paper, scale=PNG_SCALE))
    return inline_svg(on_paper).encode()


def inline_svg(spec: dict[str, Any]) -> str:
    """A chart as SVG text that can also stand inside a page."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec))


@cache
def _pen() -> ThreadPoolExecutor:
    """The one thread that draws; Vega runs beside Python there, and starts once a process."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="autopot-charts")


class Drawing:
    """A chart that is drawn while the rest of a page is made.

    Parameters
    ----------
    spec : Vega-Lite specification.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        self._svg = _pen().submit(inline_svg, spec)

    def __html__(self) -> str:
        """The SVG; waits for it where it is not drawn yet."""
        return self._svg.result()


def get_ready() -> None:
    """Begin to start Vega, which takes as long as ten charts, while the figures are computed."""
    empty = {"data": {"values": []}, "mark": "point"}
    _pen().submit(inline_svg, {"$schema": SCHEMA, **empty})
