"""The survey of the buildings, from who told of them to what the Cabina decided, and the milestones of the line."""

from datetime import date, timedelta
from decimal import Decimal

from cohousing.choices import CodiceTappa, StatoImmobile
from cohousing.management.cohousing_di_prova.copione import IMMOBILI, Edificio
from cohousing.models import FaseImmobile, RicognizioneImmobile, Struttura, Tappa
from cohousing.queries.immobile import dati_di, soglie
from cohousing.rules.fattibilita import punteggio
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Convenzione, prossimo_numero
from valdera_housing.rules.durata import fine_dopo_mesi

PASSO = timedelta(days=25)
RICOGNIZIONE_CONCLUSA, PROGETTO_PRONTO = timedelta(days=338), timedelta(days=150)
IN_ORDINE = (
    StatoImmobile.RILEVATO, StatoImmobile.VALUTATO, StatoImmobile.PROPOSTO, StatoImmobile.APPROVATO_CABINA,
)  # fmt: skip


def carica_immobili(scena: Scena) -> None:
    for edificio in IMMOBILI:
        carica_immobile(scena, edificio)


def carica_immobile(scena: Scena, edificio: Edificio) -> RicognizioneImmobile:
    """A building told, then seen, valued, proposed and decided, a few weeks from one to the next."""
    giorno = scena.inizio + timedelta(days=edificio.dopo)
    with scena.momento(alle(giorno, 11), scena.operatrice):
        immobile = _segnala(scena, edificio, giorno)
    if edificio.stato == StatoImmobile.SCARTATO:
        with scena.momento(alle(giorno + PASSO, 11), scena.operatrice):
            immobile.stato, immobile.motivo = StatoImmobile.SCARTATO, edificio.motivo
            immobile.save()
        return immobile
    fino = [*IN_ORDINE].index(edificio.stato) + 1 if edificio.stato in IN_ORDINE else 0
    for n, stato in enumerate(IN_ORDINE[:fino], start=1):
        _avanza(scena, edificio, immobile, stato, giorno + n * PASSO)
    return immobile


def _segnala(scena: Scena, edificio: Edificio, giorno: date) -> RicognizioneImmobile:
    return RicognizioneImmobile.objects.create(
        numero=f"RI-{giorno.year}-{prossimo_numero('immobile', giorno.year):04d}",
        comune=next(c for c in scena.comuni if c.nome == edificio.comune),
        indirizzo=edificio.indirizzo,
        civico=edificio.civico,
        denominazione=edificio.denominazione,
        proprietario_tipo=edificio.proprietario,
        proprietario=edificio.di_chi,
        destinazione=edificio.destinazione,
        disponibilita=edificio.disponibilita,
        accessibile=edificio.accessibile,
        vincoli=edificio.vincoli,
        fonte=edificio.fonte,
        segnalato_il=giorno,
        creato_da=scena.operatrice,
    )


def _avanza(scena: Scena, di: Edificio, immobile: RicognizioneImmobile, stato: StatoImmobile, giorno: date) -> None:
    chi = {StatoImmobile.PROPOSTO: scena.coordinatore, StatoImmobile.APPROVATO_CABINA: scena.funzionario}
    with scena.momento(alle(giorno, 12), chi.get(stato, scena.operatrice)):
        if stato == StatoImmobile.RILEVATO:
            immobile.rilevato_il, immobile.superficie, immobile.posti_letto = giorno, Decimal(di.superficie), di.posti
            immobile.stato_conservazione, immobile.servizi_vicini = di.conservazione, di.servizi
        elif stato == StatoImmobile.VALUTATO:
            _valuta(di, immobile)
            immobile.punteggio = punteggio(dati_di(immobile, giorno), soglie(giorno))
        elif stato == StatoImmobile.PROPOSTO:
            immobile.proposta, immobile.proposto_il = di.proposta, giorno
        else:
            immobile.seduta, immobile.approvato_il = f"Cabina di Regia del {giorno:%d/%m/%Y}", giorno
            immobile.deciso_da = scena.funzionario
        immobile.stato = stato
        immobile.save()


def _valuta(di: Edificio, immobile: RicognizioneImmobile) -> None:
    immobile.costo_adeguamento, immobile.titolo_possibile = Decimal(di.costo), di.titolo
    immobile.categorie = list(di.per_chi)
    FaseImmobile.objects.bulk_create(
        FaseImmobile(immobile=immobile, numero=n, descrizione=che_cosa, mesi=mesi, costo=Decimal(costo))
        for n, (che_cosa, mesi, costo) in enumerate(di.fasi, start=1)
    )


def carica_tappe(scena: Scena, prima: Struttura) -> None:
    """The three of the first year, all reached in time."""
    convenzione = Convenzione.objects.attuale()
    entro = fine_dopo_mesi(convenzione.inizio, 12)
    raggiunte = (
        (CodiceTappa.M2, scena.inizio + PROGETTO_PRONTO, "Progetto esecutivo di Casa Il Fienile, approvato in Cabina"),
        (CodiceTappa.M3, prima.attiva_dal or scena.oggi, "Casa Il Fienile è aperta"),
        (CodiceTappa.M1, scena.inizio + RICOGNIZIONE_CONCLUSA, "Relazione sulla ricognizione, consegnata alla Cabina"),
    )
    for codice, giorno, prova in raggiunte:
        with scena.momento(alle(giorno, 12), scena.coordinatore):
            Tappa.objects.create(
                convenzione=convenzione, codice=codice, entro_il=entro, raggiunta_il=giorno, note=prova
            )
