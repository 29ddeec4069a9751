"""Consent to share: nine elements, none of them empty; never changed, ended at once, expired after its day."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.asking.consent import disclosure
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.handoff.models import DisclosureConsent
from tests.support.desk import CALM, CONTACT, Desk, arrive, desk_of
from tests.support.handoff import consent, signed

ELEMENTS = (
    "patient",
    "what",
    "recipient",
    "purpose",
    "expires_on",
    "signed_by",
    "signed_name",
    "signed_how",
    "signed_on",
)
WRONG = {
    "expires_on": "2026-11-23",  # today
    "signed_on": "2026-11-24",  # tomorrow
    "recipient": "Elm\nStreet",
    "purpose": "court",
    "patient": "x" * 201,
}


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def case(app: Flask, desk: Desk) -> str:
    return f"/staff/screenings/{arrive(app, CALM, CONTACT)}"


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(DisclosureConsent)) or 0


def test_what_was_signed_stands_on_the_page_and_on_the_persons_copy(desk: Desk, case: str) -> None:
    given = consent(desk, case, purpose="other", purpose_text="A second opinion", expires_event="I move away")
    pages = desk.get(f"{case}/hand-off").select("#consents .entries")[0], desk.get(f"{case}/consents/{given}")
    for page in pages:
        text = page.get_text(" ", strip=True)
        for said in ("Robin Doe", "Elm Street Clinic", "A second opinion", "I move away", "21 Feb 2027", "22 Nov 2026"):
            assert said in text
    assert "You can end this at any time." in pages[1].get_text()


@pytest.mark.parametrize("element", ELEMENTS)
def test_without_one_of_its_elements_nothing_is_recorded_and_the_rest_is_kept(
    app: Flask, desk: Desk, case: str, element: str
) -> None:
    response = desk.post(f"{case}/consents", **signed(**{element: ""}))
    assert response.status_code == 422
    assert how_many(app) == 0
    page = response.get_data(as_text=True)
    assert f'href="#consent-{element}"' in page
    assert page.count("Robin Doe") >= 1


@pytest.mark.parametrize("element", WRONG)
def test_what_cannot_be_right_is_refused(app: Flask, desk: Desk, case: str, element: str) -> None:
    assert desk.post(f"{case}/consents", **signed(**{element: WRONG[element]})).status_code == 422
    assert how_many(app) == 0


def test_nobody_agrees_to_words_that_they_have_not_read(app: Flask, desk: Desk, case: str) -> None:
    assert desk.post(f"{case}/consents", **signed(read="")).status_code == 422
    assert how_many(app) == 0


def test_the_same_paper_is_recorded_once(app: Flask, desk: Desk, case: str) -> None:
    consent(desk, case)
    response = desk.post(f"{case}/consents", **signed())
    assert response.status_code == 409
    assert "This consent is recorded already." in response.get_data(as_text=True)
    assert how_many(app) == 1


def test_it_is_ended_once_and_says_who_ended_it_and_why(desk: Desk, case: str) -> None:
    given = consent(desk, case)
    end = f"{case}/consents/{given}/end"
    assert desk.post(end).status_code == 422
    assert desk.post(end, kind="revoked", text="On the phone").status_code == 303
    text = desk.get(f"{case}/hand-off").select("#consents .entries")[0].get_text(" ", strip=True)
    assert "Taken back" in text
    assert "The person took it back: On the phone. Recorded by Ana Duarte" in text
    assert desk.post(end, kind="revoked").status_code == 409


def test_it_expires_after_the_last_day_that_it_names(desk: Desk, case: str, stopped: StoppedClock) -> None:
    consent(desk, case, expires_on="2026-11-25")
    for days, state in ((2, "In force"), (1, "Expired")):
        stopped.move(timedelta(days=days))
        again = desk_of(desk.client.application, "coordinator")
        assert again.get(f"{case}/hand-off").select("#consents .entries strong")[0].get_text() == state


def test_nothing_of_it_stands_in_the_clear_or_in_the_log(app: Flask, desk: Desk, case: str) -> None:
    consent(desk, case, recipient="Elm Street Clinic", purpose="other", purpose_text="Opioid care")
    with app.app_context():
        row = db.session.scalars(sa.select(DisclosureConsent)).one()
        assert b"Elm" not in row.sealed
        details = [entry.detail for entry in activity.latest(5) if entry.action == "consent.recorded"]
        assert details == [{"version": disclosure("en").version}]


def test_a_consent_of_another_screening_is_not_there(app: Flask, desk: Desk, case: str) -> None:
    given = consent(desk, case)
    other = f"/staff/screenings/{arrive(app, CALM)}"
    assert desk.client.get(f"{other}/consents/{given}").status_code == 404
    assert desk.post(f"{other}/consents/{given}/end", kind="revoked").status_code == 404


def test_the_words_in_spanish_are_other_words_with_the_same_version(app: Flask) -> None:
    with app.test_request_context():
        english, spanish = disclosure("en"), disclosure("es")
    assert english.version == spanish.version
    assert english.text_hash != spanish.text_hash
