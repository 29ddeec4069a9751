"""The first pages: what this is, and the consent."""

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from app.asking.consent import consent, rights
from app.extensions import clock, csrf, db
from app.intake.arriving import invites
from app.intake.draft_state import ConsentGiven
from app.patient import session
from app.patient.next_page import next_url
from app.patient.promise import reading_promise
from app.patient.suspicion import TRAP, watch_start
from app.patient.wording import parts_in_english
from app.screening.duration import minutes
from app.settings import current_settings
from app.sites import Site, site_at, site_of
from app.web import see_other
from app.web.headers import without_referrer
from app.web.language import current_language
from app.web.page_site import page_site, show

NOT_FOUND: Final = 404
GONE: Final = 410


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/")(start)
    blueprint.get("/i/<token>")(invited)
    blueprint.get("/at/<way_in>")(start_at)
    blueprint.post("/start")(csrf.exempt(begin))
    blueprint.get("/consent")(read_consent)
    blueprint.post("/consent")(give_consent)
    blueprint.get("/privacy")(privacy)


def start() -> str:
    """The first page."""
    return start_page(page_site())


def invited(token: str) -> Response:
    """The first page behind a link. Looking at it uses nothing up; whoever began by it here goes on where they were."""
    if session.came_by(token):
        return see_other(next_url(session.current_draft()))
    way = _way(token)
    if way is None:
        return _link_over()
    show(site := site_of(way.site_id))
    return without_referrer(make_response(start_page(site, invite=token)))


def _way(token: str) -> invites.Way | None:
    """Where a link leads. A device that was handed over stays with those who did: elsewhere it leads nowhere."""
    way = invites.look_at(token)
    return None if way and session.is_kiosk() and way.site_id != page_site().id else way


def _link_over() -> Response:
    """Used, expired, withdrawn or never made: the page does not say which, and begins without it."""
    return without_referrer(make_response(start_page(page_site(), over=True), GONE))


def start_at(way_in: str) -> Response | str:
    """The first page of the centre whose code this is."""
    if session.is_kiosk():
        return see_other("/")
    site = site_at(way_in)
    if site is None:
        return _unknown()
    show(site)
    return start_page(site)


def _unknown() -> Response:
    """Nobody's address, or that of a centre that is shut: the page says so, and begins without it."""
    return make_response(start_page(page_site(), unknown=True), NOT_FOUND)


def start_page(site: Site, *, invite: str = "", over: bool = False, unknown: bool = False) -> str:
    """Purpose, time, who reads it and when, privacy, the right to stop. `invite`: the link that brought them here."""
    return render_template(
        "patient/start.html",
        minutes=minutes(frozenset(site.modules)),
        reading=reading_promise(site, clock.now()),
        in_english=parts_in_english(site.modules),
        begun=session.under_way(),
        sent=session.has_sent(),
        invite=invite,
        over=over,
        here=request.path if request.method == "GET" else "/",
        way_in=site.way_in,
        unknown=unknown,
        trap=TRAP,
    )


def _address(invite: str) -> str:
    return url_for("patient.invited", token=invite) if invite else "/"


def begin() -> Response:
    """Begin. There is no session yet to hold a token; the request guard has checked that our own page sent this.

    What is under way in this browser is given up only by whoever was told so: the page that tells says `anew`.
    """
    token = request.form.get("invite", "")
    if session.came_by(token):
        return see_other(next_url(session.current_draft()))
    if session.under_way() and "anew" not in request.form:
        return see_other(_address(token))
    way = invites.use_up(token) if token and _way(token) else None
    if token and way is None:
        return _link_over()
    site = site_of(way.site_id) if way else _where_to_begin()
    if site is None:
        return _unknown()
    _begin(site, way)
    return see_other("/consent")


def _begin(site: Site, way: invites.Way | None) -> None:
    watch_start(session.begin(site, kiosk=session.kiosk_visit(), invite=way.id if way else None))
    if way:
        invites.note_begun(way)
    db.session.commit()


def _where_to_begin() -> Site | None:
    """Where the page says; None if that takes nobody in: nobody begins at a centre that they did not choose. A device
    that was handed over stays with those who did.
    """
    said = "" if session.is_kiosk() else request.form.get("at", "")
    return site_at(said) if said else page_site()


def read_consent() -> Response | str:
    """The consent text."""
    draft = session.current_draft()
    if draft.is_sent:
        return see_other("/received")
    return render_template(
        "patient/consent.html", consent=consent().sections, reading=reading_promise(draft.site, clock.now())
    )


def give_consent() -> Response:
    """Consent is given by going on; its version, its words, their language and the time are kept."""
    draft = session.current_draft(to_write=True)
    text = consent()
    if draft.state.consent is None or draft.state.consent.version != text.version:
        draft.state.consent = ConsentGiven(
            text.version, text.text_hash, clock.now(), current_language(), rights().version
        )
        draft.save()
    db.session.commit()
    return see_other(next_url(draft))


def privacy() -> str:
    """What is kept, who reads it, what the law says of it, what this page cannot do."""
    return render_template("patient/privacy.html", draft_hours=current_settings().draft_hours, rights=rights().sections)
