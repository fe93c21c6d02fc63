"""Ways of getting *Documents*, section *Expiry*, wrong."""

from __future__ import annotations

from dataclasses import replace

from reference_server.fault import fault
from reference_server.faults.documents.signature import signed
from reference_server.links import Pairs, both_once, whole_number
from reference_server.rules import Documents, Rules
from reference_server.rules.documents.content import Asked, Reply

NEVER = 10**15
THREE_SECONDS, HOUR = 3_000, 3_600_000


@fault("documents.grant-expires")
def never_looks_at_the_clock(rules: Documents) -> Documents:
    """Checks the signature of a grant and not its end."""
    return replace(rules, admits=lambda _now, _expires: True)


@fault("documents.grant-expires")
def compares_seconds_with_milliseconds(rules: Documents) -> Documents:
    """Compares the clock in seconds with an end in milliseconds."""
    return replace(rules, admits=lambda now, expires: now // 1000 < expires)


@fault("documents.grant-expires")
def is_lenient_for_a_quarter_of_an_hour(rules: Documents) -> Documents:
    """Adds fifteen minutes to each end, as storage services do for clocks that differ."""
    return replace(rules, admits=lambda now, expires: now < expires + 15 * 60_000)


@fault("documents.grant-expires")
def sends_the_file_with_its_refusal(rules: Rules) -> Rules:
    """Answers 403 once a grant is over, and sends the file as the page that says so."""
    over: list[bool] = []

    def admits(now: int, expires: int) -> bool:
        over.append(now >= expires)
        return True

    def last(reply: Reply, _asked: Asked) -> Reply:
        return reply._replace(status=403) if over and over[-1] else reply

    documents, content = replace(rules.documents, admits=admits), replace(rules.content, last=last)
    return replace(rules, documents=documents, content=content)


@fault("documents.grant-lasts")
def opens_each_grant_once(rules: Documents) -> Documents:
    """Makes links that work once."""
    return replace(rules, lasts=lambda times, _since: times == 0)


@fault("documents.grant-lasts")
def forgets_a_grant_after_three_seconds(rules: Documents) -> Documents:
    """Refuses a URL three seconds after its first use, whatever its end."""
    return replace(rules, lasts=lambda _times, since: since < THREE_SECONDS)


@fault("documents.expired-grant-refuses-every-method")
def looks_at_the_end_when_asked_for_all(rules: Documents) -> Documents:
    """Checks the end of a grant for a whole document, and not for a range of it."""
    return replace(rules, overlooks=lambda _method, headers: "range" in headers)


@fault("documents.expired-grant-refuses-every-method")
def revalidates_what_is_over(rules: Documents) -> Documents:
    """Answers a conditional request without a look at the end."""
    return replace(rules, overlooks=lambda _method, headers: "if-none-match" in headers)


@fault("documents.expired-grant-refuses-every-method")
def tells_the_size_of_what_is_over(rules: Documents) -> Documents:
    """Answers HEAD without a look at the end."""
    return replace(rules, overlooks=lambda method, _headers: method == "HEAD")


@fault("documents.expiry-cannot-be-moved")
def leaves_the_end_unsigned(rules: Documents) -> Documents:
    """Signs the document of a grant and not its end."""
    return replace(rules, links=signed(covers=path_alone))


@fault("documents.expiry-cannot-be-moved")
def takes_no_number_for_no_end(rules: Documents) -> Documents:
    """Compares the clock with what is no number, which is never later."""

    def ends(text: str) -> int | None:
        return whole_number(text) if text.isdigit() else NEVER

    return replace(rules, links=signed(covers=path_alone, ends=ends), admits=within_an_hour)


@fault("documents.expiry-cannot-be-moved")
def takes_an_absent_end_for_none(rules: Documents) -> Documents:
    """Lets a URL without an end open for ever."""

    def takes(query: Pairs) -> dict[str, str] | None:
        return both_once(query if len(query) > 1 else [*query, ("expires", str(NEVER))])

    return replace(rules, links=signed(covers=path_alone, takes=takes), admits=within_an_hour)


@fault("documents.expiry-cannot-be-moved")
def reads_the_first_of_two_ends(rules: Documents) -> Documents:
    """Checks the signature with the last of two ends, and lets the first one count."""

    def takes(query: Pairs) -> dict[str, str] | None:
        ends = [value for name, value in query if name == "expires"]
        return {**dict(query), "expires": f"{ends[-1]},{ends[0]}"} if ends and "signature" in dict(query) else None

    def ends(text: str) -> int | None:
        return whole_number(text.rpartition(",")[2])

    def covers(path: str, expires: str) -> str:
        return f"{path}|{expires.partition(',')[0]}"

    return replace(rules, links=signed(takes=takes, ends=ends, covers=covers))


def path_alone(path: str, _expires: str) -> str:
    """What is signed where the end is not."""
    return path


def within_an_hour(now: int, expires: int) -> bool:
    """Takes no end that is too far away, and with it none that somebody wrote."""
    return expires == NEVER or now < expires <= now + HOUR


@fault("documents.grant-outlives-no-cache")
def lets_documents_be_kept_for_a_year(rules: Documents) -> Documents:
    """Lets every cache keep a document for a year."""
    return replace(rules, caching="public, max-age=31536000, immutable")


@fault("documents.grant-outlives-no-cache")
def lets_shared_caches_keep_documents(rules: Documents) -> Documents:
    """Calls its documents public and does not say for how long."""
    return replace(rules, caching="public")
