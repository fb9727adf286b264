"""A site: the run of all municipalities, and what is told of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd

from autopot.messages import in_own_language
from autopot.results.gap.result import Gap
from autopot.results.keeping import write
from autopot.results.peers.result import Peers
from autopot.results.run.result import Result
from autopot.results.run.sizes import towns_by_size
from autopot.results.site.town import Town
from autopot.results.site.words import no_ranking


@dataclass(frozen=True)
class Site:
    """All municipalities of a run, to be published.

    Parameters
    ----------
    result : the run, with the need of work of all municipalities.
    towns : numbers of those that have a page.
    peers : municipality -> it beside its size group and the big cities; of `towns`.
    apart : pairs of municipalities that can be told apart, and all pairs.
    made : the day.
    """

    result: Result
    towns: tuple[str, ...]
    peers: Mapping[str, Peers]
    apart: tuple[int, int]
    made: date

    @property
    def language(self) -> str:
        """Of its pages, unless another is asked for."""
        return self.result.language

    @cached_property
    def every(self) -> pd.DataFrame:
        """All municipalities of the run, one row each (`autopot.results.run.sizes`)."""
        return towns_by_size(self.result.potential, self.result.beside)

    @cached_property
    def _rows(self) -> dict[str, dict[str, pd.DataFrame]]:
        """Level -> municipality -> its rows."""
        levels = ("municipality", "municipality_sector", "municipality_radar_class")
        return {
            level: {str(town): rows for town, rows in self._level(level).groupby("municipality")}
            for level in levels
        }

    def _level(self, level: str) -> pd.DataFrame:
        """A level of the run; with what stands beside the main figure where it has it."""
        whole = level == "municipality"
        return self.result.with_beside(level) if whole else self.result.level(level)

    @cached_property
    def _gaps(self) -> dict[str, pd.DataFrame]:
        """Municipality -> its rows of the need of work."""
        if self.result.gap is None:
            return {}
        rows = self.result.gap.every
        return {str(town): own for town, own in rows.groupby("municipality")}

    @cached_property
    def country(self) -> Result:
        """The run, its need of work told of all together."""
        gap = self.result.gap
        return self.result if gap is None else replace(self.result, gap=replace(gap, shown=()))

    def town(self, code: str) -> Town:
        """What is told of a municipality.

        Parameters
        ----------
        code : one of `towns`.
        """
        rows = {level: found[code] for level, found in self._rows.items()}
        return Town(
            code=code,
            whole=rows["municipality"].iloc[0],
            sectors=rows["municipality_sector"],
            classes=rows["municipality_radar_class"],
            gap=self._gap(code),
            peers=self.peers.get(code),
        )

    def _gap(self, code: str) -> Gap | None:
        gap = self.result.gap
        return None if gap is None else replace(gap, every=self._gaps[code], shown=(code,))

    @in_own_language
    def lines(self) -> list[str]:
        """Why the municipalities are in no order by their figures."""
        return no_ranking(*self.apart)

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """The municipalities with a page, and how many can be told apart."""
        apart, pairs = self.apart
        return {
            "scenario": self.result.scenario.scenario.name,
            "made": self.made.isoformat(),
            "draws": self.result.drawn,
            "seed": self.result.scenario.scenario.uncertainty.seed,
            "municipalities": list(self.towns),
            "pairs": pairs,
            "pairs_told_apart": apart,
        }

    @in_own_language
    def save(self, out: str | Path | None = None) -> Path:
        """Write the pages.

        Parameters
        ----------
        out : directory; by default site-<scenario> under the current folder.

        Returns
        -------
        The directory, with index.html, country.html, a page of each municipality in municipality/,
        site.css, scenario.yaml and manifest.json.

        Raises
        ------
        InputError
            The place cannot be used.
        """
        return cast("Path", write(self, "save", out))
