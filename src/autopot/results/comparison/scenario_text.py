"""What a scenario calls itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ScenarioText:
    """What a scenario calls itself.

    Parameters
    ----------
    name : unique among those compared.
    title, reason : in the page's language.
    """

    name: str
    title: str
    reason: str
