"""What `autopot data check` shows of the packaged tables."""

from __future__ import annotations

import pandas as pd

from autopot.catalogue import activity_by_sector, coding_agreement
from autopot.messages import told
from autopot.tables import Table, TableColumn
from autopot.tables.names import names


def packaged_tables(rows: pd.DataFrame) -> Table:
    """Every packaged table with its size.

    Parameters
    ----------
    rows : table, rows, columns and sources, as `autopot.catalogue.check_data` reports them.
    """
    return Table("tables", told("Tables"), rows)


def task_tables() -> list[Table]:
    """How working time divides over kinds of activity, and how well two coders agreed."""
    mapping = names()
    time = activity_by_sector().rename(index=mapping["sector"]).rename_axis("sector").reset_index()
    coded = coding_agreement().rename(
        columns={"agreement": "share_agreement", "disputed": "tasks_disputed"}
    )
    coded["sector"] = [mapping["sector"].get(code, told("All")) for code in coded["sector"]]
    return [
        Table(
            name="activities",
            title=told("Working time by kind of activity"),
            frame=time,
            own={
                code: TableColumn(mapping["activity"][code], "time_share")
                for code in time.columns.drop("sector")
            },
        ),
        Table("coding", told("Two independent coders"), coded),
    ]
