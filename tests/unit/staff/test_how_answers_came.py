"""However answers came, the page says how."""

from typing import get_args

from app.intake.draft_state import Mode
from app.staff.words.modes import CAME


def test_every_way_in_has_its_words() -> None:
    assert set(CAME) == set(get_args(Mode))
