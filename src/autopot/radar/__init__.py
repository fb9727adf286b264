"""Technology radar: placement rule, classes, what has moved, and exports to drawing tools."""

from autopot.radar.blips import Blip
from autopot.radar.earlier import read_earlier
from autopot.radar.history import History, Movement, Placed, history
from autopot.radar.placement import (
    CLASSES,
    class_matrix,
    place_technologies,
    placed_technologies,
    radar_class,
    radar_file,
)

__all__ = [
    "CLASSES",
    "Blip",
    "History",
    "Movement",
    "Placed",
    "class_matrix",
    "history",
    "place_technologies",
    "placed_technologies",
    "radar_class",
    "radar_file",
    "read_earlier",
]
