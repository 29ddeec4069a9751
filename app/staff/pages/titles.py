"""What a score is called on the staff side, and how high it can get."""

from app.instruments import catalogue
from app.instruments.model import Subscales


def title_of(key: str) -> str:
    """The instrument's title, or the substance's for TAPS-2."""
    instrument = catalogue().instrument_of_score(key)
    if isinstance(instrument.scoring, Subscales):
        return f"TAPS-2: {next(part.title for part in instrument.scoring.subscales if part.id == key)}"
    return instrument.title


def highest_of(key: str) -> float:
    """The highest score possible; for a substance of TAPS-2, one for each of its questions."""
    instrument = catalogue().instrument_of_score(key)
    if isinstance(instrument.scoring, Subscales):
        return len(catalogue().scored_items(key))
    return instrument.highest or len(instrument.scored_items)
