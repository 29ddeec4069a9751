"""The letter for made-up answers, without a database or a page."""

from collections.abc import Mapping
from datetime import UTC, datetime

from app.instruments import Answer
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.models import Draft
from app.intake.draft_state import DraftState, RiskEvent
from app.patient.letter import Letter, letter
from app.sites import Site

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
SITE = Site("default", "Our clinic", "America/New_York", "555-0100", "Mon-Fri 09:00-17:00", modules=("pcptsd5", "peg"))
ADULT: dict[str, Answer] = {"age": 34, "drink_cut": "women", "px_private": "yes", "px_med_now": ("none",)}
DRINKS: dict[str, Answer] = ADULT | {"auditc_1": 2}


def letter_for(answers: Mapping[str, Answer], *events: RiskEvent, contact: dict[str, str] | None = None) -> Letter:
    """What this person reads after sending."""
    state = DraftState(NOW, NOW, answers=dict(answers), events=list(events), contact=contact or {}, offer="go_on")
    return letter(OpenDraft(Draft(id="made-up"), b"", state, SITE), SITE, NOW)


def words(said: Letter) -> str:
    """The whole letter but the scores, one sentence or heading on each line."""
    strands = [text for strand in said.strands for text in (strand.heading, *strand.paragraphs)]
    parts = (said.opening, strands, said.together, said.helps_now, said.small_steps, said.next_steps, said.hope)
    safety = said.safety.paragraphs if said.safety else []
    return "\n".join([*safety, *(text for part in parts for text in part), said.limits])
