"""Which installed packages had a hand in a result, for its manifest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autopot.evidence import figures, installed_readings
from autopot.extensions import Extension
from autopot.scenario import Scenario
from autopot.store import sha256

EXTENSIONS = "extensions"
"""Key of a manifest; a result that rests on autopot alone has none."""


def extensions_of(*scenarios: Scenario) -> dict[str, Any]:
    """The part of a manifest that says which readings of other packages a result rests on.

    Parameters
    ----------
    scenarios : of the result.

    Returns
    -------
    extensions: name of each reading -> group of entry points, package and the SHA-256 of its
    figures; nothing where there is none. The version stands among the manifest's packages.
    """
    used = _used(scenarios)
    found = {
        name: {
            "group": one.group,
            "package": one.package,
            "figures": sha256(figures(one).to_csv(index=False).encode()),
        }
        for name, one in sorted(used.items())
    }
    return {EXTENSIONS: found} if found else {}


def packages_of(*scenarios: Scenario) -> list[str]:
    """The packages that give the readings of scenarios beside our own.

    Parameters
    ----------
    scenarios : of the result.
    """
    return sorted({one.package for one in _used(scenarios).values()})


def _used(scenarios: Iterable[Scenario]) -> dict[str, Extension]:
    return {name: one for each in scenarios for name, one in installed_readings(each).items()}
