"""How Flask loads and saves a session: one short read before the request, at most one short write after it."""

import logging
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import SAFE_METHODS, clock, db
from app.sessions import cookies, lifecycle, store
from app.sessions.owed import OwedEndings
from app.sessions.session import Session, Stored
from app.settings import Settings
from app.vault import Unreadable

log = logging.getLogger(__name__)
FOR_PROGRAMS: Final = "/api/"  # whoever comes here has a token, and nothing of what a browser keeps
_NOT_WORTH_A_ROW: Final = frozenset({"csrf_token"})  # Flask-WTF leaves one behind wherever a form is drawn


class DatabaseSessions(SessionInterface):
    """Flask's session on top of the table of sessions."""

    def __init__(self, settings: Settings) -> None:
        self._production = settings.production
        self._owed = OwedEndings()

    def open_session(self, app: Flask, request: Request) -> Session:
        """The session that the request's cookie stands for, or an empty one. Never raises for want of a database."""
        audience = cookies.audience_of(request.path)
        session = Session(cookies.read_token(request, audience, production=self._production))
        if request.path.startswith((f"{app.static_url_path}/", FOR_PROGRAMS)):
            session.unavailable = True  # nobody asked for it, so nothing is known of it and the cookies stay
            return session
        if session.brought is None:
            return session
        try:
            self._load(session, session.brought, audience)
        except SQLAlchemyError as error:
            session.unavailable = True
            log.warning("sessions cannot be read: %s", type(error).__name__)
        return session

    def _load(self, session: Session, token: bytes, audience: str) -> None:
        row = None if token in self._owed else store.find(token, audience)
        if row is None:
            session.lapsed = True
        elif store.is_over(row, clock.now()):
            session.lapsed = True
            if store.revoke(token, clock.now()):  # for good: a clock that is set back must not revive it
                session.timed_out = row.user_id
        else:
            _fill(session, token, row)
        self._pay_owed()

    def _pay_owed(self) -> None:
        try:
            self._owed.settle()
        except SQLAlchemyError as error:
            log.error("sessions that were ended could not be revoked yet: %s", type(error).__name__)

    def save_session(self, app: Flask, session: Any, response: Response) -> None:  # noqa: ANN401 - wider in Flask
        """Keep what changed and tell the browser. Never raises: the answer matters more than the session."""
        if session.accessed:
            response.vary.add("Cookie")
        try:
            self._keep(session, response)
        except SQLAlchemyError as error:
            log.error("a session could not be saved: %s", type(error).__name__)

    def _keep(self, session: Session, response: Response) -> None:
        if db.session.registry.has():
            db.session.rollback()  # what was not committed by now never will be; it must not hold the write lock
        if session.ended:
            self._finish(session, response)
        elif session.stored is None:
            self._keep_unstored(session, response)
        elif session.begun is not None:
            self._keep_begun(session, session.stored, response)
        else:
            self._keep_stored(session, session.stored, response)

    def _finish(self, session: Session, response: Response) -> None:
        self._delete_cookies(session, response)
        for token in {session.brought, session.stored.token if session.stored else None}:
            if token is not None:
                self._owed.add(token)
        self._pay_owed()

    def _keep_unstored(self, session: Session, response: Response) -> None:
        if session.unavailable:
            return
        if request.method in SAFE_METHODS or not session.keys() - _NOT_WORTH_A_ROW:
            self._delete_cookies(session, response)
            return
        lifecycle.begin(cookies.audience_of(request.path), **session)
        db.session.commit()
        self._keep(session, response)

    def _keep_begun(self, session: Session, stored: Stored, response: Response) -> None:
        if not sa.inspect(session.begun).persistent:
            return  # whoever began it did not commit: the browser keeps what it had
        cookies.set_token(request, response, stored.audience, stored.token, production=self._production)
        self._renew_page_mark(session, response)
        if session.modified:
            self._save(session, stored)

    def _keep_stored(self, session: Session, stored: Stored, response: Response) -> None:
        self._renew_page_mark(session, response)
        if session.modified or session.is_due():
            self._save(session, stored)

    def _save(self, session: Session, stored: Stored) -> None:
        seen = max(stored.last_seen_at, clock.now()) if session.counts_as_activity else stored.last_seen_at
        payload = store.seal_payload(stored.token, stored.row_id, dict(session)) if session.modified else None
        store.save(stored.row_id, seen, payload)

    def _renew_page_mark(self, session: Session, response: Response) -> None:
        if session.audience == cookies.PERSON and session.counts_as_activity:
            cookies.renew_page_mark(request, response, production=self._production)

    def _delete_cookies(self, session: Session, response: Response) -> None:
        audience = session.audience or cookies.audience_of(request.path)
        if cookies.brought_cookie(request, audience, production=self._production):
            cookies.delete_token(request, response, audience, production=self._production)
        if audience == cookies.PERSON:
            cookies.delete_page_mark(request, response, production=self._production)


def _fill(session: Session, token: bytes, row: sa.Row[Any]) -> None:
    try:
        values = store.open_payload(token, row.id, row.payload)
    except Unreadable:
        session.lapsed = True
        log.exception("the payload of a session cannot be opened")
        return
    stored = Stored(row.id, token, row.audience, row.user_id, row.created_at, row.last_seen_at, row.idle_seconds)
    session.load(stored, values)
