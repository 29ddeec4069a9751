"""The form by which another system is let in."""

from typing import Final

from wtforms import Field, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from app.accounts.api_tokens import DAYS, Scope
from app.extensions import N_
from app.staff.forms import UP_TO_200, StaffForm, filled, one_of, printable, stripped

SCOPE_WORDS: Final = {
    Scope.SCREENINGS: N_("See which screenings there are: their level, state and times, nothing anybody said"),
    Scope.INVITES: N_("Make links that begin a screening, and see what became of those"),
    Scope.COPIES: N_("Take a copy of a screening, under a consent that names this system"),
}


class TokenForm(StaffForm):
    """What the other system is called, what it may do, and for how long."""

    name = StringField(  # as long as a consent may name it
        validators=[*filled(N_("Write what the other system is called.")), UP_TO_200, printable], filters=[stripped]
    )
    scopes = SelectMultipleField(choices=[], validate_choice=False)  # `chosen` takes what there is
    days = StringField(validators=one_of(map(str, DAYS), N_("Choose for how long it works.")))

    def values(self) -> dict[str, object]:
        """What was chosen and typed."""
        return {"name": self.said("name"), "scopes": self.chosen(), "days": self.said("days")}

    def chosen(self) -> list[Scope]:
        """What it may do."""
        return [scope for scope in Scope if scope in (self.scopes.data or ())]

    def validate_scopes(self, _field: Field) -> None:
        """One thing at least."""
        if not self.chosen():
            raise ValidationError(N_("Choose what it may do."))
