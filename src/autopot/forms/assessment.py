"""A municipality judges its barriers: five questions, answered in the terminal or in a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from autopot import catalogue
from autopot.errors import InputError, Problem, wrong_ending
from autopot.evidence.barriers import ALL, CARD, SCORES, SECTORS, barrier_names
from autopot.forms.barrier_answers import (
    Answers,
    read_barrier_answers,
)
from autopot.messages import name_in, printable, say, told, told_in
from autopot.store import write_output

Ask = Callable[[str, Sequence[str]], str]
"""Shows a question and gives back one of the answers that are allowed."""

Tell = Callable[[str], None]

UNKNOWN = ""
NO_CARD: Mapping[str, bool] = MappingProxyType({})


def ask_barriers(ask: Ask, tell: Tell) -> Answers:
    """Put the five questions, once for the whole municipality or for each sector.

    Parameters
    ----------
    ask : puts a question until it gets an answer that is allowed.
    tell : shows a line.

    Returns
    -------
    The answers; what was skipped is left out.
    """
    tell(told("Five questions on what makes benefits hard to realise. Enter means don't know."))
    whole, by_sector = told_in("answer: whole", "w"), told_in("answer: by sector", "s")
    question = told(
        "Answer for the whole municipality at once ({whole}) or sector by sector ({by_sector})?",
        whole=whole,
        by_sector=by_sector,
    )
    if ask(question, [whole, by_sector]) == whole:
        own = _questions(ask, tell)
        return {ALL: own} if own else {}
    answers: Answers = {}
    yes, no = told_in("answer: yes", "y"), told_in("answer: no", "n")
    municipal = catalogue.sectors()
    municipal = municipal[municipal["titles_as"] == ""]  # a county municipality fills in the sheet
    for sector in municipal.to_dict("records"):
        tell("")
        name = sector[name_in(sector)]
        question = told("Judge {sector}? ({yes}/{no})", sector=name, yes=yes, no=no)
        if ask(question, [yes, no]) == yes:
            own = _questions(ask, tell)
            if own:
                answers[str(sector["sector"])] = own
    return answers


def _questions(ask: Ask, tell: Tell) -> dict[str, int]:
    own: dict[str, int] = {}
    barriers = catalogue.table("survey/barriers").sort_values("position")
    for barrier in barriers.to_dict("records"):
        tell("")
        tell(f"{barrier['position']}. {barrier[name_in(barrier, 'question')]}")
        for score in SCORES:
            tell(f"   {score}  {barrier[name_in(barrier, f'anchor_{score}')]}")
        question = told("Answer 0-4, or Enter for don't know")
        answer = ask(question, [*map(str, SCORES), UNKNOWN])
        if answer != UNKNOWN:
            own[str(barrier["barrier"])] = int(answer)
    return own


def ask_card(ask: Ask, tell: Tell) -> dict[str, bool]:
    """Put the seven questions of the readiness card.

    Parameters
    ----------
    ask, tell : as for `ask_barriers`.

    Returns
    -------
    The answers; what was skipped is left out.
    """
    yes, no = told_in("answer: yes", "y"), told_in("answer: no", "n")
    card: dict[str, bool] = {}
    tell("")
    tell(told("Seven questions for the readiness card. Enter means don't know."))
    items = catalogue.table("survey/card").sort_values("position")
    for item in items.to_dict("records"):
        question = f"{item[name_in(item, 'question')]} ({yes}/{no})"
        answer = ask(question, [yes, no, UNKNOWN])
        if answer != UNKNOWN:
            card[str(item["item"])] = answer == yes
    return card


def assess(out: str | Path, ask: Ask, tell: Tell, card: bool = False) -> Path:
    """Ask the questions and write the answers.

    Parameters
    ----------
    out : a .yaml file that does not exist yet.
    ask, tell : as for `ask_barriers`.
    card : whether to ask for the readiness card too.

    Raises
    ------
    InputError
        No answers, or a file that exists, has another ending or cannot be written.
    """
    target = _new_file(out)
    answers = ask_barriers(ask, tell)
    return _write(target, answers, ask_card(ask, tell) if card else {})


def assessment_from_sheet(sheet: str | Path, out: str | Path) -> Path:
    """Write the answers that stand in the sheet for barriers of a workbook.

    Parameters
    ----------
    sheet : an .xlsx file made by 'autopot template'.
    out : a .yaml file that does not exist yet.

    Raises
    ------
    InputError
        Faults in the sheet, all at once; or in `out`, as for `assess`.
    """
    target = _new_file(out)
    return _write(target, read_barrier_answers(Path(sheet)))


def _new_file(out: str | Path) -> Path:
    target = Path(out)
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise wrong_ending(str(target), ".yaml")
    if target.exists():
        found, remedy = say("the file exists already"), say("choose another name with --out")
        raise InputError(Problem(str(target), found, remedy=remedy))
    return target


def _write(target: Path, answers: Answers, card: Mapping[str, bool] = NO_CARD) -> Path:
    if not answers and not card:
        remedy = say("nothing is written; without a file every barrier is unknown")
        raise InputError(Problem(str(target), say("no answers"), "0-4", remedy))
    data = assessment_data(answers, card)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return write_output(target, (_header(target.name) + text).encode())


def assessment_data(answers: Answers, card: Mapping[str, bool] = NO_CARD) -> dict[str, Any]:
    """Answers as they stand in an assessment file.

    Parameters
    ----------
    answers : sector code, or `ALL` -> barrier -> 0-4.
    card : answers of the readiness card.
    """
    order = barrier_names()
    ordered = {
        sector: {barrier: own[barrier] for barrier in order if barrier in own}
        for sector, own in answers.items()
    }
    data: dict[str, Any] = {SECTORS: {k: v for k, v in ordered.items() if k != ALL}}
    data[ALL] = ordered.get(ALL, {})
    if card:
        data[CARD] = dict(card)
    return data


def _header(name: str) -> str:
    """What the file says of itself, as comments."""
    setting = f"realisation: {{assessment: {name}}}"
    lines = [
        told("Own judgement of barriers, made with autopot assess."),
        told("0 is no barrier, 4 is as strong as it can be. What does not stand here is unknown."),
        told("Use it in a scenario: {setting}", setting=setting),
    ]
    return "".join(f"# {printable(line)}\n" for line in lines)
