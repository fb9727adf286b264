"""The figures that the documents behind the commission print."""

from __future__ import annotations

from autopot import catalogue
from autopot.errors import InputError, unknown_name
from autopot.evidence.document_figures import EVERYBODY, document_figures
from autopot.messages import say_in
from autopot.results.documents.figures import DocumentFigures
from autopot.results.documents.tables import DOCUMENTS

SAMPLES = ("sample", "sample_share")
"""Shown for the area itself only."""


def printed_figures(area: str | None = None, document: str | None = None) -> DocumentFigures:
    """The figures of the five documents.

    Parameters
    ----------
    area : a service area: its figures, and those of all areas for the same questions.
    document : a source_id: only that document.

    Raises
    ------
    InputError
        No figure is of such an area, or no such document.

    >>> len(printed_figures(document="kl-momentum-2020").figures)
    22
    """
    frame = document_figures()
    if document is not None:
        if document not in DOCUMENTS:
            raise InputError(
                unknown_name("--document", say_in("the", "document"), document, list(DOCUMENTS))
            )
        frame = frame[frame["source_id"] == document]
    if area is not None:
        known = [a for a in _areas() if a != EVERYBODY]
        if area not in known:
            raise InputError(unknown_name("--area", say_in("the", "service area"), area, known))
        own = frame[frame["area"] == area]
        asked = own["indicator"] + own["respondents"]
        whole = (frame["area"] == EVERYBODY) & (frame["subgroup"] == EVERYBODY)
        beside = whole & (frame["indicator"] + frame["respondents"]).isin(set(asked))
        frame = frame[(frame["area"] == area) | (beside & ~frame["indicator"].isin(SAMPLES))]
    return DocumentFigures(frame.reset_index(drop=True))


def _areas() -> list[str]:
    return list(dict.fromkeys(catalogue.table("survey/figures")["area"]))
