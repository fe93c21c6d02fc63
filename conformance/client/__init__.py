"""HTTP with a memory, a budget and good manners."""

from conformance.client.client import Client, Refused, retry_after
from conformance.client.memory import BudgetSpent

__all__ = ["BudgetSpent", "Client", "Refused", "retry_after"]
