"""What a site tells of one municipality."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from autopot import catalogue
from autopot.analysis.levels import BESIDE
from autopot.messages import name_in, say, told
from autopot.messages.numbers import percent, rounded
from autopot.results.gap.result import Gap
from autopot.results.labels import label
from autopot.results.peers.result import Peers
from autopot.results.run.key_words import potential_lines
from autopot.results.run.tables import FTES, OWN_RADAR, SHARES
from autopot.tables import Table, TableColumn
from autopot.tables.names import names

TIME = {"fte_mean": TableColumn(say("FTE of time"), "fte_mean")}
"""FTE are a way of counting time, and no posts."""


@dataclass(frozen=True)
class Town:
    """One municipality of a site.

    Parameters
    ----------
    code : its number.
    whole : municipality, fte_base, share_… and fte_… (mean, p05, p95), suppressed; and
        share_beside_… and fte_beside_… where anything stands beside the main figure.
    sectors, classes : the same columns, one row a sector and one a radar class.
    gap : its need of work; None where the run has none.
    peers : it beside its size group and the big cities.
    """

    code: str
    whole: pd.Series
    sectors: pd.DataFrame
    classes: pd.DataFrame
    gap: Gap | None
    peers: Peers | None

    @property
    def name(self) -> str:
        """Of the municipality."""
        return names()["municipality"][self.code]

    def lines(self) -> list[str]:
        """The potential in sentences, and what stands beside it."""
        found = potential_lines(self.whole)
        if self.whole.get(f"fte_{BESIDE}_mean", 0.0) > 0:
            found.append(
                told(
                    "Beside it stands time where the person is the service itself: {share} "
                    "({low} to {high}), as much as in {fte} FTE ({fte_low} to {fte_high}). It is "
                    "in no other figure here.",
                    share=percent(self.whole[f"share_{BESIDE}_mean"], 1),
                    low=percent(self.whole[f"share_{BESIDE}_p05"], 1),
                    high=percent(self.whole[f"share_{BESIDE}_p95"], 1),
                    fte=rounded(self.whole[f"fte_{BESIDE}_mean"]),
                    fte_low=rounded(self.whole[f"fte_{BESIDE}_p05"]),
                    fte_high=rounded(self.whole[f"fte_{BESIDE}_p95"]),
                )
            )
        return found

    def sector_table(self) -> Table:
        """The municipality and its sectors, in the order of the sectors."""
        order = list(catalogue.sectors()["sector"])
        rows = self.sectors.sort_values("sector", key=lambda codes: codes.map(order.index))
        called = names()["sector"]
        frame = pd.concat([self.whole.to_frame().T, rows], ignore_index=True)
        frame["sector"] = [told("Total"), *(called[str(code)] for code in rows["sector"])]
        return Table(
            "sector",
            label("sheet_sector"),
            frame,
            brief=("sector", "fte_base", *SHARES, *FTES),
            own=TIME,
        )

    def class_table(self) -> Table:
        """The potential by radar class, inner ring first."""
        return class_table(self.classes)


def class_table(classes: pd.DataFrame) -> Table:
    """The potential by radar class, inner ring first.

    Parameters
    ----------
    classes : radar_class, and share_… and fte_… (mean, p05, p95) of each.
    """
    order = catalogue.radar_classes()
    called = dict(zip(order["radar_class"], order[name_in(order.columns)], strict=True))
    rows = classes.set_index("radar_class").loc[list(called)].reset_index()
    rows["radar_class"] = [called[str(code)] for code in rows["radar_class"]]
    return Table(
        "radar_class",
        told("What is ready, what later?"),
        rows,
        brief=("radar_class", *SHARES, *FTES),
        own={**TIME, "radar_class": TableColumn(say("Radar class"), "radar_class")},
        notes=(OWN_RADAR,),
    )
