"""Acts on what the stays owe: monthly quotas and deposits written, put right, paid back."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from cohousing.actions.blocco import blocca_case
from cohousing.choices import StatoPermanenza
from cohousing.models import Permanenza
from cohousing.queries.conto import cauzione_di
from cohousing.queries.quota import (
    QuoteDaScrivere,
    da_adeguare,
    da_generare,
    della_permanenza,
    perche,
    permanenze_che_pagano,
    quote_e_cauzioni,
    restituzione_di,
)
from cohousing.rules.quota import valuta_restituzione
from valdera_housing.actions.generazione import correggi_scadenze
from valdera_housing.actions.imputazione import scadenze_bloccate
from valdera_housing.actions.scadenza import apri_scadenze, pretende_conti
from valdera_housing.choices import Verso
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato, pretendi
from valdera_housing.kit.tempo import oggi as adesso
from valdera_housing.models import Parametro, Scadenza, Utente
from valdera_housing.queries.generazione import RISCRITTA, DaAdeguare

CORRETTA = "Riscritta: la permanenza è cambiata"
GIORNI_RESTITUZIONE = 30


@dataclass(frozen=True)
class Adeguate:
    """What became of the account of a stay: how many cancelled and written, those already paid, the deposit back."""

    annullate: int = 0
    scritte: int = 0
    gia_pagate: list[Scadenza] = field(default_factory=list)
    restituzione: Scadenza | None = None


@transaction.atomic
def genera_quote(dal_mese: date, al_mese: date, *, utente: Utente | None, oggi: date) -> int:
    """Write quotas and deposits of these months (first of the month, both included) that are missing or changed.

    How many were written. ``utente`` is None when the clock asks for it. Done twice, or by two at once, it is once.
    """
    if utente is not None:
        pretende_conti(utente)
    if al_mese < dal_mese:
        raise AttoRifiutato("L’ultimo mese non può venire prima del primo.")
    permanenze = list(permanenze_che_pagano(dal_mese, al_mese))
    blocca_case({p.struttura_id for p in permanenze})
    scadenze_bloccate(quote_e_cauzioni(permanenze).filter(annullata_il=None).values_list("pk", flat=True))
    return _scrivi(da_generare(dal_mese, al_mese, oggi=oggi), CORRETTA, oggi)


@transaction.atomic
def adegua_quote(permanenza: Permanenza, *, oggi: date) -> Adeguate:
    """After an entry, an extension, an exit, an annulment: the account of the stay is as it asks now.

    Dues that nothing pays are cancelled with the reason and written again; those already paid are left and returned,
    for a person to look at. Who leaves owing nothing has its deposit proposed to be paid back whole.
    """
    blocca_case({permanenza.struttura_id})
    presa = Permanenza.objects.select_related("nucleo", "struttura").get(pk=permanenza.pk)
    scadenze_bloccate(quote_e_cauzioni([presa]).filter(annullata_il=None).values_list("pk", flat=True))
    previste = da_adeguare(presa, oggi)
    scritte = _scrivi(previste, perche(presa), oggi)
    diverse = previste.diverse
    return Adeguate(len(diverse.da_annullare), scritte, diverse.gia_pagate, _proponi_restituzione(presa, oggi))


def _scrivi(previste: QuoteDaScrivere, motivo: str, oggi: date) -> int:
    return correggi_scadenze(previste.diverse, motivo, oggi=oggi) + apri_scadenze(previste.nuove)


def _proponi_restituzione(permanenza: Permanenza, oggi: date) -> Scadenza | None:
    """The whole deposit that was paid, when nothing of the stay is open; else a person decides how much.

    Written once: one that a person cancelled is not proposed again.
    """
    if permanenza.stato != StatoPermanenza.CONCLUSA:
        return None
    sue = della_permanenza(Scadenza.objects.filter(nucleo=permanenza.nucleo), permanenza.pk)
    cauzione = cauzione_di([s for s in sue if s.annullata_il is None])
    gia = any(s.verso == Verso.USCITA for s in sue)
    if not cauzione.versata or cauzione.aperto or gia:
        return None
    proposta = restituzione_di(permanenza, cauzione.versata, oggi + timedelta(days=giorni_restituzione(oggi)))
    proposta.save()
    return proposta


def giorni_restituzione(giorno: date) -> int:
    """How many days after the exit a deposit is paid back: the parameter, or thirty."""
    return int(Parametro.objects.valori(giorno).get("cohousing_giorni_restituzione", GIORNI_RESTITUZIONE))


@transaction.atomic
def restituisci_cauzione(
    permanenza: Permanenza, importo: Decimal, scade_il: date, motivo: str, *, utente: Utente
) -> Scadenza:
    """A person says how much of the deposit is paid back to who left (euro), and why if it is not the whole of it.

    What was proposed and not paid yet is cancelled, and this is written in its place.
    """
    pretende_conti(utente)
    blocca_case({permanenza.struttura_id})
    presa = Permanenza.objects.select_related("nucleo", "struttura").get(pk=permanenza.pk)
    sue = della_permanenza(Scadenza.objects.filter(nucleo=presa.nucleo), presa.pk)
    scadenze = [s for s in scadenze_bloccate(sue.values_list("pk", flat=True)).values() if s.annullata_il is None]
    cauzione = cauzione_di(scadenze)
    prima = cauzione.restituzione
    pretendi(
        valuta_restituzione(
            uscita_il=presa.uscita_il, versata=cauzione.versata, gia_resa=prima.imputato if prima else ZERO,
            importo=importo, motivo=motivo,
        )
    )  # fmt: skip
    nuova = restituzione_di(presa, importo, scade_il)
    if importo < cauzione.versata:
        nuova.descrizione = f"{nuova.descrizione}. Trattenuti {in_euro(cauzione.versata - importo)}: {motivo}"[:200]
    da_annullare = [prima] if prima else []
    scritte = sue.filter(verso=Verso.USCITA).count()
    if scritte:
        nuova.chiave = f"{nuova.chiave}{RISCRITTA}{scritte}"
    correggi_scadenze(DaAdeguare(da_annullare), "Importo deciso da chi tiene i conti", oggi=adesso())
    nuova.save()
    return nuova
