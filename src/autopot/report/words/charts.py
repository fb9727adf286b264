"""Words of the charts: titles, axes, alternative texts."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "axis_share": {"nb": "Andel av arbeidstiden", "en": "Share of working time"},
    "axis_fte": {"nb": "Årsverk", "en": "FTE"},
    "tip_mean": {"nb": "Midtverdi", "en": "Mean"},
    "tip_interval": {"nb": "90 %-intervall", "en": "90 % interval"},
    "tip_half": {"nb": "Halvparten ligger i", "en": "Half lies within"},
    "tip_span": {"nb": "Spenn", "en": "Span"},
    "tip_class": {"nb": "Klasse", "en": "Class"},
    "published_line": {"nb": "Menon 2019: om lag 20 %", "en": "Menon 2019: about 20 %"},
    "plot_total": {
        "nb": "Samlet teknisk potensial",
        "en": "Total technical potential",
    },
    "plot_sectors": {
        "nb": "Teknisk potensial etter sektor, andel av arbeidstiden",
        "en": "Technical potential by sector, share of working time",
    },
    "plot_sectors-fte": {
        "nb": "Teknisk potensial etter sektor, årsverk",
        "en": "Technical potential by sector, FTE",
    },
    "plot_sector-classes": {
        "nb": "Teknisk potensial etter sektor og radarklasse, andel av arbeidstiden",
        "en": "Technical potential by sector and radar class, share of working time",
    },
    "plot_sector-classes-fte": {
        "nb": "Teknisk potensial etter sektor og radarklasse, årsverk",
        "en": "Technical potential by sector and radar class, FTE",
    },
    "plot_radar": {"nb": "Teknologiradar", "en": "Technology radar"},
    "plot_technologies": {
        "nb": "Teknisk potensial etter teknologi, årsverk",
        "en": "Technical potential by technology, FTE",
    },
    "plot_municipalities": {
        "nb": "Teknisk potensial etter kommune, andel av arbeidstiden",
        "en": "Technical potential by municipality, share of working time",
    },
    "plot_municipalities-fte": {
        "nb": "Teknisk potensial etter kommune, årsverk",
        "en": "Technical potential by municipality, FTE",
    },
    "plot_occupations": {
        "nb": "Yrkene med størst teknisk potensial, årsverk",
        "en": "The occupations with the largest technical potential, FTE",
    },
    "plot_readings": {
        "nb": "Samlet potensial i hver lesning alene",
        "en": "Total potential in each reading alone",
    },
    "plot_by-year": {
        "nb": "Tatt i bruk og tatt ut år for år, årsverk, alle sektorer samlet",
        "en": "In use and taken out by year, FTE, all sectors together",
    },
    "plot_uncertainty": {
        "nb": "Andel av usikkerheten i samlet potensial som skyldes hver faktor",
        "en": "Share of the total's uncertainty that is due to each factor",
    },
    "axis_variance": {
        "nb": "Andel av variansen (95 %-intervall)",
        "en": "Share of the variance (95 % interval)",
    },
    "alt_rows": {
        "nb": "{title}. {rows} rader. Øverst {first}: {mean}, 90 %-intervall {low} til {high}. "
        "Nederst {last}: {last_mean}.",
        "en": "{title}. {rows} rows. First {first}: {mean}, 90 % interval {low} to {high}. "
        "Last {last}: {last_mean}.",
    },
    "alt_one": {
        "nb": "{title}: {mean}, 90 %-intervall {low} til {high}.",
        "en": "{title}: {mean}, 90 % interval {low} to {high}.",
    },
    "this_scenario": {"nb": "Scenarioet", "en": "This scenario"},
    "not_in_use": {"nb": "ikke i bruk", "en": "not in use"},
    "half_interval": {
        "nb": "Prikk: midtverdi. Tykk strek: halvparten av trekningene. Tynn strek: 90 %.",
        "en": "Dot: mean. Thick line: half of the draws. Thin line: 90 %.",
    },
}
