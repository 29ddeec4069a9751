"""Whence acts in the log came, walks through it, notices about Braid itself, and emergency accesses."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ORIGIN = {"session_mark": 32, "request_id": 16, "source": 45}
big_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # Never as a batch: a table that is made anew has lost the triggers that keep its rows as they are.
    for name, length in ORIGIN.items():
        op.add_column("activity", sa.Column(name, sa.String(length=length), nullable=True))
    op.create_index("ix_activity_session", "activity", ["session_mark", "seq"])
    op.add_column("alert_deliveries", sa.Column("notice", sa.String(length=20), nullable=True))
    op.create_table(
        "activity_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_bad", big_number, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_checks")),
    )
    op.create_index("ix_activity_checks_begun_at", "activity_checks", ["begun_at"])
    op.create_table(
        "emergency_accesses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("let_in_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session_mark", sa.String(length=32), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("record_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_accesses")),
        sa.UniqueConstraint("mark", name=op.f("uq_emergency_accesses_mark")),
    )
    op.create_index("ix_emergency_accesses_site", "emergency_accesses", ["site_id", "made_at"])


def downgrade() -> None:
    """Whatever was recorded meanwhile no longer fits its chain."""
    op.drop_table("emergency_accesses")
    op.drop_table("activity_checks")
    op.drop_column("alert_deliveries", "notice")
    op.drop_index("ix_activity_session", "activity")
    for name in ORIGIN:
        op.drop_column("activity", name)
