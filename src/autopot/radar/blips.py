"""What every export of the radar is written from: one blip a technology."""

from __future__ import annotations

from dataclasses import dataclass

from autopot import catalogue
from autopot.messages import name_in
from autopot.radar.history import Movement


@dataclass(frozen=True)
class Blip:
    """One technology on the radar.

    Parameters
    ----------
    technology : its code.
    name : its name in the language of the export.
    category : code of its quadrant.
    radar_class : code of its ring.
    movement : since the earlier radar.
    paragraphs : what is said about it, plain text.
    tags : short words to filter by, plain text.
    """

    technology: str
    name: str
    category: str
    radar_class: str
    movement: Movement
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...] = ()


def quadrants() -> dict[str, str]:
    """Category -> name, in their order.

    >>> len(quadrants())
    4
    """
    frame = catalogue.table("technologies/categories")
    return dict(zip(frame["category"], frame[name_in(frame.columns)], strict=True))


def rings() -> dict[str, str]:
    """Radar class -> name, inner ring first.

    >>> list(rings().values())
    ['Adopt', 'Trial', 'Assess', 'Hold']
    """
    frame = catalogue.radar_classes()
    return dict(zip(frame["radar_class"], frame[name_in(frame.columns)], strict=True))


def one_line(text: str) -> str:
    """Text without line breaks."""
    return " ".join(text.split())
