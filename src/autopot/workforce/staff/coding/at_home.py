"""Whether municipalities have an occupation in a service."""

from __future__ import annotations

from functools import cache

from autopot import catalogue
from autopot.workforce.staff.coding.readings import Reading, Service

USUAL = 0.05
"""Share of an occupation's municipal FTE from which a service is a usual place for it. Our
judgement."""


@cache
def _in_services() -> dict[tuple[str, str], float]:
    """Occupation and sector -> share of the occupation's municipal FTE in that sector.

    Sectors that only county municipalities have are home to the occupations that our titles name
    there: dentists are in no municipality.
    """
    seeds = catalogue.table("workforce/seeds")
    keys = zip(seeds["occupation"], seeds["sector"], strict=True)
    titles = catalogue.table("occupations/titles")
    own = titles[~titles["sector"].isin(["", *catalogue.municipal_sectors()])]
    of_county = dict.fromkeys(zip(own["occupation"], own["sector"], strict=True), 1.0)
    return {**dict(zip(keys, seeds["sector_share"], strict=True)), **of_county}


def plausible(reading: Reading, service: Service, least: float = 0.0) -> bool:
    """Whether municipalities have such an occupation in such a service, `least` of it or more.

    Parameters
    ----------
    reading : what a code or a title means.
    service : where the job is; every occupation is plausible where it has no sector.
    least : share of an occupation's municipal FTE that must be in that sector, 0-1; below 0 nothing
        is asked.

    >>> care = Reading({"5321": 1.0}, "sure")
    >>> [plausible(care, Service("school"), least) for least in (0.0, USUAL)]
    [True, False]
    """
    if not service.sector:
        return True
    sectors = (service.sector, catalogue.municipal_counterpart(service.sector))
    known = ((occupation, sector) for occupation in reading.shares for sector in sectors)
    return least < 0 or any(_in_services().get(key, -1.0) >= least for key in known)
