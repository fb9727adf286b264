"""Who lies ahead by all that the survey prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.evidence.pooling import Pooled
from autopot.results.documents.lead_tables import lead_tables
from autopot.results.rows import plain_rows
from autopot.tables import Table


@dataclass(frozen=True)
class Leads:
    """Leads of service areas, of municipalities and of those who answer, in logits.

    Parameters
    ----------
    areas, sizes, centralities, groups : pooled over every question that is split so.
    """

    areas: Pooled
    sizes: Pooled
    centralities: Pooled
    groups: Pooled

    def tables(self) -> list[Table]:
        """A table for each."""
        return lead_tables()

    def as_json(self) -> dict[str, Any]:
        """All four as plain data."""
        return {
            name: plain_rows(_frame(getattr(self, name)))
            for name in ("areas", "sizes", "centralities", "groups")
        }


def _frame(leads: Pooled) -> pd.DataFrame:
    return pd.DataFrame(
        {"kind": leads.kinds, "lead": leads.lead, "lead_sd": leads.own_sd, "sd": leads.sd}
    )
