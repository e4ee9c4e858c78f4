"""What would be sent and how stands in the draft; who is talking with whom, in the ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.text("DELETE FROM drafts"))  # they live a day, and lack what is asked for now
    op.add_column("drafts", sa.Column("why", sa.String(20), nullable=False, server_default="asked"))
    op.add_column("drafts", sa.Column("request", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("drafts", sa.Column("awaits", sa.String(20)))
    op.add_column("drafts", sa.Column("way", sa.String(20), nullable=False, server_default="chat"))
    op.add_column("drafts", sa.Column("call_window", sa.String(20)))
    op.add_column("drafts", sa.Column("time_zone", sa.String(64)))
    op.add_column(
        "tickets", sa.Column("why", sa.String(20), nullable=False, server_default="asked")
    )
    op.add_column("tickets", sa.Column("way", sa.String(20), nullable=False, server_default="chat"))
    op.add_column("tickets", sa.Column("call_window", sa.String(20)))
    op.add_column("tickets", sa.Column("time_zone", sa.String(64)))
    op.add_column("tickets", sa.Column("talk", sa.String(20)))
