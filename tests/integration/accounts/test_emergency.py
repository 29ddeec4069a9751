"""Two people at three in the morning: one whose phone is dead, one who lets them in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.extensions.clock import StoppedClock
from tests.support.desk import ACUTE, CODE, CONTACT, Desk, arrive, desk_of, halfway_in, hire, sign_in, soup
from tests.support.emergency import EMERGENCIES, LET_IN, PASS, come_in, pass_for
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox, open_mailbox
from tests.support.sites import second_site
from tests.support.telling import go, set_up

pytestmark = pytest.mark.usefixtures("stopped")


@pytest.fixture
def dana(app: Flask) -> str:
    """A clinician whose phone is dead."""
    return hire(app, "clinician", "Dana Night")


@pytest.fixture
def ana(app: Flask) -> Desk:
    """A colleague who is signed in."""
    return desk_of(app, "coordinator", "Ana Duarte")


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        yield mailbox


def trail(app: Flask, *actions: str) -> list[activity.Activity]:
    with app.app_context():
        return list(reversed(activity.latest(50, activity.Activity.action.in_(actions))))


@on_each_engine
def test_somebody_without_their_phone_works_on_screenings_within_a_few_clicks(app: Flask, ana: Desk, dana: str) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    away = halfway_in(app, dana)
    (way,) = away.get("/staff/sign-in/code").select("details a")
    assert away.get(str(way["href"])).select("input[name=letters]")
    letters = pass_for(app, ana, dana)
    assert away.client.post(PASS, data={"letters": letters.lower().replace("-", " ")}).status_code == 303
    assert CONTACT["contact_name"] in away.get(case).get_text()
    assert away.post(f"{case}/claim").status_code == 303
    granted, used, read = trail(app, "emergency.granted", "emergency.used", "screening.read")[:3]
    assert (granted.actor_role, granted.detail) == ("coordinator", {"method": "broken"})
    assert used.subject_id == granted.subject_id
    assert (read.actor_id, read.session_mark) == (used.actor_id, used.session_mark)


def test_an_hour_later_they_are_out_whatever_they_did_meanwhile(
    app: Flask, stopped: StoppedClock, ana: Desk, dana: str
) -> None:
    inside = come_in(app, ana, dana)
    for _pause in range(5):
        stopped.move(timedelta(minutes=11, seconds=59))
        assert "let you in until" in inside.get("/staff/queue").get_text()
    stopped.move(timedelta(seconds=5))
    assert "sign-in" in inside.client.get("/staff/queue").headers["Location"]


@pytest.mark.parametrize("late", [timedelta(minutes=10, seconds=1), timedelta(days=-1)])
def test_a_pass_works_for_ten_minutes_and_never_before_it_was_made(
    app: Flask, stopped: StoppedClock, ana: Desk, dana: str, late: timedelta
) -> None:
    letters = pass_for(app, ana, dana)
    stopped.move(late)
    assert halfway_in(app, dana).client.post(PASS, data={"letters": letters}).status_code == 401


def test_a_pass_opens_one_account_once_and_a_newer_one_takes_its_place(app: Flask, ana: Desk, dana: str) -> None:
    older, newer = pass_for(app, ana, dana), pass_for(app, ana, dana)
    ben = halfway_in(app, hire(app, "clinician", "Ben Okafor"))
    assert ben.client.post(PASS, data={"letters": newer}).status_code == 401
    for letters, status in ((older, 401), (newer, 303), (newer, 401)):
        assert halfway_in(app, dana).client.post(PASS, data={"letters": letters}).status_code == status
    assert [row.detail for row in trail(app, "signin.failed")] == [{"method": "pass"}] * 3


def test_whoever_has_somebodys_password_and_guesses_does_not_keep_their_pass_from_opening(
    app: Flask, ana: Desk, dana: str
) -> None:
    letters, thief, away = pass_for(app, ana, dana), halfway_in(app, dana), halfway_in(app, dana)
    for _try in range(6):
        assert thief.client.post(PASS, data={"letters": "AAAA-AAAA-AAAA-AAAA"}).status_code == 401
        assert thief.client.post(CODE, data={"otp": "000000"}).status_code == 401
    assert away.client.post(PASS, data={"letters": letters}).status_code == 303


def test_whoever_is_in_by_a_pass_changes_no_account_and_lets_nobody_in(app: Flask, ana: Desk, dana: str) -> None:
    inside = come_in(app, ana, dana)
    assert inside.post("/staff/account/authenticator").status_code == 401
    assert inside.post(LET_IN, colleague="0" * 32, reason="lost").status_code == 401
    assert soup(inside.client.get(LET_IN)).select("form")


@pytest.mark.parametrize("role", ["admin", "auditor"])
def test_only_those_who_work_on_screenings_here_are_let_in(app: Flask, ana: Desk, role: str) -> None:
    hire(app, role, "Not Clinical")
    hire(app, "clinician", "Hilda Hill", second_site(app).id)
    names = [option.get_text() for option in ana.get(LET_IN).select("option[value]:not([value=''])")]
    assert names == []
    dana = hire(app, "clinician", "Dana Night")
    assert [one.get_text() for one in ana.get(LET_IN).select("option:not([value=''])")] == ["Dana Night"]
    assert dana


def test_supervisors_and_auditors_are_told_at_once_and_not_what_it_is(
    app: Flask, mailbox: Mailbox, ana: Desk, dana: str
) -> None:
    told = [hire(app, role) for role in ("supervisor", "auditor")]
    for silent in ("admin", "coordinator"):
        hire(app, silent)
    letters = pass_for(app, ana, dana)
    go(app)
    assert mailbox.letters == []
    halfway_in(app, dana).client.post(PASS, data={"letters": letters})
    go(app)
    assert sorted(str(letter["To"]) for letter in mailbox.letters) == sorted(told)
    said = mailbox.letters[0].get_content().lower()
    assert "/staff/" in said
    assert not [word for word in ("dana", "ana duarte", "emergency", "pass", "hour") if word in said]


def test_it_stays_on_the_pages_of_those_who_look_until_one_who_was_not_part_of_it_has(
    app: Flask, ana: Desk, dana: str
) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    sam = hire(app, "supervisor", "Sam Reyes")
    inside = come_in(app, sign_in(app, sam), dana)
    inside.get(case)
    part_of_it, auditor = sign_in(app, sam), desk_of(app, "auditor", "Au Ditor")
    assert "Somebody else than the two of you" in part_of_it.get(EMERGENCIES).get_text()
    page = auditor.get(EMERGENCIES)
    assert "1 emergency access to look at" in auditor.get("/staff/account").get_text()
    assert "1 emergency access" not in ana.get("/staff/account").get_text()
    text = page.get_text(" ", strip=True)
    assert [sign for sign in ("Dana Night", "Sam Reyes", "battery", "Read") if sign not in text] == []
    assert CONTACT["contact_name"] not in text
    act = str(page.select("form[action*='/emergencies/']")[0]["action"])
    assert part_of_it.post(act, verdict="needed", text="I was there.").status_code == 409
    assert auditor.post(act, verdict="needed", text=" ").status_code == 422
    assert auditor.post(act, verdict="needed", text="I called Dana.").status_code == 303
    assert auditor.post(act, verdict="not_needed", text="Or not?").status_code == 409
    assert "I called Dana." in part_of_it.get(EMERGENCIES).get_text()
    assert "emergency access to look at" not in auditor.get("/staff/account").get_text()
    assert [row.detail for row in trail(app, "emergency.reviewed")] == [{"outcome": "needed"}]
