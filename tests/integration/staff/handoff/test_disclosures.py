"""The account of disclosures: all that was handed off of one person, to print for them or as a table."""

from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.extensions.clock import StoppedClock
from app.handoff.notice import NOTICE
from tests.support.courses import link
from tests.support.desk import CALM, CONTACT, Desk, arrive, desk_of
from tests.support.handoff import EMERGENCY, cells, consent, hand_off

PAGE = "/staff/screenings/{}"


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


def test_each_copy_stands_there_with_the_day_the_recipient_the_purpose_and_the_consent(
    app: Flask, desk: Desk, stopped: StoppedClock
) -> None:
    case = PAGE.format(arrive(app, CALM, CONTACT))
    given = consent(desk, case, purpose="other", purpose_text="A second opinion")
    hand_off(desk, case, given, "pdf")
    stopped.move(timedelta(minutes=5))
    desk.post(f"{case}/hand-off/emergency", **EMERGENCY)
    page = desk.get(f"{case}/disclosures").select("article")[0].get_text(" ", strip=True)
    for said in ("Elm Street Clinic", "A second opinion", "23 Nov 2026", "Dr. Emery Ward", "County Hospital", NOTICE):
        assert said in page
    assert page.index("Dr. Emery Ward") < page.index("Elm Street Clinic")
    table = cells(desk.client.get(f"{case}/disclosures.csv"))
    assert table[0] == table[-1] == [NOTICE]
    emergency, copy = [dict(zip(table[1], row, strict=True)) for row in table[2:-1]]
    assert (copy["recipient"], copy["purpose_text"]) == ("Elm Street Clinic", "A second opinion")
    assert (copy["form"], copy["consent_id"], copy["handed_off_by"]) == ("pdf", given, "Ana Duarte")
    assert (emergency["facility"], emergency["why_not_asked"]) == ("County Hospital", EMERGENCY["why_not_asked"])
    assert emergency["consent_id"] == ""


def test_all_screenings_that_staff_linked_as_one_person_are_in_it_and_no_other(app: Flask, desk: Desk) -> None:
    one, same, other = (arrive(app, CALM, CONTACT) for _ in range(3))
    link(desk, one, same)
    for number, case in enumerate(map(PAGE.format, (one, same, other))):
        hand_off(desk, case, consent(desk, case, recipient=f"Clinic {number}"))
    for case in (one, same):
        page = desk.get(f"{PAGE.format(case)}/disclosures").get_text()
        assert "Clinic 0" in page
        assert "Clinic 1" in page
        assert "Clinic 2" not in page


def test_where_nothing_was_handed_off_it_says_so_and_that_it_was_made_is_recorded(app: Flask, desk: Desk) -> None:
    case = arrive(app, CALM)
    assert "Nothing was handed to anybody." in desk.get(f"{PAGE.format(case)}/disclosures").get_text()
    assert len(cells(desk.client.get(f"{PAGE.format(case)}/disclosures.csv"))) == 3
    with app.app_context():
        assert [(row.action, row.detail) for row in activity.latest(2)] == [
            ("handoff.listed", {"screenings": [case]})
        ] * 2
