"""A sweep gives what single runs give, and can stop at any moment and go on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from filelock import FileLock

import autopot
from autopot.engine.dask_workers import worker_processes
from autopot.errors import InfeasibleError, InputError
from autopot.scenario.sweep import load_sweep
from autopot.store.sweeps import (
    LOCK,
    RESULTS,
    read_sweep,
)
from autopot.tables import shown_table

TOTAL = "kind == 'technical' and level == 'total'"
HEAD = "title: {nb: a, en: b}\nscenario: base\ndraws: 200\n"
LIST = (
    f"name: short\n{HEAD}outputs: [total, sector, municipality, radar_class, occupation]\n"
    "design:\n  list:\n"
    "    - {physical.strength: 0.1, workforce.source: storby-2019}\n"
    "    - {evidence.weights.whole_tasks: 0.6, workforce.source: asss-2021, storby: asss-2021}\n"
    "    - {physical.strength: {tri: [0, 0.2, 0.5]}, evidence.override.4110: 0.5}\n"
)
STAFF = (
    "municipality,sector,occupation,fte\n0301,administration,4110,120\n"
    "0301,health_care,5321,40\n0301,school,2341,3\n0301,culture,4110,30\n"
)
KILLS = 6
POINTS = 24
GRID = (
    f"name: killed\n{HEAD}design:\n  grid:\n"
    f"    physical.strength: {[n / 8 for n in range(4)]}\n"
    f"    human_required.partly: {[n / 8 for n in range(6)]}\n"
)


@pytest.fixture
def short(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(LIST, "utf-8")
    return path


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """The short sweep, finished; to be copied, not changed."""
    home = tmp_path_factory.mktemp("swept")
    (home / "short.yaml").write_text(LIST, "utf-8")
    autopot.sweep(home / "short.yaml", home / "out")
    return home / "out"


@pytest.fixture
def finished(swept, tmp_path):
    """A copy of the finished short sweep."""
    return shutil.copytree(swept, tmp_path / "out")


def stored(folder):
    """Name -> content of every file of the results."""
    files = (folder / RESULTS).rglob("*.parquet")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_every_point_is_the_run_with_those_settings(swept, tmp_path):
    results = autopot.sweep_state(swept).results
    assert list(results["point"].unique()) == [1, 2, 3]
    changes = [
        {"physical": {"strength": 0.1}},
        {
            # 0.3, 0.2, 0.15, 0.15 and 0.1 of 0.9 in the base scenario share the remaining 0.4.
            "evidence": {
                "weights": {
                    "score_above_floor": 1.2 / 9, "exposed_time": 0.6 / 9, "activity_time": 0.8 / 9,
                    "exposed_time_2026": 0.6 / 9, "whole_tasks_2026": 0.4 / 9,
                    "whole_tasks": 0.6, "task_automation": 0, "computerisation": 0,
                }
            },
            "workforce": {"source": "asss-2021"},
        },
        {"physical": {"strength": {"tri": [0, 0.2, 0.5]}}, "evidence": {"override": {"4110": 0.5}}},
    ]  # fmt: skip
    asss = tmp_path / "asss.yaml"
    asss.write_text(
        "name: asss\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nstorby: asss-2021\n", "utf-8",
    )  # fmt: skip
    levels = ["total", "sector", "municipality", "radar_class", "occupation"]
    for number, (scenario, change) in enumerate(
        zip(("base", asss, "base"), changes, strict=True), start=1
    ):
        own = autopot.run(scenario, draws=200, changes=change)
        run, aside = own.potential, own.beside
        beside = aside[(aside["kind"] == "beside") & aside["level"].isin(["total", "sector"])]
        expected = pd.concat([run[run["level"].isin(levels)], beside])
        found = results[results["point"] == number][list(run.columns)]
        keys = ["kind", "level", "unit", "sector", "municipality", "radar_class", "occupation"]
        assert len(found) == len(expected) > 100
        pd.testing.assert_frame_equal(
            found.sort_values(keys, ignore_index=True),
            expected.sort_values(keys, ignore_index=True),
            check_exact=False, rtol=1e-9,
        )  # fmt: skip


def test_results_are_one_data_set_with_the_settings_as_columns(short, swept):
    state = autopot.sweep_state(swept)
    every = pd.read_parquet(swept / RESULTS)
    total = every.query(f"{TOTAL} and unit == 'share'").set_index("point")
    assert total["physical.strength"].tolist() == [
        "0.1", '{"tri": [0.2, 0.4, 0.7]}', '{"tri": [0, 0.2, 0.5]}',
    ]  # fmt: skip
    override = total["evidence.override.4110"]
    assert override.isna().tolist() == [True, True, False]
    assert state.complete
    assert list(state.design.columns) == ["point", *load_sweep(short).settings]


def test_common_random_numbers_leave_no_noise_between_points(tmp_path):
    text = f"name: noise\n{HEAD}design:\n  grid: {{horizon.years: [10, 15]}}\n"  # growth is 0
    means = []
    for kind in ("common", "independent"):
        path = tmp_path / "noise.yaml"
        path.write_text(f"random_numbers: {kind}\n{text}", "utf-8")
        results = autopot.sweep(path, tmp_path / kind).results
        means.append(results.query(f"{TOTAL} and unit == 'share'")["mean"].tolist())
    (first, second), (third, fourth) = means
    assert first == second == third != fourth


def test_finished_points_are_not_run_again_and_half_written_ones_are(short, finished):
    folder = finished
    whole = stored(folder)
    one, two, three = (folder / name for name in sorted(whole))
    kept = one.stat().st_mtime_ns
    content = two.read_bytes()
    two.write_bytes(content[: len(content) // 2])
    middle = len(content) // 3
    three.write_bytes(content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :])
    one.with_name(".part.parquet.partial").write_bytes(content[:100])
    assert autopot.sweep_state(folder).finished == [1]
    three.write_bytes(content)  # whole, but of another point
    assert autopot.sweep_state(folder).finished == [1]
    assert autopot.sweep_state(folder).results["point"].unique().tolist() == [1]
    assert autopot.sweep(short, folder, threads=1).finished == [1, 2, 3]
    assert stored(folder) == whole
    assert one.stat().st_mtime_ns == kept


def test_a_changed_byte_anywhere_in_the_figures_is_seen(finished, tmp_path):
    folder = finished
    file = folder / sorted(stored(folder))[1]
    content = file.read_bytes()
    footer = int.from_bytes(content[-8:-4], "little") + 8
    unseen = 0
    for at in range(4, len(content) - footer, 499):
        file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        if 2 in read_sweep(folder).finished():
            unseen += 1  # a byte of a page's header that decides nothing
            assert pd.read_parquet(file).equals(pd.read_parquet(_copy(tmp_path, content)))
    assert unseen < 5


def _copy(folder, content):
    (folder / "copy.parquet").write_bytes(content)
    return folder / "copy.parquet"


def test_another_sweep_in_the_same_place_is_refused_and_says_what_changed(short, finished):
    folder = finished
    before = stored(folder)
    short.write_text(LIST.replace("draws: 200", "draws: 300"), "utf-8")
    with pytest.raises(InputError) as found:
        autopot.sweep(short, folder)
    (problem,) = found.value.problems
    assert "definition.draws is 300 | allowed: 200, as when" in str(problem)
    assert stored(folder) == before


def test_two_processes_do_not_run_the_same_sweep(short, finished):
    folder = finished
    with FileLock(folder / LOCK):
        assert autopot.sweep_state(folder).at_work
        with pytest.raises(InputError, match="is running already"):
            autopot.sweep(short, folder)
    assert not autopot.sweep_state(folder).at_work


def test_a_folder_with_other_things_in_it_is_left_alone(short, tmp_path):
    folder = tmp_path / "used"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="in use"):
        autopot.sweep(short, folder)
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


def test_a_sweep_stopped_before_its_manifest_starts_again(short, tmp_path):
    folder = tmp_path / "begun"
    folder.mkdir()
    (folder / "design.parquet").write_bytes(b"PAR1 half")
    (folder / ".manifest.json.partial").write_bytes(b"{")
    with pytest.raises(InputError, match="not a sweep"):
        autopot.sweep_state(folder)
    state = autopot.sweep(short, folder)
    assert state.complete
    assert len(state.design) == 3


def test_points_without_a_solution_are_named_when_the_others_are_finished(tmp_path):
    (tmp_path / "staff.csv").write_text(STAFF, "utf-8")
    path = tmp_path / "calibrated.yaml"
    design = "design:\n  grid:\n    workforce.file: [staff.csv]\n    calibrate.total: [0.99, 0.2]\n"
    path.write_text(f"name: calibrated\n{HEAD}{design}", "utf-8")
    with pytest.raises(InfeasibleError, match="point 1: "):
        autopot.sweep(path, tmp_path / "out")
    state = autopot.sweep_state(tmp_path / "out")
    assert state.finished == [2]
    assert set(state.results["kind"]) == {"technical_calibrated", "beside"}


def test_a_missing_workforce_is_found_before_anything_runs(tmp_path):
    path = tmp_path / "two.yaml"
    design = "design:\n  grid:\n    workforce.file: [no.csv, neither.csv]\n"
    path.write_text(f"name: two\n{HEAD}{design}", "utf-8")
    with pytest.raises(InputError) as found:
        autopot.sweep(path, tmp_path / "out")
    assert [p.place.split()[0] for p in found.value.problems] == [f"{path}:7"] * 2
    assert not (tmp_path / "out").exists()


def test_a_real_workforce_is_hidden_as_in_a_run(tmp_path):
    (tmp_path / "staff.csv").write_text(STAFF, "utf-8")
    path = tmp_path / "own.yaml"
    text = (
        f"name: own\n{HEAD}design:\n  list:\n"
        "    - {workforce.file: staff.csv, physical.strength: 0.3}\n"
    )
    path.write_text(text, "utf-8")
    results = autopot.sweep(path, tmp_path / "out").results
    changes = {
        "workforce": {"file": str(tmp_path / "staff.csv")}, "physical": {"strength": 0.3},
    }  # fmt: skip
    own = autopot.run("base", draws=200, changes=changes)
    run = pd.concat([own.potential, own.beside.query("kind == 'beside'")])
    for level in ("total", "sector"):
        expected = run[run["level"] == level].reset_index(drop=True)
        found = results[results["level"] == level][list(run.columns)].reset_index(drop=True)
        pd.testing.assert_frame_equal(found, expected)
    school = results.query("sector == 'school'")
    assert school["suppressed"].all()
    assert school["mean"].isna().all()


def start(path, folder):
    command = [sys.executable, "-m", "autopot", "sweep", str(path), "--out", str(folder)]
    quiet = subprocess.PIPE
    return subprocess.Popen(
        [*command, "--threads", "1"],
        stdout=quiet,
        stderr=quiet,
        text=True,
        preexec_fn=heed_interrupts,
    )


def heed_interrupts():
    """A shell's background jobs ignore Ctrl-C, and their children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait(folder, points, process, seconds=300.0):
    """Wait for so many points, at most so long."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        if len(list(folder.glob("results/*/part.parquet"))) >= points:
            return
        time.sleep(0.002)


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes on this machine."""
    with worker_processes(2) as started:
        yield started


def test_a_sweep_is_the_same_wherever_it_runs(short, cluster, tmp_path, call):
    """The points on two processes, also with a calibrated one among them."""
    short.write_text(f"{LIST}    - {{calibrate.total: 0.2}}\n", "utf-8")
    autopot.sweep(short, tmp_path / "local", engine="local")
    where = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    code, _, err = call("sweep", str(short), "--out", str(tmp_path / "dask"), *where)
    assert (code, err) == (0, "")
    assert len(stored(tmp_path / "local")) == 4
    assert stored(tmp_path / "dask") == stored(tmp_path / "local")


def test_a_sweep_outlives_a_killed_worker(cluster, tmp_path):
    path = tmp_path / "killed.yaml"
    path.write_text(GRID, "utf-8")
    killed = []

    def kill(done, _points):
        if done > 8 and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    where = {"engine": "dask", "scheduler": cluster.scheduler_address}
    state = autopot.sweep(path, tmp_path / "dask", progress=kill, **where)
    assert killed
    assert state.complete
    autopot.sweep(path, tmp_path / "plain")
    assert stored(tmp_path / "dask") == stored(tmp_path / "plain")


def test_workers_read_none_of_the_planners_files(cluster, tmp_path):
    """Staff and an assessment of barriers are taken away when half of the points are left."""
    (tmp_path / "staff.csv").write_text(STAFF, "utf-8")
    (tmp_path / "barriers.yaml").write_text("all: {resistance: 1}\n", "utf-8")
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {nb: a, en: b}\nreason: {nb: a, en: b}\nreferences: [judgement]\n"
        "extends: base\nworkforce: {file: staff.csv}\nrealisation: {assessment: barriers.yaml}\n",
        "utf-8",
    )
    strengths = [n / 40 for n in range(24)]
    path = tmp_path / "own-sweep.yaml"
    head = HEAD.replace("scenario: base", "scenario: own.yaml")
    path.write_text(
        f"name: own\n{head}design:\n  grid: {{physical.strength: {strengths}}}\n", "utf-8"
    )

    def gone(done, _points):
        if done == 12:
            (tmp_path / "staff.csv").unlink()
            (tmp_path / "barriers.yaml").unlink()

    where = {"engine": "dask", "scheduler": cluster.scheduler_address}
    state = autopot.sweep(path, tmp_path / "out", progress=gone, **where)
    assert not (tmp_path / "staff.csv").exists()
    assert state.complete


def test_a_sweep_killed_at_random_moments_ends_as_if_it_never_stopped(tmp_path):
    path, folder, plain = tmp_path / "killed.yaml", tmp_path / "killed", tmp_path / "plain"
    path.write_text(GRID, "utf-8")
    autopot.sweep(path, plain)
    moments = random.Random(20190801)
    finished: dict[int, tuple[int, bytes]] = {}
    for kill in range(KILLS):
        process = start(path, folder)
        if kill % 2:  # while points are written; at most three, so that some are always left
            wait(folder, len(finished) + 1, process)
            wait(folder, len(finished) + 3, process, moments.uniform(0, 0.1))
        else:  # from the start on
            wait(folder, len(finished) + 1, process, moments.uniform(0, 1.5))
        process.kill()
        process.communicate()
        now = {}
        if (folder / "manifest.json").is_file():
            for number in autopot.sweep_state(folder).finished:
                file = folder / RESULTS / f"point={number:04d}" / "part.parquet"
                now[number] = (file.stat().st_mtime_ns, file.read_bytes())
        assert {number: now.get(number) for number in finished} == finished
        finished = now
    assert KILLS // 2 <= len(finished) < POINTS
    state = autopot.sweep(path, folder)
    assert state.finished == list(range(1, POINTS + 1))
    assert stored(folder) == stored(plain)
    for number, (written, _) in finished.items():
        file = folder / RESULTS / f"point={number:04d}" / "part.parquet"
        assert file.stat().st_mtime_ns == written
    rows = state.results.query(f"{TOTAL} and unit == 'share'")
    assert rows["point"].tolist() == list(range(1, POINTS + 1))


def test_interrupted_it_says_how_many_are_done_and_goes_on(tmp_path, call):
    path, folder = tmp_path / "killed.yaml", tmp_path / "killed"
    slow = GRID.replace("draws: 200", "draws: 4000")  # so that points are left for sure
    assert slow != GRID
    path.write_text(slow, "utf-8")
    process = start(path, folder)
    wait(folder, 1, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    done = len(autopot.sweep_state(folder).finished)
    assert process.returncode == 130
    assert f"Interrupted: {done} of {POINTS} points are finished" in err
    assert 0 < done < POINTS
    code, out, _ = call("sweep", "status", str(folder))
    assert code == 0
    assert f"{done} of {POINTS}" in out
    assert "stopped; run the same command" in out


def test_status_of_sweeps_under_the_current_folder(call, short):
    code, _, err = call("sweep", "status")
    assert (code, "no sweeps" in err) == (1, True)
    assert call("sweep", str(short), "--quiet")[0] == 0
    code, out, _ = call("sweep", "status", "--json")
    (state,) = json.loads(out)
    assert (state["points"], state["finished"], state["missing"]) == (3, 3, [])
    assert os.path.isdir(state["directory"])
    shown = shown_table(autopot.sweep_state(state["directory"]).tables()[0])
    assert [row[1:] for row in shown.rows] == [["3 of 3", "100%", "finished"]]
    code, out, _ = call("sweep", "run", str(short), "--json")
    assert json.loads(out)["directory"] == state["directory"]


def test_faults_of_a_sweep_leave_with_one_and_no_traceback(call, tmp_path):
    (tmp_path / "bad.yaml").write_text(f"name: bad\n{HEAD}design: {{grid: {{nope: [1]}}}}\n")
    code, out, err = call("sweep", "bad.yaml")
    assert (code, out) == (1, "")
    assert err.startswith("bad.yaml:5 | setting 'nope' is not known")
    assert call("sweep", "evidens")[2].endswith("did you mean evidence?\n")
    assert call("sweep", "status", "nowhere")[0] == 1
