"""What the database holds of a person, and who can open it."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.extensions import clock, db
from app.intake.arriving.drafts import open_draft
from app.intake.arriving.models import Draft
from app.intake.models import RiskEventRow, Screening
from app.intake.records import Record
from app.vault import Unreadable, current_vault
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.engines import on_each_engine, on_sqlite
from tests.support.people import ACUTE, everything


def files_of(app: Flask, folder: Path) -> bytes:
    with app.app_context():
        db.session.remove()
    return b"".join(path.read_bytes() for path in sorted(folder.glob("braid.sqlite*")))


@on_sqlite
def test_neither_the_database_nor_the_log_holds_a_word_that_was_typed(
    app: Flask, settings: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    walker = somebody(app, {"age": "34", "asq_5": "no"}, everything)
    page = walker.walk(until="/check")
    assert "canary-contact_phone" in page.text, "the canaries were typed"
    assert b"canary" not in files_of(app, tmp_path / "instance")
    walker.walk()
    everything_stored = files_of(app, tmp_path / "instance")
    assert len(everything_stored) > 0
    assert b"canary" not in everything_stored
    assert b"px_matters" not in everything_stored, "not even which questions were answered"
    assert b"SUI_" not in everything_stored, "and no rule's name"
    assert "canary" not in caplog.text
    assert not [address for address in walker.browser.addresses if "canary" in address]  # type: ignore[attr-defined]  # ClientBrowser has it


@on_each_engine
def test_nobody_opens_a_draft_with_the_database_and_every_key_of_the_server(app: Flask) -> None:
    somebody(app, ACUTE).walk(until="/h/")
    with app.app_context():
        row = db.session.query(Draft).one()
        for guess in (b"", bytes(32), current_vault().derive("draft"), row.key_under_session[:32]):
            with pytest.raises(Unreadable):
                open_draft(row.id, guess)
        with pytest.raises(Unreadable):
            current_vault().open_record_key(row.key_under_session)


@on_each_engine
def test_sending_records_every_flag_that_was_raised_on_the_way(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk()
    with app.app_context():
        case = Record.open(db.session.query(Screening).one())
        events = [content for _, content in case.all(RiskEventRow)]
    assert ("raised", "SUI_ACUTE", "imminent") in [(event["kind"], event["flag"], event["level"]) for event in events]
    assert events == sorted(events, key=lambda event: event["at"])


def test_the_reference_has_no_letters_that_look_or_sound_alike(app: Flask) -> None:
    from app.intake.arriving.reference import ALPHABET

    assert not set(ALPHABET) & set("01258BGIOQSUVZ")


def test_a_sent_draft_shows_nothing_more_to_staff_as_under_way(app: Flask) -> None:
    somebody(app).walk()
    with app.app_context():
        row = db.session.query(Draft).one()
        assert (row.status, row.level) == ("sent", "routine")


def test_fetching_the_stylesheet_of_a_page_ends_no_session(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/1")
    assert isinstance(walker.browser, ClientBrowser)
    with walker.browser.client.get("/static/person.css") as style:
        assert "Set-Cookie" not in style.headers
    assert walker.go_on().path == "/s/2"


def test_an_unfinished_screening_is_gone_after_three_days_when_the_next_person_begins(app: Flask) -> None:
    somebody(app, ACUTE).walk(until="/h/")
    with clock.stopped(clock.now() + timedelta(hours=73)):
        somebody(app).walk(until="/s/1")
    with app.app_context():
        assert [draft.level for draft in db.session.query(Draft)] == ["elevated"], "only the new one is left"
