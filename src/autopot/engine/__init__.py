"""Where blocks of draws run."""

from autopot.engine.future import future_inputs
from autopot.engine.inputs import counted_share, model_inputs
from autopot.engine.local import Draws, default_threads, run_draws
from autopot.model.potential import Cells, Future

__all__ = [
    "Cells",
    "Draws",
    "Future",
    "counted_share",
    "default_threads",
    "future_inputs",
    "model_inputs",
    "run_draws",
]
