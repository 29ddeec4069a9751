"""How long what was sent is kept, holds, the ledger of deletions, what people ask about their record, wrong scores."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

STRICT = "(kind = 'done') = (done_as_id IS NOT NULL)"
DONE_AS = "ck_rescreen_ends_done_as_a_screening"
AS_NOTHING = "ck_rescreen_ends_cancelled_as_nothing"


def upgrade() -> None:
    _policies()
    _deletions()
    _about_screenings()
    _scores()
    with op.batch_alter_table("rescreen_ends", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(DONE_AS), type_="check")
        batch_op.create_check_constraint(op.f(AS_NOTHING), "kind = 'done' OR done_as_id IS NULL")


def downgrade() -> None:
    op.execute("DELETE FROM rescreen_ends WHERE kind = 'done' AND done_as_id IS NULL")
    with op.batch_alter_table("rescreen_ends", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(AS_NOTHING), type_="check")
        batch_op.create_check_constraint(op.f(DONE_AS), STRICT)
    for table in (
        *("score_mismatches", "rights_answers", "rights_requests", "hold_ends", "legal_holds"),
        *("deletions", "retention_clock", "retention_policies"),
    ):
        op.drop_table(table)


def _policies() -> None:
    op.create_table(
        "retention_policies",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("days BETWEEN 30 AND 3650", name=op.f("ck_retention_policies_days")),
        sa.CheckConstraint("years BETWEEN 6 AND 30", name=op.f("ck_retention_policies_years")),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (agreed_by IS NULL)", name=op.f("ck_retention_policies_agreed_by_somebody")
        ),
        sa.CheckConstraint(
            "agreed_by IS NULL OR agreed_by != made_by", name=op.f("ck_retention_policies_agreed_by_another")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_policies")),
    )
    with op.batch_alter_table("retention_policies", schema=None) as batch_op:
        batch_op.create_index("ix_retention_policies_site", ["site_id", "made_at"], unique=False)


def _deletions() -> None:
    op.create_table(
        "retention_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_retention_clock_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_clock")),
    )
    op.create_table(
        "deletions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletions")),
    )


def _about_screenings() -> None:
    _sealed("legal_holds", _author(), sa.Column("whole_person", sa.Boolean(), nullable=False))
    _sealed("hold_ends", _author(), *_once("hold_ends", "hold_id", "legal_holds"))
    _sealed(
        "rights_requests",
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("kind IN ('copy', 'correction', 'deletion')", name=op.f("ck_rights_requests_kind")),
    )
    with op.batch_alter_table("rights_requests", schema=None) as batch_op:
        batch_op.create_index("ix_rights_requests_site", ["site_id", "created_at"], unique=False)
    _sealed("rights_answers", _author(), *_once("rights_answers", "request_id", "rights_requests"))


def _scores() -> None:
    op.create_table(
        "score_mismatches",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        _points("score_mismatches", "version_id", "screening_versions"),
        _points("score_mismatches", "screening_id", "screenings"),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_score_mismatches")),
    )
    _index("score_mismatches", "screening_id")


def _sealed(name: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *more,
        _points(name, "screening_id", "screenings"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    _index(name, "screening_id")


def _author() -> sa.Column[object]:
    return sa.Column("author_id", sa.Uuid(), nullable=False)


def _once(table: str, column: str, to: str) -> tuple[sa.schema.SchemaItem, ...]:
    unique = sa.UniqueConstraint(column, name=op.f(f"uq_{table}_{column}"))
    return sa.Column(column, sa.Uuid(), nullable=False), _points(table, column, to), unique


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _index(table: str, column: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
