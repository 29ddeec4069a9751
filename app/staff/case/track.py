"""The track: what the rules suggest and why, and what a clinician decided instead."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.intake.case.review import Case
from app.intake.case.track import chosen_track
from app.screening import rulebook
from app.staff.words.times import Times
from app.staff.words.visible import visible


@dataclass(frozen=True)
class Choice:
    """What somebody decided instead of the suggestion."""

    track: str
    text: str
    by: str
    when: str


@dataclass(frozen=True)
class TrackView:
    """The suggestion with its reasons, the decision if there is one, and the tracks that can be chosen instead."""

    suggested: str
    reasons: tuple[str, ...]
    first: tuple[str, ...]
    chosen: Choice | None
    others: tuple[tuple[str, str], ...]


def track_word(track: str) -> str:
    """A track in words; one that there is no more, by its id."""
    return _(rulebook().interplay.tracks.get(track, track))


def track_view(case: Case, times: Times) -> TrackView:
    """The track of one screening."""
    found, decision = case.outcome.suggestion, chosen_track(case)
    stands = decision.content["after"] if decision else found.track
    return TrackView(
        suggested=track_word(found.track),
        reasons=tuple(_(reason.because) for reason in found.reasons),
        first=tuple(_(remark.text) for remark in found.first),
        chosen=Choice(track_word(stands), visible(decision.content["text"]), decision.by, times.exact(decision.at))
        if decision
        else None,
        others=tuple((track, track_word(track)) for track in rulebook().interplay.tracks if track != stands),
    )
