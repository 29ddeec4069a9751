"""Made-up staff and made-up screenings for the demo. Nobody here exists."""

from dataclasses import dataclass, field
from datetime import timedelta

from app.extensions import clock
from app.instruments import Answer
from app.intake.arriving.pretend import answer_all, begin_pretending
from app.intake.arriving.submit import ask_for_call, send
from app.intake.draft_state import Mode
from app.sites import default_site

STAFF = (
    ("coordinator@demo.invalid", "coordinator", "Demo Coordinator"),
    ("clinician@demo.invalid", "clinician", "Demo Clinician"),
    ("supervisor@demo.invalid", "supervisor", "Demo Supervisor"),
    ("admin@demo.invalid", "admin", "Demo Admin"),
    ("auditor@demo.invalid", "auditor", "Demo Auditor"),
)
USUAL: dict[str, Answer] = {
    "drink_cut": "women", "px_pregnancy": "no", "px_private": "yes", "px_safe_home": "yes", "px_support": "yes",
    "px_stress_now": 2, "px_onset": "not_sure", "px_mood_before": "not_sure", "px_abstinent_4w": "not_sure",
    "px_phase_now": "using", "px_want_help": ("use", "mood"), "px_ready": 6,
}  # fmt: skip
DEPRESSED: dict[str, Answer] = (
    USUAL | {f"phq9_{number}": 2 for number in range(1, 9)} | {"phq9_10": 2, "gad7_1": 2, "gad7_2": 1}
)
FEW: dict[str, Answer] = USUAL | {f"phq9_{number}": 0 for number in range(1, 9)}
HEROIN: dict[str, Answer] = {
    "taps1_3": 4, "taps2_her_1": "yes", "taps2_her_2": "yes", "taps2_her_3": "yes", "px_fentanyl": "yes",
    "px_od_last": "within_12m", "px_use_alone": 3, "px_naloxone": "no", "px_last_use": "today", "px_phase_now": "using",
    "px_motives": ("low_mood", "withdrawal"), "px_after_use": "worse", "px_opioid_wd_now": "yes",
}  # fmt: skip
COCAINE: dict[str, Answer] = {
    "taps1_3": 3, "taps2_sti_1": "yes", "taps2_sti_2": "yes", "taps2_sti_3": "no", "px_stress_now": 4,
    "px_stress_use": 4, "bam_8": 3, "bam_9": 1, "bam_11": 3, "px_return_use": ("stress", "cues"),
    "px_motives": ("energy", "anxiety"), "px_last_use": "d4_7", "px_onset": "use_first", "px_mood_before": "no",
}  # fmt: skip
ALCOHOL: dict[str, Answer] = {
    "taps1_2": 4, "taps2_alc_1": "yes", "taps2_alc_2": "yes", "taps2_alc_3": "yes", "taps2_alc_4": "yes", "auditc_1": 4,
    "auditc_2": 3, "auditc_3": 4, "px_alc_daily": "yes", "px_wd_history_severe": "yes",
    "px_wd_now": ("shaking", "sweating"),
    "px_onset": "mood_first", "px_mood_before": "yes", "px_motives": ("sleep", "low_mood"),
}  # fmt: skip
CONSENT = "demo"
CALL: dict[str, str] = {"contact_call": "yes", "contact_time": "Weekdays after 4 PM"}


@dataclass(frozen=True)
class MadeUp:
    """One made-up person: what they answer, when they came, how they may be reached."""

    hours_ago: float
    answers: dict[str, Answer]
    contact: dict[str, str] = field(default_factory=dict)
    asks_for_call: bool = False
    mode: Mode = "self"


SCREENINGS = (
    MadeUp(1.5, {**DEPRESSED, **HEROIN, "phq9_9": 2, "asq_1": "yes", "asq_3": "yes", "asq_5": "yes"},
           {"contact_name": "Demo Person One", "contact_phone": "555-0101", **CALL}, asks_for_call=True),
    MadeUp(20, {**DEPRESSED, **ALCOHOL, "phq9_9": 1, "asq_4": "yes", "asq_4_when": "within_3m"},
           {"contact_alias": "Demo Alias", "contact_phone": "555-0102", "contact_message_ok": "yes", **CALL}),
    MadeUp(5, {**FEW, **HEROIN, "px_benzo_daily": "yes", "px_pregnancy": "yes"},
           {"contact_phone": "555-0103", "contact_text": "yes"}),
    MadeUp(26, {**DEPRESSED, **COCAINE}, {"contact_name": "Demo Person Four", "contact_email": "four@demo.invalid"}),
    MadeUp(3, {**FEW, "asq_2": "skip", "taps1_2": 1}, {"contact_phone": "555-0105", **CALL}),
    MadeUp(30, {**FEW, "px_recovery": "yes", "px_stress_now": 3, "px_matters": "Staying well for my kids."}, {}),
)  # fmt: skip


def hand_in(person: MadeUp) -> str:
    """Let a made-up person answer, page by page, and send. Returns the id of the screening."""
    with clock.stopped(clock.now() - timedelta(hours=person.hours_ago)):
        draft = begin_pretending(default_site(), CONSENT, person.mode)
        answer_all(draft, person.answers)
        if person.asks_for_call:
            ask_for_call(draft, person.contact)
        draft.state.contact = {**person.contact, **draft.state.contact}
        draft.state.contact_seen = True
        return send(draft).screening_id


def people_under_way() -> None:
    """Somebody began an hour ago and stopped."""
    with clock.stopped(clock.now() - timedelta(hours=1)):
        begin_pretending(default_site(), CONSENT)
