"""The engine: asks once, judges many, makes smaller what broke, and concludes."""

from conformance.runner.run import Watch, run

__all__ = ["Watch", "run"]
