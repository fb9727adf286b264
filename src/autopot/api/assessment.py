"""A municipality judges its barriers: five questions, answered in the terminal or in a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from autopot import catalogue
from autopot.errors import InputError, Problem
from autopot.evidence.barrier_sheet import Answers, read_sheet
from autopot.evidence.barriers import ALL, SCORES, SECTORS, barrier_names
from autopot.runs import write_output

Ask = Callable[[str, Sequence[str]], str]
"""Shows a question and gives back one of the answers that are allowed."""

Tell = Callable[[str], None]

WHOLE, BY_SECTOR = "h", "s"
YES, NO, UNKNOWN = "j", "n", ""

HEADER = """\
# Egenvurdering av barrierer, laget med autopot assess.
# 0 er ingen barriere, 4 er så sterk som den kan bli. Det som ikke står her, er ukjent.
# Bruk den i et scenario:  realisation: {{assessment: {name}}}
"""


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
    tell("Fem spørsmål om det som gjør gevinster vanskelige å hente ut. Enter betyr vet ikke.")
    chosen = ask(
        "Svare for hele kommunen under ett (h) eller sektor for sektor (s)?", [WHOLE, BY_SECTOR]
    )
    if chosen == WHOLE:
        own = _questions(ask, tell)
        return {ALL: own} if own else {}
    answers: Answers = {}
    for sector in catalogue.sectors().to_dict("records"):
        tell("")
        if ask(f"Vurdere {sector['name_nb']}? (j/n)", [YES, NO]) == YES:
            own = _questions(ask, tell)
            if own:
                answers[str(sector["sector"])] = own
    return answers


def _questions(ask: Ask, tell: Tell) -> dict[str, int]:
    own: dict[str, int] = {}
    barriers = catalogue.table("survey/barriers").sort_values("position")
    for barrier in barriers.to_dict("records"):
        tell("")
        tell(f"{barrier['position']}. {barrier['question_nb']}")
        for score in SCORES:
            tell(f"   {score}  {barrier[f'anchor_{score}_nb']}")
        answer = ask("Svar 0-4, eller Enter for vet ikke", [*map(str, SCORES), UNKNOWN])
        if answer != UNKNOWN:
            own[str(barrier["barrier"])] = int(answer)
    return own


def assess(out: str | Path, ask: Ask, tell: Tell) -> Path:
    """Ask the questions and write the answers.

    Parameters
    ----------
    out : a .yaml file that does not exist yet.
    ask, tell : as for `ask_barriers`.

    Raises
    ------
    InputError
        No answers, or a file that exists, has another ending or cannot be written.
    """
    target = _new_file(out)
    return _write(target, ask_barriers(ask, tell))


def assessment_from_sheet(sheet: str | Path, out: str | Path) -> Path:
    """Write the answers that stand in the sheet `Barrierer` of a workbook.

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
    return _write(target, read_sheet(Path(sheet)))


def _new_file(out: str | Path) -> Path:
    target = Path(out)
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise InputError(Problem(str(target), "not a .yaml file", ".yaml", "give it that ending"))
    if target.exists():
        found = "filen finnes allerede / the file exists already"
        remedy = "velg et annet navn med --out / choose another name: --out"
        raise InputError(Problem(str(target), found, "", remedy))
    return target


def _write(target: Path, answers: Answers) -> Path:
    if not answers:
        remedy = (
            "ingenting er skrevet; uten fil regnes alle barrierer som ukjente / nothing is "
            "written; without a file every barrier is unknown"
        )
        raise InputError(Problem(str(target), "ingen svar / no answers", "0-4", remedy))
    order = barrier_names()
    ordered = {
        sector: {barrier: own[barrier] for barrier in order if barrier in own}
        for sector, own in answers.items()
    }
    data: dict[str, Any] = {SECTORS: {k: v for k, v in ordered.items() if k != ALL}}
    data[ALL] = ordered.get(ALL, {})
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return write_output(target, (HEADER.format(name=target.name) + text).encode())
