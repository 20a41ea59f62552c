"""Who interprets at the appointments: languages, telephone, hours of the week."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from valdera_housing.actions import mediatore as atti
from valdera_housing.choices import TENGONO_I_LUOGHI, VEDONO_I_LUOGHI
from valdera_housing.exports import MEDIATORI
from valdera_housing.filters.luogo import MediatoreFilter
from valdera_housing.forms.luogo import DisponibilitaForm, MediatoreForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.models import DisponibilitaMediatore, Mediatore
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui, mostra_modulo, versione_della_richiesta

ORDINI = {"nome": ("nome", "pk")}
MODULO = "valdera_housing/mediatore/modulo.html"


def elenco_mediatori(request: HttpRequest) -> Elenco:
    mediatori = Mediatore.objects.prefetch_related("disponibilita")
    return Elenco(request, MediatoreFilter(request.GET, mediatori), ORDINI)


@riservata(*VEDONO_I_LUOGHI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuovo = Pulsante("Registra un mediatore", reverse("mediatore_nuovo"), "primario")
    pulsanti = [nuovo] if request.user.ha_ruolo(*TENGONO_I_LUOGHI) else []
    mediatori = elenco_mediatori(request)
    return mostra_elenco(request, mediatori, "valdera_housing/mediatore/elenco.html", pulsanti=pulsanti)


@riservata(*VEDONO_I_LUOGHI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "mediatori", MEDIATORI, elenco_mediatori(request).righe)


@riservata(*VEDONO_I_LUOGHI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    mediatore = get_object_or_404(Mediatore, pk=pk)
    tiene = request.user.ha_ruolo(*TENGONO_I_LUOGHI)
    modifica = Pulsante("Modifica", reverse("mediatore_modifica", args=[pk]), "primario")
    aggiungi = Pulsante("Aggiungi un orario", reverse("disponibilita_nuova", args=[pk]))
    contesto = {
        "mediatore": mediatore,
        "fatti": [
            Voce("Lingue", ", ".join(mediatore.lingue)),
            Voce("Telefono", mediatore.telefono),
            Voce("E-mail", mediatore.email),
            Voce("Lavora con noi", "sì" if mediatore.attivo else "non più"),
        ],
        "disponibilita": mediatore.disponibilita.order_by("giorno", "dalle"),
        "tiene": tiene,
        "pulsanti": [modifica, aggiungi] if tiene else [],
        "modifiche": storia_di(mediatore, parti="disponibilita"),
    }
    return render(request, "valdera_housing/mediatore/scheda.html", contesto)


def verso(mediatore: Mediatore) -> str:
    return reverse("mediatore_scheda", args=[mediatore.pk])


def _contesto(titolo: str, azione: str, mediatore: Mediatore | None = None, versione: int | None = None) -> dict:
    annulla = verso(mediatore) if mediatore else reverse("mediatore_elenco")
    return {"titolo": titolo, "azione": azione, "mediatore": mediatore, "versione": versione, "annulla": annulla}


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        mediatore = atti.registra_mediatore(dati)
        messages.success(request, f"{mediatore}: aggiungi i giorni in cui può venire.")
        return verso(mediatore)

    contesto = _contesto("Registra un mediatore", "Registra il mediatore")
    return mostra_modulo(request, MediatoreForm(request.POST or None), template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    mediatore = get_object_or_404(Mediatore, pk=pk)
    contesto = _contesto(f"Modifica {mediatore}", "Salva", mediatore, mediatore.versione)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_mediatore(mediatore, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso(mediatore)

    form = MediatoreForm(request.POST or None, instance=mediatore)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def disponibilita_nuova(request: HttpRequest, pk: int) -> HttpResponse:
    mediatore = get_object_or_404(Mediatore, pk=pk)

    def atto(dati: dict[str, Any]) -> str:
        disponibilita = atti.aggiungi_disponibilita(mediatore, dati)
        messages.success(request, f"{mediatore} può venire {disponibilita}.")
        return verso(mediatore)

    contesto = _contesto("Quando può venire", "Aggiungi l’orario", mediatore)
    form = DisponibilitaForm(request.POST or None)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_LUOGHI)
@require_POST
def disponibilita_togli(request: HttpRequest, pk: int) -> HttpResponse:
    disponibilita = get_object_or_404(DisponibilitaMediatore.objects.select_related("mediatore"), pk=pk)

    def atto() -> str:
        atti.togli_disponibilita(disponibilita)
        messages.success(request, f"{disponibilita}: orario tolto.")
        return verso(disponibilita.mediatore)

    return esegui(request, atto)
