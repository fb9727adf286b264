"""What can be compared: packaged scenarios, those of the project, what is chosen now, and runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from autopot.app.chosen import chosen_study, chosen_title
from autopot.app.here import Here, Refused
from autopot.app.scenario.files import every_scenario, place_of
from autopot.app.tasks.kept import own_evidence
from autopot.app.workspace import MAPPINGS, RUNS, SCENARIOS
from autopot.messages import Text, language, say, shown, title_in
from autopot.scenario.workforce import OWN_STAFF

PACKAGED, OWN, RUN, NOW = "packaged", "own", "run", "now"


@dataclass(frozen=True)
class Choosable:
    """Something that can be compared.

    Parameters
    ----------
    key : what a form sends: its kind, a colon, and its name.
    title : of the scenario or run.
    about : when it was made, or what else tells it apart; empty where its title does.
    missing : why it cannot be compared now; empty where it can.
    """

    key: str
    title: str
    about: str = ""
    missing: str = ""

    @property
    def kind(self) -> str:
        """`PACKAGED`, `OWN`, `RUN` or `NOW`."""
        return self.key.partition(":")[0]


def choosable(here: Here) -> list[Choosable]:
    """All that the visitor can compare.

    Parameters
    ----------
    here : the request.
    """
    found = []
    title = chosen_title(here)
    if here.space.choices.changes and title:
        about = shown(say("as it is on the page Scenario now"))
        found.append(Choosable(f"{NOW}:", title, about))
    for one in every_scenario(here.space.project / SCENARIOS):
        key = f"{OWN if one.own else PACKAGED}:{one.name}"
        found.append(Choosable(key, one.title, missing=one.problem))
    for folder in here.space.runs():
        made = f"{datetime.fromtimestamp(folder.stat().st_mtime):%d.%m.%Y %H:%M}"
        missing = shown(_lacking(here, folder))
        found.append(Choosable(f"{RUN}:{folder.name}", _run_title(folder), made, missing))
    return found


def study_of(here: Here, key: str, own_staff: bool) -> dict[str, Any]:
    """The scenario and the changes of something that was chosen.

    Parameters
    ----------
    here : the request.
    key : of a `Choosable`, as the form sent it.
    own_staff : whether a scenario is about the visitor's own staff; a run has its own.

    Returns
    -------
    scenario (name or file) and changes, as a study takes them. Tasks that a group has corrected are
    used with every scenario; a run keeps those that it was computed with.

    Raises
    ------
    Refused
        It is none of those that can be chosen, or a staff file is not here.
    """
    one = next((one for one in choosable(here) if one.key == key), None)
    if one is None:
        raise Refused(say("There is no such scenario or result."), 400)
    if one.missing:
        raise Refused(one.missing, 400)
    _, _, name = key.partition(":")
    now = chosen_study(here, own_staff)
    if one.kind == NOW:
        return {"scenario": now["scenario"], "changes": now["changes"]}
    changes: dict[str, Any] = {"report": {"language": language()}}
    if one.kind == RUN:
        folder = here.space.project / RUNS / name
        if _own(folder):
            changes["workforce"] = _staff_here(here)
        return {"scenario": str(folder / "scenario.yaml"), "changes": changes}
    if own_staff:
        changes["workforce"] = now["changes"]["workforce"]
    evidence = own_evidence(here.space.project)
    if evidence:
        changes["evidence"] = evidence
    place = place_of(here.space.project / SCENARIOS, name)
    return {"scenario": str(place), "changes": changes}


def _staff_here(here: Here) -> dict[str, Any]:
    """Where the files of a run's own staff lie now; how they are read stands in the run."""
    mappings = here.space.mappings
    return {
        "file": str(here.space.staff),
        "mappings": None if mappings is None else str(here.space.project / MAPPINGS),
    }


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _run_title(folder: Path) -> str:
    try:
        return str(title_in(SimpleNamespace(**_manifest(folder)["scenario"]["title"])))
    except (KeyError, TypeError, AttributeError):
        return folder.name


def _own(folder: Path) -> bool:
    """Whether a run is of own staff."""
    try:
        return bool(_manifest(folder)["scenario"]["workforce"]["source"] == OWN_STAFF)
    except (KeyError, TypeError):
        return False


def _lacking(here: Here, folder: Path) -> Text:
    """Why a run cannot be compared now; empty where it can."""
    if not (folder / "scenario.yaml").is_file():
        return say("It does not hold its scenario.")
    if not _own(folder):
        return ""
    if here.space.staff is None:
        return say("Put in the staff file that it is of first.")
    inputs = _manifest(folder).get("inputs")
    sums = inputs.values() if isinstance(inputs, dict) else ()
    if here.space.choices.sum not in sums:
        return say("The staff file that is here now is another than that of the result.")
    return ""
