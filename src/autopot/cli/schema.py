"""`autopot schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from autopot.cli import worded
from autopot.messages import say, shown


@worded.command(
    "schema",
    say(
        "Write the JSON Schema of a scenario, plan or sweep file, so that an editor completes and "
        "checks while you type.\n\n"
        "\b\n"
        "Example:\n"
        "    autopot schema scenario -o scenario.schema.json\n\n"
        "In VS Code with the extension YAML, this first line in the file turns it on:\n\n"
        "\b\n"
        "    # yaml-language-server: $schema=scenario.schema.json"
    ),
)
@worded.argument("kind", type=click.Choice(["scenario", "plan", "sweep"]))
@worded.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=say("FILE"),
    help=say("File: .json; otherwise the schema is printed."),
)
def command(kind: str, out: Path | None) -> None:
    """Print the schema, or write it and say how it is turned on."""
    from autopot.questions.file_schema import KINDS, file_schema
    from autopot.store import write_output

    chosen = next(one for one in KINDS if one == kind)
    text = json.dumps(file_schema(chosen), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    path = write_output(out, text.encode())
    line = f"# yaml-language-server: $schema={path.name}"
    click.echo(str(path))
    click.echo(shown(say("The first line of a file beside it: {line}", line=line)))
