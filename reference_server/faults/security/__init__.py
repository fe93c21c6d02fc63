"""Ways of getting the chapter *Security* wrong, one module a section."""

from reference_server.faults.security import answers, issuer, reach, tokens

SECTIONS = (tokens, reach, answers, issuer)
