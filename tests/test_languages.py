"""The command line in bokmål, nynorsk and English: one language at a time, the one asked for."""

from __future__ import annotations

import json
import re
from importlib import import_module

import click
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autopot.cli import worded
from autopot.cli.commands import COMMANDS, group
from autopot.cli.usage import problem
from autopot.messages import LANGUAGES, speaking

MARKERS = {
    "nb": "ikke hva hvilke hvilken hvor hver hvert et fra kjør kjøring bare filen mappen navn "
    "navnet tall tallene tallet ellers skrives vises leses lagres uten oppgaver kommuner noe nå de "
    "dem skrevet lest hvis finnes mangler innenfor usikkerhet kilder ansatte følger gjør",
    "nn": "ikkje kva kvar kvart kor eit ein ei frå køyr køyring berre fila mappa namn namnet tal "
    "tala talet elles utan oppgåver kommunar noko dei ho lesne dersom finst manglar "
    "innanfor uvisse kjelder tilsette følgjer gjer",
    "norwegian": "og eller som til av på med den det er vis skriv lag bruk valg val eksempel døme",
    "en": "the of and or is are with from where which not otherwise number folder show write file "
    "that this what these every when example examples options usage missing",
}
FOREIGN = {
    "nb": ("nn", "en"),
    "nn": ("nb", "en"),
    "en": ("nb", "nn", "norwegian"),
}
LITERAL = re.compile(
    r"\[[^\]]*\|[^\]]*\]|--?[\w-]+|<[^>]*>|\S*\w[./=_{]\S*|«[^»]*»|'[^']*'|\b[A-ZÆØÅ]{2,}\b"
    r"|^ +autopot .*$|allowed: .*$|tillatt: .*$|tillate: .*$",
    re.MULTILINE,
)
"""Names that are the same in every language: options, files, keys, placeholders, examples."""


def foreign_words(text, language):
    """Words of another language, apart from names."""
    theirs = {word for other in FOREIGN[language] for word in MARKERS[other].split()}
    return sorted(theirs & set(re.findall(r"[^\W\d]+", LITERAL.sub(" ", text).lower())))


def own_words(text, language):
    """Words that show which language it is."""
    return set(MARKERS[language].split()) & set(re.findall(r"[^\W\d]+", text.lower()))


def every_command():
    """Each command with its subcommands: the words that call it, and the command."""
    yield (), group
    for name, (module, _) in COMMANDS.items():
        command = import_module(module).command
        yield (name,), command
        for inner in getattr(command, "commands", {}):
            yield (name, inner), command.commands[inner]


EVERY = list(every_command())


@pytest.fixture
def say_nothing(monkeypatch):
    """No language in the environment."""

    def unset():
        monkeypatch.delenv("AUTOPOT_LANGUAGE", raising=False)

    return unset


def test_the_markers_tell_the_languages_apart():
    assert foreign_words("Køyr eit scenario", "nb") == ["eit", "køyr"]
    assert foreign_words("Kjør et scenario", "nn") == ["et", "kjør"]
    assert foreign_words("Run a scenario og skriv --out fil.csv", "en") == ["og", "skriv"]
    assert foreign_words("Show --the 'the' file_of the RUN", "nb") == ["show", "the"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [words for words, _ in EVERY], ids=" ".join)
def test_help_is_wholly_in_one_language(call, words, language):
    code, out, err = call(*words, "--help", "--language", language)
    assert (code, err) == (0, "")
    assert own_words(out, language)
    assert foreign_words(out, language) == []
    begins, options = {
        "nb": ("Bruk: ", "\nValg:\n"),
        "nn": ("Bruk: ", "\nVal:\n"),
        "en": ("Usage: ", "\nOptions:\n"),
    }[language]
    assert out.startswith(begins)
    assert options in out
    assert not {"[OPTIONS]", "ARGS", "TEXT", "INTEGER", "PATH"} & (
        set() if language == "en" else set(re.findall(r"\[OPTIONS\]|\b[A-Z]+\b", out))
    )


@pytest.mark.parametrize("number", range(len(EVERY)), ids=[" ".join(words) for words, _ in EVERY])
def test_every_option_is_explained_and_every_command_has_a_language(number):
    words, command = EVERY[number]
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert "--language" in [name for option in options for name in option.opts]
    for option in options:
        assert isinstance(option, worded.WordedOption), (words, option.opts)
        assert str(option.words)


MISTAKES = {
    "option": (
        ["run", "base", "--drawss", "5"],
        "autopot run | valget --drawss finnes ikke | mente du --draws?",
        "autopot run | valet --drawss finst ikkje | meinte du --draws?",
        "autopot run | no such option --drawss | did you mean --draws?",
    ),
    "command": (
        ["tasks", "eksport"],
        "autopot tasks | kommandoen «eksport» finnes ikke | tillatt: export, import | mente du "
        "export eller import?",
        "autopot tasks | kommandoen «eksport» finst ikkje | tillate: export, import | meinte du "
        "export eller import?",
        "autopot tasks | no such command 'eksport' | allowed: export, import | did you mean "
        "export or import?",
    ),
    "value": (
        ["fetch", "workforce", "--year", "1999"],
        "autopot fetch workforce | --year «1999» | tillatt: et helt tall fra 2015 til 2100",
        "autopot fetch workforce | --year «1999» | tillate: eit heilt tal frå 2015 til 2100",
        "autopot fetch workforce | --year '1999' | allowed: a whole number from 2015 to 2100",
    ),
    "decimal": (
        ["fetch", "styrk", "--timeout", "0"],
        "autopot fetch styrk | --timeout «0» | tillatt: et tall fra 0.1 til 600",
        "autopot fetch styrk | --timeout «0» | tillate: eit tal frå 0.1 til 600",
        "autopot fetch styrk | --timeout '0' | allowed: a number from 0.1 to 600",
    ),
    "choice": (
        ["explain", "4110", "--language", "da"],
        "autopot explain | --language «da» | tillatt: nb, nn, en",
        "autopot explain | --language «da» | tillate: nb, nn, en",
        "autopot explain | --language 'da' | allowed: nb, nn, en",
    ),
    "path": (
        ["init", "fil.txt", "--municipality", "1103"],
        "autopot init | FOLDER «fil.txt» er en fil | tillatt: en mappe",
        "autopot init | FOLDER «fil.txt» er ei fil | tillate: ei mappe",
        "autopot init | FOLDER 'fil.txt' is a file | allowed: a folder",
    ),
    "no such path": (
        ["fetch", "workforce", "--year", "2024", "--groups", "borte.csv"],
        "autopot fetch workforce | --groups «borte.csv» finnes ikke",
        "autopot fetch workforce | --groups «borte.csv» finst ikkje",
        "autopot fetch workforce | --groups 'borte.csv' does not exist",
    ),
    "missing": (
        ["run"],
        "autopot run | SCENARIO mangler",
        "autopot run | SCENARIO manglar",
        "autopot run | SCENARIO is missing",
    ),
    "second of two": (
        ["bounds", "base", "--sector", "school", "0.1", "mye"],
        "autopot bounds | --sector «mye» | tillatt: et tall",
        "autopot bounds | --sector «mye» | tillate: eit tal",
        "autopot bounds | --sector 'mye' | allowed: a number",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_in_the_language_asked_for(call, monkeypatch, tmp_path, case, language):
    (tmp_path / "fil.txt").write_text("a", "utf-8")
    monkeypatch.setenv("AUTOPOT_LANGUAGE", language)
    args, *expected = MISTAKES[case]
    code, out, err = call(*args)
    line, help_line = err.splitlines()
    assert (code, out) == (2, "")
    assert line == dict(zip(("nb", "nn", "en"), expected, strict=True))[language]
    assert foreign_words(err, language) == []
    assert help_line.startswith("Help: " if language == "en" else "Hjelp: ")


@given(st.text())
def test_a_wrong_value_is_shown_whatever_it_is(text):
    try:
        int(text)
    except ValueError:
        pass
    else:
        assume(False)
    with pytest.raises(click.UsageError) as left:
        group.main(["run", "base", f"--draws={text}"], standalone_mode=False)
    for language, end in (
        ("nb", "» | tillatt: et helt tall"),
        ("en", "' | allowed: a whole number"),
    ):
        with speaking(language):
            line = str(problem(left.value, "autopot run"))
        assert line.startswith(("autopot run | --draws «", "autopot run | --draws '"))
        assert line.endswith(end)
        assert len(line.splitlines()) == 1


OWN = (
    "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
    "extends: base\nreport: {language: en}\n"
)
TITLE = {
    "nb": "Hva evidensen tillater i own",
    "nn": "Kva evidensen tillèt i own",
    "en": "What the evidence allows in own",
}


@pytest.mark.parametrize(
    ("environment", "before", "after", "spoken"),
    [
        ("", [], [], "en"),
        ("nn", [], [], "nn"),
        ("nn", [], ["--language", "nb"], "nb"),
        ("nn", ["--language", "en"], [], "en"),
        ("", [], ["--language=nn"], "nn"),
        ("", ["--language", "nb"], ["--language", "nn"], "nn"),
    ],
)
def test_language_goes_before_environment_before_scenario(
    call, monkeypatch, say_nothing, tmp_path, environment, before, after, spoken
):
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    say_nothing()
    if environment:
        monkeypatch.setenv("AUTOPOT_LANGUAGE", environment)
    code, out, _ = call(*before, "bounds", "own.yaml", *after)
    assert code == 0
    assert out.splitlines()[0].strip() == TITLE[spoken]


def test_bokmål_where_nothing_else_is_asked_for(call, say_nothing):
    say_nothing()
    assert call("run")[2].startswith("autopot run | SCENARIO mangler")
    assert call("bounds", "base")[1].startswith("Hva evidensen tillater i base")


def test_one_call_leaves_nothing_to_the_next(call):
    for language, words in (
        ("nn", "Vis versjonen."),
        ("en", "Show the version"),
        ("nb", "Vis vers"),
    ):
        assert words in call("--help", "--language", language)[1]
    assert "Show this message" in call("run", "--help")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_a_command_follow_its_help(call, language):
    _, made, _ = call("init", "mappe", "--municipality", "1103", "--language", language)
    _, written, _ = call("template", "mal.xlsx", "--language", language)
    assert foreign_words(made + written, language) == []
    assert made.startswith(
        {"nb": "Mappen mappe er laget:", "nn": "Mappa mappe er laga:", "en": "The folder mappe"}[
            language
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_the_template_is_never_read(call, language):
    """An empty template has no staff, so a row that is read could only come from its example."""
    call("template", "mal.xlsx", "--language", language)
    code, out, _ = call("check", "mal.xlsx", "--json", "--language", language)
    assert code == 1
    assert json.loads(out)["fte_read"] == 0
