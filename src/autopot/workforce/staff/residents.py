"""More staff than a municipality can have, whoever counted them."""

from __future__ import annotations

import pandas as pd

from autopot import catalogue
from autopot.workforce.staff.findings import Finding

MOST_PER_RESIDENT = 0.5
"""FTE for each resident, children and old people too, above which something is counted wrongly.

Our judgement: twice the highest in our estimate of all municipalities (0.26 contracted FTE in
Utsira, data/workforce/norway-2024-sectors.csv), so that no real municipality comes near.
Percentages read as FTE (100 times too much), or the staff of a town put on a small municipality,
lie far above.
"""


def more_than_residents(cells: pd.DataFrame) -> list[Finding]:
    """Municipalities with more FTE than their residents make possible, as errors.

    Parameters
    ----------
    cells : municipality, fte.
    """
    about = catalogue.employers().set_index("municipality")
    found = cells.groupby("municipality")["fte"].sum()
    residents = about["population"].reindex(found.index)
    return [
        Finding(
            "more_than_residents",
            {
                "municipality": f"{code} {about.loc[code, 'name']}",
                "fte": round(float(fte)),
                "residents": int(residents[code]),
                "date": str(about.loc[code, "population_date"]),
            },
            fte=float(fte),
        )
        for code, fte in found[found > MOST_PER_RESIDENT * residents].items()
    ]
