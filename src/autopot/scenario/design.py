"""From a design to its points: which value each setting has in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.scenario.sweep_schema import Design, SpaceFilling, Span

Point = dict[str, Any]


def design_points(design: Design, whole: set[str], place: str) -> list[Point]:
    """The points of a design, each setting -> value.

    Parameters
    ----------
    design : exactly one of grid, list, latin_hypercube and sobol.
    whole : settings that are whole numbers.
    place : where the design stands, for the error.

    Returns
    -------
    The points in order. The same design always gives the same points.

    Raises
    ------
    InputError
        A Sobol design without scipy.

    >>> design_points(Design(grid={"a": [1, 2], "b": [3, 4]}), set(), "")
    [{'a': 1, 'b': 3}, {'a': 1, 'b': 4}, {'a': 2, 'b': 3}, {'a': 2, 'b': 4}]
    """
    if design.grid is not None:
        return [
            dict(zip(design.grid, values, strict=True)) for values in product(*design.grid.values())
        ]
    if design.listed is not None:
        return [dict(point) for point in design.listed]
    if design.latin_hypercube is not None:
        filling = design.latin_hypercube
        unit = latin_hypercube(filling.points, len(filling.settings), filling.seed)
        return _spread(filling, unit, whole)
    assert design.sobol is not None  # the schema asks for exactly one
    filling = design.sobol
    return _spread(filling, _sobol(filling, place), whole)


def latin_hypercube(points: int, settings: int, seed: int) -> NDArray[np.float64]:
    """A Latin hypercube on the unit cube.

    Each axis is cut in as many equal parts as there are points; every part holds one point, at an
    even place inside it, and the parts of the axes are paired at random. These are three lines of
    numpy: scipy's would cost every sweep 1.5 s of import and tie the design to scipy's version.

    Parameters
    ----------
    points : how many.
    settings : number of axes.
    seed : the same seed gives the same points.

    Returns
    -------
    (points, settings) in [0, 1).

    Source
    ------
    McKay, Beckman and Conover (1979), Technometrics 21(2).

    >>> unit = latin_hypercube(5, 2, seed=1)
    >>> sorted(int(5 * u) for u in unit[:, 1])
    [0, 1, 2, 3, 4]
    """
    rng = np.random.default_rng(seed)
    parts = rng.permuted(np.tile(np.arange(points), (settings, 1)), axis=1).T
    unit: NDArray[np.float64] = (parts + rng.random((points, settings))) / points
    return unit


def _sobol(filling: SpaceFilling, place: str) -> NDArray[np.float64]:
    """(points, settings) scrambled Sobol points (Owen 1998), from scipy."""
    try:
        from scipy.stats import qmc
    except ImportError as error:
        raise InputError(
            Problem(
                place,
                say("a Sobol design needs scipy, which is not installed"),
                say("latin_hypercube needs nothing more"),
                say('run: pip install "autopot[sweep]"'),
            )
        ) from error
    sampler = qmc.Sobol(len(filling.settings), rng=np.random.default_rng(filling.seed))
    unit: NDArray[np.float64] = sampler.random(filling.points)
    return unit


def _spread(filling: SpaceFilling, unit: NDArray[np.float64], whole: set[str]) -> list[Point]:
    columns = {
        name: _values(span, unit[:, column], name in whole)
        for column, (name, span) in enumerate(filling.settings.items())
    }
    return [{name: values[row] for name, values in columns.items()} for row in range(len(unit))]


def _values(span: Span, unit: NDArray[np.float64], whole: bool) -> list[Any]:
    """Values at places of the unit line: [low, high], whole numbers, or a list's items."""
    if span.values:
        return [span.values[int(u * len(span.values))] for u in unit]
    if whole:
        return [int(span.low + np.floor(u * (span.high - span.low + 1))) for u in unit]
    return [float(value) for value in span.low + unit * (span.high - span.low)]


def number_of_points(design: Design) -> int:
    """How many points a design has, without making them.

    >>> number_of_points(Design(grid={"a": [1, 2], "b": [3, 4, 5]}))
    6
    """
    if design.grid is not None:
        return int(np.prod([float(len(values)) for values in design.grid.values()]))
    if design.listed is not None:
        return len(design.listed)
    filling = design.latin_hypercube or design.sobol
    assert filling is not None  # the schema asks for exactly one
    return filling.points


def design_settings(design: Design) -> Mapping[str, tuple[str | int, ...]]:
    """Each setting of a design -> where it stands first in the sweep file."""
    if design.grid is not None:
        return {name: ("design", "grid", name) for name in design.grid}
    if design.listed is not None:
        found: dict[str, tuple[str | int, ...]] = {}
        for number, point in enumerate(design.listed):
            for name in point:
                found.setdefault(name, ("design", "list", number, name))
        return found
    kind = "sobol" if design.latin_hypercube is None else "latin_hypercube"
    filling = design.latin_hypercube or design.sobol
    assert filling is not None  # the schema asks for exactly one
    return {name: ("design", kind, "settings", name) for name in filling.settings}
