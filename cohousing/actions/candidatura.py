"""Acts on a household that asks for a place. Locks, always in this order: Struttura, Unita, Candidatura, Caso, Invio.

Every act carries the version of the page it was pressed on: of two people who decide together, one wins.
"""

from datetime import date
from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_unita
from cohousing.actions.permanenza import prepara_permanenza
from cohousing.choices import StatoCandidatura
from cohousing.models import Candidatura, Permanenza, Unita
from cohousing.queries.abbinamento import con_giorni_presi, con_nucleo, posto_di, richiesta_di, soglie_in_vigore
from cohousing.queries.candidatura import richiedente_di
from cohousing.rules.abbinamento import durata, valuta_abbinamento, valuta_ingresso
from cohousing.rules.candidatura import valuta_candidatura
from cohousing.workflow import CANDIDATURA, TENGONO
from valdera_housing.actions.caso import caso_aperto, concludi_invio, segna_attivita
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Linea
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Invio, Utente, prossimo_numero
from valdera_housing.rules.durata import fine_dopo_mesi

PROPOSTA = ["unita", "ingresso_il", "stato", "versione"]
DECISA = ["stato", "motivazione", "decisa_da", "decisa_il", "versione"]


@transaction.atomic
def apri_candidatura(caso: Caso, dati: dict[str, Any], *, utente: Utente, invio: Invio | None = None) -> Candidatura:
    """Register that a household asks for a place; a referral not taken yet is taken with it.

    Raises AttoRifiutato when the case is closed, the household is a candidate already, or the referral is not of this
    case and line.
    """
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Le candidature le registra l’ente partner: spetta a un altro ruolo.")
    giorno = oggi()
    pretendi(_coerente(dati))
    bloccato = caso_aperto(caso)
    if aperta := Candidatura.objects.vive().filter(caso=bloccato).first():
        raise AttoRifiutato(f"Questo nucleo ha già una candidatura aperta, {aperta.numero}.")
    if invio is not None:
        invio = _preso(invio, bloccato, utente)
    segna_attivita(bloccato, giorno)
    return Candidatura.objects.create(
        numero=f"CA-{giorno.year}-{prossimo_numero('candidatura_coabitazione', giorno.year):04d}",
        caso=bloccato,
        invio=invio,
        richiedente=richiedente_di(bloccato.nucleo, giorno),
        creata_da=utente,
        **dati,
    )


@transaction.atomic
def modifica_candidatura(
    candidatura: Candidatura, dati: dict[str, Any], *, utente: Utente, versione: int
) -> Candidatura:
    """Correct what a household needs while nobody has decided."""
    bloccata = _bloccata(candidatura, "modifica", utente, versione)
    pretendi(_coerente(dati))
    return modifica(bloccata, dati, versione=versione)


@transaction.atomic
def proponi_candidatura(
    candidatura: Candidatura, *, unita: Unita, ingresso_il: date, utente: Utente, versione: int
) -> Candidatura:
    """Propose a unit from a day. Raises AttoRifiutato with every hard reason when they do not fit."""
    posto = _blocca_unita(unita.pk)
    bloccata = _bloccata(candidatura, "proponi", utente, versione)
    pretendi(valuta_ingresso(ingresso_il, oggi()))
    _pretende_adatta(bloccata, posto, ingresso_il)
    bloccata.unita, bloccata.ingresso_il = posto, ingresso_il
    bloccata.stato, bloccata.versione = StatoCandidatura.PROPOSTA, bloccata.versione + 1
    bloccata.save(update_fields=PROPOSTA)
    return bloccata


@transaction.atomic
def accogli_candidatura(candidatura: Candidatura, *, motivazione: str, utente: Utente, versione: int) -> Permanenza:
    """Accept: the stay is prepared in the unit proposed, with the people of today and what the unit costs.

    Raises AttoRifiutato when the unit no longer suits the household, the day proposed has passed, or the case is
    closed.
    """
    unita_id = Candidatura.objects.values_list("unita", flat=True).get(pk=candidatura.pk)
    posto = _blocca_unita(unita_id) if unita_id else None
    bloccata = _bloccata(candidatura, "accogli", utente, versione)
    if posto is None or bloccata.unita_id != posto.pk or bloccata.ingresso_il is None:
        raise ModificaConcorrente
    caso = caso_aperto(bloccata.caso)
    pretendi(valuta_ingresso(bloccata.ingresso_il, oggi()))
    persone = _pretende_adatta(bloccata, posto, bloccata.ingresso_il)
    _decidi(bloccata, StatoCandidatura.ACCOLTA, motivazione, utente)
    mesi = durata(bloccata.mesi, soglie_in_vigore(oggi()))
    dati = {
        "inizio": bloccata.ingresso_il,
        "fine_prevista": fine_dopo_mesi(bloccata.ingresso_il, mesi),
        "persone": persone,
        "referente": caso.case_manager or utente,
    }
    return prepara_permanenza(posto, caso, dati, utente=utente, candidatura=bloccata)


@transaction.atomic
def respingi_candidatura(candidatura: Candidatura, *, motivazione: str, utente: Utente, versione: int) -> Candidatura:
    """Do not accept, with the reason the household will read; a unit proposed is free for others."""
    bloccata = _bloccata(candidatura, "respingi", utente, versione)
    return _decidi(bloccata, StatoCandidatura.NON_ACCOLTA, motivazione, utente)


@transaction.atomic
def ritira_candidatura(candidatura: Candidatura, *, motivazione: str, utente: Utente, versione: int) -> Candidatura:
    """The household no longer asks; a unit proposed is free for others."""
    bloccata = _bloccata(candidatura, "ritira", utente, versione)
    return _decidi(bloccata, StatoCandidatura.RITIRATA, motivazione, utente)


def _blocca_unita(pk: int) -> Any:
    """The unit, locked, with the days taken as they are now."""
    blocca_unita(pk)
    return con_giorni_presi(Unita.objects.filter(pk=pk), oggi()).get()


def _bloccata(candidatura: Candidatura, atto: str, utente: Utente, versione: int) -> Candidatura:
    bloccata = Candidatura.objects.select_for_update(no_key=True).get(pk=candidatura.pk)
    CANDIDATURA.pretende(atto, bloccata, utente)
    if bloccata.versione != versione:
        raise ModificaConcorrente
    return bloccata


def _coerente(dati: dict[str, Any]) -> Any:
    return valuta_candidatura(
        presentata_il=dati["presentata_il"],
        oggi=oggi(),
        mesi=dati["mesi"],
        con_comune=dati.get("comune") is not None,
        solo_quel_comune=bool(dati.get("solo_quel_comune")),
    )


def _preso(invio: Invio, caso: Caso, utente: Utente) -> Invio:
    """The referral, locked, taken by this person when nobody had."""
    bloccato = Invio.objects.select_for_update(no_key=True).get(pk=invio.pk)
    if bloccato.caso_id != caso.pk or bloccato.linea != Linea.COH:
        raise AttoRifiutato("L’invio è di un altro caso o di un’altra linea.")
    if bloccato.concluso_il is not None:
        raise AttoRifiutato("L’invio è già concluso: la candidatura si registra dalla scheda del nucleo.")
    if bloccato.preso_in_carico_il is None:
        bloccato.preso_in_carico_il, bloccato.preso_in_carico_da = oggi(), utente
        bloccato.save(update_fields=["preso_in_carico_il", "preso_in_carico_da"])
    return bloccato


def _pretende_adatta(candidatura: Candidatura, posto: Any, ingresso_il: date) -> int:
    """How many people come in; AttoRifiutato with what is in the way. The unit is locked."""
    giorno = oggi()
    con_fatti: Any = con_nucleo(Candidatura.objects.filter(pk=candidatura.pk), giorno).get()
    richiesta = richiesta_di(con_fatti)
    pretendi(valuta_abbinamento(richiesta, posto_di(posto, candidatura), ingresso_il, soglie_in_vigore(giorno)))
    return len(richiesta.componenti)


def _decidi(candidatura: Candidatura, stato: StatoCandidatura, motivazione: str, utente: Utente) -> Candidatura:
    """Write the decision; the referral it came from ends with it, and who sent it reads how."""
    motivazione = motivazione.strip()
    if not motivazione:
        raise AttoRifiutato("Scrivi perché: la motivazione la legge chi ha inviato la famiglia.")
    candidatura.stato, candidatura.motivazione = stato, motivazione
    candidatura.decisa_da, candidatura.decisa_il = utente, oggi()
    candidatura.versione += 1
    candidatura.save(update_fields=DECISA)
    segna_attivita(candidatura.caso, oggi())
    if candidatura.invio is not None:
        esito = f"Candidatura {candidatura.numero} {stato.label.lower()}"
        concludi_invio(candidatura.invio, esito=f"{esito}: {motivazione}")
    return candidatura
