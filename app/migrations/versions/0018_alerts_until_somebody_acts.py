"""Alerts are told until somebody acts, and found by that; messages to one reader are found, to go out as one."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UNOPENED = sa.text("seen_at IS NULL AND closed_at IS NULL")
UNACTED = sa.text("acted_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index("ix_alerts_next_rung")
        batch_op.create_index("ix_alerts_next_rung", ["next_rung_at"], sqlite_where=UNACTED, postgresql_where=UNACTED)
        batch_op.create_index("ix_alerts_unacted", ["site_id", "level"], sqlite_where=UNACTED, postgresql_where=UNACTED)
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reader_mark", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE alerts SET next_rung_at = seen_at, rungs_climbed = 0 WHERE seen_at IS NOT NULL AND acted_at IS NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        batch_op.drop_column("reader_mark")
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index("ix_alerts_unacted")
        batch_op.drop_index("ix_alerts_next_rung")
        batch_op.create_index("ix_alerts_next_rung", ["next_rung_at"], sqlite_where=UNOPENED, postgresql_where=UNOPENED)
