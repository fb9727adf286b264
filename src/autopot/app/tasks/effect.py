"""What corrections do to the figure of an occupation, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autopot.api import explain
from autopot.app.tasks.kept import KEYS

DRAWS = 2_000
ENDS = ("share_mean", "share_p05", "share_p95")
BESIDE = "share_beside_mean"


def effect(task: Mapping[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    """The technical potential of an occupation without and with the corrections.

    Parameters
    ----------
    task : occupation, sector ("" for in general), scenario and changes, as of a run.
    progress : called with (runs done, runs in all).

    Returns
    -------
    before and after: share_mean, share_p05, share_p95 and share_beside_mean (where the person is
    the service), 0-1, over the same draws.
    """
    with_own = {k: dict(v) for k, v in task["changes"].items() if k != "workforce"}
    evidence = {k: v for k, v in with_own.get("evidence", {}).items() if k not in KEYS.values()}
    found = {}
    for done, (name, settings) in enumerate(
        (("before", {**with_own, "evidence": evidence}), ("after", with_own)), start=1
    ):
        answer = explain(
            task["occupation"],
            task["scenario"],
            DRAWS,
            task["sector"] or None,
            settings={section: keys for section, keys in settings.items() if keys},
        )
        found[name] = {end: float(answer.potential[end]) for end in ENDS}
        found[name][BESIDE] = float(answer.potential.get(BESIDE, 0.0))
        progress(done, len(KEYS))
    return found
