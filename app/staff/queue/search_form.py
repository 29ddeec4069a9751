"""The form of the search."""

from wtforms import StringField

from app.extensions import N_
from app.staff.forms import NAME, StaffForm, filled, stripped


class SearchForm(StaffForm):
    """What to look for: a reference, a name or a number."""

    words = StringField(
        validators=[*filled(N_("Write a reference, a name or a phone number.")), NAME], filters=[stripped]
    )
