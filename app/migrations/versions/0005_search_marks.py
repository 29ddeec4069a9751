"""By what a screening is found: keyed marks of names and number."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_marks",
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screenings.id"], name=op.f("fk_search_marks_screening_id_screenings")
        ),
        sa.PrimaryKeyConstraint("screening_id", "mark", name=op.f("pk_search_marks")),
    )
    with op.batch_alter_table("search_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_marks_mark"), ["mark"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("search_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_marks_mark"))
    op.drop_table("search_marks")
