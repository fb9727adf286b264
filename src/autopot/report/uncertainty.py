"""Sensitivity and comparison as rows of text, in Norwegian."""

from __future__ import annotations

import pandas as pd

from autopot.messages.numbers import percent
from autopot.report.labels import label
from autopot.report.tables import thing_name

Rows = tuple[list[str], list[list[str]]]


LARGEST = " first"
"""Ends the name of the fact that a sector has the largest share (`optimise.bounds.Facts`)."""


def thing(kind: str, key: str) -> str:
    """The name of an output."""
    return thing_name(kind, key)


def factor_rows(indices: pd.DataFrame, known: pd.DataFrame) -> Rows:
    """Factors of the total, largest first: both indices with interval, and the width if known."""
    total = indices[indices["kind"] == "total"].sort_values("total", ascending=False)
    width = known[known["kind"] == "total"].set_index("factor")
    rows = [
        [
            label(f"factor_{r['factor']}"),
            _index(r["first"]),
            f"{_index(r['first_low'])} til {_index(r['first_high'])}",
            _index(r["total"]),
            f"{_index(r['total_low'])} til {_index(r['total_high'])}",
            f"{_points(width.loc[r['factor'], 'width'])} → "
            f"{_points(width.loc[r['factor'], 'width_if_known'])}",
        ]
        for r in total.to_dict("records")
    ]
    headings = [
        "Faktor",
        "Alene",
        "95 %",
        "Med samspill",
        "95 %",
        "90 %-intervall om den var kjent, prosentpoeng",
    ]
    return headings, rows


def _index(share: float) -> str:
    """An index as per cent; noise below zero is shown as zero."""
    return percent(max(share, 0.0))


def _points(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",")


def sector_factor_rows(indices: pd.DataFrame) -> Rows:
    """Total index of each factor, by output."""
    factors = list(dict.fromkeys(indices["factor"]))
    table = indices.pivot_table(index=["kind", "key"], columns="factor", values="total", sort=False)
    rows = [
        [
            thing(str(kind), str(key)),
            *[percent(float(table.loc[(kind, key), f])) for f in factors],
        ]
        for kind, key in table.index
    ]
    return ["", *[label(f"factor_{f}_short") for f in factors]], rows


def reading_rows(readings: pd.DataFrame) -> Rows:
    """How far each reading alone lies from the mean, by output."""
    used = list(dict.fromkeys(readings["reading"]))
    table = readings.pivot_table(
        index=["kind", "key"], columns="reading", values="pull", sort=False
    )
    rows = [
        [thing(str(kind), str(key)), *[signed(float(table.loc[(kind, key), r])) for r in used]]
        for kind, key in table.index
    ]
    return ["", *[label(f"reading_{r}") for r in used]], rows


def signed(share: float) -> str:
    """A difference in percentage points with its sign.

    >>> signed(0.034), signed(-0.0012)
    ('+3,4', '−0,1')
    """
    sign = "−" if share < 0 else "+"
    return sign + f"{abs(100 * share):.1f}".replace(".", ",")


def convergence_line(draws: int, converged: bool) -> str:
    """How far the indices can be trusted."""
    number = f"{draws:,}".replace(",", "\u00a0")
    if converged:
        return (
            f"{number} trekninger. Andelene for samlet potensial er sikre nok til å rangere "
            "faktorene."
        )
    return (
        f"{number} trekninger. IKKE KONVERGERT: faktorer med overlappende 95 %-intervaller kan "
        "ikke rangeres."
    )


def bound_rows(bounds: pd.DataFrame) -> Rows:
    """Lowest and highest share, and the stated fact that holds each end back."""
    rows = [
        [
            thing("sector", str(b["name"])),
            percent(b["low"], 1),
            percent(b["high"], 1),
            _fact(b["low_fact"], b["low_price"]),
            _fact(b["high_fact"], b["high_price"]),
        ]
        for b in bounds.to_dict("records")
    ]
    return ["", "Laveste", "Høyeste", "Holdes oppe av", "Holdes nede av"], rows


def _fact(name: str, price: float) -> str:
    if not name:
        return "–"
    sector = name.removesuffix(LARGEST)
    called = thing("sector", sector) + (" størst" if sector != name else "")
    return f"{called} (skyggepris {price:.2f})".replace(".", ",").replace("-", "−")


def beside_bounds(ends: tuple[float, float]) -> str:
    """Lowest and highest share of what stands beside the bounds, in a sentence."""
    low, high = (percent(end, 1) for end in ends)
    return (
        f"Ved siden av, der mennesket selv er tjenesten: {low} til {high} av arbeidstiden. Den "
        "tiden er ikke med i tabellen."
    )
