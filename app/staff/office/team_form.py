"""The form by which somebody joins the team."""

from wtforms import StringField

from app.accounts import ROLES
from app.extensions import N_
from app.staff.forms import NAME, StaffForm, filled, one_of, stripped


class InviteForm(StaffForm):
    """Whom to invite, and as what."""

    email = StringField(validators=filled(N_("Write their e-mail address.")), filters=[stripped])
    name = StringField(validators=[NAME], filters=[stripped])
    role = StringField(validators=one_of(ROLES, N_("Choose a role.")))
