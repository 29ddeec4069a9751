"""A score that the review page forgets is a score nobody reads."""

from app.handoff.strands import STRANDS
from app.instruments import catalogue
from app.instruments.methods import Unscored


def test_every_scored_instrument_stands_in_one_group_of_the_review_page() -> None:
    grouped = [instrument_id for _, _, ids in STRANDS for instrument_id in ids]
    scored = [found.id for found in catalogue().instruments.values() if not isinstance(found.scoring, Unscored)]
    assert sorted(grouped) == sorted(scored)
