"""What was promised to be deleted is deleted while the server is used, whether or not anybody set up a timer."""

import logging
from datetime import timedelta
from typing import Final

from flask import Flask, Response
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import clock, db
from app.intake.arriving.tidy import tidy_up

log = logging.getLogger(__name__)
EVERY: Final = timedelta(minutes=15)


def init_app(app: Flask) -> None:
    """Tidy up after a response now and then, once it is on its way."""
    due = clock.now() + EVERY

    @app.after_request
    def tidy_now_and_then(response: Response) -> Response:
        nonlocal due
        if clock.now() >= due:
            due = clock.now() + EVERY
            response.call_on_close(lambda: _tidy(app))
        return response


def _tidy(app: Flask) -> None:
    with app.app_context():
        try:
            tidy_up()
        except SQLAlchemyError as error:
            db.session.rollback()
            log.error("could not tidy up: %s", type(error).__name__)
