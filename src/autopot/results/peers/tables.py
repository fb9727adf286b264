"""A municipality beside others, in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from autopot.messages import Text, say, told
from autopot.results.labels import label
from autopot.results.peers.words import place_name
from autopot.tables import Brief, Table, TableColumn, column
from autopot.tables.names import names

ALIKE = say(
    "All are computed with the same tasks, time and technology, in the same draws. Only who works "
    "there differs: how many of the FTE are in each sector, and which occupations are in a sector."
)
REST_IS = say(
    "The rest is how far the estimates may be wrong: near 0 in the middle, with the interval that "
    "the errors of the estimates give."
)
ESTIMATES = say(
    "The figures of the others are estimates, not their own staff. In the estimate a sector has "
    "the same occupations in all municipalities: what comes from the occupations is how far this "
    "municipality is from the country."
)
BOTH_ESTIMATES = say(
    "All figures are estimates, also those of the municipality itself. In the estimate a sector "
    "has the same occupations in all municipalities, so nothing can come from the occupations. Use "
    "own staff to see more."
)
RESIDENTS = say(
    "FTE per 1,000 residents: the estimates count those at work, without long absence; own staff "
    "are as the file counts them. Residents are of 1 January 2024."
)
FIRST_ORDER: tuple[Brief, ...] = (
    "share_mean",
    ("share_p05", "share_p95"),
    "share_difference_mean",
    ("share_difference_p05", "share_difference_p95"),
    "share_from_sectors_mean",
    "share_from_occupations_mean",
    ("share_from_rest_p05", "share_from_rest_p95"),
)


def notes(table: pd.DataFrame, own: bool) -> list[Text]:
    """What the reader of the tables must know.

    Parameters
    ----------
    table : as from `autopot.results.peers.figures.peer_table`.
    own : whether the municipality's staff are its own.
    """
    estimates = table["estimate"].iloc[1:].any()
    about = [ESTIMATES if own else BOTH_ESTIMATES] if estimates else []
    return [*about, ALIKE, REST_IS, RESIDENTS]


def peers(table: pd.DataFrame, towns: Sequence[str], notes: Sequence[Text]) -> Table:
    """The municipality and those it stands beside.

    Parameters
    ----------
    table : as from `autopot.results.peers.figures.peer_table`.
    towns : the municipalities that stand beside the others.
    notes : what the reader must know.
    """
    both = zip(table["place_kind"], table["place"], strict=True)
    frame = table.drop(columns=["place_kind", "place"])
    frame.insert(0, "beside", [place_name(str(kind), str(key), towns) for kind, key in both])
    frame["estimate"] = [told("estimate") if e else told("own staff") for e in table["estimate"]]
    frame = frame.rename(columns={"estimate": "staff_from"})
    return Table(
        name="peers",
        title=say("My municipality beside others"),
        frame=frame,
        brief=("beside", "staff_from", "fte_per_thousand", *FIRST_ORDER),
        own={
            "share_mean": TableColumn(column("share_mean").short, "share_mean", "share_exact"),
            "share_from_rest_p05..": TableColumn(say("The rest, 90%"), "share_from_rest_p05"),
            "share_difference_p05..": TableColumn(column("interval").short, "share_difference_p05"),
        },
        notes=tuple(notes),
    )


def sectors_beside(sectors: pd.DataFrame, table: pd.DataFrame, towns: Sequence[str]) -> list[Table]:
    """One table a place: each sector in both, and what it adds to the difference.

    Parameters
    ----------
    sectors, table : as from `autopot.results.peers.figures`.
    towns : the municipalities that stand beside the others.
    """
    called, found = names()["sector"], []
    for kind, key in table[["place_kind", "place"]].iloc[1:].itertuples(index=False):
        rows = sectors[(sectors["place_kind"] == kind) & (sectors["place"] == key)]
        frame = rows.drop(columns=["place_kind", "place"]).reset_index(drop=True)
        frame["sector"] = [called[str(code)] for code in frame["sector"]]
        other = place_name(str(kind), str(key), towns)
        found.append(
            Table(
                name=f"peers_{kind}_{key}".rstrip("_"),
                title=say("By sector, beside: {other}", other=other),
                frame=frame,
                own={
                    "fte_per_thousand": TableColumn(
                        column("fte_per_thousand").heading, "fte_per_thousand", "tenths"
                    ),
                    "share_mean": TableColumn(
                        column("share_mean").short, "share_mean", "share_exact"
                    ),
                },
            )
        )
    return found


def peer_sheets(tables: Sequence[Table]) -> list[Table]:
    """The tables as sheets: the places, and all of the others by sector in one.

    Parameters
    ----------
    tables : of `peers`, then those of `sectors_beside`.
    """
    first, *by_sector = tables
    rows = []
    for other, table in zip(first.frame["beside"].iloc[1:], by_sector, strict=True):
        rows.append(table.frame.assign(beside=other))
    frame = pd.concat(rows, ignore_index=True)
    frame.insert(0, "beside", frame.pop("beside"))
    sheet = Table("peers_sectors", label("sheet_peers_sectors"), frame, own=by_sector[0].own)
    return [replace(first, title=label("sheet_peers")), sheet]
