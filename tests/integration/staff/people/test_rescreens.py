"""Screening again: planned, sent out by a link, done by itself or by hand, cancelled with a reason, never forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from bs4 import Tag
from flask import Flask

from app.extensions import clock, db, writing
from app.extensions.clock import StoppedClock
from app.intake.arriving.models import Invite
from app.intake.arriving.submit import ask_for_call, send
from app.intake.people.models import Rescreen
from app.web.housekeeping import go_round
from tests.support.client_browser import somebody
from tests.support.courses import PAGE, comes, link, offered_on, person_of, undo_newest
from tests.support.desk import Desk, arrive, begin, desk_of, soup
from tests.support.engines import on_each_engine

pytestmark = pytest.mark.usefixtures("stopped")


def plan(desk: Desk, one: str, weeks: str = "2") -> int:
    return desk.post(f"{PAGE.format(one)}/rescreens", weeks=weeks).status_code


def form_of(desk: Desk, one: str, what: str) -> str:
    """Where the first open plan of a screening is acted on."""
    return str(desk.get(PAGE.format(one)).select(f"#work form[action$='/{what}'][action*='/rescreens/']")[0]["action"])


def part_of(desk: Desk, one: str) -> str:
    heading = desk.get(PAGE.format(one)).select_one("#rescreens")
    assert isinstance(heading, Tag)
    following = heading.find_next_sibling()
    return following.get_text(" ", strip=True) if isinstance(following, Tag) else ""


def listed(desk: Desk) -> list[str]:
    return [row.get_text(" ", strip=True) for row in desk.get("/staff/rescreens").select("[data-rescreen]")]


def menu(desk: Desk) -> str:
    return desk.get("/staff/shift").select("nav a[href='/staff/rescreens']")[0].get_text()


def test_it_is_planned_at_the_screening_and_listed_until_it_is_due(
    app: Flask, stopped: StoppedClock, ana: Desk
) -> None:
    one = comes(app)
    assert plan(ana, one) == 303
    assert "After 2 weeks : due by Mon 7 Dec, 17:00" in part_of(ana, one)
    assert "due by Mon 7 Dec" in listed(ana)[0]
    assert menu(ana) == "Re-screens"
    stopped.move(timedelta(days=15))
    desk = desk_of(app, "coordinator", "Cleo Marsh")
    assert menu(desk) == "Re-screens (1 overdue)"
    assert "overdue since yesterday 17:00" in listed(desk)[0]


def test_overdue_ones_come_first(app: Flask, ana: Desk) -> None:
    plan(ana, comes(app))
    plan(ana, comes(app, 30), "2")
    assert ["overdue" in row for row in listed(ana)] == [True, False]


def test_several_are_planned_at_once_and_none_of_them_twice(app: Flask, ana: Desk) -> None:
    one = comes(app)
    ana.client.post(f"{PAGE.format(one)}/rescreens", data={"csrf_token": ana.token(), "weeks": ["2", "12"]})
    assert plan(ana, one, "4") == 303
    assert plan(ana, one, "4") == 409
    assert len(listed(ana)) == 3


@pytest.mark.parametrize("weeks", ["", "3", "x"])
def test_no_other_time_than_those_offered_is_planned(app: Flask, ana: Desk, weeks: str) -> None:
    assert plan(ana, comes(app), weeks) == 422
    assert listed(ana) == []


def test_its_link_is_shown_once_and_the_answers_that_come_by_it_end_the_plan(app: Flask, ana: Desk) -> None:
    one = comes(app, contact={})
    plan(ana, one)
    made = ana.post(form_of(ana, one, "link"))
    address = soup(ana.client.get(made.headers["Location"])).select("[data-link]")[0].get_text()
    assert not ana.get("/staff/invites").select("[data-link]"), "it is shown once"
    assert "Not used yet" in listed(ana)[0]
    walker = somebody(app)
    walker.open("/i/" + address.rpartition("/")[2])
    walker.walk()
    assert listed(ana) == []
    assert "Done: answers came by its link." in part_of(ana, one)
    came = str(ana.get(PAGE.format(one)).select("#rescreens + ol a[href^='/staff/screenings/']")[0]["href"])[-32:]
    assert offered_on(ana, came) == {one}, "although neither number nor name was given"
    assert "one came by the link for the re-screen" in ana.get(PAGE.format(came)).select(".kin")[0].get_text().lower()
    assert offered_on(ana, one) == {came}, "and from the other side"


def test_who_asks_for_a_call_by_its_link_has_not_been_screened_again(app: Flask, ana: Desk) -> None:
    one = comes(app)
    plan(ana, one)
    ana.post(form_of(ana, one, "link"))
    with app.app_context(), writing():
        invite = db.session.scalars(sa.select(Invite)).one()
        draft = begin()
        draft.state.invite, invite.used_at = invite.id, clock.now()
        ask_for_call(draft, {"contact_phone": "555-0142"})
    assert "Asked for a call." in listed(ana)[0]
    assert "no answers were sent" in ana.get("/staff/invites").select("main table tbody tr")[0].get_text(" ")
    with app.app_context(), writing():
        send(draft)
    assert listed(ana) == []
    assert "Done: answers came by its link." in part_of(ana, one)


def test_a_new_link_ends_the_one_before(app: Flask, ana: Desk) -> None:
    one = comes(app)
    plan(ana, one)
    addresses = []
    for _ in range(2):
        made = ana.post(form_of(ana, one, "link"))
        addresses.append(soup(ana.client.get(made.headers["Location"])).select("[data-link]")[0].get_text())
    states = [row.get_text(" ") for row in ana.get("/staff/invites").select("main table tbody tr")]
    assert sum("Withdrawn" in state for state in states) == 1
    assert sum("Not used yet" in state for state in states) == 1
    assert addresses[0] != addresses[1]


def test_staff_say_which_screening_it_was(app: Flask, ana: Desk) -> None:
    one, later = comes(app, 14), comes(app)
    plan(ana, one)
    assert not ana.get(PAGE.format(one)).select("#work form[action$='/done'][action*='/rescreens/']")
    link(ana, later, one)
    assert ana.post(form_of(ana, one, "done"), done_as=later).status_code == 303
    assert "Done, says Ana Duarte." in part_of(ana, one)
    assert listed(ana) == []


def test_it_is_never_done_as_somebody_elses_screening_or_as_itself(app: Flask, ana: Desk) -> None:
    one, later, stranger = comes(app, 14), comes(app), arrive(app, {})
    plan(ana, one)
    link(ana, later, one)
    for wrong in (one, stranger, "", "0" * 32):
        assert ana.post(form_of(ana, one, "done"), done_as=wrong).status_code == 422
    assert len(listed(ana)) == 1


def test_it_is_cancelled_with_a_reason_that_only_its_own_page_tells(app: Flask, ana: Desk) -> None:
    one = comes(app)
    plan(ana, one)
    assert ana.post(form_of(ana, one, "cancel"), text=" ").status_code == 422
    address = form_of(ana, one, "cancel")
    assert ana.post(address, text="Moved to another town.").status_code == 303
    assert "Cancelled by Ana Duarte. Moved to another town." in part_of(ana, one)
    assert ana.post(address, text="Again.").status_code == 409
    assert plan(ana, one) == 303, "it can be planned anew"


def test_the_plan_goes_with_its_screening_when_links_change(app: Flask, ana: Desk) -> None:
    one, later = comes(app, 14), comes(app)
    plan(ana, later)
    link(ana, later, one)
    assert "After 2 weeks" in ana.get(person_of(app, one)).select("#rescreens")[0].get_text(" ")
    undo_newest(ana, one)
    assert "After 2 weeks" in part_of(ana, later)
    assert "None planned." in part_of(ana, one)


def test_a_daily_round_leaves_out_what_is_over_and_forgets_no_plan_that_is_open(app: Flask, ana: Desk) -> None:
    cancelled, still_open = comes(app, 30), comes(app, 30)
    plan(ana, cancelled), plan(ana, still_open)
    ana.post(form_of(ana, cancelled, "cancel"), text="x")
    before = menu(ana)
    with app.app_context():
        go_round()
        assert db.session.scalars(sa.select(Rescreen.screening_id).where(Rescreen.over_at.is_not(None))).all() == [
            cancelled
        ]
    assert menu(ana) == before == "Re-screens (1 overdue)"
    [row] = listed(ana)
    assert "overdue" in row


def test_nobody_sees_the_plans_of_another_site(app: Flask, ana: Desk) -> None:
    one = arrive(app, {}, site_id="other")
    other = desk_of(app, "coordinator", site_id="other")
    plan(other, one)
    assert listed(ana) == []
    assert ana.post(form_of(other, one, "cancel"), text="x").status_code == 404
    assert len(listed(other)) == 1


@on_each_engine
def test_cancelled_by_one_and_done_by_another_at_once_it_ends_one_way(app: Flask) -> None:
    ana, ben = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Ben Okafor")
    one, later = comes(app, 14), comes(app)
    link(ana, later, one)
    plan(ana, one)
    acts = [(ana, form_of(ana, one, "cancel"), {"text": "x"}), (ben, form_of(ana, one, "done"), {"done_as": later})]
    sent = [(desk.client, address, {"csrf_token": desk.token(), **form}) for desk, address, form in acts]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda form: form[0].post(form[1], data=form[2]), sent))
    assert sorted(answer.status_code for answer in answers) == [303, 409]


@on_each_engine
def test_planned_by_two_at_once_it_is_planned_once(app: Flask) -> None:
    ana, ben = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Ben Okafor")
    one = comes(app)
    sent = [(desk.client, {"csrf_token": desk.token(), "weeks": "2"}) for desk in (ana, ben)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda form: form[0].post(f"{PAGE.format(one)}/rescreens", data=form[1]), sent))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(listed(ana)) == 1
