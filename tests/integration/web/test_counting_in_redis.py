"""Several processes count together in Redis; while it is away each counts for itself, and nobody waits for it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from flask import Flask
from limits import RateLimitItemPerMinute
from redis.exceptions import RedisError

from app.settings import Settings
from app.web.buckets import Buckets
from tests.support.client_browser import ClientBrowser
from tests.support.desk import desk_of
from tests.support.limited import time_stands, with_limits
from tests.support.load.standing import stand_at_check
from tests.support.people import ACUTE, not_me
from tests.support.redis_server import client_of, serving_redis
from tests.support.running import running
from tests.support.walker import Walker

TWO = RateLimitItemPerMinute(2)
WHO = "203.0.113.7/32"


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """No window ends."""
    with time_stands():
        yield


def count(buckets: Buckets, times: int = 1) -> list[bool]:
    return [buckets.count(TWO, "a bucket", WHO) for _ in range(times)]


@contextmanager
def silent_server() -> Iterator[tuple[str, socket.socket]]:
    """Takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0", server


def callers(server: socket.socket) -> int:
    """How many have connected so far."""
    server.setblocking(False)
    found = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            found += 1
    return found


def test_a_redis_that_hangs_is_asked_once_and_the_limit_still_holds() -> None:
    with silent_server() as (url, server):
        assert count(Buckets(url), 6) == [True, True, False, False, False, False]
        assert callers(server) == 1


def test_a_redis_that_is_not_there_is_no_error_and_the_limit_still_holds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
    assert count(Buckets(url), 3) == [True, True, False]


def test_processes_count_together_and_redis_holds_no_address() -> None:
    with serving_redis() as url:
        one, other = Buckets(url, b"key"), Buckets(url, b"key")
        assert count(one, 2) == [True, True]
        assert count(other) == [False]
        with client_of(url) as redis:
            kept = "".join(str(redis.dump(key)) for key in redis.keys("*"))
            names = str(redis.keys("*"))
            lives = [redis.ttl(key) for key in redis.keys("*")]
            redis.flushall()
        assert "203.0.113" not in kept + names
        assert all(0 < seconds <= 24 * 60 * 60 for seconds in lives), "nothing of it is there the day after"
        assert count(other, 3) == [True, True, False], "emptied, it begins anew and fails nobody"


def test_when_redis_stops_in_the_middle_each_process_goes_on_counting() -> None:
    with serving_redis() as url:
        buckets = Buckets(url, b"key")
        assert count(buckets) == [True]
    assert count(buckets, 3) == [True, True, False]


def test_two_servers_with_one_redis_refuse_together_and_each_alone_without_it(settings: Settings) -> None:
    def status(app: Flask) -> int:
        return app.test_client().get("/", environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code

    with serving_redis() as url:
        chosen = replace(settings, rate_limits=True, redis_url=url)
        with running(chosen) as one, running(chosen) as other:
            both = [status(app) for _ in range(40) for app in (one, other)]
    assert both.count(429) >= 15
    assert both[:60] == [200] * 60
    with running(chosen) as alone:
        assert set(status(alone) for _ in range(5)) == {200}, "Redis is gone, and nobody gets an error"


WHAT_HAPPENS_TO_IT = {
    "it sleeps": ("CLIENT", "PAUSE", 60_000, "ALL"),
    "it is full": ("CONFIG", "SET", "maxmemory", 1),
    "its password is another one": ("CONFIG", "SET", "requirepass", "another"),
    "it takes nobody in": ("CONFIG", "SET", "maxclients", 1),
    "it is emptied": ("FLUSHALL",),
    "it is gone": ("SHUTDOWN", "NOSAVE"),
}


@pytest.mark.parametrize("what", WHAT_HAPPENS_TO_IT)
def test_whatever_becomes_of_redis_a_person_sends_staff_stay_signed_in_and_limits_hold(
    settings: Settings, what: str
) -> None:
    with serving_redis() as url, with_limits(settings, redis_url=url) as app:
        desk, gone = desk_of(app, "coordinator"), desk_of(app, "coordinator", "Ben Hollis")
        assert gone.post("/staff/sign-out").status_code == 303
        phone = app.test_client()
        phone.set_cookie("s", stand_at_check(app, "somebody"))
        person = Walker(ClientBrowser(phone), ACUTE, not_me)
        person.open("/check")
        with client_of(url) as redis, suppress(RedisError):
            redis.execute_command(*WHAT_HAPPENS_TO_IT[what])  # type: ignore[no-untyped-call]  # of redis
        assert person.go_on().path == "/received"
        assert desk.get("/staff/queue").select("[data-reference]")
        assert gone.client.get("/staff/queue").status_code == 303, "nobody is let in for want of a counter"
        first_pages = [app.test_client().get("/").status_code for _ in range(70)]
        assert (first_pages[0], first_pages[-1]) == (200, 429)


def test_names_in_redis_need_the_key_of_the_installation() -> None:
    with serving_redis() as url:
        assert count(Buckets(url, b"key"), 3)[-1] is False
        assert count(Buckets(url, b"another key")) == [True]
