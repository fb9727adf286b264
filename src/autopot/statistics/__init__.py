"""Figures and code lists from Statistics Norway, kept with their checksums."""

from autopot.statistics.cache import (
    Cache,
    Request,
    ServerAnswer,
    default_folder,
)
from autopot.statistics.client import (
    BASE_URL,
    Client,
)
from autopot.statistics.klass import (
    municipality_changes,
    styrk08,
    yrkeskatalog_to_styrk08,
)
from autopot.statistics.population import POPULATION_TABLE, projected_population
from autopot.statistics.staff import (
    Fetched,
    fte_by_function,
    jobs_by_occupation,
)

__all__ = [
    "BASE_URL",
    "POPULATION_TABLE",
    "Cache",
    "Client",
    "Fetched",
    "Request",
    "ServerAnswer",
    "default_folder",
    "fte_by_function",
    "jobs_by_occupation",
    "municipality_changes",
    "projected_population",
    "styrk08",
    "yrkeskatalog_to_styrk08",
]
