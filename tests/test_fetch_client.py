"""The HTTP client against a local server that misbehaves as it is told."""

from __future__ import annotations

import itertools
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autopot.errors import InputError
from autopot.statistics import (
    Cache,
    Client,
    Request,
)
from autopot.statistics.limits import RateLimit
from support.fetch_server import FOLDER, Act, playing

CONFIG = "/pxwebapi/v2/config"
RECORDED = (FOLDER / "config.json").read_bytes()


@pytest.fixture
def client(server, tmp_path):
    """A client that waits only on paper; `waits` and `told` hold what it did."""
    waits, told = [], []
    made = Client(
        Cache(tmp_path / "cache"), server.address, timeout=0.3, tell=told.append, sleep=waits.append
    )
    made.waits, made.told = waits, told
    return made


def ask(client, path=CONFIG):
    return client.read(path, lambda value, _: value)


def test_an_answer_is_read_and_described(client, server):
    value, answer = ask(client)
    assert value["maxDataCells"] == 800000
    assert (answer.content, answer.cached) == (RECORDED, False)
    assert answer.request.url == server.address + CONFIG
    assert server.calls[0][2]["User-Agent"].startswith("autopot/")


def test_a_second_question_makes_no_call(client, server):
    first = ask(client)[1]
    second = ask(client)[1]
    assert len(server.calls) == 1
    assert (second.content, second.cached) == (first.content, True)


def test_refresh_asks_again(client, server):
    ask(client)
    client.refresh = True
    assert not ask(client)[1].cached
    assert len(server.calls) == 2


def test_get_and_post_of_the_same_address_are_two_questions():
    assert Request("http://a/b").key != Request("http://a/b", "{}").key


@pytest.mark.parametrize("ending", ["body", "json"])
def test_a_damaged_cache_file_is_fetched_anew(client, server, ending):
    request = ask(client)[1].request
    (client.cache.folder / f"{request.key}.{ending}").write_bytes(b'{"maxDataCells": 1}')
    assert ask(client)[0]["maxDataCells"] == 800000
    assert len(server.calls) == 2
    assert any("fetched anew" in line for line in client.told)


def test_503_twice_then_fine(client, server):
    server.acts = [Act(503), Act(503)]
    assert ask(client)[0]["maxDataCells"] == 800000
    assert client.waits == [1.0, 2.0]


def test_429_waits_as_long_as_it_is_told(client, server):
    server.acts = [Act(429, {"Retry-After": "7"})]
    ask(client)
    assert client.waits == [7.0]


def test_429_that_asks_for_an_hour_ends_with_that_message(client, server):
    server.acts = [Act(429, {"Retry-After": "3600"})]
    with pytest.raises(InputError, match=r"429 .*asks us to wait 3600 s .*after 60 minutes"):
        ask(client)
    assert (client.waits, len(server.calls)) == ([], 1)


def test_an_unreadable_retry_after_is_a_plain_retry(client, server):
    server.acts = [Act(429, {"Retry-After": "soon"})]
    ask(client)
    assert client.waits == [1.0]


def test_five_tries_and_no_more(client, server):
    server.acts = [Act(503)] * 9
    with pytest.raises(InputError, match=r"5 tries: the server answered 503 .*try again later"):
        ask(client)
    assert (client.waits, len(server.calls)) == ([1.0, 2.0, 4.0, 8.0], 5)


def test_a_slow_server_times_out_and_is_tried_again(client, server):
    server.acts = [Act(wait=0.8)]
    ask(client)
    assert any("no answer within 0.3 s" in line for line in client.told)


def test_a_transfer_that_drips_forever_is_given_up(server, tmp_path):
    server.ranges = False
    ticks = itertools.count(0, 1000)
    hasty = Client(
        Cache(tmp_path), server.address, clock=lambda: float(next(ticks)), sleep=lambda _: None
    )
    with pytest.raises(InputError, match="5 tries: the answer took more than 600 s"):
        ask(hasty)


def test_an_answer_without_end_is_refused(client, monkeypatch):
    monkeypatch.setattr("autopot.statistics.client.LARGEST", 100)
    with pytest.raises(InputError, match="an answer above"):
        ask(client)
    assert not list(client.cache.folder.glob("*.part"))


def test_a_cache_folder_that_is_a_file(server, tmp_path):
    (tmp_path / "cache").write_text("ours", "utf-8")
    blocked = Client(Cache(tmp_path / "cache"), server.address)
    with pytest.raises(InputError, match=r"--cache .*cannot be used"):
        ask(blocked)


def test_a_broken_transfer_is_asked_for_again(client, server):
    server.acts = [Act(cut=100)]
    assert ask(client)[1].content == RECORDED
    assert len(server.calls) == 2


def test_an_interrupted_call_leaves_nothing_and_the_next_one_gets_it_all(client, server):
    server.acts = [Act(cut=100)]

    def interrupt(_):
        raise KeyboardInterrupt

    client.sleep = interrupt
    with pytest.raises(KeyboardInterrupt):
        ask(client)
    assert list(client.cache.folder.iterdir()) == []
    later = Client(client.cache, server.address)
    assert later.read(CONFIG, lambda value, _: value)[1].content == RECORDED
    assert {file.suffix for file in client.cache.folder.iterdir()} == {".body", ".json"}


def test_an_answer_cut_short_in_silence_is_asked_for_again(client, server):
    server.acts = [Act(content=RECORDED[:50])]
    assert ask(client)[1].content == RECORDED
    assert any("not whole" in line for line in client.told)


def test_a_page_instead_of_data_is_refused_and_not_kept(client, server):
    server.acts = [Act(content=b"<!DOCTYPE html><title>Vedlikehold</title>")]
    with pytest.raises(InputError, match=r"a page instead of data.*--base-url"):
        ask(client)
    assert ask(client)[0]["maxDataCells"] == 800000


def test_an_answer_the_reader_refuses_is_not_kept(client):
    def refuse(_value, _place):
        raise InputError([])

    with pytest.raises(InputError):
        client.read(CONFIG, refuse)
    assert not ask(client)[1].cached


def test_a_refusal_is_shown_in_the_servers_words(client, server):
    words = json.dumps({"title": "Bad query", "detail": "Missing selection"}).encode()
    server.acts = [Act(400, content=words)]
    with pytest.raises(InputError, match=r"400 .*Bad query Missing selection"):
        ask(client)
    assert len(server.calls) == 1


def test_no_server_at_all(tmp_path):
    with playing() as running:
        address = running.address
    gone = Client(Cache(tmp_path), address, sleep=lambda _: None)
    with pytest.raises(InputError, match=r"no answer in 5 tries: no connection \|"):
        ask(gone)


def test_an_address_that_is_none(tmp_path):
    with pytest.raises(InputError, match=r"--base-url .*'file:///etc'"):
        Client(Cache(tmp_path), "file:///etc")


def test_without_the_extra_the_remedy_is_the_command(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "urllib3", None)
    with pytest.raises(InputError, match=r'pip install "autopot\[ssb\]"'):
        Client(Cache(tmp_path))


@given(
    pauses=st.lists(st.floats(0, 90, allow_nan=False), max_size=120),
    early=st.floats(0, 0.4),
)
def test_never_more_than_thirty_calls_in_any_minute(pauses, early):
    now, calls = 0.0, []

    def sleep(seconds):
        # A sleep may end early, but not without end.
        nonlocal now
        now += seconds if seconds < 0.01 else seconds * (1 - early)

    limit = RateLimit(clock=lambda: now, sleep=sleep)
    for pause in pauses:
        now += pause
        limit.wait()
        calls.append(now)
    for first, later in zip(calls, calls[30:], strict=False):
        assert later - first >= 60 - 1e-6


def test_the_client_keeps_the_limit(server, tmp_path):
    now, waits = [0.0], []

    def sleep(seconds):
        waits.append(seconds)
        now[0] += seconds

    patient = Client(
        Cache(tmp_path), server.address, refresh=True, clock=lambda: now[0], sleep=sleep
    )
    for _ in range(31):
        ask(patient)
    assert waits == [60.0]
