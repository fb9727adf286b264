"""What a package may add to autopot. The figures are invented: an example, no evidence."""

from pathlib import Path

from autopot.extensions import RadarExport, Reading, Source
from autopot.radar import Blip

FOLDER = Path(__file__).parent
SOURCE = Source(
    citation="Hagen (2026), an example; its figures are invented",
    url="https://example.org/hagen-2026",
    licence="CC0-1.0",
)

OCCUPATIONS = Reading(
    name={"nb": "Hagen, yrker", "en": "Hagen, occupations"},
    meaning={
        "nb": "Oppdiktet: andelen av yrkets tid som Hagen har sett at teknologi tar.",
        "en": "Invented: the share of an occupation's time that Hagen has seen technology take.",
    },
    source=SOURCE,
    level="occupation",
    sees_robots=True,
    figures=FOLDER / "occupations.csv",
)

TASKS = Reading(
    name={"nb": "Hagen, oppgaver", "en": "Hagen, tasks"},
    meaning={"nb": "Oppdiktet: det samme for hver oppgave.", "en": "Invented: the same by task."},
    source=SOURCE,
    level="task",
    sees_robots=False,
    figures=FOLDER / "tasks.csv",
)

PROFILE = FOLDER / "hagen_hr.yaml"


def as_list(blips: list[Blip], date: str, title: str) -> bytes:
    """The radar as a list: one line a technology."""
    lines = [f"{title} {date}", *(f"{blip.radar_class}: {blip.name}" for blip in blips)]
    return "\n".join(lines).encode()


EXPORT = RadarExport(write=as_list, dated=True)
