"""The forms of devices and links."""

from collections.abc import Callable

from flask_babel import gettext as _
from wtforms import Field, Form, StringField
from wtforms.validators import Length, ValidationError

from app.extensions import N_
from app.intake.arriving.invites import LONGEST_LABEL, MOST_DAYS, MOST_ON_A_SHEET
from app.staff.forms import StaffForm, filled, stripped, whole_number

LABEL = Length(max=LONGEST_LABEL, message=N_("Please write at most 60 characters."))


def up_to(most: int) -> Callable[[Form, Field], None]:
    """A whole number from 1 to `most`."""

    def check(_form: Form, field: Field) -> None:
        if not 1 <= (whole_number(field.data or "", len(str(most))) or 0) <= most:
            raise ValidationError(_("Write a whole number from 1 to %(most)s.", most=most))

    return check


class DeviceForm(StaffForm):
    """Which device is lent."""

    label = StringField(validators=[*filled(N_("Write which device it is.")), LABEL], filters=[stripped])


class LinkForm(StaffForm):
    """A link that begins a screening: how staff know it again, and for how many days it works."""

    label = StringField(validators=[LABEL], filters=[stripped])
    days = StringField(validators=[up_to(MOST_DAYS)], filters=[stripped])

    def number(self, name: str) -> int:
        """A number, once validated."""
        return int(self.said(name))


class SheetForm(LinkForm):
    """A sheet of such links."""

    count = StringField(validators=[up_to(MOST_ON_A_SHEET)], filters=[stripped])
