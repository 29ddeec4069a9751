"""Who is told of an alert, by which channel, how often it was tried; and when somebody last went round to tell."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UNOPENED = sa.text("seen_at IS NULL AND closed_at IS NULL")
STILL_OWED = sa.text("delivered_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rungs_climbed", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("next_rung_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_alerts_next_rung", ["next_rung_at"], sqlite_where=UNOPENED, postgresql_where=UNOPENED)
    op.execute("UPDATE alerts SET next_rung_at = raised_at WHERE seen_at IS NULL AND closed_at IS NULL")
    _deliveries()
    op.create_table(
        "alert_rounds",
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_alert_rounds")),
    )


def downgrade() -> None:
    op.drop_table("alert_rounds")
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_alert_deliveries_owed")
        batch_op.drop_index(batch_op.f("ix_alert_deliveries_alert_id"))
        batch_op.drop_index("ix_alert_deliveries_site")
    op.drop_table("alert_deliveries")
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index("ix_alerts_next_rung")
        batch_op.drop_column("next_rung_at")
        batch_op.drop_column("rungs_climbed")


def _deliveries() -> None:
    op.create_table(
        "alert_deliveries",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("record_key", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.CheckConstraint("channel IN ('mail', 'webhook')", name=op.f("ck_alert_deliveries_channel")),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alerts.id"], name=op.f("fk_alert_deliveries_alert_id_alerts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_deliveries")),
    )
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_alert_deliveries_owed",
            ["channel", "next_try_at"],
            sqlite_where=STILL_OWED,
            postgresql_where=STILL_OWED,
        )
        batch_op.create_index(batch_op.f("ix_alert_deliveries_alert_id"), ["alert_id"])
        batch_op.create_index("ix_alert_deliveries_site", ["site_id", "due_at"])
