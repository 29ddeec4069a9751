"""The forms around an entry; those of its questions come with the questions."""

from datetime import date

from wtforms import Field, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from app.asking.contact_form import MOST
from app.extensions import N_
from app.intake.draft_state import STAFF_MODES
from app.staff.forms import StaffForm, one_of, stripped
from app.staff.here import times
from app.web.language import LANGUAGES


class EntryForm(StaffForm):
    """How somebody's answers come, in which language, and the day on the sheet, if there is one.

    `anew`: what is under way may be deleted.
    """

    mode = StringField(validators=one_of(STAFF_MODES, N_("Choose how the answers come.")))
    language = StringField(validators=one_of(LANGUAGES, N_("Choose the language.")))
    written_on = StringField(filters=[stripped])
    anew = HiddenField()

    def validate_written_on(self, _field: Field) -> None:
        """On paper, nothing or a day that there was."""
        try:
            day = self.day()
        except ValueError:
            raise ValidationError(N_("Write the day, such as 2026-11-23.")) from None
        if day and day > times().today:
            raise ValidationError(N_("Choose a day that has come."))

    def day(self) -> date | None:
        """The day on the sheet, if there is a sheet and a day on it. Raises ValueError."""
        on_paper = self.said("mode") == "paper" and self.said("written_on")
        return date.fromisoformat(self.said("written_on")) if on_paper else None

    def typed(self) -> dict[str, str]:
        """What the page shows again."""
        return {name: self.said(name) for name in ("mode", "language", "written_on")}


class ConsentForm(StaffForm):
    """That the person agreed."""

    agreed = StringField(validators=one_of(["yes"], N_("Without consent, nothing can be entered.")))


class CallBackForm(StaffForm):
    """Where to call back if the talk breaks off. Nobody has to know a number for the alert to go out."""

    phone = StringField(validators=[Length(max=MOST, message=N_("Please write at most 200 characters."))])
