"""Checks of *Publication*, section *Personal data*: what stands in words that everybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.check import check
from conformance.evidence import Register
from conformance.model.finding import Findings
from conformance.model.page import Entry
from conformance.model.strict import Json
from conformance.standard import Leaf, at

LISTED = ("publication.view-is-allow-listed",)
# A comment is looked at for both by a rule of its own.
IN_COMMENTS = ("consultation.comment-shows-no-contact", *LISTED)
NOTHING_PUBLIC = "the view is not public, or its feed holds no record"
# A number in a list of references is a drawing, whatever it looks like.
NUMBERED = ("reference", "referencesInDocument")
EMAIL = re.compile(
    r"(?<![\w.+@-])[\w.+-]{1,64}@([A-Za-z](?:[A-Za-z0-9-]{0,62}\.)+(?:[a-z]{2,24}|[A-Z]{2,24}))(?![\w@-])"
)
# `Elevations_100@A3.pdf` is a drawing on paper of that size.
PAPER = re.compile(r"[AB]\d[LP]?\.|.*\.(?:pdf|jpe?g|png|tiff?|dwg|dxf|docx?|xlsx?|zip)$", re.IGNORECASE)
# Ten digits behind the nought, in one run or in the groups in which they are said. What begins with 03, 08 or 09 is no
# person's, and what is called a UPRN is a house.
TELEPHONE = re.compile(
    r"(?<![\w/.+-])(?:\+44 ?(?:\(0\) ?)?|0044 ?|\(?0)"
    r"(?:2\d\)? ?\d{4} ?\d{4}|1\d\d\)? ?\d{3} ?\d{4}|[17]\d{3}\)? ?\d{3} ?\d{3})(?![\w/-]|\.\d)"
)
PROPERTY = re.compile(r"U[PS]RN\W{0,8}$", re.IGNORECASE)
LETTERS = r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
# Two letters and six digits are the name of a sketch too: a number only where it is called so, or written in groups;
INSURANCE_CALLED = re.compile(
    rf"(?:National Insurance|\bNI(?:NO)?\b)[^\n]{{0,30}}?\b({LETTERS} ?\d\d ?\d\d ?\d\d ?[A-D])\b"
)
# and in groups they are a place on the map, where the letters are a square of the national grid.
INSURANCE_GROUPED = re.compile(rf"(?<![\w/-])(?![HNST][A-Z]|O[VW])({LETTERS} \d\d \d\d \d\d [A-D])(?![\w/-])")
SECRETS = (
    re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
    re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"),
    re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    re.compile(r"\bBearer [\w.~+/-]{16,}"),
)


def strings(register: Register, entry: Entry) -> Iterator[tuple[Leaf, str]]:
    """Every text of a record, with the leaf of the schema that it stands at."""
    for leaf in register.terms.leaves(entry.kind):
        for value in at(entry.data or {}, leaf.path):
            if isinstance(value, str):
                yield leaf, value


def words(register: Register, entry: Entry) -> Iterator[tuple[Leaf, str]]:
    """Every text that somebody wrote, and no code, address on the web, reference or number."""
    return ((leaf, text) for leaf, text in strings(register, entry) if leaf.is_text and leaf.name not in NUMBERED)


def _hidden(text: str) -> str:
    """Enough of it to be found by, and too little to be used: a report is read by many."""
    return f"{text[:3]}…{text[-2:]}, {len(text)} characters"


@check("publication.shows-no-email-address", over="public", given=IN_COMMENTS, unseen=NOTHING_PUBLIC)
def no_email_address_is_public(register: Register) -> Findings:
    """An address that was on a register once is on every list of those who send spam."""
    bodies = _bodies(register)
    for entry in register.public:
        for leaf, text in strings(register, entry):
            for found in EMAIL.finditer(text) if not leaf.is_a("web-address") else ():
                domain = found[1].lower()
                if not PAPER.match(found[1]) and not any(domain == one or domain.endswith(f".{one}") for one in bodies):
                    expected = f"no e-mail address in `{leaf.path}`, save that of a public body"
                    yield register.breach(expected, f"{entry}: {_hidden(found[0])}", entry.exchange)


def _bodies(register: Register) -> frozenset[str]:
    """The domains of public bodies, and that at which the publisher itself can be asked."""
    contact = register.terms.description.members.get("contact")
    address: Json = contact.get("email") if isinstance(contact, dict) else None
    own = address.rpartition("@")[2].lower() if isinstance(address, str) and "@" in address else ""
    return frozenset((*register.terms.codelists["public-domain"].codes, *([own] if own else [])))


@check("publication.shows-no-telephone-number", over="public", given=IN_COMMENTS, unseen=NOTHING_PUBLIC)
def no_telephone_number_is_public(register: Register) -> Findings:
    """Who asks for planning permission has not asked to be rung up."""
    for entry in register.public:
        for leaf, text in words(register, entry):
            for found in TELEPHONE.finditer(text):
                if not PROPERTY.search(text[: found.start()]):
                    expected = f"no telephone number in `{leaf.path}`, save one that begins with 03, 08 or 09"
                    yield register.breach(expected, f"{entry}: {_hidden(found[0])}", entry.exchange)


@check("publication.shows-no-insurance-number", over="public", given=LISTED, unseen=NOTHING_PUBLIC)
def no_insurance_number_is_public(register: Register) -> Findings:
    """With a name and this number somebody else can be the applicant."""
    for entry in register.public:
        for leaf, text in words(register, entry):
            for found in (*INSURANCE_CALLED.finditer(text), *INSURANCE_GROUPED.finditer(text)):
                expected = f"no National Insurance number in `{leaf.path}`"
                yield register.breach(expected, f"{entry}: {_hidden(found[1])}", entry.exchange)


@check("publication.shows-no-credential", over="entries", given=LISTED, unseen="the feed holds no record")
def no_record_holds_a_credential(register: Register) -> Findings:
    """A record is copied to everybody, and kept."""
    for entry in register.entries:
        for leaf, text in strings(register, entry):
            found = next((found for secret in SECRETS if (found := secret.search(text))), None)
            if found:
                expected = f"no token, key or password in `{leaf.path}`"
                yield register.breach(expected, f"{entry}: {_hidden(found[0])}", entry.exchange)
