"""CSV for Thoughtworks' build-your-own-radar.

Source: github.com/thoughtworks/build-your-own-radar, README and src/util: headers name, ring,
quadrant, isNew, description and, from 2023, status; rings are drawn in the order of the rows; four
quadrants, no more than four rings; the description is cleaned HTML.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from pathlib import Path

from autopot.errors import InputError, Problem
from autopot.messages import say, speaking
from autopot.radar.blips import Blip, one_line, quadrants, rings
from autopot.radar.history import Placed, class_of, unique_names
from autopot.radar.placement import CLASSES

HEADERS = ("name", "ring", "quadrant", "isNew", "status", "description")
STATUS = {"new": "New", "in": "Moved In", "out": "Moved Out", "none": "No Change"}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
QUADRANTS = 4


def thoughtworks_csv(blips: Sequence[Blip]) -> bytes:
    """The CSV file: rings and quadrants in English, inner ring first.

    Parameters
    ----------
    blips : one per technology.

    Raises
    ------
    InputError
        Not exactly four quadrants are in use; the tool draws no other number.
    """
    with speaking("en"):  # the tool knows no other names
        ring, quadrant = rings(), quadrants()
    used = [quadrant[c] for c in quadrant if any(b.category == c for b in blips)]
    if len(used) != QUADRANTS:
        raise InputError(
            Problem(
                "--export thoughtworks",
                say("{number} quadrants in use: {names}", number=len(used), names=used),
                say("exactly four"),
                say("give every category a technology, or export to zalando or aoe"),
            )
        )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADERS)
    order = list(quadrant)
    for blip in sorted(
        blips, key=lambda b: (CLASSES.index(b.radar_class), order.index(b.category))
    ):
        writer.writerow(
            [
                _cell(blip.name),
                ring[blip.radar_class],
                quadrant[blip.category],
                str(blip.movement == "new").upper(),
                STATUS[blip.movement],
                _cell(" ".join(blip.paragraphs)),
            ]
        )
    return text.getvalue().encode("utf-8")


def _cell(text: str) -> str:
    """Text that is neither markup in the tool nor a formula in a spreadsheet.

    >>> _cell("=1+1"), _cell("<b>A & B</b>")
    ("'=1+1", '&lt;b&gt;A &amp; B&lt;/b&gt;')
    """
    safe = html.escape(one_line(text), quote=False)
    return f"'{safe}" if safe.startswith(FORMULA_SIGNS) else safe


def read_thoughtworks(path: Path, rows: Sequence[dict[str, str]]) -> list[Placed]:
    """Technologies of an earlier file.

    Parameters
    ----------
    path : the file, for messages.
    rows : its rows by header.

    Raises
    ------
    InputError
        A ring that is not one of ours, or a name that stands twice.
    """
    placed, problems = [], []
    for number, row in enumerate(rows, start=2):
        name = html.unescape(row["name"])
        if name.startswith("'") and name[1:].startswith(FORMULA_SIGNS):
            name = name[1:]
        try:
            radar_class = class_of(
                row["ring"], say("{file} row {row} {column}", file=path, row=number, column="ring")
            )
        except InputError as error:
            problems += error.problems
            continue
        placed.append(Placed("", (name,), radar_class))
    if problems:
        raise InputError(problems)
    return unique_names(placed, str(path))
