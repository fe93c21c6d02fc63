"""Finds which schema of a list is which in the other list."""

from __future__ import annotations

from collections.abc import Callable

from conformance.diff.node import Node, text_of

Pairs = tuple[list[tuple[Node, Node]], list[Node], list[Node]]


def paired(base: list[Node], head: list[Node]) -> Pairs:
    """What belongs together, what is left of the first list, and what of the second."""
    pairs: list[tuple[Node, Node]] = []
    old, new = base, head
    for likeness in (_by_text, _by_target):
        found, old, new = _matched(old, new, likeness)
        pairs += found
    if len(old) == len(new):
        # Nothing else has come or gone, so that each is the one in its place.
        return [*pairs, *zip(old, new, strict=True)], [], []
    return pairs, old, new


def _matched(old: list[Node], new: list[Node], likeness: Callable[[Node], str]) -> Pairs:
    pairs, left, rest = [], [], list(new)
    for node in old:
        key = likeness(node)
        partner = next((other for other in rest if key and likeness(other) == key), None)
        if partner is None:
            left.append(node)
        else:
            pairs.append((node, partner))
            rest.remove(partner)
    return pairs, left, rest


def _by_text(node: Node) -> str:
    return text_of(node.value)


def _by_target(node: Node) -> str:
    return node.target
