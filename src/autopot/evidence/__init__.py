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
from autopot.evidence.intervals import evidence_intervals
from autopot.evidence.middle import middle_readings
from autopot.evidence.readings import ROBOT_SOURCE, RULES, EvidenceArrays, ReadingRule
from autopot.evidence.spans import reading_corners
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
    "EvidenceArrays",
    "ReadingRule",
    "Spread",
    "assemble",
    "complete_evidence",
    "effect_matrix",
    "effect_of",
    "evidence_intervals",
    "fill_from_groups",
    "middle_readings",
    "overlay_file",
    "own_ratings",
    "reading_corners",
    "task_table",
]
