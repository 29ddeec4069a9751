"""Who opens the pages, and what an area gives back."""

from dataclasses import dataclass

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.desk import Desk, desk_of

Pages = dict[str, TestResponse]


@dataclass(frozen=True)
class Crew:
    """Each in a browser of their own: two coordinators, a supervisor and an administrator."""

    app: Flask
    ana: Desk
    ben: Desk
    sam: Desk
    admin: Desk


def crew_of(app: Flask) -> Crew:
    """Hire them, and let them sign in."""
    return Crew(
        app,
        ana=desk_of(app, "coordinator", "Ana Duarte"),
        ben=desk_of(app, "coordinator", "Ben Okafor"),
        sam=desk_of(app, "supervisor", "Sam Reyes"),
        admin=desk_of(app, "admin", "Ada Admin"),
    )
