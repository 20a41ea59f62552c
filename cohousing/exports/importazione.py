"""The model of the sheet of buildings: its heads, with a row that shows how they are filled."""

from functools import partial
from typing import Any

from cohousing.queries.importazione import colonne
from valdera_housing.kit.foglio import Colonne


def modello() -> Colonne:
    """A column of the model for each column that is read."""
    return tuple((colonna.titolo, partial(_sempre, colonna.esempio)) for colonna in colonne([]))


def _sempre(esempio: Any, _riga: Any) -> Any:
    return esempio
