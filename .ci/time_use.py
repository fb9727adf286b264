#!/usr/bin/env python3
"""The days of the largest occupations in docs/tidsbruk.md, written from the data.

python .ci/time_use.py          write them between the two marks of the page
python .ci/time_use.py check    exit 1 if the page says anything else than the data
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from autopot import catalogue

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tidsbruk.md"
BEGIN, END = "<!-- skrevet av .ci/time_use.py -->", "<!-- slutt -->"
LARGEST = 10
WORKFORCE = "storby-2019"
SMALL = 0.02
"""Sectors with less of an occupation's FTE are left out of its table."""
DAY = 450
"""Minutes of a day of 7.5 hours."""


def largest(count: int = LARGEST) -> pd.DataFrame:
    """FTE of the largest occupations (rows, largest first) by sector."""
    staff = catalogue.table(f"workforce/{WORKFORCE}")
    fte = staff.pivot_table("fte", "occupation", "sector", aggfunc="sum", fill_value=0.0)
    return fte.loc[fte.sum(axis=1).sort_values(ascending=False).index[:count]]


def day_in(occupation: str, sector: str) -> pd.DataFrame:
    """Time and basis of each task in the sector, or in general where that is the same."""
    every = catalogue.sector_time()
    own = every[(every["occupation"] == occupation) & (every["sector"] == sector)]
    if own.empty:
        every = catalogue.tasks()
        own = every[every["occupation"] == occupation]
    return own.set_index("task")[["time_share", "time_basis"]]


def published_share(fte: pd.DataFrame) -> pd.Series:
    """Part of each occupation's working time that rests on a published figure, and of all."""
    rows = {}
    for occupation, by_sector in fte.iterrows():
        known = 0.0
        for sector, size in by_sector[by_sector > 0].items():
            day = day_in(str(occupation), str(sector))
            known += size * day.loc[day["time_basis"] == "published", "time_share"].sum()
        rows[occupation] = known
    return pd.Series({**rows, "all": sum(rows.values())}) / pd.Series(
        {**fte.sum(axis=1), "all": fte.to_numpy().sum()}
    )


def _clock(share: float) -> str:
    hours, minutes = divmod(round(share * DAY), 60)
    return f"{hours} t {minutes:02d} min" if hours else f"{minutes} min"


def _table(occupation: str, sectors: list[str], labels: pd.Series) -> list[str]:
    """One row a task, most time in the first sector first; percents of the others beside."""
    names = catalogue.sectors().set_index("sector")["name_nb"]
    days = {sector: day_in(occupation, sector) for sector in sectors}
    first = days[sectors[0]]
    order = labels.to_frame("label")
    for sector, day in days.items():
        order[sector] = day["time_share"].reindex(order.index).fillna(0.0)
    order = order.sort_values(sectors[0], ascending=False, kind="stable")
    head = ["Oppgave", f"{names[sectors[0]]}, dag på 7,5 timer"]
    head += [str(names[sector]) for sector in sectors[1:]]
    lines = [f"| {' | '.join(head)} |", f"|---|{'---|' * len(sectors)}"]
    for task, row in order.iterrows():
        basis = first["time_basis"].get(task, "judgement")
        mark = " *" if basis == "published" else ""
        share = row[sectors[0]]
        cells = [f"{_clock(share)} ({share:.0%}){mark}".replace("%", " %") if share else "–"]
        cells += [f"{row[s]:.0%}".replace("%", " %") if row[s] else "–" for s in sectors[1:]]
        lines.append(f"| {row['label']} | {' | '.join(cells)} |")
    return lines


def days() -> str:
    """The generated part of the page."""
    fte = largest()
    known = published_share(fte)
    names = catalogue.occupations()["name_nb"]
    tasks = catalogue.labelled_tasks()
    lines = [
        f"Av arbeidstiden i de {LARGEST} største yrkene ({fte.to_numpy().sum():,.0f} årsverk i "
        f"`{WORKFORCE}`) står {known['all']:.0%} på et publisert tall.".replace(",", " ").replace(
            "%", " %"
        ),
        "",
    ]
    for occupation, by_sector in fte.iterrows():
        every = by_sector.sort_values(ascending=False)
        sectors = [str(s) for s in every.index[every / every.sum() >= SMALL]]
        own = {tuple(day_in(str(occupation), s)["time_share"].items()) for s in sectors}
        shown = sectors if len(own) > 1 else sectors[:1]
        labels = tasks[tasks["occupation"] == occupation].set_index("task")["label_nb"]
        share = f"{known[occupation]:.0%}".replace("%", " %")
        lines += [
            f"## {names[occupation]} ({occupation})",
            "",
            f"{every.sum():,.0f} årsverk. På publisert grunnlag: {share} av tiden.".replace(
                ",", " "
            ),
            "",
            *_table(str(occupation), shown, labels),
            "",
        ]
    return "\n".join(lines)


def written(page: str) -> str:
    """The page with the part between the marks written anew."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{days()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    page = PAGE.read_text("utf-8")
    fresh = written(page)
    if arguments == ["check"]:
        if page != fresh:
            print(f"{PAGE.name} is not what the data say: run python .ci/time_use.py")
        return int(page != fresh)
    PAGE.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
