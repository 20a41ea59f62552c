"""Migrations of many operations, in seconds instead of minutes.

After each operation Django renders again every model related to the one it touched: with a hundred models bound
to one another, a migration of two hundred operations renders twenty thousand. Operations of one kind need no state
between them: here they are told to Django together, and the models are rendered once for each group.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# What may follow one another without looking at the state in between.
GENERI: tuple[tuple[type[Operation], ...], ...] = ((CreateModel,), (AddField,), (AddIndex, AddConstraint, AddTrigger))


class Insieme(Operation):
    """Operations of one kind as one: same tables, same state, one rendering of the models."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operazione in self.operations:
            operazione.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for operazione in self.operations:
            operazione.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for operazione in reversed(self.operations):
            operazione.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operazione.describe() for operazione in self.operations)


def insieme(operations: Sequence[Operation]) -> list[Operation]:
    """The operations of a migration in their order, those of one kind that follow one another made one."""
    fatte: list[Operation] = []
    for genere, gruppo in groupby(operations, key=_genere):
        uguali = list(gruppo)
        fatte += uguali if genere is None else [Insieme(uguali)]
    return fatte


def _genere(operazione: Operation) -> int | None:
    return next((n for n, classi in enumerate(GENERI) if type(operazione) in classi), None)
