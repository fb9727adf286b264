"""The radar of a scenario: what is ready now, and exports that drawing tools read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.analysis.readiness import shown_relevance
from autopot.messages import in_own_language, name_in, told
from autopot.radar import Blip, History
from autopot.results.keeping import write
from autopot.results.radar.movements import Exported, moved_since, movement_notes
from autopot.results.radar.tables import (
    most_relevant,
    readiness_of,
    technology_frame,
    technology_paragraphs,
    technology_table,
)
from autopot.results.rows import plain_rows
from autopot.results.run.result import Result
from autopot.tables import Table


@dataclass(frozen=True)
class RadarReading:
    """Technologies by ring, and how much of the potential is ready.

    Parameters
    ----------
    result : the run it rests on.
    """

    result: Result

    @property
    def language(self) -> str:
        """Of names and texts."""
        return self.result.scenario.scenario.report.language

    @property
    def title(self) -> str:
        """Of the run."""
        return self.result.title()

    @cached_property
    def technologies(self) -> pd.DataFrame:
        """One row a technology, inner ring first, with the columns of `technology_frame`."""
        return technology_frame(self.result.radar, self.result.potential)

    @property
    def readiness(self) -> pd.DataFrame:
        """Ready now, later and on hold (see `autopot.analysis.readiness.readiness_table`)."""
        return self.result.readiness

    @in_own_language
    def blips(self, found: History) -> list[Blip]:
        """What the exports are written from.

        Parameters
        ----------
        found : from `history`; says of each technology whether it has moved.

        Returns
        -------
        Inner ring first; texts give away nothing of sectors that are hidden.
        """
        relevance = shown_relevance(self.result.draws.relevance, self.result.hidden)
        calibrated = self.result.uncalibrated is not None
        hidden = bool(self.result.hidden.of("sector"))
        blips = []
        for _, row in self.technologies.iterrows():
            sectors = most_relevant(relevance, row)
            blips.append(
                Blip(
                    technology=str(row["technology"]),
                    name=str(row[name_in(row.index)]),
                    category=str(row["category"]),
                    radar_class=str(row["radar_class"]),
                    movement=found.movements[str(row["technology"])],
                    paragraphs=technology_paragraphs(row, sectors, calibrated, hidden),
                    tags=tuple(sectors),
                )
            )
        return blips

    def history(self, previous: str | Path | None = None) -> History:
        """What has moved since an earlier radar.

        Parameters
        ----------
        previous : an export or a technologies.csv; None where there is none, and nothing is marked.

        Raises
        ------
        InputError
            `previous` is no radar.
        """
        return moved_since(self.result.radar, previous)

    @in_own_language
    def lines(self) -> list[str]:
        """The answer of the run, and what the reader must know about its inputs."""
        return [*self.result.answer().lines()[:3], *self.result.notes()]

    @in_own_language
    def tables(self, previous: str | Path | None = None) -> list[Table]:
        """How much is ready now, and the technologies, inner ring first.

        Parameters
        ----------
        previous : an earlier radar, as in `history`; it gives a column of what has moved.

        Raises
        ------
        InputError
            `previous` is no radar.
        """
        found = self.history(previous)
        mark = "" if self.result.uncalibrated is None else f" ({told('calibrated')})"
        movements = found.movements if found.known else None
        notes = [] if previous is None else movement_notes(found)
        return [
            readiness_of(self.readiness, mark),
            technology_table(self.technologies, movements, mark, notes),
        ]

    @in_own_language
    def as_json(self, previous: str | Path | None = None) -> dict[str, Any]:
        """Technologies and readiness as plain data.

        Parameters
        ----------
        previous : as for `history`; with it, every technology has a movement.

        Raises
        ------
        InputError
            `previous` is no radar.
        """
        found = self.history(previous)
        columns = ["technology", "name_nb", "name_en", "category", "radar_class", "cross_cutting"]
        columns += [f"{u}_{v}" for u in ("fte", "share") for v in ("mean", "p05", "p95")]
        frame = self.technologies[columns]
        if found.known:
            frame = frame.assign(movement=frame["technology"].map(found.movements))
        return {
            "scenario": self.result.scenario.scenario.name,
            "calibrated": self.result.uncalibrated is not None,
            "technologies": plain_rows(frame),
            "readiness": plain_rows(self.readiness),
            "gone": [item.names[0] for item in found.gone],
        }

    @in_own_language
    def export(
        self,
        kind: str,
        out: str | Path,
        previous: str | Path | None = None,
        date: str | None = None,
    ) -> Exported:
        """Write the radar for a drawing tool, whole or not at all.

        Parameters
        ----------
        kind : thoughtworks (CSV file), zalando (JSON file) or aoe (folder of Markdown).
        out : file, for aoe the folder that also holds earlier releases.
        previous : an earlier radar: an export to any of the tools, or an earlier technologies.csv.
        date : YYYY-MM-DD, of the radar; needed for zalando and aoe, and for them only.

        Raises
        ------
        InputError
            Unknown kind, missing, needless or impossible date, an earlier radar that cannot be
            read, or a place that cannot be written.
        """
        return cast("Exported", write(self, "export", kind, out, previous, date))
