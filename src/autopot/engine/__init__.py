"""Where blocks of draws run."""

from autopot.engine.inputs import counted_share, model_inputs
from autopot.engine.local import Draws, default_threads, run_draws
from autopot.model.potential import Cells

__all__ = ["Cells", "Draws", "counted_share", "default_threads", "model_inputs", "run_draws"]
