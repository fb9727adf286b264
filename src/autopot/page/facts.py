"""What the charts are drawn from, besides potential.parquet."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from autopot.analysis.levels import BESIDE
from autopot.json_text import plain_json
from autopot.messages import name_in, told
from autopot.results.frames import level_table
from autopot.results.labels import label
from autopot.results.own_words import whose
from autopot.tables.names import names

FRAMES = ("radar", "readings", "factors")


@dataclass(frozen=True)
class ChartFacts:
    """The figures of a run in the form the charts need.

    Parameters
    ----------
    potential : long form as in potential.parquet; figures of suppressed rows are missing.
    radar : technologies with class, category, scores and their basis.
    readings : one row per reading and thing: reading, weight, kind (total or sector), key, middle,
        low, high; shares under that reading alone over the range of its own parameters.
    factors : sensitivity of the total: factor, total, total_low, total_high, width,
        width_if_known; empty where it was not computed.
    beside : what stands beside the main figure, long form as it follows in potential.parquet; empty
        where nothing does.
    groups : of sectors by certain rank (see `autopot.analysis.ranks`).
    by_year : adopted, realised and quality by year, long form as in potential.parquet; empty where
        no years were asked for.
    gap : need of work and what meets it, long form as in gap.parquet; empty where not asked for.
    published : the published total where it has the same definition, or None.
    converged : whether the sensitivity is precise enough to rank factors.
    draws : draws behind the sensitivity; 0 where it was not computed.
    language : of the run, for who draws its charts later.
    key : what a council asks, with the answers, as `autopot.results.run.key.Key.as_json` gives it;
        empty in runs from before there was one.
    """

    potential: pd.DataFrame
    radar: pd.DataFrame
    readings: pd.DataFrame
    factors: pd.DataFrame = field(default_factory=pd.DataFrame)
    beside: pd.DataFrame = field(default_factory=pd.DataFrame)
    groups: list[list[str]] = field(default_factory=list)
    by_year: pd.DataFrame = field(default_factory=pd.DataFrame)
    gap: pd.DataFrame = field(default_factory=pd.DataFrame)
    published: float | None = None
    converged: bool = False
    draws: int = 0
    language: str = "nb"
    key: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Key column -> code -> name; the run's own technologies before the packaged ones."""
        mapping = names()
        own = dict(
            zip(self.radar["technology"], self.radar[name_in(self.radar.columns)], strict=True)
        )
        return {**mapping, "technology": {**mapping["technology"], **own}}

    @cached_property
    def _levels(self) -> dict[str, pd.DataFrame]:
        """Level -> its rows, kept since most are asked for several times."""
        return {}

    @cached_property
    def about(self) -> str:
        """Whom the figures are of: a few municipalities by name, the big cities, or how many."""
        rows = self.potential[self.potential["level"] == "municipality"]
        codes = list(dict.fromkeys(rows["municipality"].astype(str)))
        called = self.names["municipality"]
        return whose(codes, called)

    @property
    def calibrated(self) -> bool:
        """Whether the figures were moved to meet a published total."""
        return bool(self.potential["kind"].eq("technical_calibrated").any())

    def marked(self, text: str) -> str:
        """A name of figures, with the mark that they are calibrated where they are."""
        return f"{text} ({told('calibrated')})" if self.calibrated else text

    def axis(self, unit: str) -> str:
        """Title of an axis of shares or FTE."""
        return self.marked(label(f"axis_{unit}"))

    def level(self, level: str) -> pd.DataFrame:
        """One level with both units in a row; suppressed rows left out.

        Parameters
        ----------
        level : a value of the column level of `potential`.
        """
        if level not in self._levels:
            self._levels[level] = _shown(level_table(self.potential, level))
        return self._levels[level]

    def beside_level(self, level: str, kind: str = BESIDE) -> pd.DataFrame:
        """The same of a kind of `beside`.

        Parameters
        ----------
        level : a value of the column level of `beside`.
        kind : beside, or with_beside for both together.
        """
        return _shown(level_table(self.beside[self.beside["kind"] == kind], level))

    def to_json(self) -> bytes:
        """Everything but the potential, as the content of charts.json."""
        content: dict[str, Any] = {
            "published": self.published,
            "converged": self.converged,
            "draws": self.draws,
            "groups": self.groups,
            "key": self.key,
        }
        for name in FRAMES:
            content[name] = json.loads(getattr(self, name).to_json(orient="records"))
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["share_mean"].notna()].reset_index(drop=True)


def facts_from_json(content: bytes, potential: pd.DataFrame, language: str) -> ChartFacts:
    """The facts of a finished run, from its charts.json and potential.parquet.

    Parameters
    ----------
    content : of charts.json, as `ChartFacts.to_json` wrote it.
    potential : long form; the rows of potential.parquet that are of no year and not beside the main
        figure.
    language : nb, nn or en.

    Returns
    -------
    `beside` and `by_year` are empty: they are not in charts.json, and the caller adds them.
    """
    data = plain_json(content)
    frames = {name: pd.DataFrame(data.pop(name)) for name in FRAMES}
    return ChartFacts(potential, **frames, **data, language=language)
