"""The register of help lines: who tested which line, and lines of a centre's own beside the national ones."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.accounts import by_email
from app.crisis.resources import resources
from app.extensions import clock, writing
from app.extensions.clock import StoppedClock
from app.registers.line_checks import checked, record_check
from tests.support.client_browser import somebody
from tests.support.desk import Desk, desk_of, hire, soup
from tests.support.engines import on_each_engine
from tests.support.people import ACUTE, HEROIN_AND_DEPRESSION
from tests.support.sites import WARMLINE

EVENING_IN_NEW_YORK = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
HALF_A_YEAR, TEN_YEARS = timedelta(days=200), timedelta(days=3650)
OVERDOSE = HEROIN_AND_DEPRESSION | {"px_od_last": "within_12m", "px_naloxone": "no", "px_fentanyl": "yes"}


def entry(page: BeautifulSoup, name: str) -> str:
    """What the page says of one line."""
    return next(row.get_text(" ", strip=True) for row in page.select(".entries > li") if name in row.get_text())


def help_of(app: Flask, answers: dict[str, object] = ACUTE) -> BeautifulSoup:
    """The first help page that somebody meets who answers like this."""
    walker = somebody(app, answers)
    return BeautifulSoup(walker.walk(until="/h/").html, "html.parser")


def listed(page: BeautifulSoup) -> list[str]:
    """The lines of a page of the person below the large ones, in order."""
    return [line.get_text() for line in page.select(".lines > li > strong")]


@on_each_engine
def test_a_test_that_was_answered_renews_a_line_and_names_who_made_it(app: Flask) -> None:
    with clock.stopped(clock.now() + HALF_A_YEAR):
        admin = desk_of(app, "admin", "Ada Admin")
        assert "▲ Check again" in entry(admin.get("/staff/lines"), "NAMI HelpLine")
        assert admin.post("/staff/lines/nami/check", called="yes", answered="yes").status_code == 303
        renewed = entry(admin.get("/staff/lines"), "NAMI HelpLine")
        assert "● Checked" in renewed
        assert "Ada Admin" in renewed
        ana = desk_of(app, "coordinator")
        assert f"({len(resources()) - 1} to check)" in ana.get("/staff/queue").select("header nav")[0].get_text()
        row = next(row for row in ana.get("/staff/texts").select("tbody tr") if "NAMI" in row.get_text())
        assert "Ada Admin" in row.get_text()


def test_a_test_that_nobody_answered_renews_nothing_and_is_said(app: Flask) -> None:
    with clock.stopped(clock.now() + HALF_A_YEAR):
        admin = desk_of(app, "admin")
        admin.post("/staff/lines/nami/check", called="yes")
        found = entry(admin.get("/staff/lines"), "NAMI HelpLine")
        assert "▲ Check again" in found
        assert "not answered on" in found


def test_a_test_says_how_it_was_made(admin: Desk) -> None:
    refused = admin.post("/staff/lines/nami/check", answered="yes")
    assert refused.status_code == 422
    assert "Say whether you called or texted." in soup(refused).select(".summary")[0].get_text()


def test_911_is_never_tested_and_no_other_line_made_up(admin: Desk) -> None:
    assert admin.post("/staff/lines/emergency/check", called="yes", answered="yes").status_code == 422
    assert admin.post("/staff/lines/none/check", called="yes", answered="yes").status_code == 404


def test_past_its_day_a_line_is_amber_for_staff_and_the_person_still_sees_988(app: Flask) -> None:
    with clock.stopped(clock.now() + HALF_A_YEAR):
        admin = desk_of(app, "admin")
        assert "▲ Check again" in entry(admin.get("/staff/lines"), "988 Suicide")
        page = help_of(app)
        assert page.select(".big a[href='tel:988']")
        assert "Check again" not in page.get_text()


@on_each_engine
def test_a_line_of_the_centre_comes_after_the_national_ones_until_it_is_switched_off(app: Flask, admin: Desk) -> None:
    assert admin.post("/staff/lines", **WARMLINE).status_code == 303
    page = help_of(app)
    assert listed(page)[-1] == "Springfield Warmline"
    assert page.select(".big a[href='tel:988']")
    assert page.select(".lines a[href='tel:5552340142']")[0].get_text() == "Call 555-234-0142"
    assert "Neighbors who listen. Daily, 4 PM to 10 PM. Springfield." in page.get_text()
    assert listed(soup(app.test_client().get("/help")))[-1] == "Springfield Warmline"
    form = admin.get("/staff/lines").select("form[action$='/switch']")[0]
    admin.post(str(form["action"]))
    assert "Springfield Warmline" not in help_of(app).get_text()
    assert "Springfield Warmline" not in app.test_client().get("/help").get_data(as_text=True)
    admin.post(str(form["action"]), on="yes")
    assert "Springfield Warmline" in help_of(app).get_text()


@pytest.mark.parametrize(
    ("fits", "acute", "heroin"), [("feelings", True, False), ("use", False, True), ("safety", False, False)]
)
def test_it_stands_only_where_it_fits(app: Flask, admin: Desk, fits: str, acute: bool, heroin: bool) -> None:
    admin.post("/staff/lines", **(WARMLINE | {"fits": fits}))
    assert ("Springfield Warmline" in help_of(app, ACUTE).get_text()) is acute
    assert ("Springfield Warmline" in help_of(app, OVERDOSE).get_text()) is heroin


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("call", "988", "988 and 911 stand on every page already."),
        ("call", "555-0142", "Write a number that can be dialed"),
        ("call", "5552340142,,2", "Write a number that can be dialed"),
        ("call", "", "Write a number to call, a number to text or a website."),
        ("web", "example.org/where?x", "Write only the name of the site"),
        ("web", "javascript:alert(1)", "Write only the name of the site"),
        ("name", " ", "Write what the line is called."),
        ("hours", "", "Write when it answers."),
        ("fits", "nobody", "Choose whom it is for."),
    ],
)
def test_a_line_that_nobody_could_reach_is_refused_and_keeps_what_was_typed(
    admin: Desk, field: str, typed: str, says: str
) -> None:
    refused = admin.post("/staff/lines", **(WARMLINE | {field: typed}))
    assert refused.status_code == 422
    page = soup(refused)
    assert says in page.select(".summary")[0].get_text()
    assert "Neighbors who listen" in str(page.select("#line-about")[0])
    assert "None yet." in admin.get("/staff/lines").get_text()


def test_a_line_that_is_added_late_in_the_evening_bears_the_day_of_the_centre(app: Flask) -> None:
    with clock.stopped(EVENING_IN_NEW_YORK):
        admin = desk_of(app, "admin")
        admin.post("/staff/lines", **WARMLINE)
        assert "20 Nov 2026" in entry(admin.get("/staff/lines"), WARMLINE["name"])


def test_a_line_of_another_site_is_neither_shown_nor_in_reach(app: Flask, admin: Desk) -> None:
    elsewhere = desk_of(app, "admin", "Kim Ode", site_id="other")
    elsewhere.post("/staff/lines", **WARMLINE)
    action = str(elsewhere.get("/staff/lines").select("form[action$='/switch']")[0]["action"])
    assert "Springfield Warmline" not in help_of(app).get_text()
    assert "Springfield Warmline" not in admin.get("/staff/lines").get_text()
    assert admin.post(action).status_code == 404
    assert admin.post(action.replace("/switch", "/check"), called="yes").status_code == 404


def test_help_comes_from_the_files_alone_when_the_database_is_down(
    app: Flask, admin: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.post("/staff/lines", **WARMLINE)

    def fail(**_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr("app.registers.own_lines.in_own_transaction", fail)
    page = soup(app.test_client().get("/help"))
    assert page.select("a[href='tel:988']")
    assert "Springfield Warmline" not in page.get_text()
    assert help_of(app).select(".big a[href='tel:988']")


def test_only_an_administrator_keeps_the_register(ana: Desk) -> None:
    assert ana.client.get("/staff/lines").status_code == 403
    assert ana.post("/staff/lines", **WARMLINE).status_code == 403


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "988 Suicide & Crisis Lifeline", "A national line has this name."),
        ("name", "Springfield 9-8-8", "A national line has this name."),
        ("name", "\uff19\uff11\uff11 desk", "A national line has this name."),
        ("name", "The veterans  crisis line of Springfield", "A national line has this name."),
        ("call", "٥٥٥٢٣٤٠١٤٢", "Write a number that can be dialed"),
        ("text", "\uff15\uff15\uff15\uff12\uff13\uff14\uff10\uff11\uff14\uff12", "Write a number that can be dialed"),
        ("name", "Warmline\u202eenil", "Please write one line."),
        ("about", "Neighbors\nwho listen", "Please write one line."),
        ("hours", "Daily\u2066", "Please write one line."),
        ("area", "Spring\u200ffield", "Please write one line."),
    ],
)
def test_a_line_that_passes_for_another_one_is_refused(admin: Desk, field: str, typed: str, says: str) -> None:
    refused = admin.post("/staff/lines", **(WARMLINE | {field: typed}))
    assert refused.status_code == 422
    assert says in soup(refused).select(".summary")[0].get_text()
    assert "None yet." in admin.get("/staff/lines").get_text()


def test_a_check_while_the_clock_was_ahead_puts_off_no_later_one(app: Flask, stopped: StoppedClock) -> None:
    email, line = hire(app, "supervisor"), next(one for one in resources().values() if not one.emergency)
    with app.app_context():
        sam = by_email(email)
        assert sam is not None
        for said in (stopped.at.date() + TEN_YEARS, stopped.at.date()):
            with writing():
                assert not record_check(line, sam, said, called=True, texted=False, answered=True)
            assert checked([line])[0].line.checked_on <= stopped.at.date()
        assert checked([line])[0].by == sam.id
