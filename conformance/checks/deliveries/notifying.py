"""Checks of *Deliveries*, section *Notifying*."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from itertools import pairwise

from conformance.check import check
from conformance.checks.deliveries.conversing import KEPT
from conformance.checks.refusal import problem_of
from conformance.evidence import Correspondence, Rejection
from conformance.evidence.deliveries import object_of
from conformance.model.finding import Findings
from conformance.model.heard import Heard
from conformance.standard.standard import PROBLEM

NOTIFIED = "deliveries.change-is-notified"
ASTRAY = "deliveries.redirect-is-not-followed"
RETRIED = "deliveries.retry-keeps-its-id"
REFUSED = "address-not-permitted"


@check("deliveries.inner-address-is-refused", over="exchanges")
def an_inner_address_is_not_called(rejection: Rejection) -> Findings:
    """Who lets the publisher call any address is inside its network."""
    exchange = rejection.exchange
    if exchange.status in (401, 403, 429, 503):
        return
    told = problem_of(exchange).get("type")
    if exchange.status != 422 or told != PROBLEM + REFUSED:
        expected = f"422 with {PROBLEM}{REFUSED}, for {rejection.says}, {rejection.url}"
        yield rejection.breach(expected, f"{exchange.status} with {told or 'no problem type'}"[:200])


@check("deliveries.receiver-is-asked-first", over="exchanges", unseen="nobody could subscribe")
def who_is_called_was_asked_before(one: Correspondence) -> Findings:
    """Otherwise the publisher can be made to call any address in the world."""
    asked = [heard for heard in one.asked if object_of(heard.body).get("type") == "subscription.verify"]
    if not any(isinstance(object_of(heard.body).get("challenge"), str) for heard in asked):
        yield one.breach(
            "a `subscription.verify` with a challenge, before 201", f"{len(one.asked)} requests", one.created
        )


@check(NOTIFIED, over="published", given=(KEPT,), unseen="nobody could subscribe")
def a_change_is_told_in_time(one: Correspondence) -> Findings:
    """Whoever subscribes pulls less often."""
    most = one.terms.levels["notificationSecondsMost"]
    for published, heard in one.published:
        first = next((each for each in heard if each.path == "/hook"), None)
        if first is None and one.patience >= most:
            yield one.breach(f"a notification within {most:.0f} seconds", f"none in {one.patience:.0f}", one.created)
        elif first is not None and first.at - published > most * 1000:
            late = (first.at - published) / 1000
            yield one.breach(f"a notification within {most:.0f} seconds", f"one after {late:.0f}", one.created)


@check("deliveries.notification-is-thin", over="notified", given=(NOTIFIED,), unseen="no notification came")
def a_notification_holds_a_hint_and_no_more(one: Correspondence) -> Findings:
    """It goes to an address outside the view."""
    schema = one.terms.schema("notification")
    for heard in one.notified:
        for flaw in schema.flaws(object_of(heard.body)):
            yield one.breach("a notification as the schema `notification` has it", f"{flaw}", one.created)


@check("deliveries.notification-is-signed", over="signed", given=(NOTIFIED,), unseen="no notification came")
def a_notification_has_a_signature_that_fits(one: Correspondence) -> Findings:
    """Without it anybody can keep a consumer busy."""
    for heard in one.signed:
        if not _is_signed(heard, one.secret):
            told = heard.headers.get("webhook-signature", "no webhook-signature")
            yield one.breach("a v1 signature over id.timestamp.body as it came", f"{heard}: {told}"[:200], one.created)


def _is_signed(heard: Heard, secret: str) -> bool:
    name, stamp = heard.headers.get("webhook-id", ""), heard.headers.get("webhook-timestamp", "")
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        return False
    digest = hmac.new(key, f"{name}.{stamp}.".encode() + heard.body, hashlib.sha256).digest()
    wanted = f"v1,{base64.b64encode(digest).decode()}"
    return bool(name and stamp) and wanted in heard.headers.get("webhook-signature", "").split()


@check(RETRIED, over="failed", given=(NOTIFIED, ASTRAY), unseen="no notification came")
def what_failed_comes_again_as_itself(one: Correspondence) -> Findings:
    """By the id a consumer tells a second attempt from a second notification."""
    for heard in one.failed:
        later = one.notified[one.notified.index(heard) + 1 :]
        same = [again for again in later if again.headers.get("webhook-id") == heard.headers.get("webhook-id")]
        if not same:
            ids = ", ".join(each.headers.get("webhook-id", "none") for each in later) or "no further attempt"
            expected = f"another attempt with the id {heard.headers.get('webhook-id')}, after {heard.status}"
            yield one.breach(expected, ids[:200], one.created)


@check(
    "deliveries.notification-numbers-count",
    over="notified",
    given=(NOTIFIED, RETRIED, "deliveries.notification-is-thin"),
    unseen="no notification came",
)
def numbers_go_up_by_one(one: Correspondence) -> Findings:
    """A gap is the only sign that notifications are being lost."""
    numbers: dict[str, object] = {}
    for heard in one.notified:
        name, number = heard.headers.get("webhook-id", ""), object_of(heard.body).get("number")
        if numbers.setdefault(name, number) != number:
            yield one.breach(f"number {numbers[name]} in every attempt of {name}", f"{number}", one.created)
    for before, after in pairwise(numbers.values()):
        if isinstance(before, int) and after != before + 1:
            yield one.breach(f"number {before + 1} after {before}", f"{after}", one.created)


@check(ASTRAY, over="redirected", given=(NOTIFIED,), unseen="no notification came")
def a_redirect_leads_nowhere(one: Correspondence) -> Findings:
    """The address was looked at; where it leads on was not."""
    for _, some in one.published:
        for heard in some:
            if heard.path != "/hook":
                yield one.breach("no request at the address of a redirect", str(heard), one.created)


@check("deliveries.secret-is-told-once", over="exchanges", unseen="nobody could subscribe")
def a_secret_is_not_told_again(one: Correspondence) -> Findings:
    """Whoever reads it later could sign in the publisher's name."""
    if one.secret and one.secret.encode() in one.looked.body:
        yield one.breach("a subscription without its secret", "the secret is in it", one.looked)


@check("deliveries.ended-subscription-is-silent", over="exchanges", unseen="nobody could subscribe")
def who_has_left_is_not_called(one: Correspondence) -> Findings:
    """Somebody else may have the address by now."""
    if one.ended.status not in (200, 204):
        yield one.breach("204, for the end of a subscription", f"status {one.ended.status}", one.ended)
    elif one.after:
        yield one.breach("no notification after the end", str(one.after[0]), one.ended)
    elif one.looked_after.status not in (404, 410):
        yield one.breach(
            "404, for a subscription that has ended", f"status {one.looked_after.status}", one.looked_after
        )
