"""What is taken into use and taken out by year, in the forms people read."""

from __future__ import annotations

import pandas as pd

from autopot.messages import told
from autopot.results.labels import label
from autopot.results.run.net import kind_of
from autopot.tables.names import names

KINDS = ("adopted", "realised", "quality", "new_work", "net", "residents")
GROUPS = ("total", "sector", "technology")
SHOWN = ("mean", "p05", "p95")


def future_sheet(by_year: pd.DataFrame) -> pd.DataFrame:
    """One row per kind, group, thing and year, all units side by side.

    Parameters
    ----------
    by_year : long form, all kinds; municipalities and occupations are left out.

    Returns
    -------
    Columns kind, group, thing, year, fte_base, and share, fte, hours (and nok) with mean and ends
    of the 90 % interval.
    """
    rows = by_year[by_year["level"].isin(GROUPS)].copy()
    mapping = names()
    thing = pd.Series(told("Total"), rows.index)
    for group in GROUPS[1:]:
        own = rows["level"] == group
        thing[own] = rows.loc[own, group].map(mapping[group])
    kinds = {kind: label(kind) for kind in KINDS}
    rows = rows.assign(
        thing=thing,
        group=rows["level"].map({group: label(group) for group in GROUPS}),
        kind=kind_of(rows).map(kinds),
    )
    keys = ["kind", "group", "thing", "year"]
    wide = rows[rows["unit"] == "fte"][[*keys, "fte_base", "suppressed"]]
    for unit in ("share", "fte", "hours", "nok"):
        own = rows[rows["unit"] == unit]
        if len(own):
            own_name = f"{unit}_year" if unit in ("share", "fte") else unit
            renamed = {value: f"{own_name}_{value}" for value in SHOWN}
            part = own[[*keys, *SHOWN]].rename(columns=renamed)
            wide = wide.merge(part, on=keys, how="left")
    return wide.astype({"year": int})


def notes(base_year: int, judged: bool, beside: bool, sizes: str) -> list[str]:
    """What the reader must know about the figures by year.

    Parameters
    ----------
    base_year : year of the work that the potential is measured against.
    judged : whether the municipality has judged its barriers.
    beside : whether time where the person is the service itself stands beside the potential.
    sizes : what is known of small and large municipalities, a sentence.
    """
    lines = [
        told(
            "Shares are of all FTE. In use: the part of the technical potential whose "
            "technology has come into use since {base_year}. Taken out: the part of that "
            "which organisations by experience manage to realise as freed time. It is "
            "time counted in FTE, not jobs that disappear, and the municipality chooses "
            "what it is used for. Quality: time freed in pieces so small that it cannot "
            "become FTE. Speed and benefits rest on few and rough figures, and much is "
            "our judgement: read the interval, not the middle.",
            base_year=base_year,
        )
    ]
    lines.append(
        told(
            "PwC (2021) describes what is called quality here: where each employee gains a few "
            "minutes a day, it is hard to take out, and better services or time for other tasks "
            "may be the gain."
        )
    )
    lines += [sizes, label("beside_not_in" if beside else "beside_in")]
    return (
        lines
        if judged
        else [
            *lines,
            told(
                "The barriers are not judged. Answer the five questions about them, and the "
                "figures are about you."
            ),
        ]
    )
