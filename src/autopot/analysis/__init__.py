"""What the draws say."""

from autopot.analysis.potential import PotentialTable, potential_table
from autopot.analysis.summary import COLUMNS, KEYS, LEVELS, QUANTILES, quantiles, summarise

__all__ = [
    "COLUMNS",
    "KEYS",
    "LEVELS",
    "QUANTILES",
    "PotentialTable",
    "potential_table",
    "quantiles",
    "summarise",
]
