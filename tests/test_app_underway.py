"""How far a study is, and what is told of one that was lost."""

from __future__ import annotations

import pytest

from autopot.app.jobs import RUNNING, WAITING, Job
from autopot.app.underway import underway
from autopot.messages import speaking
from support.app_client import jobs_of, page_of, send, visitor

GONE, NOW = "gikk tapt", 5000.0


@pytest.fixture
def still_clock(monkeypatch):
    """A clock that stands at `NOW`."""
    monkeypatch.setattr("autopot.app.underway.monotonic", lambda: NOW)


def study(done: int, pieces: int, seconds: float, state: str = RUNNING) -> Job:
    """A study that began so many seconds ago."""
    started = NOW - seconds
    return Job("x", "run", {}, 9, state=state, done=done, pieces=pieces, started=started)


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize(
    ("job", "told"),
    [
        (study(0, 0, 7), "7 s til nå"),
        (study(1, 3, 80), "33\u00a0% ferdig, 1 min 20 s til nå"),
        (study(3, 3, 125), "99\u00a0% ferdig, 2 min 5 s til nå"),  # its files are not written yet
        (study(0, 3, 80, WAITING), ""),
    ],
)
def test_the_share_and_the_time_are_told(job, told):
    """80 s are 1 min and 20 s; a third is 33 whole per cent."""
    with speaking("nb"):
        assert underway(job) == told


@pytest.mark.usefixtures("still_clock")
def test_both_stand_in_the_page_and_in_what_its_script_asks_for(tmp_path):
    with page_of(tmp_path, running=0) as app:
        client = visitor(app)
        send(client, "/kjor", scenario="cities")
        [job] = jobs_of(app)
        job.state, job.done, job.pieces, job.started = RUNNING, 1, 4, NOW - 3
        assert "25\u00a0% ferdig, 3 s til nå" in client.get("/resultat").text
        assert client.get(f"/jobb/{job.key}").json()["underway"] == "25\u00a0% ferdig, 3 s til nå"


def test_a_run_that_was_lost_with_the_program_is_told_at_the_next_start(tmp_path):
    """Killed: the queue is never closed. A run that is stopped is not lost."""
    with page_of(tmp_path, running=0) as app:
        client = visitor(app)
        send(client, "/kjor", scenario="cities")
        assert GONE not in client.get("/resultat").text
        with page_of(tmp_path, running=0) as later:
            assert GONE in visitor(later).get("/resultat").text
        send(client, "/stopp")
        with page_of(tmp_path, running=0) as later:
            assert GONE not in visitor(later).get("/resultat").text
