"""`autopot assess`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from autopot.cli import worded
from autopot.cli.usage import usage_error
from autopot.messages import say, shown


@worded.command(
    "assess",
    say(
        "Judge the barriers to realising benefits.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot assess\n"
        "    autopot assess --from staff.xlsx --out barriers.yaml"
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
def command(out: Path, sheet: Path | None) -> None:
    """Ask, or read the answers, and write them."""
    from autopot.api import assess, assessment_from_sheet

    target = assess(out, _ask, click.echo) if sheet is None else assessment_from_sheet(sheet, out)
    written = say("The answers are written to {file}. Use them in the scenario:", file=target)
    click.echo(shown(written))
    click.echo(f"realisation: {{assessment: {target.name}}}")


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
