"""Ways of getting *Deliveries*, section *Notifying*, wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from reference_server.fault import fault
from reference_server.rules import Notices
from reference_server.rules.deliveries.notifying import is_open

telling = partial(fault, view="partner", mode="sandbox")


@telling("deliveries.change-is-notified")
def notifies_nobody(rules: Notices) -> Notices:
    """Takes subscriptions, and sends nothing."""
    return replace(rules, notifies=False)


@telling("deliveries.notification-is-thin")
def sends_the_news_itself(rules: Notices) -> Notices:
    """Puts what has changed into the notification."""

    def body(told: dict[str, Any]) -> dict[str, Any]:
        return {**told, "items": [{"kind": "application", "description": "A wall at 2 Mill Row"}]}

    return replace(rules, body=body)


@telling("deliveries.notification-is-signed")
def signs_without_the_timestamp(rules: Notices) -> Notices:
    """Signs the body alone, so that an old one can be sent again."""
    return replace(rules, sign=lambda secret, name, _timestamp, body: rules.sign(secret, name, 0, body))


@telling("deliveries.notification-is-signed")
def signs_the_text_of_the_secret(rules: Notices) -> Notices:
    """Takes another key than the one that it gave out."""
    return replace(rules, sign=lambda _secret, *rest: rules.sign("whsec_AAAA", *rest))


@telling("deliveries.retry-keeps-its-id")
def gives_each_attempt_an_id(rules: Notices) -> Notices:
    """Makes a new id for each attempt."""
    return replace(rules, again=lambda name, attempt: f"{name}_{attempt}")


@telling("deliveries.retry-keeps-its-id")
def tries_once(rules: Notices) -> Notices:
    """Sends each notification once, whatever is answered."""
    return replace(rules, retries=False)


@telling("deliveries.notification-numbers-count")
def numbers_nothing(rules: Notices) -> Notices:
    """Sends every notification with the number 1."""
    return replace(rules, number=lambda _before: 1)


@telling("deliveries.receiver-is-asked-first")
def asks_nobody_first(rules: Notices) -> Notices:
    """Calls whatever address it is given."""
    return replace(rules, asks_first=False)


@telling("deliveries.inner-address-is-refused")
def calls_what_is_not_encrypted(rules: Notices) -> Notices:
    """Looks at the host of an address, and not at how it is called."""
    return replace(rules, is_open=lambda scheme, host, found: scheme == "http" or is_open(scheme, host, found))


@telling("deliveries.redirect-is-not-followed")
def follows_redirects(rules: Notices) -> Notices:
    """Goes on where an answer leads."""
    return replace(rules, follows=True)


@telling("deliveries.secret-is-told-once")
def tells_the_secret_again(rules: Notices) -> Notices:
    """Shows the whole subscription to whoever reads it."""
    return replace(rules, reads=lambda told: told)


@telling("deliveries.ended-subscription-is-silent")
def never_lets_go(rules: Notices) -> Notices:
    """Says that a subscription has ended, and goes on."""
    return replace(rules, ends=False)
