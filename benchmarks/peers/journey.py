"""A questionnaire with as many pages as Braid's screening, and the least that one about health needs.

A session cookie, a CSRF token, every answer checked, a draft that is sealed and committed at each page, at the end one
transaction with what was sent and a line of an audit log; security headers; pages compressed. No languages, no path
that follows the answers, no risk rules, no help lines, no server-side session.
"""

import gzip
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, abort, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker
from werkzeug.wrappers import Response
from wtforms import ValidationError

from benchmarks.peers.database import engine

QUESTIONS = int(os.environ["PEER_QUESTIONS"])
CHOICES = {"0": "Not at all", "1": "Several days", "2": "More than half the days", "3": "Nearly every day"}
ITEM = "Item {0}: in the last two weeks, how often has sample problem number {0} got in the way of an ordinary day"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
box = AESGCM(bytes(range(32)))


class Base(DeclarativeBase):
    """Of all tables."""


class Draft(Base):
    """What was answered so far."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    sealed: Mapped[bytes]


class Sent(Base):
    """What was sent."""

    __tablename__ = "sent"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    points: Mapped[int] = mapped_column(index=True)
    sealed: Mapped[bytes]


class Act(Base):
    """A line of the audit log."""

    __tablename__ = "acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[str]
    mark: Mapped[bytes]


app = Flask(__name__)
app.secret_key = secrets.token_bytes()
app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
Session = scoped_session(sessionmaker(bound := engine()))
Base.metadata.create_all(bound)
bound.dispose()


@app.teardown_appcontext
def close(_error: BaseException | None) -> None:
    """Give the connection back."""
    Session.remove()


@app.after_request
def finish(response: Response) -> Response:
    """Headers, and what is worth it compressed."""
    response.headers.update(HEADERS)
    if response.status_code == 200 and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.set_data(gzip.compress(response.get_data(), 6))
        response.headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return response


@app.get("/")
def first() -> str:
    """The first page."""
    return render_template("first.html", csrf=generate_csrf())


@app.post("/")
def begin() -> ResponseReturnValue:
    """Begin."""
    _check_token()
    session["id"] = secrets.token_hex(16)
    return redirect("/q/1", 303)


@app.get("/q/<int:number>")
def ask(number: int) -> str:
    """One question, with the answer given before."""
    _, answers = _opened()
    return _question(number, answers)


@app.post("/q/<int:number>")
def answer(number: int) -> ResponseReturnValue:
    """Checked, kept sealed, on to the next."""
    _check_token()
    draft, answers = _opened()
    given = request.form.get("answer")
    if given not in CHOICES or not 1 <= number <= QUESTIONS:
        return _question(number, answers, "Choose an answer"), 422
    _keep(draft, answers | {str(number): given})
    return redirect(f"/q/{number + 1}" if number < QUESTIONS else "/check", 303)


@app.get("/check")
def check() -> str:
    """Everything once more."""
    _, answers = _opened()
    rows = [(ITEM.format(number), CHOICES[answers[str(number)]]) for number in range(1, QUESTIONS + 1)]
    return render_template("check.html", rows=rows, csrf=generate_csrf())


@app.post("/check")
def send() -> ResponseReturnValue:
    """Send."""
    _check_token()
    draft, answers = _opened()
    key = secrets.token_hex(16)
    line = f"sent {key}"
    points = sum(map(int, answers.values()))
    Session.add(Sent(id=key, at=datetime.now(UTC), points=points, sealed=_seal(answers, key)))
    Session.add(Act(at=datetime.now(UTC), what=line, mark=hmac.digest(b"k" * 32, line.encode(), hashlib.sha256)))
    if draft:
        Session.delete(draft)
    Session.commit()
    session.clear()
    session["reference"] = key[:8]
    return redirect("/done", 303)


@app.get("/done")
def done() -> str:
    """The receipt."""
    return render_template("done.html", reference=session.get("reference", ""))


def _question(number: int, answers: Mapping[str, str], error: str = "") -> str:
    return render_template(
        "question.html",
        number=number,
        total=QUESTIONS,
        label=ITEM.format(number),
        choices=CHOICES,
        chosen=answers.get(str(number)),
        error=error,
        csrf=generate_csrf(),
    )


def _check_token() -> None:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        abort(400)


def _opened() -> tuple[Draft | None, dict[str, str]]:
    if "id" not in session:
        abort(404)
    draft = Session.get(Draft, session["id"])
    return draft, _unseal(draft.sealed, draft.id) if draft else {}


def _keep(draft: Draft | None, answers: Mapping[str, str]) -> None:
    if draft is None:
        draft = Draft(id=session["id"])
        Session.add(draft)
    draft.at, draft.sealed = datetime.now(UTC), _seal(answers, draft.id)
    Session.commit()


def _seal(answers: Mapping[str, str], place: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + box.encrypt(nonce, json.dumps(answers).encode(), place.encode())


def _unseal(sealed: bytes, place: str) -> dict[str, str]:
    answers: dict[str, str] = json.loads(box.decrypt(sealed[:12], sealed[12:], place.encode()))
    return answers
