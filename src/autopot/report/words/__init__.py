"""All words that planners read, in Norwegian bokmål and English: one file for each place."""

from __future__ import annotations

from autopot.errors import InputError, unknown_name
from autopot.messages import say_in
from autopot.report.words.beside import WORDS as BESIDE_WORDS
from autopot.report.words.charts import WORDS as CHART_WORDS
from autopot.report.words.comparison import WORDS as COMPARISON_WORDS
from autopot.report.words.future import WORDS as FUTURE_WORDS
from autopot.report.words.page import WORDS as PAGE_WORDS
from autopot.report.words.run import WORDS as RUN_WORDS
from autopot.report.words.size import WORDS as SIZE_WORDS
from autopot.report.words.uncertainty import WORDS as UNCERTAINTY_WORDS

WORDS: dict[str, dict[str, str]] = {
    **RUN_WORDS,
    **SIZE_WORDS,
    **CHART_WORDS,
    **FUTURE_WORDS,
    **PAGE_WORDS,
    **UNCERTAINTY_WORDS,
    **COMPARISON_WORDS,
    **BESIDE_WORDS,
}


def word(key: str, language: str) -> str:
    """The text of a key in a language.

    Raises
    ------
    InputError
        No such language.

    >>> word("sector", "nb")
    'Sektor'
    """
    texts = WORDS[key]
    if language not in texts:
        raise InputError(unknown_name("language", say_in("the", "language"), language, list(texts)))
    return texts[language]
