"""The place of a screening in the queue, kept by the database, and indexes that hold both lists in their order."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STILL_OPEN = sa.text("closed_at IS NULL")
PLACE = (
    "CASE level WHEN 'imminent' THEN 0 WHEN 'urgent' THEN 8 WHEN 'elevated' THEN 16 WHEN 'routine' THEN 24 END"
    " + CASE WHEN drill THEN 4 ELSE 0 END"
    " + CASE WHEN status = 'attempted' AND first_contact_at IS NOT NULL"
    " AND (sent_at IS NULL OR sent_at <= first_contact_at) THEN 2 ELSE 0 END"
    " + CASE WHEN queue_rank = 1 THEN 0 ELSE 1 END"
)


def upgrade() -> None:
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        batch_op.drop_index("ix_screenings_queue")
        batch_op.add_column(sa.Column("place", sa.Integer(), sa.Computed(PLACE, persisted=True), nullable=False))
        batch_op.create_index(
            "ix_screenings_queue",
            ["site_id", "place", "due_at", "waiting_since", "id"],
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        )
        batch_op.create_index("ix_screenings_closed", ["site_id", "closed_at", "id"])


def downgrade() -> None:
    with op.batch_alter_table("screenings", schema=None) as batch_op:
        batch_op.drop_index("ix_screenings_closed")
        batch_op.drop_index("ix_screenings_queue")
        batch_op.drop_column("place")
        batch_op.create_index(
            "ix_screenings_queue", ["site_id", "closed_at", "queue_rank", "due_at", "waiting_since"], unique=False
        )
