"""What the draws say."""

from autopot.analysis.potential import PotentialTable, potential_table
from autopot.analysis.summary import (
    COLUMNS,
    KEYS,
    LEVELS,
    QUANTILES,
    VALUES,
    monte_carlo_errors,
    quantiles,
    summarise,
)

__all__ = [
    "COLUMNS",
    "KEYS",
    "LEVELS",
    "QUANTILES",
    "VALUES",
    "PotentialTable",
    "monte_carlo_errors",
    "potential_table",
    "quantiles",
    "summarise",
]
