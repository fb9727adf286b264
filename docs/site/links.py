"""Every link of a built site: pages and places are there, nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {
    ("script", "src"),
    ("img", "src"),
    ("link", "href"),
    ("iframe", "src"),
    ("source", "src"),
}
FOLLOWED = {("a", "href")}
WEB = ("http", "https")


class _Page(HTMLParser):
    """Anchors and links of one page.

    Parameters
    ----------
    text : the page.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[tuple[bool, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tag names and what it points to.

        Parameters
        ----------
        tag : its name.
        attrs : its attributes with their values.
        """
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            if (tag, name) in FETCHED | FOLLOWED:
                self.links.append(((tag, name) in FETCHED, value or ""))


def wrong_links(site: Path) -> list[str]:
    """What is wrong with the links of a site; nothing is asked of the network.

    Parameters
    ----------
    site : folder of the built pages.

    Returns
    -------
    One line a wrong link: page, link, and why.
    """
    pages = {
        path.resolve(): _Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }
    return [
        f"{path.relative_to(site.resolve())}: {link}: {why}"
        for path, page in sorted(pages.items())
        for fetched, link in page.links
        for why in _faults(path, link, fetched, pages)
    ]


def _faults(path: Path, link: str, fetched: bool, pages: dict[Path, _Page]) -> Iterator[str]:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        if fetched and parts.scheme != "data":
            yield "is fetched from another server"
        elif parts.scheme not in (*WEB, "mailto", "data") or (
            parts.scheme in WEB and "." not in parts.netloc
        ):
            yield "is no address"
        return
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        yield "no such page"
    elif target in pages and parts.fragment:
        known = unquote(parts.fragment) in pages[target].anchors
        yield from () if known else ("no such place on the page",)
