"""A device of the centre goes from hand to hand: a number begins a visit, nothing of it stays, staff see the state."""

from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.arriving.models import Draft
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.desk import PASSWORD, Desk, authenticator_of, desk_of, hand_over, hire
from tests.support.devices import IDLE, WRONG, begun, cookie, states
from tests.support.engines import on_each_engine
from tests.support.people import ACUTE, NOTHING, not_me
from tests.support.walker import Page, Walker


@pytest.fixture
def ana(app: Flask, stopped: StoppedClock) -> Desk:
    """A coordinator, at noon."""
    return desk_of(app, "coordinator")


@on_each_engine
def test_a_whole_visit_from_the_number_to_handing_the_device_back(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    assert "Under way" in states(ana)
    last = walker.walk()
    assert last.path == "/received"
    assert last.soup.select("[data-reference]")
    assert "Please hand the device back" in last.text
    assert "the device is not back yet" in states(ana)
    rest = walker.press("finish")
    assert rest.path == "/kiosk"
    assert "This device is ready" in rest.text
    assert "Finished at" in states(ana)


def test_after_a_pause_of_three_minutes_it_is_closed_and_staff_see_it(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/3")
    stopped.move(IDLE - timedelta(seconds=1))
    assert walker.open("/s/3").status == 200
    stopped.move(timedelta(seconds=1))
    assert "Under way" in states(ana), "the last page counted"
    stopped.move(IDLE)
    assert "Closed by itself at 12:05, nothing was sent" in states(ana)
    assert walker.open("/s/3").status == 410


def test_each_tap_gives_three_minutes_again(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/3")
    stopped.move(timedelta(seconds=30))
    walker.open("/s/3")
    stopped.move(timedelta(seconds=170))
    assert walker.open("/s/3").status == 200


def test_its_pages_say_how_short_the_pause_is(app: Flask, ana: Desk) -> None:
    assert "After 3 minutes without a tap" in begun(app, ana).seen[-1].text


def test_sent_and_put_down_counts_as_finished(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    begun(app, ana).walk()
    stopped.move(IDLE)
    assert "Finished at 12:03" in states(ana)


WAYS_TO_END = {"leave": ("/leave", None), "delete": ("/stop", "delete"), "rest": ("/kiosk", None)}


@pytest.mark.parametrize("way", WAYS_TO_END)
def test_whatever_ends_it_before_sending_keeps_nothing_and_leads_back_to_rest(app: Flask, ana: Desk, way: str) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/5")
    path, button = WAYS_TO_END[way]
    page = walker.open(path)
    if button:
        page = walker.press(button)
    assert page.path == "/kiosk"
    with app.app_context():
        assert db.session.query(Draft).count() == 0
    assert "without sending" in states(ana)
    assert walker.open("/s/5").status == 410


def test_stopping_offers_no_code_and_nobody_comes_back_with_one(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/9")
    assert "/keep" not in {page.path for page in walker.seen}
    stop = walker.open("/stop")
    assert [str(button["name"]) for button in stop.soup.select("main button")] == ["delete"]
    assert walker.open("/return").path.startswith("/s/")


def test_the_letter_can_be_read_on_the_screen_and_neither_printed_nor_taken_along(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    received = walker.walk()
    letter = walker.open("/result")
    for page in (received, letter):
        assert "print" not in page.text.lower(), page.path
        assert not page.soup.select("a[href='/copy']")
        assert page.soup.select("button[name=finish]")
    assert walker.open("/copy").status != 200


def test_the_next_person_gets_a_new_session_and_nothing_of_the_former(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana, NOTHING | {"px_matters": "canary of the first"})
    walker.walk()
    first = cookie(walker, "s")
    walker.press("finish")
    assert cookie(walker, "s") is None
    walker.seen.clear()
    walker.open("/kiosk")
    walker.known = NOTHING
    walker.go_on(pin=hand_over(ana))
    assert cookie(walker, "s") not in (None, first)
    walker.walk()
    assert "canary" not in "".join(page.html for page in walker.seen)
    assert walker.seen[-1].path == "/received"


def test_a_second_number_ends_what_the_first_began(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/5")
    fields = [("pin", hand_over(ana)), ("continue", "yes")]
    assert walker.browser.post("/kiosk", fields).path == "/"
    shown = states(ana)
    assert "without sending" in shown
    assert "Under way" in shown


def test_starting_anew_goes_on_with_the_same_visit(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/5")
    walker.open("/")
    assert walker.go_on().path == "/consent"
    assert "I need a person" in walker.seen[-1].text
    assert states(ana).count("Under way") == 1


def test_without_a_number_nothing_begins_on_it_any_more(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.open("/leave")
    for path in ("/", "/return"):
        assert walker.open(path).path == "/kiosk"
    for path in ("/start", "/return"):
        assert walker.browser.post(path, [("code", WRONG)]).path == "/kiosk"
    gone = walker.open("/s/1")
    assert gone.status == 410
    assert gone.soup.select("main a[href='/']")


def test_signing_in_as_staff_takes_the_device_back(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.open("/leave")
    assert isinstance(walker.browser, ClientBrowser)
    assert cookie(walker, "d")
    email = hire(app, "coordinator")
    walker.browser.client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    walker.browser.client.post("/staff/sign-in/code", data={"otp": authenticator_of(email).code()})
    assert walker.open("/").path == "/"


def test_whoever_of_the_staff_is_signed_in_on_it_is_signed_out(app: Flask, ana: Desk) -> None:
    number = hand_over(ana)
    walker = Walker(ClientBrowser(ana.client), NOTHING, not_me)
    stolen = str(cookie(walker, "a"))
    walker.open("/kiosk")
    walker.go_on(pin=number)
    assert cookie(walker, "a") is None
    ana.client.set_cookie("a", stolen)
    assert ana.client.get("/staff/queue").status_code == 303


def test_the_language_of_the_last_person_is_forgotten_and_the_next_one_may_choose_before_the_number(
    app: Flask, ana: Desk
) -> None:
    walker = begun(app, ana)
    choose(walker, "es")
    walker.open("/leave")
    assert walker.seen[-1].soup.select("html[lang=en]")
    walker.open("/kiosk")
    choose(walker, "es")
    assert walker.open("/kiosk").soup.select("html[lang=es]")
    assert walker.go_on(pin=hand_over(ana)).soup.select("html[lang=es]")


def test_after_a_pause_too_the_language_is_forgotten(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    walker = begun(app, ana)
    choose(walker, "es")
    stopped.move(IDLE)
    walker.open("/kiosk")
    assert walker.open("/kiosk").soup.select("html[lang=en]")


def choose(walker: Walker, language: str) -> Page:
    return walker.browser.post("/language", [("language", language)])


def test_who_asks_for_a_person_is_seen_by_staff_and_reads_that_they_know(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana, ACUTE)
    walker.walk(until="/h/")
    asked = walker.press("person")
    assert asked.path == "/person"
    assert "We have told the team" in asked.text
    assert "Tablet by the window : Asked for a person at" in states(ana)
    assert walker.go_on().path.startswith("/s/"), "and goes on meanwhile"
    there = ana.get("/staff/hand-over").select("form[action$='/there']")[0]
    assert ana.post(str(there["action"])).status_code == 303
    assert "Someone went there at" in states(ana)
    assert not ana.get("/staff/queue").select(".call")
    assert walker.open("/person").path != "/person", "nobody is on the way any more"
    walker.press("person")
    assert ana.get("/staff/queue").select(".call"), "who asks again is seen again"


def test_every_page_of_the_visit_has_the_button_and_none_outside(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana, ACUTE)
    walker.walk()
    walker.open("/result")
    walker.open("/nothing-here")
    for page in walker.seen[1:]:
        if page.path != "/kiosk":
            assert len(page.soup.select("button[name=person]")) == 1, page.path
    elsewhere = somebody(app)
    elsewhere.walk(until="/s/3")
    assert not any(page.soup.select("button[name=person]") for page in elsewhere.seen)


def test_asking_for_a_person_works_from_a_page_whose_session_is_over(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/3")
    stopped.move(IDLE)
    assert "We have told the team" in walker.press("person").text
    assert ana.get("/staff/queue").select(".call")


def test_who_asks_without_such_a_visit_gets_the_help_page_and_no_promise(app: Flask) -> None:
    walker = somebody(app)
    assert walker.browser.post("/person", [("visit", "0" * 32)]).path == "/help"
    assert walker.open("/person").status == 410


def test_after_sending_nothing_begins_without_a_new_number(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.walk()
    assert walker.open("/").path == "/received"
    assert walker.browser.post("/start", [("anew", "yes")]).path == "/received"


def test_a_device_that_nobody_handed_over_is_not_given_back(app: Flask) -> None:
    walker = somebody(app)
    walker.open("/")
    walker.walk(until="/s/5")
    assert walker.browser.post("/finish", []).path == "/stop"
    assert walker.open("/s/5").path == "/s/5"


def test_the_device_stays_one_of_the_centre_when_its_browser_is_closed(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    assert isinstance(walker.browser, ClientBrowser)
    kept = walker.browser.client.get_cookie("d")
    assert kept is not None
    assert kept.max_age == 30 * 24 * 3600


@pytest.mark.parametrize("aside", ["/privacy", "/nothing-here", "/closed"])
def test_the_way_to_the_first_page_ends_nothing(app: Flask, ana: Desk, aside: str) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/5")
    for link in walker.open(aside).soup.select("main a"):
        if not str(link["href"]).startswith(("tel:", "sms:", "http", "#")):
            walker.open(str(link["href"]))
    assert walker.open("/s/5").path == "/s/5"


def test_finish_ends_the_visit_also_when_staff_took_the_device_back_in_another_tab(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.walk()
    assert isinstance(walker.browser, ClientBrowser)
    walker.browser.client.delete_cookie("d")
    walker.press("finish")
    assert cookie(walker, "s") is None


def test_the_next_person_does_not_inherit_the_language(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    walker = begun(app, ana)
    walker.browser.post("/language", [("language", "es")])
    walker.walk(until="/s/3")
    stopped.move(IDLE)
    assert walker.open("/s/3").status == 410
    assert cookie(walker, "l") is None


def test_a_forgotten_tab_that_closes_itself_ends_no_visit(app: Flask, ana: Desk) -> None:
    walker = begun(app, ana)
    walker.walk(until="/s/5")
    assert walker.open("/closed").path == "/closed"
    assert walker.open("/s/5").path == "/s/5"
