"""Where blocks of draws run."""

from autopot.engine.choice import ENGINES, open_engine
from autopot.engine.local import Threads, default_threads, run_draws
from autopot.engine.memory import MOST_BLOCKS, bytes_of, give_back, rounds_within
from autopot.engine.pieces import Along, Engine, Progress, Round, Steps, Work, rounds_of
from autopot.engine.study import Study, Variant, Warm
from autopot.model.cells import Cells
from autopot.model.potential import Draws

__all__ = [
    "ENGINES",
    "MOST_BLOCKS",
    "Along",
    "Cells",
    "Draws",
    "Engine",
    "Progress",
    "Round",
    "Steps",
    "Study",
    "Threads",
    "Variant",
    "Warm",
    "Work",
    "bytes_of",
    "default_threads",
    "give_back",
    "open_engine",
    "rounds_of",
    "rounds_within",
    "run_draws",
]
