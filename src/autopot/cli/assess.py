"""`autopot assess`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.cli.shared_options import json_option
from autopot.cli.streams import echo_json
from autopot.cli.usage import usage_error
from autopot.messages import say, shown

if TYPE_CHECKING:
    from autopot.api import Advice


@worded.command(
    "assess",
    say(
        "Judge the barriers to realising benefits, and see what each answer costs, what may help, "
        "and how others answer.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot assess\n"
        "    autopot assess --card --scenario municipality.yaml\n"
        "    autopot assess --from staff.xlsx --out barriers.yaml\n"
        "    autopot assess --show barriers.yaml --save advice.html --save advice.xlsx"
    ),
)
@worded.option(
    "--out",
    default="barrierer.yaml",
    show_default=True,
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("The file that is written."),
)
@worded.option(
    "--from",
    "sheet",
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("Read the answers from the sheet for barriers in the template."),
)
@worded.option("--card", is_flag=True, help=say("Ask seven questions for a readiness card too."))
@worded.option(
    "--show",
    "answers",
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("Ask nothing: show what the answers of an earlier file mean."),
)
@worded.option(
    "--scenario",
    default="base",
    show_default=True,
    help=say("Whose FTE the answers are about: a scenario or a staff file."),
)
@worded.option(
    "--year", type=int, default=2030, show_default=True, help=say("Year of what is taken out.")
)
@worded.option(
    "--save",
    "saved",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar=say("FILE"),
    help=say("Write it as a page (.html) or a workbook (.xlsx) too."),
)
@json_option
def command(
    out: Path,
    sheet: Path | None,
    card: bool,
    answers: Path | None,
    scenario: str,
    year: int,
    saved: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Ask, or read the answers, write them, and show what they mean."""
    from autopot.api import (
        advice,
        assess,
        assessment_from_sheet,
    )

    if answers is None:
        if as_json:
            raise usage_error(say("--json goes with --show"))
        if sheet is None:
            target = assess(out, _ask, click.echo, card)
        else:
            target = assessment_from_sheet(sheet, out)
        written = say("The answers are written to {file}. Use them in the scenario:", file=target)
        click.echo(shown(written))
        click.echo(f"realisation: {{assessment: {target.name}}}")
        click.echo()
        answers = target
    found = advice(answers, scenario, year)
    files = [found.save(path) for path in saved]
    if as_json:
        echo_json(found.as_json())
        return
    _show(found)
    for file in files:
        click.echo(str(file))


def _show(found: Advice) -> None:
    from autopot.views.terminal import console

    screen = console()
    screen.tell(*found.lines())
    screen.show(*found.tables())


def _ask(question: str, allowed: Sequence[str]) -> str:
    def one_of(text: str) -> str:
        answer = text.strip().lower()
        if answer not in allowed:
            raise usage_error(say("Choose {answers}", answers=[a for a in allowed if a]))
        return answer

    default = "" if "" in allowed else None
    end = " " if question.endswith("?") else ": "
    result: str = click.prompt(
        question, default=default, show_default=False, value_proc=one_of, prompt_suffix=end
    )
    return result
