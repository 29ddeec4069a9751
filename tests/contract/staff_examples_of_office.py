"""Examples of the pages of administrators and supervisors: sites, help lines, sign-off, drills, second looks."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

import sqlalchemy as sa
from bs4 import Tag

from app.accounts import StaffUser
from app.accounts.api_tokens import Scope
from app.extensions import clock, db, writing
from app.intake.models import Screening, SecondLook
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
from tests.support.desk import ACUTE, arrive
from tests.support.programs import program
from tests.support.site_form import form_on
from tests.support.sites import HOURS, png, second_site

LINE = {
    "name": "A made-up line",
    "about": "For people in this example.",
    "fits": "everyone",
    "hours": "Day and night",
    "languages": "en",
    "call": "555-234-0142",
}
ALONE = {
    "outcome": "appointment",
    "assessment": "Safe now.",
    "alone_because": "A quiet night.",
    "no_attempt_because": "They came by.",
}


class Picture(BytesIO):
    """A file that can be sent again."""

    def close(self) -> None:
        self.seek(0)


def _save_site(worker: Worker) -> Asked:
    fields = form_on(worker.desk.get(f"{STAFF}/site"))
    fields.pop("csrf_token")
    return Asked(f"{STAFF}/site", {**fields, "phone": "555-0123"})


def _logo(worker: Worker) -> Asked:
    fields = form_on(worker.desk.get(f"{STAFF}/site"))
    return Asked(f"{STAFF}/site/logo", {"edition": fields["edition"], "logo": (Picture(png()), "logo.png")})


def _no_logo(worker: Worker) -> Asked:
    kept = _logo(worker)
    worker.desk.client.post(kept.path, data={"csrf_token": worker.desk.token(), **kept.fields})
    return Asked(f"{STAFF}/site/logo/remove", {"edition": form_on(worker.desk.get(f"{STAFF}/site"))["edition"]})


def _shut_site(worker: Worker) -> Asked:
    return Asked(f"{STAFF}/sites/{second_site(worker.app).id}/open", {"open": "no"})


def _own_line(worker: Worker) -> Tag:
    worker.desk.post(f"{STAFF}/lines", **LINE)
    return worker.desk.get(f"{STAFF}/lines").select("form[action$='/switch']")[-1]


def _check_line(worker: Worker) -> Asked:
    path = str(_own_line(worker)["action"]).replace("/switch", "/check")
    return Asked(path, {"called": "yes", "answered": "yes"})


def _look_again(worker: Worker) -> Asked:
    case = f"{STAFF}/screenings/{arrive(worker.app, ACUTE, site_id=worker.site_id)}"
    colleague = worker_of(worker.app, "coordinator", worker.site_id)
    with worker.app.app_context():
        me = db.session.scalars(sa.select(StaffUser)).all()
        second = next(user.public_id for user in me if user.email == worker.email)
    colleague.desk.post(f"{case}/close", **ALONE, second=second)
    form = worker.desk.get(case).select("form[action*='/reviews/']")[0]
    act = str(form["action"]).removeprefix(f"{case}/")
    return on_screening(worker, case, act, {"verdict": "agree", "text": "Read it all."})


def _drill(worker: Worker) -> Asked:
    """One at a time: whatever drill was under way is over."""
    with worker.app.app_context(), writing():
        under_way = sa.update(Screening).where(Screening.drill, Screening.closed_at.is_(None))
        db.session.execute(under_way.values(status="closed", closed_at=clock.now()))
    return Asked(f"{STAFF}/drill")


def _sample(worker: Worker) -> Asked:
    """A sample is drawn once a week: what another trial drew was a week ago."""
    with worker.app.app_context(), writing():
        drawn = sa.update(SecondLook).where(SecondLook.kind == "sample")
        db.session.execute(drawn.values(asked_at=clock.now() - timedelta(days=8)))
    coordinator = worker_of(worker.app, "coordinator", worker.site_id)
    case = coordinator.screening()
    coordinator.desk.post(f"{case}/close", outcome="declined", reason="not_now", no_attempt_because="They came by.")
    return Asked(f"{STAFF}/reviews/draw")


def _token(worker: Worker, act: str) -> Asked:
    """One that waits, made by somebody else."""
    token = program(worker.app, Scope.COPIES, site_id=worker.site_id, agreed=False)
    return Asked(f"{STAFF}/tokens/{token.id}/{act}")


OFFICE: Mapping[str, Example] = {
    "site": page_example("/site"),
    "save_site": _save_site,
    "keep_logo": _logo,
    "remove_logo": _no_logo,
    "sites": page_example("/sites"),
    "add_site": page_example("/sites", name="Hill Clinic", zone="America/Los_Angeles", hours=HOURS, email=""),
    "open_site": _shut_site,
    "lines": page_example("/lines"),
    "add_line": page_example("/lines", **LINE),
    "check_line": _check_line,
    "switch_line": lambda worker: Asked(str(_own_line(worker)["action"])),
    "tokens": page_example("/tokens"),
    "make_token": page_example("/tokens", name="Elm Street Clinic", scopes="invites", days="90"),
    "agree_token": lambda worker: _token(worker, "agree"),
    "revoke_token": lambda worker: _token(worker, "revoke"),
    "sign_off": page_example("/sign-off"),
    "record_sign_off": page_example(
        "/sign-off", part="thresholds", by="A Clinical Lead", credential="made up", on="2026-01-02"
    ),
    "drill": page_example("/drill"),
    "begin_drill": _drill,
    "alerts": page_example("/alerts"),
    "try_alerts": page_example("/alerts"),
    "reviews": page_example("/reviews"),
    "draw_sample": _sample,
    "look_again": _look_again,
    "track": act_example("track", track="substance_use", text="They asked for it."),
}
