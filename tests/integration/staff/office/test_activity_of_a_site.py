"""Who watches over one site reads what happened there, and nothing of another one."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from app.activity import Activity
from app.extensions import db
from app.sites import Site
from app.staff.office import activity_routes
from tests.support.desk import ACUTE, CONTACT, PASSWORD, Desk, arrive, desk_of, hire
from tests.support.devices import begun
from tests.support.engines import on_each_engine
from tests.support.links import make, path_on
from tests.support.sites import second_site
from tests.support.tampering import tamper

WATCHERS = ("supervisor", "auditor")


@pytest.fixture
def hill(app: Flask) -> Site:
    """A second site."""
    return second_site(app)


def log(desk: Desk) -> str:
    return desk.get("/staff/activity").get_text(" ", strip=True)


@on_each_engine
@pytest.mark.parametrize("role", WATCHERS)
def test_the_log_of_one_site_says_nothing_of_the_other(app: Flask, hill: Site, role: str) -> None:
    ana, hilda = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Hilda Hill", hill.id)
    here, there = arrive(app, ACUTE, CONTACT), arrive(app, ACUTE, CONTACT, site_id=hill.id)
    ana.get(f"/staff/screenings/{here}")
    hilda.get(f"/staff/screenings/{there}")
    near, far = log(desk_of(app, role, "Near")), log(desk_of(app, role, "Far", hill.id))
    assert "Ana Duarte" in near
    assert here[:8] in near
    assert "Hilda Hill" in far
    assert there[:8] in far
    assert not [sign for sign in ("Hilda Hill", there[:8]) if sign in near]
    assert not [sign for sign in ("Ana Duarte", here[:8]) if sign in far]


def test_whatever_happens_at_a_site_stands_in_the_log_with_it(app: Flask, hill: Site) -> None:
    """What a person, a device, a link and a wrong password leave behind has no member of staff to tell where it was."""
    hilda, email = desk_of(app, "coordinator", "Hilda Hill", hill.id), hire(app, "clinician", site_id=hill.id)
    arrive(app, ACUTE, site_id=hill.id)
    begun(app, hilda).press("person")
    app.test_client().get(link := path_on(make(hilda)))
    app.test_client().post("/start", data={"invite": link.rsplit("/", 1)[1]})
    app.test_client().post("/staff/sign-in", data={"email": email, "password": f"not {PASSWORD}"})
    with app.app_context():
        nobody = db.session.scalars(sa.select(Activity).where(Activity.actor_id.is_(None))).all()
        found = {row.action for row in nobody if row.site_id == hill.id}
        assert {"device.begun", "device.person_asked", "invite.used", "screening.sent", "signin.failed"} <= found
        assert not [row.action for row in nobody if row.site_id != hill.id]


def test_what_is_of_no_site_is_read_at_the_one_that_looks_after_the_house(app: Flask, hill: Site) -> None:
    app.test_client().post("/staff/sign-in", data={"email": "nobody@clinic.example", "password": PASSWORD})
    assert "unknown" in log(desk_of(app, "auditor"))
    assert "unknown" not in log(desk_of(app, "auditor", "Far", hill.id))


def test_what_staff_did_before_sites_were_noted_is_read_at_their_site(app: Flask, hill: Site) -> None:
    desk_of(app, "coordinator", "Ana Duarte")
    desk_of(app, "coordinator", "Hilda Hill", hill.id)
    with app.app_context():
        tamper("UPDATE activity SET site_id = NULL")
    near, far = log(desk_of(app, "auditor", "Near")), log(desk_of(app, "auditor", "Far", hill.id))
    assert ("Ana Duarte" in near, "Hilda Hill" in near) == (True, False)
    assert ("Ana Duarte" in far, "Hilda Hill" in far) == (False, True)


def test_the_log_is_read_back_to_its_beginning_page_by_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity_routes, "SHOWN", 3)
    auditor = desk_of(app, "auditor", "Au Ditor")
    page, numbers = auditor.get("/staff/activity"), []
    numbers += _numbers(page)
    while older := page.select("a[rel=next]"):
        page = auditor.get(str(older[0]["href"]))
        numbers += _numbers(page)
    assert numbers == list(range(numbers[0], 0, -1)), "every row once, down to the first"
    assert page.select("a[rel=prev]")[0]["href"] == "/staff/activity"


def _numbers(page: BeautifulSoup) -> list[int]:
    return [int(cell.get_text()) for cell in page.select("tbody td.number")]


@pytest.mark.parametrize("strange", ["0", "-1", "x", "9" * 30, "²"])
def test_a_strange_page_of_the_log_is_its_first(app: Flask, strange: str) -> None:
    auditor = desk_of(app, "auditor", "Au Ditor")
    assert "Read this log" in auditor.get(f"/staff/activity?before={strange}").select("tbody tr")[0].get_text()


def test_what_was_done_stands_in_words_with_its_code_beside_it(app: Flask) -> None:
    desk_of(app, "coordinator").get("/staff/queue?tab=mine")
    row = log(desk_of(app, "auditor", "Au Ditor"))
    assert "Read the queue queue.read" in row
    assert "rows 0 , tab Mine" in row.replace("rows 0,", "rows 0 ,")
