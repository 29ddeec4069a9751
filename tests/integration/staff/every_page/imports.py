"""The pages by which lists come from a spreadsheet: chosen, tried out, refused, brought in."""

from werkzeug.test import TestResponse

from app.extensions import db
from app.intake.models import Screening
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.courses import PAGE, comes, mood, person_of
from tests.support.lists import LISTS, say_yes, try_out

STAFF = "email,role\nlist@clinic.example,clinician\n"
EVERY_FATE = f"{STAFF}list@clinic.example,clinician\nx,boss\n".encode("cp1252") + b"\xe9@clinic.example,\n"


def import_pages(crew: Crew) -> Pages:
    """With one of each fate, with something to bring in, with nothing, and with the links that came of it."""
    tried = try_out(crew.admin, "staff", STAFF)
    say_yes(crew.admin, tried)
    return {
        "lists": crew.admin.client.get(LISTS),
        "list refused": try_out(crew.admin, "staff", ""),
        "list with something wrong": try_out(crew.admin, "staff", EVERY_FATE),
        "list to bring in": tried,
        "lists of a coordinator": _links(crew),
        **_totals(crew),
        "list that is here already": try_out(crew.admin, "staff", STAFF),
    }


def _links(crew: Crew) -> TestResponse:
    say_yes(crew.ana, try_out(crew.ana, "invites", "label\nchart 1208\n"))
    return crew.ana.client.get(LISTS)


def _totals(crew: Crew) -> Pages:
    """Of somebody who was screened once: on paper earlier, and in need of somebody who looks at a sheet."""
    one = comes(crew.app, answers=mood(6))
    with crew.app.app_context():
        reference = db.session.get_one(Screening, one).reference
    rows = "".join(f"{reference},{row}\n" for row in ("phq9,2026-03-09,25", "gad7,2026-03-09,12"))
    tried = try_out(crew.ana, "scores", f"reference,instrument,date,total\n{rows}")
    say_yes(crew.ana, tried)
    return {
        "totals to bring in": tried,
        "screening with totals": crew.ana.client.get(PAGE.format(one)),
        "person with totals": crew.ana.client.get(person_of(crew.app, one)),
    }
