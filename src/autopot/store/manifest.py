"""What a result folder says of itself: who made it, what kind it is, checksums of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autopot.json_text import plain_json
from autopot.messages import say

SOURCE = "source"
"""Key of what autopot itself was, as `autopot.version.source_digest` tells it."""

MANIFEST = "manifest.json"
INPUTS = "inputs"
"""Folder inside a run for copies of the planner's own files."""

MADE_BY = "autopot"
LITTER = (".ds_store", "thumbs.db", "desktop.ini")
"""What file managers put into folders by themselves; a folder with nothing else is empty."""

KINDS = {
    "run": say("a run"),
    "comparison": say("a comparison"),
    "gap": say("a need of work"),
    "plan": say("a plan"),
    "sweep": say("a sweep"),
    "site": say("a site"),
    "code lists": say("code lists"),
    "workforce": say("a workforce from Statistics Norway"),
    "population": say("projected population from Statistics Norway"),
    "workforce estimate": say("an estimated workforce"),
}
"""Kinds of result folders; one is never replaced by another."""


def sha256(content: bytes) -> str:
    """Checksum as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def run_hash(description: Mapping[str, Any]) -> str:
    """Ten characters that name a run: the same inputs and version, the same name.

    >>> run_hash({"seed": 1}) == run_hash({"seed": 1}), run_hash({"seed": 1}) == run_hash({})
    (True, False)
    """
    text = json.dumps(description, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode())[:10]


def marked(kind: str) -> dict[str, str]:
    """The part of a manifest that says whose a folder is; `kind` is one of `KINDS`.

    >>> marked("plan")
    {'made_by': 'autopot', 'kind': 'plan'}
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of result")
    return {"made_by": MADE_BY, "kind": kind}


def own_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder that autopot made; None where it is somebody else's or not there."""
    try:
        content = plain_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    ours = isinstance(content, dict) and content.get("made_by") == MADE_BY
    return content if ours and content.get("kind") in list(KINDS) else None


def listed(manifest: Mapping[str, Any] | None) -> dict[str, str]:
    """Name -> checksum of the files that a manifest lists."""
    outputs = (manifest or {}).get("outputs")
    if not isinstance(outputs, dict):
        return {}
    return {
        name: value
        for name, value in outputs.items()
        if isinstance(value, str) and "\0" not in name
    }


def inside(folder: Path, name: str) -> Path | None:
    """The file of that name inside a folder; None where the name leads out of it.

    Parameters
    ----------
    folder : may be a link.
    name : as a manifest states it, which anybody may have written.

    >>> inside(Path("run"), "../secret") is None, inside(Path("run"), "inputs/a.csv") is None
    (True, False)
    """
    root = folder.resolve()
    target = (root / name).resolve()
    return target if target != root and target.is_relative_to(root) else None
