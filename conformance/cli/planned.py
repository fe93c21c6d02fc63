"""A plan as text and as JSON."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conformance.forecast import Forecast
from conformance.model.verdict import Verdict
from conformance.report.text import printable
from conformance.standard import Standard
from conformance.standard.profiles import Part, Profile
from conformance.target import Target
from conformance.untested import untested

WIDTH = 100
HOW = (
    "An estimate: the sum of what each kind of evidence took against the reference server, whose feed is small. "
    "Estimates for other seeds, profiles and servers were off by up to 5 per cent, and by 16 where a page holds one "
    "entry. A longer feed adds a request for each further page."
)
UNJUDGED = "No black box tells whether a client is right: what it does with an answer stays inside."
SERVE = "python -m reference_server --port 8000"
INSTEAD = {
    "core": f"Let it follow `{SERVE} --traffic 5` for an hour, then each of `--list-variants` with --variant: every "
    "time its copy has to equal the feed read anew from the beginning.",
    "snapshot": "Let it begin from /snapshot while records change; its copy has to equal that of a client that read "
    "all windows.",
    "verify": "After each pull compare the state digest of its copy with GET {base}/state-digest.",
    "download": "Let it fetch documents from the server with --fault, once for each fault of the chapter documents: "
    "it has to notice bytes that do not have their digest, and to ask anew where a grant has ended.",
    "deliver": f"Let it deliver to /v0/partner of `{SERVE}`, kill it midway, start it again, and read back with GET "
    "/changes that each record is there once in its last version.",
    "notify": "Drop, double and swap notifications on their way: its copy has to come out the same.",
    "consultation": "Let it answer a request of the sandbox and read its response back; with another token it has to "
    "see nothing of it.",
    "partner": "Let a token end while it works: it has to get a new one and go on where it was.",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint and the run that would judge it.

    `lacks` is what the profile has and its description has not. `per_second` is how fast a run may ask there.
    """

    does: str
    forecast: Forecast
    lacks: tuple[str, ...] = ()
    per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that a plan tells. `asked` are the parts in which the system is a client of others."""

    standard: Standard
    target: Target
    profile: Profile | None
    endpoints: tuple[Endpoint, ...]
    asked: tuple[Part, ...]


def as_json(whole: Whole) -> dict[str, object]:
    """The plan as an object."""
    profile = whole.profile
    return {
        "profile": profile.name if profile else None,
        "system": profile.system if profile else None,
        "standard": whole.standard.version,
        "mode": str(whole.target.mode),
        "level": str(whole.target.depth),
        "endpoints": [_endpoint(endpoint) for endpoint in whole.endpoints],
        "asks": [
            {
                "view": part.view,
                "does": part.does,
                "classes": list(part.classes),
                "kinds": list(part.kinds),
                "judged": False,
                "why": UNJUDGED,
                "instead": list(_instead(part)),
            }
            for part in whole.asked
        ],
        "bindsClients": list(_of_clients(whole)),
    }


def _endpoint(endpoint: Endpoint) -> dict[str, object]:
    told = endpoint.forecast
    return {
        "view": told.view,
        "does": endpoint.does,
        "classes": list(told.classes),
        "lacks": list(endpoint.lacks),
        "judged": {name: [one.id for one in requirements] for name, requirements in told.judged.items()},
        "notJudged": [
            {"id": verdict.requirement.id, "outcome": str(verdict.outcome), "reason": verdict.reason}
            for verdict in told.left_out
        ],
        "needs": {need: list(names) for need, names in told.needs.items()},
        "unseenWhere": {reason: list(names) for reason, names in told.unseen.items()},
        "requests": {
            "about": told.requests.about,
            "most": told.requests.most,
            "byKind": told.requests.by_kind,
            "notMeasured": list(told.requests.unknown),
            "how": HOW,
        },
    }


def as_text(whole: Whole, *, by_name: bool) -> Iterator[str]:
    """The plan in lines: how many requirements of what, or each of them by name."""
    profile, target = whole.profile, whole.target
    who = f"{profile.system} ({profile.name})" if profile else printable(target.base_url)
    yield f"{who}, by the standard {whole.standard.version}, {target.mode}, level {target.depth}"
    for endpoint in whole.endpoints:
        yield from _run(endpoint, by_name=by_name)
    for part in whole.asked:
        yield f"\nAs a client in the view {part.view} it {part.does}"
        yield f"  uses    classes {', '.join(part.classes)}; kinds {', '.join(part.kinds)}"
        yield f"  judged  not. {UNJUDGED} Instead:"
        for words in _instead(part):
            yield from _wrapped(words, "    - ")
    names = _of_clients(whole)
    if names:
        yield from _wrapped(f"Of the standard {len(names)} sentences bind it as a client: {', '.join(names)}", "\n")
    if whole.endpoints and not by_name:
        yield "\nEach requirement by name, and where it cannot be seen: --by-name. For programs: --json."


def _run(endpoint: Endpoint, *, by_name: bool) -> Iterator[str]:
    told, requests = endpoint.forecast, endpoint.forecast.requests
    judged = sum(map(len, told.judged.values()))
    yield f"\nOne endpoint of the view {printable(told.view) or '(none)'}" + (
        f": {endpoint.does}" * bool(endpoint.does)
    )
    if endpoint.lacks:
        yield from _wrapped(f"its description lacks {', '.join(endpoint.lacks)}", "  ")
    yield f"  judged      {judged} of {judged + len(told.left_out)} requirements"
    yield from _by_name(told) if by_name else _in_numbers(told)
    yield f"  requests    about {requests.about}, at most {requests.most:,}{_time(endpoint)}"
    yield from _wrapped(HOW, "    ")
    if requests.unknown:
        kinds = ", ".join(requests.unknown)
        yield from _wrapped(f"Not in the sum, since they take an issuer or a second token: {kinds}", "    ")


def _in_numbers(told: Forecast) -> Iterator[str]:
    yield from _wrapped(", ".join(f"{name} {len(found)}" for name, found in told.judged.items()), "    ")
    yield "  needs       a feed with records of its kinds; beyond that"
    for need, ids in told.needs.items():
        yield from _wrapped(f"{need}, for {len(ids)}", "    ")
    some = {name for ids in told.unseen.values() for name in ids}
    yield from _wrapped(f"what a feed can lack, and then nothing is seen of them, for {len(some)}", "    ")


def _by_name(told: Forecast) -> Iterator[str]:
    for name, requirements in told.judged.items():
        yield from _wrapped(f"{name} ({len(requirements)}): {', '.join(one.id for one in requirements)}", "    ")
    yield f"  not judged  {len(told.left_out)}"
    for reason, names in sorted(_reasons(told.left_out).items(), key=lambda pair: -len(pair[1])):
        yield from _wrapped(f"{len(names)}: {reason}", "    ")
    yield "  needs       a feed with records of its kinds; beyond that"
    for need, ids in told.needs.items():
        yield from _wrapped(f"{need}, for {', '.join(ids)}", "    ")
    for reason, ids in told.unseen.items():
        yield from _wrapped(f"not seen where {reason}: {', '.join(ids)}", "    ")


def _time(endpoint: Endpoint) -> str:
    if endpoint.per_second is None:
        return ""
    minutes = endpoint.forecast.requests.about / endpoint.per_second / 60
    return f"; at {endpoint.per_second:g} a second some {max(1, round(minutes))} min"


def _reasons(verdicts: Iterable[Verdict]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for verdict in verdicts:
        found[verdict.reason].append(verdict.requirement.id)
    return found


def _instead(part: Part) -> Iterator[str]:
    return (words for name, words in INSTEAD.items() if name in part.classes)


def _of_clients(whole: Whole) -> tuple[str, ...]:
    """The sentences that bind a client of these classes, of which untested.toml says that they do."""
    classes = {name for part in whole.asked for name in part.classes}
    return tuple(
        one.id
        for one in whole.standard.requirements.values()
        if one.id in untested() and untested()[one.id].why == "consumer" and classes & set(one.classes)
    )


def _wrapped(words: str, indent: str) -> list[str]:
    after = " " * (len(indent.lstrip("\n")) + 2)
    lines = textwrap.wrap(words, WIDTH - len(after), break_long_words=False, break_on_hyphens=False)
    return [f"{indent if number == 0 else after}{line}" for number, line in enumerate(lines)]
