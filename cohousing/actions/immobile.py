"""Acts on a building of the survey: from its sighting to what the Cabina decides."""

from datetime import date
from typing import Any

from django.db import transaction

from cohousing.choices import StatoImmobile
from cohousing.models import RicognizioneImmobile
from cohousing.queries.immobile import dati_di, soglie, stesso_immobile
from cohousing.rules.fattibilita import punteggio
from cohousing.rules.immobile import (
    Rilievo,
    Valutazione,
    valuta_approvazione,
    valuta_proposta,
    valuta_segnalazione,
    valuta_sopralluogo,
    valuta_valutazione,
)
from cohousing.workflow import IMMOBILE, TENGONO
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente, prossimo_numero

CAMPI_DI_TESTO = ("indirizzo", "civico", "denominazione", "catasto_subalterno")


@transaction.atomic
def segnala_immobile(dati: dict[str, Any], *, utente: Utente) -> RicognizioneImmobile:
    """A building enters the survey, once: two people who tell of the same one are served one after the other."""
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Gli immobili li registra l’ente partner: spetta a un altro ruolo.")
    dati = puliti(dati)
    pretendi(valuta_segnalazione(dati["segnalato_il"], None, oggi()))
    numero = numeri_nuovi(1)[0]
    _pretende_unico(dati)
    return RicognizioneImmobile.objects.create(numero=numero, creato_da=utente, **dati)


def numeri_nuovi(quanti: int) -> list[str]:
    """The next RI- of the year; their row stays locked, and with it the gate of the survey, until the act is over."""
    anno = oggi().year
    primo = prossimo_numero("immobile", anno, quanti)
    return [f"RI-{anno}-{n:04d}" for n in range(primo, primo + quanti)]


def puliti(dati: dict[str, Any]) -> dict[str, Any]:
    """Addresses without the spaces too many that would make two buildings of one."""
    return dati | {nome: " ".join(str(dati[nome]).split()) for nome in CAMPI_DI_TESTO if nome in dati}


@transaction.atomic
def modifica_immobile(
    immobile: RicognizioneImmobile, dati: dict[str, Any], *, utente: Utente, versione: int
) -> RicognizioneImmobile:
    """Write what is known of a building; what was found and valued is corrected, never emptied; the score follows."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("modifica", attuale, utente)
    if attuale.versione != versione:
        raise ModificaConcorrente
    dati = puliti(dati)
    for campo, valore in dati.items():
        setattr(attuale, campo, valore)
    esito = valuta_segnalazione(attuale.segnalato_il, attuale.rilevato_il, oggi())
    if attuale.stato != StatoImmobile.SEGNALATO:
        esito += valuta_sopralluogo(attuale.rilevato_il, attuale.segnalato_il, _rilievo(attuale), oggi())
    if attuale.stato == StatoImmobile.VALUTATO:
        esito += valuta_valutazione(_valutazione(attuale))
    pretendi(esito)
    _pretende_unico(_dove(attuale), tranne=attuale.pk)
    if attuale.stato == StatoImmobile.VALUTATO:
        attuale.punteggio = _punti(attuale)
    return _salvato(attuale, *dati, "punteggio")


@transaction.atomic
def rileva_immobile(immobile: RicognizioneImmobile, dati: dict[str, Any], *, utente: Utente) -> RicognizioneImmobile:
    """Somebody of the ETS went there: the day and what was seen."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("rileva", attuale, utente)
    for campo, valore in dati.items():
        setattr(attuale, campo, valore)
    pretendi(valuta_sopralluogo(attuale.rilevato_il, attuale.segnalato_il, _rilievo(attuale), oggi()))
    attuale.stato = StatoImmobile.RILEVATO
    return _salvato(attuale, *dati, "stato")


@transaction.atomic
def valuta_immobile(immobile: RicognizioneImmobile, dati: dict[str, Any], *, utente: Utente) -> RicognizioneImmobile:
    """The survey is over: cost, title and for whom are known, and the score is written."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("valuta", attuale, utente)
    for campo, valore in dati.items():
        setattr(attuale, campo, valore)
    pretendi(valuta_valutazione(_valutazione(attuale)))
    attuale.stato, attuale.punteggio = StatoImmobile.VALUTATO, _punti(attuale)
    return _salvato(attuale, *dati, "stato", "punteggio")


@transaction.atomic
def proponi_immobile(immobile: RicognizioneImmobile, *, proposta: str, utente: Utente) -> RicognizioneImmobile:
    """The ETS proposes the building to the Cabina: phases, costs and score do not move until it decides."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("proponi", attuale, utente)
    pretendi(valuta_proposta(proposta, attuale.fasi.count()))
    attuale.stato, attuale.proposta, attuale.proposto_il = StatoImmobile.PROPOSTO, proposta.strip(), oggi()
    attuale.punteggio = _punti(attuale)
    return _salvato(attuale, "stato", "proposta", "proposto_il", "punteggio")


@transaction.atomic
def approva_immobile(immobile: RicognizioneImmobile, *, seduta: str, il: date, utente: Utente) -> RicognizioneImmobile:
    """The Cabina approved it, in which session: the Unione registers it."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("approva", attuale, utente)
    pretendi(valuta_approvazione(il, attuale.proposto_il or oggi(), oggi()))
    if not seduta.strip():
        raise AttoRifiutato("Scrivi in quale seduta la Cabina ha deciso.")
    attuale.stato, attuale.seduta, attuale.approvato_il = StatoImmobile.APPROVATO_CABINA, seduta.strip(), il
    attuale.deciso_da = utente
    return _salvato(attuale, "stato", "seduta", "approvato_il", "deciso_da")


@transaction.atomic
def rinvia_immobile(immobile: RicognizioneImmobile, *, osservazioni: str, utente: Utente) -> RicognizioneImmobile:
    """The Cabina sends it back with what it observes: the ETS corrects and proposes again."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("rinvia", attuale, utente)
    if not osservazioni.strip():
        raise AttoRifiutato("Scrivi che cosa osserva la Cabina.")
    attuale.stato, attuale.osservazioni = StatoImmobile.VALUTATO, osservazioni.strip()
    attuale.deciso_da = utente
    return _salvato(attuale, "stato", "osservazioni", "deciso_da")


@transaction.atomic
def scarta_immobile(immobile: RicognizioneImmobile, *, motivo: str, utente: Utente) -> RicognizioneImmobile:
    """The building is out of the survey, and why."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("scarta", attuale, utente)
    if not motivo.strip():
        raise AttoRifiutato("Scrivi perché l’immobile è scartato.")
    attuale.stato, attuale.motivo = StatoImmobile.SCARTATO, motivo.strip()
    return _salvato(attuale, "stato", "motivo")


@transaction.atomic
def riprendi_immobile(immobile: RicognizioneImmobile, *, utente: Utente) -> RicognizioneImmobile:
    """A discarded building is looked at again, from the beginning: what was seen stays written."""
    attuale = bloccato(immobile)
    IMMOBILE.pretende("riprendi", attuale, utente)
    _pretende_unico(_dove(attuale), tranne=attuale.pk)
    attuale.stato, attuale.motivo, attuale.punteggio = StatoImmobile.SEGNALATO, "", None
    return _salvato(attuale, "stato", "motivo", "punteggio")


def bloccato(immobile: RicognizioneImmobile) -> RicognizioneImmobile:
    """The building as it is now, locked until the act is over."""
    return RicognizioneImmobile.objects.select_for_update(no_key=True, of=("self",)).get(pk=immobile.pk)


def _salvato(immobile: RicognizioneImmobile, *campi: str) -> RicognizioneImmobile:
    immobile.versione += 1
    immobile.save(update_fields=[*dict.fromkeys(campi), "versione"])
    return immobile


def _punti(immobile: RicognizioneImmobile) -> int:
    return punteggio(dati_di(immobile, oggi()), soglie(oggi()))


def _rilievo(immobile: RicognizioneImmobile) -> Rilievo:
    return Rilievo(immobile.superficie, immobile.posti_letto, immobile.stato_conservazione, immobile.servizi_vicini)


def _valutazione(immobile: RicognizioneImmobile) -> Valutazione:
    return Valutazione(immobile.costo_adeguamento, immobile.titolo_possibile, immobile.categorie)


def _dove(immobile: RicognizioneImmobile) -> dict[str, Any]:
    return {nome: getattr(immobile, nome) for nome in ("comune", "indirizzo", "civico", "catasto_subalterno")}


def _pretende_unico(dati: dict[str, Any], *, tranne: int | None = None) -> None:
    numero = stesso_immobile(
        dati["comune"].pk, dati["indirizzo"], dati.get("civico", ""), dati.get("catasto_subalterno", ""), tranne=tranne
    )
    if numero:
        dove = f"{dati['indirizzo']} {dati.get('civico', '')}".strip()
        raise AttoRifiutato(f"Questo immobile è già nella ricognizione: {numero}, {dove}, {dati['comune'].nome}.")
