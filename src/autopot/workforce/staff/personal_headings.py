"""Headings of columns with data about persons, by patterns rather than a list."""

from __future__ import annotations

import re

from autopot.workforce.staff.words import plain

THINGS = (
    r"stilling|yrke|enhet|eining|ansvar|avdeling|funksjon|sektor|kommune|fylke|tjeneste|teneste|"
    r"skole|skule|barnehage|virksomhet|verksemd|område|etat|seksjon|prosjekt|arbeidssted|selskap|"
    r"klient|firma|gruppe|kode|art|rolle|tariff|sted|unit|position|job|occupation|department|"
    r"municipality|function|company|file|org|kostra|nivå"
)
"""What has a name without being a person; plain headings that hold one of these are not names."""

OF_PERSONS = (
    r"(etter|for|mellom|full|fulle?|person|ansatte?s?|tilsettes?|medarbeid[ea]re?s?|innehavere?s?|"
    r"leders?|kalle|bruker|pike)na(v|m)n"
)
NAMED = re.compile(
    rf"{OF_PERSONS}|na(v|m)n(på)?(ansatt|tilsett|medarbeid|person|leder)|"
    r"(sur|last|first|full|given|middle|family|employee|user)name|nameofemployee"
)
ANY_NAME = re.compile(r"na[vm]n|name")

NEVER = re.compile(
    r"fødsel|fodsel|fødd|født|fodt|^f(ødsels)?dato|^fnr|fnr$|birth|^dob$|^dn(umme)?r$|"
    r"^pers(on)?(al)?\.?(n(umme)?r|id|ident|kode)|socialsec|^ssn$|nationalid|"
    r"^ansatt(e[rs]?)?(n(umme)?r|no|id|ident|t|navn)?$|^tilsett(n(umme)?r|id)?$|"
    r"arbeidsta?k[ea]re?|^medarbeid[ea]re?(n(umme)?r|id)?$|^employee|"
    r"^res(surs)?(n(umme)?r|id|navn)?t?$|^lønnsn(umme)?r|hpr(n(umme)?r)?$|"
    r"bruker(id|ident|kode|navn)|^nav?vident|ident$|initial|^signatur|^user|^login|"
    r"^e?mail|epost|tlf|telefon|phone|mobil|adresse?|address|postn(umme)?r|poststad|poststed|zip|"
    r"bosted|bustad|bokommune|kontonummer|kontonr|bankkonto|iban|"
    r"diagnos|sykm|sjukm|sykefrav|sjukefråv|egenmeld|fagforen|fagforbund|fagorganis|organisert|"
    r"perm(isjon)?s?(årsak|grunn)|fråværs?(årsak|grunn)|fraværs?(årsak|grunn)|uføre|gravid|"
    r"relig|etnis|nasjonalitet|nationality|statsborg|citizen|morsmål|fødeland|"
    r"sivilst|marital|ektefelle|pårør|^kjønn|^kjonn|^gender|^sex$|alder$|alder(pr|per|i)|^age$|"
    r"politiattest|straff|^person$|^pid$"
)
"""Never read, whatever the planner maps: who somebody is, how to reach them, body and faith."""

PAY = re.compile(
    r"lønn|løn$|lonn|^løn|salary|wage|^pay|gasje|honorar|skattekort|skattepro|pensjon|ansiennitet"
)
PAY_OF_A_POST = re.compile(r"årsverk|prosent|pst|fte|lønns?(art|type|form|ramme)|avlønning")

UNLESS_MAPPED = re.compile(
    r"merknad|kommentar|comment|remark|notat|^notes?$|bemerkning|anmerkning|fritekst|beskjed|"
    r"(^|nærmeste|nermaste|næraste|overordnede?|overordna|nærm|enhets|avdelings|personal|ansvarlig)"
    r"(leder|leiar)$|manager$|supervisor|kontaktperson|innehaver|^vikar(er|ierer)?for|erstatte|"
    r"stedfortreder|tillitsvalgt|verneombud|attestant|anviser|^id$|^kandidat|stillingsinneh"
)
"""Read only where the planner says that the column is something else."""


def personal_heading(heading: str) -> str:
    """Whether a heading is of personal data: "never" to be read, "unless_mapped", or "".

    Parameters
    ----------
    heading : as it stands, one that is not known as one of our columns.

    >>> [personal_heading(h) for h in ("Navn (fullt)", "Resnr (T)", "Stillingsnavn", "Merknad")]
    ['never', 'never', '', 'unless_mapped']
    """
    word = plain(heading)
    forms = (word, re.sub(r"(pr|per|i)?(\d{2,8})$", "", word))
    if any(_never(form) for form in forms):
        return "never"
    return "unless_mapped" if any(UNLESS_MAPPED.search(form) for form in forms) else ""


def _never(word: str) -> bool:
    if NAMED.search(word) or NEVER.search(word):
        return True
    if ANY_NAME.search(word) and not re.search(THINGS, word):
        return True
    return bool(PAY.search(word)) and not PAY_OF_A_POST.search(word)
