"""People and households as the office asks for them."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from valdera_housing.choices import Ruolo
from valdera_housing.kit.aspetto import Aspetto, Passo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, LetturaFascicolo, MembroNucleo, Nucleo, Persona, Utente

IN_CARICO = Aspetto("mezzo", "corso", "In carico al servizio")
NON_IN_CARICO = Aspetto("anello", "inizio", "Non ancora in carico")
ULTIME_LETTURE = 20


def aspetto_nucleo(nucleo: Nucleo) -> Aspetto:
    return IN_CARICO if nucleo.in_carico else NON_IN_CARICO


def con_intestatario(nuclei: QuerySet[Nucleo], giorno: date, *, utente: Utente) -> QuerySet[Nucleo]:
    """Each household with the name of its head, when this user may read it, and how many people are in it."""
    visibili = Persona.objects.visibili_a(utente)
    testa = MembroNucleo.objects.intestatari().alla_data(giorno).filter(nucleo=OuterRef("pk"), persona__in=visibili)
    presenti = Q(membri__dal__lte=giorno) & (Q(membri__al=None) | Q(membri__al__gte=giorno))
    return nuclei.annotate(
        cognome=Subquery(testa.values("persona__cognome")[:1]),
        nome=Subquery(testa.values("persona__nome")[:1]),
        componenti=Count("membri", filter=presenti),
    )


def nome_del_nucleo(nucleo: Nucleo, giorno: date | None = None) -> str:
    """«Name Surname» of the head of a household on a day (today), for letters and the ledger; its code without one."""
    testa = MembroNucleo.objects.intestatari().alla_data(giorno or oggi()).filter(nucleo=nucleo)
    membro = testa.select_related("persona").first()
    return f"{membro.persona.nome} {membro.persona.cognome}" if membro else nucleo.codice


def conduttore_di(nucleo: Nucleo | None, giorno: date) -> dict[str, str]:
    """Who signs a contract for the household, as its columns: its head on that day or, without one, today's."""
    membri = MembroNucleo.objects.intestatari().filter(nucleo=nucleo).select_related("persona")
    membro = membri.alla_data(giorno).first() or membri.filter(al=None).first()
    persona = membro.persona if membro else None
    return {
        "conduttore": f"{persona.nome} {persona.cognome}" if persona else "",
        "conduttore_codice_fiscale": (persona.codice_fiscale or "") if persona else "",
    }


def nuclei_di(persona: Persona) -> QuerySet[MembroNucleo]:
    """The households a person has been in, the last first."""
    return persona.appartenenze.select_related("nucleo").order_by("-dal")


def letture_di(**di_chi: Persona | Nucleo) -> list[Passo]:
    """Who read a file lately and why, as rows of a time-line."""
    letture = LetturaFascicolo.objects.filter(**di_chi).select_related("utente")[:ULTIME_LETTURE]
    return [
        Passo(quando=lettura.alle, testo=lettura.get_azione_display(), chi=str(lettura.utente), nota=lettura.motivo)
        for lettura in letture
    ]


def comuni_di(utente: Utente, *, compreso: Comune | None = None) -> QuerySet[Comune]:
    """The comuni a person may be registered in by this user, and the one she is already in."""
    aderenti = Comune.objects.aderenti(oggi())
    if not utente.ha_ruolo(Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS):
        aderenti = aderenti.filter(pk__in=utente.comuni_seguiti)
    return aderenti | Comune.objects.filter(pk=compreso.pk) if compreso else aderenti


def candidati(testo: str, *, utente: Utente, escluso: Nucleo) -> QuerySet[Persona]:
    """People this user may see who match the words and are not already in the household."""
    dentro = escluso.membri.filter(al=None).values("persona")
    trovate = Persona.objects.visibili_a(utente).cercate(testo) if testo.strip() else Persona.objects.none()
    return trovate.exclude(pk__in=dentro).select_related("comune").order_by("nome_cercabile", "pk")
