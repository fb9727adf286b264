"""What a study is asked to do: the scenario that was chosen, with the changes and the staff."""

from __future__ import annotations

from typing import Any

from autopot.app.here import Here, Refused
from autopot.app.tasks.kept import own_evidence
from autopot.app.workspace import MAPPINGS
from autopot.messages import language, say


def chosen_study(here: Here, own_staff: bool) -> dict[str, Any]:
    """The part of a task that every study of a scenario has.

    Parameters
    ----------
    here : the request.
    own_staff : whether it is about the visitor's own staff, or about those of the scenario.

    Returns
    -------
    scenario (name or file), changes (section -> key -> value over it, with the tasks that a group
    has corrected), project (the folder that is
    kept) and scheduler (None: this machine).

    Raises
    ------
    Refused
        It is about the visitor's own staff, and their file is not here.
    """
    choices = here.space.choices
    changes = {section: dict(values) for section, values in choices.changes.items()}
    changes["report"] = {"language": language(), **changes.get("report", {})}
    evidence = own_evidence(here.space.project)
    if evidence:
        changes["evidence"] = {**changes.get("evidence", {}), **evidence}
    if own_staff:
        if here.space.staff is None:
            raise Refused(say("Put in the staff file first."), 400)
        workforce = {**choices.workforce, "file": str(here.space.staff)}
        if here.space.mappings is not None:
            workforce["mappings"] = str(here.space.project / MAPPINGS)
        changes["workforce"] = workforce
    return {
        "scenario": choices.scenario,
        "changes": changes,
        "project": str(here.space.project),
        "scheduler": here.services.settings.scheduler,
    }
