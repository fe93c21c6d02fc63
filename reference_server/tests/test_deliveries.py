"""What the reference server does with what others send: beyond what the suite can see."""

from __future__ import annotations

import json
from pathlib import Path

from reference_server.assembly import Behaviour, Wishes, assemble
from reference_server.clock import JumpingClock
from reference_server.courier import Subscriber
from reference_server.publisher import TOKEN
from reference_server.rules.deliveries.notifying import is_open, signature
from reference_server.store.subscriptions import Subscriptions
from reference_server.tests.judging import Court
from reference_server.tests.test_bad_input import ask

SITE = b'{"planningAuthority": "local-authority:WMB", "addressText": "2 Mill Row", "colour": "red"}'


def test_a_member_that_nobody_knows_is_refused_by_its_name(court: Court) -> None:
    body = b'{"publisher": "planx", "epoch": "e", "after": 0, "items": [{"seq": 1, "kind": "site", "id": "5f0c7a2e",'
    body += b' "version": 1, "op": "upsert", "data": ' + SITE + b"}]}"
    status, answer = ask(f"{court.gallery.base('standard', 'partner')}/changes", body, TOKEN)
    assert status == 200
    assert answer["results"][0]["status"] == "rejected"
    assert "data.colour" in answer["results"][0]["problem"]["detail"]


def test_a_kind_of_two_words_is_judged_by_its_own_schema(court: Court) -> None:
    base = f"{court.gallery.base('standard', 'partner')}/changes"
    head = {"publisher": "planx", "epoch": "two-words", "after": 0}
    item = {"seq": 1, "kind": "consulteeResponse", "id": "5f0c7a2e-two", "version": 1, "op": "upsert", "data": {}}
    status, answer = ask(base, json.dumps({**head, "items": [item]}).encode(), TOKEN)
    assert status == 200
    assert "consultationRequest" in str(answer["results"]) or "planningAuthority" in str(answer["results"])


def test_only_public_addresses_are_called_and_this_machine() -> None:
    assert is_open("https", "consumer.example", ["93.184.215.14"])
    assert is_open("http", "127.0.0.1", ["127.0.0.1"])
    assert not is_open("http", "consumer.example", ["93.184.215.14"])
    assert not is_open("https", "consumer.example", ["93.184.215.14", "10.0.0.8"])
    assert not is_open("https", "consumer.example", ["169.254.169.254"])
    assert not is_open("https", "consumer.example", ["::ffff:10.0.0.8"])
    assert not is_open("https", "consumer.example", [])


def test_the_signature_is_that_of_standard_webhooks() -> None:
    # The example of that standard.
    body = b'{"test": 2432232314}'
    signed = signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_subscription_outlives_the_server(tmp_path: Path) -> None:
    wishes = Wishes(tmp_path / "store.sqlite", JumpingClock())
    first = assemble(Behaviour(), wishes, "")
    first.publisher.courier.take_on(Subscriber("5b1f0c7a91d4", "partner", "http://127.0.0.1:9/", "whsec_AAAA"))
    first.close()
    second = assemble(Behaviour(), wishes, "")
    found = second.publisher.courier.find("5b1f0c7a91d4", "partner")
    assert found is not None
    assert second.publisher.courier.find("5b1f0c7a91d4", "public") is None
    second.publisher.courier.let_go("5b1f0c7a91d4")
    assert Subscriptions(second.publisher.store).all() == []
    second.close()
