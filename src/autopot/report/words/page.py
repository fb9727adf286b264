"""Words of report.html."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "page_skip": {"nb": "Hopp til innholdet", "en": "Skip to content"},
    "page_contents": {"nb": "Innhold", "en": "Contents"},
    "page_kind": {"nb": "Teknisk automatiseringspotensial", "en": "Technical automation potential"},
    "page_scenario": {"nb": "Scenario", "en": "Scenario"},
    "page_places": {"nb": "{towns}. {fte} årsverk.", "en": "{towns}. {fte} FTE."},
    "page_places_estimate": {
        "nb": "{towns}. {fte} årsverk, anslått bemanning.",
        "en": "{towns}. {fte} FTE, estimated workforce.",
    },
    "page_and_more": {"nb": "og {count} til", "en": "and {count} more"},
    "page_no_span": {"nb": "ikke oppgitt", "en": "not given"},
    "page_numbers": {"nb": "Tallene bak figuren", "en": "The figures behind the chart"},
    "page_unit": {"nb": "Vis som", "en": "Show as"},
    "page_share": {"nb": "Andel", "en": "Share"},
    "page_fte": {"nb": "Årsverk", "en": "FTE"},
    "page_interval": {"nb": "90 %-intervall", "en": "90 % interval"},
    "page_potential_share": {"nb": "Potensial", "en": "Potential"},
    "page_potential_fte": {"nb": "Potensial, årsverk", "en": "Potential, FTE"},
    "page_answer": {"nb": "Svaret", "en": "The answer"},
    "page_sectors": {"nb": "Samlet og etter sektor", "en": "Total and by sector"},
    "page_sectors_text": {
        "nb": "Hver sektor med sitt intervall. Sektorer som kan ha de samme plassene, kan ikke "
        "rangeres sikkert mot hverandre.",
        "en": "Every sector with its interval. Sectors that may have the same places cannot be "
        "ranked with certainty against each other.",
    },
    "page_classes": {
        "nb": "Hva er klart nå, og hva er senere?",
        "en": "What is ready, what later?",
    },
    "page_classes_text": {
        "nb": "Potensialet i hver sektor, delt på radarklassene til teknologiene som ville gjort "
        "arbeidet. Ta i bruk og Test og piloter kan prøves nå. Utred og Avvent kommer senere.",
        "en": "The potential of each sector, split by the radar class of the technologies that "
        "would do the work. Adopt and Trial can be tried now. Assess and Hold come later.",
    },
    "page_now": {"nb": "Klart nå", "en": "Ready now"},
    "page_later": {"nb": "Senere", "en": "Later"},
    "page_now_is": {
        "nb": "Klart nå er Ta i bruk og Test og piloter, senere er Utred og Avvent, som andel av "
        "sektorens potensial eller i årsverk. Summen er regnet i hver trekning, så intervallet er "
        "summens eget. Klassene er andel av sektorens årsverk.",
        "en": "Ready now is Adopt and Trial, later is Assess and Hold, as share of the sector's "
        "potential or in FTE. They are summed in each draw, so the interval is that of the sum. "
        "The classes are shares of the sector's FTE.",
    },
    "page_now_total": {
        "nb": "Av det samlede potensialet ligger {share} ({low} til {high}) i teknologi som kan "
        "tas i bruk eller prøves nå.",
        "en": "Of the total potential, {share} ({low} to {high}) lies with technology that can be "
        "adopted or tried now.",
    },
    "page_gates": {
        "nb": "Der lov eller plikt krever et menneske",
        "en": "Where law or duty requires a person",
    },
    "page_radar": {"nb": "Teknologiradaren", "en": "The technology radar"},
    "page_radar_text": {
        "nb": "Jo nærmere midten, jo klarere er teknologien. Jo større flate, jo større teknisk "
        "potensial i årsverk. Pek på en teknologi, eller gå mellom dem med tabulatortasten.",
        "en": "The nearer the centre, the readier the technology. The larger the area, the "
        "larger the technical potential in FTE. Point at a technology, or move between them with "
        "the tab key. The grounds for each placement are given in Norwegian.",
    },
    "page_no_potential": {"nb": "gir ikke eget potensial", "en": "no potential of its own"},
    "page_maturity": {"nb": "Løsningens modenhet", "en": "Maturity of the solution"},
    "page_understanding": {"nb": "Forståelse av bruken", "en": "Understanding of the use"},
    "page_of_three": {"nb": "{score} av 3", "en": "{score} of 3"},
    "page_radar_alt": {
        "nb": "Teknologiradar med {count} teknologier i fire ringer. Samme innhold står i listen.",
        "en": "Technology radar with {count} technologies in four rings. The list holds the same.",
    },
    "page_municipalities": {"nb": "Kommunene side om side", "en": "Municipalities side by side"},
    "page_municipalities_text": {
        "nb": "Ulikheter følger av hvilke sektorer og yrker kommunen har.",
        "en": "Differences follow from which sectors and occupations the municipality has.",
    },
    "page_most_shown": {
        "nb": "Figuren viser de {shown} største av {count}. Alle står i tabellen.",
        "en": "The chart shows the {shown} largest of {count}. The table holds all.",
    },
    "page_town_sectors": {"nb": "Kommune og sektor", "en": "Municipality and sector"},
    "page_occupations": {"nb": "Yrkene", "en": "Occupations"},
    "page_occupations_text": {
        "nb": "Yrkene etter hvor mange årsverk potensialet tilsvarer. Tallet er litt av tiden til "
        "mange, ikke stillinger som forsvinner. Søk, sorter, og åpne et yrke for å se oppgavene "
        "bak tallet.",
        "en": "Occupations by the FTE their potential amounts to. The figure is some of the "
        "time of many, not jobs that disappear. Search, sort, and open an occupation to see the "
        "tasks behind its figure.",
    },
    "page_search": {"nb": "Søk etter yrke eller kode", "en": "Search occupation or code"},
    "page_search_own": {
        "nb": "Søk etter yrke, tittel eller kode",
        "en": "Search occupation, title or code",
    },
    "page_own_titles": {
        "nb": "«Hos dere» er titlene i filen deres, de med flest årsverk først. Titler som få "
        "har, vises ikke.",
        "en": "“Your titles” are those of your file, most FTE first. Titles of few persons are not "
        "shown.",
    },
    "page_found": {"nb": "{shown} av {count} yrker vises.", "en": "{shown} of {count} shown."},
    "page_show_all": {"nb": "Vis alle {count}", "en": "Show all {count}"},
    "page_show_fewer": {"nb": "Vis de {count} øverste", "en": "Show the first {count}"},
    "page_open_tasks": {"nb": "Oppgaver i {name}", "en": "Tasks of {name}"},
    "page_sort_by": {"nb": "Sorter etter {column}", "en": "Sort by {column}"},
    "page_task": {"nb": "Oppgave", "en": "Task"},
    "page_time": {"nb": "Tid", "en": "Time"},
    "page_automatable": {"nb": "Kan tas over", "en": "Can be taken over"},
    "page_between": {"nb": "Streng til vid", "en": "Strict to wide"},
    "page_technologies": {"nb": "Teknologier", "en": "Technologies"},
    "page_person": {"nb": "Menneske påkrevd", "en": "Person required"},
    "page_source_row": {"nb": "Kilde", "en": "Source"},
    "page_tasks_are": {
        "nb": "«Kan tas over» er midten av lesningene, vektet som i scenarioet. «Streng til vid» "
        "er laveste og høyeste lesning i bruk, hver ved sin midtverdi. Oppgaver merket «ved siden "
        "av» er ikke med i yrkets potensial. Kilden viser rad i data/occupations/tasks.csv.",
        "en": "“Can be taken over” is the middle of the readings, weighted as in the scenario. "
        "“Strict to wide” is the lowest and highest reading in use, each at its middle. Tasks "
        "marked “beside” are not in the occupation's potential. The source names the row of "
        "data/occupations/tasks.csv.",
    },
    "page_needs_script": {
        "nb": "Søk, sortering og oppgaver krever at nettleseren kan kjøre skript. Tallene står her "
        "uansett.",
        "en": "Search, sorting and tasks need scripts in the browser. The figures are here anyway.",
    },
    "page_readings": {"nb": "Hvor uenige er kildene?", "en": "How do the sources disagree?"},
    "page_readings_text": {
        "nb": "«Kan automatiseres» kan bety flere ting. Hver lesning er én betydning, bygget på én "
        "kilde. Figuren viser samlet potensial dersom bare den ene ble brukt. Streken viser "
        "hvor langt lesningens egne forutsetninger kan flytte tallet. Scenarioets strek er "
        "90 %-intervallet, der også de andre feilkildene er med.",
        "en": "“Can be automated” may mean several things. Each reading is one meaning, built on "
        "one source. The chart shows the total if only that one were used. The line is how far the "
        "reading's own assumptions can move it. The scenario's line is its 90 % interval, with all "
        "other errors included.",
    },
    "page_reading": {"nb": "Lesning", "en": "Reading"},
    "page_weight": {"nb": "Vekt", "en": "Weight"},
    "page_meaning": {"nb": "Betyr", "en": "Means"},
    "page_span": {"nb": "Spenn", "en": "Span"},
    "page_readings_sectors": {
        "nb": "Samlet og hver sektor i hver lesning alene",
        "en": "The total and every sector in each reading alone",
    },
    "page_years": {
        "nb": "Hva kan tas i bruk, og hva kan tas ut?",
        "en": "What can be taken into use, and what can be taken out?",
    },
    "page_years_text": {
        "nb": "Teknisk potensial er ikke det kommunen får. Først må teknologien tas i bruk, så må "
        "tiden som frigjøres, tas ut. Begge deler er svært usikre. Årsverk er her en måte å regne "
        "tid på. De er ikke stillinger som forsvinner.",
        "en": "Technical potential is not what the municipality gets. The technology must first be "
        "taken into use, then the freed time must be taken out. Both are very uncertain. FTE is "
        "a way of counting time here. They are not jobs that disappear.",
    },
    "page_years_bands": {
        "nb": "Linje: midtverdi. Mørkt felt: halvparten av trekningene. Lyst felt: 90 %.",
        "en": "Line: mean. Dark band: half of the draws. Light band: 90 %.",
    },
    "page_uncertainty": {
        "nb": "Hvilken usikkerhet betyr mest?",
        "en": "Which uncertainty matters?",
    },
    "page_uncertainty_none": {
        "nb": "Ikke regnet ut i denne kjøringen. Kjør med --sensitivity for å ta det med.",
        "en": "Not computed in this run. Run with --sensitivity to include it.",
    },
    "page_uncertainty_text": {
        "nb": "Hvor stor del av usikkerheten i samlet potensial som skyldes hver faktor, og hvor "
        "bredt intervallet ville vært dersom faktoren var kjent.",
        "en": "How much of the total's uncertainty is due to each factor, and how wide the "
        "interval would be if the factor were known.",
    },
    "page_factor": {"nb": "Faktor", "en": "Factor"},
    "page_index": {"nb": "Andel av variansen", "en": "Share of variance"},
    "page_index_interval": {"nb": "95 %-intervall", "en": "95 % interval"},
    "page_width_known": {
        "nb": "Intervallets bredde om den var kjent, prosentpoeng",
        "en": "Width of the interval if it were known, percentage points",
    },
    "page_width_now": {
        "nb": "I dag er intervallet {width} prosentpoeng bredt.",
        "en": "The interval is now {width} percentage points wide.",
    },
    "page_converged": {
        "nb": "{draws} trekninger. Andelene er sikre nok til å rangere faktorene.",
        "en": "{draws} draws. The shares are precise enough to rank the factors.",
    },
    "page_not_converged": {
        "nb": "{draws} trekninger. Ikke konvergert: faktorer med overlappende intervaller kan ikke "
        "rangeres.",
        "en": "{draws} draws. Not converged: factors whose intervals overlap cannot be ranked.",
    },
    "page_limits": {
        "nb": "Forutsetninger, kilder og begrensninger",
        "en": "Assumptions, sources and limits",
    },
    "page_limits_head": {"nb": "Begrensninger", "en": "Limits"},
    "page_limit_estimate": {
        "nb": "Bemanningen er et anslag, ikke statistikk.",
        "en": "The workforce is an estimate, not statistics.",
    },
    "page_limit_foreign": {
        "nb": "Målene bygger mest på amerikanske og globale oppgaver og yrker. Overføringen til "
        "norske kommuner er en egen usikkerhet.",
        "en": "The measures rest mostly on American and global tasks and occupations. Carrying "
        "them to Norwegian municipalities is an uncertainty of its own.",
    },
    "page_limit_judgement": {
        "nb": "Hvor mye tid oppgavene tar, hvilken teknologi som passer, og hvor et menneske "
        "kreves, er i hovedsak vår egen vurdering, merket judgement. Rett det gjerne.",
        "en": "Time use, technology and where a person is required are mainly our own judgement, "
        "marked judgement. Please correct them.",
    },
    "page_limit_horizon": {
        "nb": "Tallet gjelder {years} år fram, med det som er vist å virke i dag. Innføring, "
        "kostnader og gevinster er ikke regnet med i det tekniske potensialet.",
        "en": "The figure looks {years} years ahead, with what is shown to work today. Adoption, "
        "costs and benefits are not counted in the technical potential.",
    },
    "page_limit_growth": {
        "nb": "Tallet gjelder {years} år fram. Scenarioet antar at teknologien blir bedre "
        "underveis; ingen kilde gir veksten. Innføring, kostnader og gevinster er ikke regnet med "
        "i det tekniske potensialet.",
        "en": "The figure looks {years} years ahead. The scenario assumes that technology "
        "improves; no source gives the growth. Adoption, costs and benefits are not counted in the "
        "technical potential.",
    },
    "page_limit_borrowed": {
        "nb": "Yrker som mangler minst ett mål, låner gjennomsnittet av nærmeste yrkesgruppe. Her "
        "gjelder det {count}; manifest.json sier hvilke.",
        "en": "Occupations that lack a measure borrow the mean of the nearest group. Here that is "
        "{count}; manifest.json names them.",
    },
    "page_why": {"nb": "Hvorfor scenarioet er som det er", "en": "Why the scenario is as it is"},
    "page_assumptions": {"nb": "Alle innstillinger", "en": "All settings"},
    "page_trace": {"nb": "Slik sporer du et tall", "en": "How to trace a figure"},
    "page_trace_text": {
        "nb": "Hvert tall er en celle i potential.parquet. Slå på sporing, så vises radnummer (fra "
        "0) og kolonne ved hvert tall. «lesning:» peker på charts.json. Tabellen under viser "
        "hvilke inndata og kilder tallene bygger på.",
        "en": "Every figure is a cell of potential.parquet. Switch tracing on to see row number "
        "(from 0) and column beside every figure. “reading:” points to charts.json. The table "
        "below shows which inputs and sources the figures rest on.",
    },
    "page_trace_button": {"nb": "Vis hvor tallene står", "en": "Show where figures stand"},
    "page_table": {"nb": "Tabell", "en": "Table"},
    "page_ledger": {
        "nb": "Hva som ble av radene i bemanningsfilen",
        "en": "What became of the rows of the staff file",
    },
    "page_ledger_rows": {"nb": "Rader som er", "en": "Rows that are"},
    "page_inputs": {"nb": "Inndata og kildene deres", "en": "Inputs and their sources"},
    "page_rows": {"nb": "Rader", "en": "Rows"},
    "page_sources": {"nb": "Kilder", "en": "Sources"},
    "page_manifest": {"nb": "Om kjøringen", "en": "About the run"},
    "page_manifest_text": {
        "nb": "Samme inndata, frø og versjon gir samme tall. Kontrollsummene er SHA-256.",
        "en": "The same inputs, seed and version give the same figures. Checksums are SHA-256.",
    },
    "page_seed": {"nb": "Frø", "en": "Seed"},
    "page_draws": {"nb": "Trekninger", "en": "Draws"},
    "page_workforce": {"nb": "Bemanning", "en": "Workforce"},
    "page_input": {"nb": "Inndata", "en": "Input"},
    "page_checksum": {"nb": "Kontrollsum", "en": "Checksum"},
    "page_licences": {
        "nb": "Figurene tegnes av Vega, Vega-Lite og vega-embed (University of Washington "
        "Interactive Data Lab m.fl., BSD-3-Clause).",
        "en": "Charts are drawn by Vega, Vega-Lite and vega-embed (University of Washington "
        "Interactive Data Lab and others, BSD-3-Clause).",
    },
    "file_report": {
        "nb": "rapporten: åpne i nettleseren, send videre",
        "en": "the report: open in a browser, pass on",
    },
    "file_charts": {
        "nb": "tall som bare figurene bruker",
        "en": "figures that only the charts use",
    },
}
