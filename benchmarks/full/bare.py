"""Pages of the desk with nothing around them: Flask and Jinja alone, the same rows of the same database, Braid's bytes.

No session, no rights, no log, nothing unsealed and no words looked up: what a page says beside its clear columns lies
ready as plain data (`bare_page_of`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, render_template
from sqlalchemy.orm import Session

from app.accounts import StaffUser
from app.extensions import clock, db
from app.intake.models import (
    Closure,
    Consent,
    ContactAttempt,
    Decision,
    FollowUp,
    Note,
    RiskEventRow,
    Screening,
    ScreeningVersion,
    SecondLook,
)
from app.intake.queue.rows import MOST_PRESSING_FIRST, MOST_ROWS
from app.intake.queue.tabs import MOST_COUNTED, in_sight
from benchmarks.full.bare_page_of import Page, queue_page, review_page
from benchmarks.full.pages import Ask, Pairs, get
from benchmarks.full.sample import Sample
from tests.support.desk import Desk

HANGING: Final = (
    ScreeningVersion,
    Consent,
    RiskEventRow,
    Note,
    ContactAttempt,
    FollowUp,
    Decision,
    Closure,
    SecondLook,
)

Read = Callable[[Session], dict[str, Any]]


@contextmanager
def beside_bare(app: Flask, desk: Desk, sample: Sample) -> Iterator[Pairs]:
    """Each page that has a bare one: this one, and Braid's own, of the same screenings."""
    with app.app_context():
        engine = sa.create_engine(db.engine.url)
    queue = get(desk, "/staff/queue")
    reviews = {"open": sample.open[0], "closed": sample.closed[0]}
    try:
        yield {
            "queue": (_bare(engine, queue_page(app, queue), _queue_of(sample.staff["default"])), queue),
            **{f"review, {name}": _review(engine, desk, screening_id) for name, screening_id in reviews.items()},
        }
    finally:
        engine.dispose()


def _review(engine: sa.Engine, desk: Desk, screening_id: str) -> tuple[Ask, Ask]:
    review = get(desk, f"/staff/screenings/{screening_id}")
    return _bare(engine, review_page(review), _screening(screening_id)), review


def _bare(engine: sa.Engine, page: Page, read: Read) -> Ask:
    """An application that has this page and no other. It draws what Braid drew, or the two cannot be compared."""
    app = Flask(__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    layout = app.jinja_env.from_string(page.layout)
    template = app.jinja_env.from_string(page.template)

    @app.get("/")
    def draw() -> str:
        with Session(engine) as session:
            return render_template(template, layout=layout, **page.data, **read(session))

    ask = get(Desk(app.test_client()), "/")
    assert ask().get_data(as_text=True) == page.html, "Braid draws this page in another way by now"
    return ask


def _queue_of(staff: list[StaffUser]) -> Read:
    """What the queue reads for the first of them."""
    site, me, here = staff[0].site_id, staff[0].id, [user.id for user in staff]

    def read(session: Session) -> dict[str, Any]:
        rows = session.scalars(_rows(site)).all()[:MOST_ROWS]
        *still_open, closed = session.execute(_counts(site, me, here)).one()
        return {"rows": rows, "counts": [*still_open, closed if closed < MOST_COUNTED else f"{MOST_COUNTED - 1}+"]}

    return read


def _rows(site: str) -> sa.Select[Screening]:
    wanted = Screening.site_id == site, Screening.closed_at.is_(None), in_sight()
    return sa.select(Screening).where(*wanted).order_by(*MOST_PRESSING_FIRST).limit(MOST_ROWS + 1)


def _counts(site: str, me: UUID, here: list[UUID]) -> sa.Select[*tuple[Any, ...]]:
    """How many stand under each tab, in their order."""
    now = clock.now()
    nobody = sa.or_(Screening.owner_id.is_(None), Screening.owner_id.not_in(here))
    not_yet = sa.or_(Screening.follow_up_at.is_(None), Screening.follow_up_at > now)
    tabs = (
        in_sight(),
        Screening.owner_id == me,
        sa.and_(in_sight(), nobody),
        sa.and_(Screening.status == "attempted", not_yet),
        Screening.follow_up_at <= now,
        Screening.suspect.is_(True),
    )
    some = (
        sa.select(Screening.id).where(Screening.site_id == site, Screening.closed_at.is_not(None)).limit(MOST_COUNTED)
    )
    closed = sa.select(sa.func.count()).select_from(some.subquery()).scalar_subquery()
    columns = [sa.func.count().filter(tab) for tab in tabs]
    return sa.select(*columns, closed).where(Screening.site_id == site, Screening.closed_at.is_(None))


def _screening(screening_id: str) -> Read:
    """What a review reads: the screening and everything sealed with it."""

    def read(session: Session) -> dict[str, Any]:
        hanging = [
            session.scalars(sa.select(table).where(table.screening_id == screening_id)).all() for table in HANGING
        ]
        return {"screening": session.get_one(Screening, screening_id), "hanging": hanging}

    return read
