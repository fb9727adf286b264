"""Words of an explanation."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "potential": {
        "nb": "Teknisk potensial {mean} av arbeidstiden (90 %-intervall {low} til {high}).",
        "en": "Technical potential {mean} of working time (90 % interval {low} to {high}).",
    },
    "beside": {
        "nb": "… og {mean} prosentpoeng til ({low} til {high}) i oppgaver der mennesket selv er "
        "tjenesten. De står ved siden av og er ikke med i tallet over.",
        "en": "… and {mean} percentage points more ({low} to {high}) in tasks where the person is "
        "the service itself. They stand beside, and are not in the figure above.",
    },
    "sector_beside": {
        "nb": "Oppgavene der mennesket selv er tjenesten, står sist og ved siden av: {fte} "
        "årsverk, som ikke er med i sektorens potensial.",
        "en": "Tasks where the person is the service itself stand last and beside: {fte} FTE, "
        "which are not in the sector's potential.",
    },
    "apart": {"nb": "ved siden av", "en": "beside"},
    "classes": {"nb": "Av dette: {list}.", "en": "Of this: {list}."},
    "bridge": {
        "nb": "Kobling til ISCO-08 {isco} (på engelsk): {note}",
        "en": "Link to ISCO-08 {isco}: {note}",
    },
    "equal": {
        "nb": "Tidsbruken er ikke kartlagt: andelene er satt like, og modellen lar dem variere.",
        "en": "Time shares are equal since no time use is mapped yet; the model lets them vary.",
    },
    "sector": {
        "nb": "Oppgavene som bærer mest av potensialet, midt i hver lesnings spenn",
        "en": "The tasks that carry most of the potential, at the middle of each reading",
    },
    "occupation": {"nb": "Yrke", "en": "Occupation"},
    "work": {"nb": "Årsverk", "en": "FTE"},
    "automatable": {"nb": "Andel", "en": "Share"},
    "fte": {"nb": "Potensial", "en": "Potential"},
    "of_sector": {"nb": "Av sektoren", "en": "Of sector"},
    "task_readings": {
        "nb": "Hva hver lesning gir for hver oppgave, midt i sitt spenn",
        "en": "What each reading gives for each task, at the middle of its range",
    },
    "range": {"nb": "90 %", "en": "90 %"},
    "gate": {"nb": "Menneske", "en": "Person"},
    "privacy": {"nb": "Vern", "en": "Privacy"},
    "privacy_1": {"nb": "Ja", "en": "Yes"},
    "privacy_0": {"nb": "Nei", "en": "No"},
    "privacy_unknown": {"nb": "–", "en": "–"},
    "rules": {
        "nb": "Menneske: om lov eller plikt krever et menneske. Vern: om personvern eller "
        "sikkerhet må avklares før teknologien tas i bruk. Begge er vår egen koding.",
        "en": "Person: whether law or duty requires a person. Privacy: whether data protection or "
        "security must be settled before the technology is used. Both are our own coding.",
    },
    "human_rules": {
        "nb": "Regler og plikter som krever et menneske",
        "en": "Rules and duties that require a person, in Norwegian",
    },
    "rule": {"nb": "Regel eller plikt", "en": "Rule or duty"},
    "tasks": {"nb": "Oppgaver", "en": "Tasks"},
    "readings": {
        "nb": "Lesninger av evidensen for hele yrket",
        "en": "Readings of the evidence for the whole occupation",
    },
    "evidence": {"nb": "Publiserte mål", "en": "Published measures"},
    "technologies": {
        "nb": "Teknologier som ville gjort arbeidet",
        "en": "Technologies that would do the work",
    },
    "sources": {"nb": "Kilder", "en": "Sources"},
    "ilo_task": {"nb": "ILO-oppgave", "en": "ILO task"},
    "task": {"nb": "Oppgave", "en": "Task"},
    "time": {"nb": "Tid", "en": "Time"},
    "activity": {"nb": "Slag arbeid", "en": "Kind of work"},
    "score": {"nb": "ILO 2025", "en": "ILO 2025"},
    "weight": {"nb": "Vekt", "en": "Weight"},
    "value": {"nb": "Verdi", "en": "Value"},
    "measure": {"nb": "Mål", "en": "Measure"},
    "meaning": {"nb": "Betydning (på engelsk)", "en": "Meaning"},
    "coverage": {"nb": "Dekning", "en": "Coverage"},
    "source": {"nb": "Kilde", "en": "Source"},
    "share": {"nb": "Andel", "en": "Share"},
    "technology": {"nb": "Teknologi", "en": "Technology"},
    "citation": {"nb": "Henvisning", "en": "Citation"},
}

READINGS: dict[str, dict[str, str]] = {
    "score_above_floor": {"nb": "Over gulvet", "en": "Above floor"},
    "exposed_time": {"nb": "Halvert tid", "en": "Half time"},
    "whole_tasks": {"nb": "Hele oppgaver", "en": "Whole tasks"},
    "task_automation": {"nb": "Delvis hjelp", "en": "Help in part"},
    "activity_time": {"nb": "MGI", "en": "MGI"},
    "computerisation": {"nb": "F&O", "en": "F&O"},
}
"""Names of the readings, short enough for a column."""
