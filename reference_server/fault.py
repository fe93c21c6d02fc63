"""What a fault is, and what a variant is."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

from starlette.types import ASGIApp

from reference_server.rules import Rules

App: TypeAlias = ASGIApp


@dataclass(frozen=True, slots=True)
class Fault:
    """One way of getting the standard wrong.

    `breaks` are exactly the requirements that a run then finds broken of their own, first the one it is about; `may`
    what some draws add. `spoil` changes the rules; `wrap`, if there is one, edits what goes over the wire and can stand
    in front of any other server. `view`, `mode` and `level` say in what run it shows.
    """

    name: str
    chapter: str
    breaks: tuple[str, ...]
    says: str
    spoil: Callable[[Rules], Rules] = lambda rules: rules
    wrap: Callable[[App], App] | None = None
    may: tuple[str, ...] = ()
    needs: str = ""
    view: str = "public"
    mode: str = "read-only"
    level: str = "default"


@dataclass(frozen=True, slots=True)
class Variant:
    """A lawful but unusual server: a freedom that the standard grants. It says the same of itself as a fault does."""

    name: str
    chapter: str
    says: str
    spoil: Callable[[Rules], Rules] = lambda rules: rules
    wrap: Callable[[App], App] | None = None
    breaks: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    needs: str = ""
    view: str = "public"
    mode: str = "read-only"
    level: str = "default"


def fault(
    *breaks: str,
    may: tuple[str, ...] = (),
    needs: str = "",
    view: str = "public",
    mode: str = "read-only",
    level: str = "default",
) -> Callable[[Callable[[Any], Any]], Fault]:
    """Say which requirements a change breaks. What it changes is its parameter's type: a chapter's rules, or App."""

    def bind(change: Callable[[Any], Any]) -> Fault:
        spoil, wrap = _change(change)
        chapter = breaks[0].partition(".")[0]
        return Fault(change.__name__, chapter, breaks, _says(change), spoil, wrap, may, needs, view, mode, level)

    return bind


def variant(change: Callable[[Any], Any]) -> Variant:
    """A change that keeps the standard."""
    spoil, wrap = _change(change)
    return Variant(change.__name__, change.__module__.rpartition(".")[2], _says(change), spoil, wrap)


def _says(change: Callable[[Any], Any]) -> str:
    return (inspect.getdoc(change) or "").replace("\n", " ")


def _change(change: Callable[[Any], Any]) -> tuple[Callable[[Rules], Rules], Callable[[App], App] | None]:
    parameter = next(iter(inspect.signature(change).parameters))
    wanted = typing.get_type_hints(change)[parameter]
    if wanted == App:
        return (lambda rules: rules), change
    if wanted is Rules:
        return change, None
    chapter = next(field.name for field in fields(Rules) if field.default_factory is wanted)
    return (lambda rules: replace(rules, **{chapter: change(getattr(rules, chapter))})), None
