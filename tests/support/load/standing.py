"""People who have answered everything and only have to press send: fifty pages for each would take too long.

What the first of them answers is worked out page by page; the others answer alike. Their sending is real.
"""

from http.cookiejar import Cookie

from flask import Flask

from app.extensions import clock, writing
from app.intake.arriving.drafts import OpenDraft
from app.intake.draft_state import ConsentGiven
from app.patient import session
from tests.support.desk import ACUTE, answer_alike

ORIGIN = "http://localhost"


def stand_at_check(app: Flask, key: str) -> str:
    """Let somebody of this name come as far as the last page. Returns the token of their session."""
    client = app.test_client()
    with client:
        begun = client.post("/start", base_url=ORIGIN, data={"continue": "yes"}, headers={"Origin": ORIGIN})
        assert begun.status_code == 303, begun.get_data(as_text=True)
        with writing():
            _answer_everything(key)
    cookie = client.get_cookie("s")
    assert cookie is not None
    return cookie.value


def _answer_everything(key: str) -> None:
    with clock.stopped(clock.now()):
        _answer(session.current_draft(to_write=True), key)


def _answer(draft: OpenDraft, key: str) -> None:
    draft.state.visit_at = clock.now()  # so that no time has passed, for anybody: what is answered alike is asked alike
    draft.state.consent = ConsentGiven("2026-11", "0" * 64, clock.now())
    draft.state.offer, draft.state.code_offered, draft.state.contact_seen = "go_on", True, True
    draft.state.contact = {"contact_name": key, "contact_phone": "555-0142", "contact_call": "yes"}
    answer_alike(draft, ACUTE)
    draft.save()


def session_cookie(token: str, host: str) -> Cookie:
    """It, as if the server had set it in a browser of its own."""
    anywhere: dict[str, object] = {"port": None, "port_specified": False, "path": "/", "path_specified": True}
    of_host: dict[str, object] = {"domain": host, "domain_specified": False, "domain_initial_dot": False}
    rest: dict[str, object] = {"secure": False, "expires": None, "discard": True, "comment": None, "comment_url": None}
    return Cookie(0, "s", token, rest={}, **anywhere, **of_host, **rest)  # type: ignore[arg-type]  # each fits its name
