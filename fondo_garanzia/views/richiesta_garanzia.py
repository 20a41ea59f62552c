"""A guarantee is asked for: the household, one of its contracts or the one written now, what is guaranteed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fondo_garanzia.actions.garanzia import modifica_garanzia, proposta, richiedi_garanzia
from fondo_garanzia.forms.garanzia import ContrattoPrivatoForm, GaranziaForm, ScegliNucleoForm
from fondo_garanzia.models import Garanzia
from fondo_garanzia.queries.fondo import situazione_del_comune
from fondo_garanzia.queries.garanzia import garantibili, limiti_garanzia, viva_su
from fondo_garanzia.rules.capienza import valuta_adesione
from fondo_garanzia.views.garanzia import garanzia_visibile, intestazione, verso
from fondo_garanzia.workflow import PROPONGONO
from valdera_housing.actions.contratto import registra_contratto_privato
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import Linea, NaturaContratto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.scrittura import in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Contratto, Invio, Nucleo
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

CARTELLA = "fondo_garanzia/garanzia"


def invio_chiesto(request: HttpRequest) -> Invio | None:
    """The referral in the address; 404 when this person does not follow it."""
    pk = request.GET.get("invio", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 10):
        return None
    invii = Invio.objects.visibili_a(request.user).filter(linea=Linea.FON)
    return get_object_or_404(invii.select_related("caso__nucleo"), pk=pk)


def con_invio(indirizzo: str, invio: Invio | None, **altro: str) -> str:
    """An address of the request that remembers which referral it answers."""
    return reverse(indirizzo, query=altro | ({"invio": str(invio.pk)} if invio else {}))


@riservata(*PROPONGONO)
@require_GET
def nuova(request: HttpRequest) -> HttpResponse:
    """First step: ``?nucleo=`` or ``?invio=`` choose the household, then one of its contracts."""
    invio = invio_chiesto(request)
    scelti = {"nucleo": invio.caso.nucleo.codice} if invio else request.GET
    form = ScegliNucleoForm(scelti if scelti.get("nucleo") else None, utente=request.user)
    contesto: dict[str, Any] = {"form": form, "invio": invio, "nucleo": None}
    if not form.is_bound:
        return render(request, f"{CARTELLA}/nuova.html", contesto)
    if not form.is_valid():
        return render(request, f"{CARTELLA}/nuova.html", contesto, status=422)
    nucleo = form.cleaned_data["nucleo"]
    annota_lettura(request.user, nucleo)
    contesto |= {
        "nucleo": nucleo,
        "adesione": valuta_adesione(situazione_del_comune(nucleo.comune)),
        "contratti": [(c, viva_su(c), con_invio_al(c, invio)) for c in garantibili(nucleo)],
        "descrivi": con_invio("fondo_garanzia:garanzia_contratto", invio, nucleo=nucleo.codice),
    }
    return render(request, f"{CARTELLA}/nuova.html", contesto)


def con_invio_al(contratto: Contratto, invio: Invio | None) -> str:
    """The second step for a contract."""
    query = {"invio": str(invio.pk)} if invio else {}
    return reverse("fondo_garanzia:garanzia_richiedi", args=[contratto.pk], query=query)


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def contratto(request: HttpRequest) -> HttpResponse:
    """The lease of the household ``?nucleo=`` with its own owner, written once: then what is guaranteed."""
    invio = invio_chiesto(request)
    nuclei = Nucleo.objects.visibili_a(request.user).select_related("comune")
    nucleo = get_object_or_404(nuclei, codice=request.GET.get("nucleo", "").replace("\x00", ""))
    form = ContrattoPrivatoForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        scritto = registra_contratto_privato(
            nucleo, form.contratto, utente=request.user, proprietario=form.proprietario
        )
        messages.success(request, f"Contratto {scritto.numero} registrato: ora scrivi che cosa si garantisce.")
        return con_invio_al(scritto, invio)

    contesto = {
        "nucleo": nucleo,
        "annulla": con_invio("fondo_garanzia:garanzia_nuova", invio, nucleo=nucleo.codice),
    }
    return mostra_modulo(request, form, template=f"{CARTELLA}/contratto.html", atto=atto, contesto=contesto)


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def richiedi(request: HttpRequest, pk: int) -> HttpResponse:
    """Second step: months, caps, days and reason, proposed from the contract."""
    invio = invio_chiesto(request)
    nuclei = Nucleo.objects.visibili_a(request.user)
    contratti = Contratto.objects.exclude(natura=NaturaContratto.TESTA).filter(nucleo__in=nuclei)
    scelto = get_object_or_404(contratti.select_related("nucleo__comune", "alloggio", "proprietario"), pk=pk)
    annota_lettura(request.user, scelto.nucleo)
    giorno = oggi()
    iniziali = proposta(scelto, giorno) | {"motivo": invio.motivo if invio else ""}
    form = GaranziaForm(
        request.POST or None,
        instance=Garanzia(canone_mensile=scelto.canone_mensile),
        initial=iniziali,
        mensilita_massime=limiti_garanzia(giorno).mensilita_massime,
    )

    def atto(dati: dict[str, Any]) -> str:
        garanzia = richiedi_garanzia(
            scelto, dati | {"proprietario": iniziali.get("proprietario")}, utente=request.user, invio=invio
        )
        messages.success(request, f"Garanzia {garanzia.numero} richiesta: ora serve l’istruttoria.")
        return verso("scheda", garanzia)

    contesto = {
        "titolo": "Chiedi una garanzia",
        "guida": f"Contratto {scelto.numero} di {scelto.chi_conduce(request.user)}",
        "azione": "Chiedi la garanzia",
        "fatti": fatti_contratto(scelto),
        "annulla": con_invio("fondo_garanzia:garanzia_nuova", invio, nucleo=scelto.nucleo.codice),
        "versione": None,
    }
    return mostra_modulo(request, form, template=f"{CARTELLA}/modulo.html", atto=atto, contesto=contesto)


def fatti_contratto(contratto: Contratto) -> list[Voce]:
    return [
        Voce("Contratto", contratto.numero, nota=contratto.get_natura_display()),
        Voce("Stato", contratto.get_stato_display()),
        Voce("Dura", in_periodo(contratto.inizio, contratto.occupato_fino_al)),
        Voce("Canone al mese", in_euro(contratto.canone_mensile)),
        Voce("Deposito", in_euro(contratto.deposito)),
    ]


@riservata(*PROPONGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    garanzia = garanzia_visibile(request, pk)
    form = GaranziaForm(
        request.POST or None, instance=garanzia, mensilita_massime=limiti_garanzia(oggi()).mensilita_massime
    )

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        modifica_garanzia(garanzia, dati, utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", garanzia)

    contesto = intestazione(request, garanzia) | {
        "titolo": f"Modifica: {garanzia}",
        "guida": "Si può cambiare finché non è decisa",
        "azione": "Salva",
        "fatti": fatti_contratto(garanzia.contratto),
        "annulla": verso("scheda", garanzia),
        "versione": garanzia.versione,
    }
    return mostra_modulo(request, form, template=f"{CARTELLA}/modulo.html", atto=atto, contesto=contesto)
