"""The one door to joserfc: signs who this client is, as `private_key_jwt` has it."""

from __future__ import annotations

import json

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

ALGORITHMS = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
LIFE = 60


def key_of(text: str) -> ECKey | RSAKey:
    """A private key out of PEM or JSON. Raises `ValueError` for anything else."""
    for sort in (ECKey, RSAKey):
        try:
            key = sort.import_key(json.loads(text) if text.lstrip().startswith("{") else text)
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if key.is_private:
            return key
    raise ValueError("it holds no private key, elliptic or RSA, as PEM or JWK")


def signed(key: ECKey | RSAKey, client_id: str, audience: str, now: int, name: str) -> str:
    """An assertion for one request, good for a minute from `now`, in seconds."""
    algorithm = ALGORITHMS.get(str(key.curve_name), "ES256") if isinstance(key, ECKey) else "PS256"
    claims = {"iss": client_id, "sub": client_id, "aud": audience, "iat": now, "exp": now + LIFE, "jti": name}
    header = {"alg": algorithm, "typ": "JWT", **({"kid": key.kid} if key.kid else {})}
    return jwt.encode(header, claims, key, algorithms=[algorithm])
