"""What an assistant is told, asked with the protocol's own client."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters

from autopot import api, catalogue
from autopot.assistant.answers import packaged
from autopot.assistant.server import server

DRAWS = 200
TOOLS = {"explain_occupation", "explain_sector", "municipality", "gap", "sources"}
QUESTIONS = {
    "occupation": ("explain_occupation", {"occupation": "4110", "language": "en"}),
    "occupation in a sector": (
        "explain_occupation",
        {"occupation": "2342", "sector": "kindergarten"},
    ),
    "sector": ("explain_sector", {"sector": "health_care", "language": "nn"}),
    "municipality": ("municipality", {"municipality": "Hå", "language": "en"}),
    "gap": ("gap", {"municipality": "1119", "language": "en"}),
}


def run(ask):
    """What it gives, in a thread of its own: a browser of other tests leaves a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, ask).result()


def asked(*questions):
    """The answers of one server to (tool, arguments), in order; each has is_error and content."""

    async def ask():
        async with Client(server(DRAWS)) as client:
            return [await client.call_tool(tool, arguments) for tool, arguments in questions]

    return run(ask)


@pytest.fixture(scope="module")
def answers():
    found = asked(*QUESTIONS.values())
    return dict(zip(QUESTIONS, found, strict=True))


def listed():
    async def ask():
        async with Client(server(DRAWS)) as client:
            return (await client.list_tools()).tools

    return run(ask)


def test_five_tools_that_only_read():
    tools = listed()
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint for tool in tools)


def test_no_tool_takes_a_file_a_scenario_or_staff():
    taken = {name for tool in listed() for name in tool.input_schema["properties"]}
    assert taken == {"occupation", "sector", "municipality", "year", "word", "language"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_answer_has_interval_meaning_and_sources(answers, name):
    found = answers[name]
    assert not found.is_error
    told = found.structured_content
    assert told["lines"]
    assert told["figures"]
    assert all(one["low"] <= one["high"] for one in told["figures"])
    assert "90" in told["interval"]
    assert told["meaning"]
    assert {one["source_id"] for one in told["sources"]} <= set(catalogue.sources()["source_id"])
    assert "ilo-wp140" in [one["source_id"] for one in told["sources"]]


def test_potential_is_said_not_to_be_posts(answers):
    assert "It is not posts" in answers["municipality"].structured_content["meaning"]
    assert "ikkje stillingar" in answers["sector"].structured_content["meaning"]


def test_an_occupation_is_as_explain_gives_it(answers):
    """The same question asked of the library, with the same draws."""
    row = api.explain("4110", packaged("base"), draws=DRAWS).potential
    (figure,) = answers["occupation"].structured_content["figures"]
    assert figure["mean"] == pytest.approx(row["share_mean"], abs=1e-4)
    assert figure["low"] == pytest.approx(row["share_p05"], abs=1e-4)
    assert figure["high"] == pytest.approx(row["share_p95"], abs=1e-4)


def test_a_municipality_is_said_to_be_an_estimate(answers):
    told = answers["municipality"].structured_content
    assert told["title"] == "Hå"
    assert any(note.startswith("An estimate, not statistics") for note in told["notes"])


def test_what_is_wrong_comes_back_as_a_sentence():
    found = asked(
        ("municipality", {"municipality": "/etc/passwd"}),
        ("explain_occupation", {"occupation": "9999"}),
        ("explain_sector", {"sector": "skole"}),
        ("explain_occupation", {"occupation": "../../base"}),
        ("gap", {"year": 1999}),
    )
    assert all(one.is_error for one in found)
    texts = [one.content[0].text for one in found]
    assert "/etc/passwd" in texts[0]
    assert "finnes ikke" in texts[0]
    assert "9999" in texts[1]
    assert not any("Traceback" in text or str(Path(__file__).parents[1]) in text for text in texts)


def test_a_file_of_the_same_name_is_not_read(tmp_path, monkeypatch):
    """A file `base` or `national` where the server was started is not taken for the scenario."""
    for name in ("base", "national", "base.yaml", "national.yaml"):
        (tmp_path / name).write_text("name: stolen\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (found,) = asked(("explain_occupation", {"occupation": "4110"}))
    assert not found.is_error
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "base",
        "base.yaml",
        "national",
        "national.yaml",
    ]


def test_sources_are_searched_by_word():
    (found,) = asked(("sources", {"word": "eloundou"}))
    rows = found.structured_content["result"]
    assert "eloundou-2024" in [row["source_id"] for row in rows]
    assert all("eloundou" in f"{row['source_id']} {row['citation']}".casefold() for row in rows)


def test_over_stdin_and_stdout(tmp_path):
    """The command as an assistant starts it: nothing but the protocol on stdout."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "autopot", "mcp", "--draws", str(DRAWS)],
        env=dict(os.environ),
        cwd=tmp_path,
    )

    async def ask():
        async with Client(command) as client:
            return await client.call_tool("sources", {"word": "frey"})

    assert "frey-osborne-2013" in str(run(ask).structured_content)
    assert list(tmp_path.iterdir()) == []
