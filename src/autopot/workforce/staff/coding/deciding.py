"""Code, title and service of a job weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from autopot.workforce.staff.coding.at_home import USUAL, plausible
from autopot.workforce.staff.coding.positions import fits, read_code
from autopot.workforce.staff.coding.readings import (
    LIKELY,
    MUST,
    SURE,
    Reading,
    Service,
    less_sure,
)
from autopot.workforce.staff.coding.systems import code_in_title, leading_code
from autopot.workforce.staff.coding.titles import read_title


@dataclass(frozen=True)
class Job:
    """What a row says of a job.

    Parameters
    ----------
    code : cell of the code column, which may hold words too.
    system : code system of that column.
    title : position title, which may begin or end with a code.
    service : where the job is.
    """

    code: str
    system: str
    title: str
    service: Service


@dataclass(frozen=True)
class Decision:
    """What a job is.

    Parameters
    ----------
    reading : occupations with shares, how sure, and why.
    contradicted : whether code and title say different things.
    values : code, name, title and their meanings, for the words of the finding.
    """

    reading: Reading
    contradicted: bool = False
    values: Mapping[str, str] | None = None


def decide(job: Job) -> Decision:
    """What a job is.

    Parameters
    ----------
    job : what the row says.

    Returns
    -------
    The title where it names a job that fits the code; the code where the title is broad or silent.
    Where they contradict, what the service has, and never surer than likely.

    >>> decide(Job("7076", "ks", "Fagarbeider", Service("health_care", "253"))).reading.shares
    {'5321': 1.0}
    >>> decide(Job("7174", "ks", "Adjunkt", Service("school", "202"))).contradicted
    True
    """
    code, beside = leading_code(job.code)
    system = job.system
    if not code:
        code, its_system, beside = code_in_title(job.code)
        system = its_system or system
    in_title, its_system, rest = code_in_title(job.title)
    title_text = rest or beside
    if not code and in_title:
        code, system = in_title, its_system
    title = read_title(title_text, job.service)
    if code and beside and job.title and not title:
        title = read_title(beside, job.service)
    reading = read_code(code, system, title_text, job.service) if code else Reading()
    values = {"code": code, "title": title_text}
    decision = _weighed(code, system, title, reading, job.service, values)
    if decision.contradicted:
        return decision
    inside = read_title(beside, job.service) if beside and job.title else Reading()
    if inside and reading and _differ(code, system, inside, reading):
        return replace(decision, contradicted=True, reading=decision.reading.at_most(LIKELY))
    if in_title not in ("", code):
        other = read_code(in_title, its_system, title_text, job.service)
        if title and other and _differ(in_title, its_system, title, other):
            told = {**values, "code": in_title}
            return Decision(decision.reading.at_most(LIKELY), True, told)
    return decision


def _weighed(
    code: str,
    system: str,
    title: Reading,
    reading: Reading,
    service: Service,
    values: Mapping[str, str],
) -> Decision:
    if not reading:
        return Decision(_checked(title, service), values=values)
    if not title:
        silent = reading if not values["title"] else reading.at_most(LIKELY)
        strange = bool(values["title"]) and not plausible(reading, service)
        return Decision(
            silent.at_most(MUST) if strange else _checked(silent, service), values=values
        )
    if _differ(code, system, title, reading):
        broad = reading.general and title.confidence == SURE
        by_title = broad or plausible(title, service) or not plausible(reading, service)
        used = title if by_title else reading
        neither = not (broad or plausible(title, service) or plausible(reading, service))
        return Decision(used.at_most(MUST if neither else LIKELY), True, values)
    if title.general and not reading.general:
        same = set(title.shares) <= set(reading.shares)
        at_home = plausible(title, service, USUAL) and not plausible(reading, service, USUAL)
        if at_home and not fits(code, system, title, reading):
            return Decision(title.at_most(LIKELY), True, values)
        return Decision(
            _checked(reading if same else reading.at_most(LIKELY), service), False, values
        )
    agreed = title.confidence if reading.general else less_sure(title.confidence, SURE)
    return Decision(_checked(replace(title, confidence=agreed), service), False, values)


def _differ(code: str, system: str, title: Reading, reading: Reading) -> bool:
    """A broad title contradicts nothing, unless it says leader."""
    leads = all(occupation.startswith("1") for occupation in title.shares)
    if title.general and not leads:
        return False
    return not fits(code, system, title, reading)


def _checked(reading: Reading, service: Service) -> Reading:
    """Sure only where municipalities have such an occupation in such a service."""
    return reading if plausible(reading, service) else reading.at_most(LIKELY)
