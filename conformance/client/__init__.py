"""HTTP with a memory, a budget and good manners."""

from conformance.client.client import Client
from conformance.client.memory import BudgetSpent
from conformance.client.patience import Refused, retry_after

__all__ = ["BudgetSpent", "Client", "Refused", "retry_after"]
