"""Every setting of a scenario with the file and line it came from."""

from __future__ import annotations

from typing import Any

import pandas as pd

from autopot.scenario import LoadedScenario
from autopot.workforce.staff.personal_files import FILES, hidden_path


def setting_table(scenario: LoadedScenario) -> pd.DataFrame:
    """Columns setting, value and origin; a distribution is one row.

    Parameters
    ----------
    scenario : every setting, also those that it takes from what it extends.

    Returns
    -------
    setting with dots between its keys; origin with folder, file and line that state the value, no
    more of the path, since the table travels with the result; of a file of the workforce its name,
    with what looks personal hidden.
    """
    rows: list[dict[str, str]] = []
    paths = [("workforce", key) for key in FILES]

    def walk(value: Any, at: tuple[str | int, ...]) -> None:
        if isinstance(value, dict) and not {"tri", "uniform"} & set(value):
            for key, inner in value.items():
                walk(inner, (*at, key))
            return
        where = scenario.place(*at).rsplit(" ", 1)[0]
        rows.append(
            {
                "setting": ".".join(str(part) for part in at),
                "value": _last(hidden_path(str(value)), 1) if at in paths else str(value),
                "origin": hidden_path(_last(where, 2)),
            }
        )

    walk(scenario.scenario.model_dump(mode="json"), ())
    return pd.DataFrame(rows)


def _last(path: str, parts: int) -> str:
    """The last parts of the way to a file."""
    return "/".join(path.replace("\\", "/").split("/")[-parts:])
