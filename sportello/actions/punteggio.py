"""Acts on the scale of points for public housing, and on the points an application claims."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.db import transaction

from sportello.choices import TipoMisura
from sportello.models import DomandaMisura, PuntoDomanda, VocePunteggio
from sportello.workflow import DOMANDA, SCRIVONO_LE_MISURE
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import Utente

CAMPI = (
    "codice",
    "gruppo",
    "descrizione",
    "punti",
    "per_anno",
    "insieme",
    "massimo_insieme",
    "valida_dal",
    "fonte",
)
# What the points of an application are made of: it does not change under applications already made.
DEI_PUNTI = ("codice", "punti", "per_anno", "insieme", "massimo_insieme", "valida_dal")


class VoceScritta(Protocol):
    """A line as the data of the product write it: every field of a VocePunteggio."""

    @property
    def codice(self) -> str: ...
    @property
    def valida_dal(self) -> date: ...


@transaction.atomic
def carica_voci_punteggio(voci: Iterable[VoceScritta]) -> list[VocePunteggio]:
    """Add the lines whose code the office does not know yet, and return them: doing it again adds nothing."""
    conosciuti = set(VocePunteggio.objects.values_list("codice", flat=True))
    mancanti = [voce for voce in voci if voce.codice not in conosciuti]
    campi = (*CAMPI, "valida_al", "perche_non_vale")
    return [VocePunteggio.objects.create(**{c: getattr(voce, c) for c in campi}) for voce in mancanti]


@transaction.atomic
def registra_voce_punteggio(dati: Mapping[str, Any], *, utente: Utente) -> VocePunteggio:
    """A new line of the scale; one of the same code holds at a time (database)."""
    _pretende(utente)
    return VocePunteggio.objects.create(**{campo: dati[campo] for campo in CAMPI})


@transaction.atomic
def modifica_voce_punteggio(
    voce: VocePunteggio, dati: Mapping[str, Any], *, utente: Utente, versione: int
) -> VocePunteggio:
    """Correct a line. Raises AttoRifiutato when its points already count in an application, ModificaConcorrente."""
    _pretende(utente)
    campi = {campo: dati[campo] for campo in CAMPI}
    attuale = VocePunteggio.objects.select_for_update(no_key=True).get(pk=voce.pk)
    if any(getattr(attuale, campo) != campi[campo] for campo in DEI_PUNTI) and (usi := _usi(attuale)):
        raise AttoRifiutato(
            f"Questa voce è già in {usi} {plurale(usi, 'domanda,domande')}: chiudila e registra quella nuova."
        )
    return modifica(voce, campi, versione=versione)


@transaction.atomic
def chiudi_voce_punteggio(
    voce: VocePunteggio, *, valida_al: date, perche: str, utente: Utente, versione: int
) -> VocePunteggio:
    """The line holds until ``valida_al`` included, and says why: notices of later days count it zero."""
    _pretende(utente)
    if valida_al < voce.valida_dal:
        raise AttoRifiutato("La voce non può finire prima di cominciare.")
    return modifica(voce, {"valida_al": valida_al, "perche_non_vale": perche}, versione=versione)


@transaction.atomic
def segna_punti_domanda(
    domanda: DomandaMisura, punti: Mapping[int, int], *, utente: Utente, versione: int
) -> DomandaMisura:
    """The lines an application claims, pk of the line → years (1 when it is not counted by year); the others go.

    Raises AttoRifiutato when the application is not for public housing or can no longer be changed.
    """
    bloccata = DomandaMisura.objects.select_for_update(no_key=True, of=("self",)).select_related("misura")
    attuale = bloccata.get(pk=domanda.pk)
    if attuale.versione != versione:
        raise ModificaConcorrente
    DOMANDA.pretende("modifica", attuale, utente)
    if attuale.misura.tipo != TipoMisura.ERP:
        raise AttoRifiutato("I punti si segnano solo nelle domande per la casa popolare.")
    presenti = {punto.voce_id: punto for punto in attuale.punti.all()}
    PuntoDomanda.objects.filter(pk__in=[p.pk for v, p in presenti.items() if v not in punti]).delete()
    for voce, quantita in punti.items():
        punto = presenti.get(voce) or PuntoDomanda(domanda=attuale, voce_id=voce)
        if punto.pk is None or punto.quantita != quantita:
            punto.quantita = quantita
            punto.save()
    attuale.versione += 1
    attuale.save(update_fields=["versione"])
    return attuale


def _usi(voce: VocePunteggio) -> int:
    return PuntoDomanda.objects.filter(voce=voce).count()


def _pretende(utente: Utente) -> None:
    if not utente.ha_ruolo(*SCRIVONO_LE_MISURE):
        raise AttoRifiutato("La scala dei punti la scrivono il coordinatore e l’Unione.")
