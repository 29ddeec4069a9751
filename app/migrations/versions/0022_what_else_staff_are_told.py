"""What else staff are told by mail: what happened with their own account, how much waits when a shift begins. How often
one reader was written to lately is found without reading every message there ever was."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

READER = "ix_alert_deliveries_reader"


def upgrade() -> None:
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account_act", sa.String(length=40), nullable=True))
        batch_op.create_index(READER, ["reader_mark", "delivered_at"])
    op.create_table(
        "account_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_mail")),
    )
    op.execute("INSERT INTO account_mail (id, seq) SELECT 1, COALESCE(MAX(seq), 0) FROM activity")
    op.create_table(
        "shift_mails",
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "begun_at", name=op.f("pk_shift_mails")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM alert_deliveries WHERE account_act IS NOT NULL")
    op.drop_table("shift_mails")
    op.drop_table("account_mail")
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        batch_op.drop_index(READER)
        batch_op.drop_column("account_act")
