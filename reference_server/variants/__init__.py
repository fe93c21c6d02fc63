"""Every variant there is: lawful but unusual servers, one for each freedom that the standard grants."""

from reference_server.fault import Variant
from reference_server.variants import changes, documents, service

ALL: tuple[Variant, ...] = tuple(
    value for module in (changes, documents, service) for value in vars(module).values() if isinstance(value, Variant)
)
