"""The tables of a run: total, sectors, municipalities, radar classes, years, sizes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot import catalogue
from autopot.analysis.levels import BESIDE
from autopot.evidence import GATES
from autopot.messages import Text, say, told
from autopot.results.frames import (
    level_frame,
    level_table,
)
from autopot.results.labels import label
from autopot.results.ranked import (
    Groups,
    in_groups,
    place_texts,
)
from autopot.results.run.net import kind_of
from autopot.results.run.sizes import BESIDE as BESIDE_SHARE
from autopot.results.run.sizes import (
    MANY,
    extremes,
    size_groups,
    towns_by_size,
    with_names,
)
from autopot.tables import Brief, Table, TableColumn, column
from autopot.tables.names import names

SHARES: tuple[Brief, ...] = ("share_mean", ("share_p05", "share_p95"))
FTES: tuple[Brief, ...] = ("fte_mean", ("fte_p05", "fte_p95"))
EXACT = "share_exact"
KINDS = ("adopted", "realised", "quality")

RANKED = say(
    "A sector stands above another only where its share is higher in at least 95% "
    "of the draws. Sectors with the same places stand in a fixed order."
)
ASIDE = say(
    "“Beside” is time where the person is the service itself. It is not in the "
    "potential, and it is not time that can be taken out."
)
OWN_RADAR = say(
    "The radar is our own placement; the KS radar of 2019 is an annex that we have not read."
)
ESTIMATE = say(
    "The estimate lets municipalities differ by how large each sector is, from the ages of "
    "their residents, their size and the State's index of need. Within a sector all have the "
    "same mix of occupations. Use own figures to see more."
)
OWN_GATES = say(
    "Partly: a person must decide, see or sign. Fully: the person is the service "
    "itself. The coding is our own."
)


def level_of(
    potential: pd.DataFrame, beside: pd.DataFrame, level: str, groups: Groups, mark: str
) -> Table:
    """Sectors or municipalities, the total first.

    Parameters
    ----------
    potential : long form.
    beside : what stands beside it, long form; empty where nothing does.
    level : sector or municipality.
    groups : of sectors by certain rank; they decide the order, and give a column of places.
    mark : what stands after title and headings; empty or "(calibrated)".
    """
    total = level_frame(potential, beside, "total").assign(**{level: ""})
    things = in_groups(level_frame(potential, beside, level), level, groups)
    frame = pd.concat([total, things], ignore_index=True)
    place = place_texts(groups)
    frame["place"] = [place.get(str(code), "") for code in frame[level]]
    frame[level] = [names()[level].get(str(code), told("Total")) for code in frame[level]]
    notes = [RANKED] if level == "sector" else []
    return Table(
        name=level,
        title=label(f"sheet_{level}"),
        frame=frame,
        brief=(
            level,
            *(("place",) if groups else ()),
            "fte_base",
            *SHARES,
            *FTES,
            *(("share_beside_mean",) if len(beside) else ()),
        ),
        mark=mark,
        notes=(*notes, *((ASIDE,) if notes and len(beside) else ())),
        bar="share",
    )


def radar_classes(potential: pd.DataFrame, mark: str) -> Table:
    """By radar class, share of FTE: total, sectors, and municipalities if they are several.

    Parameters
    ----------
    potential : long form.
    mark : as in `level_of`.

    Returns
    -------
    One column a class; a row sums to the potential of the thing, not to 1. Municipalities are left
    out from `MANY` on.
    """
    order = list(catalogue.radar_classes()["radar_class"])
    by = ["sector"]
    if 1 < len(level_table(potential, "municipality")) < MANY:
        by.append("municipality")
    return Table(
        name="radar_class",
        title=told("Potential by radar class, share of FTE"),
        frame=_split(potential, "radar_class", order, by),
        mark=mark,
        notes=(OWN_RADAR,),
    )


def gates(potential: pd.DataFrame, mark: str) -> Table:
    """By how far law or duty requires a person; a layer beside the rest says so.

    Parameters
    ----------
    potential : long form; kind tells which layers stand beside the main figure.
    mark : as in `level_of`.

    Returns
    -------
    One column a gate; the total and every sector, share of its FTE.
    """
    apart = set(potential.loc[potential["kind"] == BESIDE, "human_required"])
    layers = {
        f"share_{gate}": TableColumn(
            f"{names()['human_required'][gate]} ({told('Beside').lower()})", f"share_{gate}"
        )
        for gate in GATES
        if gate in apart
    }
    return Table(
        name="human_required",
        title=told("Potential by whether law or duty requires a person, share of the sector's FTE"),
        frame=_split(potential, "human_required", list(GATES), ["sector"]),
        own=layers,
        mark=mark,
        notes=(OWN_GATES,),
    )


def _split(
    potential: pd.DataFrame, key: str, order: Sequence[str], by: Sequence[str]
) -> pd.DataFrame:
    """One row for the total and for each thing, one column a value of the key."""
    parts = [level_table(potential, key).assign(thing=told("Total"))]
    for level in by:
        frame = level_table(potential, f"{level}_{key}")
        parts.append(frame.assign(thing=frame[level].map(names()[level])))
    every = pd.concat(parts, ignore_index=True)
    wide = every.pivot_table("share_mean", "thing", key, aggfunc="first", sort=False, dropna=False)
    wide = wide.reindex(index=list(dict.fromkeys(every["thing"])), columns=list(order))
    hidden = every.groupby("thing", sort=False)["suppressed"].any()
    table = wide.rename(columns=lambda value: f"share_{value}").rename_axis(columns=None)
    return table.assign(suppressed=hidden).reset_index().rename(columns={"thing": "sector"})


def years(by_year: pd.DataFrame, mark: str, notes: Sequence[Text]) -> Table:
    """One row a year: in use, taken out and quality of all sectors together.

    Parameters
    ----------
    by_year : long form, kinds adopted, realised and quality.
    mark : as in `level_of`.
    notes : what the reader must know about them.
    """
    total = by_year[by_year["level"] == "total"]
    long = total.assign(kind=kind_of(total)).set_index(["year", "unit", "kind"])
    frame = pd.DataFrame({"year": list(dict.fromkeys(total["year"]))})
    for name in KINDS:
        for unit, values in (("share", ("mean",)), ("fte", ("mean", "p05", "p95"))):
            for value in values:
                found = long[value].xs((unit, name), level=("unit", "kind"))
                frame[f"{unit}_{name}_{value}"] = found.reindex(frame["year"]).to_numpy()
    frame = frame.drop(columns="share_quality_mean")
    brief: list[Brief] = ["year"]
    for name in KINDS:
        brief += [f"share_{name}_mean"] if name != "quality" else []
        brief += [f"fte_{name}_mean", (f"fte_{name}_p05", f"fte_{name}_p95")]
    return Table(
        name="by_year",
        title=told("What can be taken into use, and what can be taken out? All municipalities"),
        frame=frame,
        brief=tuple(brief),
        mark=mark,
        notes=tuple(notes),
    )


def by_size(
    potential: pd.DataFrame, beside: pd.DataFrame, one: pd.DataFrame | None, mark: str
) -> list[Table]:
    """Municipalities by size: the groups, and the extremes or one among its neighbours.

    Parameters
    ----------
    potential, beside, mark : as in `level_of`.
    one : a municipality and those nearest in residents; None for the extremes.
    """
    towns = towns_by_size(potential, beside)
    aside: tuple[Brief, ...] = (BESIDE_SHARE,) if BESIDE_SHARE in towns else ()
    groups = Table(
        name="size_groups",
        title=told("Size groups"),
        frame=with_names(size_groups(towns)),
        brief=(
            *("size_group", "municipalities", "fte_base", "fte_per_thousand", "share_mean"),
            *(("share_lowest", "share_highest"), "fte_mean", ("share_below", "share_above")),
            *aside,
        ),
        own={
            "share_mean": TableColumn(column("share_mean").short, "share_mean", EXACT),
            "share_lowest..": TableColumn(label("lowest_highest"), "share_lowest"),
            "share_below..": TableColumn(label("typical_spread"), "share_below"),
        },
        mark=mark,
        notes=(
            say(
                "'One municipality, 90%': how far below and above the middle the potential "
                "in FTE lies in a typical municipality of the group."
            ),
        ),
    )
    many = say(
        "All {count} municipalities are in tables.xlsx; the sheet by size has each "
        "beside its group. One municipality among its neighbours in residents: "
        "--municipality NUMBER.",
        count=len(towns),
    )
    shown = with_names(extremes(towns) if one is None else one)
    shown["municipality"] = shown["municipality_code"] + " " + shown["municipality"]
    return [
        groups,
        Table(
            name="municipalities",
            title=label("extremes_title" if one is None else "sheet_size"),
            frame=shown,
            brief=(
                *("municipality", "residents", "fte_base", *SHARES, *FTES, "share_peers_mean"),
                ("share_peers_lowest", "share_peers_highest"),
                *aside,
            ),
            own={
                "share_mean": TableColumn(column("share_mean").short, "share_mean", EXACT),
                "share_peers_lowest..": TableColumn(label("lowest_highest"), "share_lowest"),
            },
            mark=mark,
            notes=(many,) if len(towns) >= MANY else (),
        ),
    ]
