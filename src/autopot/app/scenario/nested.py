"""Settings inside one another, by dotted path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

FORMS = ({"tri"}, {"uniform"})
"""Keys of a distribution, which is one value."""


def value_at(data: Mapping[str, Any], path: str) -> Any:
    """The value at a path; None where nothing stands.

    Parameters
    ----------
    data : settings inside one another.
    path : keys with dots between.

    >>> value_at({"a": {"b": 1}}, "a.b"), value_at({"a": {"b": 1}}, "a.c.d")
    (1, None)
    """
    found: Any = data
    for key in path.split("."):
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def with_value(data: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The settings with one value set; what was there is left as it is.

    Parameters
    ----------
    data, path : as for `value_at`.
    value : plain data.

    >>> with_value({"a": {"b": 1}}, "a.c", 2)
    {'a': {'b': 1, 'c': 2}}
    """
    changed = deepcopy(dict(data))
    inside = changed
    *above, last = path.split(".")
    for key in above:
        if not isinstance(inside.get(key), dict):
            inside[key] = {}
        inside = inside[key]
    inside[last] = value
    return changed


def without(data: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The settings without what stands at a path, and without sections that this leaves empty.

    Parameters
    ----------
    data, path : as for `value_at`.

    >>> without({"a": {"b": 1}, "c": 2}, "a.b"), without({"a": 1}, "x.y")
    ({'c': 2}, {'a': 1})
    """
    key, _, rest = path.partition(".")
    changed = deepcopy(dict(data))
    if key not in changed:
        return changed
    inner = without(changed[key], rest) if rest and isinstance(changed[key], Mapping) else {}
    if inner:
        changed[key] = inner
    elif not rest or isinstance(changed[key], Mapping):
        del changed[key]
    return changed


def flat(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its path; a distribution is one value.

    Parameters
    ----------
    data : settings inside one another.
    above : what stands before every path.

    >>> list(flat({"a": {"b": 1, "c": {"tri": [1, 2, 3]}}}))
    [('a.b', 1), ('a.c', {'tri': [1, 2, 3]})]
    """
    for key, value in data.items():
        path = f"{above}{key}"
        if isinstance(value, Mapping) and set(value) not in FORMS:
            yield from flat(value, f"{path}.")
        else:
            yield path, value


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with others on top, value by value.

    Parameters
    ----------
    under, over : settings inside one another.

    >>> merged({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}})
    {'a': {'b': 3, 'c': 2}}
    """
    found = deepcopy(dict(under))
    for path, value in flat(over):
        found = with_value(found, path, value)
    return found
