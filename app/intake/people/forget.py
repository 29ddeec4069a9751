"""Deleting, with a screening, whose it was, what was planned after it, and totals from paper that came with it.

Of the person's other screenings nothing goes: they stay linked. What was said of this one and another cannot be undone
any more, and a plan that was done as this one is done as one that is gone.
"""

import sqlalchemy as sa

from app.extensions import db
from app.intake.arriving.models import Invite
from app.intake.models import Screening
from app.intake.people.acts import one_act_at_a_time
from app.intake.people.models import PaperTotal, Person, PersonAct, PersonMove, Rescreen, RescreenEnd
from app.intake.records import Record


def forget_kin(screening_id: str) -> None:
    """Delete all of it, and the person once nothing is left of them."""
    one_act_at_a_time()
    _forget_acts(screening_id)
    _forget_plans(screening_id)
    db.session.execute(sa.delete(PaperTotal).where(PaperTotal.screening_id == screening_id))


def forget_empty_persons() -> None:
    """Delete persons of whom there is no screening any more, and none that an undoing could bring back."""
    known = sa.union(
        sa.select(Screening.person_id).where(Screening.person_id.is_not(None)),
        sa.select(PersonMove.before_id).where(PersonMove.before_id.is_not(None)),
        sa.select(PersonMove.after_id).where(PersonMove.after_id.is_not(None)),
    )
    db.session.execute(sa.delete(Person).where(Person.id.not_in(known)))


def _forget_acts(screening_id: str) -> None:
    moved = sa.select(PersonMove.act_id).where(PersonMove.screening_id == screening_id)
    about = sa.or_(PersonAct.screening_id == screening_id, PersonAct.other_id == screening_id, PersonAct.id.in_(moved))
    acts = set(db.session.scalars(sa.select(PersonAct.id).where(about)))
    while undone := set(db.session.scalars(sa.select(PersonAct.id).where(PersonAct.undoes_id.in_(acts)))) - acts:
        acts |= undone
    undoing = PersonAct.undoes_id.is_not(None)
    db.session.execute(sa.delete(PersonMove).where(PersonMove.act_id.in_(acts)))
    for which in (undoing, ~undoing):  # what undoes another names it, so it goes first
        db.session.execute(sa.delete(PersonAct).where(PersonAct.id.in_(acts), which))


def _leave_done(screening_id: str) -> None:
    """What was planned after another screening and came as this one is done, though its link goes."""
    came = Invite.screening_id == screening_id, Screening.id == screening_id, Screening.sent_at.is_not(None)
    by_link = sa.select(Rescreen).join(Invite, Invite.rescreen_id == Rescreen.id).join(Screening, sa.true())
    ended = sa.exists().where(RescreenEnd.rescreen_id == Rescreen.id)
    for plan in db.session.scalars(by_link.where(*came, ~ended, Rescreen.screening_id != screening_id)).all():
        content = {"text": ""}
        Record.find(plan.screening_id).add(
            RescreenEnd, content, author_id=plan.author_id, rescreen_id=plan.id, kind="done"
        )


def _forget_plans(screening_id: str) -> None:
    _leave_done(screening_id)
    done_as = sa.update(RescreenEnd).where(RescreenEnd.done_as_id == screening_id)
    db.session.execute(done_as.values(done_as_id=None))
    plans = sa.select(Rescreen.id).where(Rescreen.screening_id == screening_id)
    db.session.execute(sa.delete(Invite).where(Invite.rescreen_id.in_(plans)))
    for table in (RescreenEnd, Rescreen):
        db.session.execute(sa.delete(table).where(table.screening_id == screening_id))
