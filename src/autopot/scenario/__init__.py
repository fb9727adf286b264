"""The question: what a scenario or a plan says, and reading it."""

from autopot.scenario.distributions import Distribution
from autopot.scenario.loading import LoadedScenario, load_scenario, packaged_scenarios
from autopot.scenario.plan import Measure, PlanFile
from autopot.scenario.plan_loading import LoadedPlan, load_plan
from autopot.scenario.schema import Scenario

__all__ = [
    "Distribution",
    "LoadedPlan",
    "LoadedScenario",
    "Measure",
    "PlanFile",
    "Scenario",
    "load_plan",
    "load_scenario",
    "packaged_scenarios",
]
