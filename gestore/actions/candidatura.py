"""Acts on a candidate. Locks, always in this order: Alloggio, Candidatura, Invio.

Every act carries the version of the page it was pressed on: of two people who decide together, one wins.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction

from gestore.choices import StatoCandidatura
from gestore.models import Candidatura, Criterio, EsitoRequisito
from gestore.queries.candidatura import PROPONIBILI, adatto, con_fatti, criteri_in_vigore, esito_di, verifica
from gestore.rules.alloggio import valuta_destinazione
from gestore.workflow import CANDIDATURA
from valdera_housing.actions.caso import concludi_invio
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, Motivo, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Caso, Invio, Isee, Nucleo, Utente, prossimo_numero

DECISA = ["stato", "motivazione", "decisa_da", "decisa_il", "versione"]


@transaction.atomic
def apri_candidatura(nucleo: Nucleo, dati: dict[str, Any], *, invio: Invio | None = None) -> Candidatura:
    """Register that a household asks for a home. The income left blank comes from its valid ISEE.

    Raises AttoRifiutato when the household has no open case, or has a candidature open already.
    """
    Nucleo.objects.select_for_update(no_key=True).get(pk=nucleo.pk)
    giorno = oggi()
    caso = Caso.objects.aperti().filter(nucleo=nucleo).first()
    if caso is None:
        raise AttoRifiutato(f"Il nucleo {nucleo.codice} non ha un caso aperto: apri prima quello, dalla sua scheda.")
    if aperta := Candidatura.objects.aperte().filter(nucleo=nucleo).first():
        raise AttoRifiutato(f"Questo nucleo ha già una candidatura aperta, {aperta.numero}.")
    if dati.get("reddito_annuo") is None:
        isee = Isee.objects.validi(giorno).filter(nucleo=nucleo).order_by("-presentata_il", "-pk").first()
        dati = dati | {"reddito_annuo": isee.reddito_annuo if isee else None}
    numero = f"K-{giorno.year}-{prossimo_numero('candidatura', giorno.year):04d}"
    return Candidatura.objects.create(
        numero=numero, nucleo=nucleo, caso=caso, invio=invio, **{"presentata_il": giorno} | dati
    )


@transaction.atomic
def modifica_candidatura(
    candidatura: Candidatura, dati: dict[str, Any], *, utente: Utente, versione: int
) -> Candidatura:
    CANDIDATURA.pretende("modifica", candidatura, utente)
    return modifica(candidatura, dati, versione=versione)


@transaction.atomic
def proponi_candidatura(
    candidatura: Candidatura, *, alloggio: Alloggio, canone: Decimal, utente: Utente, versione: int
) -> Candidatura:
    """Propose a home at a rent. Raises AttoRifiutato when the home is not free or does not suit the household."""
    alloggio = Alloggio.objects.select_for_update(no_key=True).get(pk=alloggio.pk)
    bloccata = _bloccata(candidatura, "proponi", utente, versione)
    _pretende_libero(alloggio, bloccata)
    esito = adatto(alloggio, _con_fatti(bloccata, utente))
    pretendi(esito)
    bloccata.alloggio, bloccata.canone_proposto = alloggio, canone
    bloccata.stato, bloccata.versione = StatoCandidatura.PROPOSTA, bloccata.versione + 1
    bloccata.save(update_fields=["alloggio", "canone_proposto", "stato", "versione"])
    return bloccata


@transaction.atomic
def accogli_candidatura(candidatura: Candidatura, *, motivazione: str, utente: Utente, versione: int) -> Candidatura:
    """Accept, and freeze what every requirement of the day said.

    Raises AttoRifiutato when a mandatory requirement is missing or the home is promised to another household.
    """
    if candidatura.alloggio_id:
        Alloggio.objects.select_for_update(no_key=True).get(pk=candidatura.alloggio_id)
    bloccata = _bloccata(candidatura, "accogli", utente, versione)
    _pretende_libero(Alloggio.objects.get(pk=bloccata.alloggio_id), bloccata)
    verifiche = _verifiche(bloccata, utente)
    if not (esito := esito_di(verifiche)).positivo:
        raise AttoRifiutato(esito)
    _decidi(bloccata, StatoCandidatura.ACCOLTA, motivazione, utente)
    _congela(bloccata, verifiche)
    return bloccata


@transaction.atomic
def respingi_candidatura(candidatura: Candidatura, *, motivazione: str, utente: Utente, versione: int) -> Candidatura:
    """Do not accept, with the reason the household will read; the requirements of the day stay with the decision."""
    bloccata = _bloccata(candidatura, "respingi", utente, versione)
    verifiche = _verifiche(bloccata, utente)
    _decidi(bloccata, StatoCandidatura.NON_ACCOLTA, motivazione, utente)
    _congela(bloccata, verifiche)
    return bloccata


@transaction.atomic
def ritira_candidatura(candidatura: Candidatura, *, motivazione: str, utente: Utente, versione: int) -> Candidatura:
    """The household no longer asks."""
    bloccata = _bloccata(candidatura, "ritira", utente, versione)
    _decidi(bloccata, StatoCandidatura.RITIRATA, motivazione, utente)
    return bloccata


def _bloccata(candidatura: Candidatura, atto: str, utente: Utente, versione: int) -> Candidatura:
    bloccata = Candidatura.objects.select_for_update(no_key=True).get(pk=candidatura.pk)
    CANDIDATURA.pretende(atto, bloccata, utente)
    if bloccata.versione != versione:
        raise ModificaConcorrente
    return bloccata


def _con_fatti(candidatura: Candidatura, utente: Utente) -> Candidatura:
    return con_fatti(Candidatura.objects.filter(pk=candidatura.pk), oggi(), utente=utente).get()


def _verifiche(candidatura: Candidatura, utente: Utente) -> list[tuple[Criterio, Motivo]]:
    giorno = oggi()
    return verifica(_con_fatti(candidatura, utente), criteri_in_vigore(giorno), giorno)


def _congela(candidatura: Candidatura, verifiche: list[tuple[Criterio, Motivo]]) -> None:
    EsitoRequisito.objects.bulk_create(
        EsitoRequisito(candidatura=candidatura, criterio=criterio, livello=motivo.livello, testo=motivo.testo[:300])
        for criterio, motivo in verifiche
    )


def _pretende_libero(alloggio: Alloggio, candidatura: Candidatura) -> None:
    """The home is for one household, can be lived in sooner or later, and no other accepted household waits for it."""
    pretendi(valuta_destinazione(alloggio.condiviso_dal))
    if alloggio.stato not in PROPONIBILI:
        raise AttoRifiutato(f"L’alloggio {alloggio.codice} non si può proporre: è «{alloggio.get_stato_display()}».")
    promesse = Candidatura.objects.filter(alloggio=alloggio, stato=StatoCandidatura.ACCOLTA, sublocazione=None)
    if promessa := promesse.exclude(pk=candidatura.pk).first():
        raise AttoRifiutato(
            f"L’alloggio {alloggio.codice} è già promesso: la candidatura {promessa.numero} è accolta e aspetta la "
            "sublocazione."
        )


def _decidi(candidatura: Candidatura, stato: StatoCandidatura, motivazione: str, utente: Utente) -> None:
    """Write the decision; the referral it came from ends with it, and who sent it reads how."""
    candidatura.stato, candidatura.motivazione = stato, motivazione
    candidatura.decisa_da, candidatura.decisa_il = utente, oggi()
    candidatura.versione += 1
    candidatura.save(update_fields=DECISA)
    if candidatura.invio is not None:
        esito = f"Candidatura {candidatura.numero} {stato.label.lower()}"
        concludi_invio(candidatura.invio, esito=f"{esito}: {motivazione}" if motivazione else esito)
