"""PostgreSQL takes no writes for a while: whoever sends is told so, pages can be read, and all goes on afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy import make_url

from app.settings import Settings
from tests.support.engines import on_postgresql
from tests.support.fault_report import Report, rounds
from tests.support.live_browser import LiveBrowser
from tests.support.load.crowd import all_sending
from tests.support.load.house import House

ROUNDS: Final = rounds()
AT_ONCE: Final = 4
READ: Final = ("/", "/help", "/privacy", "/leave", "/healthz")


@contextmanager
def read_only(address: str) -> Iterator[None]:
    """As whoever looks after PostgreSQL does it: for new sessions, so those that there are have to end. Afterwards they
    stay as they are, and those opened meanwhile go on taking no writes.
    """
    name = make_url(address).database
    elsewhere = make_url(address).set(drivername="postgresql", database="postgres")
    with psycopg.connect(elsewhere.render_as_string(hide_password=False), autocommit=True) as superuser:
        superuser.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            superuser.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')


@on_postgresql
def test_whoever_sends_is_told_that_nothing_was_sent_and_afterwards_all_goes_on(
    house: House, settings: Settings, report: Report
) -> None:
    for _ in range(ROUNDS):
        people = house.ready(AT_ONCE)
        with house.book.fault("it is read-only"), read_only(settings.database_url):
            with all_sending(people, tries=1):
                pass
            assert house.book.refused() >= {person.key for person in people}
            browser = LiveBrowser(house.server.base_url)
            assert {path: browser.get(path).status for path in READ} == dict.fromkeys(READ, 200)
        with all_sending(people):
            pass
    report("FI-10", "PostgreSQL is read-only", house.check(), house.book, ROUNDS)
