"""Wrong codes are counted in the database, so that several servers count together."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attempt",
        sa.Column("caller", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("caller", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_since"), "attempt", ["since"], unique=False)
