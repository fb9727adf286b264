"""What every part of the model is made of."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]


class Quantile(Protocol):
    """An uncertain number."""

    def quantile(self, u: Array, /) -> Array:
        """Its value at cumulative probability `u`, any shape, 0-1."""
        ...
