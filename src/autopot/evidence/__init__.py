"""Readings of the evidence: from published figures to automatable shares."""

from autopot.evidence.assemble import (
    Assembled,
    BoundReading,
    assemble,
    overlay_file,
    own_ratings,
)
from autopot.evidence.borrow import complete_evidence, fill_from_groups
from autopot.evidence.effects import EFFECTS, UNKNOWN, effect_matrix, effect_of
from autopot.evidence.error_table import (
    ErrorSize,
    as_measured,
    beyond_mix,
    measured_sizes,
    size_table,
    work_of,
)
from autopot.evidence.growth import growth_evidence, growth_table
from autopot.evidence.installed import (
    figures,
    installed_readings,
    installed_sources,
    source_id,
    stream_key,
)
from autopot.evidence.intervals import evidence_intervals
from autopot.evidence.middle import middle_readings, occupation_readings
from autopot.evidence.readings import ROBOT_SOURCE, RULES, EvidenceArrays, ReadingRule
from autopot.evidence.sector_time import SectorProfile, time_in_profile
from autopot.evidence.spans import left_out, middle_share, reading_corners
from autopot.evidence.spread import Spread
from autopot.evidence.task_table import GATES, task_table

__all__ = [
    "EFFECTS",
    "GATES",
    "ROBOT_SOURCE",
    "RULES",
    "UNKNOWN",
    "Assembled",
    "BoundReading",
    "ErrorSize",
    "EvidenceArrays",
    "ReadingRule",
    "SectorProfile",
    "Spread",
    "as_measured",
    "assemble",
    "beyond_mix",
    "complete_evidence",
    "effect_matrix",
    "effect_of",
    "evidence_intervals",
    "figures",
    "fill_from_groups",
    "growth_evidence",
    "growth_table",
    "installed_readings",
    "installed_sources",
    "left_out",
    "measured_sizes",
    "middle_readings",
    "middle_share",
    "occupation_readings",
    "overlay_file",
    "own_ratings",
    "reading_corners",
    "size_table",
    "source_id",
    "stream_key",
    "task_table",
    "time_in_profile",
    "work_of",
]
