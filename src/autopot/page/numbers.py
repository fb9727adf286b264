"""Figures that remember which cell of potential.parquet they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from autopot.analysis import KEYS
from autopot.analysis.levels import BESIDE
from autopot.messages import told
from autopot.messages.numbers import percent, rounded

MAIN = ""
"""Kind of all that is not beside the main figure."""


@dataclass(frozen=True)
class Figure:
    """One figure with its place.

    Parameters
    ----------
    text : as people read it.
    value : in full precision; None where it is suppressed.
    row : row of potential.parquet, from 0.
    column : column there.
    """

    text: str
    value: float | None
    row: int
    column: str

    @property
    def short(self) -> str:
        """Without the per cent sign, for the low end of an interval."""
        return self.text.removesuffix("%").rstrip("\u00a0")

    def __html__(self) -> str:
        """With its place, so that a reader of the page can trace it."""
        place = f'data-row="{self.row}" data-column="{escape(self.column)}"'
        text = escape(self.text)
        if self.value is None:
            return Markup(f'<span class="suppressed" {place}>{text}</span>')
        return Markup(f'<data value="{self.value}" {place}>{text}</data>')


def interval(low: Figure, high: Figure) -> Markup:
    """Both ends of an interval on a page; one word where they are hidden.

    Parameters
    ----------
    low, high : hidden both or neither. Of shares, only the high end keeps its per cent sign.
    """
    if low.value is None:
        return Markup(low)
    first = replace(low, text=low.short)
    return Markup(f'<span class="interval">{first.__html__()}–{high.__html__()}</span>')


def strong(figure: Figure) -> Markup:
    """A figure that stands out."""
    return Markup(f"<strong>{figure.__html__()}</strong>")


def stacked(mean: Figure, low: Figure, high: Figure) -> Markup:
    """A figure with its interval small under it.

    Parameters
    ----------
    mean, low, high : of the same thing; hidden all or none.
    """
    return Markup(f'{mean.__html__()} <span class="small">{interval(low, high)}</span>')


class Figures:
    """The figures of a run, found by level, keys and unit.

    Parameters
    ----------
    potential : long form; row numbers are positions in it.
    beside : what follows it in potential.parquet, its rows counted on; may be empty.
    """

    def __init__(self, potential: pd.DataFrame, beside: pd.DataFrame) -> None:
        every = pd.concat([potential, beside], ignore_index=True) if len(beside) else potential
        kinds = [MAIN] * len(potential) + list(beside["kind"] if len(beside) else ())
        keys = every[list(KEYS)].astype(object)
        keys = keys.where(keys.notna(), None)
        places = zip(
            kinds, every["level"], every["unit"], *[keys[key] for key in KEYS], strict=True
        )
        self._rows = {place: number for number, place in enumerate(places)}
        self._values: dict[str, list[Any]] = {
            str(name): every[name].tolist() for name in every.columns
        }

    def figure(self, level: str, unit: str, column: str, kind: str = MAIN, **keys: str) -> Figure:
        """One figure with its place.

        Parameters
        ----------
        level, unit : as in the columns of potential.parquet; unit is share or fte.
        column : fte_base, mean or a quantile.
        kind : `MAIN`, or one of `beside`.
        keys : key column -> code, all that the level has.

        Returns
        -------
        A share as per cent with one decimal, FTE and fte_base as people read them; "hidden" where
        missing.

        Raises
        ------
        KeyError
            There is no such row.
        """
        row = self._rows[(kind, level, unit, *[keys.get(key) for key in KEYS])]
        value = self._values[column][row]
        if pd.isna(value):
            return Figure(told("hidden"), None, row, column)
        share = unit == "share" and column != "fte_base"
        text = percent(value, 1) if share else rounded(value)
        return Figure(text, float(value), row, column)

    def thing(self, level: str, **keys: str) -> dict[str, Any]:
        """All that is shown of one thing: base, mean and 90 % interval in both units.

        Parameters
        ----------
        level, keys : as for `figure`.

        Returns
        -------
        base, share_mean, share_p05, share_p95, fte_mean, fte_p05, fte_p95 -> figure.
        """
        result: dict[str, Any] = {"base": self.figure(level, "share", "fte_base", **keys)}
        for unit in ("share", "fte"):
            for column in ("mean", "p05", "p95"):
                result[f"{unit}_{column}"] = self.figure(level, unit, column, **keys)
        return result

    def beside(self, level: str, kind: str = BESIDE, **keys: str) -> dict[str, Figure] | None:
        """What stands beside a thing, both units, or another kind; None where nothing does.

        Parameters
        ----------
        level, keys : as for `figure`.
        kind : beside or with_beside.

        Returns
        -------
        As `thing`, without base.
        """
        if (kind, level, "share", *[keys.get(key) for key in KEYS]) not in self._rows:
            return None
        return {
            f"{unit}_{column}": self.figure(level, unit, column, kind, **keys)
            for unit in ("share", "fte")
            for column in ("mean", "p05", "p95")
        }
