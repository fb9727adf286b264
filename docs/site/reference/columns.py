"""Pages of every column that goes in and that comes out, and of the sources."""

from __future__ import annotations

from autopot import catalogue
from autopot.catalogue.columns import Column, all_columns
from reference.markdown import code, linked, page, plain, table

OUTPUT = {
    "nb": (
        "Kolonner i resultatene",
        "Navnet er kolonnens i Parquet-filer, JSON og Python. Overskriften er den som står i "
        "rapporten, regnearket og terminalen. Kolonner som ikke står i noe regneark, har ingen "
        "forklaring. Alt står også i `data/outputs.csv`, på nynorsk med.",
        ("Navn", "Overskrift", "Enhet", "Hva den inneholder"),
    ),
    "en": (
        "Output columns",
        "The name is that of the column in Parquet files, JSON and Python; the heading is what the "
        "report, the workbook and the terminal show. Columns that stand in no workbook have no "
        "explanation. All of it stands in `data/outputs.csv`.",
        ("Name", "Heading", "Unit", "What it holds"),
    ),
}


def output_page(language: str) -> str:
    """Columns of all results.

    Parameters
    ----------
    language : nb or en.
    """
    title, lead, headings = OUTPUT[language]
    frame = catalogue.table("outputs").fillna("")
    rows = [
        (
            code(row["column"]),
            plain(row[f"heading_{language}"]),
            plain(row["unit"]),
            plain(row[f"meaning_{language}"]),
        )
        for row in frame.to_dict("records")
    ]
    return page(title, lead, table(headings, rows))


def input_page() -> str:
    """Columns of all packaged tables, and of those that users bring."""
    parts = [
        f"## {name}.csv\n\n" + table(("Column", "Type", "Allowed", "What it holds"), map(_row, own))
        for name, own in all_columns().items()
    ]
    lead = (
        "Every table of `data/`, and under `input/` those that you bring. The checks of "
        "`autopot data check` are made from the same rows, in `data/columns.csv`. A star marks the "
        "key of a table; a cell may be empty where the type says *or empty*."
    )
    return page("Input columns", lead, *parts)


def _row(column: Column) -> tuple[str, str, str, str]:
    kind = column.type + (f", {column.unit}" if column.unit else "")
    name = code(column.name) + (" \\*" if column.key else "")
    return (
        name,
        plain(kind) + ("" if column.required else " *or empty*"),
        _allowed(column),
        plain(column.description),
    )


def _allowed(column: Column) -> str:
    if column.allowed:
        return ", ".join(code(value) for value in column.allowed)
    if column.refers_to:
        return f"in {code(column.refers_to)}"
    low = "" if column.low is None else f"{column.low:g}"
    high = "" if column.high is None else f"{column.high:g}"
    return f"{low} to {high}" if low and high else f"from {low}" if low else high and f"to {high}"


def sources_page() -> str:
    """Every source with its licence, and what its figures are used as."""
    parts = []
    for row in catalogue.sources().fillna("").astype(str).to_dict("records"):
        facts = [
            plain(row["citation"]) + ".",
            f"Licence: {plain(row['licence'])}." if row["licence"] else "",
            linked(row["url"]),
            f"Read {row['accessed']}." if row["accessed"] else "",
        ]
        parts.append(f"## {plain(row['source_id'])}")
        parts.append(" ".join(fact for fact in facts if fact))
        parts.append(plain(row["note"]))
    lead = "Every figure of autopot names one of these. They stand in `data/sources.csv`."
    return page("Sources", lead, *parts)
