"""How much work will be needed, and what meets it: rival weights of age, populations, balance."""

from autopot.demand.assemble import Demand, demand_of, population_file
from autopot.demand.balance import QUANTITIES, Balance, balance
from autopot.demand.inputs import DemandInputs, Levers
from autopot.demand.need import DemandDraws, demand_draws, growth, joined, won_by_levers
from autopot.demand.population import Population, population_of
from autopot.demand.weights import READINGS, age_weights, cost_key_weights

__all__ = [
    "QUANTITIES",
    "READINGS",
    "Balance",
    "Demand",
    "DemandDraws",
    "DemandInputs",
    "Levers",
    "Population",
    "age_weights",
    "balance",
    "cost_key_weights",
    "demand_draws",
    "demand_of",
    "growth",
    "joined",
    "population_file",
    "population_of",
    "won_by_levers",
]
