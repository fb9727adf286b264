"""From scenario and survey data to the arrays of adoption and realisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from autopot import catalogue
from autopot.errors import InputError, Problem, unknown_name
from autopot.evidence.barriers import barrier_scores, unknown_scores
from autopot.evidence.benefits import answer_shares
from autopot.evidence.survey import area_leads, leaders_gap, sector_areas
from autopot.messages import say, say_in
from autopot.model.adoption import AdoptionInputs, Curve, Readiness
from autopot.model.arrays import Array
from autopot.model.inputs import FutureInputs
from autopot.model.realisation import Level, Optimism, RealisationInputs
from autopot.scenario import LoadedScenario
from autopot.scenario.sectors import FUTURE_SECTIONS
from autopot.study.new_work import new_work_inputs, new_work_problems


def future_inputs(
    loaded: LoadedScenario,
    sectors: Sequence[str],
    technologies: Sequence[str],
    radar_class: Array,
    municipalities: Sequence[str] = (),
) -> FutureInputs | None:
    """What becomes of the potential.

    Parameters
    ----------
    loaded : the scenario.
    sectors, technologies : names along the axes.
    radar_class : (K, C) 1 in the column of each technology's class.
    municipalities : whom it is about; some barriers are higher where all of them are large.

    Returns
    -------
    Inputs of adoption and realisation; None where the scenario asks for no years.

    Raises
    ------
    InputError
        Unknown technologies or sectors, or a fault in the assessment of barriers.
    """
    if not loaded.scenario.adoption.years:
        return None
    problems = _problems(loaded, sectors, technologies)
    if problems:
        raise InputError(problems)
    general = FutureInputs(
        _adoption(loaded, sectors, technologies, radar_class),
        _realisation(loaded, sectors, municipalities),
        new_work_inputs(loaded, technologies),
    )
    theirs = {
        number: loaded.in_sector(sector)
        for number, sector in enumerate(sectors)
        if set(loaded.scenario.own_sections(sector)) & set(FUTURE_SECTIONS)
    }
    problems = [p for there in theirs.values() for p in _problems(there, sectors, technologies)]
    if problems:
        raise InputError(problems)
    own = {
        number: future_inputs(there, sectors, technologies, radar_class, municipalities)
        for number, there in theirs.items()
    }
    return replace(general, own={number: each for number, each in own.items() if each})


def _problems(
    loaded: LoadedScenario, sectors: Sequence[str], technologies: Sequence[str]
) -> list[Problem]:
    at = ("adoption", "threshold", "technologies")
    problems = [
        unknown_name(loaded.place(*at, number), say_in("the", "technology"), name, technologies)
        for number, name in enumerate(loaded.scenario.adoption.threshold.technologies)
        if name not in technologies
    ]
    problems += new_work_problems(loaded, technologies)
    cost = loaded.scenario.realisation.wage_cost
    if isinstance(cost, dict):
        place = loaded.place("realisation", "wage_cost")
        known = list(catalogue.sectors()["sector"])  # a county's too, where one list is for all
        problems += [
            unknown_name(place, say_in("the", "sector"), s, known) for s in cost if s not in known
        ]
        missing = [sector for sector in sectors if sector not in cost]
        if missing:
            found = say("no cost for {sectors}", sectors=missing)
            problems.append(Problem(place, found, say("a cost for every sector"), say("add them")))
    return problems


def _adoption(
    loaded: LoadedScenario,
    sectors: Sequence[str],
    technologies: Sequence[str],
    radar_class: Array,
) -> AdoptionInputs:
    section = loaded.scenario.adoption
    names = list(catalogue.radar_classes()["radar_class"])
    curves = [getattr(section.classes, name) for name in names]
    return AdoptionInputs(
        base_year=section.base_year,
        years=np.array(section.years, dtype=float),
        form=section.form,
        curves=[Curve(c.midpoint, c.width, c.ceiling, c.never) for c in curves],
        curve_of=radar_class.argmax(axis=1).astype(np.int64),
        parallel=np.array([float(t in section.threshold.technologies) for t in technologies]),
        threshold=section.threshold.use,
        delay=section.depth.delay,
        stretch=section.depth.stretch,
        national_sd=section.national_sd,
        readiness=_readiness(loaded, sectors),
    )


def _readiness(loaded: LoadedScenario, sectors: Sequence[str]) -> Readiness:
    section = loaded.scenario.adoption.readiness
    leads = area_leads()
    areas = leads.kinds if section.source == "survey" else ()
    return Readiness(
        mean=leads.lead[: len(areas)],
        sd=leads.sd[: len(areas)],
        area=sector_areas(sectors, areas),
        carry=section.carry,
        sector_sd=section.sector_sd,
        unknown_sd=section.unknown_sd,
    )


def _realisation(
    loaded: LoadedScenario, sectors: Sequence[str], municipalities: Sequence[str]
) -> RealisationInputs:
    section = loaded.scenario.realisation
    level = section.level
    shares = answer_shares(level.municipal) if level.shares is None else np.array(level.shares)
    barriers = catalogue.table("survey/barriers").sort_values("position")
    lowest, highest = unknown_scores(sectors, municipalities)
    gap, error = leaders_gap()
    return RealisationInputs(
        level=Level(shares, [level.little.part, level.some.part, level.large.part]),
        scores=barrier_scores(loaded, sectors),
        weights=barriers["weight"].to_numpy(float),
        strength=section.strength,
        sector_sd=section.sector_sd,
        minimum_block=section.minimum_block,
        lowest=lowest,
        highest=highest,
        optimism=Optimism(level.optimism, gap, error),
    )
