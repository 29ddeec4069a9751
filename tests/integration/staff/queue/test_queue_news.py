"""New arrivals announce themselves beside the rows, and single keys can be turned off."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from app.extensions import clock, db, writing
from app.extensions.clock import StoppedClock
from app.intake.models import Screening
from tests.support.desk import ACUTE, CALM, Desk, arrive, begin, call_then, desk_of
from tests.support.engines import on_each_engine


def asking(desk: Desk, path: str = "/staff/queue") -> str:
    return str(desk.get(path).select("[data-news]")[0]["data-news"])


def said(desk: Desk, address: str) -> str:
    response = desk.client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "text/plain"
    return response.get_data(as_text=True)


@on_each_engine
def test_a_page_hears_of_those_who_came_after_it_and_of_nobody_else(app: Flask, ana: Desk) -> None:
    arrive(app, CALM)
    arrive(app, CALM, ago=timedelta(days=1))
    address = asking(ana, "/staff/queue?tab=mine")
    assert said(ana, address) == ""
    arrive(app, ACUTE)
    call_then(app, CALM, None)
    arrive(app, ACUTE, site_id="other")
    assert said(ana, address) == "2 new. Imminent: 1."
    assert said(ana, asking(ana)) == ""


def test_of_those_who_came_the_most_pressing_are_told(app: Flask, ana: Desk) -> None:
    arrive(app, ACUTE)
    address = asking(ana)
    arrive(app, CALM)
    assert said(ana, address) == "1 new. Routine: 1.", "the imminent one stands on the page already"
    arrive(app, ACUTE)
    arrive(app, ACUTE)
    assert said(ana, address) == "3 new. Imminent: 2."


def test_a_level_changed_by_hand_is_no_arrival(app: Flask, ana: Desk) -> None:
    calm = arrive(app, CALM)
    address = asking(ana)
    assert ana.post(f"/staff/screenings/{calm}/level", level="urgent", text="They called.").status_code == 303
    assert said(ana, address) == ""


def test_who_sends_again_after_being_closed_is_news(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    arrive(app, CALM)
    with app.app_context(), writing():
        db.session.execute(sa.update(Screening).values(status="closed", closed_at=clock.now()))
    stopped.move(timedelta(hours=1))
    ana = desk_of(app, "coordinator")
    address = asking(ana)
    with app.app_context(), writing():
        again = {"status": "waiting", "closed_at": None, "sent_at": clock.now()}
        db.session.execute(sa.update(Screening).values(**again))
    assert said(ana, address) == "1 new. Routine: 1."


def test_the_line_is_there_before_there_is_news_and_leads_to_the_queue(ana: Desk) -> None:
    news = ana.get("/staff/queue").select("[data-news]")[0]
    assert news["role"] == "status"
    assert news.select("p[hidden] a[href='/staff/queue']")[0].get_text() == "Show them"


def test_a_strange_question_is_answered_and_never_an_error(ana: Desk) -> None:
    for query in ("", "?since=x&urgent=-1", f"?since={'9' * 10}&urgent={'9' * 6}", f"?since={'9' * 40}"):
        assert said(ana, f"/staff/queue/news{query}") == "", query


def test_asking_keeps_nobody_signed_in(app: Flask, stopped: StoppedClock) -> None:
    desk = desk_of(app, "coordinator")
    address = asking(desk)
    for _ in range(4):
        stopped.move(timedelta(minutes=4))
        desk.client.get(address)
    assert desk.client.get("/staff/queue").status_code == 303


def test_single_keys_are_on_until_they_are_turned_off_and_the_view_stays(app: Flask, ana: Desk) -> None:
    dialog = ana.get("/staff/queue?tab=mine").select("dialog#keys")[0]
    assert "data-on" in dialog.attrs
    form = dialog.select("form[method=post]")[0]
    off = ana.post(str(form["action"]), keys="off")
    assert off.headers["Location"] == "/staff/queue?tab=mine"
    assert "HttpOnly" in off.headers["Set-Cookie"]
    dialog = ana.get("/staff/queue").select("dialog#keys")[0]
    assert "data-on" not in dialog.attrs
    ana.post(str(dialog.select("form[method=post]")[0]["action"]), keys="on")
    assert "data-on" in ana.get("/staff/queue").select("dialog#keys")[0].attrs


def test_a_draft_is_no_news(app: Flask, ana: Desk) -> None:
    address = asking(ana)
    with app.app_context(), writing():
        begin()
    assert said(ana, address) == ""
