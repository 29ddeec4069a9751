"""The forms by which a screening is held, and a request about it is written down and answered."""

from wtforms import StringField

from app.extensions import N_
from app.retention.models import WISHES, Wish
from app.staff.forms import UP_TO_2000, StaffForm, filled, one_of, stripped


class HoldForm(StaffForm):
    """Why it must be kept, and whether the whole person."""

    text = StringField(validators=[*filled(N_("Write why it must be kept.")), UP_TO_2000], filters=[stripped])
    whole_person = StringField()


class HoldEndForm(StaffForm):
    """Why it need not be kept any more."""

    text = StringField(
        validators=[*filled(N_("Write why it need not be kept any more.")), UP_TO_2000], filters=[stripped]
    )


class RequestForm(StaffForm):
    """What somebody asked for in another way than on their page."""

    kind = StringField(validators=one_of(WISHES, N_("Choose what they ask for.")))
    text = StringField(validators=[*filled(N_("Write what they asked for, and how.")), UP_TO_2000], filters=[stripped])

    def wish(self) -> Wish:
        """What they ask for, once validated."""
        return WISHES[self.said("kind")]


class AnswerForm(StaffForm):
    """What became of it, and why."""

    answer = StringField(validators=one_of(["done", "refused"], N_("Choose whether it is done.")))
    text = StringField(validators=[*filled(N_("Write what was done, or why not.")), UP_TO_2000], filters=[stripped])
