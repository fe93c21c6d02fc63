"""The kinds that come from sources: what of them is shown, and to whom."""

from __future__ import annotations

import pytest

from conformance.tests.specimens import standard

PUBLIC, PARTNER, PERSONAL = "public", "partner", "personal"


def shown(kind: str, view: str) -> set[str]:
    """The members of a kind that a view shows."""
    return {
        field.path.partition("[]")[0].partition(".")[0] for field in standard().crosswalk[kind] if view in field.views
    }


def test_a_party_is_shown_below_personal_by_the_name_on_the_register_alone() -> None:
    assert shown("party", PUBLIC) == {"planningAuthority", "application", "role", "publicName"}
    assert shown("party", PARTNER) == shown("party", PUBLIC) | {"extensions"}
    assert shown("party", PERSONAL) > {"name", "email", "phones", "address"}


def test_a_submission_is_not_shown_to_the_public() -> None:
    assert shown("submission", PUBLIC) == shown("submission", "consultee") == set()
    assert {"sha256", "fileSize", "mimeType", "channel"} <= shown("submission", PARTNER)


def test_the_words_of_an_address_are_licensed_and_its_numbers_are_not() -> None:
    assert {"uprn", "usrn", "successors"} <= shown("address", PUBLIC)
    assert shown("address", PUBLIC).isdisjoint({"addressText", "paoText", "streetDescription", "postcode"})


@pytest.mark.parametrize("kind", ["address", "designation", "constraint", "authority", "submission", "party"])
def test_the_national_view_shows_only_what_mhclg_lists(kind: str) -> None:
    assert shown(kind, "national") == set()


def test_a_category_of_constraint_leads_to_datasets_that_are_listed() -> None:
    lists = standard().codelists
    for row in lists["constraint-category"].rows:
        assert set(filter(None, row["datasets"].split(";"))) <= set(lists["designation-dataset"].codes)
