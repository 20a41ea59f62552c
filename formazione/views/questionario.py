"""The questionnaires of the events: list, results, downloads, the sheet to print, history."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from formazione.choices import ASPETTI_QUESTIONARIO, StatoQuestionario, TipoQuestionario
from formazione.documents.questionario import indirizzo_pubblico, questionario_pdf
from formazione.exports.questionario import QUESTIONARI, TOTALI, colonne_risposte, righe_totali
from formazione.filters.questionario import QuestionarioFiltro
from formazione.models import Questionario
from formazione.queries.pagine import indirizzo
from formazione.queries.questionario import Risultati, con_conti, fogli_di, parole_di, risultati_di
from formazione.rules.questionario import K_SOPPRESSIONE, arrotondata, media_mostrabile
from formazione.workflow import QUESTIONARIO, TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.qr import qr
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_pdf

ORDINI = {
    "evento": ("evento__inizia_il", "evento", "pk"),
    "tipo": ("tipo", "-evento__inizia_il", "pk"),
    "stato": ("stato", "-evento__inizia_il", "pk"),
    "fogli": ("fogli", "pk"),
}
BOTTONI = ("apri", "chiudi")


def visibili(request: HttpRequest) -> QuerySet[Questionario]:
    return Questionario.objects.visibili_a(request.user).select_related("evento")


def elenco_questionari(request: HttpRequest) -> Elenco:
    filtro = QuestionarioFiltro(request.GET, con_conti(visibili(request)))
    return Elenco(request, filtro, ORDINI, predefinito="-evento")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    questionari = elenco_questionari(request)
    righe = [
        (q, ASPETTI_QUESTIONARIO[q.stato], media_mostrabile(q.somma, q.voti, q.fogli)) for q in questionari.pagina
    ]
    return mostra_elenco(request, questionari, "formazione/questionario/elenco.html", righe=righe)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "questionari", QUESTIONARI, elenco_questionari(request).righe.iterator())


def questionario_visibile(request: HttpRequest, pk: int) -> Questionario:
    return get_object_or_404(visibili(request), pk=pk)


def pagina(atto: str, questionario: Questionario) -> str:
    return reverse(f"formazione:questionario_{atto}", args=[questionario.pk])


# --- results -------------------------------------------------------------------------------------------------


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_scheda(request, questionario_visibile(request, pk))


def mostra_scheda(request: HttpRequest, questionario: Questionario, rifiuto: Esito | None = None) -> HttpResponse:
    """What was answered; words and sheets only for who keeps the events. ``rifiuto``: why an act was not done."""
    risultati = risultati_di(questionario)
    tiene = request.user.ha_ruolo(*TENGONO)
    aperto = questionario.stato == StatoQuestionario.APERTO
    verso = indirizzo_pubblico(questionario) if aperto else ""
    contesto = {
        "questionario": questionario,
        "aspetto": ASPETTI_QUESTIONARIO[questionario.stato],
        "evento_url": indirizzo("evento_scheda", questionario.evento_id),
        "risultati": risultati,
        "tessere": tessere(questionario, risultati),
        "con_voti": [r for r in risultati.domande if r.media is not None],
        "soglia": K_SOPPRESSIONE,
        "parole": parole_di(questionario) if tiene and not risultati.soppresso else [],
        "tiene": tiene,
        "verso": verso,
        "qr": qr(verso) if verso else "",
        "pulsanti": pulsanti(questionario, request.user, scritte=bool(risultati.domande)),
        "rifiuto": rifiuto,
    }
    return render(request, "formazione/questionario/scheda.html", contesto)


def tessere(questionario: Questionario, risultati: Risultati) -> list[Tessera]:
    evento, fogli = questionario.evento, risultati.fogli
    note = []
    if risultati.presenti:
        note.append(f"di {risultati.presenti} {plurale(risultati.presenti, 'presente,presenti')}")
    elif evento.iscritti:
        note.append(f"di {evento.iscritti} {plurale(evento.iscritti, 'iscritto,iscritti')}")
    if risultati.trascritti:
        note.append(f"{risultati.trascritti} da fogli di carta")
    figure = [Tessera("Hanno risposto", str(fogli), ", ".join(note))]
    if questionario.tipo == TipoQuestionario.GRADIMENTO:
        figure.append(Tessera("Media da 1 a 5", in_voto(risultati.media), "di tutte le domande da 1 a 5"))
    elif giuste := [r.giuste for r in risultati.domande if r.giuste is not None]:
        media = arrotondata(sum(giuste, Decimal(0)) / len(giuste) * 100, 1)
        figure.append(Tessera("Risposte giuste", f"{in_cifre(media, 1)}\N{NO-BREAK SPACE}%", "media delle domande"))
    return figure


def in_voto(media: Decimal | None) -> str:
    return "–" if media is None else in_cifre(media)


def pulsanti(questionario: Questionario, utente: Utente, *, scritte: bool) -> list[Pulsante]:
    """The acts possible now, the main one first, then the sheet to print."""
    in_bozza = "apri" if scritte else "modifica"
    principale = in_bozza if questionario.stato == StatoQuestionario.BOZZA else "trascrivi"
    atti = [
        Pulsante(
            t.etichetta,
            pagina(t.atto, questionario),
            "primario" if t.atto == principale else "secondario",
            metodo="post" if t.atto in BOTTONI else "get",
        )
        for t in QUESTIONARIO.atti_possibili(questionario.stato, utente)
    ]
    if utente.ha_ruolo(*TENGONO) and questionario.stato != StatoQuestionario.CHIUSO:
        atti.append(Pulsante("Foglio da stampare (PDF)", pagina("foglio", questionario), "piano"))
    atti.sort(key=lambda atto: atto.tipo != "primario")
    return [*atti, Pulsante("Tutte le modifiche", pagina("storia", questionario), "piano")]


@riservata(*VEDONO)
@require_GET
def esporta_totali(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How many gave each answer; nothing that few people gave."""
    risultati = risultati_di(questionario_visibile(request, pk))
    return rispondi_foglio(request, f"questionario-{pk}-totali", TOTALI, righe_totali(risultati))


@riservata(*TENGONO)
@require_GET
def esporta_risposte(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sheet by sheet, without names. Too few sheets would be as good as names."""
    questionario = questionario_visibile(request, pk)
    domande = list(questionario.domande.all())
    fogli = fogli_di(questionario, domande)
    if len(fogli) < K_SOPPRESSIONE:
        raise Http404(f"Con meno di {K_SOPPRESSIONE} fogli le risposte non si scaricano: si capirebbe di chi sono.")
    return rispondi_foglio(request, f"questionario-{pk}-risposte", colonne_risposte(domande), fogli)


@riservata(*TENGONO)
@require_GET
def foglio(request: HttpRequest, pk: int) -> HttpResponse:
    """The blank sheet, to be handed out in the room."""
    questionario = questionario_visibile(request, pk)
    return rispondi_pdf(questionario_pdf(questionario, quando=timezone.now()), f"questionario-{pk}")


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    questionario = questionario_visibile(request, pk)
    contesto: dict[str, Any] = {
        "questionario": questionario,
        "modifiche": storia_di(questionario, parti="domande"),
    }
    return render(request, "formazione/questionario/storia.html", contesto)
