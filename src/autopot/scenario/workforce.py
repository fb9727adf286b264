"""What a scenario may say about its workforce: which staff, and how its file is read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from autopot.messages import say
from autopot.scenario.section import Section, broken_rule

StaffKey = Literal[
    "municipality",
    "sector",
    "function",
    "unit",
    "unit_name",
    "occupation",
    "position_code",
    "title",
]
"""What a column of a staff file says of where and who, the order from wide to narrow."""

StaffAmount = Literal["fte", "percent", "headcount"]
StaffColumn = Literal[StaffKey, StaffAmount]

OWN_STAFF, OWN_FILE = "own-staff", "own-file"
"""What stands in a result for the staff file and for other files of the workforce, whose names and
places must not travel with it."""

STAFF_FILES = ("mappings", "profile", "codes", "errors")
"""Settings that name other files of the workforce."""


class WorkforceSection(Section):
    """Who works where."""

    source: Annotated[
        str,
        Field(
            min_length=1,
            description="Name of a packaged workforce (storby-2019, asss-2021, norway-2024), or a "
            "path to a staff file; not used where file is given",
        ),
    ]
    file: Annotated[
        str | None,
        Field(
            description="Your own staff: an Excel, .csv or .parquet file, relative to the scenario "
            "(docs/egne-ansatte.md); null: the packaged workforce in source"
        ),
    ]
    label: Annotated[
        str | None,
        Field(
            max_length=80,
            description="What own staff are called in the result, such as 'Volda kommune'; null: "
            "own staff. The name of the file is never told there",
        ),
    ] = None
    sheet: Annotated[
        str | list[str] | None,
        Field(description="Sheet or sheets to read; null: the one that looks like a staff list"),
    ]
    columns: Annotated[
        dict[StaffColumn, str | list[str]],
        Field(
            description="Our column -> heading in the file, or letter of the column, where it is "
            "not recognised; a list of headings is summed (fte: [Fast, Vikar])"
        ),
    ]
    profile: Annotated[
        str | None,
        Field(
            description="Your own file of how your staff system names its columns, a copy of one "
            "in data/workforce/profiles; null: a packaged one, if it fits"
        ),
    ]
    blank_groups: Annotated[
        Literal["fill", "refuse"],
        Field(
            description="Groups that stand once, as in a pivot table: filled down, and said, or "
            "reported as empty cells"
        ),
    ]
    municipality: Annotated[
        str | None,
        Field(
            description="Municipality or county municipality of every row that names none: number "
            "in quotes, or name. Of a packaged workforce: that municipality alone"
        ),
    ]
    county: Annotated[
        bool,
        Field(
            description="The staff are those of a county municipality: numbers and names are of "
            "counties, and words such as Samferdsel and Opplæring mean its services; also where "
            "municipality names a county municipality"
        ),
    ]
    mappings: Annotated[
        str | None,
        Field(
            description="File that translates values of the staff file to codes, made by "
            "'autopot check' and filled in; null: none"
        ),
    ]
    codes: Annotated[
        str | None,
        Field(
            description="Folder made by 'autopot fetch styrk', or Statistics Norway's "
            "correspondence as a file, for codes of seven digits and older codes; null: none"
        ),
    ]
    errors: Annotated[
        str | None,
        Field(
            description="Sizes of the errors of a file that is an estimate, made by 'autopot fetch "
            "workforce'; null: the file counts real staff"
        ),
    ]
    decimal: Annotated[
        Literal["auto", "comma", "point"],
        Field(description="Decimal sign of the file; auto: as its columns show"),
    ]
    percent: Annotated[
        Literal["auto", "percent", "share", "thousandths", "hundredths"],
        Field(
            description="What position percentages without a per cent sign are: per cent (80), "
            "shares (0.8), thousandths (800) or hundredths of a per cent (8000); auto: as the "
            "column shows"
        ),
    ]
    short_codes: Annotated[
        Literal["spread", "refuse"],
        Field(
            description="Occupation groups of three digits: spread over their occupations by how "
            "many work in them in municipalities, or refused"
        ),
    ]
    unknown_occupation: Annotated[
        Literal["refuse", "spread"],
        Field(
            description="FTE without a known occupation: refused, or spread over the other "
            "occupations of the same municipality and sector"
        ),
    ]
    personal_columns: Annotated[
        Literal["ignore", "refuse"],
        Field(description="Columns with names, birth numbers and the like: not read, or refused"),
    ]

    total_rows: Annotated[
        Literal["ask", "drop", "keep"],
        Field(
            description="Rows that say sum and do not add up, or add up and say nothing: an error "
            "that asks, left out, or counted as staff"
        ),
    ]
    duplicates: Annotated[
        Literal["ask", "drop", "keep"],
        Field(
            description="Rows that equal rows above in every cell, where the list tells persons "
            "apart, and blocks that stand twice: an error that asks, counted once, or all counted"
        ),
    ]
    year: Annotated[
        str | None,
        Field(description="Year to be read of a file that holds the same staff in several"),
    ]
    period: Annotated[
        str | None,
        Field(
            description="Month or date to be read of a file that holds the same staff at several, "
            "as it stands in the file: '12', '2024-12'"
        ),
    ]
    amount_unit: Annotated[
        Literal["auto", "fte", "percent", "hundredths"],
        Field(
            description="What the column of FTE holds: what its heading says, with "
            "an error where it does not look so; FTE; per cent; or hundredths of a per cent (05000)"
        ),
    ]
    amounts_from: Annotated[
        Literal["ask", "fte", "percent"],
        Field(
            description="Rows of one person whose FTE and percentage contradict each other: an "
            "error that asks, or which of them counts"
        ),
    ]
    no_amount: Annotated[
        Literal["refuse", "drop"],
        Field(
            description="Rows with neither FTE nor percentage: refused, or left out; staff paid by "
            "the hour are always left out, and told"
        ),
    ]
    leave: Annotated[
        Literal["ask", "both", "drop_leave", "drop_substitutes"],
        Field(
            description="Persons on leave beside their substitutes: an error that asks, both "
            "counted, or one of them left out"
        ),
    ]
    left: Annotated[
        Literal["ask", "drop", "keep"],
        Field(
            description="Persons who have left, by a status or a last day more than a year ago: an "
            "error that asks, left out, or counted"
        ),
    ]
    hidden_rows: Annotated[
        Literal["ask", "keep", "drop"],
        Field(
            description="Rows hidden by hand or by a filter: an error that asks, counted, or left "
            "out"
        ),
    ]

    @field_validator("year", "period", mode="before", json_schema_input_type=str | int | None)
    @classmethod
    def _as_text(cls, value: object) -> object:
        """Years and dates, which YAML reads as numbers and dates."""
        return str(value) if isinstance(value, (int, date)) else value

    @field_validator("municipality", mode="before")
    @classmethod
    def _quoted(cls, value: object) -> object:
        if isinstance(value, int):  # 1103, for which text is asked, as for 0301
            raise broken_rule(say("the municipality number in quotes, for instance '0301'"))
        return value
