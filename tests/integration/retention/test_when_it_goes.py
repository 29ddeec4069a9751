"""When a screening goes: after its time, unless something holds it; and never by a clock that jumped."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.retention import run as runs
from app.retention.due import ids_of
from app.web.housekeeping import go_round
from tests.support.courses import PAGE, link
from tests.support.desk import CALM, CONTACT, Desk, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.handoff import consent, hand_off
from tests.support.kept import CLOSED, REASON, closed, later, left

HALF_A_YEAR, TEN_YEARS = 181, 3654


@pytest.fixture
def ana(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def sam(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "supervisor")


def night(app: Flask, stopped: StoppedClock, days: float) -> None:
    """So many days go by, and then comes a night."""
    later(stopped, days)
    with app.app_context():
        runs.run()


@on_each_engine
def test_what_was_closed_goes_after_its_time_and_not_a_day_before(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    old = closed(app, ana)
    night(app, stopped, 179.9)
    assert left(app) == {old}
    new, still_open = closed(app, desk_of(app, "coordinator")), arrive(app, CALM)
    night(app, stopped, 0.2)
    assert left(app) == {new, still_open}


def test_nobody_deletes_what_is_open_however_old(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    waiting = arrive(app, CALM)
    night(app, stopped, TEN_YEARS)
    assert left(app) == {waiting}


def test_what_was_handed_on_stays_for_years_from_its_last_copy(app: Flask, stopped: StoppedClock) -> None:
    ana = desk_of(app, "coordinator")
    handed = closed(app, ana)
    night(app, stopped, 170)
    ana = desk_of(app, "coordinator")
    hand_off(ana, PAGE.format(handed), consent(ana, PAGE.format(handed)))
    night(app, stopped, TEN_YEARS - 10)
    assert left(app) == {handed}
    night(app, stopped, 20)
    assert left(app) == set()


def test_whoever_was_admitted_is_kept_as_a_patient(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    admitted = closed(app, ana, outcome="admitted")
    night(app, stopped, HALF_A_YEAR)
    assert left(app) == {admitted}
    night(app, stopped, TEN_YEARS)
    assert left(app) == set()


def test_a_hold_keeps_it_until_it_ends(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    held = closed(app, ana)
    desk_of(app, "supervisor").post(f"{PAGE.format(held)}/holds", text="A subpoena.")
    night(app, stopped, HALF_A_YEAR)
    assert left(app) == {held}
    sam = desk_of(app, "supervisor")
    assert "A subpoena." in sam.get(f"{PAGE.format(held)}/keeping").get_text()
    assert "A legal hold keeps this screening." in sam.get(PAGE.format(held)).get_text()
    end = str(sam.get(f"{PAGE.format(held)}/keeping").select("form[action$='/end']")[0]["action"])
    assert sam.post(end, text="It is settled.").status_code == 303
    assert sam.post(end, text="It is settled.").status_code == 409
    night(app, stopped, 0)
    assert left(app) == set()


@on_each_engine
def test_a_hold_on_a_person_keeps_every_screening_that_is_linked_later_too(
    app: Flask, ana: Desk, sam: Desk, stopped: StoppedClock
) -> None:
    held, other, nobodys = closed(app, ana), closed(app, ana), closed(app, ana)
    sam.post(f"{PAGE.format(held)}/holds", text=REASON, whole_person="yes")
    assert link(ana, held, other) == 303
    night(app, stopped, HALF_A_YEAR)
    assert left(app) == {held, other}
    assert nobodys not in left(app)


def test_what_somebody_still_has_to_do_keeps_it(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    planned = closed(app, ana)
    ana.post(f"{PAGE.format(planned)}/rescreens", weeks="12")
    unseen = arrive(app, CALM, CONTACT)
    ana.post(f"{PAGE.format(unseen)}/level", level="imminent", text=REASON)
    alone = {"alone_because": REASON, "assessment": "Safe now."}
    assert ana.post(f"{PAGE.format(unseen)}/close", **CLOSED, **alone).status_code == 303
    night(app, stopped, HALF_A_YEAR)
    assert left(app) == {planned, unseen}


def test_what_cannot_be_opened_stays_and_the_command_says_so(
    app: Flask, ana: Desk, run: FlaskCliRunner, stopped: StoppedClock
) -> None:
    broken = closed(app, ana)
    with app.app_context(), writing():
        db.session.execute(sa.text("UPDATE closures SET sealed = 'x'"))
    later(stopped, HALF_A_YEAR)
    result = run.invoke(args=["retention", "run"])
    assert result.exit_code == 1
    assert "1 unreadable" in result.stdout
    assert left(app) == {broken}


def test_a_dry_run_counts_by_site_names_nobody_and_deletes_nothing(
    app: Flask, ana: Desk, sam: Desk, run: FlaskCliRunner, stopped: StoppedClock
) -> None:
    going, held = closed(app, ana), closed(app, ana)
    admitted = closed(app, ana, outcome="admitted")
    sam.post(f"{PAGE.format(held)}/holds", text=REASON)
    later(stopped, HALF_A_YEAR)
    result = run.invoke(args=["retention", "run", "--dry-run"])
    assert result.exit_code == 0
    assert result.stdout == (
        "site default: screenings closed for 180 days: 1 would go, 1 held or with something to do,"
        " 1 handed on or admitted, 0 unreadable, 0 failed (kept for 10 years)\n"
    )
    assert left(app) == {going, held, admitted}
    assert "180 days: 1 deleted, 1 held" in run.invoke(args=["retention", "run"]).stdout
    assert left(app) == {held, admitted}


@pytest.fixture
def ran(app: Flask, ana: Desk, stopped: StoppedClock) -> str:
    """A server that runs, day by day, until something is nearly old enough."""
    old = closed(app, ana)
    with app.app_context():
        for _ in range(181):
            later(stopped, 0.99)
            with writing():
                runs.look_at_clock()
    assert left(app) == {old}
    return old


@pytest.mark.parametrize("jump", [timedelta(days=3650), timedelta(days=2)])
def test_a_clock_that_jumped_deletes_nothing_until_somebody_says_that_it_is_right(
    app: Flask, ran: str, run: FlaskCliRunner, stopped: StoppedClock, jump: timedelta
) -> None:
    stopped.move(jump)
    with app.app_context():
        go_round()
    refused = run.invoke(args=["retention", "run"])
    assert refused.exit_code == 1
    assert "nothing was deleted: the clock was last seen at" in refused.output
    assert "nothing was deleted: the clock was last seen at" in run.invoke(args=["doctor"]).output
    assert left(app) == {ran}
    assert run.invoke(args=["retention", "run", "--clock-is-right"]).exit_code == 0
    assert left(app) == set()


def test_a_clock_that_comes_back_is_no_jump(app: Flask, ran: str, stopped: StoppedClock) -> None:
    stopped.move(timedelta(days=3650))
    with app.app_context():
        go_round()
        stopped.move(timedelta(days=-3650))
        go_round()
        assert runs.stands_still() == ""
        stopped.move(timedelta(hours=-1))
        runs.look_at_clock()
        assert runs.stands_still() == ""


def test_the_server_does_it_once_a_day_by_itself(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    with app.app_context():
        assert [runs.claim_day(), runs.claim_day()] == [True, False]
        later(stopped, 0.6)
        assert not runs.claim_day()
        later(stopped, 0.6)
        assert runs.claim_day()


def test_a_server_that_only_people_reach_leaves_it_to_the_other_one(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    old = closed(app, ana)
    later(stopped, HALF_A_YEAR)
    whole = app.extensions["braid.settings"]
    for surface, kept in (("patient", {old}), ("staff", set[str]())):
        app.extensions["braid.settings"] = replace(whole, surface=surface)
        with app.app_context():
            go_round()
        assert left(app) == kept


def test_a_hold_that_is_set_between_listing_and_deleting_still_counts(
    app: Flask, ana: Desk, sam: Desk, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = closed(app, ana)
    later(stopped, HALF_A_YEAR)
    sam = desk_of(app, "supervisor")
    listed = ids_of

    def list_and_hold(*which: sa.ColumnElement[bool]) -> list[str]:
        found = listed(*which)
        db.session.rollback()
        if f"{PAGE.format(held)}" not in said:
            said.append(PAGE.format(held))
            sam.post(f"{PAGE.format(held)}/holds", text=REASON)
        return found

    said: list[str] = []
    monkeypatch.setattr(runs, "ids_of", list_and_hold)
    with app.app_context():
        runs.run()
    assert left(app) == {held}


def test_what_was_closed_while_the_clock_was_behind_is_kept_for_as_long_as_anything(
    app: Flask, stopped: StoppedClock
) -> None:
    case = arrive(app, CALM)
    stopped.move(timedelta(days=-3650))
    desk_of(app, "coordinator").post(PAGE.format(case) + "/close", **CLOSED)
    stopped.move(timedelta(days=3650))
    night(app, stopped, 1)
    assert left(app) == {case}
    night(app, stopped, HALF_A_YEAR)
    assert left(app) == set()


def test_a_run_of_a_clock_that_was_ahead_puts_off_none_once_it_is_said_to_be_right(
    app: Flask, run: FlaskCliRunner, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(days=3650))
    with app.app_context():
        assert runs.claim_day()
        stopped.move(timedelta(days=-3650))
        assert run.invoke(args=["retention", "run", "--clock-is-right"]).exit_code == 0
        assert "nothing was deleted for two days" in runs.stands_still()
        assert runs.claim_day()
