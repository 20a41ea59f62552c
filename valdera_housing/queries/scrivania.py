"""What the registry puts on the desk of who follows people."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Window

from valdera_housing.choices import Ruolo, StatoProgetto
from valdera_housing.models import Caso, Nucleo, Persona, ProgettoIndividuale, Utente, senza_attivita
from valdera_housing.queries.caso import giorni_caso_fermo, seguiti_da

GIORNI_DI_PREAVVISO = 45
ULTIMI_NUCLEI = 5
CASI_DA_RIPRENDERE = 5


def codici_sanitari_in_scadenza(utente: Utente, giorno: date) -> QuerySet[Persona]:
    """People this user follows whose STP or ENI code (six months, domain.md 8.2) is about to expire, or has."""
    entro = giorno + timedelta(days=GIORNI_DI_PREAVVISO)
    con_codice = Persona.objects.visibili_a(utente).exclude(codice_sanitario_provvisorio="")
    return con_codice.filter(codice_sanitario_scade_il__lte=entro).order_by("codice_sanitario_scade_il", "pk")


def ultimi_nuclei(utente: Utente) -> QuerySet[Nucleo]:
    """The last households that came, of those this user follows."""
    return Nucleo.objects.visibili_a(utente).select_related("comune").order_by("-codice")[:ULTIMI_NUCLEI]


def casi_da_riprendere(utente: Utente, giorno: date) -> QuerySet[Caso]:
    """The first cases this user follows, or nobody does, that are idle or whose project was to be checked.

    ``fermo`` and ``progetto_pk``, ``progetto_numero``, ``verifica_entro`` (of the project late) say which;
    ``quanti`` is how many there are in all.
    """
    fermo = senza_attivita(giorno, giorni_caso_fermo(giorno))
    in_ritardo = ProgettoIndividuale.objects.filter(
        caso=OuterRef("pk"), stato=StatoProgetto.FIRMATO, verifica_entro__lt=giorno
    )
    di_chi = seguiti_da(utente)
    if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
        di_chi |= Q(assistente_sociale=None)
    if utente.ha_ruolo(Ruolo.OPERATORE_ETS):
        di_chi |= Q(case_manager=None)
    casi: QuerySet[Any] = Caso.objects.visibili_a(utente).aperti().filter(di_chi).select_related("nucleo")
    casi = casi.annotate(
        fermo=ExpressionWrapper(fermo, BooleanField()),
        progetto_pk=Subquery(in_ritardo.values("pk")[:1]),
        progetto_numero=Subquery(in_ritardo.values("numero")[:1]),
        verifica_entro=Subquery(in_ritardo.values("verifica_entro")[:1]),
    )
    da_riprendere = casi.filter(fermo | Q(progetto_pk__isnull=False)).annotate(quanti=Window(Count("pk")))
    return da_riprendere.order_by("ultima_attivita_il", "pk")[:CASI_DA_RIPRENDERE]
