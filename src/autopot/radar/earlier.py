"""Read an earlier radar: an export to any of the tools, or an earlier technologies.csv."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from autopot import catalogue
from autopot.errors import InputError, Problem, refusal
from autopot.json_text import plain_json
from autopot.messages import Message, say
from autopot.radar.aoe import read_aoe, releases
from autopot.radar.history import Placed
from autopot.radar.placement import place_technologies
from autopot.radar.thoughtworks import read_thoughtworks
from autopot.radar.zalando import read_zalando

KINDS = say("a .csv for Thoughtworks, a .json for Zalando, a folder for AOE, or a technologies.csv")
MAX_BYTES = 5_000_000


def read_earlier(path: Path) -> list[Placed]:
    """Technologies of an earlier radar and where they stood.

    Parameters
    ----------
    path : file or folder; what it is shows in its content.

    Raises
    ------
    InputError
        There is no such file, or it is no radar.
    """
    if path.is_dir():
        if not releases(path):
            raise InputError(_no_radar(path, say("no release radar/YYYY-MM-DD in it")))
        return read_aoe(path)
    text = _text(path)
    if path.suffix.lower() == ".json":
        try:
            return read_zalando(path, plain_json(text))
        except ValueError as error:
            raise InputError(_no_radar(path, say("not valid JSON"))) from error
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise InputError(_no_radar(path, say("not valid CSV"))) from error
    headers = [header.strip() for header in rows[0]] if rows else []
    if "solution_maturity" in headers:
        frame = place_technologies(catalogue.technologies(path))
        return [
            Placed(str(row.technology), (str(row.name_nb), str(row.name_en)), str(row.radar_class))
            for row in frame.itertuples()
        ]
    if not {"name", "ring"} <= set(headers):
        raise InputError(_no_radar(path, say("no columns name and ring")))
    wrong = [n for n, row in enumerate(rows, start=1) if row and len(row) != len(headers)]
    if wrong:
        raise InputError([_other_width(path, n) for n in wrong])
    return read_thoughtworks(
        path, [dict(zip(headers, row, strict=True)) for row in rows[1:] if row]
    )


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(_no_radar(path, say("more than {size} MB", size=MAX_BYTES // 10**6)))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(_no_radar(path, refusal(error))) from error
    except UnicodeDecodeError as error:
        found = say("not UTF-8 at byte {number}", number=error.start)
        raise InputError(_no_radar(path, found)) from error


def _other_width(path: Path, row: int) -> Problem:
    return Problem(
        say("{file} row {row}", file=path, row=row),
        say("another number of cells than the header"),
        remedy=say("correct the row"),
    )


def _no_radar(path: Path, found: Message) -> Problem:
    return Problem(f"--previous {path}", found, KINDS, say("give an earlier radar"))
