"""Cases, referrals and ISEE as the pages ask for them."""

from datetime import date

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.models import Caso, Invio, Isee, MembroNucleo, Nucleo, Parametro, Persona, Utente
from valdera_housing.rules.caso import GIORNI_CASO_FERMO

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


def nucleo_con_caso(codice: str, *, utente: Utente) -> tuple[Nucleo | None, Caso | None]:
    """A household this user may read with its open case, or the last one closed, and who follows it: one query."""
    nuclei = Nucleo.objects.visibili_a(utente).filter(codice=codice).annotate(ultimo=FilteredRelation("casi"))
    ultimo = (F("ultimo__aperto_il").desc(nulls_last=True), "-ultimo__pk")
    collegati = ("comune", "ultimo__case_manager", "ultimo__assistente_sociale")
    nucleo = nuclei.select_related(*collegati).order_by(*ultimo).first()
    caso = getattr(nucleo, "ultimo", None)
    if caso is not None:
        caso.nucleo = nucleo
    return nucleo, caso


def casi_con_intestatario(casi: QuerySet[Caso], giorno: date, *, utente: Utente) -> QuerySet[Caso]:
    """Each case with household, comune, who follows it and the head's name, when this user may read it."""
    visibili = Persona.objects.visibili_a(utente)
    testa = (
        MembroNucleo.objects.intestatari().alla_data(giorno).filter(nucleo=OuterRef("nucleo"), persona__in=visibili)
    )
    return casi.select_related("nucleo__comune", "case_manager", "assistente_sociale").annotate(
        cognome=Subquery(testa.values("persona__cognome")[:1]), nome=Subquery(testa.values("persona__nome")[:1])
    )


def seguiti_da(utente: Utente) -> Q:
    """The cases this user is the case manager or the social worker of."""
    return Q(case_manager=utente) | Q(assistente_sociale=utente)


def giorni_caso_fermo(giorno: date) -> int:
    """After how many days without activity a case is idle, by the parameter in force."""
    return int(Parametro.objects.valori(giorno).get("giorni_caso_fermo", GIORNI_CASO_FERMO))


def ultima_attivita(caso: Caso) -> date:
    return caso.ultima_attivita_il or caso.aperto_il


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


def assistenti_per(utente: Utente) -> QuerySet[Utente]:
    """The social workers of the cases this user sees: hers are those of her comuni."""
    tutti = Utente.objects.filter(is_active=True, ruoli__contains=[Ruolo.ASSISTENTE_SOCIALE])
    if not utente.ha_ruolo(Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS):
        tutti = tutti.filter(comuni__in=utente.comuni_seguiti).distinct()
    return tutti.order_by("last_name", "first_name")
