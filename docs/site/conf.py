"""Sphinx: Markdown by MyST, the theme Furo, search and fonts on the page's own server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from autopot.version import __version__

SITE = Path(__file__).parent
sys.path.insert(0, str(SITE))

from contents import HOME, language_of  # noqa: E402
from docstrings import on_docstring  # noqa: E402

project = "autopot"
author = "autopot"
version = release = __version__
root_doc = HOME
extensions = ["myst_parser", "sphinx.ext.autodoc"]
nitpicky = True
nitpick_ignore_regex = [
    # Classes of Python, pandas and numpy, and ours that only stand in signatures.
    ("py:.*", r"(?!autopot\.api\.).*"),
]
highlight_language = "text"
smartquotes = False
default_role = None

myst_heading_anchors = 4
myst_links_external_new_tab = False
myst_enable_extensions: list[str] = []

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_class_signature = "separated"
python_use_unqualified_type_names = True
maximum_signature_line_length = 88

language = "nb"
html_search_language = "no"
html_theme = "furo"
html_title = f"autopot {__version__}"
html_static_path = [str(SITE / "static")]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_domain_indices = False
html_theme_options = {"footer_icons": [], "navigation_with_keys": False}

NORWEGIAN = {
    "Back to top": "Til toppen",
    "Contents": "Innhold",
    "Home": "Hjem",
    "Hide navigation sidebar": "Skjul menyen",
    "Hide table of contents sidebar": "Skjul innholdet",
    "Index": "Register",
    "Next": "Neste",
    "On this page": "På denne siden",
    "Previous": "Forrige",
    "Search": "Søk",
    "Skip to content": "Hopp til innholdet",
    "Toggle Light / Dark / Auto color theme": "Lys, mørk eller som systemet",
    "Toggle navigation of": "Vis eller skjul det som står under",
    "Toggle site navigation sidebar": "Vis eller skjul menyen",
    "Toggle table of contents sidebar": "Vis eller skjul innholdet",
}


def speak(_app: Any, page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """What stands around the text of a page, in the language of the text."""
    context["language"] = language_of(page)


def setup(app: Any) -> None:
    """What Sphinx calls at the start."""
    app.connect("autodoc-process-docstring", on_docstring)
    app.connect("html-page-context", speak)
