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

from autopot.cli.settings import settings_of
from autopot.cli.streams import echo_json

if TYPE_CHECKING:
    from autopot.api import StaffCheck
    from autopot.api.mapping_files import SavedMappings

SHOWN = 12
"""Findings of each severity that are listed on the terminal; all of them stand in the workbook."""

SURE = ("coded_sure", "name_is_code")
"""Notes that a title was read for certain; they stand in the workbook alone."""


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--municipality", help="Kommunen alle rader uten kommune gjelder: 1103. / Municipality."
)
@click.option(
    "--sheet", "sheets", multiple=True, help="Ark som skal leses; kan gjentas. / Sheet to read."
)
@click.option(
    "--mappings",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Koblingsfil; ellers <navn>-koblinger.xlsx ved siden av filen. / Mapping file.",
)
@click.option(
    "--codes",
    type=click.Path(path_type=Path),
    help="Mappe fra autopot fetch styrk. / Code lists.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Arbeidsboken med funnene; ellers <navn>-kontroll.xlsx. / Workbook with the findings.",
)
@click.option(
    "--ignore-personal",
    is_flag=True,
    help="Slik er det alltid nå: kolonner med personopplysninger blir ikke lest. / The default.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NØKKEL=VERDI",
    callback=settings_of,
    help="Prøv en innstilling uten å skrive den i et scenario: "
    "workforce.columns.percent=St.pros; kan gjentas. / Try a setting.",
)
@click.option("--json", "as_json", is_flag=True, help="Ett JSON-objekt, ingen arbeidsbok. / JSON.")
def command(
    file: Path,
    municipality: str | None,
    sheets: tuple[str, ...],
    mappings: Path | None,
    codes: Path | None,
    out: Path | None,
    ignore_personal: bool,
    settings: dict[str, object],
    as_json: bool,
) -> None:
    """Kontroller FILE: en fil med egne ansatte, eller et scenario som bruker en.

    \b
    Eksempler / examples:
        autopot check ansatte.xlsx
        autopot check ansatte.csv --municipality 1103
        autopot check kommune.yaml

    Avslutter med 1 hvis filen ikke kan kjøres. / Exits with 1 when the file cannot be run.
    """
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
    if as_json:
        echo_json(found.as_json())
    else:
        from autopot.api.mapping_files import clean_stem

        workbook = found.save(out or Path(f"{clean_stem(file)}-kontroll.xlsx"))
        _show(found, workbook, found.save_mappings())
        if found.ok:
            stated = [sheets, mappings, codes, settings]
            click.echo(_next_line(file, municipality, any(stated)))
    if not found.ok:
        sys.exit(1)


def _show(found: StaffCheck, workbook: Path, saved: SavedMappings | None) -> None:
    from rich.text import Text

    from autopot.cli.screen import console, table
    from autopot.report.check_workbook import (
        LEDGER,
        LEDGER_HEADINGS,
        SEVERITY,
        exact,
        staff_table,
        summary_lines,
    )
    from autopot.workforce.staff import SEVERITIES
    from autopot.workforce.staff.ledger import ledger_table
    from autopot.workforce.staff.personal_text import hidden

    screen = console()
    language = found.language
    title, *lines, _ = summary_lines(found.staff, found.findings, found.totals(), language)
    screen.print(Text(title, style="bold"))
    for line in lines:
        screen.print(Text(line))
    headings = LEDGER_HEADINGS[language]
    ledger = [
        [str(name), f"{count:,}".replace(",", "\u00a0"), exact(fte, language)]
        for name, count, fte in ledger_table(found.staff.ledger, language)
    ]
    screen.print()
    screen.print(table(LEDGER[language], headings, ledger, "nff"))
    headings, rows = staff_table(found.staff.cells, language)
    if rows:
        screen.print()
        screen.print(table("", headings, rows, "n" + "f" * (len(headings) - 1)))
    for severity in SEVERITIES:
        some = found.of(severity)
        if not some:
            continue
        screen.print()
        screen.print(Text(f"{SEVERITY[language][severity]} ({len(some)})", style="bold"))
        listed = [finding for finding in some if finding.kind not in SURE][:SHOWN]
        for finding in listed:
            screen.print(Text(f"  {finding.problem(found.staff.name, language)}"))
        if len(some) > len(listed):
            screen.print(Text(f"  … og {len(some) - len(listed)} til i arbeidsboken"))
    screen.print()
    screen.print(Text(f"Arbeidsbok: {hidden(str(workbook))}"))
    if saved is not None:
        screen.print(Text(_mappings_line(found, saved)))


def _next_line(file: Path, municipality: str | None, chosen: bool) -> str:
    """How to run what was checked; what was chosen for the check must stand in a scenario."""
    from autopot.workforce.staff import is_staff_file
    from autopot.workforce.staff.personal_text import hidden

    if chosen:
        return "Neste: skriv valgene under workforce i et scenario, og kjør det med autopot run"
    words = ["autopot", "run", hidden(str(file))]
    if municipality is not None and is_staff_file(file):
        words += ["--municipality", municipality]
    return f"Neste: {' '.join(map(_quoted, words))}"


def _quoted(word: str) -> str:
    """A word as a shell takes it; most need no quotes."""
    if re.fullmatch(r"[\w./\\:-]+", word):
        return word
    return shlex.quote(word) if os.name == "posix" else list2cmdline([word])


def _seen_from_here(path: Path) -> str:
    here = Path.cwd()
    full = path.resolve()
    return str(full.relative_to(here) if full.is_relative_to(here) else path)


def _mappings_line(found: StaffCheck, saved: SavedMappings) -> str:
    from autopot.workforce.staff.personal_text import hidden

    path = hidden(_seen_from_here(saved.path))
    if saved.open_elsewhere is not None:
        return (
            f"Koblinger: {hidden(saved.open_elsewhere.name)} er åpen i Excel, så de nye verdiene "
            f"står i {path}"
        )
    if found.mappings is None:
        return f"Koblinger: skriv kodene i {path}, lagre, og kjør autopot check igjen"
    if saved.path.resolve() != found.mappings.resolve():
        return f"Koblinger: {hidden(found.mappings.name)} er brukt; nye verdier står i {path}"
    return f"Koblinger: {path} er brukt" + (", og er ført à jour" if saved.written else "")
