"""How well the estimated workforce predicts published figures that it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from autopot import catalogue
from autopot.messages import say, say_in, written
from autopot.results.rows import plain_rows
from autopot.tables import Table

KINDS = {
    "total": say("a city's total, from the other cities"),
    "sector": say("parts of Oslo and Stavanger, from their totals"),
    "nation": say("a national figure, from the other figures"),
    "nurses": say("nurses in a municipality, which no estimate uses"),
}
"""What is held out, as `autopot.statistics.held_out` has it."""

SHORT = {
    "total": say_in("held out", "Total"),
    "sector": say_in("held out", "Part"),
    "nation": say_in("held out", "Nation"),
    "nurses": say_in("held out", "Nurses"),
}


@dataclass(frozen=True)
class HeldOut:
    """Published figures beside what the estimate says without them.

    Parameters
    ----------
    figures : columns held_out, margin, municipality, predicted and published (contracted FTE),
        error (log of their proportion).
    errors : columns held_out, size_group, cases, error and drawn (standard deviations, log scale).
    """

    figures: pd.DataFrame
    errors: pd.DataFrame

    def tables(self) -> list[Table]:
        """Errors by kind beside those that are drawn, and the figures; nurses in the first only."""
        groups = catalogue.size_groups().set_index("size_group")
        sizes = {code: written(groups.loc[code], "name") for code in groups.index}
        errors = pd.DataFrame(
            {
                "held_out_kind": self.errors["held_out"].map(KINDS),
                "size_group": [sizes.get(code, "") for code in self.errors["size_group"]],
                "held_out_figures": self.errors["cases"],
                "error_measured": np.expm1(self.errors["error"]),
                "error_drawn": np.expm1(self.errors["drawn"]),
            }
        )
        shown = self.figures[self.figures["held_out"] != "nurses"]
        figures = pd.DataFrame(
            {
                "held_out_kind": shown["held_out"].map(SHORT),
                "margin": shown["margin"],
                "fte_predicted": shown["predicted"],
                "fte_published": shown["published"],
                "error_relative": np.expm1(shown["error"]),
            }
        )
        return [
            Table(
                "held_out_errors",
                say("Figures that were held out, and how far the estimate is from them"),
                errors,
                notes=(
                    say(
                        "Measured: the root of the mean square error. Drawn: what the factor "
                        "workforce draws where a municipality has no figure of its own; for the "
                        "nation the mean of the occupations. Nurses: their level is taken out, "
                        "because other nurses are counted."
                    ),
                ),
            ),
            Table(
                "held_out_figures", say("Each figure that was held out, contracted FTE"), figures
            ),
        ]

    def as_json(self) -> dict[str, Any]:
        """Both tables as plain data, with every municipality's nurses."""
        return {"errors": plain_rows(self.errors), "figures": plain_rows(self.figures)}
