"""Telling a program that floods the desk from the people whom it would bury. Nobody is refused, and nobody is told."""

from typing import Final

from flask import request

from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.suspect import can_be_marked, is_faster_than_people, mark
from app.settings import current_settings
from app.web import limits

_OF_SENDING: Final = (limits.SENDINGS, limits.SENDINGS_THERE)
TRAP = "website"  # a field of the first page that is drawn nowhere and read out to nobody


def watch_start(draft: OpenDraft) -> None:
    """Somebody begins; the caller commits."""
    if not _watches(draft):
        return
    if limits.one_too_many(limits.STARTS):
        mark(draft, "starts")
    if request.form.get(TRAP):
        mark(draft, "trap")
    draft.save()


def watch_sending(draft: OpenDraft) -> None:
    """Somebody sends, and `draft` is sent next."""
    watch_call(draft)
    if _watches(draft) and is_faster_than_people(draft):
        mark(draft, "fast")


def watch_call(draft: OpenDraft) -> None:
    """Somebody asks for a call, for which nobody can be too fast."""
    if not _watches(draft):
        return
    if any(map(limits.is_full, _OF_SENDING)):
        mark(draft, "sendings")


def count_sending(draft: OpenDraft) -> None:
    """Something was handed over. What broke off was not: whoever presses again while we are down floods nobody."""
    if _watches(draft):
        for bucket in _OF_SENDING:
            limits.one_too_many(bucket)


def _watches(draft: OpenDraft) -> bool:
    return current_settings().rate_limits and can_be_marked(draft)
