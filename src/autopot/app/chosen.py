"""What a study is asked to do: the scenario that was chosen, with the changes and the staff."""

from __future__ import annotations

from typing import Any

from autopot.app.here import Here, Refused
from autopot.app.scenario.files import packaged, place_of, with_places
from autopot.app.scenario.titles import changed_titles, estimate_titles, own_titles
from autopot.app.tasks.kept import own_evidence
from autopot.app.workspace import MAPPINGS, SCENARIOS
from autopot.errors import InputError
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
    scenario (name or file), changes (section -> key -> value over it, with the tasks that a group
    has corrected; a scenario with changes is called so in its title), project (the folder that is
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
    evidence = own_evidence(here.space.project)
    if evidence:
        changes["evidence"] = {**changes.get("evidence", {}), **evidence}
    if changes:
        changes["title"] = changed_titles(_titles(scenario))
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


def chosen_title(here: Here) -> str:
    """The title of the scenario that is chosen, as its runs will have it; empty where it is gone.

    Parameters
    ----------
    here : the request.
    """
    choices = here.space.choices
    scenario = place_of(here.space.project / SCENARIOS, choices.scenario)
    try:
        titles = _titles(scenario) if scenario is not None else {language(): ""}
    except Refused:
        return ""
    changed = scenario is not None and (choices.changes or own_evidence(here.space.project))
    return (changed_titles(titles) if changed else titles)[language()]


def estimated(study: dict[str, Any], municipality: str) -> dict[str, Any]:
    """The same study of an estimate from public statistics, in place of the scenario's staff.

    Parameters
    ----------
    study : as `chosen_study` gives it.
    municipality : number of the one that it is about; empty for all.
    """
    national, base = packaged("national").scenario, packaged("base").scenario
    if not municipality and study["scenario"] == base.name and "title" not in study["changes"]:
        return {**study, "scenario": national.name}
    workforce = {"source": national.workforce.source}
    if municipality:
        workforce["municipality"] = municipality
    titles = study["changes"].get("title") or _titles(study["scenario"])
    changes = {
        **study["changes"],
        "workforce": workforce,
        "storby": national.storby,
        "title": estimate_titles(titles, one=bool(municipality)),
    }
    return {**study, "changes": changes}


def in_big_cities(study: dict[str, Any]) -> dict[str, Any]:
    """The same study of the five big cities, where the chosen scenario is about others.

    Parameters
    ----------
    study : as `chosen_study` gives it.
    """
    base = packaged("base").scenario
    if study["scenario"] == packaged("national").scenario.name:
        return {**study, "scenario": base.name}
    there = load_scenario(study["scenario"]).scenario
    if (there.storby, there.workforce.source) == (base.storby, base.workforce.source):
        return study
    cities = {"workforce": {"source": base.workforce.source}, "storby": base.storby}
    return {**study, "changes": {**study["changes"], **cities}}


def _titles(scenario: str) -> dict[str, str]:
    """Language -> title of a scenario."""
    try:
        return own_titles(load_scenario(scenario))
    except InputError as error:
        raise Refused(error.problems[0].found, 400) from error
