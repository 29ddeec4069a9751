"""Stopping with a return code, and coming back with it."""

import secrets

from flask import Blueprint, Response, make_response, render_template, request

from app import sessions
from app.extensions import clock, csrf, db
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.guesses import TooManyGuesses
from app.intake.arriving.return_code import CodeRefused, come_back, give_code, may_have_code, prepare_code
from app.patient import session
from app.patient.next_page import next_url, resume_url
from app.patient.promise import day_and_time
from app.web import held_back, see_other

CONFLICT, REFUSED, TOO_MANY = 409, 422, 429
LONGEST_ATTEMPT, LONGEST_TYPED = 40, 100


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/keep")(offer_code)
    blueprint.post("/keep")(keep_going)
    blueprint.get("/stop")(ask_stop)
    blueprint.post("/stop")(show_code)
    blueprint.get("/return")(ask_code)
    blueprint.post("/return")(csrf.exempt(take_code))


def offer_code() -> Response | str:
    """After the first part: a code, for whoever wants one."""
    draft = session.current_draft()
    if not _may_have_code(draft):
        return see_other(next_url(draft))
    return render_template("patient/keep.html", attempt=secrets.token_hex(8))


def keep_going() -> Response:
    """Go on, with or without a code."""
    draft = session.current_draft(to_write=True)
    draft.state.code_offered = True
    draft.save()
    db.session.commit()
    return see_other(next_url(draft))


def ask_stop() -> Response | str:
    """Do you want to stop?"""
    try:
        draft = session.current_draft()
    except session.NoDraft:
        return see_other("/closed")
    return render_template(
        "patient/stop.html",
        may_have_code=_may_have_code(draft),
        has_code=draft.has_code,
        attempt=secrets.token_hex(8),
        until=_until(draft),
    )


def show_code() -> Response:
    """Make a return code and show it, once. A reload or a second press of the same button shows the same one."""
    attempt = request.form.get("attempt", "")[:LONGEST_ATTEMPT]
    prepared = prepare_code(session.draft_id(), sessions.token(), attempt)
    draft = session.current_draft(to_write=True)
    if not _may_have_code(draft):
        return see_other("/stop")
    give_code(draft, prepared)
    draft.state.code_offered = True
    draft.save()
    db.session.commit()
    return make_response(render_template("patient/code.html", code=str(prepared.code), until=_until(draft)))


def _may_have_code(draft: OpenDraft) -> bool:
    return may_have_code(draft) and not session.is_kiosk()


def _until(draft: OpenDraft) -> str:
    """By when one has to come back, in words."""
    return day_and_time(draft.site, draft.row.expires_at, clock.now(), "until")


def ask_code() -> str:
    """Enter your code to go on."""
    return _code_page()


def _code_page(error: str | None = None, typed: str = "") -> str:
    return render_template("patient/return.html", error=error, typed=typed, begun=_would_be_lost())


def _would_be_lost() -> bool:
    """Whether answers of this browser are gone when its person comes back to others: they wait for no code."""
    draft = session.under_way()
    return draft is not None and not draft.has_code


def take_code() -> Response:
    """Come back. A wrong, a dead, a used and an expired code look alike.

    What is under way in this browser is given up only by whoever was told so: the page that tells says `anew`.
    """
    typed = request.form.get("code", "")
    if _would_be_lost() and "anew" not in request.form:
        return make_response(_code_page(typed=typed[:LONGEST_TYPED]), CONFLICT)
    db.session.rollback()  # what comes next is slow, and must hold no transaction
    try:
        draft = come_back(typed, request.remote_addr)
    except (CodeRefused, TooManyGuesses) as error:
        db.session.commit()
        if too_many := isinstance(error, TooManyGuesses):
            held_back.note("return codes")
        return make_response(_code_page("too_many" if too_many else "refused"), TOO_MANY if too_many else REFUSED)
    session.resume(draft)
    db.session.commit()
    return see_other(resume_url(draft, clock.now()))
