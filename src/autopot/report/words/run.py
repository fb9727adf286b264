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
    "distance_others": {
        "nb": "KS-studien fra 2019 anslo om lag 20 % for storbykommunene (Menon 48/2019). Tallene "
        "her gjelder en annen bemanning og kan ikke sammenlignes direkte med det.",
        "en": "The 2019 study for KS estimated about 20 % for the big-city municipalities "
        "(Menon 48/2019). The figures here are of another workforce and cannot be compared "
        "directly with it.",
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
        "nb": "Den høyeste andelen har {sector}, i {share} av trekningene.",
        "en": "The highest share is in {sector}, in {share} of the draws.",
    },
    "total": {"nb": "Samlet", "en": "Total"},
    "municipality": {"nb": "Kommune", "en": "Municipality"},
    "sector": {"nb": "Sektor", "en": "Sector"},
    "occupation": {"nb": "Yrke", "en": "Occupation"},
    "own_titles": {"nb": "Hos dere", "en": "Your titles"},
    "own_short": {"nb": "hos dere", "en": "your titles"},
    "and_more": {"nb": "og {count} til", "en": "and {count} more"},
    "many_towns": {"nb": "{count} kommuner", "en": "{count} municipalities"},
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
    "share_mean": {"nb": "Teknisk potensial, andel", "en": "Technical potential, share"},
    "share_p05": {"nb": "Andel, lav (5 %)", "en": "Share, low (5 %)"},
    "share_p25": {"nb": "Andel, 25 %", "en": "Share, 25 %"},
    "share_p50": {"nb": "Andel, median", "en": "Share, median"},
    "share_p75": {"nb": "Andel, 75 %", "en": "Share, 75 %"},
    "share_p95": {"nb": "Andel, høy (95 %)", "en": "Share, high (95 %)"},
    "fte_mean": {"nb": "Teknisk potensial, årsverk", "en": "Technical potential, FTE"},
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
    "basis": {"nb": "Grunnlag", "en": "Basis (in Norwegian)"},
    "own_radar": {
        "nb": "Radaren er vår egen plassering; KS-radaren fra 2019 er et vedlegg som vi ikke har "
        "lest.",
        "en": "The radar is our own placement; the KS radar of 2019 is an annex that we have not "
        "read.",
    },
    "source_id": {"nb": "Kilde", "en": "Source"},
    "citation": {"nb": "Henvisning", "en": "Citation"},
    "licence": {"nb": "Lisens", "en": "Licence"},
    "url": {"nb": "Adresse", "en": "Address"},
    "note": {"nb": "Merknad (på engelsk)", "en": "Note"},
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
    "radar_technologies": {
        "nb": "Teknologier på radaren, innerste ring først",
        "en": "Technologies on the radar, inner ring first",
    },
    "readiness_title": {
        "nb": "Hvor mye av potensialet er klart nå?",
        "en": "How much of the potential is ready now?",
    },
    "readiness_now": {"nb": "Klart nå", "en": "Ready now"},
    "readiness_later": {"nb": "Senere", "en": "Later"},
    "readiness_hold": {"nb": "Herav avvent", "en": "Of which hold"},
    "readiness_note": {
        "nb": "Andeler av det tekniske potensialet. Klart nå: teknologi i klassene Ta i bruk og "
        "Test og piloter. Senere: Utred og Avvent. Avvent betyr at løsninger ikke finnes og bruken "
        "er ukjent, ikke at kommunen bør gå bort fra teknologien.",
        "en": "Shares of the technical potential. Ready now: technology in the classes Adopt and "
        "Trial. Later: Assess and Hold. Hold means that no solution exists and the use is unknown, "
        "not that the municipality should move away from the technology.",
    },
    "readiness_potential": {"nb": "Potensial, årsverk", "en": "Potential, FTE"},
    "movement": {"nb": "Siden sist", "en": "Since last"},
    "movement_new": {"nb": "ny", "en": "new"},
    "movement_in": {"nb": "flyttet inn", "en": "moved in"},
    "movement_out": {"nb": "flyttet ut", "en": "moved out"},
    "movement_none": {"nb": "", "en": ""},
    "movement_unknown": {
        "nb": "Ingen tidligere radar er oppgitt (--previous), så ingenting er merket som nytt "
        "eller flyttet.",
        "en": "No earlier radar is given (--previous), so nothing is marked as new or moved.",
    },
    "movement_gone": {
        "nb": "Sto på den forrige radaren, men ikke på denne: {names}.",
        "en": "On the earlier radar but not on this one: {names}.",
    },
    "and": {"nb": "og", "en": "and"},
    "hidden": {"nb": "skjult", "en": "hidden"},
    "blip_class": {"nb": "Klasse: {name}. {meaning}.", "en": "Class: {name} (Norwegian: {nb})."},
    "blip_potential": {
        "nb": "Teknisk potensial{mark}: {fte} årsverk (90 %-intervall {fte_low} til {fte_high}), "
        "{share} av årsverkene ({low} til {high}). Det er ikke innsparing.",
        "en": "Technical potential{mark}: {fte} FTE (90 % interval {fte_low} to {fte_high}), "
        "{share} of FTE ({low} to {high}). It is not savings.",
    },
    "blip_no_potential": {
        "nb": "Går på tvers av de andre og har ikke eget potensial.",
        "en": "Runs across the others and has no potential of its own.",
    },
    "blip_hidden": {
        "nb": "Potensialet vises ikke, fordi det gjelder få ansatte.",
        "en": "The potential is not shown, because few employees are concerned.",
    },
    "blip_sectors": {
        "nb": "Potensialet ligger mest i {sectors}.",
        "en": "Most of the potential is in {sectors}.",
    },
    "blip_sectors_shown": {
        "nb": "Av sektorene som vises, ligger potensialet mest i {sectors}.",
        "en": "Of the sectors shown, most of the potential is in {sectors}.",
    },
    "blip_basis": {
        "nb": "Løsningen: {maturity}. Bruken: {understanding}.",
        "en": "",
    },
    "blip_hold": {
        "nb": "Avvent betyr at løsninger ikke finnes og bruken er ukjent, ikke at kommunen bør gå "
        "bort fra teknologien.",
        "en": "Hold means that no solution exists and the use is unknown, not that the "
        "municipality should move away from the technology.",
    },
    "blip_gone": {
        "nb": "Står ikke lenger på radaren.",
        "en": "No longer on the radar.",
    },
    "export_thoughtworks": {
        "nb": "Ringer og kvadranter er på engelsk. Verktøyet på radar.thoughtworks.com godtar bare "
        "Thoughtworks' egne kvadranter; disse navnene krever at dere kjører verktøyet selv "
        "(docs/radar.md).",
        "en": "Rings and quadrants are in English. The tool at radar.thoughtworks.com takes only "
        "Thoughtworks' own quadrants; these names need a radar that you host yourself "
        "(docs/radar.md).",
    },
    "export_first": {
        "nb": "Første utgave i mappen. Fra neste utgave finner verktøyet selv hva som er nytt.",
        "en": "First release in the folder. From the next one the tool finds what is new.",
    },
    "export_unchanged": {
        "nb": "Ingen teknologi er ny eller flyttet siden {release}, så det er ikke laget en ny "
        "utgave.",
        "en": "No technology is new or has moved since {release}, so no new release was made.",
    },
    "verified": {
        "nb": "Alt stemmer: {files} filer og {inputs} inndata er uendret, og {numbers} tall er "
        "like etter ny kjøring.",
        "en": "All is well: {files} files and {inputs} inputs are unchanged, and {numbers} numbers "
        "are the same in a new run.",
    },
    "not_verified": {
        "nb": "Ikke alt stemmer: {problems} avvik. {numbers} tall er sammenlignet med en ny "
        "kjøring.",
        "en": "Not all is well: {problems} differences. {numbers} numbers were compared with a new "
        "run.",
    },
    "verified_plan": {
        "nb": "Filene stemmer: {files} filer er uendret siden planen ble laget; oppfølgingsarket "
        "kan være fylt ut. Planen er ikke løst på nytt. Gjør det med autopot plan "
        "{folder}/plan.yaml.",
        "en": "The files are right: {files} files are unchanged since the plan was made; the "
        "follow-up sheet may be filled in. The plan was not solved again. Do that with autopot "
        "plan {folder}/plan.yaml.",
    },
    "not_verified_plan": {
        "nb": "Ikke alt stemmer: {problems} avvik i filene. Planen er ikke løst på nytt.",
        "en": "Not all is well: {problems} differences in the files. The plan was not solved "
        "again.",
    },
    "verified_comparison": {
        "nb": "Filene stemmer. Filer som er uendret siden sammenligningen ble laget: {files}. "
        "Tallene er ikke regnet på nytt, for mappen har ikke scenarioene. Gjør det med autopot "
        "compare.",
        "en": "The files are right. Files unchanged since the comparison was made: {files}. The "
        "figures were not computed again, as the folder does not hold the scenarios. Do that with "
        "autopot compare.",
    },
    "not_verified_comparison": {
        "nb": "Ikke alt stemmer: {problems} avvik i filene. Tallene er ikke regnet på nytt.",
        "en": "Not all is well: {problems} differences in the files. The figures were not computed "
        "again.",
    },
    "version_differs": {
        "nb": "Annen versjon av {name}: {then} da, {now} nå.",
        "en": "Another version of {name}: {then} then, {now} now.",
    },
    "sheet_columns": {"nb": "Kolonner", "en": "Columns"},
    "sheet_readiness": {"nb": "Klart nå", "en": "Ready now"},
    "sheet_chart_sector": {"nb": "Diagram sektorer", "en": "Chart sectors"},
    "sheet_chart_radar": {"nb": "Diagram radar", "en": "Chart radar"},
    "sheet_chart_municipality": {"nb": "Diagram kommuner", "en": "Chart municipalities"},
    "chart_interval": {
        "nb": "Teknisk potensial, andel av årsverk. Strek: 90 %-intervall",
        "en": "Technical potential, share of FTE. Line: 90 % interval",
    },
    "chart_radar": {
        "nb": "Teknisk potensial etter radarklasse, andel av årsverk",
        "en": "Technical potential by radar class, share of FTE",
    },
    "column": {"nb": "Kolonne", "en": "Column"},
    "meaning_column": {"nb": "Forklaring", "en": "Meaning"},
    "share_down": {"nb": "Ned til lav", "en": "Down to low"},
    "share_up": {"nb": "Opp til høy", "en": "Up to high"},
    "share_now_mean": {"nb": "Klart nå, andel", "en": "Ready now, share"},
    "share_now_p05": {"nb": "Klart nå, andel, lav (5 %)", "en": "Ready now, share, low (5 %)"},
    "share_now_p95": {"nb": "Klart nå, andel, høy (95 %)", "en": "Ready now, share, high (95 %)"},
    "share_later_mean": {"nb": "Senere, andel", "en": "Later, share"},
    "share_later_p05": {"nb": "Senere, andel, lav (5 %)", "en": "Later, share, low (5 %)"},
    "share_later_p95": {"nb": "Senere, andel, høy (95 %)", "en": "Later, share, high (95 %)"},
    "share_hold_mean": {"nb": "Avvent, andel", "en": "Hold, share"},
    "share_hold_p05": {"nb": "Avvent, andel, lav (5 %)", "en": "Hold, share, low (5 %)"},
    "share_hold_p95": {"nb": "Avvent, andel, høy (95 %)", "en": "Hold, share, high (95 %)"},
    "fte_now_mean": {"nb": "Klart nå, årsverk", "en": "Ready now, FTE"},
    "fte_now_p05": {"nb": "Klart nå, årsverk, lav (5 %)", "en": "Ready now, FTE, low (5 %)"},
    "fte_now_p95": {"nb": "Klart nå, årsverk, høy (95 %)", "en": "Ready now, FTE, high (95 %)"},
    "fte_later_mean": {"nb": "Senere, årsverk", "en": "Later, FTE"},
    "fte_later_p05": {"nb": "Senere, årsverk, lav (5 %)", "en": "Later, FTE, low (5 %)"},
    "fte_later_p95": {"nb": "Senere, årsverk, høy (95 %)", "en": "Later, FTE, high (95 %)"},
    "fte_hold_mean": {"nb": "Avvent, årsverk", "en": "Hold, FTE"},
    "fte_hold_p05": {"nb": "Avvent, årsverk, lav (5 %)", "en": "Hold, FTE, low (5 %)"},
    "fte_hold_p95": {"nb": "Avvent, årsverk, høy (95 %)", "en": "Hold, FTE, high (95 %)"},
    "first_shown": {
        "nb": "Av sektorene som vises, har {sector} den høyeste andelen, i {share} av trekningene.",
        "en": "Of the sectors shown, {sector} has the highest share, in {share} of the draws.",
    },
    "sketched_note": {
        "nb": "Trekningene får ikke plass i minnet som scenarioet tillater. Alle midtverdier er "
        "eksakte, og det er også intervallene for det tekniske potensialet samlet og per sektor. "
        "Grensene i de andre intervallene er høyst {error} av sin egen verdi unna de eksakte.",
        "en": "The draws do not fit the memory the scenario gives them. All means are exact, and "
        "so are the intervals of the technical potential in all and by sector. The ends of the "
        "other intervals are at most {error} of their own value from the exact ones.",
    },
    "hidden_note": {
        "nb": "Av hensyn til personvernet er tallene skjult for {list}. Grupper under {threshold} "
        "årsverk eller personer vises ikke, og heller ikke andre tall som de kunne regnes ut fra. "
        "De er med i summene. Alle tall er avrundet til hele årsverk, og andelene er regnet ut fra "
        "de avrundede tallene.",
        "en": "To protect persons, the figures are hidden for {list}. Groups below {threshold} FTE "
        "or persons are not shown, nor other figures from which they could be computed. The totals "
        "include them. All figures are rounded to whole FTE, and shares are computed from the "
        "rounded figures.",
    },
    "hidden_municipality": {
        "nb": "{hidden} av {all} kommuner",
        "en": "{hidden} of {all} municipalities",
    },
    "hidden_sector": {"nb": "{hidden} av {all} sektorer", "en": "{hidden} of {all} sectors"},
    "hidden_municipality_sector": {
        "nb": "{hidden} av {all} sektorer i den enkelte kommune",
        "en": "{hidden} of {all} sectors within a municipality",
    },
    "hidden_occupation": {
        "nb": "{hidden} av {all} yrker",
        "en": "{hidden} of {all} occupations",
    },
    "suppressed": {"nb": "Skjult", "en": "Hidden"},
    "left_out": {
        "nb": "Ikke vist av hensyn til personvernet: {list}. De andre tallene er avrundet til hele "
        "årsverk.",
        "en": "Not shown, to protect persons: {list}. The other figures are rounded to whole FTE.",
    },
}
