"""The radar of a scenario: what is ready now, and exports that drawing tools read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as calendar
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from autopot import runs
from autopot.analysis.readiness import shown_relevance
from autopot.api.plain_rows import plain_rows
from autopot.api.run_result import Result
from autopot.api.simulation import run
from autopot.engine import Progress
from autopot.errors import InputError, Norwegian, Problem, quoted, unknown_name
from autopot.messages import in_own_language, name_in, say_in, told
from autopot.radar import Blip, History, Placed, history, read_earlier
from autopot.radar.aoe import (
    RELEASES,
    check_config,
    config_json,
    item_file,
    read_aoe,
    release_files,
    releases,
)
from autopot.radar.thoughtworks import thoughtworks_csv
from autopot.radar.zalando import zalando_json
from autopot.report.radar import (
    most_relevant,
    technology_frame,
    technology_paragraphs,
)

EXPORTS = ("thoughtworks", "zalando", "aoe")
DATED = ("zalando", "aoe")
"""Formats that hold a date; it is given, never taken from the clock."""


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Parameters
    ----------
    path : file or folder.
    history : what is new, moved or gone.
    notes : what the reader must know.
    """

    path: Path
    history: History
    notes: list[str]


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

    @cached_property
    def technologies(self) -> pd.DataFrame:
        """One row a technology, inner ring first (see `autopot.report.radar.technology_frame`)."""
        return technology_frame(self.result.radar, self.result.potential)

    @property
    def readiness(self) -> pd.DataFrame:
        """Ready now, later and on hold (see `autopot.analysis.readiness.readiness_table`)."""
        return self.result.readiness

    @in_own_language
    def blips(self, found: History) -> list[Blip]:
        """What the exports are written from."""
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

        Raises
        ------
        InputError
            `previous` is no radar.
        """
        earlier = None if previous is None else read_earlier(Path(previous))
        return history(self.result.radar, earlier)

    @in_own_language
    def as_json(self, previous: str | Path | None = None) -> dict[str, Any]:
        """Technologies and readiness as plain data."""
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
        if kind not in EXPORTS:
            raise InputError(unknown_name("--export", say_in("the", "format"), kind, list(EXPORTS)))
        day = _checked_date(kind, date)
        target = Path(out)
        if kind == "aoe":
            return self._export_aoe(target, previous, day)
        found = self.history(previous)
        blips = self.blips(found)
        notes = self.notes(found)
        if kind == "thoughtworks":
            content = thoughtworks_csv(blips)
            notes.append(
                told(
                    "Rings and quadrants are in English. The tool at radar.thoughtworks.com "
                    "takes only Thoughtworks' own quadrants; these names need a radar that you "
                    "host yourself (docs/radar.md)."
                )
            )
        else:
            content = zalando_json(blips, day, self._title())
        runs.write_output(target, content)
        return Exported(target, found, notes)

    def _export_aoe(self, folder: Path, previous: str | Path | None, day: str) -> Exported:
        """Add a release to a folder; earlier releases and an own config.json stay as they are."""
        earlier = _earlier_releases(folder, previous, day)
        before = read_aoe(folder, before=day) if earlier else None
        found = history(self.result.radar, before, by_name=False)
        files = release_files(self.blips(found), first=not earlier)
        files |= {f"{old.technology}.md": self._gone(old) for old in found.gone}
        notes = (
            self.notes(found)
            if earlier
            else [
                told("First release in the folder. From the next one the tool finds what is new.")
            ]
        )
        if not files:
            notes.append(
                told(
                    "No technology is new or has moved since {release}, so no new release was "
                    "made.",
                    release=earlier[-1],
                )
            )
            return Exported(folder, found, notes)
        if runs.holds(folder / RELEASES / day, files):
            return Exported(folder, found, notes)
        config = folder / "config.json"
        own_config = config.exists()
        if own_config:
            check_config(config)
        else:
            footer = told(
                "The radar is our own placement; the KS radar of 2019 is an annex that we "
                "have not read."
            )
            runs.write_output(config, config_json(self._title(), footer))
        try:
            runs.write_folder(folder / RELEASES / day, files)
        except BaseException:
            if not own_config:
                config.unlink(missing_ok=True)
            raise
        return Exported(folder, found, notes)

    def _gone(self, old: Placed) -> bytes:
        """The file that takes an item off the drawing; its quadrant stays as it was."""
        text = (told("No longer on the radar."),)
        return item_file(
            Blip(old.technology, old.names[0], "", old.radar_class, "out", text), featured=False
        )

    def _title(self) -> str:
        return self.result.title()

    @in_own_language
    def notes(self, found: History) -> list[str]:
        """What the reader of the flags must know."""
        if not found.known:
            return [
                told(
                    "No earlier radar is given (--previous), so nothing is marked as new or moved."
                )
            ]
        gone = ", ".join(item.names[0] for item in found.gone)
        return (
            [told("On the earlier radar but not on this one: {names}.", names=gone)] if gone else []
        )


def radar(
    scenario: str | Path = "base",
    workforce: pd.DataFrame | None = None,
    *,
    draws: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> RadarReading:
    """The radar of a scenario, with the potential of each technology.

    Parameters
    ----------
    scenario, workforce, draws, seed, threads, progress : as for `run`.

    Returns
    -------
    Technologies by ring, and how much of each sector's potential is ready now.

    Raises
    ------
    InputError
        Everything that is wrong with the scenario or the workforce.
    """
    return RadarReading(
        run(
            scenario,
            workforce,
            draws=draws,
            seed=seed,
            threads=threads,
            progress=progress,
        )
    )


def _checked_date(kind: str, date: str | None) -> str:
    """The date, where the format needs one."""
    form, form_nb = "a date such as 2025-06-01", "en dato som 2025-06-01"
    if kind not in DATED:
        if date is None:
            return ""
        nb = Norwegian(f"{kind} har ingen dato", ", ".join(DATED), "utelat datoen")
        found, allowed = f"{kind} holds no date", ", ".join(DATED)
        raise InputError(Problem("--date", found, allowed, "leave the date out", nb=nb))
    if date is None:
        nb = Norwegian(f"mangler; {kind} har en dato", form_nb, "oppgi hvilken dag radaren gjelder")
        found, remedy = f"missing; {kind} holds a date", "say which day the radar is of"
        raise InputError(Problem("--date", found, form, remedy, nb=nb))
    try:
        return calendar.fromisoformat(date).isoformat()
    except ValueError as error:
        nb = Norwegian(quoted(date), form_nb, "rett datoen")
        raise InputError(Problem("--date", f"{date!r}", form, "correct it", nb=nb)) from error


def _earlier_releases(folder: Path, previous: str | Path | None, day: str) -> list[str]:
    """Releases in the folder before this one, which must be the last."""
    if previous is not None and Path(previous).resolve() != folder.resolve():
        raise InputError(
            Problem(
                f"--previous {previous}",
                "aoe finds what is new in its own folder of releases",
                f"nothing, or {folder}",
                "leave --previous out, and give the folder of the earlier releases as --out",
                nb=Norwegian(
                    "aoe finner det nye i sin egen mappe med utgaver",
                    f"ingenting, eller {folder}",
                    "utelat --previous, og oppgi mappen med de tidligere utgavene som --out",
                ),
            )
        )
    known = releases(folder)
    later = [release for release in known if release > day]
    if later:
        raise InputError(
            Problem(
                f"--date {day}",
                f"{folder} has a later release, {later[-1]}",
                f"a date from {later[-1]} on",
                "give a later date",
                nb=Norwegian(
                    f"{folder} har en senere utgave, {later[-1]}",
                    f"en dato fra og med {later[-1]}",
                    "oppgi en senere dato",
                ),
            )
        )
    return [release for release in known if release < day]
