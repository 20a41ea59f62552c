"""Individual projects as the pages ask for them."""

from datetime import date

from django.db.models import QuerySet

from valdera_housing.choices import FirmatarioProgetto, StatoProgetto
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import MembroNucleo, Nucleo, Parametro, Persona, ProgettoIndividuale, Utente
from valdera_housing.rules.progetto import MESI_VERIFICA, FirmaApposta


def mesi_verifica(giorno: date) -> int:
    """Months between two checks of a project, by the parameter in force on that day."""
    return int(Parametro.objects.valori(giorno).get("mesi_verifica_progetto", MESI_VERIFICA))


def progetti_visibili(utente: Utente) -> QuerySet[ProgettoIndividuale]:
    """The projects this user follows, with case, household and who follows it."""
    collegati = ("caso__nucleo__comune", "caso__assistente_sociale", "caso__case_manager", "documento")
    return ProgettoIndividuale.objects.visibili_a(utente).select_related(*collegati)


def in_ritardo(progetto: ProgettoIndividuale) -> bool:
    """Whether its check was due and nobody did it."""
    return progetto.stato == StatoProgetto.FIRMATO and progetto.verifica_entro < oggi()


def presenti(nucleo: Nucleo, giorno: date, *, utente: Utente) -> list[MembroNucleo]:
    """Who is in the household on a day, the head first, of those whose name this user may read."""
    membri = nucleo.membri.alla_data(giorno).filter(persona__in=Persona.objects.visibili_a(utente))
    righe = list(membri.select_related("persona").order_by("dal", "pk"))
    return sorted(righe, key=lambda membro: membro.parentela != "INTESTATARIO")


def firme_attese(progetto: ProgettoIndividuale, giorno: date, *, utente: Utente) -> list[FirmaApposta]:
    """Who is expected to sign: the head of the household and who follows the case."""
    caso = progetto.caso
    teste = [m for m in presenti(caso.nucleo, giorno, utente=utente) if m.parentela == "INTESTATARIO"]
    firme = [
        FirmaApposta(FirmatarioProgetto.BENEFICIARIO, f"{m.persona.nome} {m.persona.cognome}", giorno) for m in teste
    ]
    if caso.assistente_sociale:
        firme.append(FirmaApposta(FirmatarioProgetto.ASSISTENTE_SOCIALE, str(caso.assistente_sociale), giorno))
    if caso.case_manager:
        firme.append(FirmaApposta(FirmatarioProgetto.CASE_MANAGER, str(caso.case_manager), giorno))
    return firme
