"""Text and tables as Markdown that shows exactly what was given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def plain(text: object) -> str:
    """Text with no sign left that Markdown would read.

    >>> plain("a_b *c* | <d>")
    'a\\\\_b \\\\*c\\\\* \\\\| \\\\<d\\\\>'
    """
    return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", str(text))


def code(text: object) -> str:
    """Text as code, also in a table; nothing for nothing.

    >>> code("fte"), code("")
    ('`fte`', '')
    """
    shown = str(text).replace("|", "\\|")
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`" if shown else ""


def linked(address: str) -> str:
    """An address as a link; nothing for nothing."""
    return f"<{address}>" if address else ""


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already.

    Parameters
    ----------
    headings : over the columns.
    rows : as many cells each; line breaks in them become spaces.
    """
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(" ".join(c.split()) for c in line) + " |" for line in lines)


def block(text: str, language: str = "text") -> str:
    """Lines as they are."""
    return f"```{language}\n{text}\n```"


def page(title: str, *parts: str) -> str:
    """A whole page."""
    return "\n\n".join([f"# {title}", *(part for part in parts if part)]) + "\n"
