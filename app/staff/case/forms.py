"""The forms of the work on one screening. What the level or the state of it asks for besides, the use cases decide."""

from dataclasses import fields

from flask_login import current_user
from wtforms import Field, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from app.extensions import N_
from app.intake.case.change_level import LevelChange
from app.intake.case.close import OUTCOMES, Closing
from app.intake.case.second_look import Verdict
from app.intake.case.second_person import second_of
from app.intake.case.track import TrackChoice
from app.intake.people.rescreens import WEEKS
from app.screening import Level
from app.staff.forms import EDITION_DIGITS, StaffForm, filled, one_of, stripped, whole_number

LONG = Length(max=4000, message=N_("Please write at most 4,000 characters."))
SHORT = Length(max=400, message=N_("Please write at most 400 characters."))


class ActForm(StaffForm):
    """Base of every form that changes a screening: it says from which edition of it its page was made."""

    edition = HiddenField()

    def read_edition(self) -> int:
        """That edition; 0, which none has, when it is missing or was tampered with."""
        return whole_number(self.said("edition"), EDITION_DIGITS) or 0

    def typed(self) -> dict[str, str]:
        """Without the edition: the page that shows it again is made from a newer one."""
        return {name: text for name, text in super().typed().items() if name != "edition"}


class SecondPersonForm(ActForm):
    """With a second person, or why there is none."""

    second = StringField()
    alone_because = StringField(validators=[SHORT], filters=[stripped])

    def validate_second(self, field: Field) -> None:
        """Only a colleague of the same site can be the second person."""
        if field.data and second_of(field.data, current_user) is None:
            raise ValidationError(N_("Choose a colleague from the list."))


class TakeOverForm(ActForm):
    """Why somebody takes over what a colleague holds."""

    text = TextAreaField(validators=[*filled(N_("Say why you take it over.")), LONG], filters=[stripped])


class OtherForm(ActForm):
    """Which other screening it is about. What may be said of it, the use case decides."""

    other = StringField()


class PlanForm(ActForm):
    """After how many weeks to screen again."""

    weeks = SelectMultipleField(
        choices=list(map(str, WEEKS)),  # type: ignore[arg-type]  # the published types know no plain values
        validators=[InputRequired(N_("Choose at least one."))],
    )


class DoneAsForm(ActForm):
    """Which screening a re-screen was."""

    done_as = StringField()


class CancelForm(ActForm):
    """Why a re-screen will not be."""

    text = StringField(validators=[*filled(N_("Say why it will not be.")), SHORT], filters=[stripped])


class NoteForm(ActForm):
    """A note, and which other one it amends, if any."""

    amends = StringField()
    text = TextAreaField(validators=[*filled(N_("Write the note first.")), LONG], filters=[stripped])


class LevelForm(SecondPersonForm):
    """Another level, and why."""

    level = StringField(validators=one_of(Level, N_("Choose another level.")))
    text = TextAreaField(validators=[*filled(N_("Say why the level changes.")), LONG], filters=[stripped])

    def change(self) -> LevelChange:
        """The form as the use case takes it."""
        return LevelChange(**{name: self.said(name) for name in ("level", "text", "second", "alone_because")})


class TrackForm(ActForm):
    """Another track than the one that stands, and why."""

    track = StringField(filters=[stripped])
    text = TextAreaField(validators=[LONG], filters=[stripped])

    def choice(self) -> TrackChoice:
        """The form as the use case takes it."""
        return TrackChoice(self.said("track"), self.said("text"))


class LookForm(ActForm):
    """What a second look found."""

    verdict = StringField(filters=[stripped])
    text = TextAreaField(validators=[LONG], filters=[stripped])

    def verdict_said(self) -> Verdict:
        """The form as the use case takes it."""
        return Verdict(self.said("verdict"), self.said("text"))


class ReopenForm(ActForm):
    """Why a closed screening is opened again."""

    text = TextAreaField(validators=[*filled(N_("Say why you open it again.")), LONG], filters=[stripped])


class CloseForm(SecondPersonForm):
    """How it ended."""

    outcome = StringField(validators=one_of(OUTCOMES, N_("Choose how this ended.")))
    reason = StringField(filters=[stripped])
    referred_to = StringField(validators=[SHORT], filters=[stripped])
    assessment = TextAreaField(validators=[LONG], filters=[stripped])
    no_attempt_because = StringField(validators=[SHORT], filters=[stripped])
    text = TextAreaField(validators=[LONG], filters=[stripped])

    def closing(self) -> Closing:
        """The form as the use case takes it."""
        return Closing(**{field.name: self.said(field.name) for field in fields(Closing)})
