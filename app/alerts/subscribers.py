"""Other systems that are told when something happens to a screening: where they are called, and of what.

An operator says so on the command line and never a page: whoever could change it in a browser could have every event
of a site sent to themselves.
"""

import base64
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.activity import record
from app.alerts.models import Delivery
from app.extensions import Base, clock, db, delete_rows, public_id
from app.vault import current_vault, seal_json, unseal_json

EventKind = Literal["created", "level_changed", "closed", "reopened"]
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

    @property
    def secret(self) -> str:
        """By which it knows that it is us. Raises vault.Unreadable."""
        return str(self._opened["secret"])

    def seal(self, url: str, secret: str) -> None:
        """Keep both, under a key of this row's own."""
        key = current_vault().new_record_key()
        self.record_key = key.wrapped
        self.sealed = seal_json(key.plain, self._context, {"url": url, "secret": secret})

    @cached_property
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
    """How it stands with one of them: what waits for it, and how its last try failed."""

    subscriber: Subscriber
    waiting: int
    problem: str


def subscribe(site_id: str, url: str, kinds: Collection[EventKind]) -> tuple[str, str]:
    """Tell this address of these from now on. Returns its id and its secret, to be shown once. The caller commits."""
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    made = Subscriber(id=public_id(), site_id=site_id, kinds=" ".join(kinds), made_at=clock.now())
    made.seal(url, secret)
    db.session.add(made)
    record("webhook.added", subject=("site", site_id), events=list(kinds))
    return made.id, secret


def unsubscribe(subscriber_id: str) -> None:
    """Tell it no more, not even of what it was not told yet. The caller commits. Raises NoSuchSubscriber."""
    found = db.session.get(Subscriber, subscriber_id)
    if found is None:
        raise NoSuchSubscriber
    delete_rows(sa.delete(Subscriber).where(Subscriber.id == subscriber_id))
    record("webhook.removed", subject=("site", found.site_id))


def subscribers_of(site_id: str) -> Sequence[Subscriber]:
    """Those of a site, the oldest first."""
    of_it = sa.select(Subscriber).where(Subscriber.site_id == site_id)
    return db.session.scalars(of_it.order_by(Subscriber.made_at, Subscriber.id)).all()


def anyone_subscribed() -> bool:
    """Whether anybody is to be told of anything."""
    return db.session.scalar(sa.select(sa.exists().where(Subscriber.id.is_not(None)))) or False


def standing_of(site_id: str) -> list[Standing]:
    """How it stands with those of a site."""
    return [_standing(one) for one in subscribers_of(site_id)]


def _standing(subscriber: Subscriber) -> Standing:
    owed = Delivery.subscriber_id == subscriber.id, Delivery.delivered_at.is_(None)
    waiting = db.session.scalar(sa.select(sa.func.count()).select_from(Delivery).where(*owed)) or 0
    last = sa.select(Delivery.problem).where(*owed, Delivery.problem != "").order_by(Delivery.due_at.desc()).limit(1)
    return Standing(subscriber, waiting, db.session.scalar(last) or "")
