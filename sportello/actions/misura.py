"""Acts on the measures: a new notice, its correction, its copy for a new year. Locks the measure."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model

from sportello.models import (
    DocumentoMisura,
    EsitoRequisitoMisura,
    FileDomanda,
    MassimaleMisura,
    Misura,
    RequisitoMisura,
)
from sportello.queries.misura import (
    CAMPI_DOCUMENTO,
    CAMPI_MASSIMALE,
    CAMPI_REQUISITO,
    Riga,
    RigheMisura,
    righe_di,
)
from sportello.workflow import SCRIVONO_LE_MISURE
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente


@transaction.atomic
def registra_misura(dati: dict[str, Any], righe: RigheMisura, *, utente: Utente) -> Misura:
    """Keep a measure with its requirements, caps and papers."""
    _pretende(utente)
    return _crea(dati, righe)


@transaction.atomic
def modifica_misura(
    misura: Misura, dati: dict[str, Any], righe: RigheMisura, *, utente: Utente, versione: int
) -> Misura:
    """Correct a measure. What already answered an application is not thrown away, and old answers stay as they were.

    Raises ModificaConcorrente when somebody saved first.
    """
    _pretende(utente)
    misura = modifica(misura, dati, versione=versione)
    _scrivi_righe(misura, righe)
    return misura


@transaction.atomic
def rinnova_misura(misura: Misura, dati: dict[str, Any], *, utente: Utente) -> Misura:
    """The same measure for a new year, with its requirements, caps and papers; ``dati`` has name, act and dates."""
    _pretende(utente)
    ente = {campo: getattr(misura, campo) for campo in ("tipo", "ente", "descrizione")}
    return _crea(ente | dati, senza_chiavi(righe_di(misura)))


@transaction.atomic
def carica_misure(misure: Iterable[tuple[dict[str, Any], RigheMisura]]) -> list[Misura]:
    """Add the measures that are missing, by name and first day; those of the office stay as they are."""
    presenti = set(Misura.objects.values_list("nome", "valida_dal"))
    return [_crea(dati, righe) for dati, righe in misure if (dati["nome"], dati["valida_dal"]) not in presenti]


def senza_chiavi(righe: RigheMisura) -> RigheMisura:
    """The same rows, to be written as new ones."""

    def copia(di_una: Sequence[Riga]) -> list[Riga]:
        return [{nome: valore for nome, valore in riga.items() if nome != "pk"} for riga in di_una]

    return RigheMisura(copia(righe.requisiti), copia(righe.massimali), copia(righe.documenti))


def _pretende(utente: Utente) -> None:
    if not utente.ha_ruolo(*SCRIVONO_LE_MISURE):
        raise AttoRifiutato("Le misure le scrivono l’Unione e il coordinatore: spetta a un altro ruolo.")


def _crea(dati: dict[str, Any], righe: RigheMisura) -> Misura:
    misura = Misura.objects.create(**dati)
    _scrivi_righe(misura, righe)
    return misura


def _scrivi_righe(misura: Misura, righe: RigheMisura) -> None:
    requisiti = [riga | {"ordine": n} for n, riga in enumerate(righe.requisiti, start=1)]
    _sostituisci(misura, RequisitoMisura, requisiti, ("ordine", *CAMPI_REQUISITO))
    _sostituisci(misura, MassimaleMisura, righe.massimali, CAMPI_MASSIMALE)
    _sostituisci(misura, DocumentoMisura, righe.documenti, CAMPI_DOCUMENTO)


def _sostituisci(misura: Misura, modello: Any, righe: Sequence[Riga], campi: Sequence[str]) -> None:
    """Rows of one kind become those typed: the missing go, the changed are written, the new are added."""
    presenti = {riga.pk: riga for riga in modello.objects.filter(misura=misura)}
    tenute = {riga.get("pk") for riga in righe}
    for chiave, riga in presenti.items():
        if chiave not in tenute:
            _pretende_libera(riga)
            riga.delete()
    for scritta in righe:
        riga = presenti.get(scritta.get("pk") or 0) or modello(misura=misura)
        diversi = [campo for campo in campi if campo in scritta and getattr(riga, campo) != scritta[campo]]
        for campo in diversi:
            setattr(riga, campo, scritta[campo])
        if diversi or riga.pk is None:
            riga.save()


def _pretende_libera(riga: Model) -> None:
    usata = (
        EsitoRequisitoMisura.objects.filter(requisito=riga).exists()
        if isinstance(riga, RequisitoMisura)
        else isinstance(riga, DocumentoMisura) and FileDomanda.objects.filter(richiesto=riga).exists()
    )
    if usata:
        raise AttoRifiutato(
            f"«{riga}» serve già a una domanda: chiudi la validità di questa misura e rinnovala senza quella riga."
        )
