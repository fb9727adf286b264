"""Words about time where the person is the service, and about ranks that are not certain."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "beside_answer": {
        "nb": "Ved siden av står {share} prosentpoeng til ({low} til {high}), {fte} årsverk "
        "({fte_low} til {fte_high}), der mennesket selv er tjenesten, som å undervise, leke, "
        "trøste og stelle. Den tiden er ikke med i tallet over, og heller ikke i noe som kan tas i "
        "bruk eller tas ut.",
        "en": "Beside it stand {share} percentage points more ({low} to {high}), {fte} FTE "
        "({fte_low} to {fte_high}), where the person is the service itself, such as "
        "teaching, playing, comforting and caring. That time is not in the figure above, nor in "
        "anything that can be taken into use or taken out.",
    },
    "counted_answer": {
        "nb": "Scenarioet regner med tid der mennesket selv er tjenesten: {share} prosentpoeng "
        "({low} til {high}), {fte} årsverk ({fte_low} til {fte_high}). Uten den tiden er "
        "potensialet {other} ({other_low} til {other_high}).",
        "en": "The scenario counts time where the person is the service itself: {share} percentage "
        "points ({low} to {high}), {fte} FTE ({fte_low} to {fte_high}). Without that time the "
        "potential is {other} ({other_low} to {other_high}).",
    },
    "distance_with": {
        "nb": "Regnes tiden der mennesket selv er tjenesten, med, er midtverdien {share} "
        "({low} til {high}), {points} prosentpoeng {side}, og 20 % er {inside} det intervallet. "
        "Studien er gjort på yrkesnivå, og vi vet ikke om slik tid er med i tallet.",
        "en": "With the time where the person is the service itself, the middle value is {share} "
        "({low} to {high}), {points} percentage points {side}, and 20 % is {inside} that interval. "
        "The study was made on the level of occupations, and we do not know whether its figure "
        "holds such time.",
    },
    "distance_without": {
        "nb": "Uten tiden der mennesket selv er tjenesten, er midtverdien {share} ({low} til "
        "{high}), {points} prosentpoeng {side}, og 20 % er {inside} det intervallet. Studien er "
        "gjort på yrkesnivå, og vi vet ikke om slik tid er med i tallet.",
        "en": "Without the time where the person is the service itself, the middle value is "
        "{share} ({low} to {high}), {points} percentage points {side}, and 20 % is {inside} that "
        "interval. The study was made on the level of occupations, and we do not know whether its "
        "figure holds such time.",
    },
    "ranks_none": {
        "nb": "Ingen sektor har sikkert den høyeste andelen.",
        "en": "No sector certainly has the highest share.",
    },
    "ranks_none_shown": {
        "nb": "Ingen av sektorene som vises, har sikkert den høyeste andelen.",
        "en": "None of the sectors shown certainly has the highest share.",
    },
    "ranks_group": {
        "nb": "Plass {first}–{last} kan ikke rangeres sikkert mot hverandre: {list}.",
        "en": "Places {first}–{last} cannot be ranked with certainty against each other: {list}.",
    },
    "ranks_one": {"nb": "Plass {first}: {list}.", "en": "Place {first}: {list}."},
    "ranks_rule": {
        "nb": "En sektor står over en annen bare der andelen er høyere i minst 95 % av "
        "trekningene. Sektorer med samme plasser står i fast rekkefølge.",
        "en": "A sector stands above another only where its share is higher in at least 95 % of "
        "the draws. Sectors with the same places stand in a fixed order.",
    },
    "place": {"nb": "Plass", "en": "Place"},
    "beside": {"nb": "Mennesket er tjenesten", "en": "The person is the service"},
    "beside_short": {"nb": "Ved siden av", "en": "Beside"},
    "share_beside_mean": {
        "nb": "Ved siden av: mennesket er tjenesten, andel",
        "en": "Beside: the person is the service, share",
    },
    "share_beside_p05": {
        "nb": "Ved siden av, andel, lav (5 %)",
        "en": "Beside, share, low (5 %)",
    },
    "share_beside_p95": {
        "nb": "Ved siden av, andel, høy (95 %)",
        "en": "Beside, share, high (95 %)",
    },
    "fte_beside_mean": {
        "nb": "Ved siden av: mennesket er tjenesten, årsverk",
        "en": "Beside: the person is the service, FTE",
    },
    "fte_beside_p05": {
        "nb": "Ved siden av, årsverk, lav (5 %)",
        "en": "Beside, FTE, low (5 %)",
    },
    "fte_beside_p95": {
        "nb": "Ved siden av, årsverk, høy (95 %)",
        "en": "Beside, FTE, high (95 %)",
    },
    "beside_note": {
        "nb": "«Ved siden av» er tid der mennesket selv er tjenesten. Den er ikke med i "
        "potensialet, og den er ikke tid som kan tas ut.",
        "en": "“Beside” is time where the person is the service itself. It is not in the "
        "potential, and it is not time that can be taken out.",
    },
    "beside_not_in": {
        "nb": "Tid der mennesket selv er tjenesten, er ikke med i disse tallene.",
        "en": "Time where the person is the service itself is not in these figures.",
    },
    "plan_beside": {
        "nb": "Et tiltak kan ikke ta ut tid der mennesket selv er tjenesten. Den er ikke med.",
        "en": "No measure can take out time where the person is the service itself. It is not in.",
    },
    "plan_counted": {
        "nb": "Scenarioet regner også med tid der mennesket selv er tjenesten.",
        "en": "The scenario counts time where the person is the service itself too.",
    },
    "beside_in": {
        "nb": "Scenarioet regner med tid der mennesket selv er tjenesten, også i disse tallene.",
        "en": "The scenario counts time where the person is the service itself, in these figures "
        "too.",
    },
    "page_beside": {
        "nb": "Der mennesket selv er tjenesten, ved siden av",
        "en": "Where the person is the service itself, beside",
    },
    "with_beside": {
        "nb": "Med tid der mennesket er tjenesten",
        "en": "With time where the person is the service",
    },
    "both_label": {"nb": "Med «ved siden av»", "en": "With “beside”"},
    "gate_beside": {
        "nb": "Laget «Helt» står ved siden av og er ikke med i sektorens potensial.",
        "en": "The layer “Fully” stands beside, and is not in the sector's potential.",
    },
    "compare_beside": {
        "nb": "Ved siden av, der mennesket selv er tjenesten: {list}.",
        "en": "Beside these, where the person is the service itself: {list}.",
    },
    "counted": {"nb": "Med i hovedtallet", "en": "In the main figure"},
    "layer_counted": {"nb": "ja", "en": "yes"},
    "layer_beside": {"nb": "nei, ved siden av", "en": "no, beside it"},
    "plot_beside": {
        "nb": "Ved siden av hovedtallet: tid der mennesket selv er tjenesten, andel av "
        "arbeidstiden",
        "en": "Beside the main figure: time where the person is the service itself, share of "
        "working time",
    },
}

COLUMNS: dict[str, dict[str, str]] = {
    "counted": {
        "nb": "Om tiden er med i hovedtallet, eller står ved siden av fordi mennesket selv er "
        "tjenesten",
        "en": "Whether the time is in the main figure, or stands beside it because the person is "
        "the service itself",
    },
    "place": {
        "nb": "Plasser sektoren kan ha etter andel; bare en plass som står alene, er sikker",
        "en": "Places the sector may have by share; only a place that stands alone is certain",
    },
    **{
        f"{unit}_beside_{value}": {
            "nb": f"Tid der mennesket selv er tjenesten, {unit_nb}: {value_nb}. Ikke med i "
            "potensialet, og ikke tid som kan tas ut",
            "en": f"Time where the person is the service itself, {unit_en}: {value_en}. Not in the "
            "potential, and not time that can be taken out",
        }
        for unit, unit_nb, unit_en in (
            ("share", "andel av årsverkene", "share of FTE"),
            ("fte", "årsverk", "FTE"),
        )
        for value, value_nb, value_en in (
            ("mean", "gjennomsnittet av trekningene", "mean of the draws"),
            ("p05", "5. prosentil", "5th percentile"),
            ("p95", "95. prosentil", "95th percentile"),
        )
    },
}
