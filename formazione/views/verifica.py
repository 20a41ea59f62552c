"""The public check of a certificate: anybody who has the code reads what it says, and never of whom."""

from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from formazione.forms.attestato import VerificaForm
from formazione.models import Attestato
from formazione.queries.attestato import attestato_con_codice, giorni_di
from formazione.rules.attestato import codice_scritto, in_ore
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.scrittura import in_data


@login_not_required
@require_http_methods(["GET", "POST"])
@rate_limit(action="pagina_pubblica")
def modulo(request: HttpRequest) -> HttpResponse:
    """Where the code is typed, as it is written on paper or without its dashes."""
    form = VerificaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codice = codice_scritto(form.cleaned_data["codice"])
        if codice:
            return redirect("formazione:attestato_verifica_codice", codice)
        form.add_error("codice", "Scrivi le lettere e le cifre del codice.")
    stato = 422 if form.errors else 200
    return con_riguardo(render(request, "formazione/attestato/verifica.html", {"form": form}, status=stato))


@login_not_required
@require_GET
@rate_limit(action="pagina_pubblica", limit_get=True)
def risposta(request: HttpRequest, codice: str) -> HttpResponse:
    """What a code says. An unknown one is answered too (200): asking is not a mistake."""
    attestato = attestato_con_codice(codice_scritto(codice[:40]))
    contesto = {"attestato": attestato, "fatti": fatti(attestato) if attestato else [], "form": VerificaForm()}
    return con_riguardo(render(request, "formazione/attestato/risposta.html", contesto))


def fatti(attestato: Attestato) -> list[Voce]:
    evento = attestato.iscrizione.evento
    return [
        Voce("Numero", attestato.numero),
        Voce("Evento", evento.titolo),
        Voce("Quando si è tenuto", giorni_di(evento)),
        Voce("Ore frequentate", f"{in_ore(attestato.minuti)} su {in_ore(attestato.minuti_evento)}"),
        Voce("Rilasciato il", in_data(attestato.rilasciato_il)),
    ]


def con_riguardo(risposta: HttpResponse) -> HttpResponse:
    """Kept by no cache and listed by no search engine."""
    risposta["Cache-Control"] = "private, no-store"
    risposta["X-Robots-Tag"] = "noindex"
    return risposta
