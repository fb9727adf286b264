"""Who lies ahead by all that the survey prints."""

from __future__ import annotations

from autopot.evidence.survey import area_leads, centrality_leads, group_leads, size_leads
from autopot.results.documents.leads import Leads


def survey_leads() -> Leads:
    """Pool every question of the survey that is split by area, size, centrality or group."""
    return Leads(area_leads(), size_leads(), centrality_leads(), group_leads())
