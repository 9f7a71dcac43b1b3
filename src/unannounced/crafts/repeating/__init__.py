"""The same demand said before: in other words or another language, to the same State or of the same place."""

from unannounced.crafts.repeating.finding import find, find_for
from unannounced.crafts.repeating.likeness import same_demand
from unannounced.crafts.repeating.values import Candidate, Differs, Proposal, SameDemand

__all__ = ["Candidate", "Differs", "Proposal", "SameDemand", "find", "find_for", "same_demand"]
