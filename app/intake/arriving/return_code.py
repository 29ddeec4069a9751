"""Coming back without an account, by a return code: 16 signs of Crockford's base 32, in four groups.

The first four find a draft, the other twelve (60 random bits) prove that it is theirs. The code is the person's alone:
the database keeps a slow hash of it, and the draft's key wrapped under a key that only the code gives.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

import sqlalchemy as sa

from app.extensions import begin_immediate, clock, db, in_own_transaction, writing
from app.intake.arriving.drafts import MOST_FAILURES_PER_CODE, OpenDraft, draft_of, key_context
from app.intake.arriving.guesses import give_back, spend_guess
from app.intake.arriving.models import Draft
from app.vault import current_vault, derive_key, is_slow_hash_of, seal, slow_hash, slow_key, unseal

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
SELECTOR, LENGTH, GROUP = 4, 16, 4
_READ_AS: Final = str.maketrans("OIL", "011", " -–—_.\t\n\r\u00a0")
_TRIES: Final = 20


class CodeRefused(Exception):
    """The code opens nothing: mistyped, unknown, dead, used up or expired. Nobody is told which."""


@dataclass(frozen=True)
class Code:
    """A well-formed return code. Its text never appears in a log: `repr` does not show it."""

    signs: str

    def __repr__(self) -> str:
        return "Code(...)"

    def __str__(self) -> str:
        return "-".join(self.signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    @property
    def selector(self) -> str:
        """Finds the draft."""
        return self.signs[:SELECTOR]

    @property
    def verifier(self) -> bytes:
        """Proves and opens."""
        return self.signs[SELECTOR:].encode()


def code_of(random: bytes) -> Code:
    """The code that these random bytes make, a sign from each of the first 16."""
    return Code("".join(ALPHABET[byte % len(ALPHABET)] for byte in random[:LENGTH]))


def read_code(typed: str) -> Code | None:
    """A code as somebody typed it: any case, spaces and hyphens anywhere, O for 0, I or L for 1. None if it is none."""
    signs = typed.upper().translate(_READ_AS)
    return Code(signs) if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None


def may_have_code(draft: OpenDraft) -> bool:
    """Whether a code can be made. Of somebody under the youth age nothing is kept that was not sent, so there is none
    before the question about age.
    """
    path = draft.path()
    return not draft.is_sent and path.age_asked and not path.youth


@dataclass(frozen=True)
class PreparedCode:
    """A new code with what is slow to work out, so that no transaction waits for it."""

    code: Code
    code_hash: str
    key: bytes = field(repr=False)


def prepare_code(draft_id: str, token: bytes, attempt: str) -> PreparedCode:
    """The code that a press of the button makes, always the same one for the same `attempt` of the same visit, so that
    pressing twice leaves the person with no code that opens nothing. Slow: call it before the transaction begins.

    token: the secret of the visit, which only the person's browser keeps. Without it nobody can work the code out.
    """
    code = _free_code(draft_id, derive_key(token, "return-code"), attempt)
    secret = _peppered(code)
    return PreparedCode(code, slow_hash(secret), _code_key(draft_id, secret))


def give_code(draft: OpenDraft, prepared: PreparedCode) -> None:
    """Let this code open the draft; an earlier one opens nothing any more. The caller shows it and keeps it nowhere."""
    row = draft.row
    row.code_selector, row.code_hash, row.code_failures = prepared.code.selector, prepared.code_hash, 0
    row.key_under_code = seal(prepared.key, key_context(row.id, "code"), draft.key)


def come_back(typed: str, address: str | None) -> OpenDraft:
    """Open a draft with its code. Raises CodeRefused, TooManyGuesses; the caller commits all the same: it counts.

    Raises MemoryError; then nobody knows whether the code is right, and nothing is counted.
    """
    guess = spend_guess(address, "code")
    code = read_code(typed)
    found = _find(code)
    try:
        key = _open(found, code)  # slow, and still outside of any transaction
    except MemoryError:
        with writing():
            give_back(guess)
        raise
    begin_immediate()
    row = db.session.get(Draft, found.id, with_for_update=True) if found else None
    if row is None or key is None or found is None or row.code_hash != found.code_hash or _is_dead(row):
        if row is not None:
            row.code_failures += 1
        raise CodeRefused
    give_back(guess)
    row.code_failures = 0
    return draft_of(row, unseal(key, key_context(row.id, "code"), row.key_under_code or b""))


def _free_code(draft_id: str, key: bytes, attempt: str) -> Code:
    """A code whose first signs point at no other draft."""
    for number in range(_TRIES):
        code = code_of(hmac.digest(key, f"{number} {attempt}".encode(), "sha256"))
        found = _find(code)
        if found is None or found.id == draft_id:
            return code
    raise RuntimeError("no free return code was found")


class _Found(NamedTuple):
    id: str
    code_hash: str


def _find(code: Code | None) -> _Found | None:
    """The draft that a code points at, whether or not it opens it. In a short transaction of its own."""
    if code is None:
        return None
    query = sa.select(Draft.id, Draft.code_hash).where(Draft.code_selector == code.selector)
    with in_own_transaction(writes=False) as connection:
        row = connection.execute(query).one_or_none()
    return _Found(row.id, row.code_hash or "") if row else None


def _open(found: _Found | None, code: Code | None) -> bytes | None:
    """The key that the code gives, if it fits. As slow for a code that nobody has."""
    secret = _peppered(code) if code else b"-"
    fits = is_slow_hash_of(secret, found.code_hash if found else _nobodys_hash())
    key = _code_key(found.id if found else "-", secret)
    return key if found and fits else None


def _is_dead(row: Draft) -> bool:
    return row.expires_at <= clock.now() or row.code_failures >= MOST_FAILURES_PER_CODE


def _peppered(code: Code) -> bytes:
    return hmac.new(current_vault().derive("return-code"), code.verifier, hashlib.sha256).digest()


def _code_key(draft_id: str, secret: bytes) -> bytes:
    return slow_key(secret, key_context(draft_id, "code").encode())


@cache
def _nobodys_hash() -> str:
    return slow_hash(b"nobody has this code")
