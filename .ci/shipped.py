"""Says in the wheel which tables it was built with, so that they are not checked at every start.

CI has checked them (`autopot data check`) before a wheel is built. An installed autopot believes a
table that has the checksum it was built with, and checks any other (`catalogue/shipped.py`).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACE = "autopot/packaged/shipped.json"


def checksums(folder: Path) -> dict[str, str]:
    """Name of each table under data/, without its ending -> SHA-256."""
    files = sorted(folder.rglob("*.csv"))
    return {
        file.relative_to(folder).with_suffix("").as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in files
    }


class Shipped(BuildHookInterface[Any]):
    """Puts the list into a wheel; an editable installation has none."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the list and ask for it to be taken along."""
        if version == "editable":
            return
        found = Path(self.directory) / "shipped.json"
        found.parent.mkdir(parents=True, exist_ok=True)
        content = checksums(Path(self.root) / "data")
        found.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        build_data["force_include"][str(found)] = PLACE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing but the wheel where it was asked for."""
        del version, build_data, artifact_path
        (Path(self.directory) / "shipped.json").unlink(missing_ok=True)
