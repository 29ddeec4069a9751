"""Addresses of the staff side that are no page: answered in the same house, and never by the person's page."""

from flask import Flask

from tests.support.desk import CALM, Desk, arrive


def test_the_address_of_an_act_opened_anew_leads_to_its_screening(app: Flask, ana: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM)}"
    for act in ("attempts", "close", "reopen"):
        response = ana.client.get(f"{case}/{act}")
        assert (response.status_code, response.headers["Location"]) == (303, case)


def test_an_unknown_address_is_answered_by_the_staff_side_and_leads_back(app: Flask, ana: Desk) -> None:
    page = ana.get("/staff/no-such-page", 404)
    assert "Nothing here" in page.get_text()
    assert page.select("header nav a[href='/staff/queue']")
    assert ana.get("/staff/drill/no-such-page", 404).select("header nav")
    assert not app.test_client().get("/staff/no-such-page").get_data(as_text=True).count("/staff/queue")


def test_another_act_that_is_opened_says_that_nothing_is_there(ana: Desk) -> None:
    assert "Nothing here" in ana.get("/staff/sign-out", 405).get_text()


def test_an_unknown_address_of_the_person_stays_with_the_person(app: Flask) -> None:
    assert "There is no such page" in app.test_client().get("/no-such-page").get_data(as_text=True)
