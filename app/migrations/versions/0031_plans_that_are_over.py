"""Planned screenings that are over leave the index of what is due: every page of staff counts those that are late."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

NOT_OVER = sa.text("over_at IS NULL")
DUE = "ix_rescreens_due", "rescreens", ["site_id", "due_at"]


def upgrade() -> None:
    op.add_column("rescreens", sa.Column("over_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_rescreens_due", table_name="rescreens")
    op.create_index(*DUE, sqlite_where=NOT_OVER, postgresql_where=NOT_OVER)


def downgrade() -> None:
    op.drop_index("ix_rescreens_due", table_name="rescreens")
    op.create_index(*DUE)
    op.drop_column("rescreens", "over_at")
