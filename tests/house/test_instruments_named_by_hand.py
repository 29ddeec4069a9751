"""Pages that choose among instruments name them by hand: each name exists, and each new score is chosen or left out."""

from app.instruments import catalogue
from app.patient import letter
from app.patient.letter_file import letter_file
from app.screening import rulebook
from app.staff.case import scores
from app.staff.people import heat_map, measures

# Scores that no trend shows: asked once, or told by another one.
NOT_FOLLOWED = {"asq", "hark", "k6", "pcptsd5", "peg", "phq2", "phq15", "sisq_drug", "taps1"}
FOLLOWED = {key for key, _ in measures.SCORES} | {"auditc", *catalogue().subscale_items}


def test_every_score_is_followed_over_time_or_left_out_on_purpose() -> None:
    assert FOLLOWED.isdisjoint(NOT_FOLLOWED)
    assert catalogue().score_keys == FOLLOWED | NOT_FOLLOWED, "app/staff/people/measures.py"


def test_what_the_pages_choose_exists() -> None:
    assert set(letter.SCORES_SHOWN) <= catalogue().score_keys, "app/patient/letter.py"
    assert heat_map.WATCHED in catalogue().scored_items(heat_map.INSTRUMENT), "app/staff/people/heat_map.py"
    assert {link_id for link_id, _, _ in measures.ITEMS} <= catalogue().items.keys(), "app/staff/people/measures.py"
    assert set(scores.ALWAYS_SHOWN) | scores.SHIFTS_WITH_USE <= catalogue().score_keys, "app/staff/case/scores.py"


def test_the_letter_names_the_substances_that_raise_a_flag_and_no_other() -> None:
    assert letter_file().substances.keys() == rulebook().named["SUBSTANCE_HIGH"].scores, "letter.toml"
