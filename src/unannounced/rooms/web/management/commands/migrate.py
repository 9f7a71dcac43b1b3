"""Django's ``migrate``, but where there is no table yet every one is made as it is now, at once.

Migrations change tables that hold something. Where nothing is, going through all of them draws every model
again for each small change, which takes eight times as long (decision 49). What stands at the end is the same;
a test compares.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor


class Command(migrate.Command):
    """``migrate``, quick where there is nothing; asked for a part or a plan, it is Django's own."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        connection = connections[options["database"]]
        part = any(options[name] for name in ("app_label", "migration_name", "fake", "fake_initial", "plan"))
        if not (part or options["check_unapplied"] or options["prune"] or connection.introspection.table_names()):
            make_new(connection)
        return super().handle(*args, **options)


def make_new(connection: BaseDatabaseWrapper) -> None:
    """Make every table as it is now, in one transaction, and note each migration as applied.

    Of what migrations run beside changing tables, all that is not ``elidable`` is done: what is changes rows alone.
    """
    executor = MigrationExecutor(connection)
    plan = [one for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    state = executor.loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration in plan:
            for operation in migration.operations:
                if isinstance(operation, RunPython | RunSQL) and not operation.elidable:
                    operation.database_forwards(migration.app_label, editor, state, state)
        editor.create_model(executor.recorder.Migration)
        for migration in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
