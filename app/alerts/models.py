"""The tables of alerts. They hold no clinical content: whom it is about is an opaque id, and the level is coarse."""

import uuid
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id, uuid7
from app.vault import current_vault, seal_json, unseal_json

UNACTED: Final = sa.text("acted_at IS NULL")
UNSEEN: Final = sa.text("seen_at IS NULL AND closed_at IS NULL")
STILL_OWED: Final = sa.text("delivered_at IS NULL")


class Alert(Base):
    """One duty: raised, then seen, acted on and closed by a human. It never expires.

    `rungs_climbed`, `next_rung_at`: how far up the ladder of those who are told it has come, and when it goes on. It is
    climbed until somebody opens the alert, and once more, from the bottom, if nobody acts in time after that.
    """

    __tablename__ = "alerts"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('flagged', 'call_asked')", name="kind"),
        sa.CheckConstraint("closed_at IS NULL OR acted_at IS NOT NULL", name="closed_after_acting"),
        sa.Index("ix_alerts_open", "site_id", "closed_at"),
        sa.Index("ix_alerts_raised", "site_id", "raised_at"),
        sa.Index("ix_alerts_unseen", "raised_at", sqlite_where=UNSEEN, postgresql_where=UNSEEN),
        sa.Index("ix_alerts_next_rung", "next_rung_at", sqlite_where=UNACTED, postgresql_where=UNACTED),
        sa.Index("ix_alerts_unacted", "site_id", "level", sqlite_where=UNACTED, postgresql_where=UNACTED),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    screening_id: Mapped[str] = mapped_column(sa.String(32), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    level: Mapped[str] = mapped_column(sa.String(10))
    raised_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None]
    acted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    rungs_climbed: Mapped[int] = mapped_column(default=0, server_default="0")
    next_rung_at: Mapped[datetime | None]


class Delivery(Base):
    """One message that is owed to one recipient, until it is delivered, or a human opens the alert or acts without it.

    `id` goes out with it, the same at each try. No `alert_id`: it tells a subscriber of an event, somebody who looks
    after the site of what a `notice` is about, a colleague what happened with their own account (`account_act`), or an
    administrator only tries the channel. `worker` has it in hand
    until `lease_until`. `problem` is a word of ours for how the last try failed; where the message goes is sealed, and
    `reader_mark` is the same for all that go to one address.
    """

    __tablename__ = "alert_deliveries"
    __table_args__ = (
        sa.CheckConstraint("channel IN ('mail', 'webhook', 'event')", name="channel"),
        sa.Index(
            "ix_alert_deliveries_owed",
            "channel",
            "next_try_at",
            sqlite_where=STILL_OWED,
            postgresql_where=STILL_OWED,
        ),
        sa.Index("ix_alert_deliveries_site", "site_id", "due_at"),
        sa.Index("ix_alert_deliveries_reader", "reader_mark", "delivered_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    alert_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("alerts.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[str | None] = mapped_column(sa.ForeignKey("webhook_events.id", ondelete="CASCADE"), index=True)
    subscriber_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("webhook_subscribers.id", ondelete="CASCADE"), index=True
    )
    notice: Mapped[str | None] = mapped_column(sa.String(20))
    account_act: Mapped[str | None] = mapped_column(sa.String(40))
    rung: Mapped[int]
    channel: Mapped[str] = mapped_column(sa.String(10))
    record_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    recipient: Mapped[bytes] = mapped_column(sa.LargeBinary)
    reader_mark: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    due_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(sa.String(32))
    lease_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(sa.String(40), default="")

    @classmethod
    def owed(cls, site_id: str, channel: str, to: str, at: datetime) -> "Delivery":
        """A message that is to go out now; `to` is the address for mail, and nothing for a webhook."""
        key, own_id = current_vault().new_record_key(), public_id()
        return cls(
            id=own_id,
            site_id=site_id,
            rung=0,
            channel=channel,
            record_key=key.wrapped,
            recipient=seal_json(key.plain, f"alert_deliveries|recipient|{own_id}", to),
            reader_mark=current_vault().blind_index("alert-reader", to) if to else None,
            due_at=at,
            next_try_at=at,
        )

    @property
    def to(self) -> str:
        """Where it goes. Raises vault.Unreadable."""
        key = current_vault().open_record_key(self.record_key)
        return str(unseal_json(key, f"alert_deliveries|recipient|{self.id}", self.recipient))


class Round(Base):
    """When somebody, on whichever machine, last went round for a channel."""

    __tablename__ = "alert_rounds"

    channel: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    at: Mapped[datetime]
