"""Consent to share a screening: recorded, copied for the person, ended; and the words to be signed on paper."""

from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, url_for
from flask_login import current_user

from app.asking.consent import disclosure
from app.extensions import db
from app.handoff.consents import end_consent, read_consent, record_consent
from app.staff.handoff.consent_page import lines_to_fill, persons_copy
from app.staff.handoff.handoff_forms import EndForm, SignedForm
from app.staff.handoff.handoff_page import show
from app.staff.here import own_site, times
from app.staff.several_forms import act
from app.web.language import LANGUAGES


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    one = "/screenings/<screening_id>"
    blueprint.get(f"{one}/hand-off", endpoint="handoff")(handoff)
    blueprint.post(f"{one}/consents", endpoint="record_consent")(post_consent)
    blueprint.get(f"{one}/consents/<uuid:consent_id>", endpoint="consent_copy")(copy)
    blueprint.post(f"{one}/consents/<uuid:consent_id>/end", endpoint="end_consent")(post_end)
    blueprint.get("/consent-form/<language>", endpoint="consent_form")(blank)


def handoff(screening_id: str) -> Response:
    """What was allowed, and the forms for more. Reading it is recorded."""
    return show(screening_id)


def post_consent(screening_id: str) -> Response:
    """Record what the person signed."""
    form = SignedForm()

    def do() -> None:
        record_consent(screening_id, current_user, form.signed())

    return act(show, screening_id, "consent", form, do, _consents_of(screening_id))


def post_end(screening_id: str, consent_id: UUID) -> Response:
    """End a consent: from now on nothing is handed off under it."""
    form = EndForm()

    def do() -> None:
        end_consent(screening_id, current_user, consent_id, form.said("kind"), form.said("text"))

    return act(show, screening_id, f"end-{consent_id}", form, do, _consents_of(screening_id))


def copy(screening_id: str, consent_id: UUID) -> Response:
    """The person's copy, with the words in the language in which they read them. Reading it is recorded."""
    given = read_consent(screening_id, current_user, consent_id)
    db.session.commit()
    words = disclosure(given.signed.language)
    page = render_template(
        "staff/handoff/consent.html",
        screening_id=screening_id,
        consent=persons_copy(given, times()),
        words=words,
        spoken=given.signed.language,
        same_words=words.text_hash == given.signed.text_hash,
    )
    return make_response(page)


def blank(language: str) -> str:
    """The same words with lines to fill in and sign. Nothing in it is about anybody."""
    if language not in LANGUAGES:
        abort(404)
    return render_template(
        "staff/handoff/consent_form.html",
        words=disclosure(language),
        lines=lines_to_fill(language, own_site().name),
        spoken=language,
        languages_of_form=LANGUAGES.items(),
    )


def _consents_of(screening_id: str) -> str:
    return url_for("staff.handoff", screening_id=screening_id, _anchor="consents")
