"""What stands around the code, and must follow it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import yaml

from autopot.version import __version__

ROOT = Path(__file__).resolve().parents[1]


def test_the_citation_is_of_this_version_and_licence():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cited["version"], cited["license"]) == (__version__, project["license"])
    assert cited["authors"] == project["authors"]
    described = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    assert described["version"] == __version__
    assert described["description"] == project["description"]
    assert described["keywords"] == project["keywords"]


def test_the_tests_that_the_security_page_names_are_there():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(?:tests/)?(test_[\w*]+\.py)`", text)
    assert len(named) > 5
    assert [name for name in named if not list((ROOT / "tests").glob(name))] == []


def test_every_step_of_ci_is_there_and_is_run():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    steps = set(re.findall(r"^step_(\w+)\(\)", text, re.MULTILINE))
    assert steps == set(re.search(r"set -- (.+)$", text, re.MULTILINE)[1].split())
