"""Status codes: K7P-2QX-9MD-4ZT, 60 bits that only the person gets to see.

A code follows from the server's key and the random id of the draft, so the same draft always
gives the same code and nothing secret is stored: the ticket keeps a keyed hash of it.
"""

import hashlib
import hmac
import re

from desk.tickets.numbers import western

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CHARACTERS = 12
# A code inside other words: with its hyphens, or with so many digits that it is no sentence; and
# with a letter, else it is a telephone number.
CODE = re.compile(
    r"\b(?:(?=[0-9‐-―-]*[A-Z])[0-9A-Z]{3}(?:[‐-―-][0-9A-Z]{3}){3}"
    r"|(?=[0-9 ]*[A-Z])(?=(?:[A-Z ]*[0-9]){3})[0-9A-Z]{3}(?: [0-9A-Z]{3}){3}"
    r"|(?=[0-9]*[A-Z])(?=(?:[A-Z]*[0-9]){3})[0-9A-Z]{12})\b",
    re.IGNORECASE,
)
# Beside a ticket number it may be written without hyphens and have few digits.
_BESIDE_NUMBER = re.compile(
    r"(?=\b([0-9A-Z]{12}|[0-9A-Z]{3}(?:(?: ?[‐-―-] ?| )[0-9A-Z]{3}){3})\b)", re.IGNORECASE
)
GROUP = 3
READ_AS = str.maketrans("OIL", "011")
SHORTEST_KEY = 16


def derive_code(key: bytes, draft_id: str) -> str:
    """The status code of the ticket that this draft becomes."""
    bits = int.from_bytes(_keyed(key, "status-code", draft_id), "big")
    signs = [ALPHABET[bits >> 5 * place & 31] for place in range(CHARACTERS)]
    return "-".join("".join(signs[i : i + GROUP]) for i in range(0, CHARACTERS, GROUP))


def read_code(written: str) -> str:
    """The code that a person has written, as it was given; what cannot be one stays wrong."""
    signs = re.sub(r"[\W_]", "", western(written)).upper().translate(READ_AS)
    return "-".join(signs[i : i + GROUP] for i in range(0, len(signs), GROUP))


def find_code(text: str) -> str | None:
    """What looks most like a code in words that came with a ticket number."""
    found = [match[1] for match in _BESIDE_NUMBER.finditer(text)]
    return max(filter(_likeness, found), key=_likeness, default=None)


def _likeness(written: str) -> int:
    """Words have no digits and a letter that no code has; one code in 90 has no digit either."""
    signs = re.sub(r"[\W_]", "", written).upper()
    return 2 * sum(map(str.isdecimal, signs)) + set(signs).issubset(ALPHABET)


def hash_code(key: bytes, number: str, code: str) -> str:
    """What the ticket keeps."""
    return hash_of(key, "status-hash", f"{number} {code}")


def is_code(key: bytes, number: str, written: str, code_hash: str) -> bool:
    """Whether this is the code of the ticket; takes the same time either way."""
    return hmac.compare_digest(hash_code(key, number, read_code(written)), code_hash)


def hash_of(key: bytes, purpose: str, value: str) -> str:
    """A keyed hash, different for each purpose, for what must be recognised but not kept."""
    return _keyed(key, purpose, value).hex()


def prove(key: bytes, conversation_id: str, number: str) -> str:
    """What the buttons of a conversation carry that has the right to a ticket."""
    return hash_of(key, "proof", f"{conversation_id} {number}")[:20]


def is_proof(key: bytes, conversation_id: str, number: str, proof: str) -> bool:
    return hmac.compare_digest(prove(key, conversation_id, number), proof)


def check_key(key: bytes) -> bytes:
    """The server's key, refused where it could be guessed."""
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"the server's key has {len(key)} bytes; it needs {SHORTEST_KEY} or more")
    return key


def _keyed(key: bytes, purpose: str, value: str) -> bytes:
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()
