"""What a package may register, and as what: the whole contract, told in docs/extending.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autopot.messages import Text, say

READINGS = "autopot.readings"
PROFILES = "autopot.profiles"
RADAR_EXPORTS = "autopot.radar_exports"
"""Groups of entry points: a `Reading`, the `Path` of a profile, a `RadarExport`."""

LEVELS = ("occupation", "task")

Allowed = Text | Sequence[Text]


@dataclass(frozen=True)
class Source:
    """Where figures are published.

    Parameters
    ----------
    citation : who, when, what; one line.
    url : where it can be read.
    licence : of the figures.
    """

    citation: str
    url: str
    licence: str


@dataclass(frozen=True)
class Reading:
    """Evidence of one's own: a share of the working time for occupations or tasks.

    Parameters
    ----------
    name : language (nb, en, perhaps nn) -> what the reading is called.
    meaning : language -> what "can be automated" means in it, one or two sentences.
    source : where the figures are published.
    level : "occupation" or "task", what there is a figure for.
    sees_robots : whether physical work by machines is in the measure.
    figures : a .csv file of the package, UTF-8: occupation (STYRK-08, four digits), for tasks also
        task (its number, as in data/occupations/tasks.csv), and share (0-1). What has no row
        borrows the mean of its nearest group, and is named in the result.
    """

    name: Mapping[str, str]
    meaning: Mapping[str, str]
    source: Source
    level: str
    sees_robots: bool
    figures: Path


@dataclass(frozen=True)
class RadarExport:
    """A format for the radar.

    Parameters
    ----------
    write : of the blips (`autopot.radar.Blip`, one a technology), the date (YYYY-MM-DD, empty where
        the format holds none) and the title -> the content of the file.
    dated : whether the format holds a date, which is then asked for.
    """

    write: Callable[[list[Any], str, str], bytes]
    dated: bool = False


def broken(group: str, thing: object) -> Iterator[tuple[Text, Allowed]]:
    """Where a registered object breaks the contract.

    Parameters
    ----------
    group : of entry points.
    thing : what the entry point leads to.

    Yields
    ------
    What was found, and what is allowed.
    """
    kind = {READINGS: Reading, PROFILES: Path, RADAR_EXPORTS: RadarExport}[group]
    if not isinstance(thing, kind):
        found = say("{type}, not {kind}", type=type(thing).__name__, kind=kind.__name__)
        yield found, say("an object of the class {kind} (docs/extending.md)", kind=kind.__name__)
    elif isinstance(thing, Reading):
        yield from _broken_reading(thing)
    elif isinstance(thing, Path):
        yield from _no_file(thing)
    elif isinstance(thing, RadarExport) and not callable(thing.write):
        yield say("write cannot be called"), say("a function of blips, date and title")


def _broken_reading(reading: Reading) -> Iterator[tuple[Text, Allowed]]:
    for field in ("name", "meaning"):
        texts = getattr(reading, field)
        if not isinstance(texts, Mapping) or not all(_is_text(texts.get(k)) for k in ("nb", "en")):
            allowed = say("a text for each of nb and en, and for nn where there is one")
            yield say("{field} is {value!q}", field=field, value=str(texts)), allowed
    if not isinstance(reading.source, Source) or not _is_text(reading.source.citation):
        yield say("no source"), say("a Source with citation, url and licence")
    if reading.level not in LEVELS:
        yield say("level is {value!q}", value=str(reading.level)), LEVELS
    if not isinstance(reading.sees_robots, bool):
        yield say("sees_robots is {value!q}", value=str(reading.sees_robots)), ("True", "False")
    if isinstance(reading.figures, Path):
        yield from _no_file(reading.figures)
    else:
        yield say("figures is {value!q}", value=str(reading.figures)), say("a pathlib.Path")


def _no_file(path: Path) -> Iterator[tuple[Text, Text]]:
    if not path.is_file():
        yield say("no file {path}", path=path.name), say("a file of the package")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
