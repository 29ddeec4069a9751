"""Indexes of what the pages of staff ask each time, so that none of it grows with what is over."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

NOT_DONE = sa.text("done_at IS NULL")
UNDER_WAY = sa.text("ended_at IS NULL")
ASKED = ["asked_id", "site_id", "done_at", "by_id"]


def upgrade() -> None:
    op.create_index("ix_second_looks_asked", "second_looks", ASKED, sqlite_where=NOT_DONE, postgresql_where=NOT_DONE)
    op.create_index("ix_second_looks_drawn", "second_looks", ["site_id", "kind", "asked_at"])
    op.create_index(
        "ix_fhir_pushes_under_way",
        "fhir_pushes",
        ["site_id", "ended_at", "created_at"],
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )


def downgrade() -> None:
    op.drop_index("ix_fhir_pushes_under_way", table_name="fhir_pushes")
    op.drop_index("ix_second_looks_drawn", table_name="second_looks")
    op.drop_index("ix_second_looks_asked", table_name="second_looks")
