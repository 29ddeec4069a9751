"""A screening about which everything was written down that can be, and time that goes by after it was closed."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from app.accounts import StaffUser
from app.alerts.subscribers import KINDS, subscribe
from app.extensions import Base, clock, db, public_id, writing
from app.extensions.clock import StoppedClock
from app.handoff.models import Disclosure
from app.intake.arriving.models import Draft, Invite
from app.intake.case.recheck import recheck
from app.intake.models import Screening
from app.intake.people.models import PaperTotal, Rescreen, RescreenEnd
from app.intake.records import Record
from app.retention.models import LegalHold
from tests.support.courses import PAGE, damage, link, refuse
from tests.support.desk import ACUTE, CALM, CONTACT, Desk, arrive, desk_of
from tests.support.handoff import consent
from tests.support.mailbox import Mailbox
from tests.support.sending import ordered
from tests.support.sending import set_up as set_up_sending
from tests.support.telling import go, set_up

CLOSED: Final = {"outcome": "declined", "reason": "not_now", "no_attempt_because": "They came by."}
REASON: Final = "A reason."


@dataclass(frozen=True)
class Full:
    """One screening with everything; another of the same person, with a plan; one that is somebody else's."""

    id: str
    other: str
    not_theirs: str


def closed(app: Flask, desk: Desk, **more: str) -> str:
    """A screening that came and was closed. Returns its id."""
    screening_id = arrive(app, CALM, CONTACT)
    done = desk.post(f"{PAGE.format(screening_id)}/close", **{**CLOSED, **more})
    assert done.status_code == 303, done.get_data(as_text=True)
    return screening_id


def later(stopped: StoppedClock, days: float) -> None:
    """Days go by, each looked at, as a server does that runs."""
    stopped.move(timedelta(days=days))


def left(app: Flask) -> set[str]:
    """The screenings that there are."""
    with app.app_context():
        return set(db.session.scalars(sa.select(Screening.id)))


def full(app: Flask) -> Full:
    """Write down everything that can be written down."""
    with app.app_context(), writing():
        subscribe("default", "https://elsewhere.example/hook", KINDS)
    set_up(app, Mailbox())
    ana, sam = desk_of(app, "coordinator"), desk_of(app, "supervisor")
    other = arrive(app, CALM, CONTACT)
    screening_id = arrive(app, ACUTE, CONTACT)
    go(app)
    _work(ana, sam, screening_id)
    link(ana, screening_id, other)
    _plans(app, ana, screening_id, other)
    _rights(sam, screening_id)
    set_up_sending(app)
    ordered(ana, PAGE.format(screening_id))
    ended = consent(ana, PAGE.format(screening_id), recipient="Oak Clinic")
    ana.post(f"{PAGE.format(screening_id)}/consents/{ended}/end", kind="revoked", text="On the phone.")
    _by_hand(app, screening_id)
    not_theirs = arrive(app, CALM, CONTACT)
    assert refuse(ana, not_theirs, screening_id) == 303
    return Full(screening_id, other, not_theirs)


def _work(ana: Desk, sam: Desk, screening_id: str) -> None:
    case = PAGE.format(screening_id)
    ana.post(f"{case}/note", text="A note.")
    ana.post(f"{case}/attempts", outcome="no_answer")
    ana.post(f"{case}/tasks", text="A task.", day="2099-01-05", hour="10:00")
    ana.post(str(ana.get(case).select("form[action$='/done']")[0]["action"]))
    sam.post(f"{case}/level", level="urgent", text=REASON, alone_because=REASON)
    sam.post(f"{case}/level", level="imminent", text=REASON)
    alone = {"alone_because": REASON, "assessment": "Safe now."}
    sam.post(f"{case}/close", **{**CLOSED, **alone})


def _plans(app: Flask, ana: Desk, screening_id: str, other: str) -> None:
    """One after this screening, with a link; one after the other, done as this one."""
    for one, weeks in ((screening_id, "2"), (other, "4")):
        ana.post(f"{PAGE.format(one)}/rescreens", weeks=weeks)
    with app.app_context():
        plans = {plan.screening_id: plan.id for plan in db.session.scalars(sa.select(Rescreen))}
    ana.post(f"{PAGE.format(screening_id)}/rescreens/{plans[screening_id]}/link")
    ana.post(f"{PAGE.format(screening_id)}/rescreens/{plans[screening_id]}/cancel", text=REASON)
    ana.post(f"{PAGE.format(other)}/rescreens/{plans[other]}/done", done_as=screening_id)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(RescreenEnd)) == 2


def _rights(sam: Desk, screening_id: str) -> None:
    """A hold that ended, and a request that was answered."""
    keeping = f"{PAGE.format(screening_id)}/keeping"
    sam.post(f"{PAGE.format(screening_id)}/holds", text=REASON, whole_person="yes")
    sam.post(str(sam.get(keeping).select("form[action$='/end']")[0]["action"]), text=REASON)
    sam.post(f"{PAGE.format(screening_id)}/requests", kind="copy", text=REASON)
    answer = str(sam.get(keeping).select("form[action$='/answer']")[0]["action"])
    sam.post(answer, answer="refused", text=REASON)


def _by_hand(app: Flask, screening_id: str) -> None:
    """What comes in by a list or a link, and a score that somebody changed."""
    with app.app_context(), writing():
        row = db.session.get_one(Screening, screening_id)
        author = db.session.scalars(sa.select(StaffUser.id)).all()[0]
        Record.open(row).add(PaperTotal, {"total": 3}, author_id=author)
        db.session.add(used_link(screening_id, None, author))
    damage(app, screening_id)
    with app.app_context():
        recheck()


def used_link(screening_id: str, rescreen_id: UUID | None, by: UUID) -> Invite:
    """The link by which a screening came, for a plan if it was made for one."""
    used = {"made_at": clock.now(), "expires_at": clock.now(), "used_at": clock.now()}
    invite = Invite(site_id="default", token_hash=secrets.token_bytes(32), sealed_label=b"chart 1207", **used)
    invite.id, invite.made_by, invite.screening_id, invite.rescreen_id = public_id(), by, screening_id, rescreen_id
    return invite


def rows_with(app: Flask, needle: str) -> set[tuple[str, str]]:
    """Every column, of every table there is, in which these signs stand."""
    with app.app_context():
        tables = Base.metadata.tables.values()
        found = {
            (table.name, column.name)
            for table in tables
            for row in db.session.execute(sa.select(table)).mappings()
            for column in table.columns
            if needle in _text(row[column])
        }
        db.session.rollback()
    return found


def secrets_of(app: Flask, screening_id: str) -> list[bytes]:
    """Whatever is sealed in rows that name this screening, its own key among it."""
    with app.app_context():
        row = db.session.get_one(Screening, screening_id)
        draft = db.session.get_one(Draft, row.draft_id)
        kept = [row.wrapped_key, row.summary, draft.sealed]
        for table in (Disclosure, LegalHold, RescreenEnd):
            kept += db.session.scalars(sa.select(table.sealed).where(table.screening_id == screening_id)).all()
    return kept


def _text(value: object) -> str:
    parts: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return " ".join(part.hex() if isinstance(part, bytes) else str(part) for part in parts)
