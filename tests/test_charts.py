"""Charts from a run directory alone, intervals at every mark, and the places on the radar."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot.errors import InputError
from autopot.messages import speaking, unless_asked
from autopot.page.charts import CHARTS
from autopot.page.charts.classes import class_rows
from autopot.page.charts.intervals import interval_rows
from autopot.page.charts.radar_layout import (
    LARGEST,
    RING_ENDS,
    radar_layout,
)
from autopot.page.comparison import (
    ComparisonPage,
    waterfall_rows,
)
from autopot.page.facts import facts_from_json
from autopot.page.run import chart_facts
from autopot.results.run.readings import readings_alone
from autopot.saving.charts import (
    chart_names,
    save_chart,
)


@pytest.fixture(autouse=True)
def in_norwegian():
    """As the command line and every run of a Norwegian scenario speak."""
    with unless_asked("nb"):
        yield


@pytest.fixture(scope="module")
def result():
    return autopot.run("base", draws=400)


@pytest.fixture(scope="module")
def folder(result, tmp_path_factory):
    return result.save(tmp_path_factory.mktemp("runs") / "base", report=False)


def test_charts_read_the_run_directory_alone(folder, tmp_path):
    names = chart_names(folder)
    assert {"total", "sectors", "sector-classes", "radar", "municipalities", "readings"} <= set(
        names
    )
    assert "uncertainty" not in names
    for name in names:
        svg = save_chart(folder, name, tmp_path / f"{name}.svg").read_text("utf-8")
        assert svg.startswith("<svg")
        assert "http://" not in svg.replace("http://www.w3.org/", "")
    assert save_chart(folder, "total", tmp_path / "t.png").read_bytes()[:4] == b"\x89PNG"
    spec = json.loads(save_chart(folder, "sectors", tmp_path / "s.json").read_text("utf-8"))
    assert "vega-lite" in spec["$schema"]


def test_charts_take_the_name_of_whom_they_are_of(folder, tmp_path, two_towns):
    svg = save_chart(folder, "sectors", tmp_path / "s.svg").read_text("utf-8")
    assert "Storbykommunene: teknisk potensial etter sektor" in re.sub(r"<[^>]+>", " ", svg)
    assert chart_names(folder)["radar"] == "Storbykommunene: teknologiradar"
    own = chart_facts(autopot.run("base", two_towns, draws=200))
    assert CHARTS["gap"].title(own).startswith("Oslo og Stavanger: hva som trengs")
    assert CHARTS["total"].alt(own).startswith("Oslo og Stavanger: samlet teknisk potensial. ")


def test_charts_write_numbers_as_the_language_does(folder, tmp_path):
    svg = save_chart(folder, "municipalities-fte", tmp_path / "m.svg").read_text("utf-8")
    assert re.search(r">\d+\u00a0000<", svg)
    assert "Årsverk" in svg


def test_faults_of_a_chart_are_explained(folder, tmp_path):
    with speaking("en"):
        _faults(folder, tmp_path)


def _faults(folder, tmp_path):
    with pytest.raises(InputError, match="did you mean sectors"):
        save_chart(folder, "sector")
    with pytest.raises(InputError, match=r"\.svg, \.png, \.json"):
        save_chart(folder, "sectors", tmp_path / "a.gif")
    with pytest.raises(InputError, match="a directory written by autopot run"):
        save_chart(tmp_path, "sectors")
    with pytest.raises(InputError, match="no chart is named"):
        save_chart(folder, None)
    with pytest.raises(InputError, match="cannot be written"):
        save_chart(folder, "total", folder / "charts.json" / "a.svg")


def test_every_mark_of_a_chart_has_its_interval(result):
    facts = chart_facts(result)
    for level, unit in (("sector", "share"), ("municipality", "fte"), ("occupation", "fte")):
        rows = interval_rows(facts, level, unit)
        assert (rows["p05"] <= rows["mean"]).all()
        assert (rows["mean"] <= rows["p95"]).all()
    classes = class_rows(facts, "share")
    assert len(classes) == 36
    assert (classes["p05"] <= classes["p95"]).all()


def test_the_published_figure_is_drawn_only_where_it_means_the_same(result):
    assert chart_facts(result).published == 0.20

    staff = pd.DataFrame(
        [("0301", "school", "2341", 5.0)], columns=["municipality", "sector", "occupation", "fte"]
    )
    assert chart_facts(autopot.run("base", staff, draws=200)).published is None


def test_facts_survive_the_run_directory(result, folder):
    facts = chart_facts(result)
    back = facts_from_json((folder / "charts.json").read_bytes(), result.potential, "nb")
    assert back.published == facts.published
    pd.testing.assert_frame_equal(back.readings, facts.readings, check_dtype=False)


# ---- readings alone


def test_a_reading_alone_is_its_weighted_mean():
    """Whole tasks has one number an occupation: the FTE-weighted mean, robots added by hand. All
    time is counted, since the number is of the whole occupation.
    """
    from autopot import catalogue

    changes = {"human_required": {"fully": "counted"}, "radar": {"none": "counted"}}
    result = autopot.run("base", draws=200, changes=changes)
    rows = readings_alone(result).set_index(["kind", "reading"])

    evidence = catalogue.evidence().pivot_table(
        index="occupation", columns="measure", values="value"
    )
    fte = result.workforce.cells.groupby("occupation")["fte"].sum()
    runs = [
        evidence[f"eloundou_{run}_t3"] + evidence[f"eloundou_{run}_t4"] for run in ("run1", "run2")
    ]
    known = fte.index.intersection(runs[0].dropna().index)
    assert fte[known].sum() / fte.sum() > 0.98
    ends = [float((fte[known] * run[known]).sum() / fte[known].sum()) for run in runs]
    low = rows.loc[("total", "whole_tasks"), "low"]
    high = rows.loc[("total", "whole_tasks"), "high"]
    assert low >= min(ends) - 0.01  # the physical channel can only add
    assert high > low
    frey = evidence["frey_osborne_p"].dropna()
    known = fte.index.intersection(frey.index)
    mean = float((fte[known] * frey[known]).sum() / fte[known].sum())
    assert rows.loc[("total", "computerisation"), "middle"] == pytest.approx(mean, abs=0.003)


def test_readings_lie_inside_their_span(result):
    rows = readings_alone(result)
    assert (rows["low"] <= rows["middle"] + 1e-12).all()
    assert (rows["middle"] <= rows["high"] + 1e-12).all()
    sectors = rows[(rows["kind"] == "sector") & (rows["reading"] == "whole_tasks")]
    fte = result.workforce.cells.groupby("sector")["fte"].sum()
    total = rows[(rows["kind"] == "total") & (rows["reading"] == "whole_tasks")]["middle"].iloc[0]
    weighted = (sectors.set_index("key")["middle"] * fte).sum() / fte.sum()
    assert weighted == pytest.approx(total)


# ---- radar layout

CLASSES = ["adopt", "trial", "assess", "hold"]
QUADRANTS = ["a", "b", "c", "d"]


def technologies(count, seed):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "technology": [f"t{i:02}" for i in range(count)],
            "radar_class": rng.choice(CLASSES, count),
            "category": rng.choice(QUADRANTS, count),
            "fte_mean": rng.lognormal(6, 1, count),
        }
    )


@pytest.mark.parametrize(("count", "seed"), [(1, 0), (10, 1), (25, 2), (40, 3)])
def test_blips_stand_in_their_field_and_never_on_each_other(count, seed):
    frame = technologies(count, seed)
    blips = radar_layout(frame, CLASSES, QUADRANTS)
    assert blips == radar_layout(frame.sample(frac=1, random_state=1), CLASSES, QUADRANTS)
    own = frame.set_index("technology")
    assert [b.number for b in blips] == list(range(1, count + 1))
    for number, blip in enumerate(blips):
        away = math.hypot(blip.x, blip.y)
        ring = CLASSES.index(own.loc[blip.technology, "radar_class"])
        assert (0, *RING_ENDS)[ring] < away < RING_ENDS[ring]
        left, top = blip.x < 0, blip.y > 0
        quadrant = {(True, True): 0, (False, True): 1, (False, False): 2, (True, False): 3}
        assert quadrant[(left, top)] == QUADRANTS.index(own.loc[blip.technology, "category"])
        for other in blips[:number]:
            gap = math.hypot(blip.x - other.x, blip.y - other.y)
            assert gap > blip.radius + other.radius


def test_the_area_of_a_blip_follows_the_potential():
    frame = technologies(3, 4).assign(fte_mean=[100.0, 400.0, np.nan])
    blips = {b.technology: b for b in radar_layout(frame, CLASSES, QUADRANTS)}
    assert blips["t01"].radius == pytest.approx(LARGEST)
    assert blips["t01"].radius == pytest.approx(2 * blips["t00"].radius)
    assert blips["t02"].hollow


# ---- comparison


def test_charts_of_a_comparison_are_saved_from_its_folder(tmp_path):
    found = autopot.compare(["base", "fast"], draws=200)
    folder = found.save(tmp_path / "compare", report=False)
    names = chart_names(folder)
    assert list(names) == ["compare", "compare-fte", "waterfall-fast", "waterfall-fast-fte"]
    svg = save_chart(folder, "compare", tmp_path / "c.svg").read_text("utf-8")
    text = re.sub(r"<[^>]+>", " ", svg)
    for word in ("Grunnscenario", "Skole", "Brann og redning", names["compare"].split(",")[0]):
        assert word in text
    with speaking("en"), pytest.raises(InputError, match="did you mean compare"):
        save_chart(folder, "compar")


def test_the_waterfall_goes_from_one_total_to_the_other():
    """Every bar starts where the one before ended; the last ends at the other scenario's total."""
    found = autopot.compare(["base", "fast"], draws=400)
    page = ComparisonPage(
        scenarios=found.texts,
        table=found.table,
        parts=found.parts,
        differences=found.differences,
        hidden=[],
        sectors=None,
        residents={},
        description={},
    )
    parts = found.parts[found.parts["kind"] == "total"]
    total = found.table[found.table["kind"] == "total"].set_index("scenario")
    for unit in ("share", "fte"):
        rows = waterfall_rows(page, *found.texts, parts, unit)
        assert rows["start"].iloc[0] == total.loc["base", f"{unit}_mean"]
        assert rows["end"].iloc[-1] == total.loc["fast", f"{unit}_mean"]
        np.testing.assert_allclose(rows["start"][1:-1], rows["end"][:-2])
        assert rows["end"].iloc[-2] == pytest.approx(rows["end"].iloc[-1])
        assert (rows["low"] <= rows["high"]).all()
        assert len(rows) == 2 + len(parts)
    assert rows["name"].iloc[0] == "Grunnscenario"
