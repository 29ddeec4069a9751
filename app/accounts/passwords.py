"""Passwords: what is allowed, and how they are hashed."""

import hashlib
import hmac
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError, VerificationError
from flask_babel import gettext as _

from app.accounts.known_passwords import is_known
from app.settings import current_settings
from app.vault import current_vault, ran_out

SHORTEST: Final = 15
LONGEST: Final = 256
_LONGEST_RAW: Final = 8 * LONGEST  # beyond any way of writing that many letters
_OWN_PART: Final = 8  # how much must remain of a password without the words that everybody here knows
_DIFFERENT: Final = 5
_SHORTEST_WORD: Final = 4
_EVERYBODY_KNOWS: Final = frozenset({"braid", "password", "welcome"})
_WAIT_SECONDS: Final = 5.0
_AT_ONCE: Final = 2  # each takes 64 MiB and a processor core for a while
_WAITING: Final = 2  # of the server's eight threads at most half are taken: the others answer people meanwhile

_running = threading.BoundedSemaphore(_AT_ONCE)
_places = threading.BoundedSemaphore(_AT_ONCE + _WAITING)


class TooBusy(Exception):
    """More people sign in at this moment than can be served. Try again shortly."""


def check_new(password: str, context_words: Iterable[str]) -> str | None:
    """Why a new password will not do, in one sentence for its owner; None if it will.

    context_words: what an attacker would try here: name, address, name of the centre.
    """
    plain = _normal(password[: _LONGEST_RAW + 1])
    if len(plain) < SHORTEST:
        return _("Use at least %(n)s characters. A few words in a row are easy to remember.", n=SHORTEST)
    if _is_too_long(password):
        return _("Use at most %(n)s characters.", n=LONGEST)
    if len(set(plain)) < _DIFFERENT:
        return _("Use more than a few different characters.")
    if len(_without(plain, context_words)) < _OWN_PART:
        return _("Do not build it from your name, your address or the name of this service. Add words of your own.")
    if is_known(plain):
        return _(
            "Others had this password, and it was found in the open. Whoever guesses tries it first. Choose another."
        )
    return None


def hash_new(password: str) -> str:
    """The Argon2id hash to store. Takes a while; never call it inside a writing transaction. Raises TooBusy."""
    with _turn():
        return _hasher().hash(_peppered(password))


def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. Takes as long when there is no hash to compare with. Raises TooBusy."""
    if _is_too_long(password):
        return False  # before any work: length is the attacker's lever
    hasher = _hasher()
    with _turn():
        try:
            hasher.verify(password_hash or _nobodys(hasher), _peppered(password))
        except InvalidHashError:
            return False
        except VerificationError as error:
            if ran_out(error):
                raise
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(password_hash)


@contextmanager
def _turn() -> Iterator[None]:
    """A place in the queue, if there is one, and then one's turn. Raises TooBusy, also where no memory is left."""
    if not _places.acquire(blocking=False):
        raise TooBusy
    try:
        if not _running.acquire(timeout=_WAIT_SECONDS):
            raise TooBusy
        try:
            yield
        except Argon2Error as error:
            raise TooBusy from error
        finally:
            _running.release()
    finally:
        _places.release()


@cache
def _hasher_for(env: str) -> PasswordHasher:
    if env == "test":
        return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)


def _hasher() -> PasswordHasher:
    return _hasher_for(current_settings().env)


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    """A hash that costs what a real one costs and that no password fits."""
    return hasher.hash(b"nobody")


def _peppered(password: str) -> bytes:
    pepper = current_vault().derive("password-pepper")
    plain = _normal(password).encode(errors="surrogatepass")  # whatever was sent is a wrong password, not an error
    return hmac.new(pepper, plain, hashlib.sha256).digest()


def _is_too_long(password: str) -> bool:
    """Letters that only look longer count once, as they do when a password is set."""
    return len(password) > _LONGEST_RAW or len(_normal(password)) > LONGEST


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _without(plain: str, context_words: Iterable[str]) -> str:
    rest = plain.casefold()
    words = {word for text in context_words for word in re.split(r"[\W_]+", _normal(text).casefold())}
    for word in sorted(words | _EVERYBODY_KNOWS, key=len, reverse=True):
        if len(word) >= _SHORTEST_WORD:
            rest = rest.replace(word, "")
    return rest
