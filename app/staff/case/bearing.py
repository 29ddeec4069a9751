"""What bears on the three strands: when mood was answered, reasons for use, stress, what led back to use, pain."""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.screening import Outcome
from app.staff.case.phrases import Findings, Phrase

PHASE_UNKNOWN: Final = N_("phase of use not asked or not said")
FACTS: Final = (
    (N_("Reasons for use"), (Phrase("answered(px_motives)", "{px_motives}"),)),
    (
        N_("Stress"),
        (
            Phrase("answered(px_stress_now)", N_("in the past 2 weeks {px_stress_now}")),
            Phrase("answered(px_stress_use)", N_("wants to use because of it {px_stress_use}")),
        ),
    ),
    (N_("What led back to use"), (Phrase("answered(px_return_use)", "{px_return_use}"),)),
    (
        N_("Pain"),
        (
            Phrase("score('peg') >= 0", N_("PEG pain {score_peg}")),
            Phrase("answered(px_body_pain)", N_("in the past 2 weeks {px_body_pain}")),
            Phrase("answered(px_relief_pain)", N_("uses or drinks to ease it {px_relief_pain}")),
        ),
    ),
)


@dataclass(frozen=True)
class Fact:
    """One thing, in the person's own answers; empty if nothing was answered."""

    word: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Bearing:
    """Everything beside the strands. `context`: in which phase of use mood was answered, and the caveats."""

    context: tuple[str, ...]
    facts: tuple[Fact, ...]


def bearing(found: Findings) -> Bearing:
    """What one set of answers says of it."""
    return Bearing(context(found.outcome), tuple(Fact(_(word), found.said(phrases)) for word, phrases in FACTS))


def context(outcome: Outcome) -> tuple[str, ...]:
    """The phase of use and the caveats: beside every mood and anxiety score, because use and withdrawal shift them."""
    phase = _(outcome.phase or PHASE_UNKNOWN)
    return (f"{phase[0].upper()}{phase[1:]}.", *(_(caveat.text) for caveat in outcome.caveats))
