"""Published results beside what autopot computes from the shipped evidence."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.analysis.ranks import SURE
from autopot.analysis.service import Spread
from autopot.messages import Message, say, say_many, sentences
from autopot.questions.benchmarks import since_2023
from autopot.questions.coverage import coverage
from autopot.questions.need_checks import need_checks
from autopot.questions.simulation import run
from autopot.results.benchmark import Check
from autopot.results.evidence.measured import coverage_view
from autopot.results.run.answer import PUBLISHED_TOTAL
from autopot.results.run.result import Result
from autopot.scenario import load_scenario
from autopot.tables.names import names
from autopot.workforce import load_workforce

HIGH_RISK = 0.7
"""Probability above which Frey and Osborne call an occupation at high risk."""

LEAST_COVERED = 0.75
"""Part of the readings' sector values that the interval of the others must hold; judgement."""

COVERAGE_DRAWS = 4000

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
    whole = run("base", draws=draws, changes={"radar": {"none": "counted"}})
    return [
        _frey_osborne_norway(),
        _public_sector_sheltered(base),
        *_storby_totals(base, whole),
        _administration_first(base),
        _nurses_have_evidence(),
        _readings_covered(draws),
        *since_2023(base),
        *need_checks(_sector_fte()),
        Check(
            name="oecd-norway-high-risk",
            published=say(
                "{share:.0%} of Norwegian jobs at high risk (Nedelkoska and Quintini 2018)",
                share=0.06,
            ),
            ours=say("not computed"),
            agrees=None,
            rule=say("none"),
            note=say("A model of individuals on PIAAC interviews, which autopot does not hold"),
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


def _sector_fte() -> pd.Series:
    """FTE of all municipalities by sector."""
    cells = load_workforce(load_scenario("national")).cells
    return cells.groupby("sector")["fte"].sum()


def _employees() -> pd.Series:
    frame = catalogue.table("workforce/national_employment")
    return frame[frame["measure"] == "employees"].set_index("occupation")["value"]


def _frey_osborne_norway() -> Check:
    ours = frey_osborne_share(_employees())
    return Check(
        name="fo-norway",
        published=say("one third of Norwegian employment (Pajarinen, Rouvinen and Ekeland 2015)"),
        ours=say("{share:.3f}", share=ours),
        agrees=0.33 <= ours <= 0.35,
        rule=say("{low:g} to {high:g}", low=0.33, high=0.35),
        note=say("Employees in main job by STYRK-08 (SSB 12542), probabilities over our crosswalk"),
    )


def _public_sector_sheltered(base: Result) -> Check:
    municipal = base.workforce.cells.groupby("occupation")["fte"].sum()
    ours, nation = frey_osborne_share(municipal), frey_osborne_share(_employees())
    return Check(
        name="fo-public-sheltered",
        published=say("public sector jobs less exposed (the same study)"),
        ours=say(
            "{ours:.3f} of municipal FTE against {nation:.3f} of all employees",
            ours=ours,
            nation=nation,
        ),
        agrees=ours < nation,
        rule=say("lower than the nation"),
        note=say("Municipal staff is an estimate; the order is what can be compared"),
    )


def _storby_totals(base: Result, whole: Result) -> list[Check]:
    """As base has it, and with what base leaves out: people's own service, and no technology.

    The published estimate is by occupation, so that no task of an occupation is left out of it, and
    of a technology for each task it says nothing that we have read: only the total with all of it
    can be held against it. The others are shown for their distance.
    """
    inside = say("{share:.0%} inside the {level:.0%} interval", share=PUBLISHED_TOTAL, level=0.9)
    everything = whole.service.including
    low, high = everything[1:]
    agrees = low <= PUBLISHED_TOTAL <= high
    none = say("no rule")
    return [
        _storby_total("menon-2019-total", base.service.without, WITHOUT, None, none),
        _storby_total("menon-2019-total-with-service", base.service.including, WITH, None, none),
        _storby_total("menon-2019-total-with-all", everything, WITH_ALL, agrees, inside),
    ]


WITHOUT = say("without time where the person is the service")
WITH = say("with time where the person is the service")
WITH_ALL = say(
    "with time where the person is the service, and with what no technology on the radar would take"
)


def _storby_total(
    name: str, share: Spread, side: Message, agrees: bool | None, rule: Message
) -> Check:
    mean, low, high = share
    return Check(
        name=name,
        published=say(
            "about {share:.0%} over 10-20 years in the big-city municipalities (Menon 48/2019)",
            share=PUBLISHED_TOTAL,
        ),
        ours=say(
            "{mean:.3f} [{low:.3f}-{high:.3f}], {side}", mean=mean, low=low, high=high, side=side
        ),
        agrees=agrees,
        rule=rule,
        note=say(
            "The published estimate is by occupation and leaves no task out, so the total with "
            "all of it is what compares. We have read the rounded total only; the weights are not "
            "fitted to it"
        ),
    )


def _administration_first(base: Result) -> Check:
    winner, chance = base.ranks.first or ("", 0.0)
    called = names()["sector"].get(winner, "")
    ours = say("{sector} in {chance:.3f} of the draws", sector=called, chance=chance)
    return Check(
        name="menon-2019-first",
        published=say("administration has the largest potential (Menon 48/2019)"),
        ours=ours if winner else say("no sector is certainly first"),
        agrees=winner == "administration",
        rule=say(
            "administration above every other sector in at least {share:.0%} of the draws",
            share=SURE,
        ),
        note=say("The report gives sector percentages; we have not read them"),
    )


def _nurses_have_evidence() -> Check:
    evidence = catalogue.evidence()
    counts = [int((evidence["occupation"] == code).sum()) for code in NURSES]
    return Check(
        name="nurses",
        published=say("STYRK 2221, 2223 and 2224 lose all evidence in a plain join on ISCO-08"),
        ours=sentences(
            [
                say_many("{code}: 1 measure", "{code}: {count:,} measures", count=n, code=code)
                for code, n in zip(NURSES, counts, strict=True)
            ],
            ", ",
        ),
        agrees=min(counts) > 0,
        rule=say("every nurse has evidence"),
        note=say("Bridge: ISCO 2221"),
    )


def _readings_covered(draws: int | None) -> Check:
    """Each reading against the interval of the model that does not know it."""
    found = coverage("base", min(draws or COVERAGE_DRAWS, COVERAGE_DRAWS))
    sectors = found[found["kind"] == "sector"]["inside"]
    totals = found[found["kind"] == "total"]["inside"]
    share = float(sectors.mean())
    return Check(
        name="coverage",
        published=say("what each reading says of the total and of every sector"),
        ours=say(
            "{inside} of {count} sector values and {totals} of {readings} totals lie in the "
            "{level:.0%} interval of the model without that reading",
            inside=int(sectors.sum()),
            count=len(sectors),
            totals=int(totals.sum()),
            readings=len(totals),
            level=0.9,
        ),
        agrees=share >= LEAST_COVERED,
        rule=say("at least {share:.0%} of the sector values", share=LEAST_COVERED),
        note=say(
            "Readings are not drawn at random, so that {level:.0%} is not what to expect; those "
            "that are left out and found outside are named with the reason",
            level=0.9,
        ),
        tables=(coverage_view(found),),
    )
