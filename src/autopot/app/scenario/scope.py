"""What a form of the page is about, all or one sector, and taking what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from autopot.app.scenario.changes import MOST, given_by, taken_back, texts_of, value_words
from autopot.app.scenario.fields import Group
from autopot.app.scenario.files import packaged
from autopot.app.scenario.groups import LEVEL, PARTS, groups_of
from autopot.app.scenario.nested import merged, value_at, with_value, without
from autopot.errors import InputError, Problem
from autopot.messages import told
from autopot.scenario import LoadedScenario, load_scenario

FREE = "?"
"""Stands for a problem of no field."""


@dataclass(frozen=True)
class Scope:
    """What a form is about: all, or one sector.

    Parameters
    ----------
    chosen : the scenario, before anything is changed.
    sector : code; empty for all.
    changes : of the visitor, inside one another.
    """

    chosen: LoadedScenario
    sector: str
    changes: dict[str, Any]

    @property
    def own(self) -> dict[str, Any]:
        """The changes of this scope."""
        found = value_at(self.changes, f"sectors.{self.sector}") if self.sector else self.changes
        return dict(found or {})

    @cached_property
    def groups(self) -> list[Group]:
        """What may be changed."""
        return groups_of(self.chosen, packaged("base"), self.sector)

    @cached_property
    def before(self) -> dict[str, Any]:
        """The scenario, or the sector of it, without the changes of this scope."""
        others = without(self.changes, f"sectors.{self.sector}") if self.sector else {}
        loaded = load_scenario(self.chosen.path, tried=others)
        return loaded.in_sector(self.sector).scenario.model_dump(mode="json")

    def with_own(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """The changes with others in this scope.

        Parameters
        ----------
        own : inside one another.
        """
        if not self.sector:
            sectors = self.changes.get("sectors")
            return {**own, **({"sectors": sectors} if sectors else {})}
        path = f"sectors.{self.sector}"
        left = without(self.changes, path)
        return with_value(left, path, dict(own)) if own else left


def taken(scope: Scope, texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Problem]]:
    """What a form changes; where something is wrong, nothing of it.

    Parameters
    ----------
    scope : that the form is about.
    texts : "path:low", "path:most" and "path:high" -> text; back -> key of what goes back.

    Returns
    -------
    The changes as they are to be, and path of a field or group, or `FREE` -> what is wrong.
    """
    groups, before, asked = scope.groups, scope.before, texts.get("back", "")
    weights = {one.key: one for group in groups if group.weights for one in group.fields}
    if asked in weights:  # the others fill the rest
        texts = {**texts, f"{asked}:{MOST}": texts_of(weights[asked], before)[MOST]}
    given = given_by(texts, groups, before, merged(before, scope.own))
    if given.problems:
        return scope.changes, given.problems
    own = scope.own
    for path in changeable(groups):
        own = without(own, path)
    for path, value in given.changes.items():
        own = with_value(own, path, value)
    changes = scope.with_own(own)
    if asked and asked not in weights:
        changes = taken_back(changes, scope.sector, asked)
    try:
        load_scenario(scope.chosen.path, tried=changes)
    except InputError as error:
        wrong = _by_field(scope, groups, given.changes) or {FREE: error.problems[0]}
        return scope.changes, wrong
    return changes, {}


def changeable(groups: list[Group]) -> list[str]:
    """Every path that a form may change.

    Parameters
    ----------
    groups : what may be changed.
    """
    fields = [field.key for group in groups if not group.weights for field in group.fields]
    weights = [group.key for group in groups if group.weights]
    return [*weights, *(one for key in fields for one in (PARTS if key == LEVEL else (key,)))]


def _by_field(scope: Scope, groups: list[Group], changes: Mapping[str, Any]) -> dict[str, Problem]:
    """What the engine says of each change by itself, told of the field in its own words."""
    fields = {field.key: field for group in groups for field in group.fields}
    titles = {group.key: group.title for group in groups}
    problems = {}
    for path, value in changes.items():
        own = with_value(scope.own, path, value)
        try:
            load_scenario(scope.chosen.path, tried=scope.with_own(own))
        except InputError as error:
            key = LEVEL if path in PARTS else path
            place, found = titles.get(key, ""), told("the weights as they were typed")
            if key in fields:
                place, found = fields[key].title, value_words(fields[key], own)
            problems[key] = replace(error.problems[0], place=place, found=found)
    return problems
