"""The section of the page about my municipality beside others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autopot.results.peers.result import Peers
from autopot.tables import shown_table

LEVEL_INTERVAL = ("share_p05", "share_p95")
"""All but the same for everybody, and wider than there is room for."""


def peers_section(peers: Peers | None) -> dict[str, Any] | None:
    """Sentences, tables and notes; None where nobody stands beside.

    Parameters
    ----------
    peers : the municipality beside others.
    """
    if peers is None:
        return None
    whole, *by_sector = peers.tables()
    brief = tuple(name for name in whole.brief if name != LEVEL_INTERVAL)
    return {
        "lines": peers.lines(),
        "places": shown_table(replace(whole, brief=brief, notes=())),
        "sectors": [shown_table(table) for table in by_sector],
        "notes": peers.notes(),
    }
