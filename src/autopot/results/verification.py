"""What was found where a result was checked, in sentences and as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autopot.errors import Problem
from autopot.messages import Message, in_own_language, say, say_many, shown
from autopot.messages.numbers import whole

LIMIT = 1e-9
"""Difference that is still rounding, as share of the number."""

EXACT = say(
    "All is well, to the last digit: {files} files and {inputs} inputs are unchanged, and "
    "{numbers} numbers are the same in a new run."
)
WITHIN = say(
    "All is well, within rounding: {files} files and {inputs} inputs are unchanged, and {numbers} "
    "numbers are the same in a new run but for the last of their digits. {near} differ there, by "
    "at most {largest} of the number; up to {limit} is rounding. No figure that is shown is "
    "another for that{but}."
)
BOUNDARY = say_many(
    ", but for one figure that lay between two rounded ones",
    ", but for {count:,} figures that lay between two rounded ones",
    count=0,
)
HOLDS = {
    "comparison": say(
        "The files are right. Files unchanged since the comparison was made: {files}. The figures "
        "were not computed again, as the folder does not hold the scenarios. Do that with autopot "
        "compare."
    ),
    "gap": say(
        "The files are right. Files unchanged since the need of work was computed: {files}. The "
        "figures were not computed again. Do that with autopot gap {folder}/scenario.yaml."
    ),
    "plan": say(
        "The files are right: {files} files are unchanged since the plan was made; the "
        "follow-up sheet may be filled in. The plan was not solved again. Do that with "
        "autopot plan {folder}/plan.yaml."
    ),
    "site": say(
        "The files are right: {files} files are unchanged since the site was written. The figures "
        "were not computed again. Do that with autopot site {folder}/scenario.yaml."
    ),
}
UNCHECKED = say(
    "Could not be checked in full: say where the staff file is, autopot verify {folder} "
    "--workforce FILE. The staff are not kept with a result, and without them no figure was "
    "computed again. "
    "Nothing that was looked at differs: {files} files are unchanged."
)
DIFFERS = {
    "run": say("Not all is well: {problems}. {numbers} numbers were compared with a new run."),
    "comparison": say(
        "Not all is well: {problems} in the files. The figures were not computed again."
    ),
    "gap": say("Not all is well: {problems} in the files. The figures were not computed again."),
    "plan": say("Not all is well: {problems} in the files. The plan was not solved again."),
    "site": say("Not all is well: {problems} in the files. The figures were not computed again."),
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
    kind : run, gap, plan, comparison or site; all but the first have their files checked and are
        not run again.
    near : how many numbers differ in their last digits only.
    largest : the largest of those differences, as share of the number.
    on_boundary : shown figures that are rounded to the other side.
    arithmetic : (name, then, now) of what rounds otherwise here.
    again : files that were made again and are the same.
    assumed : files that the new run was made from.
    hashed : files of which only the checksum was looked at.
    unlisted : files that the manifest does not name, which were not looked at.
    missing : those of the problems that are a lack of the staff it was made from.
    drawings : whether charts and programs of the page were compared too.
    source : whether autopot's own programs, words and tables are those that made the result.
    """

    run: Path
    problems: list[Problem]
    numbers: int
    files: int
    inputs: int
    versions: list[tuple[str, str, str]]
    language: str
    kind: str = "run"
    near: int = 0
    largest: float = 0.0
    on_boundary: int = 0
    arithmetic: list[tuple[str, str, str]] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    hashed: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    missing: list[Problem] = field(default_factory=list)
    drawings: bool = True
    source: bool = True

    @property
    def exact(self) -> bool:
        """Whether every number is the same to the last digit."""
        return self.near == 0 and self.on_boundary == 0

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.problems

    @property
    def unchecked(self) -> bool:
        """Whether nothing differs that could be looked at, but the staff were not there."""
        return bool(self.missing) and len(self.problems) == len(self.missing)

    def lines(self) -> list[Message]:
        """What is other than then, whether the result holds, and how that was looked at."""
        versions = [
            say("Another version of {name}: {then} then, {now} now.", name=name, then=then, now=now)
            for name, then, now in self.versions
        ]
        if not self.source and not any(name == "autopot" for name, *_ in self.versions):
            versions.append(
                say(
                    "autopot is changed since the result was made, though its version is the same: "
                    "its programs, words or tables are not those that made it."
                )
            )
        processor = [
            say(
                "Another processor or library, which may round the last digit otherwise. {name}: "
                "{then} then, {now} now.",
                name=name,
                then=then,
                now=now,
            )
            for name, then, now in self.arithmetic
        ]
        values = {
            "files": self.files,
            "inputs": self.inputs,
            "numbers": whole(self.numbers),
            "near": whole(self.near),
            "largest": f"{self.largest:.0e}",
            "limit": f"{LIMIT:.0e}",
            "but": replace(BOUNDARY, values={"count": self.on_boundary})
            if self.on_boundary
            else "",
            "problems": say_many("1 difference", "{count:,} differences", count=len(self.problems)),
            "folder": str(self.run),
        }
        found = replace(self._verdict(), values=values)
        return [*versions, *processor, found, *self._how()]

    def _verdict(self) -> Message:
        if self.unchecked:
            return UNCHECKED
        if not self.holds:
            return DIFFERS[self.kind]
        return HOLDS.get(self.kind, EXACT if self.exact else WITHIN)

    def _how(self) -> list[Message]:
        """Which files were made again, which were not, and which nobody has looked at."""
        lines = []
        if self.again:
            lines.append(
                say("Made again from the start, and the same as here: {files}.", files=self.again)
            )
        if self.again and self.assumed:
            lines.append(
                say(
                    "The new run was made from {files}: read there what was assumed.",
                    files=self.assumed,
                )
            )
        if self.hashed and self.kind == "run":
            lines.append(
                say(
                    "Only known to be unchanged since they were written, not made again: {files}.",
                    files=self.hashed,
                )
            )
        if not self.drawings:
            lines.append(
                say(
                    "The charts of the report were not compared, since other versions drew them; "
                    "its texts and tables were."
                )
            )
        if self.unlisted:
            lines.append(
                say("Not made by autopot, and not looked at: {files}.", files=self.unlisted)
            )
        return lines

    @in_own_language
    def as_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "run": str(self.run),
            "kind": self.kind,
            "holds": self.holds,
            "unchecked": self.unchecked,
            "problems": [
                {
                    "place": shown(problem.place),
                    "found": shown(problem.found),
                    "allowed": shown(problem.allowed),
                    "remedy": shown(problem.remedy),
                }
                for problem in self.problems
            ],
            "exact": self.exact,
            "numbers_compared": self.numbers,
            "numbers_within_rounding": self.near,
            "largest_difference": self.largest,
            "rounded_otherwise": self.on_boundary,
            "made_again": self.again,
            "assumptions": self.assumed,
            "checksum_only": self.hashed,
            "not_in_manifest": self.unlisted,
            "charts_compared": self.drawings,
            "same_source": self.source,
            "files": self.files,
            "inputs": self.inputs,
            "versions": [
                {"name": name, "then": then, "now": now} for name, then, now in self.versions
            ],
            "arithmetic": [
                {"name": name, "then": then, "now": now} for name, then, now in self.arithmetic
            ],
        }
