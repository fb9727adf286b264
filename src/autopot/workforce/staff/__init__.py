"""A planner's staff file: any kind of table in, our codes out, every mistake explained."""

from autopot.workforce.staff.counties import (
    county_decider,
    names_county_municipality,
    no_county,
)
from autopot.workforce.staff.findings import SEVERITIES, Finding, of_severity
from autopot.workforce.staff.kinds import Severity
from autopot.workforce.staff.places import municipality_decider, no_municipality
from autopot.workforce.staff.plausible import plausibility, whole_of_part
from autopot.workforce.staff.reading import StaffFile, read_staff
from autopot.workforce.staff.sheets import is_staff_file
from autopot.workforce.staff.unmatched import unmatched_values

__all__ = [
    "SEVERITIES",
    "Finding",
    "Severity",
    "StaffFile",
    "county_decider",
    "is_staff_file",
    "municipality_decider",
    "names_county_municipality",
    "no_county",
    "no_municipality",
    "of_severity",
    "plausibility",
    "read_staff",
    "unmatched_values",
    "whole_of_part",
]
