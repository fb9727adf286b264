"""Words of the answer, the terminal and the workbook."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "answer": {
        "nb": "Teknisk potensial: {share} av arbeidstiden (90 %-intervall {low} til {high}), "
        "det vil si {fte} av {base} årsverk ({fte_low} til {fte_high}).",
        "en": "Technical potential: {share} of working time (90 % interval {low} to {high}), "
        "that is {fte} of {base} FTE ({fte_low} to {fte_high}).",
    },
    "calibrated": {
        "nb": "KALIBRERT: oppgavenes andeler er flyttet innenfor evidensen for å treffe et oppgitt "
        "tall. Ukalibrert: {mean} (90 %-intervall {low} til {high}).",
        "en": "CALIBRATED: the tasks' shares were moved inside their evidence to meet a stated "
        "figure. Uncalibrated: {mean} (90 % interval {low} to {high}).",
    },
    "meaning": {
        "nb": "Dette er tid som teknologi kan ta over. Det er ikke innsparing, ikke tapte "
        "stillinger og ikke en prognose: innføring, gevinster og retten til å møte et menneske er "
        "ikke regnet med.",
        "en": "This is time that technology could take over. It is not savings, not jobs lost and "
        "not a forecast: adoption, benefits and the right to meet a person are not counted.",
    },
    "adds_up": {
        "nb": "Midtverdien er gjennomsnittet av {draws} trekninger, slik at tallene kan summeres. "
        "Intervallet går fra 5. til 95. prosentil og kan ikke summeres.",
        "en": "The middle value is the mean of {draws} draws, so that figures can be added. "
        "The interval runs from the 5th to the 95th percentile and cannot be added.",
    },
    "distance": {
        "nb": "KS-studien fra 2019 anslo om lag 20 % for storbykommunene (Menon 48/2019). "
        "Midtverdien her ligger {points} prosentpoeng {side}; 20 % er {inside} intervallet. "
        "Vektene er ikke tilpasset det tallet.",
        "en": "The 2019 study for KS estimated about 20 % for the big-city municipalities "
        "(Menon 48/2019). The middle value here lies {points} percentage points {side}; 20 % is "
        "{inside} the interval. The weights are not fitted to that figure.",
    },
    "distance_calibrated": {
        "nb": "KS-studien fra 2019 anslo om lag 20 % for storbykommunene (Menon 48/2019). Et "
        "kalibrert tall kan ikke brukes til å bekrefte det.",
        "en": "The 2019 study for KS estimated about 20 % for the big-city municipalities "
        "(Menon 48/2019). A calibrated figure cannot be used to confirm it.",
    },
    "is_calibrated": {"nb": "kalibrert", "en": "calibrated"},
    "same_mix": {
        "nb": "Kommunene ligger nær hverandre fordi bemanningen er anslått med samme yrkesblanding "
        "innen hver sektor. Bruk egne tall for å se forskjeller.",
        "en": "The municipalities lie close together because their workforce is estimated with the "
        "same mix of occupations within each sector. Use own figures to see differences.",
    },
    "above": {"nb": "over", "en": "above"},
    "below": {"nb": "under", "en": "below"},
    "inside": {"nb": "innenfor", "en": "inside"},
    "outside": {"nb": "utenfor", "en": "outside"},
    "first": {
        "nb": "Størst potensial har {sector}, i {share} av trekningene.",
        "en": "The largest potential is in {sector}, in {share} of the draws.",
    },
    "total": {"nb": "Samlet", "en": "Total"},
    "municipality": {"nb": "Kommune", "en": "Municipality"},
    "sector": {"nb": "Sektor", "en": "Sector"},
    "occupation": {"nb": "Yrke", "en": "Occupation"},
    "technology": {"nb": "Teknologi", "en": "Technology"},
    "radar_class": {"nb": "Radarklasse", "en": "Radar class"},
    "human_required": {"nb": "Menneske påkrevd", "en": "Person required"},
    "gate_none": {"nb": "Nei eller ukjent", "en": "No, or unknown"},
    "gate_partly": {"nb": "Delvis", "en": "Partly"},
    "gate_fully": {"nb": "Helt", "en": "Fully"},
    "gate_title": {
        "nb": "Potensial etter om lov eller plikt krever et menneske, andel av sektorens årsverk",
        "en": "Potential by whether law or duty requires a person, share of the sector's FTE",
    },
    "gate_note": {
        "nb": "Delvis: et menneske må bestemme, se eller skrive under. Helt: mennesket er selve "
        "tjenesten. Kodingen er vår egen.",
        "en": "Partly: a person must decide, see or sign. Fully: the person is the service itself. "
        "The coding is our own.",
    },
    "sheet_sector_human_required": {
        "nb": "Menneske påkrevd",
        "en": "Person required",
    },
    "code": {"nb": "Kode", "en": "Code"},
    "fte_base": {"nb": "Årsverk", "en": "FTE"},
    "share_mean": {"nb": "Potensial, andel", "en": "Potential, share"},
    "share_p05": {"nb": "Andel, lav (5 %)", "en": "Share, low (5 %)"},
    "share_p25": {"nb": "Andel, 25 %", "en": "Share, 25 %"},
    "share_p50": {"nb": "Andel, median", "en": "Share, median"},
    "share_p75": {"nb": "Andel, 75 %", "en": "Share, 75 %"},
    "share_p95": {"nb": "Andel, høy (95 %)", "en": "Share, high (95 %)"},
    "fte_mean": {"nb": "Potensial, årsverk", "en": "Potential, FTE"},
    "fte_p05": {"nb": "Årsverk, lav (5 %)", "en": "FTE, low (5 %)"},
    "fte_p25": {"nb": "Årsverk, 25 %", "en": "FTE, 25 %"},
    "fte_p50": {"nb": "Årsverk, median", "en": "FTE, median"},
    "fte_p75": {"nb": "Årsverk, 75 %", "en": "FTE, 75 %"},
    "fte_p95": {"nb": "Årsverk, høy (95 %)", "en": "FTE, high (95 %)"},
    "sheet_read_me": {"nb": "Les dette først", "en": "Read this first"},
    "sheet_total": {"nb": "Samlet", "en": "Total"},
    "sheet_municipality": {"nb": "Kommuner", "en": "Municipalities"},
    "sheet_sector": {"nb": "Sektorer", "en": "Sectors"},
    "sheet_municipality_sector": {"nb": "Kommune og sektor", "en": "Municipality and sector"},
    "sheet_radar_class": {"nb": "Radar", "en": "Radar"},
    "sheet_municipality_radar_class": {
        "nb": "Kommune og radar",
        "en": "Municipality and radar",
    },
    "sheet_sector_radar_class": {"nb": "Sektor og radar", "en": "Sector and radar"},
    "sheet_technology": {"nb": "Teknologier", "en": "Technologies"},
    "sheet_occupation": {"nb": "Yrker", "en": "Occupations"},
    "sheet_assumptions": {"nb": "Forutsetninger", "en": "Assumptions"},
    "sheet_radar": {"nb": "Radarens plassering", "en": "Radar placement"},
    "sheet_sources": {"nb": "Kilder", "en": "Sources"},
    "setting": {"nb": "Innstilling", "en": "Setting"},
    "value": {"nb": "Verdi", "en": "Value"},
    "origin": {"nb": "Fil og linje", "en": "File and line"},
    "category": {"nb": "Bruksområde", "en": "Category"},
    "solution_maturity": {"nb": "Løsningens modenhet (0-3)", "en": "Solution maturity (0-3)"},
    "use_understanding": {"nb": "Forståelse av bruken (0-3)", "en": "Understanding of use (0-3)"},
    "basis": {"nb": "Grunnlag", "en": "Basis"},
    "own_radar": {
        "nb": "Radaren er vår egen plassering; hele KS-radaren fra 2019 er ikke tilgjengelig.",
        "en": "The radar is our own placement; the KS radar of 2019 is not available in full.",
    },
    "source_id": {"nb": "Kilde", "en": "Source"},
    "citation": {"nb": "Henvisning", "en": "Citation"},
    "licence": {"nb": "Lisens", "en": "Licence"},
    "url": {"nb": "Adresse", "en": "Address"},
    "note": {"nb": "Merknad", "en": "Note"},
    "share_short": {"nb": "Andel", "en": "Share"},
    "interval_short": {"nb": "90 %", "en": "90 %"},
    "fte_short": {"nb": "Potensial", "en": "Potential"},
    "radar_title": {
        "nb": "Potensial etter radarklasse, andel av årsverkene",
        "en": "Potential by radar class, share of FTE",
    },
    "file_tables": {"nb": "til Excel, les første ark først", "en": "for Excel, first sheet first"},
    "file_potential": {"nb": "alle tall på lang form", "en": "all figures in long form"},
    "file_scenario": {"nb": "forutsetningene, fullt ut", "en": "the assumptions in full"},
    "file_manifest": {
        "nb": "versjoner og kontrollsummer",
        "en": "versions and checksums",
    },
    "files": {"nb": "Filer", "en": "Files"},
}
