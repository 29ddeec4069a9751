"""The forms of the registers: how a test of a help line went, a line of the centre's own, who signed off."""

from datetime import date

from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError

from app.crisis.choose import FITS
from app.extensions import N_
from app.registers.signed_parts import PARTS
from app.staff.forms import NAME, UP_TO_200, StaffForm, filled, one_of, printable, stripped
from app.web.language import TONGUES


class CheckForm(StaffForm):
    """How a test went: one way at least, and whether the line itself was heard."""

    called = BooleanField()
    texted = BooleanField()
    answered = BooleanField()


class LineForm(StaffForm):
    """A line of the centre's own; no text of it hides or turns another. What can be dialed, the use case decides."""

    name = StringField(validators=[*filled(N_("Write what the line is called.")), NAME, printable], filters=[stripped])
    about = StringField(
        validators=[*filled(N_("Write in one sentence whom it helps.")), UP_TO_200, printable], filters=[stripped]
    )
    fits = StringField(validators=one_of(FITS, N_("Choose whom it is for.")))
    hours = StringField(validators=[*filled(N_("Write when it answers.")), NAME, printable], filters=[stripped])
    area = StringField(validators=[NAME, printable], filters=[stripped])
    languages = StringField(validators=one_of(TONGUES, N_("Choose which languages it speaks.")))
    call = StringField(filters=[stripped])
    text = StringField(filters=[stripped])
    web = StringField(validators=[UP_TO_200], filters=[stripped])

    def line(self) -> dict[str, str]:
        """What was said, once validated."""
        return self.typed()


class SignOffForm(StaffForm):
    """Who answers for which part, with which credential, since which day."""

    part = StringField(validators=one_of(PARTS, N_("Choose what was signed off.")))
    by = StringField(validators=[*filled(N_("Write who signed.")), NAME], filters=[stripped])
    credential = StringField(
        validators=[*filled(N_("Write their credential, such as LCSW or MD.")), NAME], filters=[stripped]
    )
    on = StringField(validators=filled(N_("Write the day, such as 2026-11-23.")), filters=[stripped])

    def validate_on(self, field: Field) -> None:
        """A day that there is."""
        try:
            self.day()
        except ValueError:
            raise ValidationError(N_("Write the day, such as 2026-11-23.")) from None

    def day(self) -> date:
        """The day. Raises ValueError."""
        return date.fromisoformat(self.said("on"))
