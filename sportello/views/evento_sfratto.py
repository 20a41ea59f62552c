"""The acts on an eviction, one page each: open, correct, what happened, documents, outcome, reopening."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sportello.actions import sfratto as atti
from sportello.forms.sfratto import (
    ChiudiSfrattoForm,
    ConfermaForm,
    DocumentoSfrattoForm,
    EventoSfrattoForm,
    RiapriSfrattoForm,
    SfrattoForm,
)
from sportello.models import EventoSfratto, Sfratto
from sportello.queries.sfratto import casi_cercati, casi_senza_sfratto, fascicolo_di, legge_indirizzo
from sportello.rules.evento_sfratto import esito_proposto
from sportello.views.sfratto import sfratto_visibile, verso
from sportello.workflow import SEGUONO, SFRATTO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.esito import Esito
from valdera_housing.models import Caso
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ATTO = "sportello/sfratto/atto.html"
MODULO = "sportello/sfratto/modulo.html"


def _caso_scelto(request: HttpRequest) -> Caso | None:
    scelto = request.GET.get("caso", "")
    if not (scelto.isascii() and scelto.isdecimal() and len(scelto) < 10):
        return None
    return get_object_or_404(casi_senza_sfratto(request.user), pk=int(scelto))


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """The eviction of a household: its case is in the address (``?caso=12``), or is looked for first."""
    caso = _caso_scelto(request)
    if caso is None:
        return scegli_caso(request)
    form = SfrattoForm(request.POST or None, initial={"tipo": request.GET.get("tipo", "")})

    def atto(dati: dict[str, Any]) -> str:
        sfratto = atti.apri_sfratto(caso, form.dati(), utente=request.user)
        messages.success(request, f"{sfratto} registrato. Adesso scrivi che cosa è successo finora.")
        return verso("scheda", sfratto)

    contesto = {
        "titolo": "Registra uno sfratto",
        "sottotitolo": f"Nucleo {caso.nucleo.codice}, {caso.nucleo.comune.nome}, caso {caso.numero}",
        "azione": "Registra lo sfratto",
        "versione": None,
        "annulla": reverse("sportello:sfratto_elenco"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def scegli_caso(request: HttpRequest) -> HttpResponse:
    """Whose eviction it is: the open cases without one, by code or name; the first twenty."""
    cerca = request.GET.get("q", "")[:100].replace("\x00", "")
    casi = casi_cercati(request.user, cerca)
    apri = [Pulsante("Cerca il nucleo e apri prima un caso", reverse("nucleo_elenco"))]
    contesto = {"casi": casi, "cerca": cerca, "apri": apri}
    return render(request, "sportello/sfratto/scegli.html", contesto, status=422 if request.method == "POST" else 200)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    sfratto = sfratto_visibile(request, pk)
    versione, titolo = sfratto.versione, str(sfratto)
    form = SfrattoForm(request.POST or None, instance=sfratto, con_indirizzo=legge_indirizzo(sfratto, request.user))

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_sfratto(sfratto, form.dati(), utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", sfratto)

    contesto = {
        "titolo": titolo,
        "sottotitolo": f"Nucleo {sfratto.caso.nucleo.codice}, {sfratto.caso.nucleo.comune.nome}",
        "azione": "Salva",
        "versione": versione,
        "annulla": verso("scheda", sfratto),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def _pagina_atto(sfratto: Sfratto, titolo: str, guida: str, azione: str, *, pericolo: bool = False) -> dict[str, Any]:
    return {
        "sfratto": sfratto,
        "titolo": titolo,
        "guida": guida,
        "azione": azione,
        "annulla": verso("scheda", sfratto),
        "pericolo": pericolo,
    }


def _di_che_cosa_avvisa(request: HttpRequest, esito: Esito) -> None:
    """Warnings do not stop a fact: they are said now, and stay on the time-line."""
    for motivo in esito.motivi:
        if motivo.livello == "avviso":
            messages.warning(request, f"{motivo}.")


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def registra_evento(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, or the day that was fixed; the kind may come with the address (``?tipo=ACCESSO``)."""
    sfratto = sfratto_visibile(request, pk)
    iniziale = {"tipo": request.GET.get("tipo", ""), "forza_pubblica": False}
    form = EventoSfrattoForm(request.POST or None, nuovo=True, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        evento, esito = atti.registra_evento_sfratto(
            sfratto, form.dati(), utente=request.user, forza_pubblica=dati["forza_pubblica"]
        )
        messages.success(request, f"Registrato: {evento}.")
        _di_che_cosa_avvisa(request, esito)
        return verso("scheda", sfratto)

    guida = (
        "La fase e la prossima data si ricalcolano da sole. Se qualcosa non torna con la legge, lo vedi subito dopo."
    )
    contesto = _pagina_atto(sfratto, "Registra che cosa è successo", guida, "Registra")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


def _evento(sfratto: Sfratto, evento_pk: int) -> EventoSfratto:
    return get_object_or_404(EventoSfratto.objects.filter(sfratto=sfratto).select_related("sfratto"), pk=evento_pk)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def correggi(request: HttpRequest, pk: int, evento_pk: int) -> HttpResponse:
    sfratto = sfratto_visibile(request, pk)
    evento = _evento(sfratto, evento_pk)
    form = EventoSfrattoForm(request.POST or None, nuovo=False, instance=evento)

    def atto(dati: dict[str, Any]) -> str:
        corretto, esito = atti.correggi_evento(evento, form.dati(), utente=request.user)
        messages.success(request, f"Corretto: {corretto}.")
        _di_che_cosa_avvisa(request, esito)
        return verso("scheda", sfratto)

    contesto = _pagina_atto(sfratto, "Correggi un fatto", atti.CORREZIONI, "Salva la correzione")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def elimina(request: HttpRequest, pk: int, evento_pk: int) -> HttpResponse:
    sfratto = sfratto_visibile(request, pk)
    evento = _evento(sfratto, evento_pk)
    form = ConfermaForm(request.POST if request.method == "POST" else None)

    def atto(dati: dict[str, Any]) -> str:
        atti.elimina_evento(evento, utente=request.user)
        messages.success(request, "Il fatto è stato tolto. Nella storia resta.")
        return verso("scheda", sfratto)

    guida = f"{evento}. {atti.CORREZIONI}"
    contesto = _pagina_atto(sfratto, "Togli un fatto che non è successo", guida, "Togli", pericolo=True)
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def allega(request: HttpRequest, pk: int) -> HttpResponse:
    sfratto = sfratto_visibile(request, pk)
    form = DocumentoSfrattoForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        file = dati["file"]
        atti.allega_sfratto(sfratto, nome=dati["nome"], file=(file.name, file.read()), utente=request.user)
        messages.success(request, f"«{dati['nome']}» aggiunto.")
        return f"{verso('scheda', sfratto)}#documenti"

    contesto = _pagina_atto(
        sfratto,
        "Aggiungi un documento",
        "Resta con lo sfratto: lo apre chi segue la famiglia.",
        "Aggiungi il documento",
    )
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_GET
def file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A document, for who may see the eviction."""
    trovato = get_object_or_404(sfratto_visibile(request, pk).file.select_related("documento"), pk=file_pk)
    return rispondi_file(trovato.documento, scarica="scarica" in request.GET)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    """The outcome, proposed from what happened."""
    sfratto = sfratto_visibile(request, pk)
    esito, giorno = esito_proposto(fascicolo_di(sfratto).situazione)
    form = ChiudiSfrattoForm(request.POST or None, initial={"esito": esito, "il": giorno})

    def atto(dati: dict[str, Any]) -> str:
        chiuso = atti.chiudi_sfratto(sfratto, utente=request.user, **dati)
        messages.success(request, f"{chiuso} chiuso: {chiuso.get_esito_display().lower()}.")
        return verso("scheda", sfratto)

    guida = "L’esito si conta una volta sola, nel giorno che scrivi: entra nei numeri di quel trimestre."
    contesto = _pagina_atto(sfratto, "Chiudi lo sfratto", guida, "Chiudi lo sfratto")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*SFRATTO["riapri"].chi)
@require_http_methods(["GET", "POST"])
def riapri(request: HttpRequest, pk: int) -> HttpResponse:
    sfratto = sfratto_visibile(request, pk)
    form = RiapriSfrattoForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        atti.riapri_sfratto(sfratto, perche=dati["perche"], utente=request.user)
        messages.success(request, "Sfratto riaperto.")
        return verso("scheda", sfratto)

    contesto = _pagina_atto(
        sfratto,
        "Riapri lo sfratto",
        "L’esito di prima non si conta più. Il motivo resta scritto.",
        "Riapri",
        pericolo=True,
    )
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)
