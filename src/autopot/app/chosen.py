"""What a study is asked to do: the scenario that was chosen, with the changes and the staff."""

from __future__ import annotations

from typing import Any

from autopot.app.here import Here, Refused
from autopot.app.scenario.files import changed_title, place_of, with_places
from autopot.app.workspace import MAPPINGS, SCENARIOS
from autopot.messages import language, say
from autopot.scenario import load_scenario


def chosen_study(here: Here, own_staff: bool) -> dict[str, Any]:
    """The part of a task that every study of a scenario has.

    Parameters
    ----------
    here : the request.
    own_staff : whether it is about the visitor's own staff, or about those of the scenario.

    Returns
    -------
    scenario (name or file), changes (section -> key -> value over it; a scenario with changes is
    called so in its title), project (the folder that is
    kept) and scheduler (None: this machine).

    Raises
    ------
    Refused
        It is about the visitor's own staff, and their file is not here; or the scenario is gone.
    """
    choices, folder = here.space.choices, here.space.project / SCENARIOS
    scenario = place_of(folder, choices.scenario)
    if scenario is None:
        raise Refused(say("The chosen scenario is not there any more. Choose another."), 400)
    changes = with_places(choices.changes, folder)
    if changes:
        changes["title"] = changed_title(load_scenario(scenario))
    changes["report"] = {"language": language(), **changes.get("report", {})}
    if own_staff:
        if here.space.staff is None:
            raise Refused(say("Put in the staff file first."), 400)
        workforce = {**choices.workforce, "file": str(here.space.staff)}
        if here.space.mappings is not None:
            workforce["mappings"] = str(here.space.project / MAPPINGS)
        changes["workforce"] = workforce
    return {
        "scenario": scenario,
        "changes": changes,
        "project": str(here.space.project),
        "scheduler": here.services.settings.scheduler,
    }
