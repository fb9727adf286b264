"""`autopot check`."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from subprocess import list2cmdline
from typing import TYPE_CHECKING

import click

from autopot.cli import worded
from autopot.cli.settings import Settings, settings_option
from autopot.cli.shared_options import codes_option
from autopot.cli.streams import echo_json
from autopot.messages import Message, say, shown, unless_asked

if TYPE_CHECKING:
    from autopot.api import StaffCheck
    from autopot.forms.code_files import SavedMappings

SHOWN = 12
"""Findings of each severity that are listed on the terminal; all of them stand in the workbook."""


@worded.command(
    "check",
    say(
        "Check FILE: a file of your own staff, or a scenario that uses one.\n\n"
        "\b\n"
        "Examples:\n"
        "    autopot check staff.xlsx\n"
        "    autopot check staff.csv --municipality 1103\n"
        "    autopot check municipality.yaml\n\n"
        "Exits with 1 when the file cannot be run."
    ),
)
@worded.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@worded.option("--municipality", help=say("The municipality of all rows that name none: 1103."))
@worded.option("--sheet", "sheets", multiple=True, help=say("Sheet that is read; may be repeated."))
@worded.option(
    "--mappings",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("Mapping file; otherwise <name>-koblinger.xlsx beside the file."),
)
@codes_option
@worded.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("The workbook with the findings; otherwise <name>-kontroll.xlsx."),
)
@worded.option(
    "--ignore-personal",
    is_flag=True,
    help=say("The default: columns with personal data are not read."),
)
@settings_option
@worded.option(
    "--json", "as_json", is_flag=True, help=say("Print one JSON object, and write no workbook.")
)
def command(
    file: Path,
    municipality: str | None,
    sheets: tuple[str, ...],
    mappings: Path | None,
    codes: Path | None,
    out: Path | None,
    ignore_personal: bool,
    settings: Settings,
    as_json: bool,
) -> None:
    """Check, write the workbook and the mapping file, and say what was found."""
    from autopot.api import check_staff

    found = check_staff(
        file,
        settings,
        municipality=municipality,
        sheet=list(sheets) or None,
        mappings=mappings,
        codes=codes,
        personal_columns="ignore" if ignore_personal else None,
    )
    with unless_asked(found.language):
        if as_json:
            echo_json(found.as_json())
        else:
            from autopot.forms.code_files import clean_stem

            workbook = found.save(out or Path(f"{clean_stem(file)}-kontroll.xlsx"))
            _show(found, workbook, found.save_mappings())
            if found.ok:
                chosen = any([sheets, mappings, codes])
                if any(one.kind == "stated_municipality_unused" for one in found.of("warning")):
                    municipality = None
                click.echo(shown(_next_line(file, municipality, settings.texts, chosen)))
    if not found.ok:
        sys.exit(1)


def _show(found: StaffCheck, workbook: Path, saved: SavedMappings | None) -> None:
    from autopot.results.staff.check import SURE
    from autopot.results.staff.tables import (
        SEVERAL,
        SEVERITY,
    )
    from autopot.views.terminal import console
    from autopot.workforce.staff import SEVERITIES
    from autopot.workforce.staff.personal_files import hidden_path

    screen = console()
    title, *lines = found.lines()
    screen.tell(title, style="bold")
    screen.tell(*lines)
    screen.show(*found.tables())
    for severity in SEVERITIES:
        some = found.of(severity)
        if not some:
            continue
        screen.print()
        named = SEVERITY if len(some) == 1 else SEVERAL
        screen.tell(f"{named[severity]} ({len(some)})", style="bold")
        listed = [finding for finding in some if finding.kind not in SURE][:SHOWN]
        screen.tell(*(f"  {finding.problem(found.staff.name)}" for finding in listed))
        if len(some) > len(listed):
            rest = len(some) - len(listed)
            screen.tell(say("  … and {count:,} more in the workbook", count=rest))
    screen.print()
    screen.tell(say("Workbook: {file}", file=hidden_path(str(workbook))))
    if saved is not None:
        screen.tell(_mappings_line(found, saved))


def _next_line(
    file: Path, municipality: str | None, settings: tuple[str, ...], chosen: bool
) -> Message:
    """How to run what was checked; what else was chosen for the check must stand in a scenario."""
    from autopot.workforce.staff import is_staff_file
    from autopot.workforce.staff.personal_files import hidden_path

    if chosen:
        return say(
            "Next: write the choices under workforce in a scenario, and run it with autopot run"
        )
    if hidden_path(file.name) != file.name:
        return say("Next: rename the file first; its name holds personal data")
    if hidden_path(str(file)) != str(file):
        return say("Next: go to the file's folder first; the way to it holds personal data")
    words = ["autopot", "run", str(file)]
    if municipality is not None and is_staff_file(file):
        words += ["--municipality", municipality]
    words += [word for text in settings for word in ("--set", text)]
    return say("Next: {command}", command=" ".join(map(_quoted, words)))


def _quoted(word: str) -> str:
    """A word as a shell takes it; most need no quotes."""
    if re.fullmatch(r"[\w./\\:=-]+", word):
        return word
    return shlex.quote(word) if os.name == "posix" else list2cmdline([word])


def _seen_from_here(path: Path) -> str:
    here = Path.cwd()
    full = path.resolve()
    return str(full.relative_to(here) if full.is_relative_to(here) else path)


def _mappings_line(found: StaffCheck, saved: SavedMappings) -> Message:
    from autopot.workforce.staff.personal_files import hidden_path

    path = hidden_path(_seen_from_here(saved.path))
    if saved.open_elsewhere is not None:
        return say(
            "Mappings: {open} is open in Excel, so the new values stand in {file}",
            open=hidden_path(saved.open_elsewhere.name),
            file=path,
        )
    if found.mappings is None:
        return say(
            "Mappings: write the codes in {file}, save it, and run autopot check again", file=path
        )
    if saved.path.resolve() != found.mappings.resolve():
        return say(
            "Mappings: {used} is used; new values stand in {file}",
            used=hidden_path(found.mappings.name),
            file=path,
        )
    if saved.written:
        return say("Mappings: {file} is used, and is brought up to date", file=path)
    return say("Mappings: {file} is used", file=path)
