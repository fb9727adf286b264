"""Where blocks of draws run."""

from autopot.engine.future import future_inputs
from autopot.engine.inputs import model_inputs
from autopot.engine.local import Draws, default_threads, run_draws
from autopot.model.potential import Cells, Future

__all__ = [
    "Cells",
    "Draws",
    "Future",
    "default_threads",
    "future_inputs",
    "model_inputs",
    "run_draws",
    "wage_costs",
]
