"""What notebooks and the command line use."""

from autopot.api.explanation import explain, explain_sector
from autopot.api.simulation import Result, run
from autopot.api.tasks import ImportedTasks, export_tasks, import_tasks
from autopot.api.validation import Check, validate
from autopot.api.workforce import build_workforce
from autopot.report.explained import Explanation

__all__ = [
    "Check",
    "Explanation",
    "ImportedTasks",
    "Result",
    "build_workforce",
    "explain",
    "explain_sector",
    "export_tasks",
    "import_tasks",
    "run",
    "validate",
]
