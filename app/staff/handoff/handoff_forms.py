"""The forms by which a consent is recorded and ended, and a screening is handed off."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

from wtforms import Field, Form, StringField
from wtforms.validators import ValidationError

from app.asking.consent import disclosure
from app.extensions import N_
from app.handoff.consents import ENDS, PURPOSES, SIGNED_BY, SIGNED_HOW, WHAT, Signed
from app.handoff.disclose import Emergency
from app.handoff.formats import FILES, FORMATS
from app.staff.forms import UP_TO_200, StaffForm, filled, one_of, printable, stripped
from app.staff.here import own_site, times
from app.web.language import LANGUAGES


def day_of(text: str) -> date | None:
    """A day as a form sends it; None if it is none."""
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def is_day(check: Callable[[date], bool], otherwise: str) -> Callable[[Form, Field], None]:
    """A day that there is, and of which this holds."""

    def validate(_form: Form, field: Field) -> None:
        day = day_of(field.data or "")
        if day is None:
            raise ValidationError(N_("Write the day, such as 2026-11-23."))
        if not check(day):
            raise ValidationError(otherwise)

    return validate


class SignedForm(StaffForm):
    """What the person signed, element by element."""

    patient = StringField(
        validators=[*filled(N_("Write whose screening it is.")), UP_TO_200, printable], filters=[stripped]
    )
    what = StringField(validators=one_of(WHAT, N_("Choose what may be shared.")))
    recipient = StringField(validators=[*filled(N_("Write who may get it.")), UP_TO_200, printable], filters=[stripped])
    purpose = StringField(validators=one_of(PURPOSES, N_("Choose the purpose.")))
    purpose_text = StringField(validators=[UP_TO_200, printable], filters=[stripped])
    expires_on = StringField(
        validators=[is_day(lambda day: day > times().today, N_("Choose a day that is still to come."))],
        filters=[stripped],
    )
    expires_event = StringField(validators=[UP_TO_200, printable], filters=[stripped])
    language = StringField(validators=one_of(LANGUAGES, N_("Choose the language.")))
    signed_by = StringField(validators=one_of(SIGNED_BY, N_("Choose who signed.")))
    signed_name = StringField(
        validators=[*filled(N_("Write the name as signed.")), UP_TO_200, printable], filters=[stripped]
    )
    signed_how = StringField(validators=one_of(SIGNED_HOW, N_("Choose how it was signed.")))
    signed_on = StringField(
        validators=[is_day(lambda day: day <= times().today, N_("Choose a day that has come."))], filters=[stripped]
    )
    read = StringField(validators=one_of(["yes"], N_("Without having read the words, nobody can agree to them.")))

    def validate_purpose_text(self, field: Field) -> None:
        """Another purpose has to be said."""
        if self.said("purpose") == "other" and not field.data:
            raise ValidationError(N_("Write the purpose."))

    def signed(self) -> Signed:
        """The form as the use case takes it, once validated."""
        words = disclosure(self.said("language"))
        names = ("patient", "what", "recipient", "purpose", "purpose_text", "expires_event")
        said = {name: self.said(name) for name in (*names, "signed_by", "signed_name", "signed_how", "language")}
        return Signed(
            **said,
            discloser=own_site().name,
            expires_on=date.fromisoformat(self.said("expires_on")),
            signed_on=date.fromisoformat(self.said("signed_on")),
            version=words.version,
            text_hash=words.text_hash,
        )


class EndForm(StaffForm):
    """Why a consent ends."""

    kind = StringField(validators=one_of(ENDS, N_("Choose why it ends.")))
    text = StringField(validators=[UP_TO_200, printable], filters=[stripped])


class ConsentForm(StaffForm):
    """Under which consent. Whether it allows anything, the use case decides."""

    consent = StringField()

    def consent_id(self) -> UUID | None:
        """Which, if it could be one."""
        with suppress(ValueError):
            return UUID(self.said("consent"))
        return None


class CopyForm(ConsentForm):
    """Under which consent, and in which form."""

    form = StringField(validators=one_of(FORMATS, N_("Choose the form.")))
    deidentified = StringField()

    def validate_deidentified(self, field: Field) -> None:
        """Not every form can do without what tells whose it is."""
        file = FILES.get(self.said("form"))
        if field.data and file and file.always_named:
            raise ValidationError(N_("This form always says whose it is. Choose another one, or leave the name in it."))


class EmergencyForm(StaffForm):
    """What has to be written down when a medical emergency stands in the place of a consent."""

    recipient = StringField(validators=[*filled(N_("Write who gets it.")), UP_TO_200, printable], filters=[stripped])
    facility = StringField(validators=[*filled(N_("Write where they work.")), UP_TO_200, printable], filters=[stripped])
    nature = StringField(
        validators=[*filled(N_("Write what the emergency is.")), UP_TO_200, printable], filters=[stripped]
    )
    why_not_asked = StringField(
        validators=[*filled(N_("Write why the person could not be asked.")), UP_TO_200, printable], filters=[stripped]
    )
    form = StringField(validators=one_of(FORMATS, N_("Choose the form.")))

    def emergency(self) -> Emergency:
        """The form as the use case takes it."""
        return Emergency(**{name: self.said(name) for name in ("recipient", "facility", "nature", "why_not_asked")})
