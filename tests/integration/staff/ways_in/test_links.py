"""Links for people to begin with: shown once, known again by a label, followed until answers come, taken back."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app import activity
from app.extensions.clock import StoppedClock
from tests.support.client_browser import somebody
from tests.support.desk import Desk, desk_of
from tests.support.links import LINKS, make, path_on
from tests.support.walker import Walker, path_of

# What nobody may read on a lock screen, on a slip of paper or over a shoulder, in either language.
TELLING = re.compile(
    r"alcohol|drink|drug|substance|use of|addict|sober|recover|rehab|clinic|center|hospital|health|mental|mood|stress|"
    r"depress|anxi|suicid|crisis|screen|question|assess|test|treat|therap|patient|diagnos|988|"
    r"bebi|droga|sustancia|adicc|sobri|clínica|centro|salud|ánimo|estrés|depresi|ansie|tamiza|cuestionario|pregunta|"
    r"evalua|prueba|tratam|terap|paciente",
    re.IGNORECASE,
)


pytestmark = pytest.mark.usefixtures("stopped")  # it is noon


def make_sheet(desk: Desk, count: str = "3") -> BeautifulSoup:
    """Make a sheet. Returns it."""
    assert desk.post(f"{LINKS}/sheet", label="Front desk", days="14", count=count).status_code == 303
    return desk.get(f"{LINKS}/sheet")


def states(desk: Desk) -> dict[str, str]:
    """What the list says of each link, by label."""
    rows = [row.select("th, td") for row in desk.get(LINKS).select("tbody tr")]
    return {row[0].get_text(strip=True): row[2].get_text(strip=True) for row in rows}


def visitor(app: Flask, path: str) -> Walker:
    """Somebody who follows a link."""
    walker = somebody(app)
    walker.open(path)
    return walker


def test_a_link_is_shown_once_as_address_picture_and_text_in_both_languages(ana: Desk) -> None:
    page = make(ana)
    address = page.select("[data-link]")[0].get_text()
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/i/[\w-]{43}", address)
    assert page.select(".qr svg path")
    texts = {str(area["lang"]): area.get_text() for area in page.select("textarea[readonly]")}
    assert texts.keys() == {"en", "es"}
    assert all(address in text for text in texts.values())
    assert "until December 7" in texts["en"]
    assert "hasta el 7 de diciembre" in texts["es"]
    assert not ana.get(LINKS).select("[data-link]")


def test_the_picture_needs_no_style_of_its_own_and_is_dark_on_white_in_any_colours(ana: Desk) -> None:
    picture = make(ana).select(".qr svg")[0]
    assert not [tag for tag in [picture, *picture.select("*")] if tag.has_attr("style")]
    assert picture.select("path[fill='#fff']")


def test_the_list_follows_a_link_until_answers_come_and_leads_to_them(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    walker = visitor(app, path_on(make(ana)))
    assert states(ana) == {"chart 1207": "Not used yet. It works until Mon 7 Dec, 12:00."}
    walker.walk(until="/s/3")
    assert states(ana) == {"chart 1207": "Begun today 12:00. Nothing has come yet."}
    reference = walker.walk().soup.select("[data-reference]")[0].get_text()
    assert states(ana) == {"chart 1207": "Answers came. Begun today 12:00."}
    screening = ana.get(LINKS).select("tbody a")[0]
    assert reference in ana.get(str(screening["href"])).get_text()


def test_a_link_that_nobody_used_says_when_it_ran_out(ana: Desk, app: Flask, stopped: StoppedClock) -> None:
    make(ana, days="1")
    stopped.move(timedelta(days=1))
    assert states(desk_of(app, "clinician")) == {"chart 1207": "Ran out today 12:00, not used."}


def test_a_link_that_was_withdrawn_begins_nothing(app: Flask, ana: Desk) -> None:
    path = path_on(make(ana))
    form = ana.get(LINKS).select("tbody form")[0]
    for _ in range(2):
        assert ana.post(str(form["action"])).status_code == 303
    assert states(ana) == {"chart 1207": "Withdrawn today 12:00, not used."}
    assert visitor(app, path).seen[-1].status == 410
    assert not ana.get(LINKS).select("tbody form")


def test_a_link_that_was_used_meanwhile_is_not_withdrawn(app: Flask, ana: Desk) -> None:
    path = path_on(make(ana))
    form = ana.get(LINKS).select("tbody form")[0]
    visitor(app, path).go_on()
    ana.post(str(form["action"]))
    assert states(ana) == {"chart 1207": "Begun today 12:00. Nothing has come yet."}


def test_another_site_sees_no_link_and_withdraws_none(app: Flask, ana: Desk) -> None:
    make(ana)
    action = str(ana.get(LINKS).select("tbody form")[0]["action"])
    other = desk_of(app, "supervisor", site_id="other")
    assert states(other) == {}
    unknown = re.sub("[0-9a-f]{32}", "0" * 32, action)
    assert other.post(action).status_code == other.post(unknown).status_code == 404
    assert "Not used yet" in states(ana)["chart 1207"]


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("label", "x" * 61, "at most 60"),
        ("days", "0", "from 1 to 90"),
        ("days", "91", "from 1 to 90"),
        ("days", "", "from 1 to 90"),
        ("days", "²", "from 1 to 90"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    ana: Desk, field: str, typed: str, problem: str
) -> None:
    response = ana.post(LINKS, **{"label": "chart 7", "days": "3", field: typed})
    assert response.status_code == 422
    page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    assert problem in page.select(f"#link-{field}-error")[0].get_text()
    assert page.select(f"#link-{field}")[0]["value"] == typed
    assert states(ana) == {}


@pytest.mark.parametrize("count", ["0", "31", "many"])
def test_a_sheet_holds_one_to_thirty_links(ana: Desk, count: str) -> None:
    response = ana.post(f"{LINKS}/sheet", label="", days="14", count=count)
    assert response.status_code == 422
    assert "from 1 to 30" in response.get_data(as_text=True)


def test_a_sheet_has_a_link_for_each_person_and_is_there_once(app: Flask, ana: Desk) -> None:
    page = make_sheet(ana)
    addresses = [code.get_text() for code in page.select(".slips code")]
    assert len(set(addresses)) == len(page.select(".slips svg")) == 3
    assert sorted(states(ana)) == ["Front desk 1/3", "Front desk 2/3", "Front desk 3/3"]
    for address in addresses:
        assert visitor(app, path_of(address)).go_on().path == "/consent"
    assert "not here any more" in ana.get(f"{LINKS}/sheet", 410).get_text()


def test_what_goes_out_with_a_link_tells_nobody_what_it_is_for(ana: Desk) -> None:
    page, sheet = make(ana), make_sheet(ana)
    said = [area.get_text() for area in page.select("textarea[readonly]")]
    said += [slip.get_text(" ") for slip in sheet.select(".slips li")]
    assert len(said) == 5
    for text in said:
        words = re.sub(r"http\S+", "", text)
        assert not TELLING.search(words), words


def test_the_label_stands_on_no_slip(ana: Desk) -> None:
    assert "Front desk" not in make_sheet(ana).get_text()


def test_what_was_done_is_in_the_log_without_the_label(app: Flask, ana: Desk) -> None:
    make(ana)
    ana.post(str(ana.get(LINKS).select("tbody form")[0]["action"]))
    with app.app_context():
        rows = [row for row in reversed(activity.latest(20)) if row.action.startswith("invite")]
        assert [row.action for row in rows] == ["invite.made", "invites.read", "invites.read", "invite.withdrawn"]
        assert {str(row.detail) for row in rows} == {"{}", "{'rows': 1}"}
    log = desk_of(app, "auditor").get("/staff/activity").get_text(" ", strip=True)
    assert "Withdrew a link" in log
    assert "1207" not in log


def test_a_link_from_a_clock_that_was_ahead_is_over_once_it_is_set_back(app: Flask, stopped: StoppedClock) -> None:
    stopped.move(timedelta(days=3650))
    path = path_on(make(desk_of(app, "coordinator"), label="A. from Oak St"))
    stopped.move(timedelta(days=-3650))
    assert visitor(app, path).seen[-1].status == 410
    assert states(desk_of(app, "coordinator"))["A. from Oak St"].startswith("Ran out")
