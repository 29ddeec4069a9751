"""Each wait for PostgreSQL has an end, on this side and on the other."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.extensions import db
from tests.support.engines import on_postgresql

pytestmark = [
    on_postgresql,
    pytest.mark.usefixtures("in_app"),
]


@pytest.mark.parametrize(("name", "longest"), [("statement_timeout", "10s"), ("lock_timeout", "5s")])
def test_the_server_ends_what_takes_too_long(name: str, longest: str) -> None:
    assert db.session.scalar(sa.text(f"SHOW {name}")) == longest


def test_a_connection_is_given_up_that_nobody_acknowledges() -> None:
    with db.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        told = driver.info.get_parameters()
    assert {name: told[name] for name in ("connect_timeout", "tcp_user_timeout", "keepalives_idle")} == {
        "connect_timeout": "3",
        "tcp_user_timeout": "2000",
        "keepalives_idle": "2",
    }
    for_the_other_side = ("tcp_user_timeout=8000", "tcp_keepalives_idle=4", "tcp_keepalives_count=2")
    assert all(f"-c {word}" in told["options"] for word in for_the_other_side)


def test_there_is_a_connection_for_each_thread_and_what_it_does_beside() -> None:
    pool: Any = db.engine.pool
    assert pool.size() + pool._max_overflow >= 2 * 8 + 4
    assert pool.timeout() <= 5
