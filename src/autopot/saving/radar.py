"""The radar as files that drawing tools read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as calendar
from pathlib import Path

import pandas as pd

from autopot import store
from autopot.errors import InputError, Problem, unknown_name
from autopot.extensions import RADAR_EXPORTS, Extension, RadarExport, fault, installed, loaded
from autopot.messages import say, say_in, told
from autopot.radar import Blip, History, Placed, history
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
from autopot.results.keeping import writes
from autopot.results.radar.movements import Exported, moved_since, movement_notes
from autopot.results.radar.reading import RadarReading

EXPORTS = ("thoughtworks", "zalando", "aoe")
DATED = ("zalando", "aoe")
"""Formats that hold a date; it is given, never taken from the clock."""


@writes(RadarReading, "export")
def export_radar(
    reading: RadarReading,
    kind: str,
    out: str | Path,
    previous: str | Path | None = None,
    date: str | None = None,
) -> Exported:
    """Write a radar for a drawing tool, whole or not at all.

    Parameters
    ----------
    reading : the radar.
    kind, out, previous, date : as for `autopot.api.RadarReading.export`.

    Returns
    -------
    What was written, and what has moved.

    Raises
    ------
    InputError
        As for `Drawing.export`.
    """
    drawing = Drawing(reading.title, reading.result.radar, reading.blips)
    return drawing.export(kind, Path(out), previous, date)


@dataclass(frozen=True)
class Drawing:
    """A radar on its way to a drawing tool.

    Parameters
    ----------
    title : over it.
    radar : technologies with class.
    blips : what has moved -> what is drawn.
    """

    title: str
    radar: pd.DataFrame
    blips: Callable[[History], list[Blip]]

    def export(
        self, kind: str, target: Path, previous: str | Path | None, date: str | None
    ) -> Exported:
        """Write it, whole or not at all (see `autopot.api.RadarReading.export`).

        Parameters
        ----------
        kind : one of `EXPORTS`, or a format that an installed package adds.
        target : a file; for aoe the folder of all releases.
        previous : an earlier radar of any of the formats, or an earlier technologies.csv; None for
            none. For aoe the earlier releases in `target` are used, and `previous` may only be the
            same folder.
        date : YYYY-MM-DD, of the radar, for the formats in `DATED` and for them only.

        Raises
        ------
        InputError
            Unknown kind, missing, needless or impossible date, for aoe another earlier folder or a
            later release in it, an earlier radar that cannot be read, or a place that cannot be
            written.
        """
        added = {} if kind in EXPORTS else installed(RADAR_EXPORTS)
        if kind not in (*EXPORTS, *added):
            known = [*EXPORTS, *added]
            raise InputError(unknown_name("--export", say_in("the", "format"), kind, known))
        if kind in added:
            return self._added(added[kind], target, previous, date)
        day = _checked_date(kind, date, DATED)
        if kind == "aoe":
            return self._release(target, previous, day)
        found = moved_since(self.radar, previous)
        notes = movement_notes(found)
        if kind == "thoughtworks":
            content = thoughtworks_csv(self.blips(found))
            notes.append(
                told(
                    "Rings and quadrants are in English. The tool at radar.thoughtworks.com "
                    "takes only Thoughtworks' own quadrants; these names need a radar that you "
                    "host yourself (docs/radar.md)."
                )
            )
        else:
            content = zalando_json(self.blips(found), day, self.title)
        store.write_output(target, content)
        return Exported(target, found, notes)

    def _added(
        self, extension: Extension, target: Path, previous: str | Path | None, date: str | None
    ) -> Exported:
        """Write it in the format of an installed package."""
        added: RadarExport = loaded(extension)
        day = _checked_date(extension.name, date, [extension.name] if added.dated else [])
        found = moved_since(self.radar, previous)
        try:
            content = added.write(self.blips(found), day, self.title)
        except Exception as error:  # whatever the package does
            what = say("fails ({what})", what=f"{type(error).__name__}: {error}")
            raise InputError(fault(extension, what)) from error
        if not isinstance(content, bytes):
            allowed = say("the content of the file as bytes")
            raise InputError(fault(extension, type(content).__name__, allowed))
        store.write_output(target, content)
        by = told(
            "Format of {package} {version}.", package=extension.package, version=extension.version
        )
        return Exported(target, found, [*movement_notes(found), by])

    def _release(self, folder: Path, previous: str | Path | None, day: str) -> Exported:
        """Add a release to a folder; earlier releases and an own config.json stay as they are."""
        earlier = _earlier_releases(folder, previous, day)
        before = read_aoe(folder, before=day) if earlier else None
        found = history(self.radar, before, by_name=False)
        files = release_files(self.blips(found), first=not earlier)
        files |= {f"{old.technology}.md": _gone(old) for old in found.gone}
        notes = movement_notes(found)
        if not earlier:
            notes = [
                told("First release in the folder. From the next one the tool finds what is new.")
            ]
        if not files:
            notes.append(
                told(
                    "No technology is new or has moved since {release}, so no new release was "
                    "made.",
                    release=earlier[-1],
                )
            )
        elif not store.holds(folder / RELEASES / day, files):
            self._write_release(folder, day, files)
        return Exported(folder, found, notes)

    def _write_release(self, folder: Path, day: str, files: dict[str, bytes]) -> None:
        """The release, and config.json where there is none; neither where one cannot be written."""
        config = folder / "config.json"
        own_config = config.exists()
        if own_config:
            check_config(config)
        else:
            footer = told(
                "The radar is our own placement; the KS radar of 2019 is an annex that we "
                "have not read."
            )
            store.write_output(config, config_json(self.title, footer))
        try:
            store.write_folder(folder / RELEASES / day, files)
        except BaseException:
            if not own_config:
                config.unlink(missing_ok=True)
            raise


def _gone(old: Placed) -> bytes:
    """The file that takes an item off the drawing; its quadrant stays as it was."""
    text = (told("No longer on the radar."),)
    blip = Blip(
        technology=old.technology,
        name=old.names[0],
        category="",
        radar_class=old.radar_class,
        movement="out",
        paragraphs=text,
    )
    return item_file(blip, featured=False)


def _checked_date(kind: str, date: str | None, dated: Sequence[str]) -> str:
    """The date, where the format needs one."""
    form = say("a date such as {example}", example="2025-06-01")
    if kind not in dated:
        if date is None:
            return ""
        found = say("{format} holds no date", format=kind)
        raise InputError(Problem("--date", found, DATED, say("leave the date out")))
    if date is None:
        found = say("missing; {format} holds a date", format=kind)
        raise InputError(Problem("--date", found, form, say("say which day the radar is of")))
    try:
        return calendar.fromisoformat(date).isoformat()
    except ValueError as error:
        found = say("{word!q}", word=date)
        raise InputError(Problem("--date", found, form, say("correct the date"))) from error


def _earlier_releases(folder: Path, previous: str | Path | None, day: str) -> list[str]:
    """Releases in the folder before this one, which must be the last."""
    if previous is not None and Path(previous).resolve() != folder.resolve():
        raise InputError(
            Problem(
                f"--previous {previous}",
                say("aoe finds what is new in its own folder of releases"),
                say("nothing, or {folder}", folder=folder),
                say("leave --previous out, and give the folder of the earlier releases as --out"),
            )
        )
    known = releases(folder)
    later = [release for release in known if release > day]
    if later:
        raise InputError(
            Problem(
                f"--date {day}",
                say("{folder} has a later release, {date}", folder=folder, date=later[-1]),
                say("a date from {date} on", date=later[-1]),
                say("give a later date"),
            )
        )
    return [release for release in known if release < day]
