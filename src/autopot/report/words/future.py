"""Words about what is taken into use and taken out by year."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "year": {"nb": "År", "en": "Year"},
    "kind": {"nb": "Hva", "en": "Kind"},
    "group": {"nb": "Gruppe", "en": "Group"},
    "thing": {"nb": "Navn", "en": "Name"},
    "adopted": {"nb": "Tatt i bruk", "en": "In use"},
    "realised": {"nb": "Tatt ut", "en": "Taken out"},
    "quality": {"nb": "Kvalitet", "en": "Quality"},
    "future_title": {
        "nb": "Hva kan tas i bruk, og hva kan tas ut? Alle kommuner samlet",
        "en": "What can be taken into use, and what can be taken out? All municipalities",
    },
    "future_note": {
        "nb": "Andelene er av alle årsverk. Tatt i bruk: den delen av det tekniske potensialet der "
        "teknologien er kommet i bruk siden {base_year}. Tatt ut: den delen av dette som "
        "virksomheter etter erfaring klarer å hente ut som frigjort tid. Det er tid regnet om til "
        "årsverk, ikke stillinger som forsvinner, og kommunen velger hva den brukes til. Kvalitet: "
        "tid som er frigjort i så små biter at den ikke kan bli til årsverk. Fart og gevinst "
        "hviler på få og grove tall, og mye er vår vurdering: les intervallet, ikke midten.",
        "en": "Shares are of all FTE. In use: the part of the technical potential whose technology "
        "has come into use since {base_year}. Taken out: the part of that which organisations by "
        "experience manage to realise as freed time. It is time counted in FTE, not jobs that "
        "disappear, and the municipality chooses what it is used for. Quality: time freed in "
        "pieces so small that it cannot become FTE. Speed and benefits rest on few and rough "
        "figures, and much is our judgement: read the interval, not the middle.",
    },
    "future_barriers": {
        "nb": "Barrierene er ikke vurdert. Svar på fem spørsmål med autopot assess, så blir "
        "tallene deres egne.",
        "en": "The barriers are not judged. Answer five questions with autopot assess, and the "
        "figures are about you.",
    },
    "adopted_share": {"nb": "Tatt i bruk, andel", "en": "In use, share"},
    "realised_share": {"nb": "Tatt ut, andel", "en": "Taken out, share"},
    "quality_fte": {"nb": "Kvalitet, årsverk", "en": "Quality, FTE"},
    "sheet_future": {"nb": "Innføring og gevinst", "en": "Adoption and benefits"},
    "hours_mean": {"nb": "Timer", "en": "Hours"},
    "hours_p05": {"nb": "Timer, lav (5 %)", "en": "Hours, low (5 %)"},
    "hours_p95": {"nb": "Timer, høy (95 %)", "en": "Hours, high (95 %)"},
    "nok_mean": {"nb": "Kroner", "en": "NOK"},
    "nok_p05": {"nb": "Kroner, lav (5 %)", "en": "NOK, low (5 %)"},
    "nok_p95": {"nb": "Kroner, høy (95 %)", "en": "NOK, high (95 %)"},
    "share_year_mean": {"nb": "Andel i året", "en": "Share in the year"},
    "share_year_p05": {"nb": "Andel i året, lav (5 %)", "en": "Share in the year, low (5 %)"},
    "share_year_p95": {"nb": "Andel i året, høy (95 %)", "en": "Share in the year, high (95 %)"},
    "fte_year_mean": {"nb": "Årsverk i året", "en": "FTE in the year"},
    "fte_year_p05": {"nb": "Årsverk i året, lav (5 %)", "en": "FTE in the year, low (5 %)"},
    "fte_year_p95": {"nb": "Årsverk i året, høy (95 %)", "en": "FTE in the year, high (95 %)"},
}
