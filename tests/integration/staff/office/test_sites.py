"""More than one site: who adds them, who looks after them, who shuts them."""

import pytest
from flask import Flask

from app import activity
from tests.support.authenticator import Authenticator
from tests.support.desk import PASSWORD, SET_UP, Desk, desk_of, key_on, soup
from tests.support.site_form import save
from tests.support.sites import HOURS, LOS_ANGELES, second_site
from tests.support.walker import path_of

PLACE = {"name": "Hill Clinic", "zone": LOS_ANGELES, "hours": HOURS}


def test_an_administrator_of_the_default_site_adds_one_with_its_first_administrator(app: Flask, admin: Desk) -> None:
    assert admin.post("/staff/sites", **PLACE, email="hill@clinic.example").status_code == 303
    page = admin.get("/staff/sites")
    address = page.select("tbody code")[1].get_text()
    assert address.startswith("http://127.0.0.1:8000/at/")
    link = path_of(page.select(".once code")[0].get_text())
    assert not admin.get("/staff/sites").select(".once")
    theirs = Desk(app.test_client())
    assert theirs.client.post(link, data={"name": "Hilda", "password": PASSWORD}).status_code == 303
    theirs.client.post(SET_UP, data={"otp": Authenticator(key_on(theirs)).code()})
    own = theirs.get("/staff/site")
    assert own.select_one("#site-name[value='Hill Clinic']")
    assert address in own.get_text()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Write the name"),
        ("zone", "Mars", "not a time zone"),
        ("hours", "always", "days are Mon, Tue"),
        ("email", "nobody", "This is not an e-mail address."),
    ],
)
def test_a_site_that_cannot_be_right_is_not_added(admin: Desk, field: str, typed: str, said: str) -> None:
    response = admin.post("/staff/sites", **{**PLACE, "email": "hill@clinic.example", field: typed})
    assert response.status_code == 422
    page = soup(response)
    assert said in page.select(".summary")[0].get_text()
    assert page.select(f"#new-{field}")[0]["value"] == typed
    assert len(admin.get("/staff/sites").select("tbody tr")) == 1


def test_administrators_of_another_site_see_no_list_of_sites_and_add_none(app: Flask) -> None:
    hill = second_site(app)
    theirs = desk_of(app, "admin", "Hilda", hill.id)
    assert "All sites" not in theirs.get("/staff/site").get_text()
    theirs.get("/staff/sites", 404)
    assert theirs.post("/staff/sites", **PLACE, email="").status_code == 404
    assert theirs.post(f"/staff/sites/{hill.id}/open", open="no").status_code == 404
    assert app.test_client().get(hill.first_page).status_code == 200


def test_what_an_administrator_saves_is_their_own_site(app: Flask, admin: Desk) -> None:
    hill = second_site(app)
    assert save(desk_of(app, "admin", "Hilda", hill.id), name="Hill Street Clinic").status_code == 303
    names = [row.get_text() for row in admin.get("/staff/sites").select("tbody th")]
    assert names == ["Our clinic", "Hill Street Clinic"]


def test_nobody_begins_at_a_site_that_was_shut_until_it_opens_again(app: Flask, admin: Desk) -> None:
    hill = second_site(app)
    assert admin.post(f"/staff/sites/{hill.id}/open", open="no").status_code == 303
    assert app.test_client().get(hill.first_page).status_code == 404
    assert "Shut: nobody can begin" in admin.get("/staff/sites").get_text()
    assert admin.post(f"/staff/sites/{hill.id}/open", open="yes").status_code == 303
    assert app.test_client().get(hill.first_page).status_code == 200
    assert admin.post(f"/staff/sites/{'0' * 32}/open", open="no").status_code == 404
    with app.app_context():
        assert [row.action for row in activity.latest(9) if row.subject_id == hill.id][:2] == [
            "site.opened",
            "site.shut",
        ]
