"""What holds for every form of a copy: the notice of the law, what it is for, one row, a name that tells nothing."""

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.handoff.formats import FILES, FORMATS
from app.handoff.models import Disclosure
from app.handoff.notice import NOTICE, SHORT_NOTICE
from tests.integration.staff.every_page.case import MUCH
from tests.support.desk import CONTACT, Desk, arrive, desk_of
from tests.support.handoff import EMERGENCY, consent, hand_off, text_of


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def case(app: Flask, desk: Desk) -> str:
    return f"/staff/screenings/{arrive(app, MUCH, CONTACT)}"


@pytest.mark.parametrize("name", FORMATS)
def test_each_copy_says_the_notice_of_the_law_and_what_it_is_for_and_is_one_row(
    app: Flask, desk: Desk, case: str, name: str
) -> None:
    given = consent(desk, case, recipient="Dr. Emery Ward")
    for response in (
        hand_off(desk, case, given, name),
        desk.post(f"{case}/hand-off/emergency", **{**EMERGENCY, "form": name}),
    ):
        text = text_of(response)
        assert NOTICE in text or SHORT_NOTICE in text
        assert "Dr. Emery Ward" in text
        assert "42 CFR 2.31" in text or "42 CFR 2.51" in text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 2
        made = [row.detail["method"] for row in activity.latest(9) if row.action == "handoff.made"]
    assert made == [name, name]


@pytest.mark.parametrize("name", FILES)
def test_the_name_of_a_file_tells_nothing_and_no_browser_runs_it_or_keeps_it(desk: Desk, case: str, name: str) -> None:
    headers = hand_off(desk, case, consent(desk, case), name).headers
    assert headers["Content-Disposition"] == f'attachment; filename="report.{FILES[name].ending}"'
    assert headers["Content-Type"] == FILES[name].kind
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
