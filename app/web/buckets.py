"""Counting how often somebody asks: in this process or, where one is set, in a Redis that all processes share.

Who is counted stands under a name that only a secret of that day makes. The secret is random and lives in memory, or
for a day in that Redis, where it makes a name only together with a key that is not there. After that day nobody can
work out from a counter whose it was, whatever they hold.
"""

import hmac
import logging
import secrets
import time
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from limits import RateLimitItem
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from app.extensions import clock
from app.settings.model import SettingsError

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger(__name__)
PATIENCE: Final = 0.25  # seconds for one word with Redis: a page must not wait for a counter
AWAY: Final = 10.0  # seconds for which it is not asked again after it failed
PREFIX: Final = "braid"
A_DAY: Final = 24 * 60 * 60  # in seconds
SECRET_BYTES: Final = 32


class Counters:
    """Counters in one place."""

    def __init__(self, storage: MemoryStorage | RedisStorage, secret_of: Callable[[str], bytes]) -> None:
        self._limiter, self._secret_of = SlidingWindowCounterRateLimiter(storage), secret_of
        self.answer = storage.check

    def count(self, limit: RateLimitItem, bucket: str, who: str) -> bool:
        """Count one more. False, and not counted, where it is one too many."""
        return self._limiter.hit(limit, bucket, self._name(bucket, who))

    def has_room(self, limit: RateLimitItem, bucket: str, who: str) -> bool:
        """Whether one more would be counted."""
        return self._limiter.test(limit, bucket, self._name(bucket, who))

    def _name(self, bucket: str, who: str) -> str:
        secret = self._secret_of(clock.now().date().isoformat())
        return hmac.digest(secret, f"{bucket}|{who}".encode(), "sha256").hex()


class Buckets:
    """All counters. With Redis away each process counts for itself, so that limits still hold and nothing fails."""

    def __init__(self, redis_url: str | None = None, key: bytes = b"") -> None:
        """`key`: of this installation, for names in Redis. Raises SettingsError where its library is missing."""
        self._here = Counters(MemoryStorage(), lru_cache(maxsize=1)(lambda _day: secrets.token_bytes(SECRET_BYTES)))
        self._shared = _in_redis(redis_url, key) if redis_url else None
        self._ask_again_at = 0.0

    def away(self) -> bool:
        """Whether there is a Redis that should count and does not answer."""
        return self._shared is not None and not self._shared.answer()

    def count(self, limit: RateLimitItem, bucket: str, who: str) -> bool:
        """Count one more. False, and not counted, where it is one too many. Never raises."""
        return self._ask(lambda counters: counters.count(limit, bucket, who))

    def has_room(self, limit: RateLimitItem, bucket: str, who: str) -> bool:
        """Whether one more would be counted. Never raises."""
        return self._ask(lambda counters: counters.has_room(limit, bucket, who))

    def _ask(self, question: Callable[[Counters], bool]) -> bool:
        if self._shared and time.monotonic() >= self._ask_again_at:
            try:
                return question(self._shared)
            except Exception as error:  # whatever it is: nobody is refused a page because of a counter
                self._ask_again_at = time.monotonic() + AWAY
                log.warning("Redis does not count (%s): each process counts for itself", type(error).__name__)
        return question(self._here)


def _in_redis(url: str, key: bytes) -> Counters:
    try:
        from redis import ConnectionPool
        from redis.backoff import NoBackoff
        from redis.retry import Retry
    except ImportError:
        raise SettingsError("BRAID_REDIS_URL needs the extra `redis`") from None
    once = Retry(NoBackoff(), 0)
    pool = ConnectionPool.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=once)
    storage = RedisStorage("redis://", connection_pool=pool, key_prefix=PREFIX)
    return Counters(storage, _shared_secret(storage.storage, key))


def _shared_secret(redis: "Redis", key: bytes) -> Callable[[str], bytes]:
    """Whoever asks first on a day makes its secret for all; asked for each time, in case Redis was emptied."""

    def secret_of(day: str) -> bytes:
        name = f"{PREFIX}:secret:{day}"
        both = redis.pipeline(transaction=False)
        both.set(name, secrets.token_hex(SECRET_BYTES), nx=True, ex=A_DAY)
        both.get(name)
        return hmac.digest(key, both.execute()[1], "sha256")

    return secret_of
