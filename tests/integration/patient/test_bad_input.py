"""Whatever is sent, nothing is lost, nothing is scored that was not answered, and the page says what to do."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from app.intake.arriving.models import Draft
from app.intake.models import Screening
from tests.support.client_browser import ClientBrowser, check_response, somebody
from tests.support.people import NOTHING
from tests.support.walker import Page, Walker

FORM = "application/x-www-form-urlencoded"


def at(app: Flask, link_id: str) -> Walker:
    walker = somebody(app)
    walker.open()
    while f'name="{link_id}"' not in walker.seen[-1].html:
        walker.go_on()
    return walker


def send(walker: Walker, *fields: tuple[str, str]) -> tuple[int, str]:
    page = walker.seen[-1]
    token = page.soup.select_one("input[name=csrf_token]")
    assert token is not None
    answered = walker.browser.post(page.path, [("csrf_token", str(token["value"])), *fields, ("continue", "yes")])
    walker.seen.append(answered)
    return answered.status, answered.text


@pytest.mark.parametrize(
    ("link_id", "fields"),
    [
        ("phq9_1", []),
        ("phq9_1", [("phq9_1", "4")]),
        ("phq9_1", [("phq9_1", "None")]),
        ("phq9_1", [("phq9_1", "1"), ("phq9_1", "3")]),
        ("phq9_1", [("phq9_1", "\uff11")]),
        ("px_med_now", [("px_med_now", "none"), ("px_med_now", "seizure")]),
        ("px_med_now", [("px_med_now", "skip"), ("px_med_now", "seizure")]),
        ("px_med_now", []),
        ("age", [("age", "")]),
        ("age", [("age", "-5")]),
        ("age", [("age", "9")]),
        ("age", [("age", "121")]),
        ("age", [("age", "34.5")]),
        ("age", [("age", "34"), ("age", "skip")]),
        ("age", [("age", "٣٤")]),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again(app: Flask, link_id: str, fields: list[tuple[str, str]]) -> None:
    walker = at(app, link_id)
    status, text = send(walker, *fields)
    assert status == 422
    assert "There is a problem" in text
    assert walker.seen[-1].soup.select_one(f".summary a[href='#{link_id}-0']")
    assert walker.seen[-1].soup.title is not None
    assert walker.seen[-1].soup.title.get_text() == "Error: Check-in"


def test_zero_is_an_answer(app: Flask) -> None:
    walker = at(app, "phq9_1")
    assert send(walker, ("phq9_1", "0"))[0] == 200
    assert 'name="phq9_2"' in walker.seen[-1].html


def test_what_was_typed_comes_back_with_the_error(app: Flask) -> None:
    walker = at(app, "age")
    send(walker, ("age", "340"))
    assert walker.seen[-1].soup.select_one("input[name=age][value='340']")


def test_no_answer_is_chosen_beforehand_and_every_item_can_be_skipped(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/contact")
    for page in walker.seen:
        if page.path.startswith("/s/"):
            assert not page.soup.select("input[checked]"), page.path
            names = {str(tag["name"]) for tag in page.soup.select("main input:not([type=hidden]), main textarea")}
            for name in names:
                assert page.soup.select_one(f"input[name={name}][value=skip]"), f"{name} cannot be skipped"


def test_back_shows_the_answer_given_before(app: Flask) -> None:
    walker = at(app, "phq9_2")
    back = walker.seen[-1].soup.select_one(".bar a")
    assert back is not None
    page = walker.open(str(back["href"]))
    assert page.soup.select_one("input[name=phq9_1][value='0'][checked]")


def safety_links(check: Page) -> list[str]:
    rows = [row for row in check.soup.select("dl.answers div") if "A question about safety" in row.get_text()]
    return [str(link["href"]) for row in rows for link in row.select("a")]


def test_answers_about_safety_are_never_shown_again(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"px_safe_home": "unsure"})
    check = walker.walk(until="/check")
    assert "Do you feel safe where you live?" not in check.text
    assert "Not sure" not in check.text
    for link in safety_links(check):
        page = walker.open(link)
        assert not page.soup.select("input[checked]")
        assert "do not show it again" in page.text


def test_not_even_the_number_of_safety_questions_tells_how_they_were_answered(app: Flask) -> None:
    calm = somebody(app).walk(until="/check")
    asked_more = NOTHING | {"px_safe_home": "no", "px_harm_others_recent": "yes"}
    pressing = somebody(app, asked_more).walk(until="/check")
    assert len(safety_links(calm)) == len(safety_links(pressing)) == 2


def test_pressing_continue_on_a_hidden_answer_keeps_it(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"px_harm_others_recent": "yes"})
    walker.open(safety_links(walker.walk(until="/check"))[0])
    assert send(walker)[0] == 200
    assert walker.seen[-1].path == "/check"
    with app.app_context():
        assert db.session.query(Draft).one().level == "urgent", "the answer still counts"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"phq9_1=0&note=\xff", FORM, 400),
        (b"phq9_1=%ff", FORM, 400),
        (b"phq9_1=0%00", FORM, 400),
        (b"phq9_1=0&" + b"&".join(b"a%d=1" % number for number in range(400)), FORM, 400),
        (b"phq9_1=0&x=" + b"a" * 70_000, FORM, 413),
        (b'{"phq9_1": 0}', "application/json", 415),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_and_never_scored(
    app: Flask, body: bytes, kind: str, status: int
) -> None:
    walker = at(app, "phq9_1")
    assert isinstance(walker.browser, ClientBrowser)
    before = sealed(app)
    response = walker.browser.client.post(walker.seen[-1].path, data=body, content_type=kind)
    check_response(walker.seen[-1].path, response)
    assert response.status_code == status
    assert sealed(app) == before


def sealed(app: Flask) -> bytes:
    with app.app_context():
        return db.session.query(Draft).one().sealed


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/page"},
    ],
)
def test_a_post_from_another_site_changes_nothing(client: FlaskClient, app: Flask, headers: dict[str, str]) -> None:
    response = client.post("/start", headers=headers)
    check_response("/start", response)
    assert response.status_code == 403
    with app.app_context():
        assert db.session.query(Draft).count() == 0


@pytest.mark.parametrize("token", [None, "wrong"])
def test_a_post_without_the_token_of_the_session_changes_nothing(app: Flask, token: str | None) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    fields = [("continue", "yes")] + ([("csrf_token", token)] if token else [])
    page = walker.browser.post("/check", fields)
    assert page.status == 400
    assert "Please look once more" in page.text
    with app.app_context():
        assert db.session.query(Screening).count() == 0


def test_a_step_that_is_not_due_leads_to_the_one_that_is(app: Flask) -> None:
    walker = at(app, "phq9_1")
    here = walker.seen[-1].path
    assert walker.open("/s/120").path == here
    assert walker.open("/check").path == here
    assert walker.open("/h/7").path == here
    assert walker.open("/s/9999").path == here
