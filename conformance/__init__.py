"""The judge: tells whether an endpoint speaks the standard by which council planning systems exchange data."""

__version__ = "0.1.0"
