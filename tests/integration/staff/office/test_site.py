"""The page of one's own site: a change shows at once, nothing typed is lost, nobody overwrites anybody."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from app import activity
from app.sites import site_of
from tests.support.desk import Desk, desk_of, soup
from tests.support.engines import on_each_engine
from tests.support.site_form import form_on, keep_logo, save
from tests.support.sites import jpeg, png


def problems(response: TestResponse) -> str:
    found = soup(response).select_one(".summary")
    return found.get_text(" ", strip=True) if found else ""


def first_page(app: Flask) -> BeautifulSoup:
    return soup(app.test_client().get("/"))


@on_each_engine
def test_a_change_shows_at_once_on_every_page(app: Flask, admin: Desk) -> None:
    response = save(admin, name="River Clinic", phone="555-0123", show_name="yes")
    assert (response.status_code, response.headers["Location"]) == (303, "/staff/site")
    page = first_page(app)
    assert "River Clinic" in page.get_text()
    assert "555-0123" in app.test_client().get("/return").get_data(as_text=True)
    assert "Saved." in admin.get("/staff/site").get_text()
    assert "Saved." not in admin.get("/staff/site").get_text()


def test_as_long_as_nobody_has_saved_it_the_settings_speak_for_the_default_site(app: Flask, admin: Desk) -> None:
    with app.app_context():
        assert site_of("default").edition == 0
    save(admin, hours="Sun 10:00-11:00")
    with app.app_context():
        saved = site_of("default")
    assert (saved.hours, saved.zone, saved.edition) == ("Sun 10:00-11:00", "America/New_York", 1)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Write the name of the site."),
        ("zone", "Mars/Olympus", "This is not a time zone"),
        ("zone", "../../etc/passwd", "This is not a time zone"),
        ("hours", "Mon-Fri 9-5", "“Mon-Fri 9-5”: times are written like 09:00-17:00"),
        ("hours", "", "no opening hours at all"),
        ("hours", "Mon 09:00-12:00, 11:00-13:00", "hours on Mon overlap"),
        ("holidays", "25.12.2026", "Write days like 2026-12-25"),
        ("phone", "5" * 41, "at most 40 characters"),
        ("leave_url", "http://weather.example", "begins with https://"),
        ("leave_url", "javascript:alert(1)", "begins with https://"),
        ("youth_age", "30", "from 13 to 21"),
        ("imminent_minutes", "soon", "from 5 to 240"),
        ("routine_days", "0", "from 1 to 10"),
        ("accent_light", "#ffcc00", "the contrast is 1.42 to 1"),
        ("accent_light", "#767676", "the contrast is 4.28 to 1"),  # readable on white, and not on our paper
        ("accent_dark", "#0f5c63", "hard to read"),
        ("accent_light", "red;}body{", "Write a color like"),
    ],
)
def test_what_cannot_be_right_is_refused_and_everything_typed_is_still_there(
    app: Flask, admin: Desk, field: str, typed: str, said: str
) -> None:
    typed_too: dict[str, Any] = {"phone": "555-0123", "show_name": "yes", "modules": ["k6"]}
    response = save(admin, None, **typed_too | {field: typed})
    assert response.status_code == 422
    assert said in problems(response)
    page = soup(response)
    kept = form_on(page)
    assert kept[field] == typed
    assert (kept["show_name"], kept["modules"]) == ("yes", ["k6"])
    assert page.select(f"#site-{field}[aria-invalid=true][aria-describedby~=site-{field}-error]")
    with app.app_context():
        assert site_of("default").edition == 0


def test_routine_never_comes_before_elevated(admin: Desk) -> None:
    assert "Routine cannot come before elevated." in problems(save(admin, elevated_days="3", routine_days="2"))


@on_each_engine
def test_of_two_administrators_the_second_sees_what_the_first_did_and_keeps_what_they_typed(
    app: Flask, admin: Desk
) -> None:
    other = desk_of(app, "admin", "Otto Other")
    before = other.get("/staff/site")
    assert save(admin, name="River Clinic", phone="555-0123").status_code == 303
    late = save(other, before, name="Hill Clinic")
    assert late.status_code == 409
    page = soup(late)
    assert form_on(page)["name"] == "Hill Clinic"
    theirs = {row.dt.get_text(): row.dd.get_text() for row in page.select(".summary dl div") if row.dt and row.dd}
    assert theirs == {"Name": "River Clinic", "Phone number": "555-0123"}
    assert "River Clinic" in str(admin.get("/staff/site").select_one("#site-name"))
    assert save(other, page).status_code == 303, "having read it, they may replace it"


def test_a_page_that_was_tampered_with_changes_nothing(app: Flask, admin: Desk) -> None:
    assert save(admin, edition="x", name="River Clinic").status_code == 409
    with app.app_context():
        assert site_of("default").name == "Our clinic"


def test_fields_that_the_page_does_not_have_are_not_read(app: Flask, admin: Desk) -> None:
    save(admin, name="River Clinic", id="other", way_in="aaaaaaaaaa", logo_mark="x", active="", site_id="other")
    with app.app_context():
        saved = site_of("default")
    assert (saved.name, saved.way_in, saved.logo_mark, saved.active) == ("River Clinic", None, "", True)


def test_the_log_names_what_changed_and_never_how(app: Flask, admin: Desk) -> None:
    save(admin, name="River Clinic", phone="555-0123")
    keep_logo(admin, png())
    with app.app_context():
        rows = [row for row in activity.latest(10) if row.action == "site.changed"]
        said = [(row.subject_id, row.detail) for row in rows]
    assert said == [("default", {"fields": ["logo"]}), ("default", {"fields": ["name", "phone"]})]
    page = " ".join(desk_of(app, "auditor").get("/staff/activity").get_text(" ").split())
    assert "Changed a site" in page
    assert "what changed name phone" in page
    assert "555-0123" not in page


def test_saving_what_is_there_already_changes_nothing(app: Flask, admin: Desk) -> None:
    assert save(admin).status_code == 303
    with app.app_context():
        assert site_of("default").edition == 0


def test_a_look_at_what_would_be_asked_keeps_nothing(app: Flask, admin: Desk) -> None:
    fields = form_on(admin.get("/staff/site")) | {"modules": ["hark", "k6"], "preview": "yes", "name": "Not yet"}
    response = admin.client.post("/staff/site", data=fields)
    assert response.status_code == 200
    shown = soup(response).select_one("#preview")
    assert shown is not None
    assert "Kessler Psychological Distress Scale K6" in shown.get_text()
    assert "PEG" not in shown.get_text()
    counts = [int(cell.get_text()) for cell in shown.select("td.number")]
    assert sum(counts[:-1]) == counts[-1]
    kept = form_on(soup(response))
    assert (kept["name"], kept["modules"]) == ("Not yet", ["k6", "hark"])
    with app.app_context():
        assert site_of("default").edition == 0
        assert not [row for row in activity.latest(10) if row.action.startswith("site.")]


def test_a_part_that_is_switched_on_makes_the_screening_longer_by_its_questions(admin: Desk) -> None:
    def most(modules: list[str]) -> int:
        fields = form_on(admin.get("/staff/site")) | {"modules": modules, "preview": "yes"}
        return int(soup(admin.client.post("/staff/site", data=fields)).select("#preview td.number")[-1].get_text())

    assert most(["k6"]) - most([]) == 6


def test_a_name_a_logo_and_colours_reach_nobody_in_discreet_mode(app: Flask, admin: Desk) -> None:
    save(admin, name="River Clinic", accent_light="#7a1f5c", accent_dark="#f0b6da")
    keep_logo(admin, png())
    page = first_page(app)
    assert "River Clinic" not in page.get_text()
    assert not page.select("img")
    assert len(page.select("link[rel=stylesheet]")) == 1


def test_once_they_may_be_shown_they_come_from_our_own_address_and_may_be_kept(app: Flask, admin: Desk) -> None:
    save(admin, name="River Clinic", accent_light="#7A1F5C", accent_dark="#f0b6da", show_name="yes")
    keep_logo(admin, png())
    page, client = first_page(app), app.test_client()
    sheet = client.get(str(page.select("link[rel=stylesheet]")[1]["href"]))
    assert "--primary:#7a1f5c" in sheet.get_data(as_text=True)
    assert sheet.get_data(as_text=True).index("prefers-color-scheme:dark") < sheet.get_data(as_text=True).index(
        "#f0b6da"
    )
    logo = client.get(str(page.select("footer img")[0]["src"]))
    assert logo.get_data() == png()
    for response, kind in ((sheet, "text/css; charset=utf-8"), (logo, "image/png")):
        assert response.headers["Content-Type"] == kind
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response.headers


def test_one_colour_alone_leaves_the_other_as_it_is(app: Flask, admin: Desk) -> None:
    save(admin, accent_light="#7a1f5c", show_name="yes")
    assert first_page(app).select("link[href='/static/look/7a1f5c-7cc8cf.css']")


@pytest.mark.parametrize("colours", ["ffcc00-f0b6da", "7a1f5c-7a1f5c", "red-red", "7a1f5c-f0b6d", "7A1F5C-f0b6da"])
def test_no_address_brings_colours_that_the_page_would_refuse(app: Flask, colours: str) -> None:
    response = app.test_client().get(f"/static/look/{colours}.css")
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a whole PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a whole PNG or JPEG"),
        (png() + b"\0" * 50_000, "larger than 50 kB"),
        (png(2001, 1), "2,000 pixels"),
    ],
)
def test_a_logo_that_will_not_do_is_refused_with_a_reason(admin: Desk, content: bytes, said: str) -> None:
    response = keep_logo(admin, content)
    assert response.status_code == 422
    assert said in problems(response)
    assert not admin.get("/staff/site").select("img")


def test_a_file_far_too_large_is_not_even_read(admin: Desk) -> None:
    response = keep_logo(admin, png() + b"\0" * 200_000)
    assert response.status_code == 413
    assert "at most 50 kB" in soup(response).get_text()


@on_each_engine
def test_a_logo_is_replaced_and_removed(app: Flask, admin: Desk) -> None:
    save(admin, show_name="yes")
    keep_logo(admin, png())
    before = str(first_page(app).select("footer img")[0]["src"])
    assert keep_logo(admin, jpeg()).status_code == 303
    after = str(first_page(app).select("footer img")[0]["src"])
    assert app.test_client().get(after).headers["Content-Type"] == "image/jpeg"
    assert app.test_client().get(before).status_code == 404
    fields = form_on(admin.get("/staff/site"))
    admin.client.post("/staff/site/logo/remove", data={key: fields[key] for key in ("csrf_token", "edition")})
    assert not first_page(app).select("footer img")


@pytest.mark.parametrize("path", ["/staff/site", "/staff/team", "/start"])
def test_no_other_form_takes_a_file(admin: Desk, path: str) -> None:
    data: Mapping[str, Any] = {"csrf_token": admin.token(), "logo": (BytesIO(png()), "logo.png")}
    assert admin.client.post(path, data=data, content_type="multipart/form-data").status_code == 415
