"""A planner's mistakes on the command line are explained in Norwegian, and in nothing else."""

from __future__ import annotations

import ast
import copy
import errno
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import autopot
from autopot.errors import Problem, refusal, unknown_name
from autopot.messages import LANGUAGES, say, shown, speaking
from autopot.scenario import load_scenario
from autopot.scenario.faults import file_problems
from autopot.scenario.packaged import packaged_directory
from autopot.scenario.plan import PlanFile
from autopot.scenario.schema import Scenario
from autopot.scenario.sweep_schema import Sweep

HEAD = "name: test\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
ENGLISH = re.compile(
    r"\b(allowed|is|are|did|the|and|or|of|not|should|must|write|add|remove|change|missing|value"
    r"|number|with|input|found|expected|cannot|file|row|valid|digits)\b",
    re.IGNORECASE,
)


def english_in(line):
    """The first English word, apart from keys, YAML, files, FILE and the user's own words."""
    return ENGLISH.search(re.sub(r"[^\s.]+(\.[a-z_0-9*]+)+|«[^»]*»|\b[A-Z]+\b|\{[^}]*\}", "", line))


@pytest.fixture
def norwegian(call, monkeypatch, tmp_path):
    """Write a file, run a command on it in Norwegian: exit code and error lines."""
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "nb")

    def run(*args, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        code, _, err = call(*args)
        lines = err.strip().splitlines()
        for line in lines:
            assert english_in(line) is None, line
        return code, lines

    return run


SCENARIO = {
    "misspelt key": (
        "uncertainty: {drawss: 5}\n",
        "nøkkelen uncertainty.drawss finnes ikke | tillatt: draws, ",
        "mente du draws?",
    ),
    "a key that is like none": ("zzz: 1\n", "nøkkelen zzz finnes ikke", "fjern den"),
    "misspelt reading": (
        "evidence: {weights: {whole_task: 1}}\n",
        "nøkkelen evidence.weights.whole_task finnes ikke",
        "mente du whole_tasks?",
    ),
    "decimal comma": (
        'physical: {strength: "0,5"}\n',
        "physical.strength = «0,5» | tillatt: et tall, {tri: [lav, midt, høy]}",
        "skriv 0.5",
    ),
    "decimal comma of a plain number": (
        "human_required:\n  partly: 0,5\n",
        "human_required.partly = «0,5» | tillatt: et tall",
        "skriv 0.5",
    ),
    "decimal comma in braces": (
        "human_required: {partly: 0,5}\n",
        "nøkkelen human_required.5 finnes ikke",
        "skriv desimaler med punktum",
    ),
    "thousands": (
        "uncertainty: {draws: 10 000}\n",
        "uncertainty.draws = «10 000» | tillatt: et helt tall; eller auto",
        "skriv 10000",
    ),
    "percent": (
        "physical: {strength: 40 %}\n",
        "physical.strength = «40 %»",
        "skriv 0.4",
    ),
    "text for a number": (
        "uncertainty: {seed: mange}\n",
        "uncertainty.seed = «mange» | tillatt: et helt tall",
        "endre verdien",
    ),
    "too few draws": (
        "uncertainty: {draws: 5}\n",
        "uncertainty.draws = 5 | tillatt: 100 eller mer; eller auto",
        "endre verdien",
    ),
    "a share above one": (
        "physical: {strength: 1.5}\n",
        "physical.strength = 1.5 | tillatt: en andel mellom 0 og 1",
        "",
    ),
    "order": (
        "physical: {strength: {tri: [0.5, 0.4, 0.6]}}\n",
        "tillatt: tre tall, det laveste først",
        "",
    ),
    "weights": (
        "evidence: {weights: {whole_tasks: 0.9}}\n",
        "tillatt: summen 1; vektene summerer til 1,8",
        "",
    ),
    "language": (
        "report: {language: da}\n",
        "report.language = «da» | tillatt: nb, nn eller en",
        "",
    ),
    "municipality": (
        "workforce: {municipality: 0301}\n",
        "workforce.municipality = 0301, som kan leses som et annet tall",
        'sett tekst i anførselstegn: "0301"',
    ),
    "sheet": (
        "workforce: {sheet: 1}\n",
        "workforce.sheet = 1 | tillatt: tekst; eller en liste",
        'sett den i anførselstegn: "1"',
    ),
    "memory": ("uncertainty: {memory: mye}\n", "tillatt: en mengde minne, skrevet som 1 GB", ""),
    "nothing where a section is": (
        "uncertainty:\n",
        "det står ingenting under uncertainty | tillatt: nøkler med hver sin verdi",
        "",
    ),
    "no such staff file": (
        "workforce: {file: ansatte.xlsx}\n",
        "filen ansatte.xlsx finnes ikke",
        "",
    ),
    "no such definition": ("storby: menon\n", "avgrensningen av storby «menon» finnes ikke", ""),
    "unknown occupation": (
        'evidence: {override: {"41100": 0.1}}\n',
        "yrket eller oppgaven «41100» finnes ikke",
        "mente du 4110",
    ),
}


@pytest.mark.parametrize("case", SCENARIO)
def test_mistakes_in_a_scenario(norwegian, case):
    text, *words = SCENARIO[case]
    code, lines = norwegian("run", "mitt.yaml", mitt=f"{HEAD}extends: base\n{text}")
    assert code == 1
    line = next(line for line in lines if words[0] in line)
    assert re.match("mitt.yaml:[67] ", line)
    assert words[1] in line


SYNTAX = {
    "colon": ("name: Kommune: 2025\n", 1, "et kolon der det ikke kan stå"),
    "tab": ("title:\n\tnb: a\n", 2, "et tabulatortegn"),
    "no colon": ("name: a\ntitle\nreason: b\n", 3, "en linje uten kolon"),
    "indent": ("a:\n    b: 1\n  c: 2\n", 3, "et innrykk som ikke passer"),
    "bracket": ("name: [a, b\ntitle: c\n", 2, "en klamme som ikke er lukket"),
    "quotes": ('name: "a\n', 2, "et anførselstegn som ikke er lukket"),
    "path": ('workforce: {file: "C:\\mappe\\ansatte.xlsx"}\n', 1, "omvendt skråstrek"),
    "at": ("name: @a\n", 1, "et tegn som en verdi ikke kan begynne med"),
    "star": ("name: * a\n", 1, "begynner med * eller &"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "flere dokumenter"),
    "tag": ("name: !x a\n", 1, "merket !x"),
    "alias": ("a: &x [1]\nb: *x\n", 2, "et alias (*x)"),
    "twice": ("name: a\nname: b\n", 2, "name står to ganger (også i linje 1)"),
    "empty": ("", 1, "ingen nøkler"),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_broken_yaml(norwegian, case):
    text, number, words = SYNTAX[case]
    code, lines = norwegian("run", "mitt.yaml", mitt=text)
    assert code == 1
    assert lines[0].startswith(f"mitt.yaml:{number} | {words}") or words in lines[0]
    assert f"mitt.yaml:{number} |" in lines[0]


def test_names_and_files_that_are_not_there(norwegian, tmp_path):
    for args, words in (
        (("run", "bsae"), "SCENARIO | scenarioet «bsae» finnes ikke"),
        (("run", "bsae.yaml"), "bsae.yaml | filen finnes ikke | tillatt: base"),
        (("plan", "plan-exampl"), "PLAN | planen «plan-exampl» finnes ikke"),
        (("sweep", "evidens"), "SWEEP | sveipfilen «evidens» finnes ikke"),
        (("run", "plan-example"), "dette er en plan, ikke et scenario"),
        (("plan", "base"), "dette er et scenario, ikke en plan"),
        (("verify", "runs"), "finnes ikke | tillatt: en mappe laget av autopot run"),
    ):
        code, lines = norwegian(*args)
        assert code == 1
        assert words in lines[0]
    (tmp_path / "ansatte.xlsx").write_bytes(b"PK")
    (tmp_path / "arver.yaml").write_text("name: arver\nextends: ansatte.xlsx\n")
    _, lines = norwegian("run", "arver.yaml")
    assert "dette er en tabell, ikke et scenario" in lines[0]
    assert "workforce: {file: ansatte.xlsx}" in lines[0]
    (tmp_path / "latin.yaml").write_bytes("name: å\n".encode("latin-1"))
    assert "ikke UTF-8 ved byte 6" in norwegian("run", "latin.yaml")[1][0]


def test_what_is_missing_and_what_is_inherited(norwegian):
    _, lines = norwegian("run", "mitt.yaml", mitt="extends: base\n")
    assert "mitt.yaml | name mangler | legg den til: den arves aldri" in lines
    _, lines = norwegian("run", "mitt.yaml", mitt=HEAD)
    assert any(
        "uncertainty mangler | legg den til, eller skriv «extends: base»" in x for x in lines
    )
    _, lines = norwegian("run", "mitt.yaml", mitt=f"{HEAD}extends: bse\n")
    assert lines[0].startswith("mitt.yaml:5 | scenarioet «bse» finnes ikke")
    _, lines = norwegian("run", "mitt.yaml", mitt=f"{HEAD}extends: mitt.yaml\n")
    assert "mitt.yaml bygger på seg selv" in lines[0]


PLAN = {
    "negative": (
        lambda c: c["measures"][0].update(running=-1),
        "running = -1 | tillatt: 0 eller mer",
    ),
    "after": (lambda c: c["measures"][1].update(after={"personver": 1}), "mente du personvern?"),
    "twice": (lambda c: c["measures"][1].update(id="personvern"), "personvern står to ganger"),
    "circle": (
        lambda c: c["measures"][0].update(after={c["measures"][1]["id"]: 0}),
        "ingen av dem kan komme først",
    ),
    "year": (lambda c: c["measures"][0].update(start_by=2050), "2050 er utenfor planen"),
    "budget": (
        lambda c: c["limits"].update(budget={"by_year": {2026: 1}}),
        "budsjett mangler for 2027",
    ),
    "money": (
        lambda c: c["goal"].update(maximise="net_present_value"),
        "et tall for value_per_fte til net_present_value",
    ),
    "id": (lambda c: c["measures"][0].update(id="Nytt tiltak"), "små bokstaver (a–z), sifre"),
    "class": (lambda c: c["limits"]["earliest"].pop("hold"), "alle fire klassene; hold mangler"),
}


@pytest.mark.parametrize("case", PLAN)
def test_mistakes_in_a_plan(norwegian, case):
    change, words = PLAN[case]
    content = yaml.safe_load(
        (packaged_directory("scenarios") / "plan-example.yaml").read_text("utf-8")
    )
    change(content)
    code, lines = norwegian("plan", "min.yaml", min=yaml.safe_dump(content, allow_unicode=True))
    assert code == 1
    assert any(words in line and re.match(r"min\.yaml:\d+ ", line) for line in lines)


SWEEP_HEAD = "name: s\ntitle: {nb: a, en: b}\nscenario: base\ndesign:\n"
SWEEP = {
    "setting": (
        "  grid: {physical.strenght: [0.1]}\n",
        "innstillingen «physical.strenght» finnes ikke",
    ),
    "fixed": ("  grid: {report.language: [nb]}\n", "report.language kan ikke varieres i et sveip"),
    "yearly": ("  grid: {adoption.form: [linear]}\n", "endrer ikke det tekniske potensialet"),
    "empty": ("  grid: {physical.strength: []}\n", "tillatt: minst 1"),
    "two": (
        "  grid: {physical.strength: [0]}\n  list: [{physical.strength: 0}]\n",
        "én av grid, list",
    ),
    "range": (
        "  latin_hypercube: {points: 9, seed: 1, settings: {physical.strength: [1, 0]}}\n",
        "to tall, det laveste først",
    ),
    "bad points": (
        "  grid: {physical.strength: [0.1, 2, 3]}\n",
        "punkt 2: physical.strength = 2, og 1 punkt til | tillatt: en andel mellom 0 og 1",
    ),
    "same": (
        "  list: [{physical.strength: 0}, {physical.strength: 0}]\n",
        "punkt 2: det samme som punkt 1",
    ),
}


@pytest.mark.parametrize("case", SWEEP)
def test_mistakes_in_a_sweep(norwegian, case):
    design, words = SWEEP[case]
    code, lines = norwegian("sweep", "s.yaml", s=SWEEP_HEAD + design)
    assert code == 1
    assert any(words in line and line.startswith("s.yaml:") for line in lines)


def test_a_folder_that_is_in_use(norwegian, tmp_path):
    (tmp_path / "opptatt").mkdir()
    (tmp_path / "opptatt" / "notat.txt").write_text("a", "utf-8")
    code, lines = norwegian("run", "base", "--draws", "100", "--quiet", "--out", "opptatt")
    assert code == 1
    assert lines[0].startswith("--out opptatt | filer som autopot ikke har laget")
    code, lines = norwegian("sweep", "evidence", "--out", "opptatt")
    assert lines[0].startswith("--out opptatt | en mappe eller fil som er i bruk | tillatt:")


CORRECTIONS = {
    "semicolons": ("occupation;task;field;value;reason\n", "semikolon mellom kolonnene"),
    "lost zero": (
        "occupation,task,field,value,reason\n110,01,time_share,0.5,a\n",
        "rad 2 occupation | «110» er ikke en kode på 4 sifre | tillatt: 4 sifre | "
        "mangler nullen foran: 0110?",
    ),
    "no task": (
        "occupation,task,field,value,reason\n4110,99,time_share,0.5,a\n",
        "rad 2 | oppgaven «4110-99» finnes ikke",
    ),
    "not a share": (
        "occupation,task,field,value,reason\n4110,01,time_share,mye,a\n",
        "rad 2 | time_share «mye» | tillatt: en andel fra 0 til 1",
    ),
    "sum": (
        "occupation,task,field,value,reason\n4110,01,time_share,1,a\n4110,01,time_share_high,1,a\n",
        "rettelser.csv 4110 | tiden summerer til 1,",
    ),
    "twice": (
        "occupation,task,field,value,reason\n4110,01,time_share,0.5,a\n4110,01,time_share,0.5,a\n",
        "rad 3 | samme occupation 4110 + task 01 + field time_share en gang til",
    ),
}


@pytest.mark.parametrize("case", CORRECTIONS)
def test_mistakes_in_a_file_with_corrections(norwegian, tmp_path, case):
    table, words = CORRECTIONS[case]
    (tmp_path / "rettelser.csv").write_text(table, "utf-8")
    text = f"{HEAD}extends: base\nevidence: {{overlay: rettelser.csv}}\n"
    code, lines = norwegian("run", "mitt.yaml", "--draws", "100", mitt=text)
    assert code == 1
    assert words in lines[0]


def test_mistakes_in_an_assessment(norwegian):
    mitt = f"{HEAD}extends: base\nrealisation: {{assessment: b.yaml}}\n"
    answers = "all: {training: 5, trening: 1}\nsectors: {skole: {training: 1}}\n"
    code, lines = norwegian("run", "mitt.yaml", mitt=mitt, b=answers)
    assert code == 1
    assert "sektoren «skole» finnes ikke" in lines[0]
    assert "b.yaml:1 | training = 5 | tillatt: 0, 1, 2, 3, 4, eller null for ukjent" in lines[1]
    assert "barrieren «trening» finnes ikke" in lines[2]


# No words outside the catalogue

MOVED = (
    *("api.py", "saving", "page", "questions", "results", "study", "forms", "analysis"),
    *("statistics", "optimise", "radar", "engine", "evidence", "workforce", "store"),
    *("catalogue", "scenario", "model", "machine.py", "errors.py", "cli"),
)
"""Rooms whose words all stand in the catalogue."""

PARTS = ("place", "found", "allowed", "remedy")


def python_files(room):
    """The files of a room, or the one file that it is."""
    path = Path(autopot.__file__).parent / room
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def loose_words(node):
    """Text that a part of a problem is made of here, and that no catalogue knows.

    What is said by `say` is known; so is what a call of something else gives.
    """
    if isinstance(node, ast.JoinedStr):
        return [ast.unparse(node)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if " " in node.value else []
    if isinstance(node, ast.Call):
        return []
    return [text for part in ast.iter_child_nodes(node) for text in loose_words(part)]


def said_loosely(tree):
    """(line, text) of every loose text in a problem, also by way of a name in its function."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    for scope in [tree, *functions]:
        given = {}
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                given.setdefault(node.targets[0].id, []).append(node.value)
        for call in ast.walk(scope):
            if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Problem"):
                continue
            parts = dict(zip(PARTS, call.args, strict=False))
            parts.update({keyword.arg: keyword.value for keyword in call.keywords})
            for name, part in parts.items():
                sources = given.get(part.id, []) if isinstance(part, ast.Name) else [part]
                if name != "place":
                    yield from ((call.lineno, t) for s in sources for t in loose_words(s))


@pytest.mark.parametrize("room", MOVED)
def test_every_word_of_a_problem_is_in_the_catalogue(room):
    loose = [
        (file.name, *where)
        for file in python_files(room)
        for where in said_loosely(ast.parse(file.read_text("utf-8")))
    ]
    assert loose == []


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("Problem(f'{a}:1', 'two words', b, say('two words'))", ["two words"]),
        ("Problem(a, b, remedy=f'{c}')", ["f'{c}'"]),
        ("Problem(a, 'b', [f'{c}', 'd'], str(e))", ["f'{c}'"]),
        ("def f():\n    x = 'two words'\n    return Problem(a, x)", ["two words"]),
    ],
)
def test_loose_words_are_found(code, texts):
    assert {text for _, text in said_loosely(ast.parse(code))} == set(texts)


def examples():
    """What each kind of file may hold, as data."""
    folder = packaged_directory("scenarios")
    yield Scenario, load_scenario("base").scenario.model_dump(mode="json")
    yield PlanFile, yaml.safe_load((folder / "plan-example.yaml").read_text("utf-8"))
    yield Sweep, yaml.safe_load((folder / "sweeps" / "evidence.yaml").read_text("utf-8"))


EXAMPLES = list(examples())
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.sampled_from(["", "tull", "0,5", "10 000", "x" * 200]),
    st.lists(st.integers(-1, 1), max_size=3),
    st.dictionaries(st.sampled_from(["tri", "uniform", "values", "tull"]), st.none(), max_size=2),
)


def places_in(data, at=()):
    """Every place of a value in nested data."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places_in(value, (*at, key))


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_file_is_explained_in_norwegian(data):
    model, good = data.draw(st.sampled_from(EXAMPLES))
    content = copy.deepcopy(good)
    *above, key = data.draw(st.sampled_from(list(places_in(good))))
    inside = content
    for part in above:
        inside = inside[part]
    inside[key] = data.draw(JUNK)
    for problem in faults(model, content):
        with speaking("nb"):
            found, allowed, remedy = map(shown, (problem.found, problem.allowed, problem.remedy))
        assert "et annet slag" not in allowed
        keys = found.startswith("nøkkelen ")  # what is allowed are then the names of keys
        assert english_in(" ".join([found, "" if keys else allowed, remedy])) is None


def faults(model, content):
    """What is wrong with a file's content; empty where nothing is."""
    try:
        model.model_validate(content)
    except ValidationError as error:
        return file_problems(error, {}, Path("min.yaml"), model)
    return []


def test_pieces_by_hand():
    found = Problem("a", say("no keys"), "y").about(say("point {number}: {found}", number=1))
    assert str(found) == "a | point 1: no keys | allowed: y"
    assert found.line("nb") == "a | punkt 1: ingen nøkler | tillatt: y"
    assert found.line("nn") == "a | punkt 1: ingen nøklar | tillate: y"


def test_why_the_system_refuses_a_file():
    denied = refusal(OSError(errno.EACCES, "Permission denied"))
    assert [denied.in_language(name) for name in LANGUAGES] == [
        "ingen tilgang",
        "ingen tilgang",
        "no access",
    ]
    odd = refusal(OSError(9999, "Odd"))
    assert odd.in_language("nb") == "systemet sier nei: «Odd» (9999)"


USAGE = {
    "no argument": (["run"], "autopot run | SCENARIO mangler"),
    "option": (["run", "base", "--drawss", "5"], "valget --drawss finnes ikke | mente du --draws?"),
    "command": (
        ["tasks", "eksport"],
        "«eksport» finnes ikke | tillatt: export, import | mente du export eller import?",
    ),
    "whole number": (
        ["run", "base", "--draws", "mange"],
        "--draws «mange» | tillatt: et helt tall",
    ),
    "number": (["plan", "base", "--seconds", "x"], "--seconds «x» | tillatt: et tall"),
    "no value": (["run", "base", "--draws"], "autopot run | --draws mangler en verdi"),
    "one of two values": (["bounds", "base", "--total", "0.1"], "--total skal ha 2 verdier"),
    "value of one of two": (
        ["bounds", "base", "--total", "0.1", "mye"],
        "--total «mye» | tillatt: et tall",
    ),
    "a value too many": (["run", "base", "--json=1"], "--json skal ikke ha noen verdi"),
    "required": (
        ["fetch", "workforce"],
        "--year mangler | tillatt: et helt tall fra 2015 til 2100",
    ),
    "too many": (["run", "base", "to"], "for mange ord: to"),
    "range": (
        ["run", "base", "--threads", "0"],
        "--threads «0» | tillatt: et helt tall, 1 eller mer",
    ),
    "two ends": (
        ["fetch", "workforce", "--year", "1"],
        "--year «1» | tillatt: et helt tall fra 2015 til 2100",
    ),
    "choice": (["explain", "4110", "--language", "da"], "--language «da» | tillatt: nb, nn, en"),
    "folder": (["check", "."], "«.» er en mappe | tillatt: en fil"),
    "together": (["radar", "base", "--out", "a"], "--export og --out hører sammen"),
    "either": (["explain"], "gi OCCUPATION, --sector eller begge"),
}


@pytest.mark.parametrize("case", USAGE)
def test_a_command_line_that_cannot_be_read(norwegian, case):
    args, words = USAGE[case]
    code, (line, help_line) = norwegian(*args)
    assert code == 2
    assert words in line
    assert re.fullmatch(r"Hjelp: autopot( \w+)* --help", help_line)


def test_an_option_is_named_where_its_value_is_wrong(norwegian):
    code, lines = norwegian("run", "base", "--draws", "5")
    assert code == 1
    assert lines[0].startswith("--draws | uncertainty.draws = 5 | tillatt: 100 eller mer")


def test_nobody_is_told_to_choose_among_names_that_are_not_shown():
    unlike = unknown_name("--municipality", "municipality", "9999", [])
    assert unlike.line("nb").endswith("finnes ikke | kontroller hvordan det er skrevet")
    assert "…" not in unlike.line("nb")
    named = unknown_name("--sector", "sector", "qqq", ["school", "culture"])
    assert named.line("nb").endswith("tillatt: school, culture | bruk et av navnene som er tillatt")
