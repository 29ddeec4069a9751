"""Telling a program that floods the desk from the people whom it would bury. Nobody is refused, and nobody is told."""

from flask import request

from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.suspect import can_be_marked, is_faster_than_people, mark
from app.settings import current_settings
from app.web import limits

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
    counted = [limits.one_too_many(bucket) for bucket in (limits.SENDINGS, limits.SENDINGS_THERE)]
    if any(counted):
        mark(draft, "sendings")


def _watches(draft: OpenDraft) -> bool:
    return current_settings().rate_limits and can_be_marked(draft)
