"""The pages by which a screening is handed on."""

from tests.integration.staff.every_page.crew import Crew, Pages


def handoff_pages(crew: Crew, case: str) -> Pages:
    """The report."""
    return {"report": crew.ana.client.get(f"{case}/report")}
