"""The form by which another time to keep is proposed."""

from collections.abc import Callable
from typing import Final

from wtforms import Field, Form, StringField
from wtforms.validators import ValidationError

from app.extensions import N_
from app.retention.models import LEAST_DAYS, LEAST_YEARS, MOST_DAYS, MOST_YEARS
from app.retention.policy import Keeping
from app.staff.forms import StaffForm, stripped, whole_number

DIGITS: Final = 4


def between(least: int, most: int, otherwise: str) -> Callable[[Form, Field], None]:
    """A whole number within these bounds."""

    def validate(_form: Form, field: Field) -> None:
        number = whole_number(field.data or "", DIGITS)
        if number is None or not least <= number <= most:
            raise ValidationError(otherwise)

    return validate


class KeepingForm(StaffForm):
    """How many days after closing, and how many years of what was handed on."""

    days = StringField(
        validators=[between(LEAST_DAYS, MOST_DAYS, N_("Write a number of days from 30 to 3650."))], filters=[stripped]
    )
    years = StringField(
        validators=[between(LEAST_YEARS, MOST_YEARS, N_("Write a number of years from 6 to 30."))], filters=[stripped]
    )

    def keeping(self) -> Keeping:
        """The form as the use case takes it, once validated."""
        return Keeping(int(self.said("days")), int(self.said("years")))
