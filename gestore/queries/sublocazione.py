"""What is read before a sublease is opened, signed or shown: its head lease, its household, its rent, its dues."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from gestore.models import Locazione, Sublocazione
from gestore.rules.canone import PropostaCanone, proponi_canone
from gestore.rules.sublocazione import (
    DatiSubconduttore,
    DatiTesta,
    Periodo,
    valuta_giorni,
    valuta_nucleo,
    valuta_testa,
)
from valdera_housing.choices import NaturaContratto, StatoContratto
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Alloggio, Caso, Contratto, Isee, MembroNucleo, Nucleo, Scadenza, Utente

SENZA_LIMITE = 1000
ADULTO_MESI = 12 * 18


def testa_di(alloggio: Alloggio, giorno: date) -> Locazione | None:
    """The head lease of a home that runs on that day or, without one, the next to start."""
    testate = Locazione.objects.filter(
        contratto__in=Contratto.objects.vivi(), contratto__alloggio=alloggio, contratto__fine_effettiva__gte=giorno
    )
    return (
        testate.select_related("contratto__proprietario", "contratto__alloggio").order_by("contratto__inizio").first()
    )


def alloggi_da_sublocare(utente: Utente, giorno: date) -> QuerySet[Alloggio]:
    """Homes for one household whose head lease is signed, has not ended and allows subleases."""
    testate = Locazione.objects.filter(
        sublocazione_autorizzata=True,
        contratto__in=Contratto.objects.vivi(),
        contratto__fine_effettiva__gte=giorno,
        contratto__alloggio=OuterRef("pk"),
    )
    alloggi = Alloggio.objects.visibili_a(utente).da_affittare()
    return alloggi.filter(Exists(testate)).select_related("comune").order_by("codice")


def dati_testa(locazione: Locazione) -> DatiTesta:
    contratto = locazione.contratto
    return DatiTesta(
        tipo=contratto.tipo,
        inizio=contratto.inizio,
        fine_effettiva=contratto.occupato_fino_al,
        sublocazione_autorizzata=locazione.sublocazione_autorizzata,
        consenso_documentato=locazione.consenso_id is not None,
    )


def occupati(alloggio_id: int | None, escluso: int | None = None) -> list[Periodo]:
    """The days taken by the other subleases of a home, drafts included, in order."""
    altri = Contratto.objects.filter(alloggio=alloggio_id, natura=NaturaContratto.SUBLOCAZIONE).exclude(
        stato=StatoContratto.ANNULLATO
    )
    ultimo = Coalesce("cessato_il", "fine_effettiva", output_field=DateField())
    return list(altri.exclude(pk=escluso).order_by("inizio").values_list("inizio", ultimo))


def dati_subconduttore(nucleo: Nucleo, giorno: date) -> DatiSubconduttore:
    """The household as it is on that day, in two queries."""
    conto = MembroNucleo.objects.filter(nucleo=nucleo).alla_data(giorno).aggregate(
        componenti=Count("pk"),
        adulti=Count(
            "pk",
            filter=Q(persona__codice_fiscale__isnull=False, persona__nato_il__lte=aggiungi_mesi(giorno, -ADULTO_MESI)),
        ),
    )  # fmt: skip
    caso = Caso.objects.aperti().filter(nucleo=nucleo).first()
    return DatiSubconduttore(
        componenti=conto["componenti"],
        adulti_con_cf=conto["adulti"],
        caso_aperto=caso is not None,
        con_assistente_sociale=caso is not None and caso.assistente_sociale_id is not None,
    )


def verifica_apertura(locazione: Locazione, inizio: date, fine: date, escluso: int | None = None) -> Esito:
    """Whether a draft with these days may be written (scenarios 21 and 22)."""
    testa = dati_testa(locazione)
    giorni = valuta_giorni(testa, inizio, fine, occupati(locazione.contratto.alloggio_id, escluso))
    return valuta_testa(testa) + giorni


@dataclass(frozen=True)
class Requisito:
    """A line of the checklist: what the law asks and what was found."""

    nome: str
    esito: Esito


def requisiti(
    locazione: Locazione, nucleo: Nucleo, inizio: date, fine: date, escluso: int | None = None
) -> list[Requisito]:
    """All that a sublease needs before it is signed, one line for each chapter, in three queries."""
    testa, alloggio = dati_testa(locazione), locazione.contratto.alloggio
    posti = (alloggio.posti_letto if alloggio else None) or SENZA_LIMITE
    return [
        Requisito("Il proprietario consente di sublocare", valuta_testa(testa)),
        Requisito(
            "Le date stanno dentro la locazione e l’alloggio è libero",
            valuta_giorni(testa, inizio, fine, occupati(locazione.contratto.alloggio_id, escluso)),
        ),
        Requisito(
            "Il nucleo può firmare e ha posto per tutti", valuta_nucleo(dati_subconduttore(nucleo, inizio), posti)
        ),
    ]


def requisiti_di(sublocazione: Sublocazione) -> list[Requisito]:
    contratto = sublocazione.contratto
    return requisiti(
        sublocazione.locazione, contratto.nucleo, contratto.inizio, contratto.fine, escluso=contratto.pk
    )  # fmt: skip


def reddito_noto(nucleo: Nucleo, giorno: date, dichiarato: Decimal | None = None) -> tuple[Decimal | None, str]:
    """The yearly income of a household and where it was read: from its candidacy, or else from its last valid ISEE."""
    if dichiarato is not None:
        return dichiarato, "dalla candidatura"
    isee = Isee.objects.validi(giorno).filter(nucleo=nucleo, reddito_annuo__isnull=False).first()
    return (isee.reddito_annuo, f"dall’ISEE del {in_data(isee.presentata_il)}") if isee else (None, "")


def proposta(reddito_annuo: Decimal | None, locazione: Locazione, soglia_pct: Decimal) -> PropostaCanone | None:
    """The rent to propose; nothing when the income is not known."""
    if reddito_annuo is None:
        return None
    return proponi_canone(reddito_annuo, locazione.contratto.canone_mensile, soglia_pct)


# --- what the pages show ------------------------------------------------------------------------------------


def in_elenco(utente: Utente) -> QuerySet[Contratto]:
    """The contracts of sublease, each with the key of its sublease and its unpaid dues already past, in euro."""
    sublocazione = Sublocazione.objects.filter(contratto=OuterRef("pk")).values("pk")
    scadute = Scadenza.objects.da_incassare().scadute(oggi()).filter(contratto=OuterRef("pk"))
    somma = scadute.order_by().values("contratto").annotate(somma=Sum("residuo")).values("somma")
    return (
        Contratto.objects.visibili_a(utente)
        .filter(natura=NaturaContratto.SUBLOCAZIONE)
        .select_related("alloggio__comune", "nucleo")
        .annotate(sublocazione=Subquery(sublocazione[:1]), arretrato=Subquery(somma))
    )


def in_arretrato(righe: QuerySet[Contratto]) -> QuerySet[Contratto]:
    """Those with a due that was to be paid before today."""
    scadute = Scadenza.objects.da_incassare().scadute(oggi()).filter(contratto=OuterRef("pk"))
    return righe.filter(Exists(scadute))


@dataclass(frozen=True)
class Dovuto:
    """The ledger of one sublease, in euro: what fell due so far, what was paid of it, what is late."""

    scaduto: Decimal
    pagato: Decimal
    in_ritardo: Decimal
    da_scadere: Decimal


def dovuto(contratto: Contratto, giorno: date) -> Dovuto:
    """One query: the dues of a contract that were not cancelled."""
    passate = Q(scade_il__lt=giorno)
    somme = (
        Scadenza.objects.da_incassare()
        .filter(contratto=contratto, annullata_il=None)
        .aggregate(
            scaduto=Sum("importo", filter=passate),
            pagato=Sum("imputato"),
            in_ritardo=Sum("residuo", filter=passate),
            da_scadere=Sum("residuo", filter=~passate),
        )
    )
    return Dovuto(**{nome: somma or ZERO for nome, somma in somme.items()})
