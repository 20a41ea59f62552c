"""The individual project of a case: written, printed to be signed, signed, checked, ended."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions import progetto as atti
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import ASPETTI_OBIETTIVO, ASPETTI_PROGETTO, CHI_SEGUE_PERSONE, StatoProgetto
from valdera_housing.documents import progetto_pdf
from valdera_housing.exports import PROGETTI
from valdera_housing.filters.progetto import ProgettoFilter
from valdera_housing.forms.progetto import ChiudiProgettoForm, FirmeForm, ProgettoForm, VerificaForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Passo, Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import ProgettoIndividuale, Utente, VerificaProgetto
from valdera_housing.queries.progetto import firme_attese, in_ritardo, presenti, progetti_visibili
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.caso import caso_visibile
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta
from valdera_housing.workflow import PROGETTO

ORDINI = {"verifica": ("verifica_entro", "pk"), "redatto": ("redatto_il", "pk")}
MODULO = "valdera_housing/progetto/modulo.html"
ATTO = "valdera_housing/progetto/atto.html"


def elenco_progetti(request: HttpRequest) -> Elenco:
    filtro = ProgettoFilter(request.GET, progetti_visibili(request.user), utente=request.user)
    return Elenco(request, filtro, ORDINI)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """The projects, the nearest check first."""
    lista = elenco_progetti(request)
    righe = [(progetto, ASPETTI_PROGETTO[progetto.stato]) for progetto in lista.pagina]
    return mostra_elenco(request, lista, "valdera_housing/progetto/elenco.html", righe=righe)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def esporta(request: HttpRequest) -> Any:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "progetti", PROGETTI, elenco_progetti(request).righe)


def progetto_visibile(request: HttpRequest, pk: int) -> ProgettoIndividuale:
    return get_object_or_404(progetti_visibili(request.user), pk=pk)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    progetto = progetto_visibile(request, pk)
    annota_lettura(request.user, progetto.caso.nucleo)
    contesto = {
        "progetto": progetto,
        "aspetto": ASPETTI_PROGETTO[progetto.stato],
        "fatti": fatti(progetto),
        "pulsanti": pulsanti(progetto, request.user),
        "obiettivi": [(o, ASPETTI_OBIETTIVO[o.stato]) for o in progetto.obiettivi.all()],
        "firme": list(progetto.firme.all()),
        "verifiche": verifiche(progetto),
        "in_ritardo": in_ritardo(progetto),
    }
    return render(request, "valdera_housing/progetto/scheda.html", contesto)


def fatti(progetto: ProgettoIndividuale) -> list[Voce]:
    caso = progetto.caso
    aperto = progetto.stato in (StatoProgetto.BOZZA, StatoProgetto.FIRMATO)
    return [
        Voce("Caso", caso.numero, caso.get_absolute_url()),
        Voce("Nucleo", caso.nucleo.codice, caso.nucleo.get_absolute_url()),
        Voce("Scritto il", in_data(progetto.redatto_il)),
        Voce("Firmato il", in_data(progetto.firmato_il) if progetto.firmato_il else ""),
        Voce("Verifica entro il", in_data(progetto.verifica_entro))
        if aperto
        else Voce("Finito il", in_data(progetto.chiuso_il) if progetto.chiuso_il else ""),
        Voce("Assistente sociale", caso.assistente_sociale or "Da assegnare"),
        Voce("Operatore di riferimento", caso.case_manager or "Da assegnare"),
    ]


def verifiche(progetto: ProgettoIndividuale) -> list[Passo]:
    """What was seen each time, the last first."""
    fatte = progetto.verifiche.select_related("autore")
    return [Passo(v.svolta_il, v.testo, nota=_chi_e_quando(v)) for v in fatte]


def _chi_e_quando(verifica: VerificaProgetto) -> str:
    prossima = f", prossima entro il {in_data(verifica.prossima_entro)}" if verifica.prossima_entro else ""
    return f"{verifica.autore}{prossima}"


def pulsanti(progetto: ProgettoIndividuale, utente: Utente) -> list[Pulsante]:
    """The acts of the table, the next one first, and the paper to sign while it is not signed."""
    if progetto.caso.chiuso_il:
        return []
    possibili = [t for t in PROGETTO.atti_possibili(progetto.stato, utente) if t.atto != "modifica"]
    azioni = [
        Pulsante(t.etichetta, verso(t.atto, progetto), "primario" if n == 0 else "secondario")
        for n, t in enumerate(possibili)
    ]
    modifica = PROGETTO.ammette("modifica", progetto.stato, utente)
    altri = [Pulsante("Modifica", verso("modifica", progetto))] if modifica else []
    stampa = (
        [Pulsante("Stampa da firmare", verso("stampa", progetto))] if progetto.stato == StatoProgetto.BOZZA else []
    )
    return [*azioni[:1], *stampa, *altri, *azioni[1:]]


def verso(atto: str, progetto: ProgettoIndividuale) -> str:
    return reverse(f"progetto_{atto}", args=[progetto.pk])


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed the project and its goals."""
    progetto = progetto_visibile(request, pk)
    contesto = {"progetto": progetto, "modifiche": storia_di(progetto, parti="obiettivi")}
    return render(request, "valdera_housing/progetto/storia.html", contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def stampa(request: HttpRequest, pk: int) -> HttpResponse:
    """The project on paper, to be signed; made now, as it is written now, and kept by nobody."""
    progetto = progetto_visibile(request, pk)
    annota_lettura(request.user, progetto.caso.nucleo)
    pdf = progetto_pdf(
        progetto,
        obiettivi=list(progetto.obiettivi.all()),
        presenti=presenti(progetto.caso.nucleo, oggi(), utente=request.user),
        firme=firme_attese(progetto, oggi(), utente=request.user),
        quando=timezone.localtime(),
    )
    risposta = HttpResponse(pdf, content_type="application/pdf")
    risposta["Content-Disposition"] = f'inline; filename="{progetto.numero}.pdf"'
    risposta["Cache-Control"] = "private, no-store"
    return risposta


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def copia(request: HttpRequest, pk: int) -> FileResponse:
    """The signed copy."""
    progetto = progetto_visibile(request, pk)
    if progetto.documento is None:
        raise Http404("La copia firmata non c’è.")
    annota_lettura(request.user, progetto.caso.nucleo)
    return rispondi_file(progetto.documento, scarica="scarica" in request.GET)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of the case."""
    caso = caso_visibile(request, pk)
    form = ProgettoForm(request.POST if request.method == "POST" else None)

    def atto(dati: dict[str, Any]) -> str:
        progetto = atti.scrivi_progetto(caso, dati, form.obiettivi.scritti())
        messages.success(request, f"{progetto} scritto. Stampalo, fallo firmare e registra le firme.")
        return progetto.get_absolute_url()

    contesto = {
        "titolo": f"Scrivi il progetto del caso {caso.numero}",
        "azione": "Salva il progetto",
        "caso": caso,
        "versione": None,
        "annulla": caso.get_absolute_url(),
        "firmato": False,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    progetto = progetto_visibile(request, pk)
    contesto = {
        "titolo": f"Modifica il progetto {progetto.numero}",
        "azione": "Salva",
        "caso": progetto.caso,
        "versione": progetto.versione,
        "annulla": progetto.get_absolute_url(),
        "firmato": progetto.stato == StatoProgetto.FIRMATO,
    }
    dati_inviati = request.POST if request.method == "POST" else None
    form = ProgettoForm(dati_inviati, instance=progetto, presenti=list(progetto.obiettivi.all()))

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_progetto(progetto, dati, form.obiettivi.scritti(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return progetto.get_absolute_url()

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def firma(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed, as what and when; with the copy, if it is at hand."""
    progetto = progetto_visibile(request, pk)
    attese = firme_attese(progetto, oggi(), utente=request.user)
    dati_inviati = request.POST if request.method == "POST" else None
    form = FirmeForm(dati_inviati, request.FILES or None, attese=attese)

    def atto(dati: dict[str, Any]) -> str:
        firmato = atti.firma_progetto(
            progetto,
            form.firme.apposte(),
            utente=request.user,
            verifica_entro=dati["verifica_entro"],
            file=form.copia(),
        )
        messages.success(request, f"Progetto firmato: si verifica entro il {in_data(firmato.verifica_entro)}.")
        return progetto.get_absolute_url()

    contesto = {"progetto": progetto, "annulla": progetto.get_absolute_url()}
    return mostra_modulo(request, form, template="valdera_housing/progetto/firma.html", atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def verifica(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen, how each goal stands, by when to look again."""
    progetto = progetto_visibile(request, pk)
    form = VerificaForm(request.POST or None, obiettivi=list(progetto.obiettivi.all()))

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        fatta = atti.verifica_progetto(progetto, **form.dati(), utente=request.user, versione=versione)
        prossima = in_data(fatta.prossima_entro) if fatta.prossima_entro else ""
        messages.success(request, f"Verifica registrata: la prossima entro il {prossima}.")
        return progetto.get_absolute_url()

    guida = f"Nucleo {progetto.caso.nucleo.codice}. Per ogni obiettivo, com’è adesso."
    contesto = _pagina_atto(progetto, "Registra una verifica", guida, "Registra la verifica")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto | {"versione": progetto.versione})


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def concludi(request: HttpRequest, pk: int) -> HttpResponse:
    progetto = progetto_visibile(request, pk)
    form = ChiudiProgettoForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        atti.concludi_progetto(progetto, **dati, utente=request.user)
        messages.success(request, "Progetto concluso.")
        return progetto.get_absolute_url()

    guida = "Il caso resta aperto: puoi scrivere un altro progetto, o chiuderlo."
    contesto = _pagina_atto(progetto, "Concludi il progetto", guida, "Concludi")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def interrompi(request: HttpRequest, pk: int) -> HttpResponse:
    progetto = progetto_visibile(request, pk)
    form = ChiudiProgettoForm(request.POST or None)
    form.fields["esito"].label = "Perché si interrompe"

    def atto(dati: dict[str, Any]) -> str:
        atti.interrompi_progetto(progetto, **dati, utente=request.user)
        messages.success(request, "Progetto interrotto.")
        return progetto.get_absolute_url()

    guida = "Resta nel fascicolo con il motivo."
    contesto = _pagina_atto(progetto, "Interrompi il progetto", guida, "Interrompi", pericolo=True)
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


def _pagina_atto(progetto: ProgettoIndividuale, titolo: str, guida: str, azione: str, **altro: Any) -> dict[str, Any]:
    annulla = progetto.get_absolute_url()
    comuni = {"progetto": progetto, "titolo": titolo, "guida": guida, "azione": azione, "annulla": annulla}
    return comuni | {"pericolo": False, "versione": None} | altro
