"""The plan that is being made: a file in the project, with the one before it, and ways to begin."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from autopot.errors import InputError
from autopot.scenario.plan_loading import load_plan
from autopot.scenario.yaml_text import NUMBER, read_yaml
from autopot.store import write_output

DRAFT, BEFORE = "plan.yaml", "plan-forrige.yaml"
MOST = 300_000
"""Bytes of a plan file that is put in; five hundred measures take half of it."""

SECTIONS = ("use", "goal", "limits", "shift_services", "margins", "solver", "follow_up")
INVENTED = ("investment", "running", "training_hours")


def read_draft(project: Path) -> dict[str, Any] | None:
    """The plan of a project; None where there is none, or one that cannot be shown.

    Parameters
    ----------
    project : the folder that is kept.
    """
    try:
        content, _ = read_yaml(project / DRAFT)
    except InputError:
        return None
    measures = content.get("measures")
    whole = isinstance(measures, list) and all(isinstance(one, dict) for one in measures)
    sections = all(isinstance(content.get(name), dict) for name in SECTIONS)
    return content if whole and sections else None


def as_yaml(plan: Mapping[str, Any]) -> bytes:
    """A plan as a file.

    Parameters
    ----------
    plan : its content, plain.
    """
    plain = json.loads(json.dumps(plan))  # the same text twice would become an alias
    text: str = yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """Writes text that could be read as a number with quotes."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "'" if NUMBER.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def keep_draft(project: Path, plan: Mapping[str, Any]) -> None:
    """Keep a plan, and the one before it if it is another.

    Parameters
    ----------
    project : the folder that is kept.
    plan : its content, which need not be right.
    """
    new, path = as_yaml(plan), project / DRAFT
    old = path.read_bytes() if path.is_file() else b""
    if new == old:
        return
    if old:
        write_output(project / BEFORE, old, replace=True)
    write_output(path, new, replace=True)


def take_back(project: Path) -> None:
    """Change places with the plan before; a second time goes back again."""
    before = project / BEFORE
    if before.is_file():
        write_output(project / DRAFT, _swapped(before, project / DRAFT), replace=True)


def _swapped(before: Path, path: Path) -> bytes:
    """The content of the one before, which gets that of the other."""
    content = before.read_bytes()
    if path.is_file():
        write_output(before, path.read_bytes(), replace=True)
    return content


def drop_draft(project: Path) -> None:
    """Begin anew; the plan stays as the one before."""
    path = project / DRAFT
    if path.is_file():
        write_output(project / BEFORE, path.read_bytes(), replace=True)
        path.unlink()


def example() -> dict[str, Any]:
    """The packaged example, whose figures are made up."""
    return load_plan("plan-example").plan.model_dump(mode="json")


def empty() -> dict[str, Any]:
    """A plan with nothing in it of what only a planner can know.

    What is left is how exact the answer is to be, with the example's values.
    """
    plan = deepcopy(example())
    plan |= {"name": "plan", "title": {"nb": None, "en": None}, "example": False, "measures": []}
    plan["reason"] = {"nb": None, "en": None}
    plan["use"] |= {"years_to_full": None, "realisation": None}
    first = plan["first_year"]
    plan["limits"] = {
        "budget": None,
        "training_hours": {},
        "changes": {},
        "earliest": {"adopt": first, "trial": first, "assess": None, "hold": None},
    }
    plan["shift_services"] = {"sectors": [], "substitute_per_hour": None}
    return plan


def still_invented(plan: Mapping[str, Any]) -> set[str]:
    """Measures whose costs and hours are those that were made up for the example.

    Parameters
    ----------
    plan : its content.

    Returns
    -------
    Their ids.
    """
    first = {one["id"]: [one[key] for key in INVENTED] for one in example()["measures"]}
    return {
        str(one["id"])
        for one in plan["measures"]
        if first.get(one.get("id")) == [one.get(key) for key in INVENTED]
    }
