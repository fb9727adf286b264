"""The fields of a plan: where each stands in the plan file, and what it is called in the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autopot.app.amounts import (
    AMOUNT,
    NUMBER_KIND,
    PERCENT,
    TEXT,
    YEAR,
    as_spread,
    as_typed,
    spread,
    typed,
)
from autopot.catalogue import sectors, technologies
from autopot.messages import Text, say
from autopot.results.labels import label
from autopot.tables.names import names

ENDS = ("low", "middle", "high")
Keys = tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One field.

    Parameters
    ----------
    at : keys from the top of the plan, or of a measure.
    label : what it is called.
    kind : text, year, number, amount or percent.
    spread : three fields: low, most likely, high.
    listed : one of a list that may lack it: an empty field takes its key away.
    help : what must be known to fill it in.
    options : code -> name, where one of some is chosen.
    rows : of a field for longer text; 0 for one line.
    """

    at: Keys
    label: Text
    kind: str = NUMBER_KIND
    spread: bool = False
    listed: bool = False
    help: Text = ""
    options: Mapping[str, Text] | None = None
    rows: int = 0

    @property
    def name(self) -> str:
        """Of the field in the form."""
        return "/".join(self.at)

    def read(self, form: Any, before: str, old: Any) -> Any:
        """What a form says; what the plan has where the form lacks the field.

        Parameters
        ----------
        form : a mapping of names to text.
        before : stands before the name.
        old : what the plan has.
        """
        name = f"{before}{self.name}"
        if self.spread:
            parts = [f"{name}/{end}" for end in ENDS]
            if parts[0] not in form:
                return old
            return spread([str(form.get(part, "")) for part in parts], self.kind)
        return typed(str(form[name]), self.kind) if name in form else old

    def shown(self, value: Any) -> str | list[str]:
        """What stands in the field, or in its three."""
        return (as_spread if self.spread else as_typed)(value, self.kind)


def measure_fields() -> list[Field]:
    """Those of a measure; what it waits for is not among them."""
    name = names()
    nothing: dict[str, Text] = {"": say("none: others need it first")}
    there = {code: name["technology"][code] for code in technologies()["technology"]}
    kinds = ("efficiency", "improvement", "new_service", "unknown")
    effects: dict[str, Text] = {"": say("as the technology usually is")}
    return [
        Field(("name",), say("Measure"), TEXT),
        Field(("technology",), say("Technology"), TEXT, options={**nothing, **there}),
        Field(("sector",), say("Sector"), TEXT, options={**EMPTY, **_sectors()}),
        Field(("investment",), say("Investment, NOK"), AMOUNT),
        Field(("running",), say("Running, NOK a year"), AMOUNT),
        Field(("training_hours",), say("Training, hours"), AMOUNT),
        Field(("duration",), say("Years to introduce")),
        Field(("coverage",), say("Covers of the technology's potential, %"), PERCENT, spread=True),
        Field(("not_before",), say("Not before"), YEAR),
        Field(("start_by",), say("Must start by"), YEAR),
        Field(
            ("effect_kind",),
            say("First and foremost for"),
            TEXT,
            options={**effects, **{kind: label(f"effect_{kind}") for kind in kinds}},
        ),
        Field(
            ("new_work",),
            say("Of the time it frees, comes back as new work, %"),
            PERCENT,
            spread=True,
            help=say("Empty: as the scenario has it for the technology."),
        ),
    ]


EMPTY: dict[str, Text] = {"": say("choose")}
IN_ROW = ("name", "technology", "sector", "investment", "running", "training_hours", "duration")
"""Fields of a measure that always show; the others are folded."""


def _sectors() -> dict[str, str]:
    """Code -> name of every sector."""
    name = names()["sector"]
    return {code: name[code] for code in sectors()["sector"]}


def about_fields() -> list[Field]:
    """What the plan is called, and its years."""
    return [
        Field(("title", "nb"), say("What the plan is called"), TEXT),
        Field(("reason", "nb"), say("Where the figures come from"), TEXT, rows=3),
        Field(("first_year",), say("First year"), YEAR),
        Field(("years",), say("Number of years")),
    ]


def goal_fields(years: Sequence[int]) -> list[Field]:
    """What the plan is to reach.

    Parameters
    ----------
    years : of the plan.
    """
    goals: dict[str, Text] = {
        "realised_fte": say("most realised time"),
        "net_fte": say("most realised time, less the new work it brings"),
        "net_present_value": say("highest net present value"),
        "gap_closed": say("close most of a sector's growing need"),
    }
    judged: dict[str, Text] = {
        "mean": say("by the mean of all draws"),
        "worst_tenth": say("cautiously: by the mean of the worst tenth of the draws"),
    }
    return [
        Field(("goal", "maximise"), say("The plan is to give"), TEXT, options=goals),
        Field(("goal", "judged_by"), say("Judged"), TEXT, options=judged),
        Field(
            ("goal", "sector"),
            say("Sector whose need is to be closed"),
            TEXT,
            options={"": say("none"), **_sectors()},
            help=say("Only where a need is to be closed."),
        ),
        Field(
            ("goal", "value_per_fte"),
            say("What one FTE is worth, NOK a year"),
            AMOUNT,
            help=say("Only for net present value."),
        ),
        Field(
            ("goal", "discount_rate"),
            say("Discount rate, % a year"),
            PERCENT,
            help=say("Only for net present value."),
        ),
        *(
            Field(
                ("goal", "at_least", str(year)),
                say("At least in {year}, FTE", year=year),
                listed=True,
            )
            for year in years
        ),
    ]


def budget_fields(years: Sequence[int]) -> list[Field]:
    """Money: the same every year, or year by year.

    Parameters
    ----------
    years : of the plan.
    """
    return [
        Field(
            ("limits", "budget", "every_year"),
            say("Budget, NOK a year"),
            AMOUNT,
            help=say("Empty: no limit."),
        ),
        *(
            Field(
                ("limits", "budget", "by_year", str(year)),
                say("Budget in {year}, NOK", year=year),
                AMOUNT,
                listed=True,
            )
            for year in years
        ),
    ]


def sector_fields() -> list[tuple[str, str, Field, Field]]:
    """Code and name of each sector, hours of training, and measures at a time."""
    return [
        (
            code,
            name,
            Field(
                ("limits", "training_hours", code),
                say("Training in {sector}, hours a year", sector=name),
                AMOUNT,
                listed=True,
            ),
            Field(
                ("limits", "changes", code),
                say("Measures at a time in {sector}", sector=name),
                listed=True,
            ),
        )
        for code, name in _sectors().items()
    ]


def earliest_fields() -> list[Field]:
    """When each class of the radar may begin."""
    return [
        Field(("limits", "earliest", code), name, YEAR)
        for code, name in names()["radar_class"].items()
    ]


def use_fields() -> list[Field]:
    """How a measure comes into use."""
    return [
        Field(
            ("use", "years_to_full"),
            say("Years from introduced to fully used"),
            spread=True,
        ),
        Field(
            ("use", "realisation"),
            say("Of what is in use, is taken out, %"),
            PERCENT,
            spread=True,
            help=say("Empty: as the scenario has it, by sector and barriers."),
        ),
        Field(("use", "between_measures"), say("How much measures differ in this (logit, sd)")),
        Field(
            ("shift_services", "substitute_per_hour"),
            say("A substitute costs, NOK an hour"),
            AMOUNT,
            help=say("Where training must be covered by substitutes."),
        ),
    ]


def solver_fields() -> list[Field]:
    """How exact the answer is to be, and how it is followed up."""
    return [
        Field(("draws",), say("Draws")),
        Field(("robustness_draws",), say("Draws that are each taken for the truth")),
        Field(("solver", "gap"), say("May lie below the best possible, %"), PERCENT),
        Field(("solver", "seconds"), say("Time limit of each step, seconds")),
        Field(("margins", "budget"), say("How much more money is tried, NOK"), AMOUNT),
        Field(("margins", "training_hours"), say("How many more hours are tried"), AMOUNT),
        Field(("margins", "changes"), say("How many more measures at a time are tried")),
        Field(("follow_up", "error"), say("How exact follow-up is, share of what was planned, sd")),
        Field(("follow_up", "hours_per_fte"), say("Working hours of one FTE a year")),
    ]
