"""The standard's own lint: what an editor hears before anybody else does."""

from conformance.lint.complaint import Complaint
from conformance.lint.lint import lint

__all__ = ["Complaint", "lint"]
