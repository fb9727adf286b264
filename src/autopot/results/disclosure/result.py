"""How near anybody can come to small groups of own staff, who has all results of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.analysis.revealed import Ranges
from autopot.messages import Message, say, say_in, say_many, told
from autopot.results.rows import plain_rows
from autopot.tables import Table
from autopot.tables.names import thing_name

SHOWN = 20
"""Groups in the table, the narrowest first."""

PLACES = ("municipality", "sector", "occupation")

VERDICTS = {True: say_in("guarded", "yes"), False: say_in("guarded", "no")}


@dataclass(frozen=True)
class Disclosure:
    """What all results together tell of each small group.

    Parameters
    ----------
    ranges : lowest and highest FTE of every group that may be small.
    towns : municipalities of each staff that the results are of: those of one staff, and one
        threshold, tell the same however many they are.
    with_next : whether one of them is a staff file that no result has been saved of yet.
    language : of what is shown of it, unless another was asked for.
    """

    ranges: Ranges
    towns: tuple[frozenset[str], ...]
    with_next: bool = False
    language: str = "nb"

    @property
    def staffs(self) -> int:
        """How many staffs the results are of."""
        return len(self.towns)

    @property
    def versions(self) -> int:
        """Staffs of which another one has the same municipality, so that they tell together."""
        return sum(
            any(own & other for at, other in enumerate(self.towns) if at != number)
            for number, own in enumerate(self.towns)
        )

    @property
    def holds(self) -> bool:
        """Whether every small group is guarded."""
        return bool(self.ranges.guarded.all())

    @property
    def table(self) -> pd.DataFrame:
        """level, municipality, sector, occupation, low, high (FTE), guarded; narrowest first."""
        groups = self.ranges.groups.assign(guarded=self.ranges.guarded)
        width = groups["high"] - groups["low"]
        order = groups.assign(width=width).sort_values(["guarded", "width"], kind="stable")
        return order.drop(columns="width").reset_index(drop=True)

    def lines(self) -> list[Message]:
        """Whether the promise holds, and what it rests on."""
        narrow = int((~self.ranges.guarded).sum())
        threshold = self.ranges.threshold
        if self.staffs == 1:
            about = say(
                "All results are computed from the same pooled staff, so they tell the same."
            )
        elif self.versions == 0:
            every = sorted(set().union(*self.towns))
            about = say(
                "The results are of different municipalities ({list}), and none tells anything of "
                "the others.",
                list=[thing_name("municipality", town) for town in every],
            )
        elif self.versions < self.staffs:
            about = say(
                "{count} of the {all} staffs are versions of the same, which together tell more "
                "than each of them. The others are of other municipalities.",
                count=self.versions,
                all=self.staffs,
            )
        else:
            about = say(
                "The results are computed from {count} different versions of the staff, which "
                "together tell more than each of them.",
                count=self.staffs,
            )
        if self.with_next:
            about = say("{about} The next result of the file is one of them.", about=about)
        if narrow and self.ranges.same:
            found = say_many(
                "One group can be known too closely. Publish results of one threshold only.",
                "{count:,} groups can be known too closely. Publish results of one threshold only.",
                count=narrow,
            )
        elif narrow:
            found = say_many(
                "One group can be known too closely: the staff have changed, and the difference "
                "shows it. Publish results of one of the versions, or only the totals.",
                "{count:,} groups can be known too closely: the staff have changed, and the "
                "difference shows them. Publish results of one of the versions, or only the "
                "totals.",
                count=narrow,
            )
        else:
            found = say(
                "Protected: whoever has all results, and runs the model, must hold it possible "
                "that a group of fewer than {threshold} FTE is {threshold} larger.",
                threshold=threshold,
            )
        return [found, about]

    def tables(self) -> list[Table]:
        """The narrowest ranges."""
        first = self.table.head(SHOWN)
        several = len(set().union(*self.towns)) > 1
        frame = pd.DataFrame(
            {
                "disclosure_group": [_name(row, several) for row in first.to_dict("records")],
                "disclosure_low": first["low"],
                "disclosure_high": first["high"],
                "disclosure_verdict": [VERDICTS[bool(value)] for value in first["guarded"]],
            }
        )
        rest = len(self.table) - len(first)
        more = [say("{count} more groups have wider ranges.", count=rest)] if rest > 0 else []
        return [Table("disclosure", say("What can be worked out"), frame, notes=tuple(more))]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "holds": self.holds,
            "staffs": self.staffs,
            "suppress_below": self.ranges.threshold,
            "groups": plain_rows(self.table),
        }


def _name(row: dict[Any, Any], several: bool) -> str:
    """The names of the places that a group is about; of several municipalities also of which."""
    parts = [str(thing_name(place, str(row[place]))) for place in PLACES if pd.notna(row[place])]
    if several and pd.isna(row["municipality"]):
        parts.insert(0, told("Several municipalities"))
    return ", ".join(parts)
