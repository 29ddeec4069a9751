"""Examples of emergency access: a pass, what it opens, and what somebody makes of it afterwards."""

from collections.abc import Mapping

from app.accounts import by_email
from tests.contract.staff_worker import STAFF, Asked, Example, Worker, page_example, worker_of
from tests.support.desk import halfway_in
from tests.support.emergency import come_in, pass_for


def _make_pass(worker: Worker) -> Asked:
    colleague = worker.colleague()
    with worker.app.app_context():
        user = by_email(colleague)
    assert user is not None
    return Asked(f"{STAFF}/let-in", {"colleague": user.public_id, "reason": "broken"})


def _pass(worker: Worker) -> Asked:
    letters = pass_for(worker.app, worker_of(worker.app, "clinician", worker.site_id).desk, worker.email)
    worker.desk.client = halfway_in(worker.app, worker.email).client
    return Asked(f"{STAFF}/sign-in/pass", {"letters": letters})


def _review(worker: Worker) -> Asked:
    """Of two others: one who was let in, and one who let them in."""
    come_in(worker.app, worker_of(worker.app, "clinician", worker.site_id).desk, worker.colleague())
    reader = worker_of(worker.app, "auditor", worker.site_id).desk
    form = reader.get(f"{STAFF}/emergencies").select("form[action*='/emergencies/']")[0]
    return Asked(str(form["action"]), {"verdict": "needed", "text": "I called both."})


EMERGENCY: Mapping[str, Example] = {
    "let_in": page_example("/let-in"),
    "make_pass": _make_pass,
    "pass_": lambda worker: Asked(_pass(worker).path),
    "pass_post": _pass,
    "emergencies": page_example("/emergencies"),
    "review_emergency": _review,
}
