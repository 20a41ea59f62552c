"""The wordings of the letters, and the letters already made."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from valdera_housing.actions.lettera import cambia_modello
from valdera_housing.choices import Ruolo
from valdera_housing.documents import Carta, lettera_pdf
from valdera_housing.forms.modello_lettera import ModelloLetteraForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import SCRIVONO_LETTERE
from valdera_housing.models import Lettera, ModelloLettera
from valdera_housing.queries.lettera import segnaposti_noti
from valdera_housing.rules.lettera import compila
from valdera_housing.views.file import rispondi_file, rispondi_pdf
from valdera_housing.views.modulo import mostra_modulo

CAMBIANO = (Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE)
RICEVONO = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)


@riservata(*SCRIVONO_LETTERE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """Each letter of the office with the wording in force today: a closed list, as many as the kinds of letter."""
    modelli = ModelloLettera.objects.in_vigore_oggi(oggi())
    return render(request, "valdera_housing/modello_lettera/elenco.html", {"modelli": modelli})


@riservata(*SCRIVONO_LETTERE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """One wording, the others it had and will have, the facts it may ask for."""
    modello = get_object_or_404(ModelloLettera, pk=pk)
    testi = list(ModelloLettera.objects.filter(chiave=modello.chiave).order_by("-valido_dal"))
    pulsanti = [Pulsante("Vedi com’è sulla carta", reverse("modello_lettera_prova", args=[pk]))]
    if request.user.ha_ruolo(*CAMBIANO):
        pulsanti.insert(0, Pulsante("Cambia il testo…", reverse("modello_lettera_cambia", args=[pk]), "primario"))
    contesto = {
        "modello": modello,
        "testi": testi,
        "segnaposti": segnaposti_noti(modello),
        "pulsanti": pulsanti,
    }
    return render(request, "valdera_housing/modello_lettera/scheda.html", contesto)


@riservata(*SCRIVONO_LETTERE)
@require_GET
def prova(request: HttpRequest, pk: int) -> HttpResponse:
    """The wording on paper, with the names of the facts in their place."""
    modello = get_object_or_404(ModelloLettera, pk=pk)
    fatti = {nome: f"[{nome.replace('_', ' ')}]" for nome in segnaposti_noti(modello)}
    carta = Carta(
        mittente="Prova del modello",
        destinatario="[destinatario]",
        oggetto=compila(modello.oggetto, fatti),
        corpo=compila(modello.corpo, fatti),
        data=oggi(),
    )
    return rispondi_pdf(lettera_pdf(carta, quando=timezone.localtime()), modello.chiave)


@riservata(*CAMBIANO)
@require_http_methods(["GET", "POST"])
def cambia(request: HttpRequest, pk: int) -> HttpResponse:
    """A new wording from a day on, starting from the one this page was opened on."""
    modello = get_object_or_404(ModelloLettera, pk=pk)
    form = ModelloLetteraForm(
        request.POST or None,
        conosciuti=frozenset(segnaposti_noti(modello)),
        initial={"oggetto": modello.oggetto, "corpo": modello.corpo},
    )

    def atto(dati: dict[str, Any]) -> str:
        nuovo = cambia_modello(modello, dati)
        messages.success(request, f"{nuovo.titolo}: il nuovo testo vale dal {nuovo.valido_dal:%d/%m/%Y}.")
        return reverse("modello_lettera_scheda", args=[nuovo.pk])

    contesto = {
        "modello": modello,
        "segnaposti": segnaposti_noti(modello),
        "annulla": reverse("modello_lettera_scheda", args=[pk]),
    }
    return mostra_modulo(
        request, form, template="valdera_housing/modello_lettera/cambia.html", atto=atto, contesto=contesto
    )


@riservata(*RICEVONO)
@require_GET
def scarica(request: HttpRequest, pk: int) -> FileResponse:
    """The PDF of a letter, to who may read names on the contract or of the household it is about."""
    lettera = get_object_or_404(Lettera.objects.visibili_a(request.user).select_related("documento"), pk=pk)
    return rispondi_file(lettera.documento)
