"""A link begins one screening, once. Used, expired or never made: one page, one text, and a way to begin without it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.accounts import by_email
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.intake.arriving import invites
from app.intake.arriving.models import Draft, Invite
from app.intake.models import Screening
from app.sites.change import open_site
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.desk import desk_of, hand_over, hire
from tests.support.engines import on_each_engine
from tests.support.people import NOTHING, not_me
from tests.support.sites import Somebody, second_site
from tests.support.walker import Page, Walker, forward_form

OVER = "This link does not work any more"


def link_of(app: Flask, site_id: str = "default", days: int = invites.DAYS) -> str:
    """The address of a new link."""
    email = hire(app, "coordinator", site_id=site_id)
    with app.app_context(), writing():
        staff = by_email(email)
        assert staff
        return f"/i/{invites.make_invite(staff, label='chart 1207', days=days)}"


def link_taken_back(app: Flask) -> str:
    """The address of a link that staff withdrew."""
    email = hire(app, "coordinator")
    with app.app_context(), writing():
        staff = by_email(email)
        assert staff
        token = invites.make_invite(staff)
        way = invites.look_at(token)
        assert way
        invites.withdraw(way.id, staff)
    return f"/i/{token}"


def person(app: Flask) -> Walker:
    return somebody(app)


def token_of(page: Page) -> str:
    """The token in the form that begins."""
    form = forward_form(page)
    assert form
    return str(form.select("input[name=invite]")[0]["value"])


def drafts(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Draft)) or 0


def the_invite(app: Flask) -> Invite:
    with app.app_context():
        return db.session.query(Invite).one()


def test_whoever_follows_a_link_reads_the_first_page_and_begins(app: Flask) -> None:
    walker = person(app)
    page = walker.open(link_of(app))
    assert page.status == 200
    assert "three strands of one braid" in page.text
    assert walker.go_on().path == "/consent"


def test_the_page_behind_a_link_says_nothing_of_whom_it_is_for(app: Flask) -> None:
    without, behind = person(app).open("/"), person(app).open(link_of(app))
    assert behind.text == without.text
    assert "1207" not in behind.html


def test_looking_at_a_link_uses_nothing_up(app: Flask) -> None:
    link = link_of(app)
    for method in ("GET", "HEAD", "GET"):
        assert app.test_client().open(link, method=method).status_code == 200
    walker = person(app)
    walker.open(link)
    assert walker.go_on().path == "/consent"


def test_the_address_of_a_link_is_told_to_no_other_page(app: Flask) -> None:
    for link in (link_of(app), "/i/never-made"):
        assert app.test_client().get(link).headers["Referrer-Policy"] == "strict-origin"


def test_another_language_is_chosen_without_losing_the_link(app: Flask) -> None:
    link, walker = link_of(app), person(app)
    walker.open(link)
    page = walker.press("language", language="es")
    assert page.path == link
    assert token_of(page) == link.removeprefix("/i/")


@pytest.mark.parametrize("page", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "x"])
def test_choosing_a_language_leads_to_no_page_but_ours(app: Flask, page: str) -> None:
    response = app.test_client().post("/language", data={"language": "es", "page": page})
    assert response.headers["Location"] == "/"


def test_used_expired_withdrawn_and_never_made_all_read_the_same_and_begin_without_it(
    app: Flask, stopped: StoppedClock
) -> None:
    used, withdrawn, never = link_of(app), link_taken_back(app), "/i/never-made"
    first = person(app)
    first.open(used)
    first.go_on()
    expired = link_of(app, days=1)
    stopped.move(timedelta(days=1))
    pages = [person(app).open(link) for link in (used, withdrawn, expired, never)]
    assert {page.status for page in pages} == {410}
    assert len({page.text for page in pages}) == 1
    assert OVER in pages[0].text
    walker = person(app)
    walker.open(used)
    assert walker.go_on().path == "/consent"


def test_a_link_that_runs_out_while_its_page_is_open_begins_nothing_and_says_how_to_go_on(
    app: Flask, stopped: StoppedClock
) -> None:
    walker = person(app)
    walker.open(link_of(app, days=1))
    stopped.move(timedelta(days=1))
    page = walker.go_on()
    assert page.status == 410
    assert OVER in page.text
    assert drafts(app) == 0
    assert walker.go_on().path == "/consent"


@on_each_engine
def test_of_fifty_who_press_start_at_once_one_begins(app: Flask) -> None:
    token = link_of(app).removeprefix("/i/")
    clients = [app.test_client() for _ in range(50)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda client: client.post("/start", data={"invite": token}).status_code, clients))
    assert sorted(answers) == [303, *[410] * 49]
    assert drafts(app) == 1


def test_whoever_presses_start_twice_or_goes_back_goes_on_where_they_were(app: Flask) -> None:
    walker = person(app)
    first = walker.open(link_of(app))
    walker.go_on()
    walker.seen.append(first)
    assert walker.go_on().path == "/consent"
    walker.walk(until="/s/3")
    walker.seen.append(first)
    assert walker.go_on().path == "/s/3"
    assert drafts(app) == 1


def test_whoever_opens_their_link_again_in_the_same_browser_goes_on_where_they_were(app: Flask) -> None:
    link, walker = link_of(app), person(app)
    walker.open(link)
    walker.walk(until="/s/3")
    assert walker.open(link).path == "/s/3"
    walker.walk()
    assert walker.open(link).path == "/received"


def test_whoever_is_in_the_middle_of_something_is_told_before_a_link_begins_anew(app: Flask) -> None:
    link, walker = link_of(app), person(app)
    behind = walker.open(link)
    other = Walker(walker.browser, NOTHING, not_me)
    other.open("/")
    other.walk(until="/s/3")
    walker.seen.append(behind)
    page = walker.go_on()
    assert page.path == link
    assert "You have already begun in this browser" in page.text
    assert the_invite(app).used_at is None
    assert walker.go_on().path == "/consent"
    assert the_invite(app).used_at is not None


@on_each_engine
def test_what_came_of_a_link_is_known_as_soon_as_the_answers_are_sent_and_not_before(app: Flask) -> None:
    walker = person(app)
    walker.open(link_of(app))
    walker.walk(until="/check")
    assert the_invite(app).screening_id is None
    walker.walk()
    with app.app_context():
        assert the_invite(app).screening_id == db.session.query(Screening).one().id


def test_a_link_that_was_begun_and_left_stays_used(app: Flask) -> None:
    link, walker = link_of(app), person(app)
    walker.open(link)
    walker.walk(until="/s/3")
    walker.open("/leave")
    assert drafts(app) == 0
    assert walker.open(link).status == 410


def test_a_link_opens_nothing_on_a_device_at_rest(app: Flask) -> None:
    walker = person(app)
    walker.open("/kiosk")
    walker.go_on(pin=hand_over(desk_of(app, "coordinator")))
    walker.open("/leave")
    assert walker.open(link_of(app)).path == "/kiosk"


@on_each_engine
def test_a_screening_begun_by_a_link_belongs_to_the_centre_that_made_it(app: Flask) -> None:
    walker = person(app)
    walker.open(link_of(app, site_id="other"))
    walker.go_on()
    with app.app_context():
        assert db.session.query(Draft).one().site_id == "other"


def test_a_link_of_a_centre_that_is_shut_begins_nothing_and_works_once_it_is_open(app: Flask) -> None:
    hill = second_site(app)
    link, walker = link_of(app, site_id=hill.id), person(app)
    walker.open(link)
    with app.app_context(), writing():
        open_site(hill.id, Somebody(), active=False)
    assert OVER in walker.go_on().text
    assert OVER in person(app).open(link).text
    assert drafts(app) == 0
    with app.app_context(), writing():
        open_site(hill.id, Somebody(), active=True)
    walker.open(link)
    assert walker.go_on().path == "/consent"


def test_on_a_device_of_one_centre_a_link_of_another_begins_nothing(app: Flask) -> None:
    hill = second_site(app)
    link, walker = link_of(app, site_id=hill.id), person(app)
    walker.open("/kiosk")
    walker.go_on(pin=hand_over(desk_of(app, "coordinator")))
    assert OVER in walker.open(link).text
    data = {"invite": link.removeprefix("/i/")}
    assert isinstance(walker.browser, ClientBrowser)
    assert walker.browser.client.post("/start", data=data).status_code == 410
    with app.app_context():
        assert {draft.site_id for draft in db.session.query(Draft)} == {"default"}
    assert person(app).open(link).status == 200, "nothing of it was used up"


def test_the_database_keeps_neither_the_token_nor_the_label(app: Flask) -> None:
    token = link_of(app).removeprefix("/i/")
    with app.app_context():
        row = db.session.execute(sa.text("SELECT * FROM invites")).one()
    kept = " ".join(str(value) for value in row)
    assert token not in kept
    assert "1207" not in kept


def test_the_log_says_that_a_link_was_made_and_used_and_not_for_whom(app: Flask) -> None:
    walker = person(app)
    walker.open(link_of(app))
    walker.go_on()
    with app.app_context():
        rows = [row for row in reversed(activity.latest(9)) if row.action.startswith("invite.")]
        assert [(row.action, row.actor_role, row.detail) for row in rows] == [
            ("invite.made", "coordinator", {}),
            ("invite.used", "none", {}),
        ]
