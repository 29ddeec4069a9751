"""Tokens by which other systems come in, what they were answered, and those that are told what happened."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

POINTS = {"event_id": "webhook_events", "subscriber_id": "webhook_subscribers"}


def upgrade() -> None:
    _tokens()
    _answers()
    _events()
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_alert_deliveries_channel"), type_="check")
        batch_op.create_check_constraint(op.f("ck_alert_deliveries_channel"), "channel IN ('mail', 'webhook', 'event')")
        for column, table in POINTS.items():
            batch_op.add_column(sa.Column(column, sa.String(length=32), nullable=True))
            name = op.f(f"fk_alert_deliveries_{column}_{table}")
            batch_op.create_foreign_key(name, table, [column], ["id"], ondelete="CASCADE")
            batch_op.create_index(batch_op.f(f"ix_alert_deliveries_{column}"), [column])


def downgrade() -> None:
    op.execute("DELETE FROM alert_deliveries WHERE channel = 'event'")
    with op.batch_alter_table("alert_deliveries", schema=None) as batch_op:
        for column, table in POINTS.items():
            batch_op.drop_index(batch_op.f(f"ix_alert_deliveries_{column}"))
            batch_op.drop_constraint(op.f(f"fk_alert_deliveries_{column}_{table}"), type_="foreignkey")
            batch_op.drop_column(column)
        batch_op.drop_constraint(op.f("ck_alert_deliveries_channel"), type_="check")
        batch_op.create_check_constraint(op.f("ck_alert_deliveries_channel"), "channel IN ('mail', 'webhook')")
    op.drop_table("webhook_events")
    op.drop_table("webhook_subscribers")
    op.drop_table("api_answers")
    op.drop_table("api_tokens")


def _tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("scopes", sa.String(length=60), nullable=False),
        sa.Column("record_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("public_id", name=op.f("uq_api_tokens_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_tokens_site_id"), ["site_id"], unique=False)


def _answers() -> None:
    op.create_table(
        "api_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("request_mark", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_tokens.id"], name=op.f("fk_api_answers_token_id_api_tokens"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_answers")),
        sa.UniqueConstraint("token_id", "key_hash", name=op.f("uq_api_answers_token_id_key_hash")),
    )
    with op.batch_alter_table("api_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_answers_at"), ["at"], unique=False)


def _events() -> None:
    op.create_table(
        "webhook_subscribers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("kinds", sa.String(length=60), nullable=False),
        sa.Column("record_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_subscribers")),
    )
    op.create_table(
        "webhook_events",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=40), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_events")),
    )
    for table, column in (("webhook_subscribers", "site_id"), ("webhook_events", "at")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column])
