"""Letting another system in: made by one, agreed to by another, shown once, revoked by either."""

from flask import Flask

from app.accounts.api_tokens import Scope
from tests.support.desk import Desk, desk_of, sign_in, soup
from tests.support.programs import Program, problem, program

PAGE = "/staff/tokens"


def make(desk: Desk, *scopes: Scope, name: str = "Elm Street Clinic") -> str:
    """Make a token. Returns what the next page shows."""
    response = desk.client.post(
        PAGE, data={"csrf_token": desk.token(), "name": name, "scopes": list(scopes), "days": "90"}
    )
    assert response.status_code == 303, response.get_data(as_text=True)
    return desk.get(PAGE).select("[data-token]")[0].get_text()


def act_on(desk: Desk, name: str, act: str) -> str:
    """Where the form is sent that does this about a system."""
    (row,) = (row for row in desk.get(PAGE).select(".entries > li") if name in row.get_text())
    return str(row.select(f"form[action$='/{act}']")[0]["action"])


def test_a_token_is_shown_once_and_works_from_then_on(app: Flask) -> None:
    admin = desk_of(app, "admin")
    token = make(admin, Scope.SCREENINGS)
    assert token.startswith("braid_")
    assert token not in admin.get(PAGE).get_text()
    assert "never" in admin.get(PAGE).get_text()
    assert Program(app.test_client(), token).get("/token").get_json()["scopes"] == ["screenings"]
    assert "today" in admin.get(PAGE).get_text()


def test_one_that_may_take_copies_waits_for_a_supervisor(app: Flask) -> None:
    admin, supervisor = desk_of(app, "admin"), desk_of(app, "supervisor", "Sam Reyes")
    elm = Program(app.test_client(), make(admin, Scope.COPIES))
    problem(elm.get("/token"), 403, "not-agreed-yet")
    assert not admin.get(PAGE).select("form[action$='/agree']")
    assert supervisor.post(act_on(supervisor, "Elm", "agree")).status_code == 303
    assert elm.get("/token").status_code == 200
    assert "Sam Reyes" in admin.get(PAGE).get_text()


def test_whoever_made_one_and_became_a_supervisor_cannot_agree_to_it(app: Flask) -> None:
    admin, boss = desk_of(app, "admin", "Ada Admin"), desk_of(app, "admin", "Bo Boss")
    elm = Program(app.test_client(), make(admin, Scope.COPIES))
    agree = f"{act_on(admin, 'Elm', 'revoke').rpartition('/')[0]}/agree"
    (form,) = (one for one in boss.get("/staff/team").select("form[action$='/role']") if "Ada" in str(one))
    assert boss.post(str(form["action"]), role="supervisor").status_code == 303
    ada = sign_in(app, str(form.find_parent("tr").select("td bdi")[0].get_text()))  # type: ignore[union-attr]  # it has
    assert not ada.get(PAGE).select("form[action$='/agree']")
    assert ada.post(agree).status_code == 409
    problem(elm.get("/token"), 403, "not-agreed-yet")


def test_a_revoked_token_is_over_at_once_and_stays_on_the_page(app: Flask) -> None:
    admin, elm = desk_of(app, "admin"), program(app, Scope.SCREENINGS)
    assert admin.post(f"{PAGE}/{elm.id}/revoke").status_code == 303
    problem(elm.get("/token"), 401, "no-token")
    assert "Revoked" in admin.get(PAGE).get_text()
    assert not admin.get(PAGE).select(f"form[action*='{elm.id}']")


def test_a_form_that_says_too_little_makes_nothing_and_keeps_what_was_typed(app: Flask) -> None:
    admin = desk_of(app, "admin")
    response = admin.post(PAGE, name="Elm", scopes="everything", days="3650")
    page = soup(response)
    assert response.status_code == 422
    assert page.select("#token-name")[0]["value"] == "Elm"
    assert {error["id"] for error in page.select(".error")} == {"token-scopes-error", "token-days-error"}
    assert not page.select(".entries h3")
