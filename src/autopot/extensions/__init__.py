"""What other packages add to autopot: readings, profiles of staff systems, exports of the radar.

The contract is docs/extending.md. This room finds the packages and checks what they give; the rooms
that use it ask here, by name, and know no package.
"""

from autopot.extensions.contract import (
    PROFILES,
    RADAR_EXPORTS,
    READINGS,
    RadarExport,
    Reading,
    Source,
)
from autopot.extensions.found import Extension, fault, installed, loaded

__all__ = [
    "PROFILES",
    "RADAR_EXPORTS",
    "READINGS",
    "Extension",
    "RadarExport",
    "Reading",
    "Source",
    "fault",
    "installed",
    "loaded",
]
