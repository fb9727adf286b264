"""Specifications to pictures, without a network."""

from __future__ import annotations

import json
from typing import Any

import vl_convert

FORMATS = ("svg", "png", "json")
PAPER = {"background": "#ffffff"}
PNG_SCALE = 2.0


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
    if suffix == "png":
        return bytes(vl_convert.vegalite_to_png(on_paper, scale=PNG_SCALE))
    return inline_svg(on_paper).encode()


def inline_svg(spec: dict[str, Any]) -> str:
    """A chart as SVG text that can also stand inside a page."""
    return str(vl_convert.vegalite_to_svg(spec))


def script_bundle() -> str:
    """Vega, Vega-Lite and vega-embed as one script that sets `vegaEmbed`."""
    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))
