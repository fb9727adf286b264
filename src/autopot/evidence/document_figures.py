"""What the documents behind the commission print, and what of it is used where."""

from __future__ import annotations

from functools import cache

import pandas as pd

from autopot import catalogue

AREAS = ("upbringing", "health_care", "social", "technical")
"""Service areas of the survey of 2021 with answers enough to be shown by themselves."""

SIZES = ("under_3000", "3000_9999", "10000_more")
CENTRALITIES = ("centrality_1_2", "centrality_3", "centrality_4", "centrality_5_6")
GROUPS = ("directors", "chiefs", "union")
EVERYBODY = "all"

SPLITS = {
    "readiness": ("area", (EVERYBODY, *AREAS)),
    "size": ("subgroup", (EVERYBODY, *SIZES, *CENTRALITIES)),
}
"""Use -> the column that it compares by, and the values of it that it takes."""

REFERRED = {"adoption": "technologies/adoption_points", "realisation": "survey/realisation"}
"""Use -> the table whose rows name the figures that they are."""

USES = (
    "readiness",
    "size",
    "groups",
    "adoption",
    "realisation",
    "card",
    "training",
    "advice",
    "barriers",
    "benchmark",
    "horizon",
    "radar",
    "sample",
)


def document_figures() -> pd.DataFrame:
    """Every figure that the five documents print.

    Returns
    -------
    The columns of data/survey/figures.csv, those of its indicator (period, used_for, sign, the
    questions, why_not), and `uses`: what uses the figure, names of `USES` with spaces between.

    >>> table = document_figures().set_index("figure")
    >>> float(table.loc["menon.automation_potential.document", "value"])
    20.0
    """
    return _figures().copy()


@cache
def _figures() -> pd.DataFrame:
    """The same, made once."""
    indicators = catalogue.table("survey/indicators").set_index("indicator")
    indicators = indicators.drop(columns="source_id")
    frame = catalogue.table("survey/figures").join(indicators, on="indicator")
    declared = frame["used_for"].str.split()
    uses: list[list[str]] = [[] for _ in range(len(frame))]
    for use in USES:
        takes = declared.map(lambda names, use=use: use in names) & (frame["left_out"] == "")
        for place in frame.index[takes & _compared(frame[takes], use, frame.index)]:
            uses[place].append(use)
    return frame.assign(uses=[" ".join(own) for own in uses])


def figures_for(use: str) -> pd.DataFrame:
    """The figures that one use takes.

    Parameters
    ----------
    use : a name of `USES`.

    Returns
    -------
    Rows of `document_figures`.
    """
    frame = document_figures()
    return frame[frame["uses"].str.split().map(lambda names: use in names)]


def _compared(frame: pd.DataFrame, use: str, index: pd.Index) -> pd.Series:
    """Which of the figures can be compared for a use, split as it asks."""
    if use == "groups":
        alone = (frame["area"] == EVERYBODY) & (frame["subgroup"] == EVERYBODY)
        taken = alone & frame["respondents"].isin(GROUPS)
        asked = frame[taken].groupby("indicator")["respondents"].nunique()
        taken &= frame["indicator"].map(asked) > 1
    elif use in REFERRED:
        taken = frame["figure"].isin(catalogue.table(REFERRED[use])["figure"])
    elif use in SPLITS:
        column, values = SPLITS[use]
        other = "subgroup" if column == "area" else "area"
        taken = frame[column].isin(values) & (frame[other] == EVERYBODY)
        split = frame[taken & (frame[column] != EVERYBODY)]
        known = set(zip(split["indicator"], split["respondents"], strict=True))
        pairs = zip(frame["indicator"], frame["respondents"], strict=True)
        taken &= pd.Series([pair in known for pair in pairs], frame.index)
    else:
        taken = pd.Series(True, frame.index)
    return taken.reindex(index, fill_value=False)
