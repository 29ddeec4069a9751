"""Indexes by which alerts are found that nobody opened, and those of a time: both were looked for in all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

UNSEEN = sa.text("seen_at IS NULL AND closed_at IS NULL")


def upgrade() -> None:
    op.create_index("ix_alerts_raised", "alerts", ["site_id", "raised_at"])
    op.create_index("ix_alerts_unseen", "alerts", ["raised_at"], sqlite_where=UNSEEN, postgresql_where=UNSEEN)


def downgrade() -> None:
    op.drop_index("ix_alerts_unseen", table_name="alerts")
    op.drop_index("ix_alerts_raised", table_name="alerts")
