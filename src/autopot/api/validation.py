"""Published results beside what autopot computes from the shipped evidence."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.analysis.ranks import SURE
from autopot.analysis.service import Spread
from autopot.api.benchmarks import Check, since_2023
from autopot.api.preparation import working_time
from autopot.api.run_result import Result
from autopot.api.simulation import run
from autopot.evidence import middle_readings
from autopot.messages import Message, say, say_many, sentences
from autopot.report.answer import PUBLISHED_TOTAL
from autopot.report.labels import label
from autopot.report.tables import names

HIGH_RISK = 0.7
"""Probability above which Frey and Osborne call an occupation at high risk."""

NURSES = ("2221", "2223", "2224")


def validate(draws: int | None = None) -> list[Check]:
    """Compute published results from the shipped evidence.

    Parameters
    ----------
    draws : number of draws of the base run; by default the scenario's.

    Returns
    -------
    Checks, also those that fail or cannot be made.

    Raises
    ------
    InputError
        Fewer draws than a scenario may have.
    """
    base = run("base", draws=draws)
    return [
        _frey_osborne_norway(),
        _public_sector_sheltered(base),
        *_storby_totals(base),
        _administration_first(base),
        _nurses_have_evidence(),
        _readings_disagree(base),
        *since_2023(base),
        Check(
            "oecd-norway-high-risk",
            say(
                "{share:.0%} of Norwegian jobs at high risk (Nedelkoska and Quintini 2018)",
                share=0.06,
            ),
            say("not computed"),
            None,
            say("none"),
            say("A model of individuals on PIAAC interviews, which autopot does not hold"),
        ),
    ]


def frey_osborne_share(weights: pd.Series) -> float:
    """Share of people in occupations with a Frey and Osborne probability above 0.7.

    Parameters
    ----------
    weights : people or FTE by occupation; occupations without a probability are left out.

    Returns
    -------
    Share, 0-1.
    """
    evidence = catalogue.evidence()
    probability = evidence[evidence["measure"] == "frey_osborne_p"].set_index("occupation")["value"]
    common = weights.index.intersection(probability.index)
    people = weights.loc[common]
    return float(people[probability.loc[common] > HIGH_RISK].sum() / people.sum())


def _employees() -> pd.Series:
    frame = catalogue.table("workforce/national_employment")
    return frame[frame["measure"] == "employees"].set_index("occupation")["value"]


def _frey_osborne_norway() -> Check:
    ours = frey_osborne_share(_employees())
    return Check(
        "fo-norway",
        say("one third of Norwegian employment (Pajarinen, Rouvinen and Ekeland 2015)"),
        say("{share:.3f}", share=ours),
        0.33 <= ours <= 0.35,
        say("{low:g} to {high:g}", low=0.33, high=0.35),
        say("Employees in main job by STYRK-08 (SSB 12542), probabilities over our crosswalk"),
    )


def _public_sector_sheltered(base: Result) -> Check:
    municipal = base.workforce.cells.groupby("occupation")["fte"].sum()
    ours, nation = frey_osborne_share(municipal), frey_osborne_share(_employees())
    return Check(
        "fo-public-sheltered",
        say("public sector jobs less exposed (the same study)"),
        say(
            "{ours:.3f} of municipal FTE against {nation:.3f} of all employees",
            ours=ours,
            nation=nation,
        ),
        ours < nation,
        say("lower than the nation"),
        say("Municipal staff is an estimate; the order is what can be compared"),
    )


def _storby_totals(base: Result) -> list[Check]:
    """With the time where the person is the service itself, and without it.

    The published estimate is by occupation, so that no task of an occupation is left out of it:
    only the total with that time can be held against it. The other is shown for its distance.
    """
    service = base.service
    inside = say("{share:.0%} inside the {level:.0%} interval", share=PUBLISHED_TOTAL, level=0.9)
    low, high = service.including[1:]
    return [
        _storby_total("menon-2019-total", service.without, WITHOUT, None, say("no rule")),
        _storby_total(
            "menon-2019-total-with-service",
            service.including,
            WITH,
            low <= PUBLISHED_TOTAL <= high,
            inside,
        ),
    ]


WITHOUT = say("without time where the person is the service")
WITH = say("with time where the person is the service")


def _storby_total(
    name: str, share: Spread, side: Message, agrees: bool | None, rule: Message
) -> Check:
    mean, low, high = share
    return Check(
        name,
        say(
            "about {share:.0%} over 10-20 years in the big-city municipalities (Menon 48/2019)",
            share=PUBLISHED_TOTAL,
        ),
        say("{mean:.3f} [{low:.3f}-{high:.3f}], {side}", mean=mean, low=low, high=high, side=side),
        agrees,
        rule,
        say(
            "The published estimate is by occupation and leaves no task out, so the total with "
            "such time is what compares. We have read the rounded total only; the weights are not "
            "fitted to it"
        ),
    )


def _administration_first(base: Result) -> Check:
    winner, chance = base.ranks.first or ("", 0.0)
    called = names()["sector"].get(winner, "")
    ours = say("{sector} in {chance:.3f} of the draws", sector=called, chance=chance)
    return Check(
        "menon-2019-first",
        say("administration has the largest potential (Menon 48/2019)"),
        ours if winner else say("no sector is certainly first"),
        winner == "administration",
        say(
            "administration above every other sector in at least {share:.0%} of the draws",
            share=SURE,
        ),
        say("The report gives sector percentages; we have not read them"),
    )


def _nurses_have_evidence() -> Check:
    evidence = catalogue.evidence()
    counts = [int((evidence["occupation"] == code).sum()) for code in NURSES]
    return Check(
        "nurses",
        say("STYRK 2221, 2223 and 2224 lose all evidence in a plain join on ISCO-08"),
        sentences(
            [
                say_many("{code}: 1 measure", "{code}: {count:,} measures", count=n, code=code)
                for code, n in zip(NURSES, counts, strict=True)
            ],
            ", ",
        ),
        min(counts) > 0,
        say("every nurse has evidence"),
        say("Bridge: ISCO 2221"),
    )


def _readings_disagree(base: Result) -> Check:
    """The readings alone, at the middle of their parameters, on the same staff."""
    assembled = base.assembled
    scenario = base.scenario.scenario
    time = working_time(base.workforce.cells, assembled)
    readings = middle_readings(assembled, scenario)
    values = {name: float(time @ share) for name, share in readings.items()}
    total = base.level("total").iloc[0]
    width = float(total["share_p95"] - total["share_p05"])
    used = {n: v for n, v in values.items() if getattr(scenario.evidence.weights, n) > 0}
    spread = max(used.values()) - min(used.values())
    return Check(
        "readings",
        say(
            "rough totals by reading of {low:.0%} to {high:.0%} (docs/method.md)",
            low=0.15,
            high=0.3,
        ),
        sentences(
            [
                say("{name} {value:.3f}", name=label(f"reading_{n}"), value=v)
                for n, v in values.items()
            ],
            "; ",
        ),
        width >= 0.6 * spread,
        say(
            "{level:.0%} interval at least {part} of the spread between the readings in use",
            level=0.9,
            part=0.6,
        ),
        say(
            "Without the physical channel; spread {spread:.3f}, interval {width:.3f}",
            spread=spread,
            width=width,
        ),
    )
