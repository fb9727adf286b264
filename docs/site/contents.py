"""Which pages the site has, in what order, and which language each is written in.

A page that is in no section fails the build, and so does a name without a page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """Pages that stand under one caption.

    Parameters
    ----------
    caption : over them in the menu.
    language : of their text, nb or en; what is around the text speaks it too.
    pages : paths from the root of the repository, without ending.
    """

    caption: str
    language: str
    pages: tuple[str, ...]


HOME = "index"
ENGLISH_HOME = "english"

SECTIONS = (
    Section(
        "For planleggere",
        "nb",
        (
            "docs/kom-i-gang",
            "docs/install",
            "docs/app",
            "docs/egne-ansatte",
            "docs/flytte-forutsetningene",
            "docs/gapet",
            "docs/radar",
            "docs/plan",
            "docs/sektorer",
            "docs/innforing-og-gevinst",
            "docs/rette-oppgaver",
            "docs/tidsbruk",
        ),
    ),
    Section(
        "For analyse og IT",
        "nb",
        (
            "docs/personvern",
            "docs/filer",
            "docs/registre",
            "docs/hente-tall-fra-ssb",
            "docs/sveip",
            "docs/ki-assistent",
            "docs/nettsted",
            "reference/kommandoer",
            "reference/kolonner",
        ),
    ),
    Section(
        "For researchers",
        "en",
        (
            ENGLISH_HOME,
            "docs/method",
            "docs/data",
            "docs/task-coding",
            "reference/validation",
            "docs/r",
            "docs/scale",
        ),
    ),
    Section(
        "Reference",
        "en",
        (
            "reference/commands",
            "reference/scenario",
            "reference/plan",
            "reference/sweep",
            "reference/input-columns",
            "reference/output-columns",
            "docs/r",
            "reference/sources",
            "reference/api",
            "reference/answers",
        ),
    ),
    Section(
        "Notatbøker",
        "nb",
        (
            "notebooks/base",
            "notebooks/planner-tour",
            "notebooks/own-workforce",
            "notebooks/tasks",
            "notebooks/uncertainty",
            "notebooks/sweep",
            "notebooks/plan",
        ),
    ),
    Section("Notebooks", "en", ("notebooks/gap",)),
    Section(
        "The project",
        "en",
        (
            "docs/architecture",
            "docs/extending",
            "docs/messages",
            "docs/versions",
            "CONTRIBUTING",
            "SECURITY",
            "CHANGELOG",
            "data/README",
        ),
    ),
)


def language_of(page: str) -> str:
    """The language of a page's text; of those that are in no section, such as the search, nb.

    >>> language_of("docs/method"), language_of("docs/plan"), language_of("search")
    ('en', 'nb', 'nb')
    """
    return next((one.language for one in SECTIONS if page in one.pages), "nb")


def menu() -> str:
    """The sections as Sphinx reads them, to stand at the end of the home page."""
    parts = []
    for section in SECTIONS:
        lines = [f":caption: {section.caption}", ":hidden:", "", *section.pages]
        parts.append("\n".join(["```{toctree}", *lines, "```"]))
    return "\n\n".join(parts) + "\n"
