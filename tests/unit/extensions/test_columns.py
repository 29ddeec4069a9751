from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy.dialects import sqlite

from app.extensions import UtcDateTime, clock, public_id, uuid7

KIND, DIALECT = UtcDateTime(), sqlite.dialect()


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        KIND.process_bind_param(datetime(2026, 11, 23), DIALECT)  # noqa: DTZ001 - that is the point


def test_a_moment_is_stored_in_utc_so_that_stored_moments_can_be_compared() -> None:
    local = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=-5)))
    assert KIND.process_bind_param(local, DIALECT) == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert str(KIND.process_bind_param(local, DIALECT)) == "2026-11-23 15:00:00+00:00"


def test_what_sqlite_gives_back_without_a_zone_was_utc() -> None:
    assert KIND.process_result_value(datetime(2026, 11, 23), DIALECT) == datetime(  # noqa: DTZ001 - as SQLite does
        2026, 11, 23, tzinfo=UTC
    )


def test_no_moment_stays_no_moment() -> None:
    assert KIND.process_bind_param(None, DIALECT) is None
    assert KIND.process_result_value(None, DIALECT) is None


def test_internal_keys_are_uuids_of_version_seven_that_sort_by_time() -> None:
    keys = [uuid7() for _ in range(1000)]
    assert {(key.version, key.variant) for key in keys} == {(7, UUID(int=0x8 << 60).variant)}
    assert len(set(keys)) == 1000
    stamps = [key.int >> 80 for key in keys]
    assert stamps == sorted(stamps)


def test_public_identifiers_have_128_random_bits() -> None:
    found = {public_id() for _ in range(1000)}
    assert len(found) == 1000
    assert all(len(bytes.fromhex(each)) == 16 for each in found)


def test_a_stopped_clock_stands_still_and_starts_again() -> None:
    with clock.stopped(datetime(2026, 1, 1, tzinfo=UTC)) as time:
        assert clock.now() == clock.now() == datetime(2026, 1, 1, tzinfo=UTC)
        time.move(timedelta(hours=-1))
        assert clock.now() == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert clock.now() > datetime(2026, 1, 1, tzinfo=UTC)
