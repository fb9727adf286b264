"""Sectors by our code, a name of the service, KOSTRA function, name of the unit, or mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from autopot import catalogue
from autopot.errors import nearest
from autopot.workforce.staff.resolving import CodeAnswer, Decide
from autopot.workforce.staff.word_lists import LONGEST, in_bokmaal
from autopot.workforce.staff.words import plain

SEVERAL = "|"
CALLED = "(?:kommunalområde|tjenesteområde|sektor|etat|avdeling|virksomhet|område)(?:e[nt]?)?"
"""What every department may be called."""

SHORTEST_END = 5
"""Letters that the end of a compound must have to be known by it; "NAV" ends no word."""

DEFINITE = ("ene", "en", "et", "a", "n")
"""Ends of names that are of one place: Servicesenteret, Gjenvinningsstasjonen."""

SUPPORT = ("stab", "stabs", "fellestjenester", "fellestenester")
"""Words that say the service only where no other word does: «Stab helse og mestring»."""

ORGANISED = re.compile(
    r"(?:s|-)?(?:enhet|eining|avdeling|seksjon|tj?enest[ea]|kontor|område|team|etat|senter|"
    r"virksomhet|verksemd|administrasjon|gruppe)(?:en|et|a|ene|r|n)?$"
)
"""What a unit is called after what it does: Eiendomsavdelingen, Barnehageenheten."""

NUMBERED = re.compile(r"^\W*\d[\d.]*\W+")
"""The number before the name of a unit."""

BETWEEN = re.compile(r"\s*[,;/&+]\s*|\s+[-\u2013]\s+|\s+(?:og|samt|and)\s+", re.I)
"""What stands between the parts of a name: "Sosial, NAV og barnevern"."""


@cache
def sector_words() -> dict[str, str]:
    """Everything a sector may be called, without case and signs -> sector."""
    table = catalogue.sectors()
    words = catalogue.table("sectors/sector_words")
    result = dict(zip(words["word"], words["sector"], strict=True))
    for row in table.itertuples():
        for name in (row.sector, row.name_nb, row.name_en):
            result[plain(str(name))] = str(row.sector)
    return result


@cache
def departments() -> dict[str, tuple[str, ...]]:
    """Departments that cover several sectors, without case and signs -> their sectors."""
    table = catalogue.table("sectors/departments")
    return {word: tuple(rows) for word, rows in table.groupby("word")["sector"]}


@cache
def sector_decider() -> Decide:
    """A function from what stands in a cell to a sector.

    A department such as "Oppvekst" gives all its sectors, joined by |. A name of several parts is
    read by its parts, where at least half of them are known.

    >>> [sector_decider()(v).code for v in ("Sosial, NAV og barnevern", "Eigedom og plan", "Ymse")]
    ['social_child_welfare', 'property_planning', '']
    """
    words, several, by_parts = sector_words(), departments(), parts_decider(0.5)
    table = catalogue.sectors()
    shown = list(table["name_nb"])
    names = dict(zip(table["sector"], table["name_nb"], strict=True))

    def decide(value: str) -> CodeAnswer:
        word = _core(value)
        if sector := words.get(word):
            return CodeAnswer(sector)
        if word in several:
            allowed = tuple(names[sector] for sector in several[word])
            return CodeAnswer(SEVERAL.join(several[word]), "department", allowed=allowed)
        if code := by_parts(value):
            found = code.split(SEVERAL)
            kind = "department" if len(found) > 1 else "sector_by_words"
            named = tuple(names[sector] for sector in found)
            return CodeAnswer(code, kind, named, {"sector": named[0]})
        return CodeAnswer("", "unknown_sector", allowed=tuple(nearest(value, shown, len(shown))))

    return decide


@cache
def parts_decider(known: float) -> Callable[[str], str]:
    """A function from a name of several parts to its sector; several joined by |, or "".

    Parameters
    ----------
    known : share of the parts that must be known, 0-1.

    Returns
    -------
    The sectors that all known parts have in common, else all of them.

    >>> [parts_decider(1)(v) for v in ("Administrasjon - HR og økonomi", "Eiendom og noe annet")]
    ['administration', '']
    """
    words, several, place = sector_words(), departments(), place_decider()

    def sectors(part: str) -> set[str]:
        word = _core(part)
        if word in words:
            return {words[word]}
        return set(several.get(word, ())) or {place(part).code} - {""}

    def decide(value: str) -> str:
        if _core(value) in words:
            return words[_core(value)]
        parts = [part for part in BETWEEN.split(value) if part.strip(" -")]
        found = [sector for sector in map(sectors, parts) if sector]
        if not found or len(found) < known * len(parts):
            return ""
        return SEVERAL.join(sorted(set.intersection(*found) or set.union(*found)))

    return decide


def _core(value: str) -> str:
    """A department's name without its number and without what all departments are called.

    >>> [_core(v) for v in ("2 Oppvekst", "Sektor for helse og omsorg", "Teknisk etat", "Skole")]
    ['oppvekst', 'helseogomsorg', 'teknisk', 'skole']
    """
    text = re.sub(r"^\W*\d[\d.]*\W+|\s*\(.*\)$", "", value).replace("&", " og ")
    text = re.sub(rf"(?i)^{CALLED}\W+(for\W+)?|\W+{CALLED}$", "", text)
    return plain(text) or plain(value)


def function_decider() -> Decide:
    """A function from what stands in a cell to the sector of a KOSTRA function.

    The function is the three digits at the start; up to three more are the municipality's own.
    """
    table = catalogue.kostra_functions()
    sectors = dict(zip(table["function"], table["sector"], strict=True))

    def decide(value: str) -> CodeAnswer:
        digits = re.match(r"(\d{3})(\d{0,3})(?!\d)", value)
        if digits and digits[1] in sectors:
            kind = "long_function" if digits[2].strip("0") else ""
            return CodeAnswer(sectors[digits[1]], kind, values={"code": digits[1]})
        near = tuple(code for code in sectors if len(value) > 1 and code[:2] == value[:2])
        return CodeAnswer("", "unknown_function", allowed=near)

    return decide


def unit_decider() -> Decide:
    """A function from the name of a unit to a sector, by what the place is: Solbakken barnehage.

    A word decides where it stands alone or ends a compound ("Sentrumsskolen"); words of different
    sectors decide nothing, but a sector of county municipalities goes before the municipal one that
    is like it: «Vik videregående skole». Else a name whose every part is a sector: "HR og
    økonomi". A number means something only through the planner's mapping.
    """
    decide_name, by_parts = place_decider(), parts_decider(1)
    names = dict(zip(*catalogue.sectors()[["sector", "name_nb"]].to_numpy().T, strict=True))

    def decide(value: str) -> CodeAnswer:
        answer = decide_name(value)
        if answer.code:
            return answer
        code = by_parts(NUMBERED.sub("", value))
        if code in names:
            return CodeAnswer(code, "sector_by_unit", values={"sector": names[code]})
        return CodeAnswer("", "unmapped_unit")

    return decide


@cache
def _functions() -> dict[str, str]:
    """Word of a place -> its KOSTRA function, "" where it may have several."""
    table = catalogue.table("sectors/unit_words")
    return dict(zip(table["word"], table["function"], strict=True))


@cache
def place_function(text: str) -> str:
    """The KOSTRA function that the words of a text name; empty where none or several do.

    >>> place_function("Solbakken SFO"), place_function("Assistent skole og SFO")
    ('215', '')
    """
    known = _functions()
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold())
    ends = (_known_end(word, known) or _known_end(in_bokmaal(word), known) for word in words)
    found = {known[end] for end in ends if end}
    return str(found.pop()) if len(found) == 1 else ""


def _known_end(word: str, known: Mapping[str, str]) -> str:
    """The longest known word that a word is or ends with, in the definite form or not.

    >>> _known_end("servicesenteret", {"servicesenter": "120"}), _known_end("navestad", {"nav": ""})
    ('servicesenter', '')
    """
    for start in range(max(len(word) - LONGEST, 0), max(len(word) - SHORTEST_END, 0) + 1):
        part = word[start:]
        forms = (part, *(part.removesuffix(end) for end in DEFINITE if part.endswith(end)))
        for form in forms:
            if form in known and (len(form) >= SHORTEST_END or form == word):
                return form
    return ""


@cache
def place_decider() -> Decide:
    """A function from any text to the one sector that its words name; empty where none does.

    >>> [place_decider()(v).code for v in ("Sola omsorgssenter", "Vikaskolen", "NAV", "Navestad")]
    ['health_care', 'school', 'social_child_welfare', '']
    >>> place_decider()("Eiendomsavdelingen").code, place_decider()("Barnehageenheten").code
    ('property_planning', 'kindergarten')
    >>> place_decider()("Habiliteringstenesta").code, place_decider()("Innbyggjartorget").code
    ('health_care', 'administration')
    """
    called = sector_words()
    table = catalogue.table("sectors/unit_words")
    known: dict[str, str] = dict(zip(table["word"], table["sector"], strict=True))
    names = dict(zip(catalogue.sectors()["sector"], catalogue.sectors()["name_nb"], strict=True))

    def sector_of(word: str) -> str:
        for part in (word, *word.split("-")):
            end = _known_end(part, known)
            stem = ORGANISED.sub("", part)
            called_so = "" if stem in ("", part) else known.get(stem) or called.get(stem, "")
            if found := known.get(end) or called_so:
                return found
        return ""

    def decide(value: str) -> CodeAnswer:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", value.casefold())
        told = {word: sector_of(word) or sector_of(in_bokmaal(word)) for word in words}
        found = {sector for word, sector in told.items() if word not in SUPPORT} - {""}
        found = found or set(told.values()) - {""}
        found -= {general for s in found if (general := catalogue.municipal_counterpart(s)) != s}
        if len(found) != 1:
            return CodeAnswer("")
        (sector,) = found
        return CodeAnswer(sector, "sector_by_unit", values={"sector": names[sector]})

    return decide
