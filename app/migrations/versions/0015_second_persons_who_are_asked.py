"""Who was named as the second person and is to confirm it. Of what was decided before, nobody was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("second_looks", sa.Column("asked_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("second_looks", "asked_id")
