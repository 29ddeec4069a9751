"""The pages of one person over time, and of what was planned for them."""

from dataclasses import dataclass

from app.instruments import Answer
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.courses import PAGE, comes, damage, link, mood, person_of, refuse, undo_newest
from tests.support.desk import Desk

EACH: tuple[dict[str, Answer], ...] = (  # four weeks apart
    mood(14, phq9_9=1, px_phase_now="cutting", px_last_use="d1_3"),
    mood(12, phq9_8="skip"),
    mood(9, **{f"phq9_{number}": "skip" for number in range(1, 7)}),
    mood(4),
    mood(6),
)


@dataclass(frozen=True)
class Course:
    """The addresses of somebody, of their newest screening, and of the re-screens that were planned from it."""

    person: str
    newest: str
    rescreens: list[str]


def screen_over_time(crew: Crew) -> Course:
    """Somebody with every kind of screening, and re-screens in every state."""
    ids = _screened(crew)
    newest = PAGE.format(ids[-1])
    return Course(person_of(crew.app, ids[0]), newest, _planned(crew.ana, newest))


def course_pages(crew: Crew, course: Course) -> Pages:
    """Their pages, and what is refused there."""
    return {
        "one person": crew.ana.client.get(course.person),
        "one person's screening": crew.ana.client.get(course.newest),
        "re-screens": crew.ana.client.get("/staff/rescreens"),
        "refused plan": crew.ana.post(f"{course.newest}/rescreens"),
        "refused re-screens": crew.ana.post(f"{course.rescreens[0]}/cancel", text=""),
    }


def _screened(crew: Crew) -> list[str]:
    """In full, prorated, without a score, unreadable; and one that is perhaps theirs, once refused and undone."""
    ids = [comes(crew.app, 28 * (len(EACH) - number), answers=answers) for number, answers in enumerate(EACH)]
    for one in ids[1:]:
        link(crew.ana, one, ids[0])
    damage(crew.app, ids[3])
    refuse(crew.ana, comes(crew.app, 2), ids[0])
    undo_newest(crew.ana, ids[0])
    return ids


def _planned(ana: Desk, newest: str) -> list[str]:
    """Three re-screens: one with a link, one that will not be, one that waits. Returns their addresses."""
    for weeks in ("2", "4", "12"):
        ana.post(f"{newest}/rescreens", weeks=weeks)
    forms = ana.get(newest).select("#work form[action*='/rescreens/'][action$='/link']")
    made = [str(form["action"]).removesuffix("/link") for form in forms]
    ana.post(f"{made[0]}/link")
    ana.post(f"{made[1]}/cancel", text="A reason.")
    return made
