"""The pages from which somebody is let in: on a device of the centre, by a link, on paper."""

from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.devices import begun

SHEET = "/staff/invites/sheet"


def ways_in_pages(crew: Crew) -> Pages:
    """Each way, just made, and refused."""
    return {**_on_a_device(crew), **_by_a_link(crew), **_on_a_sheet(crew), **_on_paper(crew)}


def _on_a_device(crew: Crew) -> Pages:
    """One on which somebody asks for a person, and one whose number has just been made."""
    begun(crew.app, crew.ana).press("person")
    crew.ana.post("/staff/hand-over", label="Tablet at the desk")
    return {
        "hand over": crew.ana.client.get("/staff/hand-over"),
        "hand over refused": crew.ana.post("/staff/hand-over", label=""),
    }


def _by_a_link(crew: Crew) -> Pages:
    crew.ana.post("/staff/invites", label="chart 1207", days="14")
    return {
        "links": crew.ana.client.get("/staff/invites"),
        "links refused": crew.ana.post("/staff/invites", days="x"),
    }


def _on_a_sheet(crew: Crew) -> Pages:
    crew.ana.post(SHEET, label="", days="14", count="2")
    return {
        "sheet of links": crew.ana.client.get(SHEET),
        "sheet of links shown before": crew.ana.client.get(SHEET),
        "sheet of links refused": crew.ana.post(SHEET, days="1", count="x"),
    }


def _on_paper(crew: Crew) -> Pages:
    return {
        "paper form": crew.ana.client.get("/staff/blank/es"),
        "paper form in one's own language": crew.ana.client.get("/staff/blank"),
    }
