"""Storage, sessions and sign-in without any page: a floor on which a test puts pages of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from app.extensions import db, init_database, login_manager
from app.sessions import DatabaseSessions
from app.settings import Settings
from app.sites import init_site
from app.vault import init_vault


@contextmanager
def small_app(settings: Settings) -> Iterator[Flask]:
    """An application that serves nothing yet."""
    app = Flask("app")
    app.extensions["braid.settings"] = settings
    init_vault(app, settings)
    init_site(app, settings)
    init_database(app, settings.database_url)
    app.session_interface = DatabaseSessions(settings)
    login_manager.init_app(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
