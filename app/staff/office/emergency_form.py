"""The forms of emergency access: whom to let in and why, and what one makes of it afterwards."""

from wtforms import StringField
from wtforms.validators import InputRequired

from app.accounts.emergency import REASONS, VERDICTS
from app.extensions import N_
from app.staff.forms import UP_TO_2000, StaffForm, filled, one_of, stripped


class LetInForm(StaffForm):
    """Which colleague, and why their second factor is not at hand."""

    colleague = StringField(validators=[InputRequired(N_("Choose who it is."))])
    reason = StringField(validators=one_of(REASONS, N_("Choose why.")))


class ReviewForm(StaffForm):
    """Whether it was needed, and how one knows."""

    verdict = StringField(validators=one_of(VERDICTS, N_("Choose what you make of it.")))
    text = StringField(validators=[*filled(N_("Write how you know.")), UP_TO_2000], filters=[stripped])
