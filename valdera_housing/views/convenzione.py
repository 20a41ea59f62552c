from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.convenzione import modifica_convenzione, registra_convenzione
from valdera_housing.choices import Ruolo
from valdera_housing.exports import CONVENZIONI
from valdera_housing.filters.registro import ConvenzioneFilter
from valdera_housing.forms.convenzione import ConvenzioneForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_percento
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import IMPOSTAZIONI
from valdera_housing.models import Convenzione
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"inizio": ("-inizio", "-pk"), "numero": ("numero",), "importo": ("importo", "pk")}


def elenco_convenzioni(request: HttpRequest) -> Elenco:
    return Elenco(request, ConvenzioneFilter(request.GET, Convenzione.objects.all()), ORDINI)


@riservata(*IMPOSTAZIONI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuova = Pulsante("Registra una convenzione", reverse("convenzione_nuova"), "primario")
    pulsanti = [nuova] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else []
    return mostra_elenco(
        request, elenco_convenzioni(request), "valdera_housing/convenzione/elenco.html", pulsanti=pulsanti
    )


@riservata(*IMPOSTAZIONI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "convenzioni", CONVENZIONI, elenco_convenzioni(request).righe)


@riservata(*IMPOSTAZIONI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    convenzione = get_object_or_404(Convenzione.objects.select_related("procedente", "attuatore"), pk=pk)
    modifica = Pulsante("Modifica", reverse("convenzione_modifica", args=[pk]), "primario")
    contesto = {
        "convenzione": convenzione,
        "voci": voci(convenzione),
        "regole": regole(convenzione),
        "trimestri": convenzione.elenco_trimestri,
        "oggi": oggi(),
        "pulsanti": [modifica] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else [],
        "modifiche": storia_di(convenzione),
    }
    return render(request, "valdera_housing/convenzione/scheda.html", contesto)


def voci(convenzione: Convenzione) -> list[Voce]:
    return [
        Voce("Oggetto", convenzione.oggetto),
        Voce("Stipulata il", f"{convenzione.stipulata_il:%d/%m/%Y}"),
        Voce(
            "Amministrazione procedente",
            convenzione.procedente,
            reverse("ente_scheda", args=[convenzione.procedente_id]),
        ),
        Voce("Ente partner", convenzione.attuatore, reverse("ente_scheda", args=[convenzione.attuatore_id])),
        Voce("Conto dedicato", convenzione.conto_dedicato),
    ]


def regole(convenzione: Convenzione) -> list[Voce]:
    """What the agreement leaves open and how it was chosen."""
    return [
        Voce("CUP", convenzione.cup),
        Voce("CUP in fattura", convenzione.get_politica_cup_display()),
        Voce("IVA recuperata dall’ente partner", in_percento(convenzione.iva_recuperabile_pct / 100)),
        Voce("Fondo rotativo", "sì" if convenzione.fondo_rotativo else "no"),
        Voce("Canoni di testa al netto di quelli incassati", "sì" if convenzione.canoni_al_netto else "no"),
    ]


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        convenzione = registra_convenzione(dati)
        messages.success(request, f"{convenzione} è nel registro.")
        return reverse("convenzione_scheda", args=[convenzione.pk])

    contesto = {"titolo": "Registra una convenzione", "versione": None, "annulla": reverse("convenzione_elenco")}
    form = ConvenzioneForm(request.POST or None)
    return mostra_modulo(
        request, form, template="valdera_housing/convenzione/modulo.html", atto=atto, contesto=contesto
    )


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    convenzione = get_object_or_404(Convenzione, pk=pk)
    ritorno = reverse("convenzione_scheda", args=[pk])
    contesto = {"titolo": f"Modifica {convenzione}", "versione": convenzione.versione, "annulla": ritorno}

    def atto(dati: dict[str, Any]) -> str:
        modifica_convenzione(convenzione, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return ritorno

    form = ConvenzioneForm(request.POST or None, instance=convenzione)
    return mostra_modulo(
        request, form, template="valdera_housing/convenzione/modulo.html", atto=atto, contesto=contesto
    )
