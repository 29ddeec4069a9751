"""Consents in words: all nine elements of each, and whether it still allows anything."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from flask_babel import force_locale
from flask_babel import gettext as _

from app.extensions import N_
from app.handoff.consents import ENDS, PURPOSES, SIGNED_BY, SIGNED_HOW, WHAT, Given, Signed, Standing
from app.staff.handoff.report_page import on_paper
from app.staff.words.times import Times
from app.staff.words.visible import visible
from app.web.language import LANGUAGES

STANDING: Final[dict[Standing, str]] = {
    "stands": N_("In force"),
    "revoked": N_("Taken back"),
    "happened": N_("Ended"),
    "expired": N_("Expired"),
}


@dataclass(frozen=True)
class ConsentView:
    """One consent. `elements`: what was signed, each with its word."""

    id: UUID
    recipient: str
    state: str
    stands: bool
    elements: list[tuple[str, str]]
    ended: str
    recorded: str
    version: str


def consent_view(given: Given, times: Times) -> ConsentView:
    """One consent in the reader's language."""
    return ConsentView(
        id=given.id,
        recipient=visible(given.signed.recipient),
        state=_(STANDING[given.standing]),
        stands=given.standing == "stands",
        elements=list(elements(given.signed, times)),
        ended=_ended(given, times),
        recorded=_("Recorded by %(name)s, %(moment)s", name=given.by, moment=on_paper(times, given.at)),
        version=given.signed.version,
    )


def persons_copy(given: Given, times: Times) -> ConsentView:
    """The same in the language in which the person read the words."""
    with force_locale(given.signed.language):
        return consent_view(given, replace(times, language=given.signed.language))


def lines_to_fill(language: str, discloser: str) -> list[tuple[str, str]]:
    """The elements on paper: each with its word, and with what is known or may be chosen; else with a line."""
    with force_locale(language):
        return [
            (_("Of whom"), ""),
            (_("Who shares"), discloser),
            (_("What is shared"), "  ".join(f"☐ {_(words)}" for words in WHAT.values())),
            (_("With whom"), ""),
            (_("Purpose"), ""),
            (_("Until"), ""),
            (_("Or until, if that is earlier"), ""),
            (_("Signature"), ""),
            (_("Signed on"), ""),
        ]


def elements(signed: Signed, times: Times) -> Iterator[tuple[str, str]]:
    """What was signed, in the order of the law; the right to end it stands in the words that go with it."""
    yield _("Of whom"), visible(signed.patient)
    yield _("Who shares"), signed.discloser
    yield _("What is shared"), _(WHAT[signed.what])
    yield _("With whom"), visible(signed.recipient)
    yield _("Purpose"), purpose_words(signed.purpose, signed.purpose_text)
    yield _("Until"), times.on(signed.expires_on)
    if signed.expires_event:
        yield _("Or until, if that is earlier"), visible(signed.expires_event)
    yield _("Signed by"), f"{visible(signed.signed_name)} ({_(SIGNED_BY[signed.signed_by])})"
    yield _("How it was signed"), _(SIGNED_HOW[signed.signed_how])
    yield _("Signed on"), times.on(signed.signed_on)
    yield (
        _("Words"),
        _("version %(version)s, %(language)s", version=signed.version, language=LANGUAGES[signed.language]),
    )


def purpose_words(purpose: str, text: str) -> str:
    """Why it is shared, and what was written beside it."""
    word = _(PURPOSES[purpose])
    return f"{word}: {visible(text)}" if text else word


def _ended(given: Given, times: Times) -> str:
    if given.end is None:
        return ""
    words = [_(ENDS[given.end.kind]), visible(given.end.text)]
    return _(
        "%(why)s. Recorded by %(name)s, %(moment)s",
        why=": ".join(filter(None, words)),
        name=given.end.by,
        moment=on_paper(times, given.end.at),
    )
