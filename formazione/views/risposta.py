"""Where a questionnaire is answered: by anyone on the public page, by the office from a sheet of paper."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from formazione.actions import risposta as atti
from formazione.choices import StatoQuestionario
from formazione.forms.risposta import RisposteForm
from formazione.models import Questionario
from formazione.queries.risposta import codice_valido, ha_risposto, impronta_di
from formazione.views.questionario import pagina, questionario_visibile
from formazione.workflow import TENGONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.views.modulo import chiave_della_richiesta, mostra_modulo

PAGINA = "formazione/questionario/pubblica.html"
DETTA = "formazione/questionario/pubblica_detta.html"
TROPPI = (
    "Da questo collegamento arrivano molte risposte insieme. Le tue sono ancora qui: aspetta un minuto e premi di "
    "nuovo «Invia»."
)
NON_ANCORA = ("Non è ancora aperto", "Questo questionario si apre più tardi: torna quando te lo dicono.")
CHIUSO = ("Il questionario è chiuso", "Non prende più risposte. Grazie lo stesso!")
GIA = ("Hai già risposto", "La tua risposta è arrivata. Grazie!")
FATTO = ("Grazie!", "La tua risposta è arrivata, senza il tuo nome.")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def pubblica(request: HttpRequest, codice: str) -> HttpResponse:
    """Answers without a name. With ``?i=`` and the code of an enrolment, once for each person enrolled."""
    questionario = get_object_or_404(Questionario.objects.select_related("evento"), codice=codice[:24])
    if "fatto" in request.GET and request.method == "GET":
        return di(request, questionario, FATTO)
    if questionario.stato != StatoQuestionario.APERTO:
        stato = 422 if request.method == "POST" else 200
        bozza = questionario.stato == StatoQuestionario.BOZZA
        return di(request, questionario, NON_ANCORA if bozza else CHIUSO, stato)
    personale = request.GET.get("i", "")
    personale = personale if codice_valido(questionario, personale) else ""
    if personale and ha_risposto(questionario, impronta_di(questionario, personale)):
        return di(request, questionario, GIA)
    form = RisposteForm(request.POST if request.method == "POST" else None, domande=questionario.domande.all())
    if request.method != "POST":
        return render(request, PAGINA, {"form": form, "questionario": questionario})
    return ricevi(request, questionario, form, personale)


def ricevi(request: HttpRequest, questionario: Questionario, form: RisposteForm, personale: str) -> HttpResponse:
    """Keep the answers, or give the page back with everything that was chosen and written.

    Without a personal code the key of the page takes its place, so that pressing twice counts once.
    """
    impronta = impronta_di(questionario, personale or str(chiave_della_richiesta(request)))
    stato = 422
    if not form.is_valid():
        pass
    elif not ratelimit.consume(request, action="pagina_pubblica"):
        form.add_error(None, TROPPI)
        stato = 429
    else:
        try:
            atti.rispondi_questionario(questionario, form.risposte(), impronta=impronta)
        except AttoRifiutato as rifiuto:
            form.add_error(None, str(rifiuto))
        else:
            return HttpResponseRedirect(f"{request.path}?fatto=1")
    return render(request, PAGINA, {"form": form, "questionario": questionario}, status=stato)


def di(request: HttpRequest, questionario: Questionario, detto: tuple[str, str], stato: int = 200) -> HttpResponse:
    """Nothing to fill in: a title and a sentence."""
    titolo, testo = detto
    contesto = {"questionario": questionario, "titolo": titolo, "testo": testo}
    return render(request, DETTA, contesto, status=stato)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def trascrivi(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet of paper, then the next one: the page comes back empty until the pile is over."""
    questionario = questionario_visibile(request, pk)
    dati = request.POST if request.method == "POST" else None
    form = RisposteForm(dati, domande=questionario.domande.all())

    def atto(_: dict[str, Any]) -> str:
        atti.trascrivi_questionario(questionario, form.risposte(), utente=request.user)
        messages.success(request, "Foglio trascritto: passa al prossimo, o torna ai risultati.")
        return pagina("trascrivi", questionario)

    contesto = {"questionario": questionario, "aperto": questionario.stato == StatoQuestionario.APERTO}
    return mostra_modulo(
        request, form, template="formazione/questionario/trascrivi.html", atto=atto, contesto=contesto
    )  # fmt: skip
