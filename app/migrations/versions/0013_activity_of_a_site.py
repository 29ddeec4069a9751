"""At which centre what stands in the activity log happened. Rows from before keep none: they cannot be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Never as a batch: a table that is made anew has lost the triggers that keep its rows as they are.
    op.add_column("activity", sa.Column("site_id", sa.String(length=40), nullable=True))
    op.create_index("ix_activity_site", "activity", ["site_id", "seq"])


def downgrade() -> None:
    """Whatever was recorded meanwhile no longer fits its chain."""
    op.drop_index("ix_activity_site", "activity")
    op.drop_column("activity", "site_id")
