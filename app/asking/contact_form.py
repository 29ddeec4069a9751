"""How a person may be reached: what may come in, from themselves or from whoever writes it down for them."""

from typing import Any, Final

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from app.extensions import N_

MOST: Final = 200
FEWEST_DIGITS: Final = 7  # of a number in the US, without its area code
TOO_SHORT: Final = N_("This looks too short for a phone number. Check it, or go on as it is.")


def looks_short(phone: str) -> bool:
    """Whether something was written that can hardly be dialled. It is kept all the same: nobody is stopped by it."""
    return bool(phone.strip()) and sum(sign.isdecimal() for sign in phone) < FEWEST_DIGITS


class ContactForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How the person may be reached. Everything is optional."""

    contact_name = StringField(validators=[Length(max=MOST)])
    contact_alias = StringField(validators=[Length(max=MOST)])
    contact_phone = StringField(validators=[Length(max=MOST)])
    contact_email = StringField(validators=[Length(max=MOST)])
    contact_call = BooleanField()
    contact_text = BooleanField()
    contact_message_ok = BooleanField()
    contact_who = StringField(validators=[Length(max=MOST)])
    contact_time = StringField(validators=[Length(max=MOST)])

    def values(self) -> dict[str, str]:
        """What was given, as the safe-contact plan keeps it: texts, and `yes` for what was checked."""
        return {name: "yes" if value is True else value.strip() for name, value in self._given().items()}

    def _given(self) -> dict[str, Any]:
        fields = {name: field.data for name, field in self._fields.items() if name.startswith("contact_")}
        return {name: value for name, value in fields.items() if value}

    def doubts(self, before: str) -> dict[str, str]:
        """What is kept and looks wrong; said once, so not of the number that stood there before."""
        phone = self.values().get("contact_phone", "")
        return {"contact_phone": _(TOO_SHORT)} if phone != before and looks_short(phone) else {}
