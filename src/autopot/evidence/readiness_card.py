"""A municipality's own answers to seven questions, beside what others have answered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence.barriers import CARD
from autopot.evidence.document_figures import EVERYBODY, SIZES, figures_for
from autopot.messages import say, say_in
from autopot.scenario.yaml_text import as_written, read_yaml

BIGGEST_OF = {"under_3000": 3_000, "3000_9999": 10_000}
"""Size of the survey -> residents that a municipality of it stays below."""


def card_items() -> list[str]:
    """The seven items in their order."""
    return list(catalogue.table("survey/card").sort_values("position")["item"])


def read_card(path: Path) -> dict[str, bool | None]:
    """The municipality's own answers.

    Parameters
    ----------
    path : a YAML file as `autopot assess --card` makes it.

    Returns
    -------
    Item -> yes, no, or None where it is not known; empty where the file has no card.

    Raises
    ------
    InputError
        The file cannot be read, or its card holds other items or answers; all faults at once.
    """
    data, lines = read_yaml(path)
    card = data.get(CARD, {})
    problems: list[Problem] = []
    for item, answer in card.items():
        place = f"{path}:{lines.get((CARD, item), 1)} {CARD}.{item}"
        if item not in card_items():
            problems.append(unknown_name(place, say_in("the", "item"), str(item), card_items()))
        elif answer is not None and not isinstance(answer, bool):
            found = say("{word!q}", word=as_written(answer))
            problems.append(Problem(place, found, say("yes, no, or null"), say("change the value")))
    if problems:
        raise InputError(problems)
    return dict(card)


def size_of(residents: float) -> str:
    """The size of the survey that a municipality belongs to.

    Parameters
    ----------
    residents : number of them.

    >>> size_of(2_999), size_of(3_000), size_of(10_000)
    ('under_3000', '3000_9999', '10000_more')
    """
    return next((size for size, end in BIGGEST_OF.items() if residents < end), SIZES[-1])


def card_rows(answers: Mapping[str, bool | None], size: str | None) -> pd.DataFrame:
    """Each item beside the printed shares of others.

    Parameters
    ----------
    answers : as from `read_card`.
    size : of the municipality, one of `SIZES`; None: not known.

    Returns
    -------
    item, own (yes, no or None), and respondents, subgroup, share (0-1, of those who would say yes),
    n and place of each figure. Where a share is of those who have *not*, the rest is shown, with
    those who do not know in it.
    """
    figures = figures_for(CARD)
    near = figures["subgroup"].isin([EVERYBODY, size])
    percent = figures["unit"].str.startswith("percent")
    figures = figures[near & percent & (figures["area"] == EVERYBODY)]
    rows = []
    for card in catalogue.table("survey/card").sort_values("position").to_dict("records"):
        asked = figures[figures["indicator"].isin(str(card["indicators"]).split())]
        for figure in asked.to_dict("records"):
            yes = float(figure["value"]) / 100
            rows.append(
                {
                    "item": card["item"],
                    "own": answers.get(str(card["item"])),
                    **{name: figure[name] for name in ("respondents", "subgroup", "n", "unit")},
                    "share": 1 - yes if figure["sign"] < 0 else yes,
                    "source_id": figure["source_id"],
                }
            )
    return pd.DataFrame(rows)
