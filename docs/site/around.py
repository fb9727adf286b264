"""What stands around the text of a page, in the language of the text.

The theme's own words are English, some of them beyond the reach of any catalogue, and Sphinx has
hardly any in bokmål. Those of the search page are in static/search.js.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes

from contents import language_of

NORWEGIAN = {
    "Back to top": "Til toppen",
    "Contents": "Innhold",
    "Error": "Feil",
    "Home": "Hjem",
    "Index": "Register",
    "Made with ": "Laget med ",
    "Next": "Neste",
    "On this page": "På denne siden",
    "Please activate JavaScript to enable the search functionality.": "Søket trenger JavaScript.",
    "Previous": "Forrige",
    "Search": "Søk",
}
FIXED = {
    "Hide navigation sidebar": "Skjul menyen",
    "Hide table of contents sidebar": "Skjul innholdet på siden",
    "Skip to content": "Hopp til innholdet",
    "Toggle Light / Dark / Auto color theme": "Lyst, mørkt eller som systemet",
    "Toggle site navigation sidebar": "Vis eller skjul menyen",
    "Toggle table of contents sidebar": "Vis eller skjul innholdet på siden",
}
"""Words that stand in the theme's files as they are: names of buttons and of ways past the menu."""

NAMES = {
    "nb": ("Meny", "Innhold på siden", "Søk"),
    "en": ("Menu", "Contents of the page", "Search"),
}
SIGNATURE = re.compile(r"<dl>\s*(<dd>.*?</dd>)\s*</dl>", re.DOTALL)
"""Only parameters are in a list that has no class."""


def speak(_app: Any, page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """Give a page its language and the words of its theme; Sphinx calls it for each.

    Parameters
    ----------
    page : its path without ending.
    context : what its template is filled with; changed in place.
    """
    context["language"] = language_of(page)
    if context["language"] == "nb":
        said: Callable[[str], str] = lambda text: NORWEGIAN.get(text, text)  # noqa: E731
        context["_"] = context["gettext"] = said


def dashes(_app: Any, tree: nodes.document, _page: str) -> None:
    """Put a dash where Sphinx leaves two signs between a parameter and what it is.

    Parameters
    ----------
    tree : a page; changed in place.
    """
    for text in tree.findall(nodes.Text):
        if text == " -- ":
            text.parent.replace(text, nodes.Text(" – "))


def finish(site: Path) -> None:
    """Put Norwegian where the theme has English for good, and names and roles where it has none.

    Parameters
    ----------
    site : folder of the built pages.
    """
    for path in site.rglob("*.html"):
        spoken = language_of(path.relative_to(site).with_suffix("").as_posix())
        text = _told(path.read_text(encoding="utf-8"), spoken)
        if spoken == "nb":
            for english, norwegian in FIXED.items():
                text = text.replace(f'"{english}"', f'"{norwegian}"')
                text = text.replace(f">{english}<", f">{norwegian}<")
        path.write_text(text, encoding="utf-8")


def _told(text: str, spoken: str) -> str:
    """A page that screen readers can tell: what axe finds in the theme, mended."""
    menu, contents, search = NAMES[spoken]
    for before, after in (
        ('class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"'),
        ('<aside class="sidebar-drawer"', f'<aside aria-label="{menu}" class="sidebar-drawer"'),
        ('<aside class="toc-drawer', f'<aside aria-label="{contents}" class="toc-drawer'),
        ('<div id="search-results">', f'<h1>{search}</h1><div id="search-results">'),
        ('<th class="head"><p></p></th>', "<td></td>"),
    ):
        text = text.replace(before, after)
    return SIGNATURE.sub(lambda found: _lines(found[1]), text)


def _lines(parameters: str) -> str:
    """Parameters of a signature as lines instead of as meanings of no word."""
    lines = parameters.replace("<dd>", '<span class="sig-line">').replace("</dd>", "</span>")
    return f"<span>{lines}</span>"
