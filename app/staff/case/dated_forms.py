"""The forms of the work on one screening that have a day and a time in them, on the site's own clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.extensions import N_, clock
from app.intake.case.casework import ATTEMPT_OUTCOMES
from app.staff.case.forms import LONG, ActForm
from app.staff.forms import filled, one_of, stripped
from app.staff.here import times

UNCLEAR = N_("Write a day and a time, such as 2026-11-23 and 14:30.")


class DatedForm(ActForm):
    """With a day and a time on the site's own clock, both or neither."""

    needs_moment = False
    day = StringField(filters=[stripped])
    hour = StringField(filters=[stripped])

    def validate_day(self, field: Field) -> None:
        """A moment that there is, and that is still to come."""
        if not field.data and not self.said("hour") and not self.needs_moment:
            return
        try:
            at = self.read()
        except ValueError:
            raise ValidationError(UNCLEAR) from None
        if at <= clock.now():
            raise ValidationError(N_("Choose a time that is still to come."))

    def moment(self) -> datetime | None:
        """The moment, once validated; None if there is none."""
        return self.read() if self.said("day") else None

    def read(self) -> datetime:
        """The moment that has to be there. Raises ValueError."""
        return own_moment(self.said("day"), self.said("hour"))


class AttemptForm(DatedForm):
    """One attempt to reach the person, when it was if not just now, and by when to look again."""

    tried_day = StringField(filters=[stripped])
    tried_hour = StringField(filters=[stripped])
    outcome = StringField(validators=one_of(ATTEMPT_OUTCOMES, N_("Choose how it went.")))
    text = TextAreaField(validators=[LONG], filters=[stripped])

    def validate_tried_day(self, _field: Field) -> None:
        """Nothing, or a moment that there was."""
        try:
            at = self.tried_at()
        except ValueError:
            raise ValidationError(UNCLEAR) from None
        if at and at > clock.now():
            raise ValidationError(N_("Choose a time that has passed."))

    def tried_at(self) -> datetime | None:
        """When it was; None for just now. Raises ValueError."""
        day, hour = self.said("tried_day"), self.said("tried_hour")
        return own_moment(day, hour) if day or hour else None


class TaskForm(DatedForm):
    """Something to do later."""

    needs_moment = True
    text = TextAreaField(validators=[*filled(N_("Write what is to be done.")), LONG], filters=[stripped])


def own_moment(day: str, hour: str) -> datetime:
    """A day and a time on the clock of one's own site. Raises ValueError."""
    return read_moment(day, hour, times().zone)


def read_moment(day: str, hour: str, zone: ZoneInfo) -> datetime:
    """The moment of `2026-11-23` and `14:30`. Raises ValueError if either is unclear, or the clocks skip that time.

    Of a time that comes twice, when clocks go back, it is the first.
    """
    wall = datetime.strptime(f"{day} {hour}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - its zone comes with the next line
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != wall:
        raise ValueError("the clocks skip this time")
    return at
