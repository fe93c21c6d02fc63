"""Sends and remembers, over real sockets and with a clock that is set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email.utils import formatdate
from pathlib import Path

import pytest

from conformance.client import BudgetSpent, Client, Refused
from conformance.client.client import TRIES
from conformance.client.patience import REFUSALS
from conformance.model.exchange import Request
from conformance.target import Mode, Target
from conformance.tests.miniatures import Answer, Breaks, Heard, Miniature, Script, SetClock, answering, in_turn

KEY = "k3y/with+signs=and-length"
OK: Answer = (200, {"Content-Type": "application/json"}, b"{}")


def too_many(wait: str) -> Answer:
    return 429, {"Retry-After": wait}, b""


@contextmanager
def asking(script: Script, **options: object) -> Iterator[tuple[Client, Miniature, SetClock]]:
    """A client whose endpoint answers as a function says."""
    clock = SetClock()
    with ExitStack() as stack:
        endpoint = stack.enter_context(answering(script))
        client = Client(Target(f"{endpoint.base}/v0/public", **options), clock)  # type: ignore[arg-type] # as Target has them
        stack.callback(client.close)
        yield client, endpoint, clock


def breaking(times: int, then: Answer = OK) -> Script:
    """Breaks the connection so many times before it answers."""
    left = [times]

    def script(_: Heard) -> Answer:
        left[0] -= 1
        if left[0] >= 0:
            raise Breaks
        return then

    return script


def test_an_address_is_joined_as_text() -> None:
    client = Client(Target("https://planning.example/v0/public/"), SetClock())
    assert client.address("changes", from_="2026-03-28T09:00:00+01:00", limit=5) == (
        "https://planning.example/v0/public/changes?from=2026-03-28T09%3A00%3A00%2B01%3A00&limit=5"
    )
    assert client.address("description") == "https://planning.example/v0/public/description"
    client.close()


def test_an_exchange_holds_what_was_asked_and_answered() -> None:
    with asking(lambda _: (418, {"X-Pot": "tea"}, b"short and stout")) as (client, endpoint, clock):
        exchange = client.get("description")
    assert (exchange.n, exchange.status, exchange.body, exchange.header("x-pot")) == (1, 418, b"short and stout", "tea")
    assert (exchange.sent, exchange.trouble) == (clock.now(), "")
    assert endpoint.heard[0].headers["accept-encoding"] == "identity"
    assert client.memory.exchanges == [exchange]


@pytest.mark.parametrize("times", range(TRIES))
def test_a_question_whose_answer_got_lost_is_asked_again_twice(times: int) -> None:
    with asking(breaking(times)) as (client, endpoint, _):
        assert client.get("changes").status == 200
    assert len(endpoint.heard) == len(client.memory.exchanges) == times + 1


def test_after_three_tries_there_is_no_answer() -> None:
    with asking(breaking(9)) as (client, endpoint, _):
        exchange = client.get("changes")
    assert (exchange.status, len(endpoint.heard)) == (0, 3)
    assert exchange.trouble


def test_a_grant_changes_nothing_and_is_asked_for_again() -> None:
    with asking(breaking(1)) as (client, endpoint, _):
        exchange = client.ask(Request("POST", client.address("grants"), (), b"{}"))
    assert (exchange.status, len(endpoint.heard)) == (200, 2)


def test_a_burst_neither_waits_nor_asks_again() -> None:
    with asking(in_turn(too_many("5"), OK)) as (client, _, clock):
        assert client.ask(Request("GET", client.address("changes")), wait=False).status == 429
    assert clock.naps == []
    with asking(breaking(1)) as (client, endpoint, _):
        assert client.ask(Request("GET", client.address("changes")), wait=False).status == 0
    assert len(endpoint.heard) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_is_waited_for(status: int) -> None:
    refusal: Answer = (status, {"Retry-After": "7"}, b"")
    with asking(in_turn(refusal, refusal, OK)) as (client, endpoint, clock):
        assert client.get("changes").status == 200
    assert clock.naps == [7, 7]
    assert len(endpoint.heard) == 3


def test_a_refusal_is_waited_for_until_a_date() -> None:
    began = SetClock().now() // 1000
    with asking(in_turn(too_many(formatdate(began + 30, usegmt=True)), OK)) as (client, _, clock):
        assert client.get("changes").status == 200
    assert clock.naps == [30]


@pytest.mark.parametrize(
    "wait", ["", "soon", "-1", "1.5", "9" * 30, "Mon, 01 Jan 2024 00:00:00 +" + "9" * 20, "\u0665"]
)
def test_a_refusal_that_names_no_time_is_the_answer(wait: str) -> None:
    with asking(in_turn((429, {"Retry-After": wait.encode().decode("latin-1")}, b""), OK)) as (client, _, clock):
        assert client.get("changes").status == 429
    assert clock.naps == []


def test_a_date_that_has_been_is_not_waited_for() -> None:
    with asking(in_turn(too_many("Thu, 01 Jan 2026 00:00:00 GMT"), OK)) as (client, _, clock):
        assert client.get("changes").status == 200
    assert clock.naps == [0]


def test_an_endpoint_that_goes_on_refusing_ends_the_run() -> None:
    with asking(lambda _: too_many("1")) as (client, endpoint, _):
        with pytest.raises(Refused, match=f"{REFUSALS} answers in a row were 429"):
            client.get("changes")
        assert len(endpoint.heard) == REFUSALS
    assert not issubclass(Refused, Exception)


def test_an_answer_in_between_starts_the_count_anew() -> None:
    answers = [*[too_many("1")] * (REFUSALS - 1), OK] * 2
    with asking(in_turn(*answers)) as (client, endpoint, _):
        assert [client.get("changes").status, client.get("changes").status] == [200, 200]
    assert len(endpoint.heard) == 2 * REFUSALS


def test_a_wait_that_is_too_long_ends_the_run_and_names_the_flag() -> None:
    with asking(lambda _: too_many("61"), max_wait=60.0) as (client, _, clock):
        with pytest.raises(Refused, match="61 seconds; --max-wait is 60"):
            client.get("changes")
        assert clock.naps == []


def test_the_budget_counts_every_request_also_those_that_are_asked_again() -> None:
    with asking(breaking(2), max_requests=3) as (client, endpoint, _):
        assert client.get("changes").status == 200
        with pytest.raises(BudgetSpent):
            client.get("changes")
    assert len(endpoint.heard) == 3


def test_the_same_question_is_asked_once_inside_of_a_block() -> None:
    with asking(lambda _: OK) as (client, endpoint, _):
        with client.recalling():
            assert client.get("changes", limit=1) is client.get("changes", limit=1)
            assert client.get("changes", limit=2).status == 200
        assert client.get("changes", limit=1).n == 3
    assert len(endpoint.heard) == 3


def test_the_token_goes_to_the_api_and_to_nobody_else() -> None:
    with answering(lambda _: OK) as stranger, asking(lambda _: OK, token=KEY) as (client, endpoint, _):
        assert client.get("changes").request.authorised
        client.ask(Request("GET", client.address("changes"), authorised=False))
        client.fetch(Request("GET", f"{stranger.base}/plan.pdf", (("X-Own", "header"),)), 100)
    assert [heard.headers.get("authorization") for heard in endpoint.heard] == [f"Bearer {KEY}", None]
    assert "authorization" not in stranger.heard[0].headers
    assert stranger.heard[0].headers["x-own"] == "header"
    assert KEY not in str(client.memory.exchanges)


def test_without_a_token_no_request_says_that_it_has_one() -> None:
    with asking(lambda _: OK) as (client, endpoint, _):
        exchange = client.get("changes")
    assert "Authorization" not in exchange.curl
    assert "authorization" not in endpoint.heard[0].headers


def test_an_endpoint_that_repeats_the_token_does_not_get_it_into_a_report() -> None:
    def repeat(heard: Heard) -> Answer:
        return 400, {"X-Sent": heard.headers["authorization"]}, heard.headers["authorization"].encode()

    with asking(repeat, token=KEY) as (client, _, _):
        exchange = client.get("changes")
    assert (exchange.body, exchange.header("X-Sent")) == (b"Bearer ~secret-1~", "Bearer ~secret-1~")


def granting(write: Callable[[object], str]) -> Script:
    """Gives a signed URL for its own file, and the file to whoever has the signature."""
    signature = "expires=1774688400&signature=0123456789abcdef%2B%2f"

    def script(heard: Heard) -> Answer:
        if heard.method == "POST":
            url = f"http://{heard.headers['host']}/plan.pdf?{signature}"
            return (
                200,
                {"Content-Type": "application/json", "Location": url},
                write({"grants": [{"url": url}]}).encode(),
            )
        return (200, {}, b"%PDF") if heard.target == f"/plan.pdf?{signature}" else (403, {}, b"")

    return script


@pytest.mark.parametrize(
    "write",
    [json.dumps, lambda value: json.dumps(value).replace("/", "\\/"), lambda v: json.dumps(v).replace("&", "\\u0026")],
)
def test_a_signed_url_is_a_placeholder_that_can_still_be_fetched(write: Callable[[object], str]) -> None:
    with asking(granting(write)) as (client, endpoint, _):
        grant = client.ask(Request("POST", client.address("grants"), (), b"{}"))
        url = json.loads(grant.body)["grants"][0]["url"]
        file = client.fetch(Request("GET", url), 100)
    assert (file.status, file.body) == (200, b"%PDF")
    assert "signature=" in endpoint.heard[1].target
    assert "signature" not in str(client.memory.exchanges)
    assert "~secret-1~" in file.request.url
    assert "~secret-1~" in str(grant.header("Location"))


def test_a_read_only_run_does_not_write() -> None:
    with asking(lambda _: OK) as (client, endpoint, _):
        with pytest.raises(PermissionError, match="a read-only run does not write"):
            client.write(Request("POST", client.address("changes"), (), b"{}"))
        assert endpoint.heard == []


def test_a_write_is_on_record_before_it_is_sent(tmp_path: Path) -> None:
    seen: list[list[str]] = []

    def look(_: Heard) -> Answer:
        seen.append((tmp_path / "deep" / "journal.jsonl").read_text("utf-8").splitlines())
        return OK

    with asking(look, mode=Mode.SANDBOX, report_dir=tmp_path / "deep", token=KEY) as (client, _, _):
        for n in range(2):
            client.write(Request("POST", client.address("changes"), (), f'{{"n": {n}, "key": "{KEY}"}}'.encode()))
    assert [len(lines) for lines in seen] == [1, 2]
    assert json.loads(seen[1][1])["body"] == '{"n": 1, "key": "~secret-1~"}'
    assert json.loads(seen[1][1])["method"] == "POST"


def test_a_write_without_an_answer_is_not_sent_again(tmp_path: Path) -> None:
    with asking(breaking(1), mode=Mode.SANDBOX, report_dir=tmp_path) as (client, endpoint, _):
        assert client.write(Request("POST", client.address("changes"), (), b"{}")).status == 0
    assert len(endpoint.heard) == 1
    assert len((tmp_path / "journal.jsonl").read_text().splitlines()) == 1


def test_an_inner_host_of_somebody_else_is_not_asked() -> None:
    with answering(lambda _: OK) as inner:
        client = Client(Target("https://planning.example/v0/public"), SetClock())
        exchange = client.fetch(Request("GET", f"{inner.base}/secret"), 100)
        client.close()
    assert exchange.status == 0
    assert "say --allow-host 127.0.0.1" in exchange.trouble
    assert inner.heard == []


def test_a_base_url_elsewhere_is_asked_politely_and_one_on_this_machine_at_once() -> None:
    with asking(lambda _: OK) as (client, _, clock):
        for _ in range(10):
            client.get("changes")
    assert clock.naps == []
    with asking(lambda _: OK, requests_per_second=4.0) as (client, _, clock):
        for _ in range(3):
            client.get("changes")
    assert clock.naps == pytest.approx([0.25, 0.25])
