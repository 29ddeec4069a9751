"""Words for the form in which a centre adds a help line of its own."""

from typing import Final

from flask_babel import gettext as _

from app.extensions import N_

FITS: Final = {
    "everyone": N_("Everyone"),
    "feelings": N_("Who thinks of suicide or feels very low"),
    "use": N_("Who uses alcohol or drugs"),
    "safety": N_("Who is not safe with somebody"),
    "parents": N_("Who is pregnant or has a new baby"),
}


def fit_choices() -> list[tuple[str, str]]:
    """Whom a line may be for."""
    return [(value, _(words)) for value, words in FITS.items()]


def tongue_choices() -> list[tuple[str, str]]:
    """Which languages a line may speak."""
    return [("en", _("English")), ("es", _("Spanish")), ("en es", _("English and Spanish"))]
