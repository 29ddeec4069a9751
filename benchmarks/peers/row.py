"""A post with nothing around it: one question checked by Flask-WTF, one row through the ORM, one durable commit."""

import json
import secrets
from datetime import UTC, datetime

from flask import Flask, redirect, render_template_string
from flask_wtf import FlaskForm
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from benchmarks.peers.database import engine

PAGE = '<!doctype html><title>Peer</title><form method="post">{{ form.csrf_token }}{{ form.answer }}</form>'


class Base(DeclarativeBase):
    """Of the only table."""


class Answered(Base):
    """What somebody answered."""

    __tablename__ = "answered"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    answers: Mapped[str]


class QuestionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One question."""

    answer = RadioField(choices=[(value, value) for value in "0123"], validators=[InputRequired()])


app = Flask(__name__)
app.secret_key = secrets.token_bytes()
Session = scoped_session(sessionmaker(bound := engine()))
Base.metadata.create_all(bound)
bound.dispose()


@app.teardown_appcontext
def close(_error: BaseException | None) -> None:
    """Give the connection back."""
    Session.remove()


@app.get("/question")
def ask() -> str:
    """The form."""
    return render_template_string(PAGE, form=QuestionForm())


@app.post("/question")
def answer() -> Response | tuple[str, int]:
    """Checked, kept, on."""
    form = QuestionForm()
    if not form.validate():
        return render_template_string(PAGE, form=form), 422
    Session.add(Answered(at=datetime.now(UTC), answers=json.dumps({"answer": form.answer.data})))
    Session.commit()
    return redirect("/question", 303)
