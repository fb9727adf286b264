"""An invented export of a whole municipality, as an HR system writes it: names and all.

Hå has about 1,500 FTE by our own estimate; nobody in this list exists. The numbers of posts are
chosen so that the list is as large, and as spread over services, as a municipality of that size.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

HEADINGS = [
    "Ansattnr",
    "Navn",
    "Født",
    "Stillingskode",
    "Stillingstekst",
    "Org.enhet",
    "Enhetsnavn",
    "Funksjon",
    "St.pros",
]
QUESTION = "Brobygger"
"""The title that nobody but the municipality can code."""

FIRST = ("Anne", "Kari", "Inger", "Marit", "Ole", "Per", "Lars", "Nina", "Silje", "Hans", "Eva")
LAST = ("Hansen", "Johansen", "Olsen", "Larsen", "Berg", "Haugen", "Moen", "Lie", "Dahl", "Bakke")

UNITS = (
    ("1100", "Rådmannen", "120"),
    ("2100", "Skulane", "202"),
    ("2300", "Barnehagane", "201"),
    ("3100", "Heimetenesta nord", "254"),
    ("3200", "Sjukeheimen", "253"),
    ("4100", "Helse og førebygging", "232"),
    ("4200", "Barnevern", "244"),
    ("5100", "Teknisk drift", "332"),
    ("5200", "Plan og byggesak", "301"),
    ("5300", "Eigedom", "130"),
    ("6100", "Kultur", "370"),
    ("7100", "Brannvern", "339"),
)
POSTS = (
    # unit, position, title, persons, percent
    ("1100", "7954", "Kommunalsjef", 6, 100),
    ("1100", "6559", "Lønnskonsulent", 14, 90),
    ("1100", "7531", "Saksbehandler", 46, 95),
    ("1100", "8530", "Rådgiver", 34, 100),
    ("1100", "6863", "Sekretær", 18, 80),
    ("2100", "7951", "Rektor", 14, 100),
    ("2100", "7961", "Lærer", 190, 92),
    ("2100", "7962", "Adjunkt", 118, 95),
    ("2100", "7963", "Adjunkt m/tilleggsutd", 60, 95),
    ("2100", "7966", "Lektor", 12, 100),
    ("2100", "6572", "Assistent", 60, 65),
    ("2300", "7054", "Styrer", 9, 100),
    ("2300", "7637", "Ped.leder", 42, 96),
    ("2300", "6709", "Barnehagelærer", 26, 90),
    ("2300", "7517", "Fagarbeider", 46, 85),
    ("2300", "6572", "Assistent", 60, 80),
    ("3100", "7174", "Sykepleier", 70, 78),
    ("3100", "7523", "Spes.sykepl.", 14, 85),
    ("3100", "7076", "Helsefagarbeider", 130, 70),
    ("3100", "7076", "Hjelpepleier", 26, 75),
    ("3100", "6572", "Assistent", 62, 45),
    ("3100", "", QUESTION, 7, 90),
    ("3200", "7174", "Sykepleier", 66, 80),
    ("3200", "7523", "Spes.sykepl.", 12, 85),
    ("3200", "7076", "Helsefagarbeider", 140, 70),
    ("3200", "6583", "Vernepleier", 60, 82),
    ("3200", "7453", "Avdelingsleder", 16, 100),
    ("4100", "7233", "Helsesykepleier", 18, 88),
    ("4100", "6517", "Ergoterapeut", 11, 90),
    ("4100", "7617", "Fysioterapeut", 10, 92),
    ("4200", "6508", "Barnevernspedagog", 26, 96),
    ("4200", "7534", "Sosionom", 40, 94),
    ("5100", "7517", "Fagarbeider", 28, 100),
    ("5200", "8084", "Ingeniør", 16, 100),
    ("5200", "8530", "Arealplanlegger", 12, 100),
    ("5300", "6014", "Renholder", 48, 70),
    ("5300", "7517", "Vaktmester", 26, 98),
    ("6100", "7026", "Bibliotekar", 11, 85),
    ("6100", "6814", "Kulturskolelærer", 22, 50),
    ("7100", "7238", "Brannkonstabel", 14, 100),
)


def rows() -> Iterator[list[object]]:
    """Headings, then one row a person."""
    chance = random.Random(1119)
    where = {unit: (name, function) for unit, name, function in UNITS}
    number = 10_000
    yield list(HEADINGS)
    for unit, position, title, persons, percent in POSTS:
        for _ in range(persons):
            number += 1
            name = f"{chance.choice(LAST)}, {chance.choice(FIRST)}"
            day, month, year = (
                chance.randint(1, 28),
                chance.randint(1, 12),
                chance.randint(1960, 2000),
            )
            born = f"{day:02d}.{month:02d}.{year}"
            yield [number, name, born, position, title, unit, *where[unit], percent]


def write_export(path: Path) -> Path:
    """The export as a workbook."""
    book = Workbook()
    for row in rows():
        book.active.append(row)
    book.save(path)
    return path


if __name__ == "__main__":
    write_export(Path(sys.argv[1]))
