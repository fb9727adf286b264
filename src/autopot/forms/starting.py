"""What a municipality starts with: a template to fill in, and a folder with its own scenario."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import yaml

from autopot import catalogue
from autopot.errors import InputError
from autopot.forms.new_sheet import write_new_sheet
from autopot.forms.staff import staff_template
from autopot.messages import LANGUAGES, say, told
from autopot.store import (
    write_folder,
)
from autopot.workforce.staff import (
    county_decider,
    municipality_decider,
    names_county_municipality,
    no_county,
    no_municipality,
)

SCENARIO_FILE, STAFF_FILE, README_FILE = "kommune.yaml", "ansatte.xlsx", "LES-MEG.md"
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


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
    return write_new_sheet(path, staff_template)


def start_folder(path: str | Path, municipality: str) -> Path:
    """Make a folder with scenario, staff template and instructions for an employer.

    Parameters
    ----------
    path : a folder that does not exist yet, or is empty.
    municipality : number or name of a municipality, or of a county municipality by that word
        («Rogaland fylkeskommune»).

    Returns
    -------
    The folder.

    Raises
    ------
    InputError
        Unknown municipality, a folder that is in use or cannot be made.
    """
    county = names_county_municipality(municipality)
    answer = (county_decider if county else municipality_decider)({})(municipality)
    if not answer.code:
        problem = no_county if county else no_municipality
        raise InputError(problem("--municipality", municipality, answer))
    names = catalogue.employers().set_index("municipality")["name"]
    name = str(names[answer.code])
    files = {
        SCENARIO_FILE: scenario_text(answer.code, name).encode(),
        STAFF_FILE: staff_template(),
        README_FILE: readme(name).encode(),
    }
    return write_folder(Path(path), files)


def readme(name: str) -> str:
    """What to do in the folder of a municipality, in the language that is spoken."""
    return told(
        """# {name}: own potential

1. Fill in `{staff}`. Its first sheet explains how. No names or national identity numbers.
2. Check:

       autopot check {scenario}

   You get a workbook where cells with faults are coloured and explained. Correct, and check again.
3. Run:

       autopot run {scenario}

4. Read `tables.xlsx` in the folder that is named last; its first sheet first.

The number is technical potential: working time that technology could take over. It is not savings
and not fewer positions. Small cells are hidden, so that no employee can be recognised.

Write other assumptions in `{scenario}`; what does not stand there is as in the base scenario.
""",
        name=name,
        staff=STAFF_FILE,
        scenario=SCENARIO_FILE,
    )


def scenario_text(code: str, name: str) -> str:
    """The scenario of a municipality that uses its own staff file.

    Parameters
    ----------
    code : of the employer, four digits.
    name : of the employer; the scenario's name is made of it in plain small letters.

    Returns
    -------
    YAML; it extends base, and names `STAFF_FILE` beside it.

    >>> print(scenario_text("1103", "Stavanger").splitlines()[0])
    name: stavanger
    """
    title = say("{name}, own staff", name=name)
    reason = say("The base scenario on the staff of {name}.", name=name)
    scenario = {
        "name": _scenario_name(name),
        "title": {name: title.in_language(name) for name in LANGUAGES},
        "reason": {name: reason.in_language(name) for name in LANGUAGES},
        "references": ["judgement"],
        "extends": "base",
        "workforce": {
            "file": STAFF_FILE,
            "municipality": code,
            **({"county": True} if names_county_municipality(name) else {}),
        },
    }
    return yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False)


def _scenario_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
