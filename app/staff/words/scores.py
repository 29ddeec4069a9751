"""What a score is called on the staff side, how high it can get, and how it is said in one phrase."""

from flask_babel import gettext as _

from app.instruments import Complete, Incomplete, Score, catalogue
from app.instruments.methods import Subscales


def title_of(key: str) -> str:
    """The instrument's title, or the substance's for TAPS-2."""
    instrument = catalogue().instrument_of_score(key)
    if isinstance(instrument.scoring, Subscales):
        substance = next(part.title for part in instrument.scoring.subscales if part.id == key)
        return _("TAPS-2: %(substance)s", substance=_(substance))
    return instrument.title


def highest_of(key: str) -> float:
    """The highest score possible; for a substance of TAPS-2, one for each of its questions."""
    instrument = catalogue().instrument_of_score(key)
    if isinstance(instrument.scoring, Subscales):
        return len(catalogue().scored_items(key))
    return instrument.highest or len(instrument.scored_items)


def score_words(key: str, result: Score | None) -> str | None:
    """A score with its band, or the least it can be; None when neither is known."""
    highest = f"{highest_of(key):g}"
    match result:
        case Complete(score=value, band=band):
            return _("%(score)s of %(highest)s, %(band)s", score=f"{value:g}", highest=highest, band=_(band))
        case Incomplete(min_score=int(least)):
            return _("at least %(least)s of %(highest)s", least=least, highest=highest)
    return None
