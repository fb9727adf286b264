"""Chart specifications: what Vega-Lite's own schema allows, rows once, and a script in step."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest
import vl_convert
from altair.vegalite.schema import core

import autopot
from autopot.messages import unless_asked
from autopot.page.charts import CHARTS, available_charts
from autopot.page.charts.comparison import scenario_chart, waterfall_chart
from autopot.page.charts.radar import radar_picture
from autopot.page.charts.vega import rows_of, with_named_data
from autopot.page.run import chart_facts

ROOT = Path(__file__).resolve().parent.parent
FACTORS = pd.DataFrame(
    {"factor": ["evidence", "tasks"], "total": [0.7, 0.2], "total_low": 0.1, "total_high": 0.8}
)
OTHERS = pd.DataFrame(
    {"name": ["Hå", "Andre"], "level": ["total", "place"], "mean": 0.1, "p05": 0.0, "p95": 0.3}
)


@pytest.fixture(scope="module")
def schema():
    """The schema that Altair ships, of the Vega-Lite that draws the charts."""
    whole = core.load_schema()
    return jsonschema.validators.validator_for(whole)(whole)


@pytest.fixture(scope="module")
def specs():
    from dataclasses import replace

    with unless_asked("nb"):
        own = {"factors": FACTORS, "others": OTHERS}
        facts = replace(chart_facts(autopot.run("base", draws=200)), **own)
        assert {chart.name for chart in available_charts(facts)} == set(CHARTS)
        found = {name: chart.spec(facts) for name, chart in CHARTS.items()}
        return {**found, "picture": radar_picture(facts), **_comparison()}


def _comparison():
    levels = pd.DataFrame(
        [("Total", "a", 0.2, 0.1, 0.3), ("Total", "b", 0.3, 0.2, 0.4)],
        columns=["name", "scenario", "mean", "p05", "p95"],
    )
    steps = pd.DataFrame(
        [("a", "level", 0.2, 0.2, 0.1, 0.3, "20 %"), ("part", "up", 0.2, 0.3, 0.2, 0.4, "+10")],
        columns=["name", "kind", "start", "end", "low", "high", "text"],
    )
    return {
        "compare": scenario_chart(levels, "share"),
        "waterfall": waterfall_chart(steps, "share", "a to b"),
    }


def test_every_chart_is_what_the_schema_allows(specs, schema):
    assert len(specs) == len(CHARTS) + 3
    for name, spec in specs.items():
        faults = [fault.message for fault in schema.iter_errors(spec)]
        assert not faults, (name, faults[0][:300])


def test_the_schema_notices_a_word_that_is_none(specs, schema):
    broken = json.loads(json.dumps(specs["sectors"]))
    broken["layer"][0]["encoding"]["x"]["scael"] = {"zero": True}
    assert list(schema.iter_errors(broken))


def test_every_chart_names_rows_that_it_holds(specs):
    def used(part):
        if isinstance(part, list):
            return {name for each in part for name in used(each)}
        if not isinstance(part, dict):
            return set()
        own = {part["data"]["name"]} if "data" in part else set()
        return own | {name for each in part.values() for name in used(each)}

    for name, spec in specs.items():
        datasets = spec["datasets"]
        assert used({key: value for key, value in spec.items() if key != "datasets"}) == set(
            datasets
        ), name
        for rows in datasets.values():
            assert json.loads(json.dumps(rows, allow_nan=False)) == rows


def test_every_field_of_a_chart_is_a_column_of_its_rows(specs):
    """A field that is misspelt draws nothing, and no schema can know it."""

    def fields(part, rows):
        if "data" in part:
            rows = part["data"]["name"]
        for channel in part.get("encoding", {}).values():
            for each in channel if isinstance(channel, list) else [channel]:
                if "field" in each:
                    yield rows, each["field"]
        for inner in (*part.get("layer", ()), *part.get("hconcat", ())):
            yield from fields(inner, rows)

    for name, spec in specs.items():
        for rows, field in fields(spec, None):
            made = {"yy"} if name in ("radar", "picture") else set()
            assert field in made | set(spec["datasets"][rows][0]), (name, field)


def test_rows_are_plain_and_stand_once():
    frame = pd.DataFrame({"a": ["x", None], "b": [1.5, np.nan], "c": np.array([1, 2], "int64")})
    rows = rows_of(frame)
    assert rows == [{"a": "x", "b": 1.5, "c": 1}, {"a": None, "b": None, "c": 2}]
    chart = with_named_data({"layer": [{"data": rows}, {"data": list(rows)}, {"data": rows[:1]}]})
    names = [layer["data"]["name"] for layer in chart["layer"]]
    assert names[0] == names[1] != names[2]
    assert chart["datasets"] == {names[0]: rows, names[2]: rows[:1]}


def test_the_script_of_the_pages_is_in_step():
    """With the vl-convert that made it, to the byte; with another, of the same main version."""
    spec = importlib.util.spec_from_file_location("bundle", ROOT / ".ci" / "bundle.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    shipped = tool.FILE.read_text("utf-8")
    first = shipped.splitlines()[0]
    assert "</script" not in shipped
    assert "<!--" not in shipped
    if first == tool.versions():
        assert shipped == tool.bundle()
    else:
        for name, version in (("Vega", vl_convert.get_vega_version()),):
            assert f"{name} {version.split('.')[0]}." in first, "run .ci/bundle.py"
