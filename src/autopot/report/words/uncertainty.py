"""Names of factors and readings, short and in plain words."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "factor_evidence": {"nb": "Lesning av evidensen", "en": "Reading of the evidence"},
    "factor_capability": {"nb": "Teknologienes evne", "en": "What technologies can do"},
    "factor_transfer": {
        "nb": "Overføring til norske kommuner",
        "en": "Transfer to Norwegian municipalities",
    },
    "factor_tasks": {"nb": "Enkeltoppgaver", "en": "Single tasks"},
    "factor_time_use": {"nb": "Tidsbruk", "en": "Time use"},
    "factor_workforce": {"nb": "Anslått bemanning", "en": "Estimated workforce"},
    "factor_adoption": {"nb": "Når det tas i bruk", "en": "When it is taken into use"},
    "factor_realisation": {"nb": "Hva som tas ut", "en": "What is taken out"},
    "factor_evidence_short": {"nb": "Lesning", "en": "Reading"},
    "factor_capability_short": {"nb": "Teknologi", "en": "Technology"},
    "factor_transfer_short": {"nb": "Overføring", "en": "Transfer"},
    "factor_tasks_short": {"nb": "Oppgaver", "en": "Tasks"},
    "factor_time_use_short": {"nb": "Tidsbruk", "en": "Time use"},
    "factor_workforce_short": {"nb": "Bemanning", "en": "Workforce"},
    "factor_adoption_short": {"nb": "I bruk", "en": "In use"},
    "factor_realisation_short": {"nb": "Tatt ut", "en": "Taken out"},
    "reading_whole_tasks": {"nb": "Hele oppgaver", "en": "Whole tasks"},
    "reading_whole_tasks_is": {
        "nb": "Streng: bare oppgaver der maskinen gjør nesten alt, og et menneske ser over.",
        "en": "Strict: only tasks where the machine does nearly all, and a person checks.",
    },
    "reading_exposed_time": {"nb": "Halvert tid", "en": "Time halved"},
    "reading_exposed_time_is": {
        "nb": "Middels: halve tiden av oppgaver som en språkmodell kan gjøre på halve tiden.",
        "en": "Middle: half the time of tasks that a language model can do in half the time.",
    },
    "reading_score_above_floor": {"nb": "ILO over gulvet", "en": "ILO above the floor"},
    "reading_score_above_floor_is": {
        "nb": "Middels: ILOs karakter for hver oppgave, når nivået for rent fysisk arbeid er "
        "trukket fra.",
        "en": "Middle: the ILO score of each task, less the level of purely physical work.",
    },
    "reading_activity_time": {"nb": "Slag arbeid (MGI)", "en": "Kind of work (MGI)"},
    "reading_activity_time_is": {
        "nb": "Vid: hvor mye av hvert slag arbeid kjent teknologi kan ta når den tilpasses, "
        "roboter medregnet.",
        "en": "Wide: how much of each kind of work known technology can do once adapted, robots "
        "included.",
    },
    "reading_task_automation": {"nb": "Delvis hjelp", "en": "Help in part"},
    "reading_task_automation_is": {
        "nb": "Vid: også hjelp med en del av oppgaven regnes med.",
        "en": "Wide: help with a part of the task counts too.",
    },
    "reading_computerisation": {"nb": "Frey og Osborne", "en": "Frey and Osborne"},
    "reading_computerisation_is": {
        "nb": "Sannsynlighet for at hele yrket kan automatiseres (2013), lest som andel av tiden. "
        "Tatt med for sammenligning.",
        "en": "Probability that the whole occupation can be computerised (2013), read as a share "
        "of time. Kept for comparison.",
    },
}
