"""A server in the middle of work, on each engine that a test asks for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from tests.support.fault_report import rounds
from tests.support.load.house import House, opened


@pytest.fixture(params=range(rounds()))
def each_round(request: pytest.FixtureRequest) -> int:
    """Let a whole test be one round of many."""
    return int(request.param)


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> Iterator[House]:
    """One of its own for each test; `@on_each_engine` works as elsewhere."""
    with opened(tmp_path, BRAID_DATABASE_URL=settings.database_url) as house:
        yield house
