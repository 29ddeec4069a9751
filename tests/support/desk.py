"""The coordinator's side as a test uses it: staff who are signed in, and screenings that came in."""

import re
import secrets
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts import by_email, enrol, factor
from app.extensions import clock, writing
from app.instruments import Answer
from app.intake.arriving.answering import give_answers
from app.intake.arriving.drafts import OpenDraft, begin_draft
from app.intake.arriving.pretend import quiet
from app.intake.arriving.submit import ask_for_call, send
from app.intake.draft_state import ConsentGiven, DraftState
from app.intake.progress import count_part
from app.sites import site_of
from tests.support.authenticator import Authenticator

CODE, SET_UP, KEPT = "/staff/sign-in/code", "/staff/sign-in/set-up", "/staff/account/recovery-codes"
ACCOUNT = "/staff/account"
SCREENING = re.compile(r"/staff/screenings/\w+(?=/)(?!/claim)")  # claiming asks for no edition
PASSWORD = "seven tall trees stand still"
ACUTE: dict[str, Answer] = {"phq9_9": 1, "asq_3": "yes", "asq_5": "yes", "px_private": "yes", "px_safe_home": "yes"}
CALM: dict[str, Answer] = {"px_private": "yes", "px_safe_home": "yes"}
POSITIVE: dict[str, Answer] = {**CALM, "asq_1": "yes", "asq_5": "no"}  # urgent
ELEVATED: dict[str, Answer] = {**CALM, "asq_1": "skip"}
CONTACT = {"contact_name": "Robin", "contact_phone": "555-0142", "contact_call": "yes"}


@dataclass
class Desk:
    """A browser in which somebody of the staff is signed in."""

    client: FlaskClient

    def get(self, path: str, status: int = 200) -> BeautifulSoup:
        """Open a page."""
        response = self.client.get(path)
        assert response.status_code == status, response.get_data(as_text=True)
        return soup(response)

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form, with the token of this session and the edition that its page shows now."""
        page = self._page_of(path)
        token, edition = _carried(page, "csrf_token") or self.token(), _carried(page, "edition")
        given = {"edition": edition} if SCREENING.match(path) else {}
        return self.client.post(path, data={"csrf_token": token, **given, **fields})

    def _page_of(self, path: str) -> str:
        """The page of the screening that the form belongs to; else the one that has nothing but a token."""
        screening = SCREENING.match(path)
        return self.client.get(screening[0] if screening else ACCOUNT).text

    def token(self) -> str:
        """The token against forgery, from a page that every role has and that does not grow with the queue."""
        return _carried(self.client.get(ACCOUNT).text, "csrf_token")


def _carried(html: str, name: str) -> str:
    """What a form carries under this name. Looked for in the text: every form that a test sends asks for it."""
    field = re.search(f'<input type="hidden" name="{name}" value="([^"]*)">', html)
    return field[1] if field else ""


def soup(response: TestResponse) -> BeautifulSoup:
    """A response as a page."""
    return BeautifulSoup(response.get_data(as_text=True), "html.parser")


def token_on(page: BeautifulSoup) -> str:
    """The token against forgery that stands in the page's forms."""
    field = page.find("input", {"name": "csrf_token"})
    return str(field["value"]) if field else ""


def edition_on(page: BeautifulSoup) -> str:
    """The edition from which a page of a screening was made."""
    field = page.select_one("input[name=edition]")
    return str(field["value"]) if field else ""


def hire(app: Flask, role: str, name: str = "Ana Duarte", site_id: str = "default") -> str:
    """Make somebody staff, with a password and an authenticator. Returns their address."""
    email = newcomer(app, role, name, site_id)
    with app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        factor.give(user, authenticator_of(email).seed)
    return email


def newcomer(app: Flask, role: str, name: str = "Ana Duarte", site_id: str = "default") -> str:
    """Make somebody staff, with a password and no second factor yet. Returns their address."""
    email = f"{role}.{secrets.token_hex(4)}@clinic.example"
    with app.app_context():
        with writing():
            link = enrol.invite(email, role, site_id, name)
        with writing():
            enrol.redeem(link, PASSWORD, name)
    return email


@cache
def authenticator_of(email: str) -> Authenticator:
    """What whoever was hired under this address carries in their pocket."""
    return Authenticator(factor.new_seed())


def sign_in(app: Flask, email: str) -> Desk:
    """A browser in which they are signed in."""
    desk = halfway_in(app, email)
    response = desk.client.post(CODE, data={"otp": authenticator_of(email).code()})
    assert response.status_code == 303, response.get_data(as_text=True)
    return desk


def halfway_in(app: Flask, email: str) -> Desk:
    """A browser in which their password was given, and no code yet."""
    client = app.test_client()
    response = client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    assert response.status_code == 303, response.get_data(as_text=True)
    return Desk(client)


def desk_of(app: Flask, role: str, name: str = "Ana Duarte", site_id: str = "default") -> Desk:
    """Somebody new of this role, signed in."""
    return sign_in(app, hire(app, role, name, site_id))


def named(desk: Desk, case: str, name: str) -> str:
    """What the form on the page of an imminent case sends for the colleague of this name."""
    (value,) = (one["value"] for one in desk.get(case).select("#close-second option") if one.get_text() == name)
    return str(value)


def hand_over(desk: Desk, label: str = "Tablet by the window") -> str:
    """Hand a device over. Returns the number that the next page shows."""
    assert desk.post("/staff/hand-over", label=label).status_code == 303
    return str(desk.get("/staff/hand-over").select("[data-number]")[0]["data-number"])


def arrive(
    app: Flask,
    answers: Mapping[str, Answer],
    contact: Mapping[str, str] | None = None,
    *,
    ago: timedelta = timedelta(),
    site_id: str = "default",
) -> str:
    """Let a screening come in. Returns its id."""
    with app.app_context(), clock.stopped(clock.now() - ago), writing():
        draft = begin(site_id)
        answer_alike(draft, answers)
        draft.state.contact = dict(contact or {})
        return send(draft).screening_id


def call_then(app: Flask, before: Mapping[str, Answer], after: Mapping[str, Answer] | None) -> str:
    """Let somebody ask for a call, and then, unless `after` is None, change answers, go on and send. Returns the id."""
    with app.app_context(), writing():
        draft = begin()
        answer_all(draft, before)
        receipt = ask_for_call(draft, {"contact_name": "Robin", "contact_phone": "555-0142"})
        if after is not None:
            change(draft, after)
            receipt = send(draft)
        return receipt.screening_id


def begin(site_id: str = "default") -> OpenDraft:
    """A new draft with consent given."""
    draft = begin_draft(site_of(site_id), secrets.token_bytes(32))
    draft.state.consent = ConsentGiven("2026-11", "0" * 64, clock.now())
    draft.state.offer = "go_on"
    draft.save()
    return draft


_answered: dict[tuple[object, ...], DraftState] = {}


def answer_alike(draft: OpenDraft, answers: Mapping[str, Answer]) -> None:
    """The same as `answer_all` at a moment that stands: fifty pages are answered once, and then as they were before."""
    key = (frozenset(answers.items()), draft.circumstances())
    if key not in _answered:
        answer_all(draft, answers)
        _answered[key] = deepcopy(draft.state)
        return
    before, now = _answered[key], clock.now()
    draft.state.answers = dict(before.answers)
    draft.state.events = [replace(event, at=now) for event in before.events]
    draft.state.shown = [replace(entry, at=now) for entry in before.shown]
    for part in before.parts_begun:
        count_part(part, draft.site, draft.state)
    draft.save()


def answer_all(draft: OpenDraft, answers: Mapping[str, Answer]) -> None:
    """Answer every page on the path; what is not mentioned does not apply."""
    while (step := draft.path().next_unanswered) is not None:
        give_answers(draft, step, {item.link_id: answers.get(item.link_id, quiet(item)) for item in step.items})


def change(draft: OpenDraft, answers: Mapping[str, Answer]) -> None:
    """Go back and answer some pages anew, then whatever that opens."""
    for step in draft.path().steps:
        anew = {link_id: answers[link_id] for link_id in step.link_ids if link_id in answers}
        if anew:
            give_answers(draft, step, anew)
    answer_all(draft, answers)


def key_on(desk: Desk) -> str:
    """The key of a new authenticator, as the page shows it."""
    return desk.get(SET_UP).select("main code")[0].get_text()
