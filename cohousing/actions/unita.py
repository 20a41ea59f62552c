"""Acts on the units of a house and on their closures. Locks: the house, then the unit."""

from datetime import date
from typing import Any

from django.db import transaction

from cohousing.actions.blocco import blocca_unita, struttura_bloccata
from cohousing.actions.struttura import modifica_campi
from cohousing.models import Fermo, Struttura, Unita
from cohousing.queries.unita import chiusure_di, letti_di, proposta_dal, soggiorni_di
from cohousing.rules.unita import (
    Letti,
    valuta_con_chi_abita,
    valuta_fermo,
    valuta_letti,
    valuta_proposta,
)
from cohousing.workflow import APERTE, TENGONO
from valdera_housing.actions.versione import modifica
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.periodo import Periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


@transaction.atomic
def aggiungi_unita(struttura: Struttura, dati: dict[str, Any], *, utente: Utente) -> Unita:
    """One more room, bed or small flat from a day on, within the beds of the home."""
    bloccata = struttura_bloccata("aggiungi_unita", struttura, utente)
    nuova = Letti(dati["posti_letto"], Periodo(dati["dal"]))
    pretendi(valuta_letti(nuova, letti_di(bloccata), bloccata.alloggio.posti_letto))
    _pretende_nome(bloccata, dati["nome"])
    return Unita.objects.create(struttura=bloccata, **dati)


@transaction.atomic
def modifica_unita(unita: Unita, dati: dict[str, Any], *, utente: Utente, versione: int) -> Unita:
    """Correct a unit; days and beds of who lives there stay. ModificaConcorrente when somebody saved first."""
    attuale = unita_bloccata(unita, utente)
    letti = Letti(dati["posti_letto"], Periodo(dati["dal"], attuale.al))
    massimo = attuale.struttura.alloggio.posti_letto
    pretendi(
        valuta_letti(letti, letti_di(attuale.struttura, esclusa=attuale.pk), massimo)
        + valuta_con_chi_abita(letti, soggiorni_di(attuale, oggi()))
    )
    _pretende_nome(attuale.struttura, dati["nome"], esclusa=attuale.pk)
    salvata: Unita = modifica(attuale, dati, versione=versione)
    return salvata


@transaction.atomic
def chiudi_unita(unita: Unita, *, al: date, utente: Utente) -> Unita:
    """The unit is taken away: ``al`` is its last day. AttoRifiutato while somebody is there, or expected, later."""
    attuale = unita_bloccata(unita, utente)
    if attuale.al is not None:
        raise AttoRifiutato(f"Questa unità è già tolta: c’è fino al {attuale.al:%d/%m/%Y}.")
    if al < attuale.dal:
        raise AttoRifiutato(f"L’unità c’è dal {attuale.dal:%d/%m/%Y}: l’ultimo giorno non viene prima.")
    letti = Letti(attuale.posti_letto, Periodo(attuale.dal, al))
    pretendi(valuta_con_chi_abita(letti, soggiorni_di(attuale, oggi())) + valuta_proposta(proposta_dal(attuale)))
    chiusa: Unita = modifica_campi(attuale, al=al)
    return chiusa


@transaction.atomic
def ferma_unita(unita: Unita, *, dal: date, al: date | None, motivo: str, utente: Utente) -> Fermo:
    """The unit takes nobody between two days, or from a day on. AttoRifiutato when somebody is there in those days."""
    attuale = unita_bloccata(unita, utente)
    if not motivo.strip():
        raise AttoRifiutato("Scrivi perché l’unità è chiusa.")
    _pretende_fermo(attuale, Periodo(dal, al))
    return Fermo.objects.create(unita=attuale, dal=dal, al=al, motivo=motivo.strip())


@transaction.atomic
def modifica_fermo(fermo: Fermo, *, al: date | None, utente: Utente) -> Fermo:
    """The last day of a closure, put or moved: the unit opens again the day after."""
    attuale = unita_bloccata(fermo.unita, utente)
    bloccato = Fermo.objects.select_for_update(no_key=True).get(pk=fermo.pk)
    _pretende_fermo(attuale, Periodo(bloccato.dal, al), escluso=bloccato.pk)
    bloccato.al = al
    bloccato.save(update_fields=["al"])
    return bloccato


def unita_bloccata(unita: Unita, utente: Utente) -> Unita:
    """The unit locked after its house, which is not closed; its ``struttura`` is the locked one."""
    if not utente.ha_ruolo(*TENGONO):
        raise AttoRifiutato("Le unità di una casa le tiene l’ente partner: spetta a un altro ruolo.")
    attuale = blocca_unita(unita.pk)
    if attuale.struttura.stato not in APERTE:
        raise AttoRifiutato("Questa casa è chiusa: le sue unità non cambiano più.")
    return attuale


def _pretende_fermo(unita: Unita, chiusura: Periodo, *, escluso: int = 0) -> None:
    pretendi(
        valuta_fermo(
            chiusura,
            Letti(unita.posti_letto, unita.giorni),
            soggiorni=soggiorni_di(unita, oggi()),
            altri=chiusure_di(unita, esclusa=escluso),
            proposta_dal=proposta_dal(unita),
        )
    )


def _pretende_nome(struttura: Struttura, nome: str, *, esclusa: int = 0) -> None:
    if struttura.unita.exclude(pk=esclusa).filter(nome=nome).exists():
        raise AttoRifiutato(f"In questa casa c’è già un’unità che si chiama «{nome}».")
