"""What a publisher says beside its description: where else to look, when a base ends, and the full promise."""

from __future__ import annotations

from typing import Any

from reference_server import instant, spec
from reference_server.publisher import VERSION, Publisher
from reference_server.rules.discovery import End


def _spoken_at(version: str) -> str:
    """The version of the standard that is spoken at the bases of another major version."""
    return f"{version.removeprefix('v')}.0"


def end_of(publisher: Publisher, version: str) -> End | None:
    """When the base of a version ends, if that is settled. The successor of a base does not end with it."""
    discovery = publisher.rules.discovery
    return None if version == discovery.successor else discovery.end(publisher.store.began)


def pointers(publisher: Publisher, root: str, version: str, view: str) -> dict[str, Any]:
    """What leads from the description elsewhere, given the address of this server."""
    discovery, end = publisher.rules.discovery, end_of(publisher, version)
    found: dict[str, Any] = {"directory": f"{root}/directory.json"}
    if version == discovery.successor:
        found["standard"] = _spoken_at(version)
    if end:
        heir = {"successor": f"{root}/{discovery.successor}/{view}"} if discovery.successor else {}
        found["deprecation"] = {
            "since": instant.text(end.since),
            "servedUntil": instant.text(end.until),
            **heir,
        }
    if publisher.judged:
        found["claims"] = [_claim(publisher, name) for name in publisher.judged]
    return discovery.point(found)


def _claim(publisher: Publisher, name: str) -> dict[str, str]:
    return {
        "class": name,
        "standard": spec.version(),
        "suite": "open-planning-exchange 0.1.0",
        "date": instant.text(publisher.store.began)[:10],
        "report": "https://open-planning-exchange.example/reports/sandbox/",
    }


def directory(publisher: Publisher, root: str) -> dict[str, Any]:
    """Where all endpoints of this publisher are."""
    told, discovery = publisher.describe(publisher.views[0]), publisher.rules.discovery
    versions = [version for version in (VERSION, discovery.successor) if version]
    return discovery.directory(
        {
            **{name: told[name] for name in ("publisher", "authorities", "contact") if name in told},
            "views": [
                {
                    "view": view,
                    "base": f"{root}/{version}/{view}",
                    "standard": spec.version() if version == VERSION else _spoken_at(version),
                    **({"environment": told["environment"]} if "environment" in told else {}),
                }
                for version in versions
                for view in publisher.views
            ],
        }
    )


def promise(publisher: Publisher) -> dict[str, Any]:
    """The full promise, which is the same for every caller here."""
    service = publisher.rules.service
    short = publisher.describe(publisher.views[0]).get("serviceLevels", {})
    usual = {"percentile": service.percentile, "milliseconds": service.milliseconds}
    rare = {"percentile": 99.9, "milliseconds": service.milliseconds * 4}
    return service.promise(
        {
            "tier": service.tier,
            "effectiveFrom": instant.text(publisher.store.began),
            **short,
            "responseTimes": [
                {"operation": name, "percentiles": [usual, rare]} for name in ("describe", "listChanges")
            ],
            "load": {"requestsPerSecond": 5, "concurrent": 4},
            "availability": {"percent": 99.5, "days": 90},
        }
    )
