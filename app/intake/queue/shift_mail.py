"""A mail at the start of a shift to those who begin it: how much waits, how much of it too long, and where to look.

It may be lost without harm: each is tried once, while the shift is new. Whatever must not be lost is an alert, and the
queue shows all of it.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.activity import record
from app.alerts.shifts import beginners
from app.alerts.words import in_every_language
from app.extensions import Base, clock, db, public_id, start_rounds, writing
from app.intake.models import Screening
from app.intake.queue.shift import NOT_TRIED
from app.mail import Message, NotSent, send
from app.settings import current_settings
from app.settings.channels import MailServer
from app.sites import Site, every_site

log = logging.getLogger(__name__)
WHILE_NEW: Final = timedelta(minutes=30)
LOOK: Final = "/staff/shift"


class ShiftMail(Base):
    """The start of a shift of which somebody took it upon themselves to tell, whatever came of it."""

    __tablename__ = "shift_mails"

    site_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(primary_key=True)


@dataclass(frozen=True)
class Load:
    """How many wait for somebody to do something, and for how many of them that should have happened by now."""

    waiting: int
    late: int


def start_in_server(app: Flask) -> None:
    """What the server does when it starts, where mail can be sent and nobody else does it."""
    with app.app_context():
        wanted = current_settings().mail_server and current_settings().alerts_in_server
    if wanted:
        start_loop(app, threading.Event())


def start_loop(app: Flask, stop: threading.Event) -> threading.Thread:
    """Go round in a thread of its own, so that no alert waits for it. It ends with the process, or after `stop`."""
    return start_rounds(app, "mail at the start of shifts", go_round, stop)


def go_round() -> int:
    """Write to those whose shift has just begun, unless somebody did. Returns how many were told."""
    server, now = current_settings().mail_server, clock.now()
    if server is None:
        return 0
    begun = [(site, shift) for site in every_site() for shift in beginners(site, now - WHILE_NEW, now).items()]
    return sum(_tell(site, to, server) for site, (at, to) in begun if to and _take(site, at))


def _take(site: Site, at: datetime) -> bool:
    """Be the one who tells of this shift; False if somebody else was."""
    if db.session.get(ShiftMail, (site.id, at)):
        return False
    try:
        with writing():
            db.session.add(ShiftMail(site_id=site.id, begun_at=at))
    except IntegrityError:  # at the same moment
        return False
    return True


def _tell(site: Site, to: list[str], server: MailServer) -> int:
    """Nothing where nothing waits."""
    load = load_of(site.id, clock.now())
    db.session.rollback()  # nothing is held open while the other side takes its time
    if not load.waiting:
        return 0
    told = sum(_sent(address, load, server) for address in to)
    with writing():
        record("shift.told", subject=("site", site.id), count=told, missed=len(to) - told)
    return told


def load_of(site_id: str, now: datetime) -> Load:
    """What waits at a site. Of drills nobody is told."""
    untried = Screening.status.in_(NOT_TRIED)
    late = (untried & (Screening.due_at < now)) | (Screening.follow_up_at < now)
    open_ones = Screening.site_id == site_id, Screening.closed_at.is_(None), Screening.drill.is_(False)
    counted = sa.select(sa.func.count(), sa.func.sum(sa.case((late, 1), else_=0)))
    waiting, overdue = db.session.execute(counted.where(*open_ones, untried | late)).one()
    return Load(waiting, overdue or 0)


def _sent(to: str, load: Load, server: MailServer) -> bool:
    subject = in_every_language(lambda: _subject(load), " / ")
    text = in_every_language(lambda: _text(load), "\n\n") + "\n"
    try:
        send(Message(id=public_id(), to=to, subject=subject, text=text, at=clock.now()), server)
    except NotSent as error:
        log.warning("a mail at the start of a shift was not sent: %s", error.problem)
        return False
    return True


def _subject(load: Load) -> str:
    return ngettext("Your shift: %(num)s item waits", "Your shift: %(num)s items wait", load.waiting)


def _text(load: Load) -> str:
    late = ngettext("%(num)s has waited too long.", "%(num)s have waited too long.", load.late) if load.late else ""
    said = " ".join(filter(None, [f"{_subject(load)}.", late]))
    return _("%(what)s Sign in: %(address)s", what=said, address=current_settings().base_url + LOOK)
