"""The five questions about barriers, asked in the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from autopot import catalogue
from autopot.app.scenario.files import MADE, keep_beside
from autopot.errors import InputError
from autopot.evidence.barriers import ALL, CARD, SCORES, SECTORS, barrier_names
from autopot.forms.assessment import assessment_data
from autopot.messages import name_in
from autopot.scenario.yaml_text import read_yaml

PREFIX = "barrier:"


def questions() -> list[dict[str, Any]]:
    """The questions in their order: key, name, question and (score, words) of each answer."""
    table = catalogue.table("survey/barriers").sort_values("position")
    return [
        {
            "key": row["barrier"],
            "name": row[name_in(table.columns)],
            "question": row[name_in(table.columns, "question")],
            "answers": [(n, row[name_in(table.columns, f"anchor_{n}")]) for n in SCORES],
        }
        for row in table.to_dict("records")
    ]


def answers_in(folder: Path, name: object) -> dict[str, Any]:
    """The answers of a file that the page has made; nothing where there is none.

    Parameters
    ----------
    folder : `scenarios` of the project.
    name : as the scenario has it.
    """
    if not isinstance(name, str) or not MADE.fullmatch(name):
        return {}
    try:
        return read_yaml(folder / name)[0]
    except InputError:
        return {}


def scores_of(answers: Mapping[str, Any], sector: str) -> dict[str, int]:
    """Barrier -> score of what was answered for all, or for one sector.

    Parameters
    ----------
    answers : as `answers_in` gives them.
    sector : code; empty for all.
    """
    own = (answers.get(SECTORS) or {}).get(sector) if sector else answers.get(ALL)
    return {key: score for key, score in (own or {}).items() if score in SCORES}


def with_answers(
    folder: Path, answers: Mapping[str, Any], sector: str, form: Mapping[str, str]
) -> str | None:
    """Keep what was answered.

    Parameters
    ----------
    folder : `scenarios` of the project.
    answers : what was answered before, as `answers_in` gives it.
    sector : that the form is about; empty for all.
    form : "barrier:key" -> score; what is empty is not known.

    Returns
    -------
    Name of the file; None where nothing is answered any more.
    """
    allowed = {str(score): score for score in SCORES}
    given = {
        key: allowed[said]
        for key in barrier_names()
        if (said := form.get(f"{PREFIX}{key}", "")) in allowed
    }
    every = {ALL: scores_of(answers, "")}
    every |= {code: scores_of(answers, code) for code in answers.get(SECTORS) or {}}
    every[sector or ALL] = given
    card = answers.get(CARD) or {}
    if not any(every.values()) and not card:
        return None
    data = assessment_data({k: v for k, v in every.items() if v}, card)
    content = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    return keep_beside(folder, "barrierer", content, ".yaml")
