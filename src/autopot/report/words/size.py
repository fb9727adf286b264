"""Words of the tables by size of municipality, in Norwegian bokmål and English."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "sheet_size_group": {"nb": "Størrelsesgrupper", "en": "Size groups"},
    "sheet_size": {"nb": "Kommuner etter størrelse", "en": "Municipalities by size"},
    "size_group": {"nb": "Innbyggere", "en": "Residents"},
    "municipalities": {"nb": "Kommuner", "en": "Municipalities"},
    "residents": {"nb": "Innbyggere 2024", "en": "Residents 2024"},
    "fte_per_thousand": {"nb": "Årsverk per 1 000 innb.", "en": "FTE per 1,000 residents"},
    "share_lowest": {"nb": "Laveste kommune", "en": "Lowest municipality"},
    "share_highest": {"nb": "Høyeste kommune", "en": "Highest municipality"},
    "share_below": {"nb": "Potensial, ned", "en": "Potential, down"},
    "share_above": {"nb": "Potensial, opp", "en": "Potential, up"},
    "share_peers_mean": {"nb": "Gruppen, andel", "en": "Group, share"},
    "share_peers_lowest": {"nb": "Gruppen, laveste", "en": "Group, lowest"},
    "share_peers_highest": {"nb": "Gruppen, høyeste", "en": "Group, highest"},
    "lowest_highest": {"nb": "Laveste–høyeste", "en": "Lowest–highest"},
    "typical_spread": {"nb": "Én kommune, 90 %", "en": "One municipality, 90 %"},
    "extremes_title": {
        "nb": "Høyest og lavest andel blant kommunene",
        "en": "Highest and lowest share among the municipalities",
    },
    "spread_note": {
        "nb": "«Én kommune, 90 %»: så langt under og over midtverdien ligger potensialet i årsverk "
        "i en typisk kommune i gruppen.",
        "en": "'One municipality, 90 %': how far below and above the middle the potential in FTE "
        "lies in a typical municipality of the group.",
    },
    "rest_of_towns": {
        "nb": "Alle {count} kommuner står i tables.xlsx: «Kommuner etter størrelse» viser hver av "
        "dem ved siden av gruppen sin. En kommune blant sine naboer i folketall: --municipality "
        "NUMMER.",
        "en": "All {count} municipalities are in tables.xlsx; the sheet by size has each beside "
        "its group. One municipality among its neighbours in residents: --municipality NUMBER.",
    },
}

COLUMNS: dict[str, dict[str, str]] = {
    "size_group": {
        "nb": "Kommuner med så mange innbyggere 1. januar 2024; inndelingen er vår egen",
        "en": "Municipalities with so many residents on 1 January 2024; the grouping is our own",
    },
    "municipalities": {
        "nb": "Antall kommuner i gruppen med tall som kan vises",
        "en": "Municipalities of the group whose figures may be shown",
    },
    "residents": {"nb": "Innbyggere 1. januar 2024 (SSB)", "en": "Residents, 1 January 2024"},
    "fte_per_thousand": {
        "nb": "Årsverk i bemanningen per 1 000 innbyggere",
        "en": "FTE of the workforce per 1,000 residents",
    },
    "share_lowest": {
        "nb": "Laveste andel blant kommunene i gruppen (midtverdier)",
        "en": "Lowest share among the municipalities of the group (means)",
    },
    "share_highest": {
        "nb": "Høyeste andel blant kommunene i gruppen (midtverdier)",
        "en": "Highest share among the municipalities of the group (means)",
    },
    "share_below": {
        "nb": "Så langt under midtverdien ligger 5. prosentil av potensialet i årsverk i en "
        "kommune av gruppen (medianen av kommunene)",
        "en": "How far below the mean the 5th percentile of the potential in FTE lies in a "
        "municipality of the group (median of the municipalities)",
    },
    "share_above": {
        "nb": "Så langt over midtverdien ligger 95. prosentil av potensialet i årsverk i en "
        "kommune av gruppen (medianen av kommunene)",
        "en": "How far above the mean the 95th percentile of the potential in FTE lies in a "
        "municipality of the group (median of the municipalities)",
    },
    "share_peers_mean": {
        "nb": "Andelen i kommunens størrelsesgruppe, veid med årsverk",
        "en": "The share in the municipality's size group, weighted by FTE",
    },
    "share_peers_lowest": {
        "nb": "Laveste andel i kommunens størrelsesgruppe",
        "en": "Lowest share in the municipality's size group",
    },
    "share_peers_highest": {
        "nb": "Høyeste andel i kommunens størrelsesgruppe",
        "en": "Highest share in the municipality's size group",
    },
}
