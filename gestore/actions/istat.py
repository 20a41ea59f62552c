"""ISTAT updates of a rent: proposed, then applied once told to the other party, or let go. Locks the Contratto."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db import transaction

from gestore.actions.disdetta import blocca_contratto
from gestore.actions.generazione import adegua_scadenze
from gestore.choices import StatoIstat
from gestore.models import AggiornamentoIstat, IndiceFoi, Locazione
from gestore.queries.istat import proposta_istat
from gestore.rules.istat import valuta_quota
from gestore.workflow import ETS, LOCAZIONE
from valdera_housing.kit.esito import AttoRifiutato, Esito, no
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente

MESE = re.compile(
    r"(?P<mese>0?[1-9]|1[0-2])[/-](?P<anno>(?:19|20)\d\d)|(?P<anno2>(?:19|20)\d\d)-(?P<mese2>0[1-9]|1[0-2])"
)
MASSIMO_RIGHE = 1200
PERCENTUALE_MASSIMA = 100


@transaction.atomic
def proponi_istat(locazione: Locazione, dati: dict[str, Any], *, utente: Utente) -> AggiornamentoIstat:
    """Propose a new rent from a day (``indice``, ``quota_pct``, ``dal``, ``nota``): it is not in force yet.

    Raises AttoRifiutato with cedolare secca, without the clause, or when the rent would not change.
    """
    contratto = blocca_contratto(locazione.contratto)
    LOCAZIONE.pretende("proponi_istat", contratto, utente)
    esito = valuta_quota(contratto.tipo, dati["quota_pct"])
    proposta = proposta_istat(contratto, dati["indice"], dati["quota_pct"], dati["dal"])
    if not (esito + proposta.esito).positivo:
        raise AttoRifiutato(esito + proposta.esito)
    if not proposta.cambia:
        raise AttoRifiutato(str(proposta.esito))
    if not contratto.inizio < dati["dal"] <= contratto.fine_effettiva:
        raise AttoRifiutato(
            f"L’aggiornamento vale da un giorno dopo il {in_data(contratto.inizio)}, quando comincia il contratto, "
            f"ed entro il {in_data(contratto.fine_effettiva)}, quando finisce."
        )
    return AggiornamentoIstat.objects.create(
        contratto=contratto, canone_prima=proposta.attuale, canone_dopo=proposta.nuovo, **dati
    )


@transaction.atomic
def applica_istat(aggiornamento: AggiornamentoIstat, *, utente: Utente, notificato_il: date) -> AggiornamentoIstat:
    """The update was told to the other party: from its day the dues carry the new rent."""
    aggiornamento = _proposto(aggiornamento, utente)
    if notificato_il > oggi():
        raise AttoRifiutato("La data è nel futuro: scrivila quando l’aggiornamento è comunicato.")
    aggiornamento.stato, aggiornamento.notificato_il = StatoIstat.APPLICATO, notificato_il
    aggiornamento.save(update_fields=["stato", "notificato_il"])
    motivo = f"Canone aggiornato all’ISTAT dal {in_data(aggiornamento.dal)}"
    adegua_scadenze(aggiornamento.contratto, aggiornamento.dal, motivo, oggi=oggi())
    return aggiornamento


@transaction.atomic
def rinuncia_istat(aggiornamento: AggiornamentoIstat, *, utente: Utente, nota: str) -> AggiornamentoIstat:
    """The update is not applied, and ``nota`` says why: the rent stays as it is."""
    aggiornamento = _proposto(aggiornamento, utente)
    aggiornamento.stato, aggiornamento.nota = StatoIstat.RINUNCIATO, nota
    aggiornamento.save(update_fields=["stato", "nota"])
    return aggiornamento


def _proposto(aggiornamento: AggiornamentoIstat, utente: Utente) -> AggiornamentoIstat:
    _pretende_ets(utente)
    blocca_contratto(aggiornamento.contratto)
    fresco = AggiornamentoIstat.objects.select_for_update(no_key=True).get(pk=aggiornamento.pk)
    if fresco.stato != StatoIstat.PROPOSTO:
        raise AttoRifiutato(f"Non si può più: l’aggiornamento è «{fresco.get_stato_display()}».")
    return fresco


@transaction.atomic
def registra_indice(dati: dict[str, Any], *, utente: Utente) -> IndiceFoi:
    """Write the change of a month as ISTAT published it."""
    _pretende_ets(utente)
    return IndiceFoi.objects.create(**dati)


class Importati(NamedTuple):
    """How many months of a file were new, and how many were already there."""

    nuovi: int
    presenti: int


@transaction.atomic
def importa_indici(testo: str, *, utente: Utente, fonte: str = "") -> Importati:
    """Read ``mese;variazione`` rows (``10/2026;1,3``). What is there stays; one wrong row and nothing is written."""
    _pretende_ets(utente)
    letti, errori = {}, []
    for numero, riga in _righe(testo):
        try:
            mese, variazione = _leggi(riga)
        except ValueError as errore:
            errori.append(no(f"Riga {numero}: {errore}"))
        else:
            letti[mese] = variazione
    if errori or not letti:
        raise AttoRifiutato(Esito(tuple(errori[:10]) or (no("Nel file non c’è nessun mese."),)))
    presenti = set(IndiceFoi.objects.filter(mese__in=letti).values_list("mese", flat=True))
    nuovi = [
        IndiceFoi(mese=mese, variazione_pct=variazione, fonte=fonte)
        for mese, variazione in letti.items()
        if mese not in presenti
    ]
    IndiceFoi.objects.bulk_create(nuovi)
    return Importati(len(nuovi), len(presenti))


def _righe(testo: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with something in them; a heading as first row is skipped."""
    righe: Iterable[list[str]] = csv.reader(io.StringIO(testo.replace("\x00", "")), delimiter=";")
    for numero, riga in enumerate(righe, start=1):
        if numero > MASSIMO_RIGHE:
            raise AttoRifiutato(f"Il file ha più di {MASSIMO_RIGHE} righe.")
        scritta = [cella.strip() for cella in riga]
        if any(scritta) and not (numero == 1 and scritta[0].lower() == "mese"):
            yield numero, scritta


def _leggi(riga: list[str]) -> tuple[date, Decimal]:
    """Raises ValueError with what is wrong."""
    trovato = MESE.fullmatch(riga[0])
    if trovato is None:
        raise ValueError(f"«{riga[0][:20]}» non è un mese come 10/2026")
    mese = date(int(trovato["anno"] or trovato["anno2"]), int(trovato["mese"] or trovato["mese2"]), 1)
    try:
        variazione = Decimal(riga[1].replace("−", "-").replace("%", "").replace(",", ".").strip())
    except (IndexError, InvalidOperation):
        raise ValueError("manca la variazione, come 1,3") from None
    if not variazione.is_finite() or abs(variazione) >= PERCENTUALE_MASSIMA:
        raise ValueError("la variazione non è una percentuale come 1,3")
    return mese, variazione.quantize(Decimal("0.01"))


def _pretende_ets(utente: Utente) -> None:
    if not utente.ha_ruolo(*ETS):
        raise AttoRifiutato("Gli aggiornamenti ISTAT li scrive l’ente partner.")
