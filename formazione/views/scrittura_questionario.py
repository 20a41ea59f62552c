"""Writing a questionnaire: prepared from an event, its questions on one page, opened and closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from formazione.actions import questionario as atti
from formazione.choices import ASPETTI_QUESTIONARIO, StatoQuestionario, TipoQuestionario
from formazione.forms.questionario import DomandeForm, PreparaForm, riga_vuota, righe_di, righe_inviate, sposta
from formazione.models import Domanda, Questionario
from formazione.queries.pagine import indirizzo
from formazione.queries.questionario import tipi_liberi
from formazione.rules.questionario import MASSIMO_DOMANDE, TEST
from formazione.views.evento import evento_visibile
from formazione.views.questionario import mostra_scheda, pagina, questionario_visibile
from formazione.workflow import TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def prepara(request: HttpRequest, pk: int) -> HttpResponse:
    """Which questionnaire of this event: the kinds it has already are not offered, but what is asked is answered."""
    evento = evento_visibile(request, pk)
    liberi = tipi_liberi(evento)
    mancano = [tipo for tipo in liberi if tipo in TEST]
    tipi = [tipo for tipo in TipoQuestionario if tipo in liberi or tipo == request.POST.get("tipo")]
    form = PreparaForm(
        request.POST or None, tipi=tipi, copiabile=len(mancano) == 1, initial={"tipo": liberi[0] if liberi else ""}
    )

    def atto(dati: dict[str, Any]) -> str:
        copia = dati.get("copia", False) and dati["tipo"] in TEST
        questionario = atti.prepara_questionario(evento, tipo=dati["tipo"], utente=request.user, copia=copia)
        messages.success(request, "Questionario preparato: controlla le domande, poi aprilo alle risposte.")
        return pagina("modifica", questionario)

    contesto = {"evento": evento, "evento_url": indirizzo("evento_scheda", pk), "liberi": liberi}
    return mostra_modulo(
        request, form, template="formazione/questionario/prepara.html", atto=atto, contesto=contesto
    )  # fmt: skip


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """All the questions on one page; the buttons that move them write nothing, «Salva» writes everything.

    The version of who is still writing goes around with the page; after a conflict it is the one just seen.
    """
    questionario = questionario_visibile(request, pk)
    domande = list(questionario.domande.all())
    contesto = {
        "questionario": questionario,
        "aspetto": ASPETTI_QUESTIONARIO[questionario.stato],
        "scrivibile": questionario.stato == StatoQuestionario.BOZZA,
        "versione": questionario.versione,
        "salvate": domande,
        "massimo": MASSIMO_DOMANDE,
    }
    template = "formazione/questionario/modifica.html"
    form = modulo_domande(request, questionario, domande)
    if request.method == "POST" and not form.is_valid():
        contesto["versione"] = request.POST.get("versione", "")[:9]
    if "mossa" in request.POST:
        return render(request, template, {"form": form} | contesto)

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_questionario(questionario, form.scritte(), utente=request.user, versione=versione)
        messages.success(request, "Domande salvate.")
        return pagina("scheda", questionario)

    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def modulo_domande(request: HttpRequest, questionario: Questionario, domande: list[Domanda]) -> DomandeForm:
    """The page as it was stored, as it was just moved, or as it was sent to be kept."""
    tipo = questionario.tipo
    if request.method != "POST":
        return DomandeForm(righe_di(domande) or [riga_vuota(tipo)], tipo=tipo)
    righe = righe_inviate(request.POST)
    if mossa := request.POST.get("mossa"):
        return DomandeForm(sposta(righe, mossa, tipo), tipo=tipo)
    return DomandeForm(righe, tipo=tipo, inviate=True)


@riservata(*TENGONO)
@require_POST
def apri(request: HttpRequest, pk: int) -> HttpResponse:
    return premi(request, pk, atti.apri_questionario, "Aperto: chi ha partecipato può rispondere.")


@riservata(*TENGONO)
@require_POST
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    return premi(request, pk, atti.chiudi_questionario, "Chiuso: non si risponde più.")


def premi(request: HttpRequest, pk: int, atto: Callable[..., Questionario], fatto: str) -> HttpResponse:
    """A plain button of the record; when it cannot be, the record comes back with the reason."""
    questionario = questionario_visibile(request, pk)

    def fai() -> str:
        atto(questionario, utente=request.user)
        messages.success(request, fatto)
        return pagina("scheda", questionario)

    return esegui_o_spiega(request, fai, lambda esito: mostra_scheda(request, questionario, esito))
