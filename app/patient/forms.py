"""The forms that only the person fills; those that staff fill for somebody as well stand in the room below."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from app.asking.contact_form import MOST


class CallForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Ask someone to call me."""

    call_name = StringField(validators=[Length(max=MOST)])
    call_phone = StringField(validators=[Length(max=MOST)])
    call_who = StringField(validators=[Length(max=MOST)])
    call_message_ok = BooleanField()
