"""Chats of people who write from Telegram, what waits there, and what its buttons mean."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.String(128), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("content_consent", sa.Boolean(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chats")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_chats_conversation_id")),
    )
    op.create_index(op.f("ix_chats_used_at"), "chats", ["used_at"])
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("payload", sa.JSON(none_as_null=True)),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_chat_id"), "inbox", ["chat_id"])
    op.create_index(op.f("ix_inbox_done_at"), "inbox", ["done_at"])
    op.create_table(
        "buttons",
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("meaning", sa.String(200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_buttons")),
    )
    op.create_index(op.f("ix_buttons_chat_id"), "buttons", ["chat_id"])
    op.create_index(op.f("ix_buttons_expires_at"), "buttons", ["expires_at"])
