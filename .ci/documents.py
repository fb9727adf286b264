#!/usr/bin/env python3
"""The list in docs/data.md of what the documents print, what uses it, and why the rest is not used.

python .ci/documents.py check     exit 1 if the page says something else than the data
python .ci/documents.py write     write the list anew
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from autopot.evidence.document_figures import document_figures
from autopot.messages import shown, speaking
from autopot.results.documents.tables import (
    DOCUMENTS,
    USE_NAMES,
)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data.md"
BEGIN, END = "<!-- documents: begin -->", "<!-- documents: end -->"


def lines() -> str:
    """The list, in English."""
    figures = document_figures()
    with speaking("en"):
        parts = [_summary(figures), *(_document(figures, source) for source in DOCUMENTS)]
    return "\n\n".join([*parts, _contradictions(figures)])


def _summary(figures: pd.DataFrame) -> str:
    rows = ["| document | figures | used | not used |", "|---|---|---|---|"]
    for source, title in DOCUMENTS.items():
        own = figures[figures["source_id"] == source]
        used = int((own["uses"] != "").sum())
        rows.append(f"| {shown(title)} | {len(own)} | {used} | {len(own) - used} |")
    return "\n".join(rows)


def _document(figures: pd.DataFrame, source: str) -> str:
    own = figures[figures["source_id"] == source]
    rows = [f"**{shown(DOCUMENTS[source])}**", ""]
    rows += [
        "| what the figure is of | figures | used for | not used, and why |",
        "|---|---|---|---|",
    ]
    for _, asked in own.groupby("indicator", sort=False):
        first = asked.iloc[0]
        names = list(dict.fromkeys(" ".join(asked["uses"]).split()))
        uses = ", ".join(shown(USE_NAMES[name]) for name in names)
        unused = asked[asked["uses"] == ""]
        why = [first["why_not"]] if first["why_not"] else []
        left = unused["left_out"].replace("", NOT_SPLIT)
        why += (
            [f"{count}: {text}" for text, count in left.value_counts(sort=False).items()]
            if not why
            else []
        )
        rows.append(
            f"| {first['question_en']} | {len(asked)} | {uses or '–'} | {'; '.join(why) or '–'} |"
        )
    return "\n".join(rows)


NOT_SPLIT = "stands alone, with nothing of the same question to be held against"


def _contradictions(figures: pd.DataFrame) -> str:
    rows = ["Where a document contradicts itself:", ""]
    for row in figures[figures["contradiction"] != ""].to_dict("records"):
        rows.append(
            f"- `{row['figure']}`, {row['value']:g} ({row['place']}): {row['contradiction']}."
        )
    return "\n".join(rows)


def main(wish: str) -> int:
    """Check or write; returns the exit code."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    wanted = f"{before}{BEGIN}\n{lines()}\n{END}{after}"
    if wish == "write":
        PAGE.write_text(wanted, encoding="utf-8")
    elif wanted != text:
        print("docs/data.md says something else than the data; run: python .ci/documents.py write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
