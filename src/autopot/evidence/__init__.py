"""Readings of the evidence: from published figures to automatable shares."""

from autopot.evidence.assemble import (
    Assembled,
    BoundReading,
    assemble,
    overlay_file,
    own_ratings,
)
from autopot.evidence.borrow import complete_evidence, fill_from_groups
from autopot.evidence.intervals import evidence_intervals
from autopot.evidence.middle import middle_readings
from autopot.evidence.readings import ROBOT_SOURCE, RULES, EvidenceArrays, ReadingRule
from autopot.evidence.sector_time import SectorProfile, time_in_profile
from autopot.evidence.spans import left_out, reading_corners
from autopot.evidence.spread import Spread
from autopot.evidence.task_table import GATES, task_table

__all__ = [
    "GATES",
    "ROBOT_SOURCE",
    "RULES",
    "Assembled",
    "BoundReading",
    "EvidenceArrays",
    "ReadingRule",
    "SectorProfile",
    "Spread",
    "assemble",
    "complete_evidence",
    "evidence_intervals",
    "fill_from_groups",
    "left_out",
    "middle_readings",
    "overlay_file",
    "own_ratings",
    "reading_corners",
    "task_table",
    "time_in_profile",
]
