"""What the growth of capability that others measured would do to a run that assumes none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.messages import say
from autopot.results.labels import label
from autopot.results.rows import plain_rows
from autopot.tables import Table


@dataclass(frozen=True)
class Growth:
    """Changes between figures of different years, as published and between our generations.

    Parameters
    ----------
    changes : as from `autopot.evidence.growth.growth_table`.
    """

    changes: pd.DataFrame

    def tables(self) -> list[Table]:
        """One row a change."""
        columns = ["what", "years_between", "logit", "per_year", "same_items"]
        frame = self.changes.rename(columns={"years": "years_between"})
        named = [label(f"growth_{change}") for change in frame["change"]]
        same = [str(say("yes") if same else say("no")) for same in frame["same_items"]]
        return [
            Table(
                name="capability_growth",
                title=say("Changes between years, on the logit scale"),
                frame=frame.assign(what=named, same_items=same)[columns],
                notes=(
                    say(
                        "None of these is a growth of the share of working time: judged potential, "
                        "labels by others of other tasks, use of one product, and tests made of "
                        "what machines could not yet do. So the base scenario assumes none, and "
                        "the report says what the first and the last would do."
                    ),
                ),
            )
        ]

    def as_json(self) -> list[dict[str, Any]]:
        """The table as plain data."""
        return plain_rows(self.changes)
