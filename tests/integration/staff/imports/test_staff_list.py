"""A staff list from a spreadsheet: read row by row first, brought in whole or not at all."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.accounts import by_email, of_site
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.imports.kinds import KINDS, sample
from app.imports.staff_list import STAFF
from app.intake.models import Screening
from tests.support.desk import CALM, PASSWORD, Desk, arrive, authenticator_of, desk_of, hire, sign_in, soup
from tests.support.engines import on_each_engine
from tests.support.lists import LISTS, bring_in, fates, say_yes, try_out

LIST = "email,name,role\nnew@clinic.example,Neil New,clinician\nsecond@clinic.example,,Auditor\n"


def emails(app: Flask) -> set[str]:
    with app.app_context():
        return {user.email for user in of_site("default")}


def log(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(row.action, str(row.detail)) for row in reversed(activity.latest(50))]


@on_each_engine
def test_everybody_on_the_list_is_invited_and_their_links_are_shown_once(app: Flask, admin: Desk) -> None:
    page = bring_in(admin, "staff", LIST)
    whom = [name.get_text() for name in page.select(".once tbody th")]
    links = [link.get_text() for link in page.select("[data-link]")]
    assert whom == ["new@clinic.example", "second@clinic.example"]
    assert not admin.get(LISTS).select("[data-link]")
    path = links[0].removeprefix("http://127.0.0.1:8000")
    assert app.test_client().post(path, data={"name": "Neil New", "password": PASSWORD}).status_code == 303
    with app.app_context():
        new, second = by_email("new@clinic.example"), by_email("second@clinic.example")
        assert new is not None
        assert second is not None
        assert (new.name, new.role, second.role) == ("Neil New", "clinician", "auditor")


@on_each_engine
def test_the_same_list_once_more_changes_nothing(app: Flask, admin: Desk) -> None:
    page = bring_in(admin, "staff", LIST)
    path = page.select("[data-link]")[0].get_text().removeprefix("http://127.0.0.1:8000")
    again = try_out(admin, "staff", LIST)
    assert {fate for fate, _ in fates(again).values()} == {"same"}
    assert not soup(again).select("form[action$='/in']")
    assert app.test_client().get(path).status_code == 200, "a second run must not end the link of the first"


def test_after_two_rows_were_corrected_the_rest_comes_in_as_well(app: Flask, admin: Desk) -> None:
    before = emails(app)
    wrong = LIST + "no address,=A1,admin\nthird@clinic.example,Di,boss\n"
    tried = try_out(admin, "staff", wrong)
    assert [(row, fate) for row, (fate, _) in fates(tried).items()] == [
        (4, "wrong"),
        (5, "wrong"),
        (2, "new"),
        (3, "new"),
    ]
    assert "This is no e-mail address." in fates(tried)[4][1]
    assert "name : This is a formula" in fates(tried)[4][1]
    assert "role : Write one of: coordinator, clinician, supervisor, admin, auditor." in fates(tried)[5][1]
    assert not soup(tried).select("form[action$='/in']")
    assert emails(app) == before
    bring_in(admin, "staff", wrong.replace("no address,=A1", "cy@clinic.example,Cy").replace("boss", "admin"))
    assert len(emails(app) - before) == 4


def test_a_row_says_how_it_differs_from_who_is_here(app: Flask, admin: Desk) -> None:
    here = hire(app, "coordinator", "Here")
    off, far = hire(app, "clinician", "Off"), hire(app, "clinician", "Far", "other")
    with app.app_context():
        gone = by_email(off)
    assert gone is not None
    admin.post(f"/staff/team/{gone.public_id}/deactivate")
    rows = [f"{here.upper()},coordinator", f"{here},admin", f"{off},clinician", f"{far},clinician"]
    rows += ["twice@clinic.example,admin", "twice@clinic.example,admin", "Twice@clinic.example,auditor"]
    told = fates(try_out(admin, "staff", "\n".join(["email,role", *rows])))
    assert [told[row][0] for row in range(2, 9)] == ["same", "wrong", "wrong", "wrong", "new", "same", "wrong"]
    assert "Row 2 is about the same and says something else." in told[3][1]
    assert "They were switched off here." in told[4][1]
    assert "This address cannot be invited here." in told[5][1]
    assert "This is row 6 once more." in told[7][1]
    another = fates(try_out(admin, "staff", f"email,role\n{here},admin\n"))
    assert "They are here in another role." in another[2][1]


def test_what_changed_between_reading_and_saying_yes_brings_nothing_in(app: Flask, admin: Desk) -> None:
    tried = try_out(admin, "staff", LIST)
    admin.post("/staff/team", email="second@clinic.example", role="admin", name="")
    late = say_yes(admin, tried)
    assert late.status_code == 409
    assert "Something changed meanwhile." in soup(late).get_text()
    assert fates(late)[3][0] == "wrong"
    assert "new@clinic.example" not in emails(app)


@pytest.mark.parametrize("data", ["", "x", "email,name\na@x.example,A\n", b"PK\x03\x04 a workbook", "email,role\n"])
def test_a_file_that_is_no_such_list_says_why_and_changes_nothing(app: Flask, admin: Desk, data: str | bytes) -> None:
    before = emails(app)
    refused = try_out(admin, "staff", data)
    assert refused.status_code == 422
    assert soup(refused).select("#staff-file-error")
    assert emails(app) == before


def test_more_rows_than_are_taken_at_once_are_counted_and_refused(admin: Desk) -> None:
    rows = "".join(f"person{number}@clinic.example,admin\n" for number in range(5000))
    refused = try_out(admin, "staff", f"email,role\n{rows}")
    assert f"This file has 5000 rows. At most {STAFF.most} are taken at once" in soup(refused).get_text()
    assert try_out(admin, "staff", "x" * 500_000).status_code == 413


def test_a_file_is_brought_in_only_by_whoever_tried_it_out(app: Flask, admin: Desk) -> None:
    tried = try_out(admin, "staff", LIST)
    assert say_yes(desk_of(app, "admin", "Another"), tried).status_code == 400
    forged = admin.post(f"{LISTS}/staff/in", file="bm90IG91cnM=")
    assert forged.status_code == 400
    assert "new@clinic.example" not in emails(app)


def test_the_log_tells_of_the_list_and_of_nobody_on_it(app: Flask, admin: Desk) -> None:
    bring_in(admin, "staff", LIST)
    told = [(action, detail) for action, detail in log(app) if action.startswith("import.")]
    assert [action for action, _ in told] == ["import.tried", "import.done"]
    assert all("'rows': 2" in detail and "'new': 2" in detail and "clinic" not in detail for _, detail in told)


def test_whoever_opens_the_address_of_a_list_anew_is_led_to_the_lists(admin: Desk) -> None:
    assert admin.client.get(f"{LISTS}/staff").headers["Location"] == LISTS


@pytest.mark.parametrize("name", KINDS)
def test_the_example_that_the_page_gives_can_be_brought_in(app: Flask, name: str) -> None:
    desk = desk_of(app, min(KINDS[name].roles))
    given = desk.client.get(f"{LISTS}/{name}/sample")
    assert given.data == sample(KINDS[name])
    with app.app_context():
        known = db.session.get_one(Screening, arrive(app, CALM)).reference
    data = given.data.replace(b"KX7M-4HRT", known.encode())
    tried = try_out(desk, name, data)
    assert {fate for fate, _ in fates(tried).values()} == {"new"}, tried.text
    assert re.search(r"\d", bring_in(desk, name, data).select("#once")[0].get_text())


def test_a_long_list_waits_for_a_fresh_code_and_comes_in_as_it_was_tried_out(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "admin")
    desk, before = sign_in(app, email), emails(app)
    long = "".join(f"person{number}@clinic.example,{'N' * 100},admin\n" for number in range(20))
    tried = try_out(desk, "staff", f"email,name,role\n{long}{',,' * 100_000}\n")
    stopped.move(timedelta(minutes=6))
    asked = say_yes(desk, tried)
    assert asked.status_code == 401
    fields = {str(field["name"]): str(field.get("value", "")) for field in soup(asked).select("main form input")}
    code = authenticator_of(email).code()
    assert desk.client.post(f"{LISTS}/staff/in", data={**fields, "otp": code}).status_code == 303
    assert len(emails(app) - before) == 20
