"""The figures of the documents behind the commission as tables."""

from __future__ import annotations

import pandas as pd

from autopot.evidence.document_figures import EVERYBODY
from autopot.messages import Text, name_in, say, say_in, shown
from autopot.messages.numbers import plain
from autopot.tables import Table

DOCUMENTS: dict[str, Text] = {
    "menon-2019": say("Menon 48/2019, digitalisation of the big cities (summary)"),
    "ipsos-2021": say("Ipsos 2021 for KS, digital consequences of covid-19"),
    "kl-momentum-2020": say("KL Momentum 2020, digital experience of the corona spring"),
    "ks-arbeidsgivermonitor-2017": say("KS Arbeidsgivermonitor 2017"),
    "pwc-2021": say("PwC 2021 for KS, barriers of middle managers"),
}

RESPONDENTS: dict[str, Text] = {
    "directors": say("municipal directors"),
    "chiefs": say("service chiefs"),
    "union": say("union representatives"),
    "directors_and_chiefs": say("directors and service chiefs"),
    "all_groups": say("all three groups"),
    "digital_chiefs": say("digital chiefs (Denmark)"),
    "municipalities": say("municipalities"),
    "county_municipalities": say("county municipalities"),
    "municipalities_and_counties": say("municipalities and county municipalities"),
    "middle_managers": say("middle managers"),
    "one_municipality": say("one municipality"),
    "document": say("the document"),
}

AREA_NAMES: dict[str, Text] = {
    EVERYBODY: say("all"),
    "upbringing": say("education and upbringing"),
    "health_care": say("health and care"),
    "social": say("social services"),
    "technical": say("technical services"),
    "transport": say("transport"),
    "other": say("other areas"),
    "whole_municipality": say("the whole municipality"),
    "others": say("all areas but upbringing"),
    "lowest": say("lowest area"),
    "highest": say("highest area"),
}

SUBGROUPS: dict[str, Text] = {
    EVERYBODY: "",
    "under_3000": say("under 3,000 residents"),
    "3000_9999": say("3,000 to 9,999 residents"),
    "10000_more": say("10,000 residents or more"),
    "centrality_1_2": say("most central (1-2)"),
    "centrality_3": say("centrality 3"),
    "centrality_4": say("centrality 4"),
    "centrality_5_6": say("least central (5-6)"),
    "east": say_in("part of the country", "East"),
    "west": say_in("part of the country", "West"),
    "middle": say_in("part of the country", "Middle"),
    "north": say_in("part of the country", "North"),
}

USE_NAMES: dict[str, Text] = {
    "readiness": say("leads of service areas"),
    "size": say("small and large municipalities"),
    "groups": say("gap between those who answer"),
    "adoption": say("adoption points"),
    "realisation": say("realisation level"),
    "card": say("readiness card"),
    "training": say("training in plans"),
    "advice": say("advice"),
    "barriers": say("barriers"),
    "benchmark": say("comparison"),
    "horizon": say("horizon"),
    "radar": say("radar"),
    "sample": say("sampling error"),
}

COUNTED = say(
    "n in parentheses is the whole area or size group, an upper bound. Figures that the document "
    "gives in words stand with ≈."
)
CONTRADICTS = say("! The document contradicts itself here; see docs/data.md.")


def document_tables(figures: pd.DataFrame) -> list[Table]:
    """A table for each document.

    Parameters
    ----------
    figures : rows of `autopot.evidence.document_figures.document_figures`.
    """
    return [
        _table(source, figures[figures["source_id"] == source])
        for source in DOCUMENTS
        if (figures["source_id"] == source).any()
    ]


def _table(source: str, rows: pd.DataFrame) -> Table:
    question = name_in(rows.columns, "question")
    frame = pd.DataFrame(
        {
            "asked": rows[question],
            "answered_by": [_who(row) for row in rows.to_dict("records")],
            "printed": [_value(row) for row in rows.to_dict("records")],
            "printed_n": [_number(row) for row in rows.to_dict("records")],
            "used_for": [_use(row) for row in rows.to_dict("records")],
            "printed_place": rows["place"],
        }
    )
    marks = (CONTRADICTS,) if (rows["contradiction"] != "").any() else ()
    return Table(
        name=f"figures_{source}",
        title=DOCUMENTS[source],
        frame=frame,
        brief=("asked", "answered_by", "printed", "printed_n", "used_for"),
        notes=(COUNTED, *marks),
    )


def _who(row: dict[str, object]) -> str:
    """Who answered, in which area and which municipalities."""
    area = AREA_NAMES[str(row["area"])] if row["area"] != EVERYBODY else ""
    parts = [RESPONDENTS[str(row["respondents"])], area, SUBGROUPS[str(row["subgroup"])]]
    return ", ".join(shown(part) for part in parts if part)


def _value(row: dict[str, object]) -> str:
    value, unit = plain(float(str(row["value"]))), str(row["unit"])
    mark = " !" if row["contradiction"] else ""
    about = "≈ " if unit == "percent_from_words" else ""
    return f"{about}{value}{' %' if unit.startswith('percent') else ''}{mark}"


def _number(row: dict[str, object]) -> str:
    if pd.isna(row["n"]):
        return "–"
    number = plain(float(str(row["n"])))
    return f"({number})" if row["n_basis"] == "stratum" else number


def _use(row: dict[str, object]) -> str:
    names = [shown(USE_NAMES[use]) for use in str(row["uses"]).split()]
    return ", ".join(names) or "–"
