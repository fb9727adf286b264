"""data/ as a Data Package, for whoever reads the tables with something other than autopot.

The standard is the Frictionless Data Package, version 2 (https://datapackage.org). All of it comes
from columns.csv, sources.csv and the files themselves; `data/datapackage.json` is what
`autopot data package` wrote last, and a test asks that it is in step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from autopot.catalogue.columns import INPUT, Column, all_columns, data_directory
from autopot.catalogue.tables import sources

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"integer": "integer", "number": "number", "flag": "boolean"}
LICENCE = {
    "name": "MIT",
    "title": "Of what is ours. The figures have the licences of their sources, which "
    "the table sources tells",
}
DIGITS = {"code": r"^\d+$", "code3": r"^\d{3}$", "code4": r"^\d{4}$"}


def data_package() -> dict[str, Any]:
    """The descriptor of data/.

    Returns
    -------
    Plain data: every table with its checksum, the type, meaning and limits of its columns, its key
    and its links, and every source with its licence.

    >>> package = data_package()
    >>> names = [resource["name"] for resource in package["resources"]]
    >>> categories = package["resources"][names.index("technologies-categories")]["schema"]
    >>> categories["primaryKey"], categories["foreignKeys"][0]["reference"]
    (['category'], {'resource': 'sources', 'fields': ['source_id']})
    """
    tables = {name: columns for name, columns in all_columns().items() if not _is_input(name)}
    return {
        "$schema": PROFILE,
        "name": "autopot-data",
        "title": "Facts about work, technology and Norwegian municipalities that autopot rests on",
        "description": "Each row names its source; source_id judgement is our own, with the reason "
        "in the row or in docs/data.md. An empty cell means unknown. Codes keep leading zeros.",
        "licenses": [LICENCE],
        "sources": cited(sources()["source_id"]),
        "resources": [_resource(name, columns) for name, columns in tables.items()],
    }


def _is_input(table: str) -> bool:
    """Whether a table is of a file that the user brings, of which nothing is packaged."""
    return table.startswith(INPUT)


def cited(keys: Iterable[str]) -> list[dict[str, str]]:
    """Sources as the standard writes them.

    Parameters
    ----------
    keys : of sources.csv, in the order wanted.
    """
    rows = sources().set_index("source_id").loc[list(keys), ["citation", "url"]].fillna("")
    return [
        {"title": citation, **({"path": url} if url else {})}
        for citation, url in rows.itertuples(index=False)
    ]


def _name(table: str) -> str:
    return table.replace("/", "-")


def _resource(table: str, columns: tuple[Column, ...]) -> dict[str, Any]:
    content = (data_directory() / f"{table}.csv").read_bytes()
    return {
        "name": _name(table),
        "path": f"{table}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(columns),
    }


def _schema(columns: tuple[Column, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns]}
    keys = [column for column in columns if column.key]
    if keys and all(column.required for column in keys):
        schema["primaryKey"] = [column.name for column in keys]
    elif keys:  # an empty cell, such as for all others, is a value too, which no primary key has
        schema["uniqueKeys"] = [[column.name for column in keys]]
    links = [_link(column) for column in columns if column.refers_to]
    if links:
        schema["foreignKeys"] = links
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.type in DIGITS:
        constraints["pattern"] = DIGITS[column.type]
    if column.low is not None:
        constraints["minimum"] = column.low
    if column.high is not None:
        constraints["maximum"] = column.high
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    unit = f" [{column.unit}]" if column.unit else ""
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.type, "string"),
        "description": f"{column.description}{unit}",
    }
    if column.type == "flag":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    if constraints:
        field["constraints"] = constraints
    return field


def _link(column: Column) -> dict[str, Any]:
    table, _, name = column.refers_to.rpartition(".")
    return {"fields": [column.name], "reference": {"resource": _name(table), "fields": [name]}}
