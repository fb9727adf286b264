"""What barriers cost and what may be done, in every form people read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from autopot import catalogue
from autopot.messages import Text, name_in, say, shown, told
from autopot.messages.numbers import percent, plain, rounded
from autopot.results.documents.tables import (
    RESPONDENTS,
    SUBGROUPS,
)
from autopot.tables import Table, TableColumn
from autopot.tables.names import names

TOTAL = "total"
SECTORS_SHOWN = 3
"""Sectors named beside a barrier, those where it costs most."""

OWN = {True: say("yes"), False: say("no"), None: "–"}
KINDS = {
    "consequence": say("What it leads to"),
    "solution": say("What may help"),
}


def advice_lines(costs: pd.DataFrame, taken_out: float, year: int) -> list[str]:
    """The answer in sentences.

    Parameters
    ----------
    costs : columns as `autopot.questions.advice.Advice.costs`; fte in FTE of the year.
    taken_out : FTE taken out in the year as answered.
    year : calendar year of the figures.
    """
    first = costs[costs["sector"] == TOTAL].iloc[0]
    return [
        told(
            "As answered, {fte} FTE are taken out in {year} (mean). The dearest barrier is "
            "{barrier}: without it {more} FTE more.",
            fte=rounded(taken_out),
            year=year,
            barrier=_names()[str(first["barrier"])].lower(),
            more=rounded(float(first["fte"])),
        ),
        told(
            "The cost of a barrier is what would be taken out more if it alone were no barrier at "
            "all, in every sector. Costs cannot be added: without two of them, more than the sum "
            "may come. What each step weighs is our judgement, the same for all five, so the order "
            "follows the answers and where the FTE are. What nobody has judged costs on average "
            "what it may be."
        ),
    ]


def advice_tables(costs: pd.DataFrame, barriers: Sequence[str], card: pd.DataFrame) -> list[Table]:
    """Costs, advice on some barriers, the three steps, and the card.

    Parameters
    ----------
    costs : columns as `autopot.questions.advice.Advice.costs`; fte in FTE of the year.
    barriers : those to give advice on, in order.
    card : as from `autopot.evidence.readiness_card.card_rows`; shares are 0-1.
    """
    several = [_by_sector(costs)] if len(barriers) > 1 else []
    return [_costs(costs), *several, *(_advice(one) for one in barriers), _steps(), _card(card)]


def _names() -> dict[str, str]:
    table = catalogue.table("survey/barriers")
    return dict(zip(table["barrier"], table[name_in(table.columns)], strict=True))


def _costs(costs: pd.DataFrame) -> Table:
    sectors, rows = names()["sector"], []
    for total in costs[costs["sector"] == TOTAL].to_dict("records"):
        own = costs[(costs["barrier"] == total["barrier"]) & (costs["sector"] != TOTAL)]
        where = own.head(SECTORS_SHOWN).to_dict("records")
        rows.append(
            {
                "barrier": _names()[str(total["barrier"])],
                "barrier_answer": _answer(float(total["score"]), own["score"]),
                "barrier_cost": float(total["fte"]),
                "barrier_where": "; ".join(
                    f"{sectors[str(row['sector'])]} {rounded(float(row['fte']))}" for row in where
                ),
            }
        )
    return Table("barrier_costs", say("What each answer costs"), pd.DataFrame(rows))


def _by_sector(costs: pd.DataFrame) -> Table:
    """One row a sector, one column a barrier, dearest first."""
    order = [str(one) for one in costs.loc[costs["sector"] == TOTAL, "barrier"]]
    wide = costs.pivot_table("fte", "sector", "barrier")[order]
    mapping = names()["sector"]
    found = [code for code in mapping if code in wide.index]
    frame = wide.loc[[*found, TOTAL]].rename(index={**mapping, TOTAL: told("Total")})
    return Table(
        name="barrier_sectors",
        title=say("The same by sector, FTE"),
        frame=frame.rename_axis("sector").reset_index(),
        own={code: TableColumn(_names()[code], "barrier_cost") for code in order},
    )


def _answer(score: float, by_sector: pd.Series) -> str:
    """The answer for all, the range over sectors, or that nobody knows."""
    known = by_sector.dropna()
    if known.empty:
        return told("not known")
    if score == score:
        return plain(score)
    low, high = plain(float(known.min())), plain(float(known.max()))
    span = low if low == high else f"{low}–{high}"
    return span if len(known) == len(by_sector) else told("{span}, some not known", span=span)


def _advice(barrier: str) -> Table:
    table = catalogue.table("survey/advice")
    own = table[table["barrier"] == barrier]
    text = name_in(own.columns, "text")
    frame = pd.DataFrame(
        {
            "advice_kind": [shown(KINDS[kind]) for kind in own["kind"]],
            "advice": own[text],
            "source_id": own["source_id"],
        }
    )
    return Table(f"advice_{barrier}", _names()[barrier], frame)


def _steps() -> Table:
    table = catalogue.table("survey/advice")
    own = table[table["kind"] == "step"]
    frame = pd.DataFrame(
        {"advice": own[name_in(own.columns, "text")], "source_id": own["source_id"]}
    )
    title = say("Three steps from the study of the big cities")
    return Table("steps", title, frame, notes=(ADVICE_NOTE,))


ADVICE_NOTE = say(
    "In our words. The middle managers were 25 in ten organisations, and nobody has measured how "
    "much each piece of advice helps."
)


def _card(card: pd.DataFrame) -> Table:
    items = catalogue.table("survey/card").set_index("item")[
        name_in(catalogue.table("survey/card").columns)
    ]
    frame = pd.DataFrame(
        {
            "card_item": card["item"].map(items),
            "card_own": [shown(OWN[answer]) for answer in card["own"]],
            "card_share": [_share(row) for row in card.to_dict("records")],
            "card_others": [_others(row) for row in card.to_dict("records")],
            "printed_n": ["–" if pd.isna(number) else plain(float(number)) for number in card["n"]],
            "source_id": card["source_id"],
        }
    )
    brief = ("card_item", "card_own", "card_share", "card_others", "printed_n")
    return Table("card", say("Readiness card"), frame, brief, notes=(CARD_NOTE,))


CARD_NOTE = say(
    "Own answers come from autopot assess --card. Others: share that would say yes; of those with "
    "no strategy the rest is shown, with those who do not know in it. n of a size group is the "
    "whole group, an upper bound; – is not printed. Service areas are not split on these "
    "questions. Figures of 2017 and 2021."
)


def _share(row: dict[str, object]) -> str:
    about = "≈ " if row["unit"] == "percent_from_words" else ""
    return about + percent(float(str(row["share"])))


def _others(row: dict[str, object]) -> str:
    group: Text = RESPONDENTS[str(row["respondents"])]
    size: Text = SUBGROUPS[str(row["subgroup"])]
    return ", ".join(shown(part) for part in (group, size) if part)
