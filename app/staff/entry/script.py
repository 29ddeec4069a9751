"""What staff say and do right after an answer that needs help: the words of the person's help page, as a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _

from app.asking.fitting_lines import fitting_lines
from app.crisis.messages import Kind, kinds_of, message
from app.extensions import N_
from app.intake.arriving.drafts import OpenDraft
from app.intake.draft_state import Mode
from app.screening import Level
from app.web.help_lines import LineView

AT_ONCE: Final[dict[Mode, tuple[str, ...]]] = {
    "phone": (
        N_("Stay on the line. The questions can wait."),
        N_("Ask where the person is, and whether somebody is with them."),
        N_("Let a colleague get the clinician on duty now, while you go on talking."),
        N_("If a life is in danger, call 911 from another phone and stay on this one."),
        N_("Offer to call 988 together. Do not hang up before somebody else has taken over."),
    ),
    "in_person": (
        N_("Stay with the person. The questions can wait."),
        N_("Let a colleague get the clinician on duty now."),
        N_("If a life is in danger, call 911."),
        N_("Offer to call 988 together, from this room. Do not leave before somebody else has taken over."),
    ),
    "paper": (
        N_("The person is not with you, and this may have been written some time ago."),
        N_("Tell the clinician on duty now, before you type on."),
        N_("If the paper says how to reach them, call now, and say the words below."),
        N_("If a life is in danger and you know where they are, call 911."),
    ),
}
IN_PASSING: Final[dict[Mode, tuple[str, ...]]] = {
    "phone": (
        N_("Say this slowly, and give the numbers so that they can be written down. Then go on when they are ready."),
    ),
    "in_person": (N_("Say this slowly, and write the numbers down for them. Then go on when they are ready."),),
    "paper": (N_("Say this when you call them. For now, type on."),),
}


@dataclass(frozen=True)
class Say:
    """One text to say: its first sentence, and the rest."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class ScriptView:
    """The script. `at_once`: everything else waits. `lang`: of what is said."""

    at_once: bool
    do: tuple[str, ...]
    says: tuple[Say, ...]
    lines: tuple[LineView, ...]


def script_view(draft: OpenDraft, tells: Sequence[str], language: str) -> ScriptView:
    """What to do, what to say in the language of the person, and which numbers to give."""
    kinds = kinds_of(tells)
    at_once = draft.level() is Level.IMMINENT
    with force_locale(language):
        says = tuple(_say(kind) for kind in kinds)
    do = (AT_ONCE if at_once else IN_PASSING)[draft.state.mode]
    return ScriptView(at_once, tuple(_(text) for text in do), says, fitting_lines(kinds, draft, language))


def _say(kind: Kind) -> Say:
    return Say(_(message(kind).heading), tuple(_(text) for text in message(kind).spoken))
