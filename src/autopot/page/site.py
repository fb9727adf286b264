"""Pages of a site: an index, one of the country, one of each municipality, and their style."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from autopot import catalogue
from autopot.messages import language, name_in, title_in, told
from autopot.messages.numbers import percent, rounded, whole
from autopot.page.page import page_file, templates
from autopot.page.site_country import country_context
from autopot.page.site_parts import (
    CLASS_COLUMNS,
    NEED_COLUMNS,
    over_intervals,
    own_date,
    sector_figures,
    span,
    top_of,
)
from autopot.results.peers.result import Peers
from autopot.results.run.key_words import potential_lines
from autopot.results.run.tables import ESTIMATE
from autopot.results.site.result import Site
from autopot.results.site.town import Town
from autopot.results.site.words import INTERVAL, NOTHING_OWN, UNCERTAIN, no_ranking
from autopot.tables import Brief, Table, shown_table
from autopot.tables.names import names

INDEX, COUNTRY, STYLE, FOLDER = "index.html", "country.html", "site.css", "municipality"


PLACE_COLUMNS = ("share", "share_difference", "share_from_sectors", "share_from_rest")
MIX_COLUMNS = (
    *("sector", "share_of_fte", "share_of_fte_other"),
    *("fte_per_thousand", "fte_per_thousand_other", "share_from_sectors_mean"),
)


def site_pages(site: Site, description: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Every file that a reader opens.

    Parameters
    ----------
    site : all municipalities.
    description : what the run was made of.

    Yields
    ------
    Name and content, one at a time.
    """
    about = _about(site, description)
    yield STYLE, (page_file("style.css") + page_file("site/site.css")).encode()
    yield INDEX, _index(site, about)
    yield COUNTRY, _page("country", COUNTRY, about, **country_context(site))
    shared = _shared(site)
    known = catalogue.municipalities().set_index("municipality")
    for code in site.towns:
        context = shared | _town(site.town(code), known.loc[code])
        yield f"{FOLDER}/{code}.html", _page("municipality", "", about, root="../", **context)


def _page(name: str, here: str, about: list[tuple[str, str]], **context: Any) -> bytes:
    """A page from its template."""
    filled = {"root": "", "script_hash": "", "here": here, "about": about, **context}
    template = templates().get_template(f"site/{name}.html")
    return template.render(language=language(), **filled).encode()


def _about(site: Site, description: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What every page says of how it was made."""
    scenario = site.result.scenario.scenario
    return [
        (told("Date"), own_date(site.made)),
        (told("Scenario"), f"{title_in(scenario.title)} ({scenario.name})"),
        (told("Workforce"), site.result.workforce.name),
        (told("Draws"), whole(site.result.drawn)),
        (told("Seed"), str(scenario.uncertainty.seed)),
        ("autopot", str(description["autopot"])),
        (told("Checksum"), str(description["source"])[:12]),
    ]


def _index(site: Site, about: list[tuple[str, str]]) -> bytes:
    """The page of all municipalities, by name."""
    script = page_file("site/index.js")
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rows = site.every
    top = top_of(rows["share_p95"])
    with_page = set(site.towns)
    known = catalogue.municipalities().set_index("municipality")["county_name"]
    groups = catalogue.size_groups()
    sizes = list(groups[name_in(groups.columns)])
    called = names()["municipality"]
    towns = [
        {
            "code": str(row["municipality"]),
            "name": called[str(row["municipality"])],
            "page": str(row["municipality"]) in with_page,
            "county": known[row["municipality"]],
            "group": int(row["size_group"]),
            "size": sizes[int(row["size_group"])],
            "fte": rounded(row["fte_base"]),
            "share": percent(row["share_mean"], 1),
            "interval": _ends(row["share_p05"], row["share_p95"]),
            "span": span(row["share_p05"], row["share_mean"], row["share_p95"], top),
        }
        for row in rows.to_dict("records")
    ]
    return _page(
        "index",
        INDEX,
        about,
        title=told("{count} municipalities", count=len(towns)),
        places=told("Norway, one page a municipality"),
        lines=potential_lines(site.result.level("total").iloc[0]),
        no_ranking=no_ranking(*site.apart),
        interval_note=str(INTERVAL),
        caption=told("Technical potential as share of working time, by name: estimates"),
        towns=sorted(towns, key=lambda town: _alphabet(str(town["name"]))),
        script=Markup(script),
        script_hash=hashed,
    )


def _ends(low: float, high: float) -> str:
    """Both ends of an interval of shares, the sign of per cent at the last.

    >>> _ends(0.025, 0.274)
    '2.5–27.4%'
    """
    return f"{percent(low, 1).removesuffix('%').rstrip()}–{percent(high, 1)}"


def _alphabet(name: str) -> list[int]:
    """Where a name stands in the Norwegian alphabet, whose last letters are æ, ø and å.

    >>> sorted(["Ås", "Øyer", "Ærfugl", "Bø", "Ålesund"], key=_alphabet)
    ['Bø', 'Ærfugl', 'Øyer', 'Ålesund', 'Ås']
    """
    last = {"æ": 0x110000, "ø": 0x110001, "å": 0x110002}
    return [last.get(letter, ord(letter)) for letter in name.casefold()]


def _shared(site: Site) -> dict[str, Any]:
    """What all pages of municipalities say."""
    result = site.country
    radar = result.radar
    classes = catalogue.radar_classes()
    called = name_in(radar.columns)
    part = result.key().part("rests_on")
    return {
        "rests_on": [
            title_in(result.scenario.scenario.reason),
            *([] if part is None else part.lines),
            *result.notes(),
        ],
        "nothing_own": str(NOTHING_OWN),
        "interval_note": str(INTERVAL),
        "uncertain": str(UNCERTAIN),
        "estimate_note": str(ESTIMATE),
        "radar": [
            {
                "code": code,
                "name": name,
                "items": [
                    {"code": row["technology"], "name": row[called]}
                    for row in radar[radar["radar_class"] == code].to_dict("records")
                ],
            }
            for code, name in zip(
                classes["radar_class"], classes[name_in(classes.columns)], strict=True
            )
        ],
    }


def _town(town: Town, known: pd.Series) -> dict[str, Any]:
    """What the page of a municipality says of it alone."""
    groups = catalogue.size_groups().set_index("size_group")
    size = groups.loc[catalogue.size_group_of()[town.code], name_in(groups.columns)]
    classes = over_intervals(town.class_table(), CLASS_COLUMNS)
    return {
        "title": town.name,
        "places": told(
            "{county}. {residents} residents on 1 January 2024, in the size group {size}. About "
            "{fte} FTE, by the estimate.",
            county=known["county_name"],
            residents=whole(int(known["population"])),
            size=f"{size[0].lower()}{size[1:]}",
            fte=rounded(town.whole["fte_base"]),
        ),
        "lines": town.lines(),
        "sectors": sector_figures(town.sector_table()),
        "peers": _peers(town.peers),
        "need": _need(town),
        "classes": classes,
        "class_note": classes.notes[0],
    }


def _peers(peers: Peers | None) -> dict[str, Any] | None:
    """Beside others: sentences, places, and what the difference is made of."""
    if peers is None:
        return None
    places, *by_sector = peers.tables()
    return {
        "lines": peers.lines(),
        "notes": peers.notes(),
        "places": over_intervals(replace(places, title=told("Beside others")), PLACE_COLUMNS),
        "sectors": [shown_table(_only(table, MIX_COLUMNS)) for table in by_sector],
    }


def _only(table: Table, brief: tuple[Brief, ...]) -> Table:
    """The table with other columns in its narrow view."""
    return replace(table, brief=brief, notes=())


def _need(town: Town) -> dict[str, Any] | None:
    """The need of work of a municipality; None where the run has none."""
    if town.gap is None:
        return None
    sectors, years, *_ = (over_intervals(table, NEED_COLUMNS) for table in town.gap.tables())
    return {
        "quote": town.gap.quoted(),
        "notes": [*town.gap.notes(), *years.notes],
        "sectors": sectors,
        "years": years,
    }
