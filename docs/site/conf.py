"""Sphinx: Markdown by MyST, the theme Furo, search and fonts on the page's own server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from autopot.version import __version__

SITE = Path(__file__).parent
sys.path.insert(0, str(SITE))

from around import dashes, speak  # noqa: E402
from contents import HOME  # noqa: E402
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

myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_class_signature = "separated"
python_use_unqualified_type_names = True
maximum_signature_line_length = 88

language = "en"  # of what autodoc says; `around` has the Norwegian
html_search_language = "no"
html_theme = "furo"
html_title = f"autopot {__version__}"
html_static_path = [str(SITE / "static")]
html_css_files = ["site.css"]
html_js_files = ["search.js", "scroll.js"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_domain_indices = False
html_theme_options = {"footer_icons": [], "navigation_with_keys": False}


def setup(app: Any) -> None:
    """What Sphinx calls at the start."""
    app.connect("autodoc-process-docstring", on_docstring)
    app.connect("doctree-resolved", dashes)
    app.connect("html-page-context", speak)
