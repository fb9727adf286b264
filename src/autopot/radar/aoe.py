"""Markdown for the AOE Technology Radar: a folder a release, a file an item.

The tool finds out itself what is new or changed: every item that has a file in the newest release
is marked, so an item that stands where it stood gets no new file.

Source: github.com/AOEpeople/aoe_technology_radar, README and scripts/buildData.ts.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from autopot.errors import InputError, Problem
from autopot.json_text import plain_json
from autopot.messages import Message, say
from autopot.radar.blips import Blip, one_line, quadrants, rings
from autopot.radar.history import Placed, class_of

RELEASES = "radar"
RELEASE = re.compile(r"\d{4}-\d{2}-\d{2}")
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]#~|])")
RING_STYLE = (("#588157", 0.5, 5), ("#457b9d", 0.69, 3), ("#bc6c25", 0.85, 2), ("#d62828", 1, 0.75))
QUADRANT_COLOURS = ("#1f4e5f", "#588157", "#bc6c25", "#6c757d")


class _Quoted(yaml.SafeDumper):
    """Every text in quotation marks, so that no reader takes it for a number or a date."""


_Quoted.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def item_file(blip: Blip, featured: bool = True) -> bytes:
    """One item: front matter and text.

    Parameters
    ----------
    blip : the technology.
    featured : whether it is drawn; false for one that has left the radar.
    """
    front: dict[str, Any] = {
        "title": one_line(blip.name),
        "ring": blip.radar_class,
        **({"quadrant": blip.category} if blip.category else {}),
        "tags": [one_line(tag) for tag in blip.tags],
    }
    if not featured:
        front["featured"] = False
    head = yaml.dump(front, Dumper=_Quoted, allow_unicode=True, sort_keys=False, width=10_000)
    body = "\n\n".join(plain_markdown(paragraph) for paragraph in blip.paragraphs)
    return f"---\n{head}---\n\n{body}\n".encode()


def plain_markdown(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> plain_markdown("a_b <script>")
    'a\\_b &lt;script&gt;'
    """
    return MARKDOWN_SIGNS.sub(r"\\\1", html.escape(one_line(text), quote=False))


def release_files(blips: Sequence[Blip], first: bool) -> dict[str, bytes]:
    """The files of one release: all items in the first, later only what is new or has moved.

    Parameters
    ----------
    blips : every technology that is on the radar now.
    first : whether no release was written before.

    Returns
    -------
    File name -> Markdown.

    Raises
    ------
    InputError
        A technology code that cannot be a file name.
    """
    problems = [
        Problem(
            say("technology {code!q}", code=blip.technology),
            say("cannot be a file name"),
            say("lower-case letters, digits, - and _"),
            say("change the code in the radar file"),
        )
        for blip in blips
        if not FILE_NAME.fullmatch(blip.technology)
    ]
    if problems:
        raise InputError(problems)
    return {
        f"{blip.technology}.md": item_file(blip)
        for blip in blips
        if first or blip.movement != "none"
    }


def config_json(title: str, footer: str) -> bytes:
    """The tool's settings: rings, quadrants and labels in our words, the rest as by default.

    Parameters
    ----------
    title : over the radar; made one line.
    footer : under it.

    Returns
    -------
    JSON in UTF-8, as config.json of the tool's folder holds it.
    """
    quadrant = [
        {"id": key, "title": name, "description": "", "color": colour}
        for (key, name), colour in zip(quadrants().items(), QUADRANT_COLOURS, strict=True)
    ]
    ring = [
        {
            "id": key,
            "title": name,
            "description": "",
            "color": colour,
            "radius": radius,
            "strokeWidth": width,
        }
        for (key, name), (colour, radius, width) in zip(rings().items(), RING_STYLE, strict=True)
    ]
    content = {
        "basePath": "/",
        "editUrl": "",
        "quadrants": quadrant,
        "rings": ring,
        "social": [],
        "labels": {"title": one_line(title), "footer": footer},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def check_config(path: Path) -> None:
    """An existing config.json must know our rings and quadrants; the tool drops other items.

    Raises
    ------
    InputError
        It cannot be read, or lacks some of them.
    """
    try:
        content = plain_json(path.read_text(encoding="utf-8"))
        known = {kind: {item["id"] for item in content[kind]} for kind in ("rings", "quadrants")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            Problem(
                str(path),
                say("cannot be read"),
                say("a config.json of {tool}", tool="aoe_technology_radar"),
                say("mend the file, or move it away and export again"),
            )
        ) from error
    wanted = {"rings": list(rings()), "quadrants": list(quadrants())}
    missing = {kind: [i for i in ids if i not in known[kind]] for kind, ids in wanted.items()}
    problems = [
        Problem(
            f"{path} {kind}",
            say("{names} missing", names=ids),
            wanted[kind],
            say("add them, or move the file away and export again"),
        )
        for kind, ids in missing.items()
        if ids
    ]
    if problems:
        raise InputError(problems)


def releases(folder: Path) -> list[str]:
    """Dates of the releases in a folder, in order."""
    within = folder / RELEASES
    if not within.is_dir():
        return []
    return sorted(p.name for p in within.iterdir() if p.is_dir() and RELEASE.fullmatch(p.name))


def read_aoe(folder: Path, before: str | None = None) -> list[Placed]:
    """Where every item stands after the releases of a folder.

    Parameters
    ----------
    folder : holds radar/YYYY-MM-DD/.
    before : only releases before this date.

    Returns
    -------
    Items that the last of their files features; each file overwrites what older ones say.

    Raises
    ------
    InputError
        An item that cannot be read, or stands in an unknown ring.
    """
    items: dict[str, dict[str, Any]] = {}
    problems = []
    for release in releases(folder):
        if before is not None and release >= before:
            continue
        for path in sorted((folder / RELEASES / release).rglob("*.md")):
            try:
                front = _front_matter(path)
            except InputError as error:
                problems += error.problems
                continue
            items.setdefault(path.stem, {}).update(front)
    placed = []
    for code, front in items.items():
        if front.get("featured") is False:
            continue
        try:
            radar_class = class_of(str(front.get("ring", "")), f"{folder} {code}.md ring")
        except InputError as error:
            problems += error.problems
            continue
        placed.append(Placed(code, (str(front.get("title") or code),), radar_class))
    if problems:
        raise InputError(problems)
    return placed


def _front_matter(path: Path) -> dict[str, Any]:
    try:
        parts = re.split(
            r"^---[ \t]*$", path.read_text(encoding="utf-8-sig"), maxsplit=2, flags=re.M
        )
        front = yaml.safe_load(parts[1]) if len(parts) == 3 and not parts[0].strip() else None
    except (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError) as error:
        raise InputError(_not_an_item(path, say("cannot be read"))) from error
    if not isinstance(front, dict):
        raise InputError(_not_an_item(path, say("no front matter")))
    return front


def _not_an_item(path: Path, found: Message) -> Problem:
    allowed = say("front matter between two lines of ---")
    return Problem(str(path), found, allowed, say("mend the file"))
