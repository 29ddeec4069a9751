"""Records that are sent to the FHIR servers of others."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

UNDER_WAY = sa.text("ended_at IS NULL")
TABLE = "fhir_pushes"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=10), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("ending IN ('arrived', 'withdrawn', 'stopped')", name=op.f("ck_fhir_pushes_ending")),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name=op.f("ck_fhir_pushes_ended_somehow")),
        _points("consent_id", "disclosure_consents"),
        _points("screening_id", "screenings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fhir_pushes")),
    )
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fhir_pushes_consent_id"), ["consent_id"])
        batch_op.create_index(batch_op.f("ix_fhir_pushes_screening_id"), ["screening_id"])
        batch_op.create_index("ix_fhir_pushes_site", ["site_id", "created_at"])
        batch_op.create_index(
            "ix_fhir_pushes_owed", ["next_try_at"], sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
        )


def downgrade() -> None:
    op.drop_table(TABLE)


def _points(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_fhir_pushes_{column}_{to}"))
