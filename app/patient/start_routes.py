"""The first pages: what this is, and the consent."""

from flask import Blueprint, Response, make_response, render_template, request

from app.extensions import clock, csrf, db
from app.intake.draft_state import ConsentGiven
from app.patient import session
from app.patient.consent import consent
from app.patient.promise import reading_promise
from app.patient.timing import minutes
from app.patient.way import next_url
from app.patient.wording import parts_in_english
from app.settings import current_settings
from app.sites import Site, current_site
from app.web import see_other
from app.web.language import current_language


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/")(start)
    blueprint.post("/start")(csrf.exempt(begin))
    blueprint.get("/consent")(read_consent)
    blueprint.post("/consent")(give_consent)
    blueprint.get("/privacy")(privacy)


def start() -> str:
    """The first page."""
    return start_page(current_site())


def start_page(site: Site) -> str:
    """Purpose, time, who reads it and when, privacy, the right to stop."""
    return render_template(
        "patient/start.html",
        minutes=minutes(site),
        reading=reading_promise(site, clock.now()),
        in_english=parts_in_english(site.modules),
        begun=session.under_way(),
        sent=session.has_sent(),
    )


def begin() -> Response:
    """Begin. There is no session yet to hold a token; the request guard has checked that our own page sent this.

    What is under way in this browser is given up only by whoever was told so: the page that tells says `anew`.
    """
    if session.under_way() and "anew" not in request.form:
        return see_other("/")
    session.begin(current_site(), kiosk=session.kiosk_visit())
    db.session.commit()
    return see_other("/consent")


def read_consent() -> Response | str:
    """The consent text."""
    draft = session.current_draft()
    if draft.is_sent:
        return see_other("/received")
    return render_template(
        "patient/consent.html", consent=consent().sections, reading=reading_promise(current_site(), clock.now())
    )


def give_consent() -> Response:
    """Consent is given by going on; its version, its words, their language and the time are kept."""
    draft = session.current_draft(to_write=True)
    text = consent()
    if draft.state.consent is None or draft.state.consent.version != text.version:
        draft.state.consent = ConsentGiven(text.version, text.text_hash, clock.now(), current_language())
        draft.save()
    db.session.commit()
    return see_other(next_url(draft))


def privacy() -> Response:
    """What is kept, who reads it, what this page cannot do."""
    return make_response(render_template("patient/privacy.html", draft_hours=current_settings().draft_hours))
