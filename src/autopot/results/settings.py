"""Every setting of a scenario with the file and line it came from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from autopot.messages import shown, title_in, told
from autopot.messages.language import LANGUAGES
from autopot.scenario import LoadedScenario
from autopot.workforce.staff.personal_files import FILES, hidden_path

DRAWN = {"tri", "uniform"}
"""Keys of a distribution, which is one setting."""


def setting_text(value: Any) -> str:
    """A setting as people read it.

    Parameters
    ----------
    value : as the scenario holds it: text, number, list, distribution or nothing.

    >>> setting_text({"tri": [0.05, 0.1, 0.12]}), setting_text([2020, 2025]), setting_text(None)
    ('0.05 to 0.12, most likely 0.1', '2020, 2025', 'not set')
    """
    if value is None or value == {} or value == []:
        return told("not set")
    if isinstance(value, bool):
        return told("yes") if value else told("no")
    if isinstance(value, dict) and "tri" in value:
        low, mode, high = value["tri"]
        return told("{low} to {high}, most likely {mode}", low=low, mode=mode, high=high)
    if isinstance(value, dict) and "uniform" in value:
        low, high = value["uniform"]
        return told("{low} to {high}, all equally likely", low=low, high=high)
    return shown(value)


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

    def row(text: str, at: tuple[str | int, ...]) -> dict[str, str]:
        where = scenario.place(*at).rsplit(" ", 1)[0]
        return {
            "setting": ".".join(str(part) for part in at),
            "value": text,
            "origin": hidden_path(_last(where, 2)),
        }

    def walk(value: Any, at: tuple[str | int, ...]) -> None:
        if isinstance(value, dict) and value and not DRAWN & set(value):
            texts = set(LANGUAGES) & set(value)
            if texts:
                rows.append(row(title_in(SimpleNamespace(**value)), at))
                return
            for key, inner in value.items():
                walk(inner, (*at, key))
            return
        text = setting_text(value)
        rows.append(row(_last(hidden_path(text), 1) if value and at in paths else text, at))

    walk(scenario.scenario.model_dump(mode="json"), ())
    return pd.DataFrame(rows)


def _last(path: str, parts: int) -> str:
    """The last parts of the way to a file."""
    return "/".join(path.replace("\\", "/").split("/")[-parts:])
