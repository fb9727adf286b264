"""Gross and net by year, and what the technology is used for."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from autopot.analysis.readiness import TOTAL
from autopot.messages import say, told
from autopot.results.labels import label
from autopot.tables import Brief, Table, TableColumn
from autopot.tables.names import names

GROSS_AND_NET = ("realised", "new_work", "net", "residents")
ENDS = ("mean", "p05", "p95")
CALIBRATED = "_calibrated"

NOTES = (
    say(
        "Gross is what is taken out, as in all other tables. New work is what comes with the "
        "technology and falls on other staff: running it, checking, registering, training, and "
        "help to residents. PwC (2021) describes how extra work in other units can outweigh the "
        "benefit of one. Nobody has counted how much it is. The range is our judgement, and it is "
        "wide. Net is gross less new work. Below 0 there is more new work than is taken out."
    ),
    say(
        "Residents' time is time that residents spend instead. It is not the municipality's, and "
        "not in the net. In 2017 about half of the municipalities said that residents to a large "
        "extent solve more tasks themselves (KS). How long it takes them is not known."
    ),
)

KINDS_NOTE = say(
    "The study of 2019 names three kinds of digitalisation: today's work in less time, better "
    "services, and new services. The model counts only time in the work that is done today. Of "
    "better services it therefore holds only the time they free, and new services have no time to "
    "free. What each use is for first and foremost is our judgement; what we do not know, stands "
    "as not known."
)


def has_net(by_year: pd.DataFrame) -> bool:
    """Whether gross and net were computed.

    Parameters
    ----------
    by_year : long form.
    """
    return bool(len(by_year)) and bool(kind_of(by_year).eq("net").any())


def kind_of(by_year: pd.DataFrame) -> pd.Series[str]:
    """The kind of each row, without the mark of calibrated figures.

    Parameters
    ----------
    by_year : long form.
    """
    return by_year["kind"].str.removesuffix(CALIBRATED)


def net_table(by_year: pd.DataFrame, mark: str) -> Table:
    """One row a year: taken out, new work, net, and residents' time, of all sectors together.

    Parameters
    ----------
    by_year : long form.
    mark : what stands after title and headings; empty or "(calibrated)".
    """
    rows = by_year[(by_year["level"] == "total") & (by_year["unit"] == "fte")]
    long = rows.assign(kind=kind_of(rows)).set_index(["year", "kind"])
    years = list(dict.fromkeys(rows["year"]))
    frame, brief = pd.DataFrame({"year": years}), list[Brief](["year"])
    for kind in GROSS_AND_NET:
        stem = f"fte_{kind}"
        for end in ENDS:
            frame[f"{stem}_{end}"] = long[end].xs(kind, level="kind").reindex(years).to_numpy()
        brief += [f"{stem}_mean", (f"{stem}_p05", f"{stem}_p95")]
    gross = TableColumn(told("Taken out, gross"), "fte_realised_mean")
    return Table(
        name="net_by_year",
        title=told("Gross and net: what new work comes back? FTE, all municipalities"),
        frame=frame,
        brief=tuple(brief),
        own={"fte_realised_mean": gross},
        mark=mark,
        notes=NOTES,
    )


def effect_rows(effects: pd.DataFrame) -> pd.DataFrame:
    """One row a sector and kind of effect, share and FTE side by side.

    Parameters
    ----------
    effects : as from `autopot.analysis.effects.shown_effects`.

    Returns
    -------
    Columns sector, effect_kind (codes), share_effect_… and fte_… (mean, p05, p95), suppressed.
    """
    keys = ["sector", "effect_kind"]
    wide = effects[effects["unit"] == "fte"][keys].reset_index(drop=True)
    for unit, stem in (("share", "share_effect"), ("fte", "fte")):
        figures = effects[effects["unit"] == unit][[*keys, *ENDS]]
        wide = wide.merge(figures.rename(columns={e: f"{stem}_{e}" for e in ENDS}), on=keys)
    return wide.assign(suppressed=wide["fte_mean"].isna())


def effect_table(effects: pd.DataFrame, mark: str, every_sector: bool = False) -> Table:
    """How much of the potential lies in use of each kind.

    Parameters
    ----------
    effects : as for `effect_rows`, one row for each sector and kind.
    mark : as for `net_table`.
    every_sector : whether to show the sectors too, or all of them together only.
    """
    frame = effect_rows(effects)
    sectors: Mapping[str, str] = {TOTAL: told("Total"), **names()["sector"]}
    if not every_sector:
        frame = frame[frame["sector"] == TOTAL].drop(columns="sector")
    else:
        frame = frame.assign(sector=frame["sector"].map(sectors))
    frame = frame.assign(effect_kind=[label(f"effect_{kind}") for kind in frame["effect_kind"]])
    return Table(
        name="effect_kind",
        title=told("What is the technology used for?"),
        frame=frame.reset_index(drop=True),
        brief=(
            *(("sector",) if every_sector else ()),
            "effect_kind",
            *("share_effect_mean", ("share_effect_p05", "share_effect_p95")),
            *("fte_mean", ("fte_p05", "fte_p95")),
        ),
        mark=mark,
        notes=(KINDS_NOTE,),
    )
