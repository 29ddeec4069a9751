"""Examples of the pages on keeping, holds, what people ask about their record, and safety."""

from collections.abc import Mapping

from tests.contract.staff_worker import STAFF, Asked, Example, Worker, page_example, worker_of

WRITTEN = {"text": "Written down for this example."}
CLOSED = {"outcome": "declined", "reason": "not_now", "no_attempt_because": "They came by."}


def _forms(worker: Worker, case: str, ending: str) -> str:
    return str(worker.desk.get(f"{case}/keeping").select(f"form[action$='{ending}']")[0]["action"])


def _end_hold(worker: Worker) -> Asked:
    case = worker.screening()
    worker.desk.post(f"{case}/holds", **WRITTEN)
    return Asked(_forms(worker, case, "/end"), WRITTEN)


def _answer(worker: Worker) -> Asked:
    case = worker.screening()
    worker.desk.post(f"{case}/requests", kind="copy", **WRITTEN)
    return Asked(_forms(worker, case, "/answer"), {"answer": "done", **WRITTEN})


def _delete(worker: Worker) -> Asked:
    """Somebody else wrote it down."""
    case = worker.screening()
    worker.desk.post(f"{case}/close", **CLOSED)
    worker_of(worker.app, "coordinator", worker.site_id).desk.post(f"{case}/requests", kind="deletion", **WRITTEN)
    return Asked(_forms(worker, case, "/delete"))


def _agree(worker: Worker) -> Asked:
    """Somebody else proposed it."""
    worker_of(worker.app, "admin", worker.site_id).desk.post(f"{STAFF}/retention", days="90", years="8")
    page = worker.desk.get(f"{STAFF}/retention")
    return Asked(str(page.select("form[action$='/agree']")[0]["action"]))


KEEPING: Mapping[str, Example] = {
    "keeping": lambda worker: Asked(f"{worker.screening()}/keeping"),
    "set_hold": lambda worker: Asked(f"{worker.screening()}/holds", WRITTEN),
    "end_hold": _end_hold,
    "write_request": lambda worker: Asked(f"{worker.screening()}/requests", {"kind": "copy", **WRITTEN}),
    "answer_request": _answer,
    "delete_screening": _delete,
    "requests": page_example("/requests"),
    "retention": page_example("/retention"),
    "propose_retention": page_example("/retention", days="90", years="8"),
    "agree_retention": _agree,
    "safety": page_example("/safety"),
}
