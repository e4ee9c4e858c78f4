"""Run by Alembic: the connection comes from `upgrade`, which owns the transaction."""

from alembic import context

import desk.chats.models  # noqa: F401 (its tables belong to the same metadata)
from desk.tickets.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
