"""One of each staff page, in its fullest state: whatever holds for every page is looked for in these."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.test import TestResponse

from tests.integration.staff.every_page.accounts import account_pages
from tests.integration.staff.every_page.case import case_pages, work_on_cases
from tests.integration.staff.every_page.course import course_pages, screen_over_time
from tests.integration.staff.every_page.crew import Crew, Pages, crew_of
from tests.integration.staff.every_page.emergency import emergency_pages
from tests.integration.staff.every_page.entry import entry_pages
from tests.integration.staff.every_page.handoff import handoff_pages
from tests.integration.staff.every_page.imports import import_pages
from tests.integration.staff.every_page.keeping import keeping_pages
from tests.integration.staff.every_page.office import office_pages
from tests.integration.staff.every_page.queue import queue_pages
from tests.integration.staff.every_page.ways_in import ways_in_pages


@dataclass(frozen=True)
class Page:
    """One of them. `endpoint`: whose row of the matrix answered."""

    endpoint: str
    status: int
    html: str


def every_page(app: Flask) -> dict[str, Page]:
    """All of them by name. The clock has to stand, so that no length of time depends on the machine."""
    pages: dict[str, Page] = {}
    for area in _areas(crew_of(app)):
        assert not pages.keys() & area, "two pages have one name"
        pages |= {name: _page(app, response) for name, response in area.items()}
    return pages


def _areas(crew: Crew) -> Iterator[Pages]:
    """What happened shows on more than its own pages: those that show most of it come late."""
    cases, course = work_on_cases(crew), screen_over_time(crew)
    yield ways_in_pages(crew)
    yield entry_pages(crew)
    yield case_pages(crew, cases)
    yield course_pages(crew, course)
    yield handoff_pages(crew, cases.acute)
    yield keeping_pages(crew, cases.acute, cases.ended)
    yield queue_pages(crew)
    yield account_pages(crew)
    yield import_pages(crew)
    yield emergency_pages(crew)
    yield office_pages(crew)


def _page(app: Flask, response: TestResponse) -> Page:
    asked = response.request
    endpoint, _ = app.url_map.bind("localhost").match(asked.path, method=asked.method)
    return Page(endpoint, response.status_code, response.text)
