"""Acts on appointments: ask, set, move, hold, put off, cancel. The time is a booking of the registry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sportello.choices import ModoAppuntamento, StatoAppuntamento
from sportello.models import Appuntamento
from sportello.workflow import APPUNTAMENTO, SEGUONO
from valdera_housing.actions.caso import segna_attivita
from valdera_housing.actions.prenotazione import DatiPrenotazione, annulla_prenotazione, prenota, sposta_prenotazione
from valdera_housing.actions.versione import modifica
from valdera_housing.choices import Linea
from valdera_housing.kit.esito import AttoRifiutato, Esito, avviso, no, pretendi
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import (
    Caso,
    Mediatore,
    MembroNucleo,
    Persona,
    Prenotazione,
    Sede,
    Stanza,
    Utente,
    prossimo_numero,
)
from valdera_housing.queries.prenotazione import calendario_di, interpreti, mediatori_per, misure, presi
from valdera_housing.rules.orari import ROMA, dopo, valuta_orario


@dataclass(frozen=True)
class Quando:
    """When and where. ``perche`` is why it is set all the same on a closed day, or without a mediator."""

    inizio: datetime
    minuti: int
    operatore: Utente
    sede: Sede | None = None
    stanza: Stanza | None = None
    perche: str = ""

    @property
    def fine(self) -> datetime:
        return dopo(self.inizio, self.minuti)


@transaction.atomic
def richiedi_appuntamento(dati: dict[str, Any], *, utente: Utente) -> Appuntamento:
    """Somebody asks for an appointment that nobody sets yet."""
    return _nuovo(dati, StatoAppuntamento.RICHIESTO, utente)


@transaction.atomic
def prenota_appuntamento(dati: dict[str, Any], quando: Quando, *, utente: Utente) -> Appuntamento:
    """An appointment already set. AttoRifiutato when it is past, closed, or somebody is taken."""
    appuntamento = _nuovo(dati, StatoAppuntamento.RICHIESTO, utente)
    return _fissa(appuntamento, quando, StatoAppuntamento.CONFERMATO)


@transaction.atomic
def modifica_appuntamento(
    appuntamento: Appuntamento, dati: dict[str, Any], *, utente: Utente, versione: int
) -> Appuntamento:
    """Telephone, e-mail, reasons and note of one that is still to come; ModificaConcorrente as elsewhere."""
    APPUNTAMENTO.pretende("modifica", _bloccato(appuntamento), utente)
    return modifica(appuntamento, dati, versione=versione)


@transaction.atomic
def conferma_appuntamento(appuntamento: Appuntamento, quando: Quando, *, utente: Utente) -> Appuntamento:
    """Day and hour of one that was asked for, or put off."""
    bloccato = _bloccato(appuntamento)
    transizione = APPUNTAMENTO.pretende("conferma", bloccato, utente)
    return _fissa(bloccato, quando, str(transizione.a))


@transaction.atomic
def sposta_appuntamento(appuntamento: Appuntamento, quando: Quando, *, utente: Utente) -> Appuntamento:
    """Another time, place or operator; calendars learn of it."""
    bloccato = _bloccato(appuntamento)
    APPUNTAMENTO.pretende("sposta", bloccato, utente)
    attuale = _prenotazione(bloccato)
    prenotazione = sposta_prenotazione(attuale, _dati(bloccato, quando, tranne=attuale))
    return _scrivi(bloccato, prenotazione=prenotazione, sede=quando.sede, nota=_con_perche(bloccato, quando))


@transaction.atomic
def svolgi_appuntamento(appuntamento: Appuntamento, *, esito: str, utente: Utente) -> Appuntamento:
    """It was held: how it went. The case, if there is one, has moved that day."""
    bloccato = _bloccato(appuntamento)
    transizione = APPUNTAMENTO.pretende("svolgi", bloccato, utente)
    _pretendi_cominciato(bloccato, "Non è ancora cominciato: si registra com’è andato dopo l’ora fissata.")
    svolto = _scrivi(bloccato, stato=transizione.a, esito=esito)
    if svolto.caso is not None:
        segna_attivita(svolto.caso, timezone.localdate(_prenotazione(svolto).inizio))
    return svolto


@transaction.atomic
def segna_assente_appuntamento(appuntamento: Appuntamento, *, utente: Utente, esito: str = "") -> Appuntamento:
    """The person did not come; only from the hour that was set."""
    bloccato = _bloccato(appuntamento)
    transizione = APPUNTAMENTO.pretende("segna_assente", bloccato, utente)
    _pretendi_cominciato(bloccato, "Non è ancora l’ora dell’appuntamento.")
    return _scrivi(bloccato, stato=transizione.a, esito=esito)


@transaction.atomic
def rinvia_appuntamento(appuntamento: Appuntamento, *, perche: str, utente: Utente) -> Appuntamento:
    """Put off to a day to be set: the time is given back."""
    bloccato = _bloccato(appuntamento)
    transizione = APPUNTAMENTO.pretende("rinvia", bloccato, utente)
    annulla_prenotazione(_prenotazione(bloccato))
    return _scrivi(bloccato, stato=transizione.a, prenotazione=None, esito=perche)


@transaction.atomic
def annulla_utente_appuntamento(appuntamento: Appuntamento, *, perche: str, utente: Utente) -> Appuntamento:
    """The person no longer comes."""
    return _annulla("annulla_utente", appuntamento, perche, utente)


@transaction.atomic
def annulla_ente_appuntamento(appuntamento: Appuntamento, *, perche: str, utente: Utente) -> Appuntamento:
    """The office calls it off, and why."""
    if not perche.strip():
        raise AttoRifiutato("Scrivi perché l’ufficio lo annulla.")
    return _annulla("annulla_ente", appuntamento, perche, utente)


def valuta_quando(quando: Quando, modo: str, lingua: str, tranne: Prenotazione | None = None) -> Esito:
    """What the calendar says of a time: past, closed, out of hours, without a mediator. Writes nothing.

    A reason (``quando.perche``) turns into a warning what can be done all the same.
    """
    if quando.inizio <= timezone.now():
        return Esito((no("È nel passato: scegli un giorno e un’ora che devono ancora venire."),))
    giorno = quando.inizio.astimezone(ROMA).date()
    stanza = quando.stanza.pk if quando.stanza else None
    esito = valuta_orario(quando.inizio, quando.fine, calendario_di(quando.sede, giorno), stanza=stanza)
    if modo != ModoAppuntamento.PRESENZA or quando.sede is None:
        esito = Esito(esito.ostacoli)
    if lingua and mediatore_libero(lingua, quando, tranne) is None:
        esito += Esito((no(f"Nessun mediatore di {lingua} è libero in quell’orario."),))
    if quando.perche:
        return Esito(tuple(avviso(m.testo, m.articolo) for m in esito.motivi))
    return esito


def mediatore_libero(lingua: str, quando: Quando, tranne: Prenotazione | None = None) -> Mediatore | None:
    """Who can interpret at that time, if anybody."""
    disponibili = mediatori_per(lingua)
    righe = Prenotazione.objects.attive().fra(quando.inizio, quando.fine).filter(mediatore__in=disponibili)
    occupati = presi(r for r in righe if tranne is None or r.pk != tranne.pk)
    giorno = quando.inizio.astimezone(ROMA).date()
    for interprete in interpreti(giorno, disponibili, occupati):
        libero = not any(m.inizio < quando.fine and quando.inizio < m.fine for m in interprete.impegni)
        if libero and any(a.contiene(quando.inizio, quando.fine) for a in interprete.aperture):
            return Mediatore.objects.get(pk=interprete.pk)
    return None


def dati_prenotazione(appuntamento: Appuntamento, quando: Quando, mediatore: Mediatore | None) -> DatiPrenotazione:
    """The booking of an appointment. It is named by its number: who comes is read here only."""
    viaggio = (
        0 if appuntamento.modo == ModoAppuntamento.TELEFONO else misure(oggi()).verso(_posto(appuntamento, quando))
    )
    return DatiPrenotazione(
        linea=Linea.SPO,
        titolo=str(appuntamento),
        inizio=quando.inizio,
        fine=quando.fine,
        operatore=quando.operatore,
        sede=_posto(appuntamento, quando),
        stanza=quando.stanza,
        mediatore=mediatore,
        viaggio=viaggio,
    )


def _posto(appuntamento: Appuntamento, quando: Quando) -> Sede | None:
    """A visit is at the person's home, whatever the desk that sends it."""
    return None if appuntamento.modo == ModoAppuntamento.VISITA else quando.sede


def _nuovo(dati: dict[str, Any], stato: str, utente: Utente) -> Appuntamento:
    if not utente.ha_ruolo(*SEGUONO):
        raise AttoRifiutato("Gli appuntamenti li prende chi segue le persone: spetta a un altro ruolo.")
    giorno = oggi()
    numero = f"AP-{giorno.year}-{prossimo_numero('appuntamento', giorno.year):04d}"
    return Appuntamento.objects.create(
        numero=numero, stato=stato, richiesto_il=giorno, richiesto_da=utente, **_di_chi(dati.get("persona")) | dati
    )


def _di_chi(persona: Persona | None) -> dict[str, Any]:
    """Household and open case of a person of the registry, and her comune."""
    if persona is None:
        return {}
    membro = MembroNucleo.objects.filter(persona=persona, al=None).select_related("nucleo").first()
    nucleo = membro.nucleo if membro else None
    caso = Caso.objects.aperti().filter(nucleo=nucleo).first() if nucleo else None
    return {"nucleo": nucleo, "caso": caso, "comune": persona.comune}


def _fissa(appuntamento: Appuntamento, quando: Quando, stato: str) -> Appuntamento:
    prenotazione = prenota(_dati(appuntamento, quando))
    return _scrivi(
        appuntamento,
        stato=stato,
        prenotazione=prenotazione,
        sede=quando.sede,
        nota=_con_perche(appuntamento, quando),
        esito="",
    )


def _dati(appuntamento: Appuntamento, quando: Quando, tranne: Prenotazione | None = None) -> DatiPrenotazione:
    """The booking to write, when the calendar allows it."""
    esito = valuta_quando(quando, appuntamento.modo, appuntamento.lingua, tranne)
    pretendi(esito)
    lingua = appuntamento.lingua
    return dati_prenotazione(appuntamento, quando, mediatore_libero(lingua, quando, tranne) if lingua else None)


def _con_perche(appuntamento: Appuntamento, quando: Quando) -> str:
    nota = ". ".join(filter(None, [appuntamento.nota, quando.perche and f"Fissato lo stesso: {quando.perche}"]))
    return nota[:500]


def _prenotazione(appuntamento: Appuntamento) -> Prenotazione:
    """A confirmed appointment has one (constraint appuntamento_confermato_con_ora)."""
    prenotazione = appuntamento.prenotazione
    if prenotazione is None:
        raise AttoRifiutato("Questo appuntamento non ha ancora un orario.")
    return prenotazione


def _pretendi_cominciato(appuntamento: Appuntamento, frase: str) -> None:
    if _prenotazione(appuntamento).inizio > timezone.now():
        raise AttoRifiutato(frase)


def _annulla(atto: str, appuntamento: Appuntamento, perche: str, utente: Utente) -> Appuntamento:
    """The row keeps its booking, cancelled, so that the agenda shows that the hour was given back."""
    bloccato = _bloccato(appuntamento)
    transizione = APPUNTAMENTO.pretende(atto, bloccato, utente)
    if bloccato.prenotazione is not None:
        bloccato.prenotazione = annulla_prenotazione(bloccato.prenotazione)
    return _scrivi(bloccato, stato=transizione.a, esito=perche)


def _bloccato(appuntamento: Appuntamento) -> Appuntamento:
    righe = Appuntamento.objects.select_related("prenotazione", "caso")
    return righe.select_for_update(no_key=True, of=("self",)).get(pk=appuntamento.pk)


def _scrivi(appuntamento: Appuntamento, **dati: Any) -> Appuntamento:
    for campo, valore in dati.items():
        setattr(appuntamento, campo, valore)
    appuntamento.versione += 1
    appuntamento.save(update_fields=[*dati, "versione"])
    return appuntamento
