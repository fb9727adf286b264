"""What a council can quote of the need of work, and what a reader must know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from autopot import catalogue
from autopot.messages import say, shown, told
from autopot.messages.numbers import percent, plain, rounded
from autopot.results.gap.tables import of_town, wide
from autopot.scenario import Distribution
from autopot.scenario.demand import LeversSection
from autopot.tables.names import names

MEANING = say(
    "Need: the same service per user as today, for the population of the year. Technology: what "
    "organisations by experience manage to take out from today on. The rest is need that is left, "
    "not a lack of people: nothing is said of how many will want the work."
)
NOT_ADDED = say(
    "Freed beyond the need: time that technology and other measures free beyond what a sector "
    "needs more, and work that is no longer needed in sectors where the need falls. It is not "
    "counted against the need of others unless the scenario says that it can move, so that the "
    "rest of all sectors may be larger than the need of all. The part that is met is the mean of "
    "the parts in each draw."
)

QUOTED = 2040
"""The year that sentences are about where a scenario has it; else its last."""


def quoted_year(years: Sequence[int]) -> int:
    """The year that sentences, chart and table of a run are about.

    >>> quoted_year([2030, 2040, 2050]), quoted_year([2030, 2035])
    (2040, 2035)
    """
    return QUOTED if QUOTED in years else max(years)


def quote(table: pd.DataFrame, year: int, today: int, *, explained: bool = True) -> list[str]:
    """What a council can quote: need, technology where it grows most, and where it does not.

    Parameters
    ----------
    table : long form.
    year : one of its years.
    today : the year that the need grows from.
    explained : whether to say why more may rest than is needed.

    Returns
    -------
    The need, the sector where it grows most where one surely does, and what is left; none where the
    total is hidden.
    """
    total = wide(table, "total")
    total = total[total["year"] == year].iloc[0]
    if pd.isna(total["fte_gap_mean"]):
        return []
    fewer = total["fte_gap_mean"] < 0
    values = {
        "year": year,
        "today": today,
        "gap": rounded(abs(total["fte_gap_mean"])),
        **_spread(total, "fte_gap", ""),
        **_spread(total, "fte_technology", "out_"),
        "out": rounded(total["fte_technology_mean"]),
        "met": rounded(total["fte_closed_mean"]),
        **_spread(total, "fte_closed", "met_"),
    }
    if fewer:
        return [
            told(
                "By {year} the same services need {gap} FTE fewer than in {today} (90%, with the "
                "sign of what is more: {low} to {high}). Technology takes out {out} ({out_low} to "
                "{out_high}) by then, {met} of them ({met_low} to {met_high}) where the need "
                "grows.",
                **values,
            ),
            *_where(table, year),
            _left(total, explained),
        ]
    return [
        told(
            "By {year} the same services need {gap} FTE more than in {today} (90%: {low} to "
            "{high}). Technology takes out {out} ({out_low} to {out_high}) by then, {met} of them "
            "({met_low} to {met_high}) where the need grows.",
            **values,
        ),
        *_where(table, year),
        _left(total, explained),
    ]


def _left(total: pd.Series, explained: bool) -> str:
    """What other measures meet, what rests in all, and why it may be more than is needed."""
    rest, spare = float(total["fte_rest_mean"]), float(total["fte_spare_mean"])
    values = {"rest": rounded(rest), **_spread(total, "fte_rest", "")}
    levers = float(total["fte_levers_mean"])
    left = (
        told("In all, {rest} FTE rest ({low} to {high}).", **values)
        if levers == 0
        else told(
            "Other measures meet {levers} FTE ({levers_low} to {levers_high}). In all, {rest} FTE "
            "rest ({low} to {high}).",
            levers=rounded(levers),
            **_spread(total, "fte_levers", "levers_"),
            **values,
        )
    )
    need = float(total["fte_gap_mean"])
    if not explained or rest <= need or rounded(rest) == rounded(need):
        return left
    more = told(
        "That is more than is needed in all, because {spare} FTE ({low} to {high}) that are freed, "
        "or no longer needed, in some sectors do not serve the others.",
        spare=rounded(spare),
        **_spread(total, "fte_spare", ""),
    )
    return f"{left} {more}"


def quote_towns(
    table: pd.DataFrame, year: int, today: int, towns: Sequence[str], *, explained: bool = True
) -> list[str]:
    """What each of some municipalities can quote, with its name before it.

    Parameters
    ----------
    table, year, today, explained : as for `quote`.
    towns : codes of the municipalities.
    """
    called = names()["municipality"]
    return [
        told("{municipality}: {sentence}", municipality=called.get(town, town), sentence=sentence)
        for town in towns
        for sentence in quote(of_town(table, town), year, today, explained=explained)
    ]


def _spread(row: pd.Series, name: str, before: str) -> dict[str, str]:
    """Both ends of a 90 % interval in FTE, under the names low and high."""
    ends = {"low": "p05", "high": "p95"}
    return {f"{before}{key}": rounded(row[f"{name}_{end}"]) for key, end in ends.items()}


def _where(table: pd.DataFrame, year: int) -> list[str]:
    """How much is met in the sector whose need grows most; nothing if none surely does."""
    sectors = wide(table, "sector")
    sectors = sectors[(sectors["year"] == year) & sectors["share_closed_mean"].notna()]
    if sectors.empty:
        return []
    most = sectors.loc[sectors["fte_gap_mean"].idxmax()]
    called = names()["sector"][str(most["sector"])]
    return [
        told(
            "The need grows most in {sector}: {gap} FTE ({low} to {high}). There technology meets "
            "{share} of it ({share_low} to {share_high}), and {rest} FTE rest ({rest_low} to "
            "{rest_high}).",
            sector=f"{called[0].lower()}{called[1:]}",
            gap=rounded(most["fte_gap_mean"]),
            **_spread(most, "fte_gap", ""),
            share=percent(most["share_closed_mean"]),
            share_low=percent(most["share_closed_p05"]),
            share_high=percent(most["share_closed_p95"]),
            rest=rounded(most["fte_rest_mean"]),
            **_spread(most, "fte_rest", "rest_"),
        )
    ]


ESTIMATED = ("estimate", "country")
MOST_NAMED = 20
"""Municipalities that a note names; more are counted."""


def notes(origin: Mapping[str, str], unkeyed: Sequence[str]) -> list[str]:
    """What a reader must know of the need.

    Parameters
    ----------
    origin : municipality -> where its population is from.
    unkeyed : sectors that follow the number of inhabitants.
    """
    called = names()["sector"]
    found = [shown(MEANING), shown(NOT_ADDED)]
    estimated = [code for code, where in origin.items() if where in ESTIMATED]
    if estimated and len(origin) == 1:
        found.append(
            told(
                "Population is our estimate from the municipality's ages in 2021, each group "
                "growing as the country's. Statistics Norway has its own projection."
            )
        )
    elif estimated:
        found.append(
            told(
                "Population is an estimate for {count} of {all} municipalities: their ages of "
                "2021, each group growing as the country's. Statistics Norway has their own "
                "projection.",
                count=len(estimated),
                all=len(origin),
            )
        )
    if "file" in origin.values():
        found += _not_in_file(origin)
    if unkeyed:
        found.append(
            told(
                "No cost key by age speaks for {sectors}: their need follows the number of "
                "inhabitants.",
                sectors=[called[code].lower() for code in unkeyed],
            )
        )
    return found


def _not_in_file(origin: Mapping[str, str]) -> list[str]:
    """Which municipalities the planner's own file of the population says nothing of."""
    called = names()["municipality"]
    found = []
    for kinds, words in (
        (ESTIMATED, say("estimates")),
        (("packaged",), say("the projection of Statistics Norway")),
    ):
        codes = [code for code, where in origin.items() if where in kinds]
        shown_codes = [f"{code} {called.get(code, '')}".strip() for code in codes[:MOST_NAMED]]
        if codes:
            found.append(
                told(
                    "The file of demand.population has no rows for {count} of the municipalities, "
                    "and {used} are used for them: {municipalities}.",
                    count=len(codes),
                    used=words,
                    municipalities=[*shown_codes, *(["…"] if len(codes) > MOST_NAMED else [])],
                )
            )
    return found


LEVERS = {
    "mean_position": say("Larger positions: gain in the mean position"),
    "sick_leave": say("Lower sickness absence"),
    "later_retirement": say("Later retirement"),
}
"""Lever -> what it is called."""


def stated(levers: LeversSection) -> list[str]:
    """The levers that are not nought, with their range, in words.

    Parameters
    ----------
    levers : of the scenario.

    Returns
    -------
    A sentence each.
    """
    where = [names()["sector"].get(code, code) for code in levers.sectors or []]
    return [
        told(
            "{lever}: {range}. Reached in {year}, in {sectors}.",
            lever=title,
            range=_lever_range(name, getattr(levers, name)),
            year=levers.reached,
            sectors=", ".join(where) or told("all sectors"),
        )
        for name, title in LEVERS.items()
        if getattr(levers, name).high > 0
    ]


def _lever_range(name: str, value: Distribution) -> str:
    """A lever's value, in years or percentage points; with its ends where it is a range."""
    scale = 1 if name == "later_retirement" else 100
    ends = [plain(round(scale * end, 3)) for end in (value.low, value.high)]
    text = f"{ends[0]}–{ends[1]}" if ends[0] != ends[1] else ends[0]
    if name == "later_retirement":
        return told("{number} years", number=text)
    return told("{number} percentage points", number=text)


STATED = {
    "mean_position": say("A higher mean position is stated."),
    "sick_leave": say("Lower sickness absence is stated."),
    "later_retirement": say("Later retirement is stated."),
}


def published(lever: str) -> str:
    """What was published to hold a lever against.

    Parameters
    ----------
    lever : mean_position, sick_leave or later_retirement.
    """
    table = catalogue.table("demand/levers").set_index("measure")["value"]
    words = {
        "mean_position": told(
            "Published: {mean} in the municipal sector in 2024, {full} of the employees in full "
            "positions (KS).",
            mean=percent(table["Mean position"], 1),
            full=percent(table["Share in full-time positions"], 1),
        ),
        "sick_leave": told(
            "Published: {share} of agreed days, municipalities and county municipalities, second "
            "quarter of 2024 (KS).",
            share=percent(table["Sickness absence"], 1),
        ),
        "later_retirement": told(
            "No Norwegian figure was found of how many retire in a year; that of the scenario is "
            "a judgement."
        ),
    }
    return words[lever]


def lever_notes(levers: Sequence[str]) -> list[str]:
    """What was published to hold each stated lever against.

    Parameters
    ----------
    levers : mean_position, sick_leave or later_retirement, those that the scenario states.

    Returns
    -------
    Two sentences each.
    """
    return [f"{shown(STATED[lever])} {published(lever)}" for lever in levers]
