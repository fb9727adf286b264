"""LibreOffice, which opens what we write."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def office() -> str:
    """The LibreOffice program; where it must be there, a missing one is a failure."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None and os.environ.get("AUTOPOT_REQUIRE_OFFICE") == "1":
        pytest.fail("LibreOffice is not installed")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


def saved_by_office(file: Path, folder: Path) -> Path:
    """A workbook after LibreOffice has opened, recalculated and saved it."""
    subprocess.run(
        [
            office(),
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "out" / file.name
