"""What Alembic runs for each upgrade: the steps, in the transaction that `database` opened."""

from alembic import context

from explorer.workshop.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
