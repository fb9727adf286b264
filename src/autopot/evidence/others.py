"""What others got out of a technology, as far as we know."""

from __future__ import annotations

from autopot import catalogue
from autopot.messages import Text, written


def results_of_others(technology: str, sector: str) -> list[Text]:
    """What is told of others' results.

    Parameters
    ----------
    technology, sector : codes.

    Returns
    -------
    A text each, those of the sector itself where there are any, else those of no sector in
    particular; none where nothing is known to us.

    >>> [str(text)[:22] for text in results_of_others("self_service", "social_child_welfare")]
    ['One municipality: 60–7']
    >>> results_of_others("service_robots", "school")
    []
    """
    table = catalogue.table("technologies/results")
    rows = table[table["technology"] == technology]
    own = rows[rows["sector"] == sector]
    rows = own if len(own) else rows[rows["sector"] == ""]
    return [written(row, "text") for row in rows.to_dict("records")]
