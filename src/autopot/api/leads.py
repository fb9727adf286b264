"""Who lies ahead by all that the survey prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from autopot.api.plain_rows import plain_rows
from autopot.evidence.pooling import Pooled
from autopot.evidence.survey import area_leads, centrality_leads, group_leads, size_leads
from autopot.report.leads import lead_tables
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


def survey_leads() -> Leads:
    """Pool every question of the survey that is split by area, size, centrality or group."""
    return Leads(area_leads(), size_leads(), centrality_leads(), group_leads())
