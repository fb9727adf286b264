"""What each column of tables.xlsx holds, in Norwegian bokmål and English."""

from __future__ import annotations

from autopot.report.words.beside import COLUMNS as BESIDE_COLUMNS
from autopot.report.words.size import COLUMNS

COLUMN_WORDS: dict[str, dict[str, str]] = {
    **COLUMNS,
    **BESIDE_COLUMNS,
    "municipality": {"nb": "Kommunens navn", "en": "Name of the municipality"},
    "sector": {"nb": "Tjenesteområde i kommunen", "en": "Municipal service area"},
    "occupation": {
        "nb": "Yrke etter STYRK-08, fire siffer",
        "en": "Occupation in STYRK-08, four digits",
    },
    "own_titles": {
        "nb": "Deres egne titler på yrket, flest årsverk først; titler som få har, er utelatt",
        "en": "Your own titles of the occupation, most FTE first; titles of few are left out",
    },
    "technology": {"nb": "Teknologiområde på radaren", "en": "Technology area on the radar"},
    "radar_class": {
        "nb": "Hvor teknologien står på radaren: Ta i bruk, Test og piloter, Utred eller Avvent",
        "en": "Where the technology stands on the radar: Adopt, Trial, Assess or Hold",
    },
    "human_required": {
        "nb": "Om lov eller plikt krever et menneske i oppgaven",
        "en": "Whether law or duty requires a person in the task",
    },
    "kind": {
        "nb": "Tatt i bruk, tatt ut, eller kvalitet (frigjort i for små biter til å bli årsverk)",
        "en": "In use, taken out, or quality (freed in pieces too small to become FTE)",
    },
    "group": {
        "nb": "Hva raden er delt etter: samlet, sektor eller teknologi",
        "en": "What the row is split by: total, sector or technology",
    },
    "thing": {
        "nb": "Sektoren eller teknologien",
        "en": "The sector or the technology",
    },
    "year": {
        "nb": "År som tallene gjelder",
        "en": "Year of the figures",
    },
    "share_year_mean": {
        "nb": "Andel av årsverkene i det året, etter første kolonne: gjennomsnittet av trekningene",
        "en": "Share of FTE in that year, of the kind in the first column: mean of the draws",
    },
    "share_year_p05": {
        "nb": "Andel av årsverkene i det året, etter første kolonne: 5. prosentil",
        "en": "Share of FTE in that year, of the kind in the first column: 5th percentile",
    },
    "share_year_p95": {
        "nb": "Andel av årsverkene i det året, etter første kolonne: 95. prosentil",
        "en": "Share of FTE in that year, of the kind in the first column: 95th percentile",
    },
    "fte_year_mean": {
        "nb": "Årsverk i det året, etter første kolonne: gjennomsnittet av trekningene",
        "en": "FTE in that year, of the kind in the first column: mean of the draws",
    },
    "fte_year_p05": {
        "nb": "Årsverk i det året, etter første kolonne: 5. prosentil",
        "en": "FTE in that year, of the kind in the first column: 5th percentile",
    },
    "fte_year_p95": {
        "nb": "Årsverk i det året, etter første kolonne: 95. prosentil",
        "en": "FTE in that year, of the kind in the first column: 95th percentile",
    },
    "hours_mean": {
        "nb": "Årsverkene i timer (se Forutsetninger): gjennomsnittet av trekningene",
        "en": "FTE times the hours in one FTE (see Assumptions): mean of the draws",
    },
    "hours_p05": {
        "nb": "Årsverkene i timer (se Forutsetninger): 5. prosentil",
        "en": "FTE times the hours in one FTE (see Assumptions): 5th percentile",
    },
    "hours_p95": {
        "nb": "Årsverkene i timer (se Forutsetninger): 95. prosentil",
        "en": "FTE times the hours in one FTE (see Assumptions): 95th percentile",
    },
    "nok_mean": {
        "nb": "Verdien av tiden som er tatt ut, etter oppgitt lønnskostnad (ikke spart beløp): "
        "gjennomsnittet av trekningene",
        "en": "Value of the time taken out at the stated wage cost (not money saved): mean of the "
        "draws",
    },
    "nok_p05": {
        "nb": "Tatt ut, i kroner etter oppgitt lønnskostnad: 5. prosentil",
        "en": "Taken out, in NOK at the stated wage cost: 5th percentile",
    },
    "nok_p95": {
        "nb": "Tatt ut, i kroner etter oppgitt lønnskostnad: 95. prosentil",
        "en": "Taken out, in NOK at the stated wage cost: 95th percentile",
    },
    "code": {
        "nb": "Kommunenummer, eller yrkeskode i STYRK-08",
        "en": "Municipality number, or occupation code in STYRK-08",
    },
    "fte_base": {
        "nb": "Årsverk i bemanningen som raden gjelder",
        "en": "FTE of the workforce that the row is about",
    },
    "share_mean": {
        "nb": "Teknisk potensial som andel av årsverkene: gjennomsnittet av trekningene",
        "en": "Technical potential as share of FTE: the mean of the draws",
    },
    "fte_mean": {
        "nb": "Teknisk potensial i årsverk: gjennomsnittet av trekningene. Kan summeres",
        "en": "Technical potential in FTE: the mean of the draws. May be added",
    },
    "share_p05": {
        "nb": "Andelens 5. prosentil: 5 % av trekningene ligger lavere. Kan ikke summeres",
        "en": "The share's 5th percentile: 5 % of the draws are lower. Cannot be added",
    },
    "fte_p05": {
        "nb": "Årsverkenes 5. prosentil: 5 % av trekningene ligger lavere. Kan ikke summeres",
        "en": "The FTE's 5th percentile: 5 % of the draws are lower. Cannot be added",
    },
    "share_p25": {
        "nb": "Andelens 25. prosentil. Kan ikke summeres",
        "en": "The share's 25th percentile. Cannot be added",
    },
    "fte_p25": {
        "nb": "Årsverkenes 25. prosentil. Kan ikke summeres",
        "en": "The FTE's 25th percentile. Cannot be added",
    },
    "share_p50": {
        "nb": "Andelens median: halvparten av trekningene ligger lavere. Kan ikke summeres",
        "en": "The share's median: half of the draws are lower. Cannot be added",
    },
    "fte_p50": {
        "nb": "Årsverkenes median: halvparten av trekningene ligger lavere. Kan ikke summeres",
        "en": "The FTE's median: half of the draws are lower. Cannot be added",
    },
    "share_p75": {
        "nb": "Andelens 75. prosentil. Kan ikke summeres",
        "en": "The share's 75th percentile. Cannot be added",
    },
    "fte_p75": {
        "nb": "Årsverkenes 75. prosentil. Kan ikke summeres",
        "en": "The FTE's 75th percentile. Cannot be added",
    },
    "share_p95": {
        "nb": "Andelens 95. prosentil: 5 % av trekningene ligger høyere. Kan ikke summeres",
        "en": "The share's 95th percentile: 5 % of the draws are higher. Cannot be added",
    },
    "fte_p95": {
        "nb": "Årsverkenes 95. prosentil: 5 % av trekningene ligger høyere. Kan ikke summeres",
        "en": "The FTE's 95th percentile: 5 % of the draws are higher. Cannot be added",
    },
    "share_down": {
        "nb": "Avstand fra midtverdien til lav (5 %), for streken i diagrammet",
        "en": "Distance from the middle to low (5 %), for the line in the chart",
    },
    "share_up": {
        "nb": "Avstand fra midtverdien til høy (95 %), for streken i diagrammet",
        "en": "Distance from the middle to high (95 %), for the line in the chart",
    },
    "share_adopt": {
        "nb": "Potensial av teknologi i klassen Ta i bruk, andel av sektorens årsverk",
        "en": "Potential of technology in the class Adopt, share of the sector's FTE",
    },
    "share_trial": {
        "nb": "Potensial av teknologi i klassen Test og piloter, andel av sektorens årsverk",
        "en": "Potential of technology in the class Trial, share of the sector's FTE",
    },
    "share_assess": {
        "nb": "Potensial av teknologi i klassen Utred, andel av sektorens årsverk",
        "en": "Potential of technology in the class Assess, share of the sector's FTE",
    },
    "share_hold": {
        "nb": "Potensial av teknologi i klassen Avvent, andel av sektorens årsverk",
        "en": "Potential of technology in the class Hold, share of the sector's FTE",
    },
    "share_now_mean": {
        "nb": "Gjennomsnittet av andelen av potensialet som ligger hos teknologi i klassene "
        "Ta i bruk og Test og piloter",
        "en": "Mean of the share of the potential that lies with technology in the classes "
        "Adopt and Trial",
    },
    "fte_now_mean": {
        "nb": "Gjennomsnittet av potensialet hos teknologi i klassene Ta i bruk og Test og "
        "piloter, årsverk",
        "en": "Mean of the potential of technology in the classes Adopt and Trial, FTE",
    },
    "share_now_p05": {
        "nb": "5. prosentil av andelen av potensialet som ligger hos teknologi i klassene Ta "
        "i bruk og Test og piloter",
        "en": "5th percentile of the share of the potential that lies with technology in the "
        "classes Adopt and Trial",
    },
    "fte_now_p05": {
        "nb": "5. prosentil av potensialet hos teknologi i klassene Ta i bruk og Test og "
        "piloter, årsverk",
        "en": "5th percentile of the potential of technology in the classes Adopt and Trial, FTE",
    },
    "share_now_p95": {
        "nb": "95. prosentil av andelen av potensialet som ligger hos teknologi i klassene Ta"
        " i bruk og Test og piloter",
        "en": "95th percentile of the share of the potential that lies with technology in the"
        " classes Adopt and Trial",
    },
    "fte_now_p95": {
        "nb": "95. prosentil av potensialet hos teknologi i klassene Ta i bruk og Test og "
        "piloter, årsverk",
        "en": "95th percentile of the potential of technology in the classes Adopt and Trial, FTE",
    },
    "share_later_mean": {
        "nb": "Gjennomsnittet av andelen av potensialet som ligger hos teknologi i klassene "
        "Utred og Avvent",
        "en": "Mean of the share of the potential that lies with technology in the classes "
        "Assess and Hold",
    },
    "fte_later_mean": {
        "nb": "Gjennomsnittet av potensialet hos teknologi i klassene Utred og Avvent, årsverk",
        "en": "Mean of the potential of technology in the classes Assess and Hold, FTE",
    },
    "share_later_p05": {
        "nb": "5. prosentil av andelen av potensialet som ligger hos teknologi i klassene "
        "Utred og Avvent",
        "en": "5th percentile of the share of the potential that lies with technology in the "
        "classes Assess and Hold",
    },
    "fte_later_p05": {
        "nb": "5. prosentil av potensialet hos teknologi i klassene Utred og Avvent, årsverk",
        "en": "5th percentile of the potential of technology in the classes Assess and Hold, FTE",
    },
    "share_later_p95": {
        "nb": "95. prosentil av andelen av potensialet som ligger hos teknologi i klassene "
        "Utred og Avvent",
        "en": "95th percentile of the share of the potential that lies with technology in the"
        " classes Assess and Hold",
    },
    "fte_later_p95": {
        "nb": "95. prosentil av potensialet hos teknologi i klassene Utred og Avvent, årsverk",
        "en": "95th percentile of the potential of technology in the classes Assess and Hold, FTE",
    },
    "share_hold_mean": {
        "nb": "Gjennomsnittet av andelen av potensialet som ligger hos teknologi i klassen Avvent",
        "en": "Mean of the share of the potential that lies with technology in the class Hold",
    },
    "fte_hold_mean": {
        "nb": "Gjennomsnittet av potensialet hos teknologi i klassen Avvent, årsverk",
        "en": "Mean of the potential of technology in the class Hold, FTE",
    },
    "share_hold_p05": {
        "nb": "5. prosentil av andelen av potensialet som ligger hos teknologi i klassen Avvent",
        "en": "5th percentile of the share of the potential that lies with technology in the "
        "class Hold",
    },
    "fte_hold_p05": {
        "nb": "5. prosentil av potensialet hos teknologi i klassen Avvent, årsverk",
        "en": "5th percentile of the potential of technology in the class Hold, FTE",
    },
    "share_hold_p95": {
        "nb": "95. prosentil av andelen av potensialet som ligger hos teknologi i klassen Avvent",
        "en": "95th percentile of the share of the potential that lies with technology in the"
        " class Hold",
    },
    "fte_hold_p95": {
        "nb": "95. prosentil av potensialet hos teknologi i klassen Avvent, årsverk",
        "en": "95th percentile of the potential of technology in the class Hold, FTE",
    },
    "setting": {
        "nb": "Navnet på innstillingen i scenarioet",
        "en": "Name of the setting in the scenario",
    },
    "value": {"nb": "Hva innstillingen er", "en": "What the setting is"},
    "origin": {
        "nb": "Filen og linjen som innstillingen kommer fra",
        "en": "File and line that the setting comes from",
    },
    "category": {"nb": "Hva teknologien brukes til", "en": "What the technology is used for"},
    "solution_maturity": {
        "nb": "0 ingen løsning ferdig, 1 vist andre steder, 2 ferdige løsninger finnes, 3 robust",
        "en": "0 no solution ready, 1 shown elsewhere, 2 finished solutions exist, 3 robust",
    },
    "use_understanding": {
        "nb": "0 ukjent, 1 umoden, 2 viktige bruksområder forstått, 3 nytten påvist. Den "
        "laveste av de to poengene gir klassen; Avvent bare når begge er 0",
        "en": "0 unknown, 1 immature, 2 main uses understood, 3 benefit shown. The lower of "
        "the two scores gives the class; Hold only where both are 0",
    },
    "basis": {"nb": "Hva poengene bygger på", "en": "What the scores rest on"},
    "source_id": {
        "nb": "Kort navn på kilden; judgement er vår egen vurdering",
        "en": "Short name of the source; judgement is our own view",
    },
    "citation": {"nb": "Full henvisning", "en": "Full reference"},
    "licence": {"nb": "Hva kilden kan brukes til", "en": "What the source may be used for"},
    "url": {"nb": "Hvor kilden ligger", "en": "Where the source is"},
    "note": {"nb": "Hva du bør vite om kilden", "en": "What to know about the source"},
}
