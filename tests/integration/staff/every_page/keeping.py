"""The pages on keeping, holds, what people ask about their record, and safety, and whatever is refused there."""

from tests.integration.staff.every_page.crew import Crew, Pages

WRITTEN = {"text": "A reason."}


def keeping_pages(crew: Crew, case: str, ended: str) -> Pages:
    """One case with holds and requests of each kind, one that can be deleted."""
    nothing = crew.ana.client.get(f"{case}/keeping"), crew.ana.client.get("/staff/requests")
    for whole_person in ("", "yes"):
        crew.sam.post(f"{case}/holds", whole_person=whole_person, **WRITTEN)
    end = str(crew.sam.get(f"{case}/keeping").select("form[action$='/end']")[0]["action"])
    crew.sam.post(end, **WRITTEN)
    for kind in ("copy", "correction", "deletion"):
        crew.ana.post(f"{case}/requests", kind=kind, **WRITTEN)
    answer = str(crew.ana.get(f"{case}/keeping").select("form[action$='/answer']")[0]["action"])
    crew.ana.post(answer, answer="refused", **WRITTEN)
    crew.ana.post(f"{ended}/requests", kind="deletion", **WRITTEN)
    return {
        "keeping of nothing yet": nothing[0],
        "requests, none": nothing[1],
        "keeping": crew.ana.client.get(f"{case}/keeping"),
        "keeping of a supervisor": crew.sam.client.get(f"{case}/keeping"),
        "what may be deleted": crew.sam.client.get(f"{ended}/keeping"),
        "requests": crew.ana.client.get("/staff/requests?deleted=yes"),
        "review of one that is held": crew.ana.client.get(case),
        "refused hold": crew.sam.post(f"{case}/holds"),
        "refused end of a hold": crew.sam.post(end),
        "refused request": crew.ana.post(f"{case}/requests"),
        "refused answer": crew.ana.post(answer),
        "answered already": crew.ana.post(answer, answer="done", **WRITTEN),
        "safety": crew.sam.client.get("/staff/safety"),
        **_policy(crew),
    }


def _policy(crew: Crew) -> Pages:
    at_first = crew.admin.client.get("/staff/retention")
    crew.admin.post("/staff/retention", days="90", years="8")
    waiting = crew.sam.client.get("/staff/retention")
    crew.sam.post(str(crew.sam.get("/staff/retention").select("form[action$='/agree']")[0]["action"]))
    return {
        "keeping at first": at_first,
        "another time to agree to": waiting,
        "another time": crew.admin.client.get("/staff/retention"),
        "refused time": crew.admin.post("/staff/retention", days="1", years="1"),
    }
