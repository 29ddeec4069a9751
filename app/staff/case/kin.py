"""What the page of a screening says about its person: other screenings, who may be the same, what staff said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import Complete
from app.intake.people.acts import ActEntry
from app.intake.people.candidates import Candidate, Match
from app.intake.people.history import Kin, Past
from app.screening import Level
from app.staff.words.times import Times

ACT_WORDS: Final = {
    "linked": N_("%(one)s and %(other)s linked as the same person"),
    "merged": N_("The persons of %(one)s and %(other)s merged"),
    "parted": N_("%(one)s taken out, away from %(other)s"),
    "refused": N_("%(one)s and %(other)s said to be two people"),
    "undone": N_("About %(one)s and %(other)s: undone"),
}
MATCH_WORDS: Final = {
    Match.INVITED: N_("one came by the link for the re-screen that was planned at the other"),
    Match.NUMBER: N_("the same number, at least its last 7 digits"),
    Match.NAME: N_("the same whole name"),
}


@dataclass(frozen=True)
class ActView:
    """One act. `undo`: it can be undone, from the page of this screening."""

    id: str
    screening_id: str
    words: str
    by: str
    when: str
    undo: bool


@dataclass(frozen=True)
class CandidateView:
    """Perhaps the same person."""

    id: str
    reference: str
    level: Level
    day: str
    matches: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class KinView:
    """On the page of one screening. `number` of `count`; `scores`: PHQ-9 of each, oldest first.

    `sheets`: of how many days there are totals from paper.
    """

    person_id: str | None
    number: int
    count: int
    scores: tuple[str, ...]
    sheets: int
    candidates: tuple[CandidateView, ...]
    acts: tuple[ActView, ...]


def kin_view(kin: Kin, screening_id: str, times: Times) -> KinView:
    """Which one it is among those of its person, and who else may be the same."""
    ids = [past.id for past in kin.screenings]
    return KinView(
        person_id=kin.person_id,
        number=ids.index(screening_id) + 1 if screening_id in ids else 0,
        count=len(ids),
        scores=tuple(_score(past) for past in kin.screenings),
        sheets=len(kin.sheets),
        candidates=tuple(_candidate(one, times) for one in kin.candidates),
        acts=acts_view(kin.acts, times),
    )


def _score(past: Past) -> str:
    """PHQ-9 in the shortest form; a dash where there is none."""
    result = past.outcome.scores.get("phq9") if past.outcome else None
    return f"{result.score:g}" if isinstance(result, Complete) else "–"


def _candidate(one: Candidate, times: Times) -> CandidateView:
    matches = tuple(_(words) for match, words in MATCH_WORDS.items() if match in one.matches)
    return CandidateView(one.id, one.reference, one.level, times.day(one.at), matches, one.others)


def acts_view(acts: Sequence[ActEntry], times: Times) -> tuple[ActView, ...]:
    """What staff said about who is the same person."""
    return tuple(_act(act, times) for act in acts)


def _act(act: ActEntry, times: Times) -> ActView:
    words = _(ACT_WORDS[act.kind], one=act.reference, other=act.other_reference)
    return ActView(act.id, act.screening_id, words, act.by, times.exact(act.at), act.standing)
