"""Whether this process can serve: one word, no detail."""

import sqlalchemy as sa
from flask import Flask, Response
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db


def init_app(app: Flask) -> None:
    """Serve /healthz."""

    @app.get("/healthz")
    def healthz() -> Response:
        try:
            db.session.execute(sa.text("SELECT 1"))
        except SQLAlchemyError:
            return Response("no", status=503, mimetype="text/plain")
        return Response("ok", mimetype="text/plain")
