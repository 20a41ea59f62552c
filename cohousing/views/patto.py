"""The rules of a house: read in any language, prepared, written, translated, put in force."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import patto as atti
from cohousing.choices import ASPETTI_PATTO, Lingua, StatoPatto, StatoStruttura
from cohousing.forms.patto import PreparaForm, PubblicaForm, TestoForm, TraduciForm
from cohousing.models import PattoConvivenza, Struttura, TestoPatto
from cohousing.queries.pagine import indirizzo
from cohousing.queries.patto import testo_in, verso
from cohousing.rules.patto import valuta_pubblicazione
from cohousing.views.struttura import pagina as pagina_struttura
from cohousing.views.struttura import struttura_visibile
from cohousing.workflow import DIREZIONE, PATTO, TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

MODULO = "cohousing/patto/modulo.html"


def patto_visibile(request: HttpRequest, pk: int) -> PattoConvivenza:
    visibili = PattoConvivenza.objects.filter(struttura__in=Struttura.objects.visibili_a(request.user))
    return get_object_or_404(visibili.select_related("struttura", "creato_da").prefetch_related("testi"), pk=pk)


def pagina(patto: PattoConvivenza, lingua: str = "") -> str:
    indirizzo = reverse("cohousing:patto_scheda", args=[patto.pk])
    return f"{indirizzo}?lingua={lingua}" if lingua else indirizzo


def lingua_chiesta(request: HttpRequest) -> str:
    """The language in the address, Italian when it says none that we have."""
    chiesta = request.GET.get("lingua", "")
    return chiesta if chiesta in Lingua.values else Lingua.IT


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    patto = patto_visibile(request, pk)
    testi: list[TestoPatto] = sorted(patto.testi.all(), key=lambda t: (t.lingua != Lingua.IT, t.get_lingua_display()))
    testo = testo_in(testi, lingua_chiesta(request))
    lingua = testo.lingua if testo else Lingua.IT
    contesto = {
        "patto": patto,
        "aspetto": ASPETTI_PATTO[patto.stato],
        "fatti": fatti(patto),
        "testo": testo,
        "verso": verso(lingua),
        "tradotto": lingua != Lingua.IT,
        "lingue": [(t, pagina(patto, t.lingua), t.lingua == lingua) for t in testi],
        "pulsanti": pulsanti(patto, lingua, request.user),
    }
    return render(request, "cohousing/patto/scheda.html", contesto)


def fatti(patto: PattoConvivenza) -> list[Voce]:
    dal = in_data(patto.in_vigore_dal) if patto.in_vigore_dal else ""
    voci = [
        Voce("Casa", patto.struttura.nome, url=pagina_struttura("scheda", patto.struttura)),
        Voce("In vigore dal", dal),
        Voce("Che cosa cambia", patto.cambiamenti),
        Voce("Preparate da", str(patto.creato_da)),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(patto: PattoConvivenza, lingua: str, utente: Utente) -> list[Pulsante]:
    """The acts possible now; the text corrected is the one that is read."""
    if patto.struttura.stato == StatoStruttura.CHIUSA:
        return []
    bottoni = []
    for t in PATTO.atti_possibili(patto.stato, utente):
        domanda = f"lingua={lingua}" if t.atto == "scrivi" else ""
        tipo: Any = "primario" if t.atto == "pubblica" else "secondario"
        bottoni.append(Pulsante(t.etichetta, indirizzo(f"patto_{t.atto}", patto.pk, domanda=domanda), tipo))
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def prepara(request: HttpRequest, pk: int) -> HttpResponse:
    struttura = struttura_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        patto = atti.prepara_patto(struttura, cambiamenti=dati["cambiamenti"], utente=request.user)
        messages.success(request, f"Edizione {patto.edizione} in scrittura.")
        return pagina(patto)

    contesto = {
        "titolo": "Prepara le regole della casa",
        "guida": "Una nuova edizione, con i testi di quella di prima da correggere. Quella in vigore resta finché non "
        "metti in vigore la nuova.",
        "azione": "Prepara",
        "annulla": pagina_struttura("scheda", struttura),
        "struttura": struttura,
        "versione": None,
    }
    return mostra_modulo(request, PreparaForm(request.POST or None), template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def scrivi(request: HttpRequest, pk: int) -> HttpResponse:
    """The text in the language of the address, Italian when it says none."""
    patto, lingua = patto_visibile(request, pk), lingua_chiesta(request)
    scritto = next((t for t in patto.testi.all() if t.lingua == lingua), None)
    form = TestoForm(request.POST or None, initial={"testo": scritto.testo if scritto else ""}, lingua=lingua)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.scrivi_patto(patto, dati["testo"], lingua=lingua, utente=request.user, versione=versione)
        messages.success(request, "Testo salvato.")
        return pagina(patto, lingua)

    contesto = contesto_di(patto, f"Scrivi le regole in {Lingua(lingua).label.lower()}", "Salva il testo") | {
        "versione": scritto.versione if scritto else 0
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def traduci(request: HttpRequest, pk: int) -> HttpResponse:
    patto = patto_visibile(request, pk)
    form = TraduciForm(request.POST or None, scritte=[t.lingua for t in patto.testi.all()])

    def atto(dati: dict[str, Any]) -> str:
        testo = atti.traduci_patto(patto, dati["lingua"], dati["testo"], utente=request.user)
        messages.success(request, f"Testo in {testo.get_lingua_display().lower()} aggiunto.")
        return pagina(patto, testo.lingua)

    contesto = contesto_di(patto, "Aggiungi una lingua", "Aggiungi") | {
        "guida": f"{patto.struttura}. Serve a capire: quello che conta, e che si firma, è il testo in italiano."
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def pubblica(request: HttpRequest, pk: int) -> HttpResponse:
    patto = patto_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        atti.pubblica_patto(patto, in_vigore_dal=dati["in_vigore_dal"], utente=request.user)
        messages.success(request, "Regole in vigore.")
        return pagina(patto)

    contesto = contesto_di(patto, "Metti in vigore le regole", "Metti in vigore") | {
        "guida": f"{patto.struttura}, edizione {patto.edizione}. Prendono il posto di quelle di prima, che restano "
        "per chi le ha firmate. Il testo non cambia più.",
        "motivi": motivi_di(patto),
    }
    return mostra_modulo(request, PubblicaForm(request.POST or None), template=MODULO, atto=atto, contesto=contesto)


def motivi_di(patto: PattoConvivenza) -> Esito:
    """What the rules say of putting an edition in force today."""
    prima = patto.struttura.patti.filter(stato=StatoPatto.IN_VIGORE).values_list("in_vigore_dal", flat=True).first()
    italiano = any(t.lingua == Lingua.IT for t in patto.testi.all())
    return valuta_pubblicazione(italiano=italiano, giorno=oggi(), prima=prima, oggi=oggi())


def contesto_di(patto: PattoConvivenza, titolo: str, azione: str) -> dict[str, Any]:
    return {
        "titolo": titolo,
        "guida": f"{patto.struttura}, edizione {patto.edizione}",
        "azione": azione,
        "annulla": pagina(patto),
        "struttura": patto.struttura,
        "versione": None,
    }
