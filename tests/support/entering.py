"""Staff who enter somebody's answers, as a test uses them."""

from collections.abc import Mapping

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from app.extensions import db
from app.intake.arriving.models import Draft
from tests.support.desk import Desk

ENTRY = "/staff/entry"
MOOD = f"{ENTRY}/part/mood"
START = {"age": "34", "px_private": "yes", "px_med_now": "none"}


def carried(desk: Desk, part: str) -> dict[str, str]:
    """What the form of a part carries along unseen, but for the token."""
    tags = desk.get(part).select("form.entry input[type=hidden]")
    return {str(tag["name"]): str(tag["value"]) for tag in tags if tag["name"] != "csrf_token"}


def answer_up_to_the_script(desk: Desk, right_now: str = "yes") -> None:
    """Enter the answer that calls for the script, once its question is asked."""
    for answers in ({"asq_3": "yes"}, {"asq_3": "yes", "asq_5": right_now}):
        desk.post(MOOD, **{**carried(desk, MOOD), **answers})


def begin(desk: Desk, mode: str = "phone", language: str = "en") -> None:
    """Begin, with consent."""
    assert desk.post(ENTRY, mode=mode, language=language).status_code == 303
    assert desk.post(f"{ENTRY}/consent", agreed="yes").status_code == 303


def filled(page: BeautifulSoup) -> dict[str, list[str]]:
    """The form of a part as the page shows it."""
    form = page.select("form.entry")[0]
    fields = {str(tag["name"]): [str(tag.get("value", ""))] for tag in form.select("input[type=hidden]")}
    for tag in form.select("input[checked], input[type=text]"):
        fields.setdefault(str(tag["name"]), []).append(str(tag.get("value", "")))
    for area in form.select("textarea"):
        fields.setdefault(str(area["name"]), []).append(area.get_text())
    return fields


def enter(desk: Desk, part: str, answers: Mapping[str, str | list[str]], button: str = "continue") -> TestResponse:
    """Fill what is given into the page of a part as it stands, and save."""
    page = desk.get(f"{ENTRY}/part/{part}")
    typed = {name: [value] if isinstance(value, str) else value for name, value in answers.items()}
    return desk.client.post(f"{ENTRY}/part/{part}", data={**filled(page), **typed, button: "yes"})


def place(response: TestResponse) -> str:
    """Where a response leads."""
    assert response.status_code == 303, response.get_data(as_text=True)
    return str(response.headers["Location"])


def asked(desk: Desk, part: str) -> list[str]:
    """The items that stand on the page of a part."""
    return str(desk.get(f"{ENTRY}/part/{part}").select("input[name=asked]")[0]["value"]).split()


def send(desk: Desk) -> str:
    """Send. Returns where that leads."""
    return place(desk.post(f"{ENTRY}/check"))


def drafts(app: Flask) -> int:
    """How many drafts there are."""
    with app.app_context():
        return db.session.query(Draft).count()


def checked(page: BeautifulSoup, name: str) -> list[str]:
    """The chosen values of a question."""
    return [str(tag["value"]) for tag in page.select(f"input[name={name}][checked]")]
