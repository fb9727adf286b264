"""The first page of a run: the seven questions of a council, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.messages import language, say, told
from autopot.results.rows import plain_rows
from autopot.results.run.figures import RunFigures
from autopot.results.run.key_words import (
    ENDS,
    Part,
    comes_out,
    gap,
    how_much,
    how_sure,
    rests_on,
    where,
)
from autopot.results.run.pairs import (
    ORDER,
    decided_shares,
    first_pairs,
    others_lines,
    pair_table,
)
from autopot.results.sensitivity.result import Sensitivity
from autopot.tables import Table, TableColumn

FIRST = "first"
"""Name of the part that says what comes first."""
HEADINGS = {
    "share_mean": TableColumn(say("Share of working time"), "share_mean"),
    "fte_mean": TableColumn(say("FTE of time"), "fte_mean"),
}
"""The figures are of several things, so that no heading can name one."""


@dataclass(frozen=True)
class Key:
    """What a council asks, with the answers.

    Parameters
    ----------
    parts : the questions in order; those that the run cannot answer are left out.
    pairs : technologies and sectors that come first: codes and figures.
    first : the same as a table for people.
    others : technology and what others got out of it, each told once.
    title : of the run.
    mark : what stands after headings of figures; empty or "(calibrated)".
    """

    parts: list[Part]
    pairs: pd.DataFrame
    first: Table
    others: list[tuple[str, str]]
    title: str
    mark: str = ""

    def part(self, name: str) -> Part | None:
        """One question; None where it is not answered."""
        return next((part for part in self.parts if part.name == name), None)

    def figures(self, name: str) -> Table | None:
        """The figures of one question, for narrow views; None where it has none."""
        part = self.part(name)
        if part is None or part.figures.empty:
            return None
        frame = part.figures
        shares = frame["share_mean"].notna().any()
        place = ("place",) if frame["place"].ne("").any() else ()
        brief = (
            *("what", *place),
            *(("share_mean", ("share_p05", "share_p95")) if shares else ()),
            *("fte_mean", ("fte_p05", "fte_p95")),
        )
        return Table(
            name,
            part.heading,
            frame,
            brief=brief,
            own=HEADINGS,
            mark=self.mark,
        )

    def table(self) -> Table:
        """Everything in one table: each figure a row, and each sentence without figures too."""
        frames = [pd.DataFrame({"what": [self.title], "question": told("Of what?")})]
        for part in self.parts:
            rows = pd.DataFrame({"what": part.lines}) if part.figures.empty else part.figures
            frames.append(rows.assign(question=part.heading))
        frame = pd.concat(frames, ignore_index=True)
        figures = [f"{unit}_{end}" for unit in ("share", "fte") for end in ENDS]
        frame = frame[["question", "what", "place", *figures]]
        return Table(
            "key",
            told("Key figures"),
            frame.assign(place=frame["place"].fillna("")),
            own=HEADINGS,
            mark=self.mark,
        )

    def as_json(self) -> list[dict[str, Any]]:
        """The questions as plain data; the pairs stand in theirs with codes."""
        found = []
        for part in self.parts:
            frame = self.pairs if part.name == FIRST else part.figures
            found.append(
                {
                    "question": part.name,
                    "heading": part.heading,
                    "lines": part.lines,
                    "figures": plain_rows(frame),
                }
            )
        return found


def key_of(result: RunFigures, found: Sensitivity | None = None) -> Key:
    """The first page of a run.

    Parameters
    ----------
    result : the run.
    found : its sensitivity, where it was computed.
    """
    place = (language(), id(found))
    if place not in result.answered:  # with the sensitivity, so that no other gets its number
        result.answered[place] = (found, _key(result, found))
    answer: Key = result.answered[place][1]
    return answer


def _key(result: RunFigures, found: Sensitivity | None) -> Key:
    mark = "" if result.uncalibrated is None else f" ({told('calibrated')})"
    classes = dict(zip(result.radar["technology"], result.radar["radar_class"], strict=True))
    pairs = first_pairs(result.level("sector_technology"), classes)
    pairs = pairs.join(
        decided_shares(
            pairs,
            result.workforce.cells,
            result.assembled,
            result.scenario.scenario,
        )
    )
    table = pair_table(pairs, result.radar)
    parts = [
        how_much(result),
        where(result),
        _first(table),
        comes_out(result),
        gap(result),
        how_sure(result, found),
        rests_on(result),
    ]
    answered = [part for part in parts if part is not None]
    return Key(
        answered,
        pairs,
        table,
        others_lines(pairs, result.radar),
        title=result.title(),
        mark=mark,
    )


def _first(table: Table) -> Part | None:
    """What first, with a figure for each pair; None where no pair is large enough."""
    if table.frame.empty:
        return None
    frame = table.frame
    what = frame["technology"] + ", " + frame["sector"].str.lower() + " (" + frame["radar_class"]
    shares = dict.fromkeys((f"share_{end}" for end in ENDS), float("nan"))
    figures = frame[[f"fte_{end}" for end in ENDS]].assign(what=what + ")", place="", **shares)
    return Part(FIRST, told("What first?"), [str(ORDER)], figures)
