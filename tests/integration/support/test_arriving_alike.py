"""Whoever arrives in these tests with the answers of somebody before them arrives as if they had answered each page."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.instruments import Answer
from app.intake.tallies import Tally
from tests.support.desk import ACUTE, CALM, answer_alike, answer_all, begin


def tallied() -> Counter[bytes]:
    """How often each thing was counted so far."""
    counted = sa.select(Tally.mark, sa.func.sum(Tally.n)).group_by(Tally.mark)
    return Counter({mark: int(n) for mark, n in db.session.execute(counted)})


@pytest.mark.parametrize("answers", [ACUTE, CALM])
def test_the_same_answers_leave_the_same_draft_and_the_same_counts(
    app: Flask, stopped: StoppedClock, answers: Mapping[str, Answer]
) -> None:
    found = []
    with app.app_context(), writing():
        answer_alike(begin(), answers)
        stopped.move(timedelta(minutes=3))
        for way in (answer_all, answer_alike):
            before, draft = tallied(), begin()
            way(draft, answers)
            found.append((draft.state, draft.row.level, draft.row.expires_at, tallied() - before))
    assert found[0] == found[1]
    assert found[0][0].answers
    assert found[0][3]
