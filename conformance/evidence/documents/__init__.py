"""Evidence of the chapter *Documents*."""

from conformance.evidence.documents.expiry import Afterlife, Expiry, Lifespan
from conformance.evidence.documents.grants import Granting, Plea
from conformance.evidence.documents.signature import Effect, Forgery, Tampering, Way

__all__ = ["Afterlife", "Effect", "Expiry", "Forgery", "Granting", "Lifespan", "Plea", "Tampering", "Way"]
