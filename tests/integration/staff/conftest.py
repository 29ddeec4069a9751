"""Staff who are signed in."""

import pytest
from flask import Flask

from tests.integration.staff.desk import Desk, desk_of


@pytest.fixture
def ana(app: Flask) -> Desk:
    """A coordinator."""
    return desk_of(app, "coordinator", "Ana Duarte")


@pytest.fixture
def ben(app: Flask) -> Desk:
    """A second coordinator."""
    return desk_of(app, "coordinator", "Ben Okafor")


@pytest.fixture
def admin(app: Flask) -> Desk:
    """An administrator."""
    return desk_of(app, "admin", "Ada Admin")
