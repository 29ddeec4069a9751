"""What people ask about their own record: it comes in sealed, waits in a list, and is answered by somebody."""

import pytest
from flask import Flask

from app import activity
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.retention.models import RightsRequest
from tests.support.client_browser import somebody
from tests.support.codes import come_back, with_code
from tests.support.courses import PAGE
from tests.support.desk import CALM, Desk, arrive, desk_of, hand_over
from tests.support.handoff import consent, hand_off
from tests.support.kept import CLOSED, closed, later, left
from tests.support.walker import Page, Walker

WORDS = "Please write to my sister, not to me."


pytestmark = pytest.mark.usefixtures("stopped")


def sent_with_code(app: Flask) -> tuple[Walker, str]:
    """Somebody who took a code and then sent."""
    walker = somebody(app)
    walker.walk(until="/s/5")
    code = with_code(walker)
    walker.open("/check")
    walker.walk()
    return walker, code


def ask(walker: Walker, **fields: str) -> Page:
    """Ask for something on the page that the code opens."""
    walker.open("/ask")
    return walker.press("ask", **fields)


def only_screening(app: Flask) -> str:
    (screening_id,) = left(app)
    return screening_id


def wait_in_list(desk: Desk) -> list[str]:
    return [row.get_text(" ", strip=True) for row in desk.get("/staff/requests").select("main tbody tr")]


def test_with_the_code_they_ask_and_see_what_waits_and_no_answer_of_theirs(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    _, code = sent_with_code(app)
    back = come_back(app, code)
    assert back.seen[-1].path == "/received"
    page = back.open("/ask")
    assert page.path == "/ask"
    assert not page.soup.select("[name=continue]")
    assert page.soup.select("a[href='tel:988']")
    again = ask(back, wish="deletion", wish_words=WORDS)
    assert (again.status, again.path) == (200, "/ask")
    assert "To have it deleted" in again.soup.select("ul.plain")[0].get_text()
    assert WORDS not in again.html
    case = PAGE.format(only_screening(app))
    assert "deleted" in wait_in_list(ana)[0]
    assert "Requests (1 waiting)" in ana.get("/staff/queue").get_text()
    assert "The person asks for something" in ana.get(case).get_text()
    keeping = ana.get(f"{case}/keeping")
    assert WORDS in keeping.get_text()
    assert "No federal law gives a right" in keeping.get_text()


def test_the_words_are_sealed_and_no_log_has_them(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    walker, _ = sent_with_code(app)
    ask(walker, wish="copy", wish_words=WORDS)
    with app.app_context():
        row = db.session.query(RightsRequest).one()
        assert b"sister" not in row.sealed
        (made,) = [entry for entry in activity.latest(9) if entry.action == "request.made"]
        assert (made.actor_id, made.detail) == (None, {"kind": "copy"})


def test_the_same_asked_twice_waits_once(app: Flask, ana: Desk) -> None:
    walker, _ = sent_with_code(app)
    for _ in range(3):
        ask(walker, wish="copy")
    ask(walker, wish="correction")
    assert len(wait_in_list(ana)) == 2


def test_nothing_chosen_and_too_much_written_come_back_as_they_were_typed(app: Flask, ana: Desk) -> None:
    walker, _ = sent_with_code(app)
    for fields in ({"wish_words": WORDS}, {"wish": "copy", "wish_words": "x" * 1001}):
        page = ask(walker, **fields)
        assert (page.status, page.path) == (422, "/ask")
        assert fields["wish_words"] in page.html
        assert page.soup.title is not None
        assert page.soup.title.get_text().startswith("Error: ")
    assert wait_in_list(ana) == []


def test_who_has_not_sent_or_uses_a_device_of_the_centre_is_led_elsewhere(app: Flask, ana: Desk) -> None:
    midway = somebody(app)
    midway.walk(until="/s/5")
    assert midway.open("/ask").path != "/ask"
    assert not somebody(app).open("/ask").soup.select("button[name=ask]")
    device = somebody(app)
    device.open("/kiosk")
    device.go_on(pin=hand_over(ana))
    assert not device.walk().soup.select("a[href='/ask']")
    assert device.open("/ask").path == "/received"


def test_staff_write_down_what_came_another_way_and_answer_it(app: Flask, ana: Desk, sam: Desk) -> None:
    case = PAGE.format(arrive(app, CALM))
    assert ana.post(f"{case}/requests", kind="copy", text="By phone, knew the reference.").status_code == 303
    assert ana.post(f"{case}/requests", kind="copy", text="Once more.").status_code == 409
    assert ana.post(f"{case}/requests", kind="", text="").status_code == 422
    (answer,) = [str(form["action"]) for form in sam.get(f"{case}/keeping").select("form[action$='/answer']")]
    assert sam.post(answer, answer="done").status_code == 422, "a reason belongs to it"
    assert sam.post(answer, answer="done", text="Handed over in person.").status_code == 303
    assert sam.post(answer, answer="done", text="Handed over in person.").status_code == 409
    assert "Done by Sam Reyes" in ana.get(f"{case}/keeping").get_text()
    assert wait_in_list(ana) == []


def deletion_of(app: Flask, ana: Desk, screening_id: str) -> str:
    """Ask for it. Returns where it is done."""
    case = PAGE.format(screening_id)
    assert ana.post(f"{case}/requests", kind="deletion", text="By letter.").status_code == 303
    with app.app_context():
        request = db.session.query(RightsRequest).filter_by(screening_id=screening_id).one()
    return f"{case}/requests/{request.id}/delete"


def test_a_supervisor_deletes_it_and_it_is_gone_with_the_request(app: Flask, ana: Desk, sam: Desk) -> None:
    gone, stays = closed(app, ana), closed(app, ana)
    address = deletion_of(app, ana, gone)
    assert ana.post(address).status_code == 403
    done = sam.post(address)
    assert (done.status_code, done.headers["Location"]) == (303, "/staff/requests?deleted=yes")
    assert left(app) == {stays}
    assert sam.get(PAGE.format(gone), 404)
    with app.app_context():
        (row,) = [entry for entry in activity.latest(20) if entry.action == "screening.purged"]
        assert (row.subject_id, row.detail) == (gone, {"method": "request"})


def test_nobody_alone_writes_down_that_it_shall_go_and_lets_it_go(app: Flask, ana: Desk, sam: Desk) -> None:
    screening_id = closed(app, ana)
    address = deletion_of(app, sam, screening_id)
    page = sam.get(f"{PAGE.format(screening_id)}/keeping")
    assert not page.select("form[action$='/delete']")
    assert "Somebody else has to delete it." in page.get_text()
    assert sam.post(address).status_code == 409
    assert left(app) == {screening_id}
    assert desk_of(app, "supervisor").post(address).status_code == 303
    assert left(app) == set()


def test_what_must_be_kept_is_not_deleted_and_the_page_says_why(app: Flask, ana: Desk, sam: Desk) -> None:
    waiting, held, handed = arrive(app, CALM), closed(app, ana), closed(app, ana)
    sam.post(f"{PAGE.format(held)}/holds", text="A subpoena.")
    hand_off(ana, PAGE.format(handed), consent(ana, PAGE.format(handed)))
    for screening_id, why in (
        (waiting, "Close the screening first"),
        (held, "A legal hold keeps it."),
        (handed, "It was handed on within six years"),
    ):
        refused = sam.post(deletion_of(app, ana, screening_id))
        assert refused.status_code == 409
        assert why in refused.text
        assert not sam.get(f"{PAGE.format(screening_id)}/keeping").select("form[action$='/delete']")
    assert left(app) == {waiting, held, handed}


def test_after_six_years_the_account_of_disclosures_keeps_nothing_any_more(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    handed = closed(app, ana)
    hand_off(ana, PAGE.format(handed), consent(ana, PAGE.format(handed)))
    address = deletion_of(app, ana, handed)
    later(stopped, 6 * 365.25 + 1)
    assert desk_of(app, "supervisor").post(address).status_code == 303
    assert left(app) == set()


def test_once_it_is_deleted_the_code_opens_nothing(app: Flask, ana: Desk, sam: Desk) -> None:
    _, code = sent_with_code(app)
    screening_id = only_screening(app)
    ana.post(f"{PAGE.format(screening_id)}/close", **CLOSED)
    assert sam.post(deletion_of(app, ana, screening_id)).status_code == 303
    assert come_back(app, code).seen[-1].status == 422


def test_no_answer_says_that_it_was_deleted_while_it_was_not(app: Flask, ana: Desk) -> None:
    deletion = deletion_of(app, ana, closed(app, ana))
    refused = ana.post(deletion.replace("/delete", "/answer"), answer="done", text="Gone.")
    assert refused.status_code == 409
