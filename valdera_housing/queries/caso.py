"""Cases, referrals and ISEE as the pages ask for them."""

from datetime import date

from django.db.models import QuerySet

from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.models import Caso, Invio, Isee, Nucleo, Utente

APERTO = Aspetto("mezzo", "corso", "Caso aperto")
CHIUSO = Aspetto("spunta-quadra", "inizio", "Caso chiuso")
IN_ATTESA = Aspetto("orologio", "attesa", "In attesa")
PRESO = Aspetto("mezzo", "corso", "Preso in carico")
CONCLUSO = Aspetto("spunta", "positivo", "Concluso")


def aspetto_caso(caso: Caso) -> Aspetto:
    return CHIUSO if caso.chiuso_il else APERTO


def aspetto_invio(invio: Invio) -> Aspetto:
    if invio.concluso_il:
        return CONCLUSO
    return PRESO if invio.preso_in_carico_il else IN_ATTESA


def ultimo_caso(codice: str, *, utente: Utente) -> Caso | None:
    """The open case of a household, or the last one closed, with the household and who follows it: one query."""
    casi = Caso.objects.visibili_a(utente).filter(nucleo__codice=codice)
    collegati = ("nucleo__comune", "case_manager", "assistente_sociale")
    return casi.select_related(*collegati).order_by("-aperto_il", "-pk").first()


def invii_di(nucleo: Nucleo) -> list[Invio]:
    """Every referral of a household, the last first."""
    return list(Invio.objects.filter(caso__nucleo=nucleo).select_related("inviato_da", "preso_in_carico_da"))


def ultimo_isee(nucleo: Nucleo, giorno: date) -> Isee | None:
    return nucleo.isee.filter(presentata_il__lte=giorno).order_by("-presentata_il", "-pk").first()


def assistenti_di(nucleo: Nucleo) -> QuerySet[Utente]:
    """The social workers who follow the comune of a household."""
    return Utente.objects.filter(
        is_active=True, ruoli__contains=[Ruolo.ASSISTENTE_SOCIALE], comuni=nucleo.comune_id
    ).order_by("last_name", "first_name")


def operatori() -> QuerySet[Utente]:
    """Who may be case manager: desk and manager of the ETS."""
    return Utente.objects.filter(
        is_active=True, ruoli__overlap=[Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS]
    ).order_by("last_name", "first_name")
