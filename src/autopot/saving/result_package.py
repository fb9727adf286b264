"""datapackage.json of a result folder: what its tables hold, for whoever reads them elsewhere.

The standard is the Frictionless Data Package, version 2 (https://datapackage.org). Checksums stand
in manifest.json and not here, so that the same run on another processor describes itself in the
same words.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from autopot.catalogue.data_package import LICENCE, PROFILE, cited
from autopot.messages import Text, say, told
from autopot.tables.columns import column
from autopot.tables.names import names

PACKAGE = "datapackage.json"

TYPES = {"double": "number", "int64": "integer", "bool": "boolean"}
"""Type in a Parquet file -> type of the standard; everything else is text."""

CODES: dict[str, Text] = {
    "municipality": say("Number of the municipality, four digits, as text"),
    "sector": say("Code of the sector"),
    "occupation": say("Code of the occupation in STYRK-08, four digits, as text"),
    "technology": say("Code of the technology area"),
    "radar_class": say("Code of the radar class"),
    "place_kind": say("Who the row is about: mine, or the kind of those it stands beside"),
    "place": say("Which of them, as a code; empty where the kind says it"),
    "municipalities": say("How many municipalities the row is about"),
    "estimate": say("True where the staff are an estimate and not the municipality's own"),
    "human_required": say("Whether law or duty requires a person in the task, as a code"),
    "kind": say(
        "What is told: technical (could be automated), beside (the person is the service), adopted "
        "(in use), realised (taken out), or what the gap is made of"
    ),
}
"""Columns that are something else than in the tables for people, such as codes and not names."""

CHOSEN = ("level", "kind", "unit", "place_kind")
"""Columns that rows are chosen by: every value of them is told."""
MOST_NAMES = 50
"""Codes of a column whose names are told too; more would be longer than the rest."""

FILES: dict[str, Text] = {
    "potential.parquet": say("The technical potential, what stands beside it, and use by year"),
    "gap.parquet": say("The need of work and what meets it, by year"),
    "beside.parquet": say("The municipality beside others, then each by sector"),
}
"""Tables -> what they hold; workbooks are for reading, and are not described."""


def result_package(
    name: str,
    title: str,
    files: Mapping[str, bytes],
    references: Sequence[str] = (),
    *,
    ours: bool = False,
) -> dict[str, bytes]:
    """The descriptor of a result folder, in the language that is spoken.

    Parameters
    ----------
    name : of the result, lower case letters, digits and - _ . ; others become -.
    title : of the result.
    files : name -> content of the folder; those of `FILES` are described.
    references : keys of sources.csv that the scenario names.
    ours : whether none but packaged staff are known to be in it, so that autopot's licence holds.

    Returns
    -------
    Its name -> its content.
    """
    described = [_resource(one, files[one]) for one in FILES if one in files]
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": _plain(name),
        "title": title,
        "description": _description(ours),
        "resources": described,
    }
    if ours:
        package["licenses"] = [LICENCE]
    if references:
        package["sources"] = cited(references)
    return {PACKAGE: (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()}


def _plain(name: str) -> str:
    """A name as the standard wants it.

    >>> _plain("Vårt eget-1a2b")
    'v-rt-eget-1a2b'
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name.lower())


def _description(ours: bool) -> str:
    parts = [
        told(
            "Choose rows by level, kind and unit, and by year where there is one: each row is one "
            "figure with its interval. Codes keep leading zeros. An empty figure with suppressed = "
            "true is hidden to protect persons. Quantiles cannot be added."
        ),
        told("The figures are estimates with a range, made by autopot."),
    ]
    if not ours:
        parts.append(
            told(
                "No licence is given here: where own staff are behind the figures, whoever has the "
                "staff decides who may use them."
            )
        )
    parts.append(told("Checksums and versions are in manifest.json."))
    return " ".join(parts)


def _resource(file: str, content: bytes) -> dict[str, Any]:
    return {
        "name": file.removesuffix(".parquet"),
        "type": "table",
        "path": file,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": str(FILES[file]),
        "schema": _schema(content),
    }


def _schema(content: bytes) -> dict[str, Any]:
    """Fields of a Parquet file."""
    table = pq.read_table(io.BytesIO(content))
    told_apart = [name for name in table.column_names if name in CHOSEN or name in CODES]
    values = table.select(told_apart).to_pandas()
    fields = [_field(one.name, str(one.type), values) for one in table.schema]
    keys = [name for name in (*CHOSEN, *CODES, "year") if name in table.column_names]
    return {"fields": fields, **({"uniqueKeys": [keys]} if "level" in keys else {})}


def _field(name: str, kind: str, values: pd.DataFrame) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": TYPES.get(kind, "string")}
    if name in CODES:
        field["description"] = str(CODES[name])
    else:
        known = column(name)
        unit = f" [{known.unit}]" if known.unit else ""
        field |= {"title": known.heading, "description": f"{known.meaning or known.heading}{unit}"}
    there = sorted(set(values[name].dropna())) if name in values else []
    if name in CHOSEN or name == "kind":
        field["constraints"] = {"enum": there}
    elif name in names() and 0 < len(there) <= MOST_NAMES:
        called = names()[name]
        field["categories"] = [{"value": code, "label": called.get(code, code)} for code in there]
    return field
