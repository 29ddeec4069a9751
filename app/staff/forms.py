"""What all forms of the staff side are made of. Templates draw them; forms say what may come in and how long."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, Form
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from app.extensions import N_

NAME = Length(max=100, message=N_("Please write at most 100 characters."))
UP_TO_200 = Length(max=200, message=N_("Please write at most 200 characters."))
UP_TO_2000 = Length(max=2000, message=N_("Please write at most 2,000 characters."))
EDITION_DIGITS: Final = 9
ONE_LINE = N_("Please write one line.")
WRONG_CODE = N_(
    "That code did not work. Each code works once: wait for the next one. After five tries, wait five minutes."
)
WRONG_PASSKEY = N_("That passkey did not work. Try once more, or use what else you have.")


def filled(message: str) -> list[Any]:
    """Something besides spaces; InputRequired alone looks at what came in before it is stripped."""
    return [InputRequired(message), Length(min=1, message=message)]


def one_of(values: Iterable[str], message: str) -> list[Any]:
    """A choice; there is never one from the start."""
    return [InputRequired(message), AnyOf(tuple(values), message)]


def printable(_form: Form, field: Field) -> None:
    """No line breaks, and nothing that hides or turns the direction."""
    if field.data and not field.data.isprintable():
        raise ValidationError(ONE_LINE)


def whole_number(text: str, digits: int) -> int | None:
    """The number, if that is all there is and it has no more digits; signs and other scripts' digits are none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def stripped(text: str | None) -> str:
    return (text or "").strip()


def wrong_factor(sent: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a second factor, beside the field in which it came."""
    if sent.get("passkey"):
        return {"passkey": _(WRONG_PASSKEY)}
    return {"recovery" if sent.get("recovery", "").strip() else "otp": _(WRONG_CODE)}


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What every one of them can say of itself."""

    class Meta:
        """How Flask-WTF treats these forms."""

        csrf = False  # CSRFProtect checks every post before any form is made; templates carry the token

    def said(self, name: str) -> str:
        """What came in for a field; empty when nothing did."""
        return str(self[name].data or "")

    def typed(self) -> dict[str, str]:
        """What came in, field by field: it stands in the form again if that fails."""
        return {field.name: self.said(field.name) for field in self}

    def problems(self) -> dict[str, str]:
        """What is wrong, by field, in the reader's language."""
        return {name: _(str(errors[0])) for name, errors in self.errors.items()}
