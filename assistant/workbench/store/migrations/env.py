"""Alembic's way in: migrates on the connection, and in the transaction, that ``opening`` gives."""

from alembic import context

from assistant.workbench.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
