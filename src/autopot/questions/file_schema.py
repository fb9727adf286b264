"""JSON Schema of the files that people write, for editors that complete and check while typing.

The schema is made from the one that files are checked against, so it cannot say anything else. Only
rules between several values, such as weights that sum to 1, are left to autopot itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel

from autopot import catalogue
from autopot.extensions import READINGS, installed
from autopot.scenario.evidence import Weights
from autopot.scenario.loading import packaged_scenarios
from autopot.scenario.plan import PlanFile
from autopot.scenario.schema import Scenario
from autopot.scenario.settings import setting_names
from autopot.scenario.sweep_schema import Sweep

FileKind = Literal["scenario", "plan", "sweep"]
KINDS: tuple[FileKind, ...] = get_args(FileKind)
MODELS: dict[str, type[BaseModel]] = {"scenario": Scenario, "plan": PlanFile, "sweep": Sweep}
TITLES = {
    "scenario": "A scenario of autopot",
    "plan": "A plan of autopot",
    "sweep": "A sweep of autopot",
}
INHERITED = "scenario"
"""The kind of which a file may say anything less, because it inherits the rest."""

NEVER_INHERITED = ["name", "title", "reason", "references"]
DRAFT = "https://json-schema.org/draft/2020-12/schema"

Node = dict[str, Any]


def file_schema(kind: FileKind) -> Node:
    """JSON Schema (draft 2020-12) of a file as people write it.

    Parameters
    ----------
    kind : scenario, plan or sweep.

    Returns
    -------
    Plain data. Uncertain numbers are a number, `{tri: [...]}` or `{uniform: [...]}`; of a scenario
    every section and key may be left out; names of what is packaged stand where they may be used,
    and each key has its description.

    >>> schema = file_schema("scenario")
    >>> schema["required"], schema["properties"]["physical"]["$ref"]
    (['name', 'title', 'reason', 'references'], '#/$defs/PhysicalSection')
    >>> "required" in schema["$defs"]["PhysicalSection"]
    False
    """
    schema = MODELS[kind].model_json_schema()
    for name, model in (("", schema), *schema.get("$defs", {}).items()):
        if kind == INHERITED and name != "Text":
            model.pop("required", None)
        _add_names(name or MODELS[kind].__name__, model)
        if name == Weights.__name__:
            _add_installed(model)
    for node in _nodes(schema):
        if "properties" in node or "type" in node or "anyOf" in node:
            node.pop("title", None)  # the key again, in capitals
    if kind == INHERITED:
        schema["required"] = NEVER_INHERITED
    return {"$schema": DRAFT, "title": TITLES[kind], **schema}


def _nodes(value: Any) -> Iterator[Node]:
    """Every schema in a schema; properties themselves are none, but each of them is."""
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, dict):
        yield value
        for key, one in value.items():
            if key in ("properties", "$defs"):
                for inner in one.values():
                    yield from _nodes(inner)
            elif key not in ("default", "enum", "const", "examples"):
                yield from _nodes(one)


def _add_names(model: str, node: Node) -> None:
    """Put in the names of what is packaged, where a file may use them."""
    properties = node.get("properties", {})
    for key, names in _values().get(model, {}).items():
        _only_text(properties[key])["enum"] = names
    for key, names in _open_values().get(model, {}).items():
        text = _only_text(properties[key])
        text["anyOf"] = [{"enum": names}, {"type": text.pop("type")}]
    for key, named in _keys().get(model, {}).items():
        _suggest(properties[key], named, closed=False)
    for key, named in _closed_keys().get(model, {}).items():
        _suggest(properties[key], named, closed=True)


def _add_installed(weights: Node) -> None:
    """Offer the weights of readings that installed packages add, and no others."""
    weights["additionalProperties"] = False
    usual, added = weights["properties"]["whole_tasks"], installed(READINGS)
    weights["properties"] |= {
        name: {**usual, "description": f"A reading of {added[name].package} {added[name].version}"}
        for name in Weights.keys_beside()
    }


def _only_text(node: Node) -> Node:
    """The part of a property that is text, where it may also be null, or a list of texts."""
    parts: list[Node] = [node, *node.get("anyOf", [])]
    for part in parts:
        if part.get("type") == "array":
            return _only_text(part["items"])
        if part.get("type") == "string":
            return part
    raise ValueError("no text may stand there")


def _suggest(node: Node, named: Mapping[str, str], *, closed: bool) -> None:
    """Keys of a mapping that an editor offers, with what each is; others only where not closed."""
    value = node.get("additionalProperties", True)
    described = {
        key: {"description": text, **(value if isinstance(value, dict) else {})}
        for key, text in named.items()
    }
    node["properties"] = described
    if closed:
        node["additionalProperties"] = False
        node.pop("propertyNames", None)


def _values() -> dict[str, dict[str, list[str]]]:
    """Model -> key -> the only values there are."""
    storby = sorted(set(catalogue.table("municipalities/storby")["definition"]))
    return {
        "Scenario": {"storby": storby},
        "Measure": {"sector": list(_sectors())},
        "GoalSection": {"sector": list(_sectors())},
        "ShiftSection": {"sectors": list(_sectors())},
        "LeversSection": {"sectors": list(_sectors())},
    }


def _open_values() -> dict[str, dict[str, list[str]]]:
    """Model -> key -> names of what is packaged; a file or something of one's own may stand there.

    Technologies are open because a radar of one's own may have others, sources because a scenario
    may rest on others than ours.
    """
    return {
        "Scenario": {
            "extends": packaged_scenarios(),
            "references": sorted(catalogue.sources()["source_id"]),
        },
        "WorkforceSection": {"source": catalogue.workforce_names()},
        "RadarSection": {"technologies": ["default"]},
        "Measure": {"technology": list(_technologies())},
        "PlanFile": {"scenario": packaged_scenarios()},
        "Sweep": {"scenario": packaged_scenarios()},
    }


def _keys() -> dict[str, dict[str, dict[str, str]]]:
    """Model -> key of a mapping -> keys that it may have, with what each is."""
    technologies = _technologies()
    moved = dict.fromkeys((name for name in setting_names() if "*" not in name), "")
    span = {"settings": moved}
    return {
        "NewWorkSection": {"share": technologies, "residents": technologies},
        "SectorNewWork": {"share": technologies, "residents": technologies},
        "SpaceFilling": span,
        "Sobol": span,
    }


def _closed_keys() -> dict[str, dict[str, dict[str, str]]]:
    """The same where there are no others."""
    sectors = _sectors()
    return {
        "Scenario": {"sectors": {**sectors, **_sectors_by_name()}},
        "DemandSection": {"own_weights": sectors},
        "LimitsSection": {"training_hours": sectors, "changes": sectors},
    }


def _sectors() -> dict[str, str]:
    """Code -> Norwegian name."""
    frame = catalogue.sectors()
    return dict(zip(frame["sector"], frame["name_nb"], strict=True))


def _sectors_by_name() -> dict[str, str]:
    """Names of sectors, which a scenario takes for the codes."""
    frame = catalogue.sectors()
    names = [*frame["name_nb"], *frame["name_en"]]
    return dict(zip(names, [*frame["sector"]] * 2, strict=True))


def _technologies() -> dict[str, str]:
    """Code -> Norwegian name."""
    frame = catalogue.technologies()
    return dict(zip(frame["technology"], frame["name_nb"], strict=True))
