"""What the registry puts on the desk of who follows people."""

from datetime import date, timedelta

from django.db.models import QuerySet

from valdera_housing.models import Nucleo, Persona, Utente

GIORNI_DI_PREAVVISO = 45
ULTIMI_NUCLEI = 5


def codici_sanitari_in_scadenza(utente: Utente, giorno: date) -> QuerySet[Persona]:
    """People this user follows whose STP or ENI code (six months, domain.md 8.2) is about to expire, or has."""
    entro = giorno + timedelta(days=GIORNI_DI_PREAVVISO)
    con_codice = Persona.objects.visibili_a(utente).exclude(codice_sanitario_provvisorio="")
    return con_codice.filter(codice_sanitario_scade_il__lte=entro).order_by("codice_sanitario_scade_il", "pk")


def ultimi_nuclei(utente: Utente) -> QuerySet[Nucleo]:
    """The last households that came, of those this user follows."""
    return Nucleo.objects.visibili_a(utente).select_related("comune").order_by("-codice")[:ULTIMI_NUCLEI]
