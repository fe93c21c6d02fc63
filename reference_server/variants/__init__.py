"""Every variant there is: lawful but unusual servers, one for each freedom that the standard grants."""

from reference_server.fault import Variant
from reference_server.variants import (
    changes,
    digests,
    discovery,
    documents,
    grants,
    records,
    removal,
    service,
    snapshot,
)

SECTIONS = (discovery, changes, removal, snapshot, digests, records, documents, grants, service)

ALL: tuple[Variant, ...] = tuple(
    value for section in SECTIONS for value in vars(section).values() if isinstance(value, Variant)
)
