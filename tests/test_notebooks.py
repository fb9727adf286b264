"""Every notebook runs from top to bottom and is stored without output.

The cells run in a shell of this process, one shell for each notebook, so that what takes time is
the notebook and not the start of a kernel; one notebook is run by Jupyter as well. The runs are
smaller than those of a reader, by the replacements below; no text of a notebook is checked here.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbclient import NotebookClient
from traitlets.config import Config

HOME = Path(__file__).parents[1]
NOTEBOOKS = sorted((HOME / "notebooks").glob("*.ipynb"))
SMALLER = {
    "base": {'run("base"': 'run("base", draws=400'},
    "gap": {"draws=1000": "draws=200", "draws=400": "draws=200"},
    "own-workforce": {"draws=2000": "draws=300"},
    "planner-tour": {"draws=4000": "draws=300"},
    "sweep": {'sweep("evidence")': 'sweep("evidence.yaml")', "150": "30", "200": "40"},
    "tasks": {"draws=1000": "draws=200"},
    "uncertainty": {"draws=2048": "draws=256", "draws=2000": "draws=200"},
}
"""What is run with fewer points and draws than by a reader; of the points of the sweep three
quarters find the box, as there."""


def read(path, folder):
    """The notebook with less to run; beside it the sweep with 40 points over the same settings."""
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    for found, smaller in SMALLER.get(path.stem, {}).items():
        assert any(found in cell.source for cell in notebook.cells if cell.cell_type == "code")
        for cell in notebook.cells:
            cell.source = cell.source.replace(found, smaller)
    if path.stem == "sweep":
        sweep = (HOME / "scenarios" / "sweeps" / "evidence.yaml").read_text("utf-8")
        for found, smaller in (("points: 200", "points: 40"), ("draws: 1000", "draws: 300")):
            assert found in sweep
            sweep = sweep.replace(found, smaller)
        (folder / "evidence.yaml").write_text(sweep, "utf-8")
    return notebook


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} >= set(SMALLER)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shell = InteractiveShell(
        config=Config(HistoryManager={"enabled": False}), user_ns={"__name__": "__main__"}
    )
    shown = []
    for cell in read(path, tmp_path).cells:
        if cell.cell_type == "code":
            with capture_output() as caught:
                done = shell.run_cell(cell.source)
            done.raise_error()
            shown.append(bool(caught.stdout or done.result is not None))
    assert any(shown)


@pytest.mark.filterwarnings("default")
def test_jupyter_runs_one_of_them(tmp_path):
    notebook = read(HOME / "notebooks" / "tasks.ipynb", tmp_path)
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    assert outputs
    assert not any(o["output_type"] == "error" for o in outputs)
