"""Pages of every key of the files that people write, made from their JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from autopot.questions.file_schema import FileKind, Node, file_schema
from autopot.scenario.packaged import packaged_directory
from reference.markdown import code, page, plain, table

PACKAGED = {
    "scenario": ("base.yaml", "In base"),
    "plan": ("plan-example.yaml", "In plan-example"),
    "sweep": ("sweeps/evidence.yaml", "In evidence"),
}
LEADS = {
    "scenario": (
        "A scenario names the one it `extends` and the keys that differ; everything else is "
        "inherited, in the end from `base`. An uncertain number is a number, `{tri: [lowest, "
        "likeliest, highest]}` or `{uniform: [lowest, highest]}`. "
        "`autopot schema scenario -o scenario.schema.json` lets an editor complete and check."
    ),
    "plan": "Which measures may be chosen, and the limits. `autopot plan FILE` chooses.",
    "sweep": "One scenario at many settings. `autopot sweep FILE` runs them.",
}
MOST_NAMES = 12
LONGEST = 60
HEADINGS = ("Key", "What it is", "Type and range")


def keys_page(kind: FileKind) -> str:
    """Every key of one kind of file.

    Parameters
    ----------
    kind : scenario, plan or sweep.
    """
    schema = file_schema(kind)
    file, heading = PACKAGED[kind]
    text = (packaged_directory("scenarios") / file).read_text(encoding="utf-8")
    keys = _Keys(schema["$defs"], yaml.safe_load(text))
    single: list[tuple[str, ...]] = []
    parts: list[str] = []
    for key, node in schema["properties"].items():
        inner = keys.inner(node)
        if inner is None or _is_text(node):
            single.append(keys.row(key, node))
            continue
        parts.append(f"## {key}")
        parts.append(plain(keys.said(node)))
        parts.append(table((*HEADINGS, heading), keys.rows(f"{key}{_between(node)}", inner)))
    first = table((*HEADINGS, heading), single)
    return page(f"Keys of a {kind}", LEADS[kind], first, *parts)


def _is_text(node: Node) -> bool:
    return str(node.get("$ref", "")).endswith("/Text")


class _Keys:
    """What the schema says of each key, with the value in a packaged file.

    Parameters
    ----------
    defs : name -> schema of a section.
    values : the packaged file.
    """

    def __init__(self, defs: dict[str, Node], values: Node) -> None:
        self._defs, self._values = defs, values

    def inner(self, node: Node) -> Node | None:
        """The schema of a section, or of each item of a list of them; None for a single value."""
        for one in (node, *node.get("anyOf", []), *node.get("oneOf", [])):
            for place in (one, one.get("items", {}), one.get("additionalProperties", {})):
                if isinstance(place, dict) and "$ref" in place:
                    return self._defs[place["$ref"].split("/")[-1]]
        properties = node.get("properties", {})
        refs = [self.inner(one) for one in properties.values()]
        return refs[0] if refs and refs[0] is not None else None

    def said(self, node: Node) -> str:
        """What a key is."""
        inner = self.inner(node)
        return str(node.get("description") or (inner or {}).get("description", ""))

    def rows(self, above: str, section: Node) -> Iterator[tuple[str, ...]]:
        """Keys of a section, those of sections in it with dots; * stands for any name."""
        for key, node in section.get("properties", {}).items():
            name = f"{above}.{key}"
            inner = self.inner(node)
            if inner is None or _is_text(node) or "properties" not in inner:
                yield self.row(name, node)
            else:
                yield (code(name), plain(self.said(node)), "section", "")
                yield from self.rows(f"{name}{_between(node)}", inner)

    def row(self, name: str, node: Node) -> tuple[str, ...]:
        """One key."""
        kind = "text in languages: `{nb: …, en: …}`" if _is_text(node) else _type(node)
        return (code(name), plain(self.said(node)), kind, self._value(name))

    def _value(self, name: str) -> str:
        """What the packaged file says; nothing where it is long, or says nothing."""
        value: Any = self._values
        for key in name.split("."):
            if not isinstance(value, dict) or key not in value:
                return ""
            value = value[key]
        text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6)
        text = text.removesuffix("\n...\n").strip()
        return code(text) if len(text) <= LONGEST else "…"


def _between(node: Node) -> str:
    """What stands between the key of sections and the keys in each of them."""
    for one in (node, *node.get("anyOf", []), *node.get("oneOf", [])):
        if "items" in one:
            return "[]"
        if isinstance(one.get("additionalProperties"), dict) or "properties" in one:
            return ".*"
    return ""


def _type(node: Node) -> str:
    """What may stand there, in words.

    >>> _type({"type": "number", "minimum": 0, "maximum": 1})
    'number, 0 to 1'
    >>> _type({"anyOf": [{"type": "string"}, {"type": "null"}]})
    'text, or `null`'
    """
    if "anyOf" in node:
        return ", or ".join(dict.fromkeys(_type(one) for one in node["anyOf"]))
    if "enum" in node:
        names = [code(name) for name in node["enum"]]
        more = len(names) - MOST_NAMES
        return ", ".join(names) if more <= 0 else ", ".join([*names[:4], f"… ({len(names)} names)"])
    if "const" in node:
        return code(node["const"])
    properties = node.get("properties", {})
    if set(properties) in ({"tri"}, {"uniform"}):
        return code(f"{{{next(iter(properties))}: […]}}")
    return _plain_type(node)


def _plain_type(node: Node) -> str:
    kind = str(node.get("type", ""))
    if kind == "array":
        return f"list of {_type(node['items'])}" if node.get("items") else "list"
    if kind == "object":
        value = node.get("additionalProperties") or next(
            iter(node.get("properties", {}).values()), 0
        )
        each = _type(value) if isinstance(value, dict) else ""
        return f"by name: {each}" if each else "by name"
    words = {"string": "text", "boolean": "`true` or `false`", "null": "`null`"}
    return ", ".join(part for part in (words.get(kind, kind), _range(node)) if part)


def _range(node: Node) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    above, below = node.get("exclusiveMinimum"), node.get("exclusiveMaximum")
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    sides = ((low, "from"), (above, "above"), (high, "at most"), (below, "below"))
    return ", ".join(f"{word} {value:g}" for value, word in sides if value is not None)
