"""The pages of one screening: worked on by several, ended, with nothing to say; whatever is refused there."""

from dataclasses import dataclass

from app.instruments import Answer
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.courses import PAGE
from tests.support.desk import ACUTE, CALM, CONTACT, Desk, arrive, call_then, desk_of

MUCH: dict[str, Answer] = {
    **ACUTE,
    **{f"phq9_{number}": 2 for number in range(1, 11)},
    **{f"taps2_her_{number}": "yes" for number in range(1, 4)},
    "taps1_3": 4,
    "px_last_use": "today",
    "px_phase_now": "using",
    "px_onset": "mood_first",
    "px_mood_before": "yes",
    "px_motives": ("low_mood", "withdrawal"),
    "px_matters": "my kids",
}
REASON = "A reason."


@dataclass(frozen=True)
class Cases:
    """The addresses of one at which everything was done that can be done, and of one that ended."""

    acute: str
    ended: str


def work_on_cases(crew: Crew) -> Cases:
    """Do all of it."""
    return Cases(_worked_on(crew), _ended(crew))


def case_pages(crew: Crew, cases: Cases) -> Pages:
    """Everything that is read of a screening, and everything that can go wrong with an act on it."""
    return {
        **_read(crew, cases),
        **_second_looks(crew.sam, cases.acute),
        **_refused_work(crew.ana, cases.acute),
        **_refused_ends(crew.ana, cases.acute),
    }


def _worked_on(crew: Crew) -> str:
    acute = PAGE.format(arrive(crew.app, MUCH, CONTACT))
    _write_notes(crew.ana, acute)
    crew.ana.post(f"{acute}/attempts", outcome="left_message")
    _plan_tasks(crew.ana, acute)
    desk_of(crew.app, "clinician", "Cleo Marsh").post(f"{acute}/claim")
    crew.ana.post(f"{acute}/take-over", text=REASON)
    _change_level(crew.ana, acute)
    crew.sam.post(_look_due(crew.sam, acute), verdict="agree", text="A note.")
    crew.sam.post(f"{acute}/track", track="substance_use", text=REASON)
    for _ in range(5):  # as often as the plan for who does not answer goes on
        crew.ana.post(f"{acute}/attempts", outcome="no_answer")
    return acute


def _write_notes(ana: Desk, acute: str) -> None:
    """One, and one that amends it."""
    ana.post(f"{acute}/note", text="A note.")
    amended = ana.get(acute).select("#note-amends option")[1]["value"]
    ana.post(f"{acute}/note", text="Another note.", amends=str(amended))


def _plan_tasks(ana: Desk, acute: str) -> None:
    """One that is done and one that is not."""
    ana.post(f"{acute}/tasks", text="A task.", day="2099-01-05", hour="10:00")
    ana.post(str(ana.get(acute).select("form[action$='/done']")[0]["action"]))
    ana.post(f"{acute}/tasks", text="Another task.", day="2099-01-05", hour="10:00")


def _change_level(ana: Desk, acute: str) -> None:
    """Lowered by one person twice, so that there are two second looks."""
    lowered = {"level": "urgent", "text": REASON, "alone_because": REASON}
    ana.post(f"{acute}/level", **lowered)
    ana.post(f"{acute}/level", level="imminent", text=REASON)
    ana.post(f"{acute}/level", **lowered)


def _ended(crew: Crew) -> str:
    ended = PAGE.format(arrive(crew.app, CALM))
    crew.ana.post(f"{ended}/close", outcome="declined", reason="not_now", no_attempt_because=REASON)
    return ended


def _read(crew: Crew, cases: Cases) -> Pages:
    """As each reader sees it."""
    ana, acute = crew.ana.client, cases.acute
    return {
        "review": ana.get(acute),
        "review of a call": ana.get(PAGE.format(call_then(crew.app, ACUTE, None))),
        "review of nothing": ana.get(PAGE.format(arrive(crew.app, CALM))),
        "review of a colleague's": crew.ben.client.get(acute),
        "review of a supervisor": crew.sam.client.get(acute),
        "review of one that ended": ana.get(cases.ended),
        "not found": ana.get(PAGE.format("0" * 32)),
        "held already": crew.ben.post(f"{acute}/claim"),
    }


def _second_looks(sam: Desk, acute: str) -> Pages:
    """One is due; then the sample of the week is drawn."""
    waiting = sam.client.get("/staff/reviews")
    sam.post("/staff/reviews/draw")
    return {
        "second looks": waiting,
        "sample drawn": sam.client.get("/staff/reviews"),
        "drawn already": sam.post("/staff/reviews/draw"),
        "refused look": sam.post(_look_due(sam, acute)),
        "refused track": sam.post(f"{acute}/track"),
    }


def _look_due(sam: Desk, acute: str) -> str:
    return str(sam.get(acute).select("form[action*='/reviews/']")[0]["action"])


def _refused_work(ana: Desk, acute: str) -> Pages:
    return {
        "refused try": ana.post(f"{acute}/attempts", day="x"),
        "refused task": ana.post(f"{acute}/tasks"),
        "refused level": ana.post(f"{acute}/level"),
        "refused link": ana.post(f"{acute}/same", other="0" * 32),
    }


def _refused_ends(ana: Desk, acute: str) -> Pages:
    return {
        "refused closing": ana.post(f"{acute}/close", edition="0"),
        "conflict": ana.post(f"{acute}/close", edition="0", outcome="declined"),
    }
