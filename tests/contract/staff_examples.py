"""For every staff page a request that succeeds, and whatever it is about, made for whoever makes the request.

A page without an example fails the tests of the matrix.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from app.accounts import by_email, enrol, notices, tries
from app.extensions import db, writing
from app.intake.arriving.models import KioskVisit
from tests.contract.staff_examples_of_course import COURSE
from tests.contract.staff_examples_of_emergency import EMERGENCY
from tests.contract.staff_examples_of_handoff import HANDOFF
from tests.contract.staff_examples_of_imports import IMPORTS
from tests.contract.staff_examples_of_keeping import KEEPING
from tests.contract.staff_examples_of_office import OFFICE
from tests.contract.staff_examples_of_passkeys import PASSKEYS
from tests.contract.staff_worker import (
    STAFF,
    Asked,
    Example,
    Worker,
    act_example,
    on_screening,
    page_example,
    worker_of,
)
from tests.support.authenticator import Authenticator
from tests.support.desk import PASSWORD, authenticator_of, sign_in
from tests.support.devices import begun


def example_of(endpoint: str, worker: Worker) -> Asked:
    """A request to this page that succeeds when this person makes it."""
    return EXAMPLES[endpoint.removeprefix("staff.")](worker)


def _release(worker: Worker) -> Asked:
    page = worker.screening()
    worker.desk.post(f"{page}/claim")
    return on_screening(worker, page, "release", {})


def _take_over(worker: Worker) -> Asked:
    page = worker.screening()
    sign_in(worker.app, worker.colleague()).post(f"{page}/claim")
    return on_screening(worker, page, "take-over", {"text": "They went home."})


def _task_done(worker: Worker) -> Asked:
    page = worker.screening()
    worker.desk.post(f"{page}/tasks", text="Call again", day="2099-01-05", hour="10:00")
    done = str(worker.desk.get(page).select("form[action$='/done']")[0]["action"])
    return on_screening(worker, page, done.removeprefix(f"{page}/"), {})


def _reopen(worker: Worker) -> Asked:
    page = worker.screening()
    worker.desk.post(f"{page}/close", outcome="appointment", no_attempt_because="They came by.")
    return on_screening(worker, page, "reopen", {"text": "They called back."})


def _went_there(worker: Worker) -> Asked:
    """A device is at the site of this installation; for somebody elsewhere it is moved there."""
    near = worker if worker.site_id == "default" else worker_of(worker.app, worker.role)
    begun(worker.app, near.desk).press("person")
    (form,) = near.desk.get(f"{STAFF}/queue").select("form[action$='/there']")[:1]
    if near is not worker:
        with worker.app.app_context(), writing():
            db.session.execute(sa.update(KioskVisit).values(site_id=worker.site_id))
    return Asked(str(form["action"]))


def _colleague(worker: Worker, act: str, **fields: str) -> Asked:
    worker.colleague()
    forms = worker.desk.get(f"{STAFF}/team").select(f"form[action$='/{act}']")
    return Asked(str(forms[-1]["action"]), fields)


def _link(worker: Worker) -> str:
    with worker.app.app_context(), writing():
        return f"{STAFF}/enrol/{enrol.invite(f'new.{worker.email}', 'clinician', worker.site_id)}"


def _other_session(worker: Worker) -> Asked:
    sign_in(worker.app, worker.email)
    rows = worker.desk.get(f"{STAFF}/account").select("[name=session]")
    return Asked(f"{STAFF}/account/sessions/end", {"session": str(rows[0]["value"])})


def _news(worker: Worker) -> Asked:
    """They were told that their password was changed."""
    with worker.app.app_context(), writing():
        user = by_email(worker.email)
        assert user is not None
        notices.tell(user, notices.Notice.PASSWORD)
    until = worker.desk.get(f"{STAFF}/account").select("[name=until]")[0]
    return Asked(f"{STAFF}/account/news", {"until": str(until["value"])})


def _shut_out(worker: Worker) -> Asked:
    email = worker.colleague()
    with worker.app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        user.failed_tries = tries.MOST_IN_A_ROW
    forms = worker.desk.get(f"{STAFF}/team").select("form[action$='/let-in']")
    return Asked(str(forms[-1]["action"]))


def _with_codes(worker: Worker) -> Asked:
    worker.desk.post(f"{STAFF}/account/recovery-codes")
    return Asked(f"{STAFF}/account/recovery-codes")


def _halfway(worker: Worker) -> None:
    """The password was given, the code was not."""
    worker.desk.client.post(f"{STAFF}/sign-in", data={"email": worker.email, "password": PASSWORD})


def _code(worker: Worker) -> Asked:
    _halfway(worker)
    return Asked(f"{STAFF}/sign-in/code", {"otp": authenticator_of(worker.email).code()})


def _set_up(worker: Worker) -> Asked:
    worker.desk.post(f"{STAFF}/account/authenticator")
    key = worker.desk.get(f"{STAFF}/sign-in/set-up").select("main code")[0].get_text()
    return Asked(f"{STAFF}/sign-in/set-up", {"otp": Authenticator(key).code()})


EXAMPLES: Mapping[str, Example] = {
    **OFFICE,
    **COURSE,
    **EMERGENCY,
    **HANDOFF,
    **IMPORTS,
    **PASSKEYS,
    **KEEPING,
    "sign_in": page_example("/sign-in"),
    "sign_in_post": lambda worker: Asked(f"{STAFF}/sign-in", {"email": worker.email, "password": PASSWORD}),
    "code": lambda worker: Asked(_code(worker).path),
    "code_post": _code,
    "set_up": lambda worker: Asked(_set_up(worker).path),
    "set_up_post": _set_up,
    "enrol": lambda worker: Asked(_link(worker)),
    "enrol_post": lambda worker: Asked(_link(worker), {"name": "New", "password": PASSWORD}),
    "sign_out": page_example("/sign-out"),
    "home": page_example("/"),
    "account": page_example("/account"),
    "recovery_codes": _with_codes,
    "new_recovery_codes": page_example("/account/recovery-codes"),
    "new_factor": page_example("/account/authenticator"),
    "change_password": page_example("/account/password", old=PASSWORD, password="quite another long phrase"),
    "have_read": _news,
    "end_session": _other_session,
    "end_sessions": page_example("/account/sessions/end-all"),
    "queue": page_example("/queue"),
    "queue_news": page_example("/queue/news"),
    "search": page_example("/search", words="Robin"),
    "switch_keys": page_example("/keys", keys="off"),
    "alarm_newest": page_example("/alarm"),
    "shift": page_example("/shift"),
    "week": page_example("/week"),
    "screening": lambda worker: Asked(worker.screening()),
    "claim": act_example("claim"),
    "release": _release,
    "take_over": _take_over,
    "level": act_example("level", level="urgent", text="They called back."),
    "note": act_example("note", text="A note."),
    "attempts": act_example("attempts", outcome="no_answer"),
    "add_task": act_example("tasks", text="Call again", day="2099-01-05", hour="10:00"),
    "task_done": _task_done,
    "close": act_example("close", outcome="declined", reason="not_now", no_attempt_because="They came by."),
    "reopen": _reopen,
    "hand_over": page_example("/hand-over"),
    "make_number": page_example("/hand-over", label="Tablet by the window"),
    "devices_mark": page_example("/hand-over/mark"),
    "went_there": _went_there,
    "team": page_example("/team"),
    "invite": page_example("/team", email="invited@clinic.example", name="New", role="clinician"),
    "deactivate": lambda worker: _colleague(worker, "deactivate"),
    "reset_factor": lambda worker: _colleague(worker, "reset-factor"),
    "let_in_again": _shut_out,
    "give_role": lambda worker: _colleague(worker, "role", role="coordinator"),
    "activity": page_example("/activity"),
    "export_activity": page_example("/activity/export", days="7"),
    "texts": page_example("/texts"),
}
