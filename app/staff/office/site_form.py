"""The form of a site: what may come in, and the site that comes out of it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from flask_babel import gettext as _
from wtforms import BooleanField, Field, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.extensions import N_
from app.instruments import catalogue
from app.sites import HoursError, Site, Targets, parse_hours
from app.sites.colour import LEAST_CONTRAST, SURFACES, is_colour, least_contrast
from app.staff.forms import EDITION_DIGITS, NAME, StaffForm, filled, printable, stripped, whole_number

LABELS: Final = {
    "name": N_("Name"),
    "zone": N_("Time zone"),
    "hours": N_("Opening hours"),
    "holidays": N_("Days on which nobody is in"),
    "phone": N_("Phone number"),
    "show_name": N_("People see name, logo and colors"),
    "youth_age": N_("Youth age"),
    "leave_url": N_("Where “Leave now” goes"),
    "modules": N_("Optional parts that are asked"),
    "imminent_minutes": N_("Imminent: minutes of opening time"),
    "elevated_days": N_("Elevated: working days"),
    "routine_days": N_("Routine: working days"),
    "accent_light": N_("Accent on light"),
    "accent_dark": N_("Accent on dark"),
}
NUMBER_DIGITS: Final = 4
LONG = Length(max=500, message=N_("Please write at most 500 characters."))
TOO_MANY_DAYS = N_("Please write at most 4,000 characters.")


def plain_lines(text: str) -> str:
    """Browsers send lines with two signs at the end, so that nothing they show again looks changed."""
    return text.replace("\r\n", "\n")


class PlaceForm(StaffForm):
    """What every site needs from its first day on: a name, and when somebody is in."""

    name = StringField(validators=[*filled(N_("Write the name of the site.")), NAME, printable], filters=[stripped])
    zone = StringField(filters=[stripped])
    hours = StringField(validators=[LONG], filters=[stripped])

    def validate_zone(self, field: Field) -> None:
        """An entry of the tz database, spelt as there."""
        if field.data not in available_timezones():
            raise ValidationError(N_("This is not a time zone such as America/New_York."))

    def validate_hours(self, field: Field) -> None:
        """What the promises can be made from."""
        try:
            parse_hours(field.data)
        except HoursError as error:
            raise ValidationError(_("This cannot be read: %(why)s.", why=_(error.text, **error.values))) from error


class AddSiteForm(PlaceForm):
    """Another site, and who looks after it first."""

    email = StringField(filters=[stripped])


class SiteForm(PlaceForm):
    """Everything else that a site decides."""

    edition = HiddenField()
    holidays = TextAreaField(validators=[Length(max=4000, message=TOO_MANY_DAYS)], filters=[stripped, plain_lines])
    phone = StringField(validators=[Length(max=40, message=N_("Please write at most 40 characters.")), printable])
    show_name = BooleanField(false_values=("", None))
    youth_age = StringField(filters=[stripped])
    leave_url = StringField(validators=[LONG, printable], filters=[stripped])
    modules = SelectMultipleField(choices=[], validate_choice=False)  # `chosen` takes what there is
    imminent_minutes = StringField(filters=[stripped])
    elevated_days = StringField(filters=[stripped])
    routine_days = StringField(filters=[stripped])
    accent_light = StringField(filters=[stripped, str.lower])
    accent_dark = StringField(filters=[stripped, str.lower])

    def validate_holidays(self, _field: Field) -> None:
        """Days that there are."""
        try:
            self.days()
        except ValueError:
            raise ValidationError(N_("Write days like 2026-12-25, each on a line of its own.")) from None

    def validate_leave_url(self, field: Field) -> None:
        """A place that nobody on the way can look into or change."""
        if urlsplit(field.data).scheme != "https" or not urlsplit(field.data).hostname:
            raise ValidationError(N_("Write an address that begins with https://."))

    def validate_youth_age(self, _field: Field) -> None:
        """The same limits as in the settings."""
        self._check_number("youth_age", 13, 21)

    def validate_imminent_minutes(self, _field: Field) -> None:
        """Half an hour was the starting point; nobody waits for a day."""
        self._check_number("imminent_minutes", 5, 240)

    def validate_elevated_days(self, _field: Field) -> None:
        """Working days."""
        self._check_number("elevated_days", 1, 5)

    def validate_routine_days(self, _field: Field) -> None:
        """Working days, and never fewer than for what is more pressing."""
        self._check_number("routine_days", 1, 10)
        if self.number("routine_days") < (self.number("elevated_days") or 0):
            raise ValidationError(N_("Routine cannot come before elevated."))

    def validate_accent_light(self, field: Field) -> None:
        """Readable on paper and card."""
        _check_accent(field.data, "light")

    def validate_accent_dark(self, field: Field) -> None:
        """Readable in the dark."""
        _check_accent(field.data, "dark")

    def number(self, name: str) -> int:
        """A whole number; 0 where there is none."""
        return whole_number(self.said(name), NUMBER_DIGITS) or 0

    def days(self) -> frozenset[date]:
        """Every day that was written. Raises ValueError."""
        return frozenset(date.fromisoformat(day) for day in re.split(r"[\s,;]+", self.said("holidays")) if day)

    def read_edition(self) -> int:
        """The edition of the site that the page was made from; -1, which none has, when it was tampered with."""
        edition = whole_number(self.said("edition"), EDITION_DIGITS)
        return -1 if edition is None else edition

    def chosen(self) -> tuple[str, ...]:
        """The optional parts, in the order in which they are always listed."""
        return tuple(module for module in catalogue().modules if module in (self.modules.data or ()))

    def site(self, before: Site) -> Site:
        """The site as the form has it, once validated. What no field names stays as it was."""
        minutes = timedelta(minutes=self.number("imminent_minutes"))
        return replace(
            before,
            name=self.said("name"),
            zone=self.said("zone"),
            hours=self.said("hours"),
            phone=self.said("phone"),
            leave_url=self.said("leave_url"),
            accent_light=self.said("accent_light"),
            accent_dark=self.said("accent_dark"),
            holidays=self.days(),
            show_name=bool(self.show_name.data),
            youth_age=self.number("youth_age"),
            modules=self.chosen(),
            targets=Targets(minutes, self.number("elevated_days"), self.number("routine_days")),
            edition=self.read_edition(),
        )

    def typed(self) -> dict[str, Any]:
        """Every field as it came in."""
        texts = {name: self.said(name) for name in LABELS}
        return texts | {"show_name": bool(self.show_name.data), "modules": self.chosen()}

    def _check_number(self, name: str, low: int, high: int) -> None:
        if not low <= self.number(name) <= high:
            raise ValidationError(_("Write a whole number from %(low)s to %(high)s.", low=low, high=high))


def _check_accent(colour: str, theme: str) -> None:
    if not colour:
        return
    if not is_colour(colour):
        raise ValidationError(N_("Write a color like #0f5c63."))
    found = least_contrast(colour, SURFACES[theme])
    if found < LEAST_CONTRAST:
        shown = int(found * 100) / 100  # rounded down: 4.499 is not enough
        raise ValidationError(
            _("This is hard to read: the contrast is %(found)s to 1, and has to be 4.5 at least.", found=shown)
        )


def values_of(site: Site) -> dict[str, Any]:
    """What the form shows of a site."""
    texts = ("name", "zone", "hours", "phone", "show_name", "youth_age", "leave_url", "modules")
    return {
        **{name: getattr(site, name) for name in (*texts, "accent_light", "accent_dark")},
        "holidays": "\n".join(day.isoformat() for day in sorted(site.holidays)),
        "imminent_minutes": int(site.targets.imminent / timedelta(minutes=1)),
        "elevated_days": site.targets.elevated_working_days,
        "routine_days": site.targets.routine_working_days,
    }
