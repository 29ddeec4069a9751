"""Consent to share a screening, how it ended, and every copy that somebody was given."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _table("disclosure_consents")
    _table(
        "consent_ends",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        _points("consent_ends", "consent_id", "disclosure_consents"),
        sa.UniqueConstraint("consent_id", name=op.f("uq_consent_ends_consent_id")),
    )
    _table(
        "disclosures",
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        _points("disclosures", "consent_id", "disclosure_consents"),
    )
    _index("disclosures", "consent_id")


def downgrade() -> None:
    op.drop_table("disclosures")
    op.drop_table("consent_ends")
    op.drop_table("disclosure_consents")


def _table(name: str, *more: sa.schema.SchemaItem) -> None:
    """What staff write about a screening, sealed, and more."""
    op.create_table(
        name,
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *more,
        _points(name, "screening_id", "screenings"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    _index(name, "screening_id")


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _index(table: str, column: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
