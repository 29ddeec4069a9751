"""Second looks at what one person decided, and daily tallies."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_looks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('closed_alone', 'lowered_alone', 'sample')", name=op.f("ck_second_looks_kind")),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_second_looks_done_by_somebody")),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screenings.id"], name=op.f("fk_second_looks_screening_id_screenings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_looks")),
        sa.UniqueConstraint("of_id", name=op.f("uq_second_looks_of_id")),
    )
    with op.batch_alter_table("second_looks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_second_looks_screening_id"), ["screening_id"], unique=False)
        batch_op.create_index("ix_second_looks_due", ["site_id", "done_at", "asked_at"], unique=False)

    op.create_table(
        "tallies",
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=16), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name=op.f("ck_tallies_n")),
        sa.PrimaryKeyConstraint("site_id", "day", "mark", "slot", name=op.f("pk_tallies")),
    )


def downgrade() -> None:
    op.drop_table("tallies")
    with op.batch_alter_table("second_looks", schema=None) as batch_op:
        batch_op.drop_index("ix_second_looks_due")
        batch_op.drop_index(batch_op.f("ix_second_looks_screening_id"))
    op.drop_table("second_looks")
