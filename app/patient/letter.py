"""The result as a letter: use, mood and stress together, from the reader's own answers.

Never a diagnosis, never a bare referral.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from app.crisis.choose import EMERGENCIES, LEADING, Facts, for_situation
from app.crisis.messages import Kind, message
from app.extensions import N_
from app.instruments import SKIP, Complete, catalogue
from app.intake.arriving.drafts import OpenDraft
from app.leaflets import Leaflet, leaflets
from app.patient.letter_file import LetterFile, Sentence, letter_file
from app.patient.promise import contact_gap, contact_promise, how_to_reach_us, reading_promise
from app.patient.wording import leaflet_words, title_words
from app.screening import Level, Outcome, rulebook
from app.screening.reading import Reading
from app.sites import Site
from app.web.help_lines import LineView, line_view
from app.web.language import current_language

SCORES_SHOWN = ("phq9", "gad7", "auditc", "peg")
BODY_FIRST = ("emergency", "poison")  # before 988, which also stands at the head of every page
HEADINGS = {"use": N_("Alcohol, drugs and medicines"), "mood": N_("Mood and worry"), "stress": N_("Stress")}


@dataclass(frozen=True)
class Strand:
    """One of the three strands, in words."""

    key: str
    heading: str
    paragraphs: list[str]


@dataclass(frozen=True)
class SafetyCard:
    """Help before anything else: a few words, and the lines that lead every help page."""

    paragraphs: list[str]
    lines: list[LineView]


@dataclass(frozen=True)
class Score:
    """One score for whoever wants it. `lang`: of the name, where that is not the page's."""

    name: str
    lang: str | None
    text: str


@dataclass(frozen=True)
class Letter:
    """The whole letter."""

    opening: list[str]
    strands: list[Strand]
    together: list[str]
    helps_now: list[str]
    small_steps: list[str]
    next_steps: list[str]
    hope: list[str]
    leaflets: list[Leaflet]
    safety: SafetyCard | None
    scores: list[Score]
    limits: str


def letter(draft: OpenDraft, site: Site, now: datetime) -> Letter:
    """Write the letter for a draft that was sent."""
    texts, outcome = letter_file(), draft.outcome()
    writer = _Writer(texts, outcome, draft.path().youth)
    return Letter(
        opening=[_(texts.opening)],
        strands=[Strand(key, _(heading), writer.strand(key)) for key, heading in HEADINGS.items()],
        together=writer.said(texts.together)[: texts.most_links],
        helps_now=[*writer.advice(), *writer.said(texts.helps)],
        small_steps=writer.said(texts.small_step)[: texts.most_steps],
        next_steps=_next_steps(draft, site, now),
        hope=writer.said(texts.hope),
        leaflets=writer.leaflets(),
        safety=_safety(draft, outcome),
        scores=_scores(outcome),
        limits=_(texts.limits),
    )


class _Writer:
    def __init__(self, texts: LetterFile, outcome: Outcome, youth: bool) -> None:
        self.texts, self.outcome, self.youth = texts, outcome, youth
        self.reading = Reading(rulebook(), outcome.answers)

    def strand(self, key: str) -> list[str]:
        """What the answers suggest about one strand."""
        if self.youth and key != "mood":
            return [_(self.texts.not_asked_young)]
        sentences: tuple[Sentence, ...] = getattr(self.texts, key)
        return self.said(sentences) or [_(self.texts.left_out)]

    def said(self, sentences: Iterable[Sentence]) -> list[str]:
        """The first sentence that holds about each thing."""
        found: dict[str, str] = {}
        for sentence in sentences:
            if sentence.about not in found and self.reading.holds(sentence.when).holds:
                found[sentence.about] = _(sentence.say).format(**self.substances)
        return list(found.values())

    def advice(self) -> list[str]:
        """What keeps this person safe, by the flags raised."""
        called_for = {rulebook().rule(flag.id).advice for flag in self.outcome.flags}
        kinds = [kind for kind in self.texts.advice if kind in called_for]
        return [_(text) for kind in kinds for text in message(kind).paragraphs[1 : 1 + self.texts.most_advice]]

    def leaflets(self) -> list[Leaflet]:
        """What this person may like to read on."""
        fitting = [leaflet for leaflet in leaflets().values() if self.reading.holds(leaflet.when).holds]
        return [leaflet_words(leaflet) for leaflet in fitting[: self.texts.most_leaflets]]

    @cached_property
    def substances(self) -> dict[str, str]:
        """Which substances pull strongly, which bring some trouble, as lists in words."""
        least = {key: self.reading.least(key) or 0 for key in self.texts.substances}
        highest = {key: catalogue().instrument_of_score(key).bands[-1].min for key in least}
        strong = [_(self.texts.substances[key]) for key in least if least[key] >= highest[key]]
        some = [_(self.texts.substances[key]) for key in least if 0 < least[key] < highest[key]]
        return {"strong": format_list(strong, locale=get_locale()), "some": format_list(some, locale=get_locale())}


def _safety(draft: OpenDraft, outcome: Outcome) -> SafetyCard | None:
    """A help card first, whenever an answer on the way needed help at once or a suicide question was not a plain no.

    Where the body is in danger as the answers stand, 911 leads, and Poison Help follows where it is among the lines.
    """
    facts = Facts(language=current_language())
    if kind := _emergency(outcome):
        first = sorted(for_situation(kind, facts), key=lambda line: line.id not in BODY_FIRST)[: LEADING + 1]
        return SafetyCard([_(message(kind).paragraphs[0])], [line_view(line) for line in first])
    events = draft.state.events
    crisis = any(event.level is Level.IMMINENT or event.flag in rulebook().help_first for event in events)
    if not crisis:
        return None
    lines = for_situation("general", facts)[:LEADING]
    return SafetyCard([_(message("general").paragraphs[0])], [line_view(line) for line in lines])


def _emergency(outcome: Outcome) -> Kind | None:
    """The text of the most pressing emergency of the body that the answers tell of."""
    return next((kind for flag in outcome.flags for kind in EMERGENCIES if kind == flag.tell), None)


def _next_steps(draft: OpenDraft, site: Site, now: datetime) -> list[str]:
    contact, receipt = draft.state.contact, draft.state.receipt
    sent_at = (receipt and receipt.sent_at) or now
    read = [_("A person on our intake team reads your answers."), reading_promise(site, now)]
    gap = contact_gap(contact)
    if gap is None:
        reached = [
            contact_promise(site, draft.level(), sent_at, now),
            _("We do so only in the ways you said are safe."),
        ]
        then = _("Together you look at what you want help with, and choose a first step.")
    else:
        reached = [gap, how_to_reach_us(site)]
        then = _("If you would rather talk to someone else first, 988 is there day and night.")
    return [" ".join(read), " ".join(reached), then]


def _scores(outcome: Outcome) -> list[Score]:
    rows = []
    for key in SCORES_SHOWN:
        result, instrument = outcome.scores.get(key), catalogue().instruments[key]
        if isinstance(result, Complete):
            said = _("%(score)s of %(most)s", score=f"{result.score:g}", most=f"{instrument.highest:g}")
            rows.append(Score(*title_words(instrument), said))
        elif any(outcome.answers.get(item.link_id) == SKIP for item in instrument.scored_items):
            rows.append(Score(*title_words(instrument), _("Not enough answers to say")))
    return rows
