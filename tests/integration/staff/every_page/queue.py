"""The pages that go over many screenings: the queue, a search, the shift, the last weeks."""

from datetime import timedelta

from app.extensions import clock, writing
from tests.integration.staff.every_page.crew import Crew, Pages
from tests.support.desk import begin


def queue_pages(crew: Crew) -> Pages:
    """With somebody who stopped midway, on top of whatever came in before."""
    with crew.app.app_context(), clock.stopped(clock.now() - timedelta(hours=1)), writing():
        begin()
    ana = crew.ana.client
    return {
        "queue": ana.get("/staff/queue"),
        "queue of those in progress": ana.get("/staff/queue?tab=in-progress"),
        "queue of nothing": ana.get("/staff/queue?tab=closed&level=urgent"),
        "shift": ana.get("/staff/shift"),
        "last weeks": ana.get("/staff/week?weeks=12"),
        **_search(crew),
    }


def _search(crew: Crew) -> Pages:
    return {
        "found": crew.ana.post("/staff/search", words="Robin"),
        "nothing found": crew.ana.post("/staff/search", words="555-0199"),
        "search refused": crew.ana.post("/staff/search", words=""),
    }
