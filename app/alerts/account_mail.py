"""Telling colleagues by mail what happened with their own account, so that they notice what was not them.

It is read from the activity log: whatever stands there under one of these words is told, whoever wrote it down.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts import by_public_id
from app.activity import Activity
from app.alerts.models import Delivery
from app.alerts.words import in_every_language
from app.extensions import N_, Base, clock, db, writing
from app.settings import current_settings

SIGNED_IN: Final = "signin.succeeded"  # told where the row says that the browser was not known
FAILED: Final = "signin.failed"
WORDS: Final[Mapping[str, str]] = {
    "staff.enrolled": N_("A password was set for your account."),
    "staff.password_changed": N_("The password of your account was changed."),
    "staff.factor_set": N_("An authenticator was set up for your account."),
    "staff.factor_reset": N_("The second factor of your account was taken away."),
    "staff.passkey_added": N_("A passkey was added to your account."),
    "staff.passkey_removed": N_("A passkey was removed from your account."),
    "staff.recovery_used": N_("A recovery code of your account was used."),
    SIGNED_IN: N_("Somebody signed in to your account in a browser that is new to it."),
    "signin.passkey_copied": N_("A passkey of your account may have been copied."),
    "signin.shut": N_("No password is taken for your account any more in a browser that is new to it."),
    "signin.many_codes": N_("Somebody who knows the password of your account tried ten wrong codes."),
    "signin.codes_shut": N_("No code of an authenticator is taken for your account any more."),
    FAILED: N_("Somebody tried to sign in to your account several times, and failed."),
}
OF_JOINING: Final = frozenset(
    {"staff.enrolled", "staff.factor_set", SIGNED_IN}
)  # the first of each is no news to its owner
MANY: Final = 5  # failures
WITHIN: Final = timedelta(minutes=15)
NOT_AGAIN_FOR: Final = timedelta(hours=1)  # of failures: whoever guesses must not fill a mailbox
AT_ONCE: Final = 200  # rows of the log


class AccountMail(Base):
    """Up to which row of the log it was told. One row, which is there from the beginning."""

    __tablename__ = "account_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger)


def owe_account_mail() -> None:
    """Write down a message for each thing in the log that its owner was not told of."""
    while _some_owed():
        pass


def _some_owed() -> bool:
    newest = db.session.scalar(sa.select(sa.func.max(Activity.seq))) or 0
    if db.session.scalars(sa.select(AccountMail.seq)).one() >= newest:
        return False
    with writing():
        told = db.session.scalars(sa.select(AccountMail).with_for_update()).one()
        since = Activity.seq > told.seq, Activity.seq <= newest, Activity.action.in_(WORDS)
        rows = db.session.scalars(sa.select(Activity).where(*since).order_by(Activity.seq).limit(AT_ONCE)).all()
        for row in rows:
            _owe(row)
        told.seq = rows[-1].seq if len(rows) == AT_ONCE else newest
    return len(rows) == AT_ONCE


def _owe(row: Activity) -> None:
    owner = by_public_id(row.subject_id)
    if owner is None or not owner.is_active:
        return
    message = Delivery.owed(owner.site_id, "mail", owner.email.lower(), clock.now())
    message.account_act = row.action
    if _is_news(row, message):
        db.session.add(message)


def _is_news(row: Activity, message: Delivery) -> bool:
    same = Activity.subject_type == row.subject_type, Activity.subject_id == row.subject_id
    before = sa.select(sa.func.count()).where(*same, Activity.action == row.action, Activity.seq < row.seq)
    if row.action == SIGNED_IN and row.detail.get("known") is not False:
        return False
    if row.action in OF_JOINING:
        return bool(db.session.scalar(before))
    if row.action != FAILED:
        return True
    lately = db.session.scalar(before.where(Activity.at > row.at - WITHIN)) or 0
    return lately + 1 >= MANY and not _was_told_lately(message)


def _was_told_lately(message: Delivery) -> bool:
    same = Delivery.reader_mark == message.reader_mark, Delivery.account_act == message.account_act
    lately = sa.exists().where(*same, Delivery.due_at.between(message.due_at - NOT_AGAIN_FOR, message.due_at))
    return bool(db.session.scalar(sa.select(lately)))


def subject() -> str:
    """The same whatever it was."""
    return in_every_language(lambda: _("About your account"), " / ")


def text(notice: str) -> str:
    """What happened, and what to do if it was somebody else."""
    return in_every_language(lambda: _text(notice), "\n\n") + "\n"


def _text(notice: str) -> str:
    address = f"{current_settings().base_url}/staff/account"
    return _(
        "%(what)s Was that not you? Tell an administrator at once. Your account: %(address)s",
        what=_(WORDS[notice]),
        address=address,
    )
