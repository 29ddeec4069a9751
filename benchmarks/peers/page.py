"""A question page of Braid's bytes as Flask and Jinja alone draw it, and as Flask-WTF is usually told to.

`/bare`: a template that inherits a layout, with its data as plain dicts; no session, no database, nothing compressed.
`/usual`: the same page with a FlaskForm, whose radio buttons its template lets WTForms draw, and a CSRF token.
"""

import json
import os
import secrets
from pathlib import Path

from flask import Flask, render_template
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

folder = Path(os.environ["PEER_PAGE"])
page = json.loads((folder / "page.json").read_text(encoding="utf-8"))


class QuestionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One question."""

    answer = RadioField(
        page["legend"],
        name=page["name"],
        choices=[(row["value"], row["text"]) for row in page["rows"]],
        validators=[InputRequired()],
    )


app = Flask(__name__, template_folder=str(folder))
app.secret_key = secrets.token_bytes()
app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


@app.get("/bare")
def bare() -> str:
    """Braid's bytes."""
    return render_template("bare.html", **page)


@app.get("/usual")
def usual() -> str:
    """The usual way."""
    return render_template("usual.html", form=QuestionForm(), **page)
