"""The result as a letter: use, mood and stress together, from the reader's own answers.

Never a diagnosis, never a bare referral.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.crisis.messages import Kind, message
from app.instruments import SKIP, Complete, catalogue
from app.intake.contact_plan import may_be_reached
from app.intake.drafts import OpenDraft
from app.patient.letter_file import LetterFile, Sentence, letter_file
from app.patient.promise import contact_promise, reading_promise
from app.screening import Level, Outcome, rulebook
from app.screening.reading import Reading
from app.sites import Site

SCORES_SHOWN = ("phq9", "gad7", "auditc", "peg")
HEADINGS = {"use": "Alcohol, drugs and medicines", "mood": "Mood and worry", "stress": "Stress"}


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
    texts, outcome = letter_file(), draft.outcome()
    writer = _Writer(texts, outcome, draft.path().youth)
    return Letter(
        opening=[texts.opening],
        strands=[Strand(key, heading, writer.strand(key)) for key, heading in HEADINGS.items()],
        together=writer.said(texts.together)[: texts.most_links],
        helps_now=[*writer.advice(), *writer.said(texts.helps)],
        next_steps=_next_steps(draft, site, now),
        hope=writer.said(texts.hope),
        safety=_safety(draft),
        scores=_scores(outcome),
        limits=texts.limits,
    )


class _Writer:
    def __init__(self, texts: LetterFile, outcome: Outcome, youth: bool) -> None:
        self.texts, self.outcome, self.youth = texts, outcome, youth
        self.reading = Reading(rulebook(), outcome.answers)

    def strand(self, key: str) -> list[str]:
        """What the answers suggest about one strand."""
        if self.youth and key != "mood":
            return [self.texts.not_asked_young]
        sentences: tuple[Sentence, ...] = getattr(self.texts, key)
        return self.said(sentences) or [self.texts.left_out]

    def said(self, sentences: Iterable[Sentence]) -> list[str]:
        """The first sentence that holds about each thing."""
        found: dict[str, str] = {}
        for sentence in sentences:
            if sentence.about not in found and self.reading.holds(sentence.when).holds:
                found[sentence.about] = sentence.say.format(**self.substances)
        return list(found.values())

    def advice(self) -> list[str]:
        """What keeps this person safe, by the flags raised."""
        raised = {flag.id for flag in self.outcome.flags}
        kinds: list[Kind] = [kind for kind, flags in self.texts.advice.items() if raised.intersection(flags)]  # type: ignore[misc]  # letter_file checked them
        return [text for kind in kinds for text in message(kind).paragraphs[: self.texts.most_advice]]

    @cached_property
    def substances(self) -> dict[str, str]:
        """Which substances pull strongly, which bring some trouble, as lists in words."""
        least = {name: self.reading.least(key) or 0 for key, name in self.texts.substances.items()}
        strong = [name for name, count in least.items() if count >= 2]
        return {"strong": _listed(strong), "some": _listed([name for name, count in least.items() if count == 1])}


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _safety(draft: OpenDraft) -> list[str] | None:
    """A help card first, whenever an answer on the way needed help at once or a suicide question was not a plain no."""
    events = draft.state.events
    crisis = any(event.level is Level.IMMINENT or event.flag.startswith("SUI_") for event in events)
    return [message("general").paragraphs[0]] if crisis else None


def _next_steps(draft: OpenDraft, site: Site, now: datetime) -> list[str]:
    contact, receipt = draft.state.contact, draft.state.receipt
    sent_at = (receipt and receipt.sent_at) or now
    steps = [f"A person on our intake team reads your answers. {reading_promise(site, now)}"]
    if may_be_reached(contact):
        steps.append(
            f"{contact_promise(site, draft.level(), sent_at, now)} We do so only in the ways you said are safe."
        )
        steps.append("Together you look at what you want help with, and choose a first step.")
    else:
        phone = f" The number is {site.phone}." if site.phone else ""
        steps.append(f"You did not say that we may reach you. You can call us and say your reference.{phone}")
        steps.append("If you would rather talk to someone else first, 988 is there day and night.")
    return steps


def _scores(outcome: Outcome) -> list[tuple[str, str]]:
    rows = []
    for key in SCORES_SHOWN:
        result, instrument = outcome.scores.get(key), catalogue().instruments[key]
        if isinstance(result, Complete):
            rows.append((instrument.title, f"{result.score:g} of {instrument.highest:g}"))
        elif any(outcome.answers.get(item.link_id) == SKIP for item in instrument.scored_items):
            rows.append((instrument.title, "Not enough answers to say"))
    return rows
