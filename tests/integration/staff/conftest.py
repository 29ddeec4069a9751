"""Staff who are signed in."""

import pytest
from flask import Flask

from tests.support.desk import ACUTE, CALM, CONTACT, Desk, arrive, desk_of


@pytest.fixture
def ana(app: Flask) -> Desk:
    """A coordinator."""
    return desk_of(app, "coordinator", "Ana Duarte")


@pytest.fixture
def ben(app: Flask) -> Desk:
    """A second coordinator."""
    return desk_of(app, "coordinator", "Ben Okafor")


@pytest.fixture
def sam(app: Flask) -> Desk:
    """A supervisor."""
    return desk_of(app, "supervisor", "Sam Reyes")


@pytest.fixture
def admin(app: Flask) -> Desk:
    """An administrator."""
    return desk_of(app, "admin", "Ada Admin")


@pytest.fixture
def acute(app: Flask) -> str:
    """The address of an imminent screening."""
    return f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"


@pytest.fixture
def calm(app: Flask) -> str:
    """The address of a routine one."""
    return f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
