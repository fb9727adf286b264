"""The question: what a scenario says, and reading it; plans in `plan_loading`, loaded when used."""

from autopot.scenario.distributions import Distribution
from autopot.scenario.loading import LoadedScenario, load_scenario, packaged_scenarios
from autopot.scenario.schema import Scenario
from autopot.scenario.uncertainty import ERROR_KEYS, MEASURED

__all__ = [
    "ERROR_KEYS",
    "MEASURED",
    "Distribution",
    "LoadedScenario",
    "Scenario",
    "load_scenario",
    "packaged_scenarios",
]
