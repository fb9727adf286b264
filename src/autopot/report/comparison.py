"""A comparison as rows of text and as a workbook, in Norwegian."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot.analysis.levels import BESIDE
from autopot.messages.numbers import percent, rounded
from autopot.report.labels import label
from autopot.report.suppression import left_out
from autopot.report.uncertainty import Rows, signed, thing
from autopot.report.workbook import TablesWorkbook

FIGURES = {
    "technical": "Tallene er teknisk potensial: arbeidstid som teknologi kan ta over. Det er ikke "
    "innsparing og ikke tapte stillinger. Tid der mennesket selv er tjenesten, står ved siden av, "
    "unntatt i scenarioer som regner den med (human_required.fully: counted).",
    "adopted": "Tallene er den delen av det tekniske potensialet som kan være tatt i bruk i "
    "{year}. Det er ikke innsparing og ikke tapte stillinger.",
    "realised": "Tallene er frigjort tid som kan være tatt ut i {year} av det som er tatt i bruk. "
    "Det er tid regnet som årsverk, ikke stillinger som forsvinner.",
    "quality": "Tallene er tid som i {year} kan være frigjort i for små biter til å bli årsverk.",
}

AMOUNTS = (
    "Andel",
    "Andel, lav (5 %)",
    "Andel, høy (95 %)",
    "Årsverk",
    "Årsverk, lav (5 %)",
    "Årsverk, høy (95 %)",
)


def about(kind: str, year: int | None) -> str:
    """Which figure a comparison or a sensitivity analysis is about.

    >>> about("quality", 2035)
    'Tallene er tid som i 2035 kan være frigjort i for små biter til å bli årsverk.'
    """
    return FIGURES[kind].format(year=year)


def level_rows(scenarios: list[str], table: pd.DataFrame) -> Rows:
    """Things by scenario: share with interval, and how often it is above the first."""
    table = _without_sectors_beside(table)
    keyed = table.set_index(["kind", "key", "scenario"])
    rows = []
    for kind, key in dict.fromkeys(zip(table["kind"], table["key"], strict=True)):
        cells = [thing(str(kind), str(key))]
        for number, name in enumerate(scenarios):
            if (kind, key, name) not in keyed.index:
                cells += ["–", "–"] + (["–"] if number else [])
                continue
            row = keyed.loc[(kind, key, name)]
            cells.append(percent(float(row["share_mean"]), 1))
            cells.append(f"{percent(row['share_p05'])}–{percent(row['share_p95'])}")
            if number:
                cells.append(percent(float(row["probability_above"])))
        rows.append(cells)
    headings = ["", scenarios[0], "90 %"]
    for name in scenarios[1:]:
        headings += [name, "90 %", f"over {scenarios[0]}"]
    return headings, rows


def _without_sectors_beside(frame: pd.DataFrame) -> pd.DataFrame:
    """Of what stands beside, only the sum; its sectors stand in the workbook."""
    return frame[(frame["kind"] != BESIDE) | (frame["key"] == "")]


def part_rows(scenario: str, parts: pd.DataFrame, table: pd.DataFrame) -> Rows:
    """The difference of one scenario, split over the sections that differ, percentage points."""
    own = _without_sectors_beside(parts[parts["scenario"] == scenario])
    sections = list(dict.fromkeys(own["section"]))
    split = own.pivot_table(
        index=["kind", "key"], columns="section", values="share_mean", sort=False
    )
    whole = table[table["scenario"] == scenario].set_index(["kind", "key"])
    rows = [
        [
            thing(str(kind), str(key)),
            *[signed(float(split.loc[(kind, key), s])) for s in sections],
            *_difference(whole.loc[(kind, key)] if (kind, key) in whole.index else None),
        ]
        for kind, key in split.index
    ]
    return ["", *[label(f"section_{s}") for s in sections], "I alt", "90 %"], rows


def _difference(row: pd.Series | None) -> list[str]:
    """The whole difference and its interval; a thing without staff has none."""
    if row is None:
        return ["–", "–"]
    mean, low, high = (signed(float(row[f"more_share_{end}"])) for end in ("mean", "p05", "p95"))
    return [mean, f"{low} til {high}"]


def comparison_workbook(
    scenarios: list[str],
    table: pd.DataFrame,
    parts: pd.DataFrame,
    differences: pd.DataFrame,
    hidden: Sequence[tuple[str, str]] = (),
    figure: str = FIGURES["technical"],
) -> bytes:
    """compare.xlsx: what it is, levels, parts, settings that differ.

    Parameters
    ----------
    scenarios, table, parts, differences, hidden : as in `autopot.api.Comparison`.
    figure : which figure it is about, as from `about`.
    """
    first = scenarios[0]
    book = TablesWorkbook()
    book.add_text("Les dette først", _introduction(scenarios, hidden, figure))
    levels = _named(table).rename(columns={"probability_above": "share_above"})
    more = [f"{amount}, mot {first}" for amount in AMOUNTS]
    book.add_table("Nivå", ["Scenario", "Hva", *AMOUNTS, f"Over {first}", *more], levels)
    if len(parts):
        split = _named(parts).assign(
            section=[label(f"section_{section}") for section in parts["section"]]
        )
        book.add_table("Forskjellen delt", ["Scenario", "Hva", "Del", *AMOUNTS], split)
    book.add_table("Ulike innstillinger", ["Scenario", "Innstilling", first, "Her"], differences)
    return book.to_bytes()


def _introduction(
    scenarios: list[str], hidden: Sequence[tuple[str, str]], figure: str
) -> list[str]:
    return [
        f"Sammenligning av {', '.join(scenarios)}",
        figure,
        f"Alle scenarioer er regnet med de samme tilfeldige tallene som {scenarios[0]}. «Over» "
        "er hvor ofte andelen er høyere enn der, trekning for trekning.",
        "Forskjellen er delt på de delene av scenarioet som er ulike (Shapley-verdier over "
        "alle kombinasjoner). Delene summerer til hele forskjellen.",
        *left_out([thing(kind, key) for kind, key in hidden]),
    ]


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with the name of each thing in place of its kind and key."""
    things = [thing(kind, key) for kind, key in zip(frame["kind"], frame["key"], strict=True)]
    return frame.assign(key=things).drop(columns="kind")


def fte_line(scenarios: list[str], table: pd.DataFrame) -> str:
    """The total of each scenario in FTE with its interval, and what `over` means in the table."""
    total = table[table["kind"] == "total"].set_index("scenario")
    parts = []
    for name in scenarios:
        mean, low, high = (
            rounded(float(total.loc[name, f"fte_{v}"])) for v in ("mean", "p05", "p95")
        )
        parts.append(f"{name} {mean} ({low}–{high})")
    above = f"«Over {scenarios[0]}»: hvor ofte andelen er høyere enn der, trekning for trekning."
    return f"Årsverk samlet, med 90 %-intervall: {', '.join(parts)}. {above}"
