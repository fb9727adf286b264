"""Every notebook runs from top to bottom and is stored without output."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

HOME = Path(__file__).parents[1]
NOTEBOOKS = sorted((HOME / "notebooks").glob("*.ipynb"))
SMALLER = {"sweep": {'sweep("evidence")': 'sweep("evidence.yaml")', "150": "60", "200": "80"}}
"""What is run with fewer points than by a reader; three quarters find the box, as there."""


def test_there_are_notebooks():
    assert NOTEBOOKS


def made_smaller(notebook, name, folder):
    """The same cells about a sweep of 80 points, over the same settings."""
    for found, smaller in SMALLER.get(name, {}).items():
        assert any(found in cell.source for cell in notebook.cells if cell.cell_type == "code")
        for cell in notebook.cells:
            cell.source = cell.source.replace(found, smaller)
    sweep = (HOME / "scenarios" / "sweeps" / "evidence.yaml").read_text("utf-8")
    assert "points: 200" in sweep
    (folder / "evidence.yaml").write_text(sweep.replace("points: 200", "points: 80"), "utf-8")


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    if path.stem in SMALLER:
        made_smaller(notebook, path.stem, tmp_path)
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    assert outputs
    assert not any(o["output_type"] == "error" for o in outputs)
