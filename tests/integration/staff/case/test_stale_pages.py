"""Whoever acts on a page that is no longer true gets their words back, whichever form it was."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, template_rendered

from app.extensions import db, in_own_transaction
from tests.support.desk import ACUTE, CONTACT, Desk, arrive, desk_of, edition_on, soup
from tests.support.engines import on_each_engine

FORMS = {
    "take-over": {"text": "Ana went home."},
    "note": {"text": "Sounds tired."},
    "attempts": {"outcome": "spoke", "text": "Talked for long.", "day": "2099-01-05", "hour": "10:00"},
    "tasks": {"text": "Ask the ward.", "day": "2099-01-05", "hour": "10:00"},
    "level": {"level": "urgent", "text": "Safe at home.", "alone_because": "night"},
    "close": {
        "outcome": "declined",
        "reason": "not_now",
        "assessment": "Safe.",
        "alone_because": "night",
        "text": "All said.",
    },
}


@pytest.fixture
def case(app: Flask, ana: Desk) -> str:
    """The address of an imminent screening that Ana holds."""
    address = f"/staff/screenings/{arrive(app, ACUTE, CONTACT)}"
    ana.post(f"{address}/claim")
    return address


@pytest.mark.parametrize("name", FORMS)
def test_a_stale_form_changes_nothing_and_its_words_come_back(ana: Desk, ben: Desk, case: str, name: str) -> None:
    stale = edition_on(ben.get(case))
    ana.post(f"{case}/note", text="Read this first.")
    conflict = ben.post(f"{case}/{name}", edition=stale, **FORMS[name])
    page = soup(conflict)
    assert conflict.status_code == 409
    assert "This screening changed since you opened it" in page.select(".summary")[0].get_text()
    assert "Read this first." in page.select("#notes + .entries")[0].get_text()
    form = page.select(f"form[action='{case}/{name}']")[0]
    for field, typed in FORMS[name].items():
        assert typed in str(form.select(f"[name={field}]")), field
    assert form.find_parent("details", open=True), "the form stands open"
    again = ben.post(f"{case}/{name}", edition=edition_on(page), no_attempt_because="came in", **FORMS[name])
    assert again.status_code == 303, "once they have read what is new, the same words are taken"


@pytest.mark.parametrize("name", ["release", *FORMS])
@pytest.mark.parametrize("edition", ["", "0", "x"])
def test_a_form_that_names_no_edition_changes_nothing(ana: Desk, ben: Desk, case: str, name: str, edition: str) -> None:
    desk = ana if name == "release" else ben
    before = edition_on(ana.get(case))
    assert desk.post(f"{case}/{name}", **{**FORMS.get(name, {}), "edition": edition}).status_code == 409
    assert edition_on(ana.get(case)) == before


def test_every_form_on_the_page_but_the_claim_carries_the_edition(ana: Desk, ben: Desk, case: str) -> None:
    ana.post(f"{case}/tasks", **FORMS["tasks"])
    for desk in (ana, ben):
        forms = desk.get(case).select(f"form[action^='{case}/']:not([action$='/rescreens'])")  # a plan only adds
        assert len(forms) >= 6
        assert all(form.select("input[name=edition]") for form in forms)


@pytest.mark.parametrize(("sent", "status"), [({"edition": "0", "text": "Mine."}, 409), ({"text": ""}, 422)])
def test_while_a_form_is_shown_again_others_may_write(
    app: Flask, ana: Desk, case: str, sent: dict[str, str], status: int
) -> None:
    others = []

    def write_meanwhile(_sender: Flask, **_: object) -> None:
        others.append(db.session().in_transaction())
        with in_own_transaction(writes=True):  # waits in vain for the only writer, were that the page
            pass

    with template_rendered.connected_to(write_meanwhile, app):
        refused = ana.post(f"{case}/note", **sent)
    assert refused.status_code == status
    assert others[-1] is True, "the page was still reading"


@on_each_engine
def test_of_many_who_write_at_once_one_is_first_and_the_others_are_shown_it(app: Flask) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    desks = [desk_of(app, "coordinator", f"Person {number}") for number in range(4)]
    edition = edition_on(desks[0].get(case))
    forms = [(desk.client, {"csrf_token": desk.token(), "edition": edition, "text": "Mine."}) for desk in desks]
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(lambda form: form[0].post(f"{case}/note", data=form[1]), forms))
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    assert len(desks[0].get(case).select("#notes + .entries li")) == 1
