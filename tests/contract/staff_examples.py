"""For every staff page a request that succeeds, and whatever it is about, made for whoever makes the request.

A page without an example fails the tests of the matrix.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask

from app.accounts import enrol
from app.extensions import db, writing
from app.intake.models import KioskVisit
from tests.integration.patient.devices import begun
from tests.integration.staff.desk import (
    CALM,
    PASSWORD,
    Desk,
    arrive,
    authenticator_of,
    edition_on,
    hire,
    sign_in,
)
from tests.support.authenticator import Authenticator

STAFF = "/staff"


@dataclass(frozen=True)
class Worker:
    """Somebody signed in, and where."""

    app: Flask
    desk: Desk
    email: str
    role: str
    site_id: str

    def screening(self) -> str:
        """The address of a new screening of their site."""
        return f"{STAFF}/screenings/{arrive(self.app, CALM, site_id=self.site_id)}"

    def colleague(self, role: str = "clinician") -> str:
        """The address of a colleague."""
        return hire(self.app, role, "A Colleague", self.site_id)


@dataclass(frozen=True)
class Asked:
    """One request, but for the token against forgery."""

    path: str
    fields: Mapping[str, str] = field(default_factory=dict)


Example = Callable[[Worker], Asked]


def example_of(endpoint: str, worker: Worker) -> Asked:
    """A request to this page that succeeds when this person makes it."""
    return EXAMPLES[endpoint.removeprefix("staff.")](worker)


def worker_of(app: Flask, role: str, site_id: str = "default") -> Worker:
    """Somebody new of this role."""
    email = hire(app, role, f"A {role}", site_id)
    return Worker(app, sign_in(app, email), email, role, site_id)


def _page(path: str, **fields: str) -> Example:
    return lambda worker: Asked(f"{STAFF}{path}", fields)


def _act(act: str, **fields: str) -> Example:
    """On a screening that waits in the queue."""
    return lambda worker: _on(worker, worker.screening(), act, fields)


def _on(worker: Worker, page: str, act: str, fields: Mapping[str, str]) -> Asked:
    return Asked(f"{page}/{act}", {"edition": edition_on(worker.desk.get(page)), **fields})


def _release(worker: Worker) -> Asked:
    page = worker.screening()
    worker.desk.post(f"{page}/claim")
    return _on(worker, page, "release", {})


def _take_over(worker: Worker) -> Asked:
    page = worker.screening()
    sign_in(worker.app, worker.colleague()).post(f"{page}/claim")
    return _on(worker, page, "take-over", {"text": "They went home."})


def _task_done(worker: Worker) -> Asked:
    page = worker.screening()
    worker.desk.post(f"{page}/tasks", text="Call again", day="2099-01-05", hour="10:00")
    done = str(worker.desk.get(page).select("form[action$='/done']")[0]["action"])
    return _on(worker, page, done.removeprefix(f"{page}/"), {})


def _went_there(worker: Worker) -> Asked:
    """A device is at the site of this installation; for somebody elsewhere it is moved there."""
    near = worker if worker.site_id == "default" else worker_of(worker.app, worker.role)
    begun(worker.app, near.desk).press("person")
    (form,) = near.desk.get(f"{STAFF}/queue").select("form[action$='/there']")[:1]
    if near is not worker:
        with worker.app.app_context(), writing():
            db.session.execute(sa.update(KioskVisit).values(site_id=worker.site_id))
    return Asked(str(form["action"]))


def _colleague(worker: Worker, act: str) -> Asked:
    worker.colleague()
    name = "deactivate" if act == "deactivate" else "reset-factor"
    forms = worker.desk.get(f"{STAFF}/team").select(f"form[action$='/{name}']")
    return Asked(str(forms[-1]["action"]))


def _link(worker: Worker) -> str:
    with worker.app.app_context(), writing():
        return f"{STAFF}/enrol/{enrol.invite(f'new.{worker.email}', 'clinician', worker.site_id)}"


def _other_session(worker: Worker) -> Asked:
    sign_in(worker.app, worker.email)
    rows = worker.desk.get(f"{STAFF}/account").select("[name=session]")
    return Asked(f"{STAFF}/account/sessions/end", {"session": str(rows[0]["value"])})


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
    "sign_in": _page("/sign-in"),
    "sign_in_post": lambda worker: Asked(f"{STAFF}/sign-in", {"email": worker.email, "password": PASSWORD}),
    "code": lambda worker: Asked(_code(worker).path),
    "code_post": _code,
    "set_up": lambda worker: Asked(_set_up(worker).path),
    "set_up_post": _set_up,
    "enrol": lambda worker: Asked(_link(worker)),
    "enrol_post": lambda worker: Asked(_link(worker), {"name": "New", "password": PASSWORD}),
    "sign_out": _page("/sign-out"),
    "home": _page("/"),
    "account": _page("/account"),
    "recovery_codes": _with_codes,
    "new_recovery_codes": _page("/account/recovery-codes"),
    "new_factor": _page("/account/authenticator"),
    "change_password": _page("/account/password", old=PASSWORD, password="quite another long phrase"),
    "end_session": _other_session,
    "end_sessions": _page("/account/sessions/end-all"),
    "queue": _page("/queue"),
    "queue_news": _page("/queue/news"),
    "search": _page("/search", words="Robin"),
    "switch_keys": _page("/keys", keys="off"),
    "shift": _page("/shift"),
    "week": _page("/week"),
    "screening": lambda worker: Asked(worker.screening()),
    "claim": _act("claim"),
    "release": _release,
    "take_over": _take_over,
    "level": _act("level", level="urgent", text="They called back."),
    "note": _act("note", text="A note."),
    "attempts": _act("attempts", outcome="no_answer"),
    "add_task": _act("tasks", text="Call again", day="2099-01-05", hour="10:00"),
    "task_done": _task_done,
    "close": _act("close", outcome="declined", no_attempt_because="They came by."),
    "hand_over": _page("/hand-over"),
    "make_number": _page("/hand-over", label="Tablet by the window"),
    "devices_mark": _page("/hand-over/mark"),
    "went_there": _went_there,
    "team": _page("/team"),
    "invite": _page("/team", email="invited@clinic.example", name="New", role="clinician"),
    "deactivate": lambda worker: _colleague(worker, "deactivate"),
    "reset_factor": lambda worker: _colleague(worker, "reset-factor"),
    "activity": _page("/activity"),
    "texts": _page("/texts"),
}
