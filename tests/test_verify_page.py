"""What the board reads is made again and compared, and another processor is no difference."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import autopot
from autopot import store
from autopot.api import verify
from autopot.saving.closeness import ABSOLUTE, RELATIVE, apart, nudged
from autopot.saving.compared import compare_frames, compare_json
from autopot.saving.compared_pages import compare_pages
from autopot.study.versions import arithmetic

SETTINGS = {
    "demand": {"years": []},
    "adoption": {"years": []},
    "report": {"suppress_below": 5},
}


def features() -> list[str]:
    """Groups of instructions that numpy can be told not to use."""
    return [] if arithmetic()["features"] == "–" else arithmetic()["features"].split()


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A run with its page, made by a process whose numpy adds in another order."""
    folder = tmp_path_factory.mktemp("elsewhere")
    code = "import autopot\nautopot.run('base', draws=100).save('run')\n"
    source = str(Path(autopot.__file__).resolve().parent.parent)
    elsewhere = {
        **os.environ,
        "NPY_DISABLE_CPU_FEATURES": " ".join(features()),
        "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")]),
    }
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=elsewhere, check=True, timeout=300)
    return folder / "run"


@pytest.fixture
def run(saved, tmp_path):
    shutil.copytree(saved, tmp_path / "run")
    return tmp_path / "run"


def test_a_run_from_another_processor_holds_within_rounding(saved):
    """The other process may use no instructions beyond those of the oldest 64-bit processors."""
    found = verify(saved)
    assert found.problems == []
    assert found.largest <= RELATIVE
    files = {"report.html", "charts.json", "tables.xlsx", "datapackage.json"}
    assert set(found.again) == files | {"potential.parquet", "gap.parquet"}
    (verdict,) = [line for line in map(str, found.lines()) if line.startswith("All is well")]
    if features():  # a processor without any is the same as the other
        assert found.near > 0
        assert [name for name, _, _ in found.arithmetic] == ["features"]
        assert verdict.startswith("All is well, within rounding")


def test_a_report_with_another_figure_is_named_though_every_checksum_was_mended(run):
    """One tampering with each file that people read, and with the manifest, in one folder."""
    page = (run / "report.html").read_text("utf-8")
    lead = page.index('class="lead">')
    share = re.search(r"(\d+)\xa0%", page[lead:])[1]
    forged = page[:lead] + page[lead:].replace(f"{share}\xa0%", f"{int(share) + 20}\xa0%", 1)
    (run / "report.html").write_text(forged, "utf-8")
    charts = json.loads((run / "charts.json").read_text("utf-8"))
    charts["readings"][0]["middle"] += 0.1
    (run / "charts.json").write_text(json.dumps(charts), "utf-8")
    (run / "notes.txt").write_text("mine", "utf-8")
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    for name in ("report.html", "charts.json"):
        manifest["outputs"][name] = store.sha256((run / name).read_bytes())
    manifest["seed"] = 3
    del manifest["outputs"]["tables.xlsx"]
    (run / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    found = verify(run)
    told = {problem.place: (str(problem.found), str(problem.allowed)) for problem in found.problems}
    (place,) = [place for place in told if place.startswith(f"{run}/report.html «")]
    assert f"{int(share) + 20} %" in told[place][0]
    assert f"{share} %" in told[place][1]
    assert f"{run}/charts.json readings.0.middle" in told
    assert told[f"{run}/manifest.json seed"] == ("'3'", "'20190801'")
    assert "not in manifest.json" in told[f"{run}/tables.xlsx"][0]
    assert found.unlisted == ["notes.txt", "tables.xlsx"]
    assert found.again == ["potential.parquet", "gap.parquet", "datapackage.json"]


PAGE = (
    '<h2>The answer</h2><p>It is 23 %.</p><svg><path d="M1.25,2.0"></path><text>Oslo</text></svg>'
    '<script type="application/json">{{"a":{{"data":{{"name":"data-{name}"}},'
    '"datasets":{{"data-{name}":[{{"mean":{mean}}}]}}}}}}</script>'
    "<script>draw()</script>"
)


def page(text: str = "", name: str = "0" * 32, mean: float = 0.5, path: str = "M1.25") -> bytes:
    """A small page with all that a report has."""
    made = PAGE.format(name=name, mean=mean).replace("M1.25", path)
    return (made if not text else made.replace("It is 23 %.", text)).encode()


def test_pages_may_differ_in_the_last_digit_of_what_is_drawn():
    """Names of figures hang on their digits, so they differ too."""
    other = page(name="1" * 32, mean=0.5000000000000001, path="M1.2500000000000002")
    found = compare_pages(page(), other, "r")
    assert found.problems == []
    assert found.near == 2


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (page("It is 43 %."), "'It is 23 %.'"),
        (page(mean=0.7), "other figures behind the charts"),
        (page(path="M9.25"), "something else is drawn"),
        (page().replace(b"Oslo", b"Sola"), "'Oslo'"),
        (page().replace(b"draw()", b"forge()"), "not autopot's"),
        (page().replace(b"</h2>", b"</h2><p>More.</p>"), "'It is 23 %.'"),
        (page().split(b"<script>")[0], "another element"),
    ],
)
def test_pages_that_say_or_draw_something_else_are_named(other, told):
    found = compare_pages(page(), other, "r")
    assert any(told in str(problem.found) for problem in found.problems)
    assert all("The answer" in problem.place for problem in found.problems)


def test_charts_of_other_versions_are_left_but_the_text_is_read():
    redrawn = page().replace(b"<svg>", b"<svg><g></g>").replace(b"draw()", b"paint()")
    assert compare_pages(page(), redrawn, "r", drawings=False).problems == []
    (problem,) = compare_pages(page(), page("It is 43 %."), "r", drawings=False).problems
    assert "23 %" in str(problem.found)


def test_a_rounded_figure_may_be_the_one_on_the_other_side_of_its_boundary():
    """22.5 may be shown as 22 or 23; 43 is not beside it, whatever lies near."""
    nearby = lambda: [page("It is 22 %."), page("It is 23 %.")]  # noqa: E731
    found = compare_pages(page("It is 22 %."), page(), "r", nearby)
    assert (found.problems, found.on_boundary, found.exact) == ([], 1, False)
    assert compare_pages(page("It is 43 %."), page(), "r", nearby).problems
    whole = pd.DataFrame({"fte": [11.0]})
    met = compare_frames(whole, whole + 1, "t", lambda: [whole])
    assert (met.problems, met.on_boundary) == ([], 1)
    assert compare_frames(whole, whole + 1, "t", lambda: [whole + 2]).problems


def test_a_moved_run_shows_the_same_but_for_figures_on_a_boundary():
    """The share of rounding is a thousandth of a millionth, so all that is shown is the same."""
    frame = pd.DataFrame(
        {
            "municipality": "0301",
            "sector": ["school", "school", "health_care"],
            "occupation": ["2341", "4110", "5321"],
            "fte": [60.0, 2.0, 40.0],
        }
    )
    result = autopot.run("base", frame, draws=200, settings=SETTINGS)
    assert result.hidden.anything
    moved = nudged(result, RELATIVE)
    pd.testing.assert_frame_equal(moved.potential, result.potential)
    exact = moved.draws.table["mean"] / result.draws.table["mean"] - 1
    assert np.allclose(exact.dropna(), RELATIVE, rtol=1e-3)


def test_near_zero_the_difference_itself_counts():
    """What is left of two sums that cancel has no digits to compare."""
    more, _ = apart([0.0, 1e-13, 1.0, np.nan], [ABSOLUTE / 2, -1e-13, 1.0 + 3e-9, 0.0])
    assert more.tolist() == [False, False, True, True]


def test_json_that_is_none_or_holds_more_is_named():
    assert compare_json(b'{"a": 1}', b'{"a": 1.0}', "c").problems == []
    (problem,) = compare_json(b'{"a": 1, "b": "x"}', b'{"a": 1}', "c").problems
    assert (problem.place, str(problem.allowed)) == ("c b", "nothing")
    (problem,) = compare_json(b"{", b"{}", "c").problems
    assert str(problem.found) == "cannot be read"


def test_what_rounds_the_digits_names_no_place_of_this_machine():
    """Manifests travel; the library is named by its version and kernel, not by its path."""
    told = arithmetic()
    assert set(told) == {"processor", "features", "blas"}
    assert not any("/" in text or "\\" in text for text in told.values())
