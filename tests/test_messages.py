"""Messages: a sentence stands once in the code, and gets its language where it is shown."""

from __future__ import annotations

import importlib.util
import pickle
import string
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from autopot.messages import (
    LANGUAGES,
    language,
    name_in,
    say,
    say_in,
    say_many,
    sentences,
    shown,
    speaking,
    title_in,
    told,
    unless_asked,
    written,
)
from autopot.messages import po as catalogues
from autopot.messages.numbers import localised

ROOT = Path(__file__).parent.parent
HARD_SPACE = "\N{NO-BREAK SPACE}"


def catalogue_tool():
    """`.ci/messages.py`, which knows what the code says."""
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / ".ci" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = catalogue_tool()


@pytest.mark.parametrize("name", ["nb", "nn"])
def test_every_message_has_words_and_fills_in_the_same(name):
    assert list(TOOL.faults(name)) == []


@pytest.mark.parametrize("name", ["nb", "nn"])
def test_our_reader_reads_what_babel_reads(name):
    """Babel is the other reader; both forms of a counted message, and every context."""
    folder = Path(catalogues.__file__).parent
    expected = {}
    for file in sorted(folder.glob(f"{name}*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream):
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.id and all(forms):
                    english = message.id if isinstance(message.id, str) else message.id[0]
                    expected[message.context or "", english] = tuple(forms)
    assert catalogues.catalogue(name) == expected


def test_a_message_gets_its_language_where_it_is_shown():
    message = say("did you mean {name}?", name="school")
    assert str(message) == "did you mean school?"
    with speaking("nb"):
        assert str(message) == f"{message}" == "mente du school?"
    assert message.in_language("nb") == "mente du school?"


def test_values_of_a_message_are_shown_in_its_language():
    """A list, a message inside it, a decimal, a whole number that is a year, and a quoted word."""
    inner = say_in("the", "sector")
    message = say("{what} {word!q} is not known", what=inner, word="skole")
    assert message.in_language("en") == "sector 'skole' is not known"
    assert message.in_language("nb") == "sektoren «skole» finnes ikke"
    assert shown([inner, 1.5, 2025], "nb") == "sektoren, 1,5, 2025"
    assert shown([inner, 1.5, 2025], "en") == "sector, 1.5, 2025"


def test_counted_messages_take_the_form_of_their_number():
    one, many = (say_many("one row", "{count:,} rows", count=n) for n in (1, 12_345))
    assert (str(one), str(many)) == ("one row", "12,345 rows")


def test_numbers_have_the_signs_of_the_language():
    """Norwegian: comma, a space that does not break, and one before the per cent sign."""
    assert localised("1,234.5", "en") == "1,234.5"
    for name in ("nb", "nn"):
        assert localised("1,234.5", name) == f"1{HARD_SPACE}234,5"
        assert localised("20.3%", name) == f"20,3{HARD_SPACE}%"
        assert localised("-3.5", name) == "−3,5"


def test_the_order_of_switches(monkeypatch):
    """What was asked for, the environment, the scenario's own, and else English."""
    monkeypatch.delenv("AUTOPOT_LANGUAGE", raising=False)
    assert language() == "en"
    with unless_asked("nb"):
        assert language() == "nb"
        monkeypatch.setenv("AUTOPOT_LANGUAGE", "nn")
        assert language() == "nn"
        with speaking("en"):
            assert language() == "en"
            with unless_asked("nb"), speaking(None):
                assert language() == "en"
        assert language() == "nn"
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "fr")  # no such language: as if it were not there
    assert language() == "en"


def test_a_language_of_one_thread_is_not_that_of_another():
    with speaking("nb"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(language).result() != "nb"


def test_a_message_keeps_its_values_on_the_way_from_another_process():
    message = say("no such file")
    again = pickle.loads(pickle.dumps(message))
    assert again == message
    assert again.in_language("nb") == "filen finnes ikke"


@given(st.text(), st.sampled_from(list(LANGUAGES)))
def test_braces_in_a_value_are_shown_and_never_filled_in(text, name):
    assert say("{value}", value=text).in_language(name) == text
    with speaking(name):
        assert told("{value}", value=text) == text


@given(st.text(max_size=200))
def test_a_quoted_word_shows_no_sign_that_could_command_a_terminal(text):
    assert say("{word!q}", word=text).in_language("nb").isprintable()


def test_sentences_follow_each_other_in_any_language():
    both = sentences([say("check the path"), say("no such file")])
    assert both.in_language("nb") == "kontroller stien filen finnes ikke"


def test_names_of_the_data_fall_back_to_bokmaal_in_nynorsk():
    columns = ["code", "name_nb", "name_en"]
    for name, column in (("nb", "name_nb"), ("nn", "name_nb"), ("en", "name_en")):
        with speaking(name):
            assert name_in(columns) == column
    with speaking("nn"):
        assert name_in([*columns, "name_nn"]) == "name_nn"


def test_a_text_of_the_data_gets_its_language_where_it_is_shown():
    row = {"note_nb": "Anslag {x}", "note_en": "An estimate", "other": 1}
    note, bare = written(row, "note"), written({"note_nb": "Anslag", "note_en": ""}, "note")
    for name, text in (("nb", "Anslag {x}"), ("nn", "Anslag {x}"), ("en", "An estimate")):
        assert note.in_language(name) == shown(say("{note}", note=note), name) == text
        with speaking(name):
            assert str(note) == text
    assert bare.in_language("en") == "Anslag"
    assert pickle.loads(pickle.dumps(note)) == note


def test_a_title_is_in_the_language_or_the_nearest():
    class Title:
        nb, nn, en = "Grunn", None, "Base"

    for name, text in (("nb", "Grunn"), ("nn", "Grunn"), ("en", "Base")):
        with speaking(name):
            assert title_in(Title()) == text


def test_every_translation_can_be_filled_in():
    """No stray brace or unknown conversion in any catalogue: each is parsed as it will be."""
    for name in ("nb", "nn"):
        for forms in catalogues.catalogue(name).values():
            for text in forms:
                for _, field, _, conversion in string.Formatter().parse(text):
                    assert field is None or field == "" or field.isidentifier() or "%" in text, text
                    assert conversion in (None, "q", "r", "s"), text
