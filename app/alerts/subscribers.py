"""Other systems that are told when something happens to a screening: where they are called, and of what.

An operator says so on the command line and never a page: whoever could change it in a browser could have every event
of a site sent to themselves.
"""

import base64
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.activity import record
from app.alerts.models import Delivery
from app.extensions import Base, clock, db, delete_rows, public_id
from app.vault import current_vault, seal_json, unseal_json

EventKind = Literal["created", "level_changed", "closed", "reopened"]
BEGINS: Final = "whsec_"  # by which a program that looks for lost secrets knows one
KINDS: Final[tuple[EventKind, ...]] = get_args(EventKind)


class NoSuchSubscriber(LookupError):
    """There is none of this id."""


class Subscriber(Base):
    """One of them. Where it is called, and the secret by which it knows us, are sealed."""

    __tablename__ = "webhook_subscribers"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(40), index=True)
    kinds: Mapped[str] = mapped_column(sa.String(60))
    record_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    made_at: Mapped[datetime]

    @property
    def url(self) -> str:
        """Where it is called. Raises vault.Unreadable."""
        return str(self._opened["url"])

    def secrets_at(self, now: datetime) -> list[str]:
        """By which it knows that it is us: the one in force, then those before it that still are. Raises Unreadable."""
        former = self._opened.get("former", ())
        return [
            self._opened["secret"],
            *(one["secret"] for one in former if datetime.fromisoformat(one["until"]) > now),
        ]

    def begin(self, url: str) -> str:
        """Keep where it is called, with a new secret, under a key of this row's own. Returns the secret."""
        return self._seal(url, ())

    def change_secret(self, now: datetime, until: datetime) -> str:
        """Take a new secret, and let the one before it be valid until then. Returns the new one."""
        former = [{"secret": secret, "until": until.isoformat()} for secret in self.secrets_at(now)]
        return self._seal(self.url, former if until > now else ())

    def _seal(self, url: str, former: Sequence[Mapping[str, str]]) -> str:
        secret = BEGINS + base64.b64encode(secrets.token_bytes(32)).decode()
        key = current_vault().new_record_key()
        self.record_key = key.wrapped
        self.sealed = seal_json(key.plain, self._context, {"url": url, "secret": secret, "former": list(former)})
        return secret

    @property
    def _opened(self) -> dict[str, Any]:
        opened: dict[str, Any] = unseal_json(
            current_vault().open_record_key(self.record_key), self._context, self.sealed
        )
        return opened

    @property
    def _context(self) -> str:
        return f"webhook_subscribers|sealed|{self.id}"


@dataclass(frozen=True)
class Standing:
    """How it stands with one of them: what waits for it, how its last try failed, when it last took something.

    What was told is forgotten with its event, so `last_told_at` is None, too, where nothing happened for long.
    """

    subscriber: Subscriber
    waiting: int
    problem: str
    last_told_at: datetime | None


def subscribe(site_id: str, url: str, kinds: Collection[EventKind]) -> tuple[str, str]:
    """Tell this address of these from now on. Returns its id and its secret, to be shown once. The caller commits."""
    made = Subscriber(id=public_id(), site_id=site_id, kinds=" ".join(kinds), made_at=clock.now())
    secret = made.begin(url)
    db.session.add(made)
    record("webhook.added", subject=("site", site_id), events=list(kinds))
    return made.id, secret


def change_secret(subscriber_id: str, overlap: timedelta) -> str:
    """Sign with a new secret, and as long as this with the one before it as well, so that it can be changed over there.

    Returns the new one, to be shown once. The caller commits. Raises NoSuchSubscriber.
    """
    found, now = _found(subscriber_id), clock.now()
    secret = found.change_secret(now, now + overlap)
    record("webhook.secret", subject=("site", found.site_id))
    return secret


def unsubscribe(subscriber_id: str) -> None:
    """Tell it no more, not even of what it was not told yet. The caller commits. Raises NoSuchSubscriber."""
    found = _found(subscriber_id)
    delete_rows(sa.delete(Subscriber).where(Subscriber.id == subscriber_id))
    record("webhook.removed", subject=("site", found.site_id))


def _found(subscriber_id: str) -> Subscriber:
    """The row, held until the transaction ends."""
    found = db.session.get(Subscriber, subscriber_id, with_for_update=True)
    if found is None:
        raise NoSuchSubscriber
    return found


def subscribers_of(site_id: str) -> Sequence[Subscriber]:
    """Those of a site, the oldest first."""
    of_it = sa.select(Subscriber).where(Subscriber.site_id == site_id)
    return db.session.scalars(of_it.order_by(Subscriber.made_at, Subscriber.id)).all()


def who_wants(kind: EventKind, site_id: str) -> list[str]:
    """The ids of those of a site that want to be told of this. Reads nothing of where they are or what they know."""
    of_it = sa.select(Subscriber.id, Subscriber.kinds).where(Subscriber.site_id == site_id)
    return [one.id for one in db.session.execute(of_it) if kind in one.kinds.split()]


def anyone_subscribed() -> bool:
    """Whether anybody is to be told of anything."""
    return db.session.scalar(sa.select(sa.exists().where(Subscriber.id.is_not(None)))) or False


def standing_of(site_id: str) -> list[Standing]:
    """How it stands with those of a site."""
    return [_standing(one) for one in subscribers_of(site_id)]


def _standing(subscriber: Subscriber) -> Standing:
    its, owed = Delivery.subscriber_id == subscriber.id, Delivery.delivered_at.is_(None)
    waiting = db.session.scalar(sa.select(sa.func.count()).select_from(Delivery).where(its, owed)) or 0
    failed = sa.select(Delivery.problem).where(its, owed, Delivery.problem != "")
    problem = db.session.scalar(failed.order_by(Delivery.due_at.desc()).limit(1)) or ""
    last_told_at = db.session.scalar(sa.select(sa.func.max(Delivery.delivered_at)).where(its))
    return Standing(subscriber, waiting, problem, last_told_at)
