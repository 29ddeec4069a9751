"""Somebody begins at another site of the house: its hours, its phone, its team, and nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.extensions import clock, db, writing
from app.extensions.clock import StoppedClock
from app.intake.arriving.models import Draft
from app.intake.models import Screening
from app.sites import Site, site_of
from app.sites.change import open_site, save_site
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.codes import come_back, with_code
from tests.support.desk import Desk, desk_of, hand_over, soup
from tests.support.devices import cookie
from tests.support.engines import on_each_engine
from tests.support.people import ACUTE, NOTHING
from tests.support.sites import Somebody, second_site
from tests.support.walker import Walker

CALL_ME = {"contact_name": "Robin Hillside", "contact_phone": "555-0142", "contact_call": "yes"}
OPENS = datetime(2026, 11, 24, 18, tzinfo=UTC)  # Tuesday, 10:00 in Los Angeles


@pytest.fixture
def hill(app: Flask, stopped: StoppedClock) -> Site:
    """A second site, closed on the Monday at noon on which the clock stands; the default one is open."""
    return second_site(app, leave_url="https://weather.example/", show_name=True)


@pytest.fixture
def hilda(app: Flask, hill: Site) -> Desk:
    """Its coordinator."""
    return desk_of(app, "coordinator", "Hilda Hill", hill.id)


@pytest.fixture
def ana(app: Flask, hill: Site) -> Desk:
    """A coordinator of the default site."""
    return desk_of(app, "coordinator", "Ana Duarte")


def visitor(app: Flask, known: dict[str, object], path: str) -> Walker:
    walker = somebody(app, known)
    walker.open(path)
    return walker


def handed_in(app: Flask, known: dict[str, object], path: str) -> Walker:
    """Somebody who began there and has sent."""
    walker = visitor(app, known | CALL_ME, path)
    walker.walk()
    return walker


def the_screening(app: Flask) -> Screening:
    with app.app_context():
        return db.session.query(Screening).one()


def test_the_first_page_of_a_site_is_the_same_page_with_its_own_promise_and_sets_no_cookie(
    app: Flask, hill: Site
) -> None:
    walker = visitor(app, NOTHING, hill.first_page)
    assert "Someone reads next tomorrow at 10:00 AM" in walker.seen[-1].text
    assert "Hill Clinic" in walker.seen[-1].text
    assert cookie(walker, "s") is None
    assert "Someone is here now" in visitor(app, NOTHING, "/").seen[-1].text


@on_each_engine
def test_an_address_that_no_database_can_hold_is_unknown_and_no_fault_of_ours(app: Flask) -> None:
    assert app.test_client().get("/at/%00").status_code == 404
    assert app.test_client().get("/help?at=%00").status_code == 200
    assert app.test_client().post("/start", data={"at": "\0"}).status_code in {400, 404}


def shut(app: Flask, site: Site) -> None:
    with app.app_context(), writing():
        open_site(site.id, Somebody(), active=False)


def test_whoever_read_the_page_of_a_site_that_is_shut_meanwhile_is_told_and_begins_nowhere_else(
    app: Flask, hill: Site
) -> None:
    walker = visitor(app, NOTHING, hill.first_page)
    shut(app, hill)
    page = walker.go_on()
    assert page.status == 404
    assert "We do not know that address" in page.text
    with app.app_context():
        assert db.session.query(Draft).count() == 0
    assert walker.go_on().path == "/consent", "they may begin at the default site once they know"


def test_a_code_that_was_never_one_begins_nothing(app: Flask) -> None:
    assert app.test_client().post("/start", data={"at": "zzzz"}).status_code == 404
    with app.app_context():
        assert db.session.query(Draft).count() == 0


@pytest.mark.parametrize("path", ["/at/nothing", "/at/%F0%9F%98%80", "/at/'--", "/at/%00"])
def test_an_address_that_nobody_knows_still_lets_a_person_begin(app: Flask, hill: Site, path: str) -> None:
    walker = visitor(app, NOTHING, path)
    assert "We do not know that address" in walker.seen[-1].text
    assert walker.go_on().path == "/consent"
    with app.app_context():
        assert db.session.query(Draft).one().site_id == "default"


def test_an_address_typed_in_capitals_is_the_same(app: Flask, hill: Site) -> None:
    assert "Hill Clinic" in visitor(app, NOTHING, hill.first_page.upper().replace("/AT/", "/at/")).seen[-1].text


@on_each_engine
def test_what_is_sent_there_arrives_there_and_is_due_by_its_own_clock(app: Flask, hill: Site) -> None:
    walker = handed_in(app, ACUTE, hill.first_page)
    row = the_screening(app)
    assert (row.site_id, row.level) == (hill.id, "imminent")
    assert row.due_at == OPENS + timedelta(minutes=30)
    assert "tomorrow by 10:30 AM" in walker.seen[-1].text
    assert "tomorrow by 10:30 AM" in walker.open("/result").text


def test_the_phone_number_and_the_place_to_leave_for_are_those_of_the_site(app: Flask, hill: Site) -> None:
    walker = visitor(app, NOTHING, hill.first_page)
    walker.walk(until="/s/4")
    assert "555-0177" in walker.open("/return").text
    assert walker.seen[-1].soup.select("a.leave[data-leave='https://weather.example/']")
    left = walker.open("/leave")
    assert "https://weather.example/" in left.html
    assert "weather.gov" not in left.html


def test_coming_back_with_a_code_at_the_plain_address_is_coming_back_to_ones_own_site(app: Flask, hill: Site) -> None:
    walker = visitor(app, NOTHING, hill.first_page)
    walker.walk(until="/keep")
    back = come_back(app, with_code(walker))
    assert "Hill Clinic" in back.seen[-1].text
    back.walk()
    assert the_screening(app).site_id == hill.id


def test_after_a_pause_the_page_leads_back_to_the_site_where_the_person_began(
    app: Flask, hill: Site, stopped: StoppedClock
) -> None:
    walker = visitor(app, NOTHING, hill.first_page)
    walker.walk(until="/s/4")
    over = walker.seen[-1].soup.select("dialog")[0]["data-closed"]
    stopped.move(timedelta(minutes=21))
    page = walker.open(str(over))
    assert page.soup.select(f"main a[href='{hill.first_page}']")


def test_whoever_reads_about_privacy_first_finds_back_to_the_site_they_came_to(app: Flask, hill: Site) -> None:
    from_there = {"Referer": f"http://localhost{hill.first_page}"}
    page = soup(app.test_client().get("/privacy", headers=from_there))
    assert page.select(f"main a[href='{hill.first_page}']")
    elsewhere = {"Referer": f"https://elsewhere.example{hill.first_page}"}
    assert not soup(app.test_client().get("/privacy", headers=elsewhere)).select(f"a[href='{hill.first_page}']")


def test_a_device_belongs_to_the_site_whose_team_handed_it_over(app: Flask, hill: Site, hilda: Desk, ana: Desk) -> None:
    walker = visitor(app, ACUTE | CALL_ME, "/kiosk")
    number = hand_over(hilda, "Tablet on the hill")
    assert "Hill Clinic" in walker.go_on(pin=number).text
    walker.walk()
    assert the_screening(app).site_id == hill.id
    assert "Tablet on the hill" in hilda.get("/staff/queue").get_text()
    assert "Tablet on the hill" not in ana.get("/staff/queue").get_text()


def test_no_address_takes_a_device_to_another_site(app: Flask, hill: Site, ana: Desk) -> None:
    walker = visitor(app, NOTHING, "/kiosk")
    walker.go_on(pin=hand_over(ana))
    assert walker.open(hill.first_page).path == "/"
    assert isinstance(walker.browser, ClientBrowser)
    walker.browser.post("/start", [("at", str(hill.way_in)), ("anew", "yes")])
    with app.app_context():
        assert {draft.site_id for draft in db.session.query(Draft)} == {"default"}


@on_each_engine
def test_staff_of_another_site_see_nothing_of_it(app: Flask, hill: Site, stopped: StoppedClock) -> None:
    walker = handed_in(app, ACUTE, hill.first_page)
    reference = walker.seen[-1].soup.select("[data-reference]")[0]["data-reference"]
    row = the_screening(app)
    visitor(app, NOTHING, hill.first_page).walk(until="/s/4")
    stopped.move(timedelta(minutes=20))  # whoever is under way has stopped midway by now
    ana, hilda = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Hilda Hill", hill.id)
    for desk, sees in ((ana, False), (hilda, True)):
        assert (desk.client.get(f"/staff/screenings/{row.id}").status_code == 200) is sees
        assert bool(desk.get("/staff/queue").select(f"[data-reference='{reference}']")) is sees
        assert (str(reference) in str(desk.get("/staff/shift"))) is sees
        assert bool(desk.get("/staff/queue?tab=in-progress").select(".drafts tbody tr")) is sees
        for words in (str(reference), "Hillside", "555-0142"):
            found = soup(desk.post("/staff/search", words=words)).select(f"[data-reference='{reference}']")
            assert bool(found) is sees, words
    assert ana.post(f"/staff/screenings/{row.id}/claim").status_code == 404


def test_no_number_of_the_weeks_moves_because_of_another_site(app: Flask, hill: Site, ana: Desk, hilda: Desk) -> None:
    before = ana.get("/staff/week").select("main table")
    with clock.stopped(clock.now() - timedelta(days=1)):  # the weeks end at the last midnight
        for _ in range(5):
            handed_in(app, ACUTE, hill.first_page)
    assert ana.get("/staff/week").select("main table") == before
    assert hilda.get("/staff/week").select("main table") != before


def test_moments_are_told_on_the_clock_of_ones_own_site(app: Flask, hill: Site, ana: Desk, hilda: Desk) -> None:
    handed_in(app, ACUTE, hill.first_page)
    handed_in(app, ACUTE, "/")
    assert "10:30" in hilda.get("/staff/queue").get_text()
    assert "12:30" in ana.get("/staff/queue").get_text()


def test_a_change_of_hours_holds_for_what_comes_in_from_then_on(app: Flask, hill: Site) -> None:
    handed_in(app, ACUTE, hill.first_page)
    before = the_screening(app).due_at
    with app.app_context(), writing():
        save_site(replace(site_of(hill.id), hours="Mon-Sun 00:00-24:00"), Somebody())
    assert "Someone is here now" in visitor(app, NOTHING, hill.first_page).seen[-1].text
    assert the_screening(app).due_at == before
    assert before == OPENS + timedelta(minutes=30)


def test_what_its_staff_decide_is_due_by_its_own_clock_too(app: Flask, hill: Site, hilda: Desk) -> None:
    handed_in(app, ACUTE, hill.first_page)
    page = f"/staff/screenings/{the_screening(app).id}"
    changed = hilda.post(f"{page}/level", level="urgent", text="Spoke with them.", alone_because="Alone today.")
    assert changed.status_code == 303
    assert the_screening(app).due_at == OPENS + timedelta(hours=8), "when it closes on Tuesday"
    hilda.post(f"{page}/tasks", text="Call again", day="2026-11-24", hour="10:00")
    assert the_screening(app).follow_up_at == OPENS
