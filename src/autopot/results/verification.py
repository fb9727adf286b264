"""What was found where a result was checked, in sentences and as plain data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autopot.errors import Problem
from autopot.messages import Message, in_own_language, say, say_many, shown
from autopot.messages.numbers import whole

HOLDS = {
    "run": say(
        "All is well: {files} files and {inputs} inputs are unchanged, and {numbers} "
        "numbers are the same in a new run."
    ),
    "comparison": say(
        "The files are right. Files unchanged since the comparison was made: {files}. The figures "
        "were not computed again, as the folder does not hold the scenarios. Do that with autopot "
        "compare."
    ),
    "plan": say(
        "The files are right: {files} files are unchanged since the plan was made; the "
        "follow-up sheet may be filled in. The plan was not solved again. Do that with "
        "autopot plan {folder}/plan.yaml."
    ),
}
DIFFERS = {
    "run": say("Not all is well: {problems}. {numbers} numbers were compared with a new run."),
    "comparison": say(
        "Not all is well: {problems} in the files. The figures were not computed again."
    ),
    "plan": say("Not all is well: {problems} in the files. The plan was not solved again."),
}
"""What is said of each kind of folder."""


@dataclass(frozen=True)
class Verification:
    """What was found.

    Parameters
    ----------
    run : the run directory.
    problems : every difference; empty when the result holds.
    numbers : numbers compared with a new run; 0 where it could not be run again.
    files, inputs : checksums compared.
    versions : (name, then, now) of everything that has another version now.
    language : of the scenario; that of the command line where the folder holds none.
    kind : run, plan or comparison; the last two have their files checked and are not run again.
    """

    run: Path
    problems: list[Problem]
    numbers: int
    files: int
    inputs: int
    versions: list[tuple[str, str, str]]
    language: str
    kind: str = "run"

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.problems

    def lines(self) -> list[Message]:
        """What has another version now, and whether the result holds."""
        versions = [
            say("Another version of {name}: {then} then, {now} now.", name=name, then=then, now=now)
            for name, then, now in self.versions
        ]
        found = (HOLDS if self.holds else DIFFERS)[self.kind]
        values = {
            "files": self.files,
            "inputs": self.inputs,
            "numbers": whole(self.numbers),
            "problems": say_many("1 difference", "{count:,} differences", count=len(self.problems)),
            "folder": str(self.run),
        }
        return [*versions, replace(found, values=values)]

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "run": str(self.run),
            "kind": self.kind,
            "holds": self.holds,
            "problems": [
                {
                    "place": shown(problem.place),
                    "found": shown(problem.found),
                    "allowed": shown(problem.allowed),
                    "remedy": shown(problem.remedy),
                }
                for problem in self.problems
            ],
            "numbers_compared": self.numbers,
            "files": self.files,
            "inputs": self.inputs,
            "versions": [
                {"name": name, "then": then, "now": now} for name, then, now in self.versions
            ],
        }
