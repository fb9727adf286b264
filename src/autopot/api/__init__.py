"""What notebooks and the command line use."""

from autopot.api.run import Result, run

__all__ = ["Result", "run"]
