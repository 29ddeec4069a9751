"""The result as a letter: use, mood and stress together, from the reader's own answers. Never a diagnosis, never a bare referral."""

from dataclasses import dataclass
from datetime import datetime

from app.crisis.messages import message
from app.instruments import SKIP, Complete, catalogue
from app.intake.drafts import OpenDraft
from app.patient.letter_strands import Findings, mood, stress, use
from app.patient.letter_together import helps_now, hope, together
from app.patient.promise import contact_promise, reading_promise
from app.screening import Level, Outcome
from app.sites import Site

LIMITS = "This letter comes from a screening. It does not diagnose anything. A person looks at your answers and talks with you."
SCORES_SHOWN = ("phq9", "gad7", "auditc", "peg")


@dataclass(frozen=True)
class Strand:
    """One of the three strands, in words."""

    key: str
    heading: str
    paragraphs: list[str]


@dataclass(frozen=True)
class Letter:
    """The whole letter."""

    opening: list[str]
    strands: list[Strand]
    together: list[str]
    helps_now: list[str]
    next_steps: list[str]
    hope: list[str]
    safety: list[str] | None
    scores: list[tuple[str, str]]
    limits: str


def letter(draft: OpenDraft, site: Site, now: datetime) -> Letter:
    """Write the letter for a draft that was sent."""
    found = Findings(draft.outcome(), draft.path().youth)
    return Letter(
        opening=["Thank you for your trust. These are your own answers, put side by side."],
        strands=[
            Strand("use", "Alcohol, drugs and medicines", use(found)),
            Strand("mood", "Mood and worry", mood(found)),
            Strand("stress", "Stress", stress(found)),
        ],
        together=together(found),
        helps_now=helps_now(found),
        next_steps=_next_steps(draft, site, now),
        hope=hope(found),
        safety=_safety(draft),
        scores=_scores(found.outcome),
        limits=LIMITS,
    )


def _safety(draft: OpenDraft) -> list[str] | None:
    """A help card first, whenever help was shown on the way or an answer about suicide was not a no."""
    crisis = {event.flag for event in draft.state.events if event.level is Level.IMMINENT or event.flag.startswith("SUI_")}
    return [message("general").paragraphs[0]] if crisis else None


def _next_steps(draft: OpenDraft, site: Site, now: datetime) -> list[str]:
    contact = draft.state.contact
    steps = [f"A person on our intake team reads your answers. {reading_promise(site, now)}"]
    if contact.get("contact_phone") or contact.get("contact_email"):
        steps.append(f"{contact_promise(site, draft.level(), now)} We do so only in the ways you said are safe.")
        steps.append("Together you look at what you want help with, and choose a first step.")
    else:
        phone = f" The number is {site.phone}." if site.phone else ""
        steps.append(f"You gave no way to reach you. You can call us and say your reference.{phone}")
        steps.append("If you would rather talk to someone else first, 988 is there day and night.")
    return steps


def _scores(outcome: Outcome) -> list[tuple[str, str]]:
    rows = []
    for key in SCORES_SHOWN:
        result, instrument = outcome.scores.get(key), catalogue().instruments[key]
        if isinstance(result, Complete):
            rows.append((instrument.title, f"{result.score:g} of {instrument.highest:g}"))
        elif result is not None and any(outcome.answers.get(item.link_id) == SKIP for item in instrument.scored_items):
            rows.append((instrument.title, "Not enough answers to say"))
    return rows
