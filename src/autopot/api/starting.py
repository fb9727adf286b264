"""What a municipality starts with: a template to fill in, and a folder with its own scenario."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import yaml

from autopot import catalogue
from autopot.errors import InputError, Norwegian, Problem
from autopot.report.staff_template import staff_template
from autopot.runs import write_folder, write_output
from autopot.workforce.staff import municipality_decider, no_municipality

SCENARIO_FILE, STAFF_FILE, README_FILE = "kommune.yaml", "ansatte.xlsx", "LES-MEG.md"
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})

README = """# {name}: eget potensial

1. Fyll ut `ansatte.xlsx`. Første ark forklarer hvordan. Ingen navn eller fødselsnummer.
2. Kontroller:

       autopot check kommune.yaml

   Du får en arbeidsbok der cellene med feil er farget, og forklart. Rett og kontroller igjen.
3. Kjør:

       autopot run kommune.yaml

4. Les `tables.xlsx` i mappen som nevnes nederst; første ark først.

Tallet er teknisk potensial: arbeidstid som teknologi kan ta over. Det er ikke innsparing og ikke
færre stillinger. Små celler skjules, slik at ingen enkeltansatte kan kjennes igjen.

Andre forutsetninger skriver du i `kommune.yaml`; alt som ikke står der, er som i grunnscenarioet.
"""


def write_template(path: str | Path) -> Path:
    """Write the staff template.

    Parameters
    ----------
    path : an .xlsx file that does not exist yet.

    Returns
    -------
    The file.

    Raises
    ------
    InputError
        Another ending, a file that exists, a place that cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        nb = Norwegian("filen slutter ikke på .xlsx", ".xlsx", "gi filen den endelsen")
        found, remedy = "not an .xlsx file", "give it that ending"
        raise InputError(Problem(str(target), found, ".xlsx", remedy, nb=nb))
    if target.exists():
        raise InputError(
            Problem(
                str(target),
                "the file exists already",
                "",
                "choose another name",
                nb=Norwegian("filen finnes allerede", "", "velg et annet navn"),
            )
        )
    return write_output(target, staff_template(), str(target))


def start_folder(path: str | Path, municipality: str) -> Path:
    """Make a folder with scenario, staff template and instructions for a municipality.

    Parameters
    ----------
    path : a folder that does not exist yet, or is empty.
    municipality : number or name.

    Returns
    -------
    The folder.

    Raises
    ------
    InputError
        Unknown municipality, a folder that is in use or cannot be made.
    """
    answer = municipality_decider({})(municipality)
    if not answer.code:
        raise InputError(no_municipality("--municipality", municipality, answer))
    names = catalogue.municipalities().set_index("municipality")["name"]
    name = str(names[answer.code])
    files = {
        SCENARIO_FILE: scenario_text(answer.code, name).encode(),
        STAFF_FILE: staff_template(),
        README_FILE: README.format(name=name).encode(),
    }
    return write_folder(Path(path), files)


def scenario_text(code: str, name: str) -> str:
    """The scenario of a municipality that uses its own staff file.

    >>> print(scenario_text("1103", "Stavanger").splitlines()[0])
    name: stavanger
    """
    scenario = {
        "name": _scenario_name(name),
        "title": {"nb": f"{name}, egne ansatte", "en": f"{name}, own staff"},
        "reason": {
            "nb": f"Grunnscenarioet brukt på bemanningen i {name}.",
            "en": f"The base scenario on the staff of {name}.",
        },
        "references": ["judgement"],
        "extends": "base",
        "workforce": {"file": STAFF_FILE, "municipality": code},
    }
    return yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False)


def _scenario_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
