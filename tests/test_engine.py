"""The same bytes wherever the work is done, also when workers die; else a clear error."""

from __future__ import annotations

import io
import os
import pickle
import signal
import socket
import subprocess
import sys
import time

import pandas as pd
import pytest
from distributed import Client

import autopot
import autopot.engine.dask as on_dask
from autopot.engine import Work, dask_workers, open_engine, rounds_of
from autopot.engine.dask_workers import worker_processes
from autopot.engine.pieces import as_drawn
from autopot.errors import InfeasibleError, InputError, Problem
from autopot.study.preparation import (
    load_changed,
    prepare,
)

DRAWS = 3_300
SKETCHED = {"uncertainty": {"memory": "30 MB"}}


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes on this machine."""
    with worker_processes(2) as started:
        yield started


def parquet(**options):
    """potential.parquet of a run."""
    content = io.BytesIO()
    autopot.run("base", draws=DRAWS, **options).potential.to_parquet(content, index=False)
    return content.getvalue()


@pytest.fixture(scope="module")
def kept():
    return parquet(engine="local")


@pytest.fixture(scope="module")
def sketched():
    return parquet(engine="local", changes=SKETCHED)


def test_two_threads_and_two_processes_give_the_bytes_of_one_thread(kept, sketched, cluster):
    address = cluster.scheduler_address
    assert kept != sketched
    assert parquet(threads=2) == kept
    assert parquet(engine="dask", scheduler=address) == kept
    assert parquet(threads=2, changes=SKETCHED) == sketched
    assert parquet(engine="dask", scheduler=address, changes=SKETCHED) == sketched


NARROW = """\
name: narrow
title: {nb: Smal, en: Narrow}
reason: {nb: For en rask test., en: For a quick test.}
references: [judgement]
extends: base
uncertainty: {freeze: [capability, transfer, tasks, time_use]}
"""


def test_compare_and_sensitivity_give_the_same_anywhere(cluster, tmp_path):
    where = {"engine": "dask", "scheduler": cluster.scheduler_address}
    other = tmp_path / "narrow.yaml"
    other.write_text(NARROW, encoding="utf-8")
    here = autopot.compare(["base", other], by="municipality", draws=1000, engine="local")
    there = autopot.compare(["base", other], by="municipality", draws=1000, **where)
    pd.testing.assert_frame_equal(here.table, there.table, check_exact=True)
    pd.testing.assert_frame_equal(here.parts, there.parts, check_exact=True)
    here = autopot.sensitivity(other, draws=500, engine="local")
    there = autopot.sensitivity(other, draws=500, **where)
    pd.testing.assert_frame_equal(here.indices, there.indices, check_exact=True)


def test_a_worker_killed_in_mid_run_changes_nothing(sketched, cluster):
    killed = []

    def kill(done, pieces):
        if done > pieces // 3 and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    address = cluster.scheduler_address
    run = parquet(engine="dask", scheduler=address, changes=SKETCHED, progress=kill)
    assert killed
    assert run == sketched


def test_a_worker_that_joins_late_changes_nothing(sketched, cluster):
    joined = []

    def join(done, pieces):
        if not joined:
            joined.append((done, pieces))
            cluster.scale(3)

    address = cluster.scheduler_address
    run = parquet(engine="dask", scheduler=address, changes=SKETCHED, progress=join)
    cluster.scale(2)
    assert joined
    assert run == sketched


def test_progress_counts_every_piece(cluster):
    told = []
    address = cluster.scheduler_address
    for where in ({"engine": "local"}, {"engine": "dask", "scheduler": address}):
        told.append([])
        autopot.run("base", draws=2500, progress=lambda *step: told[-1].append(step), **where)
    assert told[0] == told[1] == [(n, 4) for n in range(1, 5)]


def test_workers_with_other_versions_are_refused(cluster, monkeypatch):
    other = {**on_dask._versions(), "numpy": "1.0"}
    monkeypatch.setattr(on_dask, "_versions", lambda: other)
    with pytest.raises(InputError, match=r"worker on .* numpy .* allowed: 1\.0"):
        parquet(engine="dask", scheduler=cluster.scheduler_address)


def test_work_that_kills_every_worker_stops_with_a_reason(cluster):
    inputs = prepare(load_changed("base")).inputs
    with Client(cluster) as client:
        client.run_on_scheduler(
            lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0)
        )
    with (
        open_engine("dask", scheduler=cluster.scheduler_address) as engine,
        pytest.raises(InputError, match="died 1 times on the same piece"),
    ):
        list(engine.run(inputs, rounds_of(100), Work(as_drawn, lambda _: os._exit(1))))


@pytest.fixture
def lone_scheduler():
    """A scheduler and a worker in processes of their own: (address, process of the scheduler)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    host, port = address.split(":")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    started = [
        subprocess.Popen(
            [*dask, "scheduler", "--host", host, "--port", port, "--no-dashboard"], **quiet
        ),
        subprocess.Popen([*dask, "worker", address, "--no-nanny", "--no-dashboard"], **quiet),
    ]
    yield f"tcp://{address}", started[0]
    for process in started:
        process.kill()
        process.wait()


def test_a_lost_scheduler_stops_the_run_with_nothing_written(lone_scheduler, tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOPOT_LANGUAGE", "en")
    address, scheduler = lone_scheduler
    where = ["--engine", "dask", "--scheduler", address, "--out", str(tmp_path / "run")]
    command = [sys.executable, "-m", "autopot", "run", "base", "--draws", "300000", "--quiet"]
    pipe = subprocess.PIPE
    with subprocess.Popen([*command, *where], stdout=pipe, stderr=pipe, text=True) as run:
        with Client(address, timeout=15) as client:
            while client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)) < 5:
                assert run.poll() is None
                time.sleep(0.05)
        scheduler.kill()
        said = run.communicate(timeout=60)[1]
    assert run.returncode == 1
    assert "connection to the cluster was lost" in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_no_scheduler_at_the_address(call, tmp_path, monkeypatch):
    monkeypatch.setattr(dask_workers, "CONNECT_SECONDS", 0.5)
    for address in ("tcp://127.0.0.1:1", "nowhere"):
        code, _, err = call("run", "base", "--engine", "dask", "--scheduler", address)
        assert code == 1
        assert f"--scheduler {address} | no Dask scheduler answers at the address" in err
    assert list(tmp_path.iterdir()) == []


ADDRESS = ["--scheduler", "tcp://10.0.0.5:8786"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "dusk"], "did you mean dask?"),
        (["--engine", "local", "--threads", "2"], "use --engine threads"),
        (ADDRESS, "add --engine dask"),
        (["--engine", "dask", "--threads", "2", *ADDRESS], "own workers"),
    ],
)
@pytest.mark.parametrize(
    "command", ["run base", "compare base fast", "sensitivity base", "sweep evidence"]
)
def test_options_that_do_not_go_together(call, command, options, said):
    code, _, err = call(*command.split(), *options)
    assert code == 1
    assert said in err


def test_without_dask_the_error_says_how_to_get_it(call, monkeypatch):
    monkeypatch.delitem(sys.modules, "autopot.engine.dask", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, err = call("run", "base", "--engine", "dask")
    assert code == 1
    assert 'pip install "autopot[cluster]"' in err


def test_errors_keep_their_problems_between_processes():
    for kind in (InputError, InfeasibleError):
        error = kind([Problem("a", "b"), Problem("c", "d")])
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is kind
        assert again.problems == error.problems
