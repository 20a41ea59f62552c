from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.comune import modifica_comune, registra_comune
from valdera_housing.choices import Ruolo
from valdera_housing.exports import COMUNI
from valdera_housing.filters.registro import ComuneFilter
from valdera_housing.forms.comune import ComuneForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_periodo
from valdera_housing.linea import IMPOSTAZIONI
from valdera_housing.models import Comune
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"nome": ("nome",), "abitanti": ("popolazione", "nome"), "dal": ("aderente_dal", "nome")}


def elenco_comuni(request: HttpRequest) -> Elenco:
    return Elenco(request, ComuneFilter(request.GET, Comune.objects.all()), ORDINI)


@riservata(*IMPOSTAZIONI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuovo = Pulsante("Registra un comune", reverse("comune_nuovo"), "primario")
    pulsanti = [nuovo] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else []
    return mostra_elenco(request, elenco_comuni(request), "valdera_housing/comune/elenco.html", pulsanti=pulsanti)


@riservata(*IMPOSTAZIONI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "comuni", COMUNI, elenco_comuni(request).righe)


@riservata(*IMPOSTAZIONI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    comune = get_object_or_404(Comune, pk=pk)
    modifica = Pulsante("Modifica", reverse("comune_modifica", args=[pk]), "primario")
    contesto = {
        "comune": comune,
        "voci": voci(comune),
        "pulsanti": [modifica] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else [],
        "modifiche": storia_di(comune),
    }
    return render(request, "valdera_housing/comune/scheda.html", contesto)


def voci(comune: Comune) -> list[Voce]:
    censita = f"al {comune.popolazione_al:%d/%m/%Y}" if comune.popolazione_al else ""
    return [
        Voce("Codice ISTAT", comune.istat),
        Voce("Codice catastale", comune.belfiore),
        Voce("CAP", ", ".join(comune.cap)),
        Voce("Abitanti", comune.popolazione, nota=censita),
        Voce("Alta tensione abitativa", "sì" if comune.alta_tensione_abitativa else "no"),
        Voce("Santo patrono", comune.patrono, nota="le sedi del comune restano chiuse" if comune.patrono else ""),
        Voce("Nell’Unione", in_periodo(comune.aderente_dal, comune.aderente_al)),
    ]


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        comune = registra_comune(dati)
        messages.success(request, f"{comune} è nel registro.")
        return reverse("comune_scheda", args=[comune.pk])

    contesto = {"titolo": "Registra un comune", "versione": None, "annulla": reverse("comune_elenco")}
    form = ComuneForm(request.POST or None)
    return mostra_modulo(request, form, template="valdera_housing/comune/modulo.html", atto=atto, contesto=contesto)


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    comune = get_object_or_404(Comune, pk=pk)
    ritorno = reverse("comune_scheda", args=[pk])
    contesto = {"titolo": f"Modifica {comune}", "versione": comune.versione, "annulla": ritorno}

    def atto(dati: dict[str, Any]) -> str:
        modifica_comune(comune, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return ritorno

    form = ComuneForm(request.POST or None, instance=comune)
    return mostra_modulo(request, form, template="valdera_housing/comune/modulo.html", atto=atto, contesto=contesto)
