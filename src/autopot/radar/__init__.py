"""Technology radar: placement rule and classes."""

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
    "class_matrix",
    "place_technologies",
    "placed_technologies",
    "radar_class",
    "radar_file",
]
