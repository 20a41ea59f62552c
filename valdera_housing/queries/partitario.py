"""What the office asks of the ledger: how a due stands, totals and ageing, what a debtor owes, running balance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from valdera_housing.choices import (
    ASPETTI_MOVIMENTO,
    ASPETTI_SCADENZA,
    LEGGONO_I_NOMI,
    NaturaContratto,
    StatoMovimento,
    StatoScadenza,
    TipoScadenza,
    Verso,
)
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.models import (
    Contratto,
    Imputazione,
    Incasso,
    MovimentoBancario,
    Nucleo,
    Parametro,
    Proprietario,
    Scadenza,
    Utente,
)
from valdera_housing.rules.abbinamento import DovutoAperto
from valdera_housing.rules.partitario import FASCE, Fascia, Movimento

MESI_AVANTI = 2
STATI = {
    StatoScadenza.ANNULLATA: lambda _: Q(annullata_il__isnull=False),
    StatoScadenza.PAGATA: lambda _: Q(aperta=False, annullata_il=None),
    StatoScadenza.SCADUTA: lambda giorno: Q(aperta=True, scade_il__lt=giorno),
    StatoScadenza.IN_PARTE: lambda _: Q(aperta=True, imputato__gt=0),
    StatoScadenza.APERTA: lambda _: Q(aperta=True),
}


def stato_scadenza(scadenza: Scadenza, giorno: date) -> StatoScadenza:
    """How a due stands on a day: what is past due is said before what is paid in part."""
    if scadenza.annullata_il:
        return StatoScadenza.ANNULLATA
    if not scadenza.residuo:
        return StatoScadenza.PAGATA
    if scadenza.scade_il < giorno:
        return StatoScadenza.SCADUTA
    return StatoScadenza.IN_PARTE if scadenza.imputato else StatoScadenza.APERTA


def aspetto_scadenza(scadenza: Scadenza, giorno: date) -> Aspetto:
    return ASPETTI_SCADENZA[stato_scadenza(scadenza, giorno)]


def aspetto_movimento(movimento: MovimentoBancario) -> Aspetto:
    if movimento.abbinato:
        return ASPETTI_MOVIMENTO[StatoMovimento.ABBINATO]
    return ASPETTI_MOVIMENTO[StatoMovimento.IGNORATO if movimento.ignorato_perche else StatoMovimento.DA_ABBINARE]


def chi_paga(incasso: Incasso, utente: Utente) -> str:
    """Who paid, or was paid, as this person may read it; a payment of more households has no code to show."""
    if incasso.verso == Verso.ENTRATA and incasso.nucleo is None and not utente.ha_ruolo(*LEGGONO_I_NOMI):
        return "Più nuclei, o nessuno indicato"
    return incasso.chi_per(utente)


def criterio_per(imputazione: Imputazione, utente: Utente) -> str:
    """Why a payment covers a due; the clues of a suggestion carry names, and stop at the colon for who reads codes."""
    return imputazione.criterio if utente.ha_ruolo(*LEGGONO_I_NOMI) else imputazione.criterio.partition(":")[0]


@dataclass(frozen=True)
class SommeVerso:
    """Euro of one side of a list, cancelled dues aside."""

    verso: Verso
    importo: Decimal
    pagato: Decimal
    residuo: Decimal
    scaduto: Decimal


@dataclass(frozen=True)
class TotaliScadenze:
    """Of all the dues of a list: how many, the sums of each side, and the past due to be cashed by age."""

    quante: int
    incassare: SommeVerso
    pagare: SommeVerso
    fasce: tuple[tuple[Fascia, Decimal], ...]


def totali(scadenze: QuerySet[Scadenza], giorno: date) -> TotaliScadenze:
    """One query, whatever the rows."""
    da_incassare = Q(aperta=True, verso=Verso.ENTRATA)
    chieste = {f"fascia_{n}": _somma("residuo", da_incassare & _scaduta_in(f, giorno)) for n, f in enumerate(FASCE)}
    for verso in Verso:
        vive, aperte = Q(annullata_il=None, verso=verso), Q(aperta=True, verso=verso)
        chieste |= {
            f"{verso}_importo": _somma("importo", vive),
            f"{verso}_pagato": _somma("imputato", vive),
            f"{verso}_residuo": _somma("residuo", aperte),
            f"{verso}_scaduto": _somma("residuo", aperte & Q(scade_il__lt=giorno)),
        }
    somme = scadenze.order_by().aggregate(quante=Count("pk"), **chieste)
    per_verso = {
        verso: SommeVerso(verso, *(somme[f"{verso}_{voce}"] for voce in ("importo", "pagato", "residuo", "scaduto")))
        for verso in Verso
    }
    return TotaliScadenze(
        somme["quante"],
        per_verso[Verso.ENTRATA],
        per_verso[Verso.USCITA],
        tuple((fascia, somme[f"fascia_{n}"]) for n, fascia in enumerate(FASCE)),
    )


def _somma(campo: str, quali: Q) -> Coalesce:
    return Coalesce(Sum(campo, filter=quali), ZERO)


def _scaduta_in(fascia: Fascia, giorno: date) -> Q:
    condizione = Q(scade_il__lte=giorno - timedelta(days=fascia.da))
    return condizione & Q(scade_il__gte=giorno - timedelta(days=fascia.fino_a)) if fascia.fino_a else condizione


@dataclass(frozen=True)
class TotaliIncassi:
    """Of all the payments of a list, cancelled ones aside, in euro."""

    quanti: int
    importo: Decimal
    da_imputare: Decimal


def totali_incassi(incassi: QuerySet[Incasso]) -> TotaliIncassi:
    vivi = Q(annullato_alle=None)
    somme = incassi.order_by().aggregate(
        quanti=Count("pk"), importo=_somma("importo", vivi), da_imputare=_somma("da_imputare", vivi)
    )
    return TotaliIncassi(**somme)


# --- who owes -----------------------------------------------------------------------------


def intestatario(contratto: Contratto) -> str:
    """Who owes the rent of a contract, or to whom it is owed."""
    if contratto.natura == NaturaContratto.TESTA:
        return str(contratto.proprietario)
    return contratto.conduttore or (contratto.nucleo.codice if contratto.nucleo else contratto.numero)


@dataclass(frozen=True)
class Debitore:
    """Who pays the ETS (``ENTRATA``), or is paid by it: a household or an owner, by their contract or one due."""

    verso: str
    nome: str
    nucleo: Nucleo | None = None
    proprietario: Proprietario | None = None
    contratto: Contratto | None = None
    scadenza: int | None = None

    @property
    def parametri(self) -> str:
        """What names it in an address."""
        if self.contratto:
            return f"contratto={self.contratto.pk}&verso={self.verso}"
        return f"scadenza={self.scadenza}"


def debitore_del_contratto(contratto: Contratto, verso: str = "") -> Debitore:
    ordinario = Verso.USCITA if contratto.natura == NaturaContratto.TESTA else Verso.ENTRATA
    proprietario = None if contratto.nucleo_id else contratto.proprietario
    return Debitore(verso or ordinario, intestatario(contratto), contratto.nucleo, proprietario, contratto)


def debitore_della_scadenza(scadenza: Scadenza) -> Debitore:
    return Debitore(
        scadenza.verso, scadenza.intestazione, scadenza.nucleo, scadenza.proprietario, scadenza=scadenza.pk
    )


def debitore_di(incasso: Incasso) -> Debitore:
    return Debitore(incasso.verso, incasso.chi, incasso.nucleo, incasso.proprietario)


def aperte_del_debitore(debitore: Debitore) -> QuerySet[Scadenza]:
    """What a debtor still owes on any contract, or what is still owed to an owner, the oldest first."""
    aperte = Scadenza.objects.aperte().filter(verso=debitore.verso)
    if debitore.nucleo:
        return aperte.filter(nucleo=debitore.nucleo).order_by("scade_il", "pk")
    if debitore.proprietario:
        return aperte.filter(proprietario=debitore.proprietario).order_by("scade_il", "pk")
    if debitore.contratto:
        return aperte.filter(contratto=debitore.contratto).order_by("scade_il", "pk")
    return aperte.filter(pk=debitore.scadenza).order_by("scade_il", "pk")


def in_dovuto(scadenza: Scadenza, nomi: Sequence[str] = (), contratto: str = "", iban: str = "") -> DovutoAperto:
    return DovutoAperto(
        scadenza.pk, scadenza.residuo, scadenza.scade_il, tuple(nomi), contratto, iban,
        scadenza.competenza, scadenza.tipo,
    )  # fmt: skip


def oneri_anticipati(contratto: Contratto, anno: int) -> Decimal:
    """The advances of charges asked for a year, cancelled ones aside, in euro."""
    acconti = contratto.scadenze.filter(tipo=TipoScadenza.ONERI, competenza__year=anno, annullata_il=None)
    return acconti.aggregate(somma=_somma("importo", Q()))["somma"]


# --- the account of a contract ------------------------------------------------------------


def conto_del_contratto(contratto: Contratto, utente: Utente, verso: str) -> list[Movimento]:
    """Every due of a contract and what paid it, on one side, for the running balance: two queries."""
    scadenze = contratto.scadenze.visibili_a(utente).filter(verso=verso, annullata_il=None).order_by("scade_il", "pk")
    movimenti = [
        Movimento(s.scade_il, s.descrizione, dare=s.importo, url=reverse("scadenza_scheda", args=[s.pk]))
        for s in scadenze
    ]
    imputazioni = Imputazione.objects.filter(scadenza__in=scadenze, annullata_alle=None)
    for imputazione in imputazioni.select_related("incasso", "scadenza"):
        incasso = imputazione.incasso
        testo = f"{incasso} per «{imputazione.scadenza.descrizione}»"
        url = reverse("incasso_scheda", args=[incasso.pk])
        movimenti.append(Movimento(incasso.data, testo, avere=imputazione.importo, url=url))
    return movimenti


def mesi_avanti(giorno: date) -> int:
    """How many months ahead dues are written: the parameter ``mesi_scadenze_avanti``, or two."""
    return int(Parametro.objects.valori(giorno).get("mesi_scadenze_avanti", MESI_AVANTI))
