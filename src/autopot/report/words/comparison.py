"""Words of comparisons."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "section_workforce": {"nb": "Bemanning", "en": "Workforce"},
    "section_evidence": {"nb": "Lesning av evidensen", "en": "Reading of the evidence"},
    "section_human_required": {"nb": "Menneske påkrevd", "en": "Person required"},
    "section_physical": {"nb": "Roboter", "en": "Robots"},
    "section_horizon": {"nb": "Tidshorisont", "en": "Time horizon"},
    "section_uncertainty": {"nb": "Størrelsen på feilene", "en": "Size of the errors"},
    "section_calibrate": {"nb": "Kalibrering", "en": "Calibration"},
    "section_radar": {"nb": "Radar", "en": "Radar"},
    "section_adoption": {"nb": "Innføring", "en": "Adoption"},
    "section_realisation": {"nb": "Gevinst", "en": "Benefits"},
    "section_workforce_is": {
        "nb": "Hvem som arbeider hvor, eller hvilke kommuner som er med.",
        "en": "Who works where, or which municipalities take part.",
    },
    "section_evidence_is": {
        "nb": "Hva «kan automatiseres» skal bety: hvilke lesninger som teller, og hvor mye.",
        "en": "What “can be automated” is to mean: which readings count, and how much.",
    },
    "section_human_required_is": {
        "nb": "Om tid der mennesket selv er tjenesten, regnes med, og hvor mye som teller der lov "
        "eller plikt krever et menneske.",
        "en": "Whether time where the person is the service itself is counted, and how much counts "
        "where law or duty requires a person.",
    },
    "section_physical_is": {
        "nb": "Hvor mye av det fysiske arbeidet roboter kan ta.",
        "en": "How much of physical work robots can take.",
    },
    "section_horizon_is": {
        "nb": "Hvor langt fram tallet gjelder, og om teknologien blir bedre underveis.",
        "en": "How far ahead the figure looks, and whether technology improves on the way.",
    },
    "section_uncertainty_is": {
        "nb": "Hvor usikre tallene antas å være.",
        "en": "How uncertain the figures are taken to be.",
    },
    "section_calibrate_is": {
        "nb": "Om tallet er flyttet for å treffe et oppgitt nivå.",
        "en": "Whether the figure was moved to meet a stated level.",
    },
    "section_radar_is": {
        "nb": "Hvilke teknologier som finnes, og hvor klare de er.",
        "en": "Which technologies there are, and how ready they are.",
    },
    "section_adoption_is": {
        "nb": "Når teknologien tas i bruk.",
        "en": "When technology is taken into use.",
    },
    "section_realisation_is": {
        "nb": "Hvor mye av tiden som frigjøres, som tas ut.",
        "en": "How much of the freed time is taken out.",
    },
    "compare_kind": {"nb": "Sammenligning av scenarioer", "en": "Comparison of scenarios"},
    "compare_answer": {
        "nb": "Teknisk potensial: {list}.",
        "en": "Technical potential: {list}.",
    },
    "compare_one": {
        "nb": "{title} {share} ({low}–{high})",
        "en": "{title} {share} ({low}–{high})",
    },
    "compare_same_numbers": {
        "nb": "Alle scenarioer er regnet med de samme tilfeldige tallene. «Over» er hvor ofte "
        "andelen er høyere enn i {first}, trekning for trekning. Intervallene er på 90 %.",
        "en": "All scenarios use the same random numbers. “Above” is how often the share is higher "
        "than in {first}, draw by draw. Intervals are 90 %.",
    },
    "compare_levels": {"nb": "Side om side", "en": "Side by side"},
    "compare_above": {"nb": "Over", "en": "Above"},
    "compare_why": {"nb": "Hva forskjellen består av", "en": "What the difference is made of"},
    "compare_why_text": {
        "nb": "Forskjellen er delt på de delene av scenarioet som er ulike. Hver del er "
        "gjennomsnittet over alle rekkefølger de kan byttes i (Shapley-verdier), og delene "
        "summerer til hele forskjellen. Streken er delens 90 %-intervall.",
        "en": "The difference is split over the parts of the scenario that differ. Each part is "
        "the mean over all orders of exchanging them (Shapley values), and the parts add up to the "
        "difference. The line is the part's 90 % interval.",
    },
    "compare_part": {"nb": "Del", "en": "Part"},
    "compare_points": {"nb": "Prosentpoeng", "en": "Percentage points"},
    "compare_fte": {"nb": "Årsverk", "en": "FTE"},
    "compare_sum": {"nb": "I alt", "en": "In all"},
    "compare_equal": {
        "nb": "{other} og {first} har de samme innstillingene for dette tallet.",
        "en": "{other} and {first} have the same settings for this figure.",
    },
    "compare_against": {"nb": "{other} mot {first}", "en": "{other} against {first}"},
    "compare_settings": {"nb": "Innstillinger som er ulike", "en": "Settings that differ"},
    "compare_trace_text": {
        "nb": "Hvert tall står i compare.xlsx: arket Nivå og arket Forskjellen delt. Slå på "
        "sporing for å se rad og kolonne.",
        "en": "Every figure stands in compare.xlsx: sheets Nivå and Forskjellen delt. Switch "
        "tracing on to see row and column.",
    },
    "compare_run": {"nb": "Kjøring", "en": "Run"},
    "compare_scenarios": {"nb": "Scenarioer", "en": "Scenarios"},
    "plot_compare": {
        "nb": "Scenarioene side om side, andel av arbeidstiden",
        "en": "The scenarios side by side, share of working time",
    },
    "plot_compare-fte": {
        "nb": "Scenarioene side om side, årsverk",
        "en": "The scenarios side by side, FTE",
    },
    "plot_waterfall": {
        "nb": "Fra {first} til {other}, andel av arbeidstiden",
        "en": "From {first} to {other}, share of working time",
    },
    "plot_waterfall-fte": {
        "nb": "Fra {first} til {other}, årsverk",
        "en": "From {first} to {other}, FTE",
    },
    "alt_compare": {
        "nb": "{title}. Samlet: {list}.",
        "en": "{title}. Total: {list}.",
    },
}
