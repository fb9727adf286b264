"""The planner's own staff in a result: whose they are, and what they call their occupations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autopot.scenario import LoadedScenario, load_scenario

FILES = ("mappings", "codes", "profile")
"""Settings that name a file; what a caller gives starts from the current folder."""


def load_own(
    path: Path,
    changes: Mapping[str, Mapping[str, Any]],
    tried: Mapping[str, Any] | None = None,
) -> LoadedScenario:
    """The base scenario on a staff file, with the mapping file that stands beside it.

    Parameters
    ----------
    path : the staff file.
    changes, tried : as for `load_scenario`.

    Raises
    ------
    InputError
        Everything that is wrong with the settings, at once.
    """
    from autopot.forms.code_files import mappings_beside

    workforce = (tried or {}).get("workforce")
    named = isinstance(workforce, Mapping) and "mappings" in workforce
    beside = None if named else mappings_beside(path)
    found = {} if beside is None else {"mappings": str(beside.resolve())}
    staff = {**found, **from_here(changes.get("workforce", {})), "file": str(path.resolve())}
    return load_scenario("base", {**changes, "workforce": staff}, tried)


def from_here(workforce: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of a workforce; files that they name start from where the user stands.

    Parameters
    ----------
    workforce : key -> value of the section, as given on the command line or in Python. In a
        scenario file the same keys start from the file's own folder, so these must be made whole
        first.
    """
    return {
        key: str(Path(value).resolve()) if key in FILES and isinstance(value, str | Path) else value
        for key, value in workforce.items()
    }
