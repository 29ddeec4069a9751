"""Totals from paper of earlier times."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_totals",
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screenings.id"], name=op.f("fk_paper_totals_screening_id_screenings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_totals")),
    )
    with op.batch_alter_table("paper_totals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_totals_screening_id"), ["screening_id"], unique=False)


def downgrade() -> None:
    op.drop_table("paper_totals")
