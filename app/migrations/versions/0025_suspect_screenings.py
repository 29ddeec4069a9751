"""Screenings that a program may have made: marked, and placed after those that nobody doubts."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

STILL_OPEN = sa.text("closed_at IS NULL")
OPEN = ("site_id", "closed_at", "owner_id", "status", "follow_up_at", "created_at", "sent_at", "level")
WITHIN_A_LEVEL = (
    "CASE WHEN drill THEN 4 ELSE 0 END"
    " + CASE WHEN status = 'attempted' AND first_contact_at IS NOT NULL"
    " AND (sent_at IS NULL OR sent_at <= first_contact_at) THEN 2 ELSE 0 END"
    " + CASE WHEN queue_rank = 1 THEN 0 ELSE 1 END"
)
BEFORE = (
    "CASE level WHEN 'imminent' THEN 0 WHEN 'urgent' THEN 8 WHEN 'elevated' THEN 16 WHEN 'routine' THEN 24 END"
    f" + {WITHIN_A_LEVEL}"
)
AFTER = (
    "CASE level WHEN 'imminent' THEN 0 WHEN 'urgent' THEN 8 WHEN 'elevated' THEN 32 WHEN 'routine' THEN 40 END"
    f" + CASE WHEN suspect THEN 16 ELSE 0 END + {WITHIN_A_LEVEL}"
)


def upgrade() -> None:
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        _drop_place(batch_op)
        batch_op.add_column(sa.Column("suspect", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        _add_place(batch_op, AFTER, (*OPEN, "suspect"))


def downgrade() -> None:
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        _drop_place(batch_op)
        batch_op.drop_column("suspect")
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        _add_place(batch_op, BEFORE, OPEN)


def _drop_place(batch_op: BatchOperations) -> None:
    """Neither engine lets what a column is worked out from be changed, so it is made anew."""
    batch_op.drop_index("ix_screenings_open")
    batch_op.drop_index("ix_screenings_queue")
    batch_op.drop_column("place")


def _add_place(batch_op: BatchOperations, worked_out: str, columns_of_open: tuple[str, ...]) -> None:
    batch_op.add_column(sa.Column("place", sa.Integer(), sa.Computed(worked_out, persisted=True), nullable=False))
    for name, columns in (
        ("ix_screenings_queue", ["site_id", "place", "due_at", "waiting_since", "id"]),
        ("ix_screenings_open", list(columns_of_open)),
    ):
        batch_op.create_index(name, columns, sqlite_where=STILL_OPEN, postgresql_where=STILL_OPEN)
