"""Words for the form in which a centre adds a help line of its own."""

from typing import Final

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from app.crisis.choose import FITS
from app.extensions import N_
from app.staff.case.asked_in import LANGUAGE_NAMES
from app.web.language import TONGUES

FIT_WORDS: Final = {
    "everyone": N_("Everyone"),
    "feelings": N_("Who thinks of suicide or feels very low"),
    "use": N_("Who uses alcohol or drugs"),
    "safety": N_("Who is not safe with somebody"),
    "parents": N_("Who is pregnant or has a new baby"),
}


def fit_choices() -> list[tuple[str, str]]:
    """Whom a line may be for."""
    return [(fits, _(FIT_WORDS[fits])) for fits in FITS]


def tongue_choices() -> list[tuple[str, str]]:
    """Which languages a line may speak."""
    return [
        (tongues, format_list([_(LANGUAGE_NAMES[one]) for one in tongues.split()], locale=get_locale()))
        for tongues in TONGUES
    ]
