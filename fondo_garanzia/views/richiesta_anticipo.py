"""Asking for an advance: whose household, then what, with the plan and the rules in sight."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fondo_garanzia.actions import anticipo as atti
from fondo_garanzia.forms.anticipo import AnticipoForm
from fondo_garanzia.models import Anticipo
from fondo_garanzia.queries.anticipo import limiti_del, nuclei_trovati, numero_aperto
from fondo_garanzia.queries.fondo import situazione_del_comune
from fondo_garanzia.rules.anticipo import PropostaAnticipo, valuta_anticipo
from fondo_garanzia.rules.capienza import SituazioneFondo, valuta_adesione
from fondo_garanzia.rules.rimborso import RataPrevista, piano_rate
from fondo_garanzia.views.anticipo import anticipo_visibile, pagina
from fondo_garanzia.workflow import PROPONGONO
from valdera_housing.choices import Linea
from valdera_housing.filters.partitario import MAX_PK
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Invio, Nucleo
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

GIORNO_RATA = 5


def chiave_chiesta(request: HttpRequest, nome: str) -> int | None:
    """A primary key written in the address, or nothing."""
    testo = request.GET.get(nome, "")
    return int(testo) if testo.isascii() and testo.isdecimal() and 0 < int(testo[:12]) <= MAX_PK else None


def invio_chiesto(request: HttpRequest) -> Invio | None:
    """The referral of the address, when it is for the fund, still open, and this person may see it."""
    pk = chiave_chiesta(request, "invio")
    invii = Invio.objects.visibili_a(request.user).filter(linea=Linea.FON, concluso_il=None)
    return invii.select_related("caso__nucleo__comune").filter(pk=pk).first() if pk else None


def nucleo_chiesto(request: HttpRequest) -> Nucleo | None:
    """The household of the address, by key or by code, when this person may see it and it is in charge."""
    pk, codice = chiave_chiesta(request, "nucleo"), request.GET.get("nucleo", "").replace("\x00", "")[:20]
    nuclei = Nucleo.objects.visibili_a(request.user).filter(in_carico=True).select_related("comune")
    return (nuclei.filter(pk=pk) if pk else nuclei.filter(codice=codice)).first() if pk or codice else None


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    invio = invio_chiesto(request)
    nucleo = invio.caso.nucleo if invio else nucleo_chiesto(request)
    if nucleo is None:
        return scegli(request)
    iniziali = {"prima_rata": aggiungi_mesi(oggi(), 1).replace(day=GIORNO_RATA)}
    form = AnticipoForm(request.POST or None, nucleo=nucleo, initial=iniziali)

    def atto(_: dict[str, Any]) -> str:
        anticipo = atti.richiedi_anticipo(nucleo, form.dati(), utente=request.user, invio=invio)
        messages.success(request, f"Anticipo {anticipo.numero} richiesto: ora serve l’istruttoria.")
        return pagina("scheda", anticipo)

    contesto = {
        "titolo": "Chiedi un anticipo",
        "sottotitolo": f"Nucleo {nucleo.codice}, {nucleo.comune}",
        "azione": "Chiedi l’anticipo",
        "annulla": reverse("fondo_garanzia:anticipo_elenco"),
        "versione": None,
    }
    return mostra_richiesta(request, form, nucleo, atto, contesto)


def scegli(request: HttpRequest) -> HttpResponse:
    """Look for the household first."""
    testo = request.GET.get("q", "")[:100]
    trovati = nuclei_trovati(testo, utente=request.user, giorno=oggi())
    contesto = {"nuclei": trovati, "testo": testo}
    stato = 422 if request.method == "POST" else 200
    return render(request, "fondo_garanzia/anticipo/scegli.html", contesto, status=stato)


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    anticipo = anticipo_visibile(request, pk)
    form = AnticipoForm(request.POST or None, nucleo=anticipo.nucleo, instance=_copia(anticipo))

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_anticipo(anticipo, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Richiesta salvata.")
        return pagina("scheda", anticipo)

    contesto = {
        "titolo": f"Modifica l’anticipo {anticipo.numero}",
        "sottotitolo": f"Nucleo {anticipo.nucleo.codice}, {anticipo.fondo.comune}",
        "azione": "Salva",
        "annulla": pagina("scheda", anticipo),
        "versione": anticipo.versione,
    }
    return mostra_richiesta(request, form, anticipo.nucleo, atto, contesto)


def _copia(anticipo: Anticipo) -> Anticipo:
    """What the form may write on, without touching what the page shows."""
    return Anticipo.objects.get(pk=anticipo.pk)


def mostra_richiesta(
    request: HttpRequest,
    form: AnticipoForm,
    nucleo: Nucleo,
    atto: Callable[[dict[str, Any]], str],
    contesto: dict[str, Any],
) -> HttpResponse:
    """The form with the plan beside it: «Ricalcola» draws it again and writes nothing."""
    fondo = situazione_del_comune(nucleo.comune)
    proposta = proposta_di(form, nucleo)
    template = "fondo_garanzia/anticipo/modulo.html"
    contesto |= {
        "adesione": valuta_adesione(fondo),
        "rate": anteprima(proposta),
        "totale": proposta.importo if proposta else None,
        "risposta": giudizio(proposta, fondo),
    }
    if request.method == "POST" and "ricalcola" in request.POST:
        return render(request, template, {"form": form} | contesto, status=200 if form.is_valid() else 422)
    return mostra_modulo(request, form, template=template, atto=atto, contesto=contesto)


def proposta_di(form: AnticipoForm, nucleo: Nucleo) -> PropostaAnticipo | None:
    """What is typed, or what is stored; nothing when it cannot be computed."""
    if form.is_bound:
        dati = form.cleaned_data if form.is_valid() else {}
    else:
        dati = {nome: form.get_initial_for_field(form.fields[nome], nome) for nome in form.Meta.fields}
    if not (dati.get("importo") and dati.get("n_rate") and dati.get("prima_rata")):
        return None
    return PropostaAnticipo(
        importo=dati["importo"],
        n_rate=dati["n_rate"],
        prima_rata=dati["prima_rata"],
        reddito_mensile=dati["reddito_mensile"],
        creditore_codice=dati["creditore_codice"],
        creditore_iban=dati["creditore_iban"],
        altro_aperto=numero_aperto(nucleo, oltre=form.instance.pk),
    )


def anteprima(proposta: PropostaAnticipo | None) -> list[RataPrevista]:
    try:
        return piano_rate(proposta.importo, proposta.n_rate, proposta.prima_rata) if proposta else []
    except ValueError:
        return []


def giudizio(proposta: PropostaAnticipo | None, fondo: SituazioneFondo) -> Esito:
    """What the rules would say today, the money of the fund included."""
    return valuta_anticipo(proposta, fondo, limiti_del(oggi()), oggi()) if proposta else Esito()
