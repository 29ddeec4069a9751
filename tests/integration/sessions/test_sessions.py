"""What a session keeps, and for whom."""

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app import sessions
from app.extensions import db, uuid7, writing
from app.sessions.models import SessionRow
from tests.integration.sessions.conftest import Seen, another_browser, break_database
from tests.support.engines import on_each_engine

pytestmark = on_each_engine


def rows(app: Flask) -> list[SessionRow]:
    with app.app_context():
        return list(db.session.scalars(sa.select(SessionRow).order_by(SessionRow.id)))


def test_what_was_stored_is_there_at_the_next_request(client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    client.post("/store", data={"step": "3"})
    assert seen()["values"] == {"draft": "7", "step": "3"}


def test_a_visitor_without_a_cookie_leaves_no_trace(app: Flask, client: FlaskClient) -> None:
    response = client.get("/")
    assert "Set-Cookie" not in response.headers
    assert rows(app) == []


def test_a_visitor_who_posts_nothing_worth_keeping_leaves_no_trace(app: Flask, client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.post("/store", data={"csrf_token": "x"}).headers
    assert rows(app) == []


def test_reading_a_page_that_would_keep_something_leaves_no_trace_either(app: Flask, client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/poll?word=lost").headers
    assert rows(app) == []


def test_storing_a_value_by_post_begins_a_session_by_itself(client: FlaskClient, seen: Seen) -> None:
    client.post("/store", data={"word": "kept"})
    assert seen()["values"] == {"word": "kept"}


def test_two_browsers_do_not_share_a_session(app: Flask, client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    other = app.test_client()
    other.post("/begin", data={"draft": "8"})
    assert seen()["values"] == {"draft": "7"}


def test_nothing_is_written_while_nothing_changes(app: Flask, client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    before = rows(app)[0].payload
    client.get("/")
    assert rows(app)[0].payload == before


def test_a_replayed_cookie_opens_nothing_after_the_session_was_ended(app: Flask, client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    thief = another_browser(app, client)
    assert Seen(thief)()["values"] == {"draft": "7"}
    client.post("/end")
    again = another_browser(app, thief)
    assert Seen(again)() == {"values": {}, "audience": None, "lapsed": True, "unavailable": False}


def test_loading_a_style_sheet_asks_nothing_of_the_database_and_leaves_the_session_alone(
    app: Flask, client: FlaskClient, seen: Seen
) -> None:
    asked: list[str] = []
    client.post("/begin", data={"draft": "7"})
    with app.app_context():
        event.listen(db.engine, "checkout", lambda *_: asked.append("a connection"))
    client.get("/static/no-such.css")
    assert asked == []
    assert client.get_cookie("s") is not None
    assert seen()["values"] == {"draft": "7"}


def test_ending_takes_the_cookie_away_and_empties_the_row(app: Flask, client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    client.post("/end")
    assert client.get_cookie("s") is None
    assert rows(app)[0].payload == b""


def test_leaving_by_a_link_ends_the_session_too(client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    client.get("/leave")
    assert client.get_cookie("s") is None
    assert seen()["values"] == {}


def test_ending_without_a_session_is_no_error(client: FlaskClient) -> None:
    assert client.post("/end").status_code == 200


def test_a_planted_cookie_is_never_adopted(client: FlaskClient) -> None:
    planted = "A" * 43
    client.set_cookie("s", planted)
    token = client.post("/begin").text
    cookie = client.get_cookie("s")
    assert cookie is not None
    assert cookie.value != planted
    assert token != "00" * 32


@pytest.mark.parametrize("junk", ["", "x", "A" * 43, "A" * 3000, "====", "Ä", "'; DROP TABLE sessions"])
def test_a_cookie_that_is_junk_is_no_session_and_is_taken_away(client: FlaskClient, seen: Seen, junk: str) -> None:
    client.set_cookie("s", junk)
    assert seen()["values"] == {}
    assert client.get_cookie("s") is None


def test_beginning_again_ends_the_session_there_was(app: Flask, client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    before = another_browser(app, client)
    client.post("/begin", data={"draft": "8"})
    assert seen()["values"] == {"draft": "8"}
    assert Seen(before)()["values"] == {}


def test_rotating_keeps_the_values_and_kills_the_old_cookie(app: Flask, client: FlaskClient, seen: Seen) -> None:
    first = client.post("/begin", data={"draft": "7"}).text
    before = another_browser(app, client)
    assert client.post("/rotate").text != first
    assert seen()["values"] == {"draft": "7"}
    assert Seen(before)()["values"] == {}


def test_a_session_that_was_begun_but_not_committed_gives_no_cookie(app: Flask, client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.post("/begin-and-fail").headers
    assert rows(app) == []


def test_a_beginning_that_fails_leaves_the_old_session_alone(client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    client.post("/begin-and-fail")
    assert seen()["values"] == {"draft": "7"}


def test_the_persons_cookie_is_worth_nothing_among_staff(client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    cookie = client.get_cookie("s")
    assert cookie is not None
    client.set_cookie("a", cookie.value)
    assert seen("/staff/queue")["audience"] is None


def test_staff_and_person_can_use_one_browser_side_by_side(client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    client.post("/staff/begin", data={"view": "queue"})
    assert seen()["values"] == {"draft": "7"}
    assert seen("/staff/queue")["values"] == {"view": "queue"}
    client.post("/staff/end")
    assert seen()["values"] == {"draft": "7"}


def test_every_session_of_one_member_of_staff_can_be_ended_at_once(app: Flask) -> None:
    browsers = [app.test_client() for _ in range(3)]
    for browser in browsers:
        browser.post("/staff/begin")
    jane, john = (uuid7() for _ in range(2))
    with app.app_context(), writing():
        for row, user in zip(db.session.scalars(sa.select(SessionRow)).all(), [jane, john, jane], strict=True):
            row.user_id = user
    with app.app_context(), writing():
        sessions.end_all_for(jane)
    assert [Seen(browser)("/staff/queue")["lapsed"] for browser in browsers].count(True) == 2


def test_a_request_that_is_still_running_cannot_bring_an_ended_session_back(app: Flask, client: FlaskClient) -> None:
    def end_elsewhere() -> str:
        another_browser(app, client).post("/end")
        sessions.current()["draft"] = "8"
        return "slow"

    app.add_url_rule("/slow", view_func=end_elsewhere, methods=["POST"])
    client.post("/begin", data={"draft": "7"})
    thief = another_browser(app, client)
    client.post("/slow")
    assert Seen(thief)()["lapsed"]
    assert rows(app)[0].payload == b""


def test_a_request_that_is_still_running_does_not_take_away_the_cookie_of_a_newer_session(
    app: Flask, client: FlaskClient, seen: Seen
) -> None:
    def begin_in_another_tab() -> str:
        tab = another_browser(app, client)
        tab.post("/begin", data={"draft": "8"})
        cookie = tab.get_cookie("s")
        assert cookie is not None
        client.set_cookie("s", cookie.value)
        sessions.current()["draft"] = "late"
        return "slow"

    app.add_url_rule("/slow", view_func=begin_in_another_tab, methods=["POST"])
    client.post("/begin", data={"draft": "7"})
    client.post("/slow")
    assert seen()["values"] == {"draft": "8"}


def test_a_page_that_left_its_transaction_open_does_not_keep_the_session_from_being_saved(
    app: Flask, client: FlaskClient, seen: Seen
) -> None:
    def half_done() -> str:
        db.session.add(SessionRow(token_hash=b"x", audience="person", created_at=None))
        with db.session.no_autoflush:
            db.session.execute(sa.select(SessionRow)).all()
        sessions.current()["word"] = "kept"
        return "half done"

    app.add_url_rule("/half-done", view_func=half_done, methods=["POST"])
    client.post("/begin")
    client.post("/half-done")
    assert seen()["values"] == {"word": "kept"}
    assert len(rows(app)) == 1


def test_the_database_holds_neither_the_token_nor_the_values(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    token = bytes.fromhex(client.post("/begin", data={"word": "canary-value"}).text)
    client.post("/store", data={"more": "canary-more"})
    cookie = client.get_cookie("s")
    assert cookie is not None
    with app.app_context():
        stored = [bytes(str(list(row)), "utf8") for row in db.session.execute(sa.text("SELECT * FROM sessions"))]
    stored += [file.read_bytes() for file in (tmp_path / "instance").glob("braid.sqlite*")]
    everything = b"".join(stored)
    for secret in (token, token.hex().encode(), cookie.value.encode(), b"canary-value", b"canary-more"):
        assert secret not in everything
    assert hashlib.sha256(token).digest() == rows(app)[0].token_hash


def test_a_payload_that_was_moved_to_another_row_does_not_open(app: Flask, client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    app.test_client().post("/begin", data={"draft": "8"})
    with app.app_context(), writing():
        mine, other = db.session.scalars(sa.select(SessionRow).order_by(SessionRow.created_at)).all()
        mine.payload = other.payload
    assert seen() == {"values": {}, "audience": None, "lapsed": True, "unavailable": False}


def test_pages_still_answer_while_sessions_cannot_be_read(app: Flask, client: FlaskClient, seen: Seen) -> None:
    client.post("/begin", data={"draft": "7"})
    break_database(app)
    assert seen() == {"values": {}, "audience": None, "lapsed": False, "unavailable": True}
    assert client.get_cookie("s") is not None, "a session that may still be good was thrown away"


def test_leaving_works_while_the_database_does_not(app: Flask, client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    break_database(app)
    assert client.get("/leave").status_code == 200
    assert client.get_cookie("s") is None


def test_the_log_says_what_is_wrong_with_the_database_and_nothing_about_anyone(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    token = client.post("/begin", data={"draft": "7"}).text
    break_database(app)
    client.get("/")
    client.get("/leave")
    assert "sessions cannot be read: OperationalError" in caplog.text or "ProgrammingError" in caplog.text
    assert token not in caplog.text
    assert hashlib.sha256(bytes.fromhex(token)).hexdigest() not in caplog.text


def test_each_page_says_that_it_depends_on_the_cookie(client: FlaskClient) -> None:
    assert "Cookie" in client.get("/").headers["Vary"]
