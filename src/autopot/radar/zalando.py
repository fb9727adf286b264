"""JSON for Zalando's tech-radar.

Source: github.com/zalando/tech-radar, README and docs/config.json: quadrants 0-3 clockwise from the
bottom right, rings 0-3 from the inside, moved -1 out, 0 not, 1 in, 2 new.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autopot.errors import InputError, Problem
from autopot.messages import say
from autopot.radar.blips import Blip, one_line, quadrants, rings
from autopot.radar.history import Placed, unique_names
from autopot.radar.placement import CLASSES

MOVED = {"out": -1, "none": 0, "in": 1, "new": 2}
COLOURS = ("#5ba300", "#009eb0", "#c7ba00", "#e09b96")
"""Ring colours of the tool's own example."""


def zalando_json(blips: Sequence[Blip], date: str, title: str) -> bytes:
    """The settings of the drawing, as the tool's own docs/config.json, with names of the rings.

    Parameters
    ----------
    blips : one per technology.
    date : YYYY-MM-DD.
    title : above the drawing.
    """
    category = quadrants()
    entries = [
        {
            "quadrant": list(category).index(blip.category),
            "ring": CLASSES.index(blip.radar_class),
            "label": one_line(blip.name),
            "active": True,
            "moved": MOVED[blip.movement],
        }
        for blip in blips
    ]
    ring_names = rings().values()
    content = {
        "date": date,
        "title": one_line(title),
        "quadrants": [{"name": name} for name in category.values()],
        "rings": [
            {"name": name.upper(), "color": colour}
            for name, colour in zip(ring_names, COLOURS, strict=True)
        ],
        "entries": entries,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_zalando(path: Path, content: Any) -> list[Placed]:
    """Technologies of an earlier file.

    Parameters
    ----------
    path : the file, for messages.
    content : what it holds.

    Raises
    ------
    InputError
        No entries, an entry without label, a ring outside 0-3, or a label that stands twice.
    """
    entries = content.get("entries") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        allowed = say("a config.json of {tool}", tool="zalando/tech-radar")
        remedy = say("give an earlier radar")
        raise InputError(Problem(str(path), say("no entries in the file"), allowed, remedy))
    placed, problems = [], []
    for number, entry in enumerate(entries):
        ring = entry.get("ring") if isinstance(entry, dict) else None
        label = entry.get("label") if isinstance(entry, dict) else None
        known = isinstance(ring, int) and not isinstance(ring, bool) and 0 <= ring < len(CLASSES)
        if not known or not isinstance(label, str):
            found = say("label {label!q}, ring {ring!q}", label=label, ring=ring)
            place, allowed = f"{path} entries[{number}]", say("a label and a ring from 0 to 3")
            problems.append(Problem(place, found, allowed, say("correct it")))
            continue
        placed.append(Placed("", (label,), CLASSES[int(str(ring))]))
    if problems:
        raise InputError(problems)
    return unique_names(placed, str(path))
