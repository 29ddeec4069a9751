"""Finding a screening by reference, name or number, although both are sealed and neither stands in an address."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.extensions import clock, db, writing
from app.intake.arriving.models import SearchMark
from app.intake.arriving.submit import ask_for_call, send
from app.intake.models import Screening
from tests.support.desk import ACUTE, CALM, Desk, answer_all, arrive, begin, desk_of, soup
from tests.support.engines import on_each_engine

MARY = {
    "contact_name": "Mary-Ann O\u2019Brien",
    "contact_alias": "Zoë",
    "contact_phone": "+1 (212) 555-0142",
    "contact_call": "yes",
}


def found(desk: Desk, words: str) -> list[str]:
    response = desk.post("/staff/search", words=words)
    assert response.status_code == 200
    return [str(row["data-reference"]) for row in soup(response).select("[data-reference]")]


def reference_of(app: Flask, screening_id: str) -> str:
    with app.app_context():
        return db.session.get_one(Screening, screening_id).reference


@on_each_engine
@pytest.mark.parametrize("typed", ["mary ann o'brien", "MARYANN OBRIEN", "obrien", "O'Brien, Mary", "zoe", "ZOË"])
def test_a_name_is_found_by_its_words_without_regard_to_case_accents_and_hyphens(
    app: Flask, ana: Desk, typed: str
) -> None:
    mary = arrive(app, CALM, MARY)
    arrive(app, CALM, {"contact_name": "Robin", "contact_phone": "555-0199"})
    assert found(ana, typed) == [reference_of(app, mary)]


@pytest.mark.parametrize("typed", ["5550142", "212 555 0142", "(212) 555-0142", "+12125550142", "555-0142"])
def test_a_number_is_found_with_and_without_its_area_code(app: Flask, ana: Desk, typed: str) -> None:
    mary = arrive(app, CALM, MARY)
    assert found(ana, typed) == [reference_of(app, mary)]


@pytest.mark.parametrize("typed", ["mary smith", "555 0143", "42", "mar", "brien", "'", "🙂", "KX7M-4HRT-9"])
def test_what_is_not_all_there_finds_nothing(app: Flask, ana: Desk, typed: str) -> None:
    arrive(app, CALM, MARY)
    assert found(ana, typed) == []


def test_a_reference_is_found_however_it_is_typed(app: Flask, ana: Desk) -> None:
    arrive(app, CALM)
    with app.app_context(), writing():
        db.session.execute(sa.update(Screening).values(reference="LX7M-4HRT"))
    for typed in ("LX7M-4HRT", "lx7m4hrt", " lx7m 4hrt ", "1X7M\u20134HRT", "ix7m-4hrt"):
        assert found(ana, typed) == ["LX7M-4HRT"], typed


def test_who_is_open_comes_first_and_who_was_closed_is_found_too(app: Flask, ana: Desk) -> None:
    ids = [arrive(app, answers, MARY) for answers in (CALM, CALM, ACUTE)]
    with app.app_context(), writing():
        closed = {"status": "closed", "closed_at": clock.now()}
        db.session.execute(sa.update(Screening).where(Screening.id == ids[0]).values(**closed))
    assert found(ana, "zoe") == [reference_of(app, screening_id) for screening_id in (ids[2], ids[1], ids[0])]


def test_a_later_contact_takes_the_place_of_the_earlier_one(app: Flask, ana: Desk) -> None:
    with app.app_context(), writing():
        draft = begin()
        answer_all(draft, CALM)
        ask_for_call(draft, {"contact_name": "Robin", "contact_phone": "555-0142"})
        draft.state.contact = {"contact_name": "Kim", "contact_phone": "555-0199"}
        receipt = send(draft)
    assert found(ana, "robin") == found(ana, "555-0142") == []
    assert found(ana, "kim") == found(ana, "555-0199") == [receipt.reference]


def test_nobody_is_found_from_another_site(app: Flask) -> None:
    arrive(app, CALM, MARY)
    desk = desk_of(app, "coordinator", site_id="other")
    assert found(desk, "zoe") == []


def test_what_is_stored_to_search_by_says_nothing_and_an_empty_contact_leaves_none(app: Flask) -> None:
    arrive(app, CALM)
    with app.app_context():
        assert not db.session.scalars(sa.select(SearchMark)).all()
    arrive(app, CALM, MARY)
    with app.app_context():
        marks = [row.mark for row in db.session.scalars(sa.select(SearchMark))]
    assert {len(mark) for mark in marks} == {16}
    assert len(marks) == len(set(marks)) == 8  # four words, two whole names, two numbers


def test_the_same_name_and_number_leave_other_marks_at_another_site(app: Flask) -> None:
    contact = {"contact_name": "Marisol Quintanilla", "contact_phone": "555 0142"}
    here, there = arrive(app, CALM, contact), arrive(app, CALM, contact, site_id="other")
    with app.app_context():
        marks = [
            set(db.session.scalars(sa.select(SearchMark.mark).where(SearchMark.screening_id == one)))
            for one in (here, there)
        ]
    assert len(marks[0]) == len(marks[1]) == 4  # two words, the whole, the number
    assert marks[0].isdisjoint(marks[1])


def test_the_log_holds_how_many_were_found_and_never_the_words(app: Flask, ana: Desk) -> None:
    arrive(app, CALM, MARY)
    found(ana, "zoe")
    with app.app_context():
        row = activity.latest(1)[0]
    assert (row.action, row.detail["found"], sorted(row.detail)) == ("queue.search", 1, ["found", "terms"])
    assert "zoe" not in str(row.detail)


def test_an_empty_search_says_what_to_write_and_an_address_finds_nothing(app: Flask, ana: Desk) -> None:
    arrive(app, CALM, MARY)
    response = ana.post("/staff/search", words="  ")
    assert response.status_code == 422
    assert "Write a reference, a name or a phone number." in soup(response).select(".summary")[0].get_text()
    assert ana.client.get("/staff/search?words=zoe").status_code == 405
    assert "zoe" not in str(ana.get("/staff/queue?words=zoe"))


def test_a_row_that_was_found_can_be_claimed_unless_it_is_closed(app: Flask, ana: Desk) -> None:
    arrive(app, CALM, MARY, ago=timedelta(hours=1))
    assert soup(ana.post("/staff/search", words="zoe")).select("[data-reference] .act button")
    with app.app_context(), writing():
        db.session.execute(sa.update(Screening).values(status="closed", closed_at=clock.now()))
    page = soup(ana.post("/staff/search", words="zoe"))
    assert not page.select("[data-reference] .act button")
    assert "Closed today" in page.select("[data-reference]")[0].get_text()
