"""What notebooks and the command line use."""

from autopot.api.explanation import explain
from autopot.api.simulation import Result, run
from autopot.api.validation import Check, validate
from autopot.api.workforce import build_workforce
from autopot.report.explained import Explanation

__all__ = ["Check", "Explanation", "Result", "build_workforce", "explain", "run", "validate"]
