"""Attempts to break a fence of the database, and the same attempts with that fence taken away.

A fence is a constraint (by its name), a unique field or a trigger (``Modello.nome``). An attempt prepares its world
and returns the write that the database must refuse with its Italian sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, InternalError, connection, models, transaction

from tests.factories.rifiuti import sql
from valdera_housing.kit.errori_database import frase

Atto = Callable[[], object]
Prepara = Callable[[], Atto]
DELLA_STORIA = ("insert_insert", "update_update", "delete_delete")


def modelli_di(linea: str) -> dict[str, type[models.Model]]:
    """What a line remembers, by name; the history apart."""
    return {m.__name__: m for m in apps.get_app_config(linea).get_models() if not m.__name__.endswith("Event")}


# Two lines may have a model of one name: where they do, neither has fences of the kind that is looked for here.
MODELLI = modelli_di("fondo_garanzia") | modelli_di("formazione") | modelli_di("cohousing")


class Detto(NamedTuple):
    """What a trigger answers: its sentence, and the name it gives to the refusal."""

    frase: str
    nome: str


@dataclass(frozen=True)
class Tentativo:
    recinto: str
    detto: str | Detto
    prepara: Prepara


class Tentativi(list[Tentativo]):
    """The attempts of a file, in the order they are written."""

    def su(self, recinto: str, detto: str | Detto) -> Callable[[Prepara], Prepara]:
        """This function tries to break ``recinto``; the database must answer with ``detto``."""

        def aggiungi(prepara: Prepara) -> Prepara:
            self.append(Tentativo(recinto, detto, prepara))
            return prepara

        return aggiungi

    @property
    def parametri(self) -> list[Any]:
        return [pytest.param(t, id=f"{t.recinto}-{t.prepara.__name__}") for t in self]


def cambia(oggetto: models.Model, **colonne: object) -> Atto:
    """A direct write on a row, without the acts."""
    return lambda: type(oggetto).objects.filter(pk=oggetto.pk).update(**colonne)  # type: ignore[attr-defined]


def conferma() -> None:
    """Run what the database keeps for the end of the transaction, as a commit does."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")


def risposta(atto: Atto) -> Detto:
    """What the database says to ``atto``, and in whose name; nothing when it accepts."""
    try:
        with transaction.atomic():
            atto()
            conferma()
    except (DataError, IntegrityError, InternalError) as errore:
        return Detto(frase(errore), errore.__cause__.diag.constraint_name or "")
    return ACCETTATO


ACCETTATO = Detto("", "")


def e_quella(detta: Detto, attesa: str | Detto) -> bool:
    """Whether the answer is the one expected: a constraint is known by its sentence alone."""
    return detta == attesa if isinstance(attesa, Detto) else detta.frase == attesa


def si_rifiuta(tentativo: Tentativo) -> None:
    """The database says no, with its sentence."""
    atto = tentativo.prepara()
    conferma()
    detta = risposta(atto)
    assert e_quella(detta, tentativo.detto), detta


def senza_recinto_passa(tentativo: Tentativo) -> None:
    """With the fence taken away the same write goes through, or meets another fence: it was this one that refused."""
    atto = tentativo.prepara()
    conferma()
    togli(tentativo.recinto)
    assert not e_quella(risposta(atto), tentativo.detto)


def togli(recinto: str) -> None:
    """Drop a constraint or an index, or disable a trigger, until the test's transaction ends."""
    modello, _, nome = recinto.rpartition(".")
    if not modello:
        sql(_senza_vincolo(recinto))
        return
    tabella = MODELLI[modello]._meta.db_table
    if nome in {f.name for f in MODELLI[modello]._meta.fields}:
        colonna = MODELLI[modello]._meta.get_field(nome).column
        sql(_senza_vincolo(f"{tabella}_{colonna}_key"))
        return
    sql(f"ALTER TABLE {tabella} DISABLE TRIGGER {_nome_nel_database(tabella, nome)}")


def _senza_vincolo(nome: str) -> str:
    with connection.cursor() as cursore:
        cursore.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname LIKE %s", [nome])
        trovato = cursore.fetchone()
    return f"ALTER TABLE {trovato[0]} DROP CONSTRAINT {nome}" if trovato else f"DROP INDEX {nome}"


def _nome_nel_database(tabella: str, nome: str) -> str:
    with connection.cursor() as cursore:
        cursore.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ %s",
            [tabella, f"^pgtrigger_{nome}_[0-9a-f]+$"],
        )
        return str(cursore.fetchone()[0])


def recinti(linea: str) -> set[str]:
    """Every constraint, unique field and trigger the models of a line declare (history's own triggers apart)."""
    trovati: set[str] = set()
    for nome, modello in modelli_di(linea).items():
        trovati |= {vincolo.name for vincolo in modello._meta.constraints}
        trovati |= {f"{nome}.{f.name}" for f in modello._meta.local_fields if f.unique and not f.primary_key}
        trovati |= {f"{nome}.{t.name}" for t in modello._meta.triggers if t.name not in DELLA_STORIA}
    return trovati
