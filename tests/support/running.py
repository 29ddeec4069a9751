"""An application for the length of a `with` block."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from app import create_app
from app.extensions import db
from app.settings import Settings
from tests.support import built_once

built_once.install()


@contextmanager
def running(settings: Settings) -> Iterator[Flask]:
    """An application, and no connection left open after it."""
    app = create_app(settings)
    built_once.share_templates(app)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
