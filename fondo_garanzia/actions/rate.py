"""The instalments of what is given back, for advances and credits alike: opened, made again, written off.

Locks: dues by pk first, then the file, so that a payment in the same instant waits or is seen.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from fondo_garanzia.models import Anticipo, CreditoRivalsa, RataFondo
from fondo_garanzia.rules.rimborso import RataPrevista, piano_rate
from valdera_housing.choices import Linea, Mezzo, TipoScadenza, Verso
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Imputazione, Incasso, Scadenza, Utente, prossimo_numero
from valdera_housing.queries.anagrafe import nome_del_nucleo

Pratica = Anticipo | CreditoRivalsa
SENZA_RATE = "Ogni rata deve valere almeno un centesimo: fai meno rate."


def _lato(pratica: Pratica) -> dict[str, Any]:
    return {"anticipo": pratica} if isinstance(pratica, Anticipo) else {"credito": pratica}


def rate_di(pratica: Pratica) -> Any:
    """The live instalments with their dues."""
    return RataFondo.objects.filter(sostituita_il=None, **_lato(pratica)).select_related("scadenza").order_by("numero")


def scadenze_bloccate_di(pratica: Pratica) -> list[Scadenza]:
    """The dues of the live instalments, locked in order of pk."""
    chiavi = rate_di(pratica).values("scadenza")
    return list(Scadenza.objects.select_for_update(no_key=True).filter(pk__in=chiavi).order_by("pk"))


def apri_rate(pratica: Pratica, importo: Decimal, quante: int, prima: date) -> list[RataFondo]:
    """Write the plan and its dues in the ledger; numbers go on from the last. AttoRifiutato when it cannot be."""
    ultima = RataFondo.objects.filter(**_lato(pratica)).order_by("-numero").values_list("numero", flat=True).first()
    try:
        previste = piano_rate(importo, quante, prima, da=(ultima or 0) + 1)
    except ValueError as errore:
        raise AttoRifiutato(SENZA_RATE) from errore
    scadenze = Scadenza.objects.bulk_create(_scadenza(pratica, rata, len(previste)) for rata in previste)
    return RataFondo.objects.bulk_create(
        RataFondo(**_lato(pratica), numero=r.numero, importo=r.importo, scade_il=r.scade_il, scadenza=scadenza)
        for r, scadenza in zip(previste, scadenze, strict=True)
    )


def _scadenza(pratica: Pratica, rata: RataPrevista, quante: int) -> Scadenza:
    anticipo = isinstance(pratica, Anticipo)
    genere = "anticipo" if anticipo else "rivalsa"
    return Scadenza(
        chiave=f"fondo/{genere}/{pratica.pk}/{rata.numero}",
        verso=Verso.ENTRATA,
        tipo=TipoScadenza.ANTICIPO if anticipo else TipoScadenza.RIVALSA,
        linea=Linea.FON,
        nucleo=pratica.nucleo,
        intestazione=nome_del_nucleo(pratica.nucleo),
        competenza=rata.scade_il.replace(day=1),
        descrizione=f"Rata {rata.numero} di {quante}, {genere} {pratica.numero}",
        importo=rata.importo,
        scade_il=rata.scade_il,
    )


def togli_rate(pratica: Pratica, *, motivo: str, giorno: date) -> Decimal:
    """Replace the instalments nobody has paid and return how much they were, in euro; one paid in part stays."""
    intere = [s.pk for s in scadenze_bloccate_di(pratica) if s.aperta and not s.imputato]
    rate = list(RataFondo.objects.filter(scadenza__in=intere))
    Scadenza.objects.filter(pk__in=intere).update(annullata_il=giorno, motivo_annullamento=motivo[:200])
    RataFondo.objects.filter(scadenza__in=intere).update(sostituita_il=giorno)
    return sum((rata.importo for rata in rate), ZERO)


def riprogramma_rate(pratica: Pratica, quante: int, prima: date, *, giorno: date) -> list[RataFondo]:
    """Other instalments in place of those not paid yet, same total to the cent; AttoRifiutato when none is left."""
    if prima < giorno:
        raise AttoRifiutato("La prima rata non può scadere prima di oggi.")
    da_dividere = togli_rate(pratica, motivo=f"Rate riprogrammate il {in_data(giorno)}", giorno=giorno)
    if not da_dividere:
        raise AttoRifiutato("Non ci sono rate intere da riprogrammare.")
    nuove = apri_rate(pratica, da_dividere, quante, prima)
    # One paid in part keeps its rest, which falls due with the first of the new ones.
    Scadenza.objects.filter(
        pk__in=rate_di(pratica).exclude(pk__in=[r.pk for r in nuove]).values("scadenza"), aperta=True
    ).update(scade_il=prima)
    return nuove


def stralcia_rate(pratica: Pratica, atto: str, *, utente: Utente, giorno: date) -> Decimal:
    """Close every due that is left, without money, and return how much is lost, in euro.

    The instalments stay in the plan; their dues are closed by a compensation, which brings nothing back to the fund.
    """
    aperte = [s for s in scadenze_bloccate_di(pratica) if s.aperta]
    perso = sum((s.residuo for s in aperte), ZERO)
    if not perso:
        raise AttoRifiutato(f"Non c’è niente da stralciare: restano {in_euro(ZERO)}.")
    incasso = Incasso.objects.create(
        numero=f"I-{giorno.year}-{prossimo_numero('incasso', giorno.year):04d}",
        verso=Verso.ENTRATA,
        data=giorno,
        importo=perso,
        mezzo=Mezzo.COMPENSAZIONE,
        riferimento=f"Stralcio: {atto}"[:120],
        chi=nome_del_nucleo(pratica.nucleo),
        nucleo=pratica.nucleo,
        registrato_da=utente,
    )
    Imputazione.objects.bulk_create(
        Imputazione(
            incasso=incasso, scadenza=s, importo=s.residuo, criterio=f"Stralcio: {atto}"[:300], creata_da=utente
        )
        for s in aperte
    )
    return perso
