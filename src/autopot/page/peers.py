"""The section of the page about my municipality beside others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autopot.results.peers.result import Peers
from autopot.tables import shown_table


def peers_section(peers: Peers | None) -> dict[str, Any] | None:
    """Sentences, tables and notes; None where nobody stands beside.

    Parameters
    ----------
    peers : the municipality beside others.
    """
    if peers is None:
        return None
    whole, *by_sector = peers.tables()
    return {
        "lines": peers.lines(),
        "places": shown_table(replace(whole, notes=())),
        "sectors": [shown_table(table) for table in by_sector],
        "notes": peers.notes(),
    }
