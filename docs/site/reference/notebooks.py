"""Notebooks as pages: their text and their code, as they stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reference.markdown import block

WORDS = {
    "nb": "{{download}}`Last ned notatboken <{name}>`. Kjør den i autopots mappe etter "
    "`pip install . jupyterlab`. Utdata er ikke lagret i den; testene kjører alle notatbøkene.",
    "en": "{{download}}`Download the notebook <{name}>`. Run it in autopot's folder after "
    "`pip install . jupyterlab`. It holds no output; the tests run every notebook.",
}


def notebook_page(path: Path, language: str) -> str:
    """Cells in their order, after a line that says how to get the notebook.

    Parameters
    ----------
    path : the notebook.
    language : of its text, nb or en.
    """
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    parts = [_cell(cell) for cell in cells]
    title, *rest = parts[0].split("\n", 1)
    return "\n\n".join([title, WORDS[language].format(name=path.name), *rest, *parts[1:]]) + "\n"


def _cell(cell: dict[str, Any]) -> str:
    text = "".join(cell["source"])
    return block(text, "python") if cell["cell_type"] == "code" else text
