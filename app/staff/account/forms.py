"""The forms by which somebody comes in, and keeps what they come in by."""

from contextlib import suppress
from uuid import UUID

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from app.extensions import N_
from app.staff.forms import NAME, StaffForm, filled, stripped


class SignInForm(StaffForm):
    """Address and password, judged by the use case alone, which does not say which of them was wrong."""

    email = StringField(filters=[stripped])
    password = PasswordField()
    next = HiddenField(filters=[stripped])


class CodeForm(StaffForm):
    """A code of the authenticator, what a browser answers with a passkey, or a code that was kept for the day when
    either is lost; judged by the use case alone."""

    otp = StringField()
    passkey = HiddenField()
    recovery = StringField(filters=[stripped])


class PassForm(StaffForm):
    """The pass that a colleague gave; judged by the use case alone."""

    letters = StringField(filters=[stripped])


class OwnPasswordForm(StaffForm):
    """The password of until now, and the next one."""

    old = PasswordField(validators=[InputRequired(N_("Write your password of until now."))])
    password = PasswordField(validators=[InputRequired(N_("Choose a password."))])


class PasskeyForm(StaffForm):
    """What a browser answers with a new passkey, and what to call it."""

    passkey = HiddenField()
    passkey_name = StringField(validators=[NAME], filters=[stripped])


class EndSessionForm(StaffForm):
    """Which of one's own sessions to end."""

    session = StringField()

    def row_id(self) -> UUID | None:
        """Which, if it could be one."""
        return _id(self.said("session"))


class HaveReadForm(StaffForm):
    """Until which piece of news one has read."""

    until = StringField()

    def until_id(self) -> UUID | None:
        """Which, if it could be one."""
        return _id(self.said("until"))


class RemovePasskeyForm(StaffForm):
    """Which of one's own passkeys to remove."""

    which = StringField()

    def passkey_id(self) -> UUID | None:
        """Which, if it could be one."""
        return _id(self.said("which"))


def _id(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


class EnrolForm(StaffForm):
    """A name and a new password."""

    name = StringField(
        validators=[*filled(N_("Write the name your colleagues know you by.")), NAME], filters=[stripped]
    )
    password = PasswordField(validators=[InputRequired(N_("Choose a password."))])
