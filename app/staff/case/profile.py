"""The dual-diagnosis profile: how use, mood and stress pull on one another. For the conversation, never a diagnosis."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import Complete, Incomplete, Score, catalogue
from app.screening import Outcome
from app.staff.case.phrases import GAD2, GAD7, PHQ9, Findings, Phrase
from app.staff.case.strands_picture import Picture, picture
from app.staff.words.scores import score_words, title_of

STRENGTHS: Final = (N_("none reported"), N_("some"), N_("marked"), N_("strong"))
UNKNOWN: Final = N_("not known")
# AUDIT-C from 3 on, the published cut for women, is drawn as marked for everybody: a picture, not a finding. Stress is
# one question: its answers are its strengths.
USE: Final = (("substance_high", 3), ("score('auditc') >= 3", 2), ("any_use", 1), ("score('taps1') >= 0", 0))
MOOD: Final = (("phq9_severe", 3), ("phq9_moderate", 2), ("phq9_mild", 1), ("mood_known", 0))
STRESS: Final = (("stressed", 3), ("px_stress_now >= 2", 2), ("px_stress_now >= 1", 1), ("px_stress_now >= 0", 0))

STRESS_WORDS: Final = (
    Phrase("answered(px_stress_now)", N_("stress in the past 2 weeks {px_stress_now}")),
    GAD7,
    GAD2,
)
MOOD_WORDS: Final = (
    PHQ9,
    Phrase("hopeless", N_("things cannot get better {px_hopeless}")),
)
USE_WORDS: Final = (
    Phrase("score('auditc') >= 1", N_("AUDIT-C {score_auditc}")),
    Phrase("answered(px_last_use)", N_("last use {px_last_use}")),
)
PULLERS: Final = {
    "use": N_("use"),
    "mood": N_("mood"),
    "stress": N_("stress"),
    "pain": N_("pain"),
    "sleep": N_("sleep"),
    "withdrawal": N_("withdrawal"),
}
PULLS: Final = (
    ("mood", "use", Phrase("'low_mood' in px_motives", N_("Uses to feel less down."))),
    ("stress", "use", Phrase("'anxiety' in px_motives", N_("Uses to feel less anxious or stressed."))),
    (
        "stress",
        "use",
        Phrase("px_stress_use >= 2", N_("Stress or a bad mood makes them want to use: {px_stress_use}.")),
    ),
    ("stress", "use", Phrase("'stress' in px_return_use", N_("Went back to use with stress or an argument."))),
    ("mood", "use", Phrase("'low_mood' in px_return_use", N_("Went back to use when feeling down."))),
    ("stress", "use", Phrase("'anxiety' in px_return_use", N_("Went back to use when feeling anxious."))),
    ("stress", "use", Phrase("'memories' in px_motives", N_("Uses to block bad memories."))),
    ("pain", "use", Phrase("'pain' in px_motives or eases_pain", N_("Uses to ease body pain."))),
    ("sleep", "use", Phrase("'sleep' in px_motives", N_("Uses to sleep."))),
    ("withdrawal", "use", Phrase("'withdrawal' in px_motives", N_("Uses so as not to get sick from withdrawal."))),
    ("use", "mood", Phrase("px_after_use == 'worse'", N_("The day after using, mood is mostly worse."))),
    ("use", "mood", Phrase("px_after_use == 'better'", N_("The day after using, mood is mostly better."))),
    ("use", "mood", Phrase("px_mood_abstinent == 'better'", N_("In four weeks or more without use, mood got better."))),
    (
        "use",
        "mood",
        Phrase("px_mood_abstinent == 'same'", N_("In four weeks or more without use, mood stayed the same.")),
    ),
    ("use", "mood", Phrase("px_mood_abstinent == 'worse'", N_("In four weeks or more without use, mood got worse."))),
)
ONSET: Final = (
    Phrase("answered(px_onset)", N_("Order of onset: {px_onset}.")),
    Phrase("answered(px_mood_before)", N_("Down for 2 weeks or more before use began: {px_mood_before}.")),
    Phrase("answered(px_abstinent_4w)", N_("Four weeks or more without: {px_abstinent_4w}.")),
)


@dataclass(frozen=True)
class Strand:
    """One strand: how strong it shows, in a word, and by which answers."""

    key: str
    word: str
    strength: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Pull:
    """One thing acting on another, in the person's own answers."""

    source: str
    target: str
    words: str


@dataclass(frozen=True)
class ProfileView:
    """The whole profile."""

    track: str
    because: str
    temporal: str
    onset: tuple[str, ...]
    strands: tuple[Strand, ...]
    pulls: tuple[Pull, ...]
    picture: Picture


def profile(outcome: Outcome) -> ProfileView:
    """The profile of one set of answers."""
    found = Findings(outcome)
    use, mood, stress = (_strength(found, table) for table in (USE, MOOD, STRESS))
    return ProfileView(
        track=_(outcome.quadrant.track),
        because=_(outcome.quadrant.because),
        temporal=_(outcome.temporal.sentence),
        onset=found.said(ONSET),
        strands=(
            Strand("use", _("Use"), _word(use), (*_substances(outcome), *found.said(USE_WORDS))),
            Strand("mood", _("Mood"), _word(mood), found.said(MOOD_WORDS)),
            Strand("stress", _("Stress"), _word(stress), found.said(STRESS_WORDS)),
        ),
        pulls=tuple(_pulls(found)),
        picture=picture(found, use, mood, stress),
    )


def _pulls(found: Findings) -> Iterator[Pull]:
    for source, target, phrase in PULLS:
        for words in found.said((phrase,)):
            yield Pull(_(PULLERS[source]), _(PULLERS[target]), words)


def _strength(found: Findings, table: tuple[tuple[str, int], ...]) -> int | None:
    return next((strength for condition, strength in table if found.holds(condition)), None)


def _word(strength: int | None) -> str:
    return _(UNKNOWN if strength is None else STRENGTHS[strength])


def _substances(outcome: Outcome) -> tuple[str, ...]:
    """The substances of TAPS-2 with a score above 0."""
    scores = {key: outcome.scores.get(key) for key in catalogue().subscale_items}
    return tuple(
        _("%(title)s %(score)s", title=title_of(key), score=score_words(key, result))
        for key, result in scores.items()
        if _least(result) > 0
    )


def _least(result: Score | None) -> float:
    match result:
        case Complete(score=value):
            return value
        case Incomplete(min_score=int(least)):
            return least
    return 0
