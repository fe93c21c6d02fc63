"""Checks of what is told of the limit before it is met."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.service.promises import quota_of
from conformance.evidence import Burst, Pledge, Transcript
from conformance.model import allowance
from conformance.model.finding import Findings

POLICY, LEFT = "RateLimit-Policy", "RateLimit"
TOLD = ("service.limit-is-told",)


@check("service.limit-is-told", over="pages", unseen="no page could be read")
def every_page_tells_how_much_is_left(transcript: Transcript) -> Findings:
    """A consumer that sees how much is left slows down in time."""
    for page in transcript.pages:
        for name, key in ((POLICY, "q"), (LEFT, "r")):
            value = page.exchange.header(name)
            policies = allowance.read(value)
            if not policies or any(key not in numbers for numbers in policies.values()):
                expected = f'`{name}`, a list such as "default";{key}=100'
                yield transcript.breach(expected, f"{value!r}"[:120] if value else "no such header", page.exchange)
                return


@check(
    "service.limit-is-the-quota",
    over="served",
    given=(*TOLD, "service.promises-agree", "service.promise-can-be-read", "discovery.describes-itself"),
    unseen="no full promise could be read",
)
def the_quota_is_one_of_the_policies(pledge: Pledge) -> Findings:
    """A consumer keeps the number that it has read, and is refused by the other."""
    policies, quota = allowance.read(pledge.exchange.header(POLICY)), quota_of(pledge)
    if policies is None or quota is None:
        return
    told = {(float(numbers["q"]), float(numbers["w"])) for numbers in policies.values() if {"q", "w"} <= numbers.keys()}
    if quota not in told:
        expected = f"a policy with q={quota[0]:.0f} and w={quota[1]:.0f}, as the `quota` is"
        yield pledge.breach(expected, f"{POLICY}: {pledge.exchange.header(POLICY)}"[:200])


@check("service.left-is-within-the-limit", over="pages", given=TOLD, unseen="no page could be read")
def what_is_left_is_a_part_of_the_whole(transcript: Transcript) -> Findings:
    """Out of impossible numbers comes an impossible pace."""
    for page in transcript.pages:
        whole, left = (allowance.read(page.exchange.header(name)) or {} for name in (POLICY, LEFT))
        for name, numbers in left.items():
            most = whole.get(name, {})
            if _exceeds(numbers, "r", most, "q") or _exceeds(numbers, "t", most, "w"):
                actual = f"{LEFT}: {page.exchange.header(LEFT)}"
                yield transcript.breach(
                    f"no more than {page.exchange.header(POLICY)}"[:200], actual[:200], page.exchange
                )
                return


def _exceeds(numbers: dict[str, int], name: str, most: dict[str, int], limit: str) -> bool:
    return name in numbers and limit in most and numbers[name] > most[limit]


@check(
    "service.refusal-has-nothing-left",
    over="counted",
    given=TOLD,
    unseen="no request was refused with a `RateLimit`: the declared quota is too large to go beyond",
)
def a_refusal_tells_of_nothing_left(burst: Burst) -> Findings:
    """A consumer that is refused with forty left takes it for a fault."""
    for exchange in burst.counted:
        left = [numbers["r"] for numbers in (allowance.read(exchange.header(LEFT)) or {}).values() if "r" in numbers]
        if left and min(left) > 0:
            yield burst.breach("a policy with r=0", f"{LEFT}: {exchange.header(LEFT)}"[:200], exchange)
            return
