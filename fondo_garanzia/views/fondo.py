"""The funds: comune by comune, one of them with what is behind its figures, endowments put in and taken back."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fondo_garanzia.actions.fondo import dota_fondo, storna_dotazione
from fondo_garanzia.exports.fondo import FONDI
from fondo_garanzia.filters.fondo import FondoFiltro
from fondo_garanzia.forms.fondo import DotazioneForm, StornoForm
from fondo_garanzia.models import Fondo
from fondo_garanzia.queries.fondo import in_situazione
from fondo_garanzia.queries.quadro import (
    IMPEGNI_MOSTRATI,
    LEGGONO_I_FONDI,
    barre_dei_fondi,
    come_si_arriva,
    comuni_e_fondi,
    dotazioni_per_provenienza,
    impegni_del_fondo,
    totali,
)
from fondo_garanzia.rules.capienza import valuta_adesione
from fondo_garanzia.workflow import CONTI, UNIONE
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.forms.allegato import contenuto
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Documento, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

MODULO = "fondo_garanzia/fondo/modulo.html"
ORDINI = {
    "comune": ("senza_fondo", "nome"),
    "dotato": ("dotato", "nome"),
    "erogato": ("erogato", "nome"),
    "rientrato": ("rientrato", "nome"),
    "cassa": ("cassa", "nome"),
    "impegnato": ("impegnato", "nome"),
    "disponibile": ("disponibile", "nome"),
}
ULTIMI_MOVIMENTI = 10
ULTIME_DEROGHE = 10


def verso(fondo_pk: int) -> str:
    return reverse("fondo_garanzia:fondo_scheda", args=[fondo_pk])


def elenco_fondi(request: HttpRequest) -> Elenco:
    return Elenco(request, FondoFiltro(request.GET, comuni_e_fondi(request.user, oggi())), ORDINI)


@riservata(*LEGGONO_I_FONDI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """The comuni with a fund, then those that have not joined, with a button for who registers endowments."""
    fondi = elenco_fondi(request)
    somme = totali(fondi.filtro.qs)
    fondi.conta = lambda: somme.comuni
    pagina = list(fondi.pagina)
    dota = request.user.ha_ruolo(*UNIONE)
    return mostra_elenco(
        request,
        fondi,
        "fondo_garanzia/fondo/elenco.html",
        righe=[(c, [prima_dotazione(c)] if dota and not c.fondo_pk else []) for c in pagina],
        somme=somme,
        barre=barre_dei_fondi(pagina, verso),
        pulsanti=[registra_dotazione()] if dota else [],
    )


def registra_dotazione(comune: int | None = None) -> Pulsante:
    pagina = reverse("fondo_garanzia:fondo_dota", query={"comune": comune} if comune else None)
    return Pulsante("Registra una dotazione", pagina, "primario")


def prima_dotazione(comune: Comune) -> Pulsante:
    pagina = reverse("fondo_garanzia:fondo_dota", query={"comune": comune.pk})
    return Pulsante("Registra la prima dotazione", pagina, contesto=f" di {comune}")


@riservata(*LEGGONO_I_FONDI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "fondi", FONDI, elenco_fondi(request).righe.iterator())


def fondo_visibile(request: HttpRequest, pk: int) -> Fondo:
    return get_object_or_404(Fondo.objects.visibili_a(request.user).select_related("comune"), pk=pk)


@riservata(*LEGGONO_I_FONDI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures with the sum that explains them, where they come from and what commits them."""
    fondo = fondo_visibile(request, pk)
    impegni = impegni_del_fondo(fondo, request.user)
    contesto = {
        "fondo": fondo,
        "adesione": valuta_adesione(in_situazione(fondo)),
        "tessere": tessere(fondo),
        "conto": come_si_arriva(fondo),
        "dotazioni": dotazioni_per_provenienza(fondo),
        "impegni": impegni[:IMPEGNI_MOSTRATI],
        "altri_impegni": len(impegni) > IMPEGNI_MOSTRATI,
        "movimenti": list(fondo.movimenti.all()[:ULTIMI_MOVIMENTI]),
        "movimenti_url": reverse("fondo_garanzia:movimento_elenco", query={"comune": fondo.comune_id}),
        "deroghe": list(fondo.deroghe.select_related("concessa_da")[:ULTIME_DEROGHE]),
        "pulsanti": pulsanti(fondo, request.user),
    }
    return render(request, "fondo_garanzia/fondo/scheda.html", contesto)


def tessere(fondo: Fondo) -> list[Tessera]:
    in_deroga = f"in deroga per {in_euro(fondo.deroga)}" if fondo.deroga else "si può ancora impegnare"
    return [
        Tessera("Dotato €", in_cifre(fondo.dotato)),
        Tessera("In cassa €", in_cifre(fondo.cassa), "dotato − erogato + rientrato ± altri"),
        Tessera("Impegnato €", in_cifre(fondo.impegnato), "garanzie e anticipi approvati"),
        Tessera("Disponibile €", in_cifre(fondo.disponibile), in_deroga, male=fondo.disponibile < 0),
    ]


def pulsanti(fondo: Fondo, utente: Utente) -> list[Pulsante]:
    """The acts of this person: endowments for the Unione, the bank for who keeps the accounts."""
    atti = []
    if utente.ha_ruolo(*CONTI):
        atti.append(
            Pulsante(
                "Registra un movimento…", reverse("fondo_garanzia:movimento_nuovo", args=[fondo.pk]), "secondario"
            )
        )
    if utente.ha_ruolo(*UNIONE):
        storna = reverse("fondo_garanzia:fondo_storna", args=[fondo.pk])
        motivo = "" if libero(fondo) > 0 else "Tutto è impegnato o già speso: non c’è niente da togliere."
        atti += [Pulsante("Storna una dotazione…", storna, motivo=motivo), registra_dotazione(fondo.comune_id)]
    return atti


def libero(fondo: Fondo) -> Decimal:
    """What may be taken back, in euro: never more than is on the account, nor than is free."""
    return min(fondo.disponibile, fondo.cassa)


@riservata(*LEGGONO_I_FONDI)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    fondo = fondo_visibile(request, pk)
    contesto = {"fondo": fondo, "modifiche": storia_di(fondo)}
    return render(request, "fondo_garanzia/fondo/storia.html", contesto)


def archiviato(dati: dict[str, Any], utente: Utente) -> dict[str, Any]:
    """What was typed, with the uploaded file already in the archive."""
    file = contenuto(dati["documento"])
    documento: Documento | None = archivia_documento(file[1], file[0], utente=utente) if file else None
    return dati | {"documento": documento}


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def dota(request: HttpRequest) -> HttpResponse:
    """An endowment; the first one opens the fund of the comune."""
    iniziali = {"comune": request.GET.get("comune"), "giorno": oggi()}
    form = DotazioneForm(request.POST or None, request.FILES or None, initial=iniziali)

    def atto(dati: dict[str, Any]) -> str:
        comune = dati["comune"]
        altro = {nome: valore for nome, valore in dati.items() if nome != "comune"}
        movimento = dota_fondo(comune, archiviato(altro, request.user), utente=request.user)
        messages.success(request, f"Il fondo di {comune} ha {in_euro(movimento.importo)} in più.")
        return verso(movimento.fondo_id)

    contesto = {
        "titolo": "Registra una dotazione",
        "sottotitolo": "La prima dotazione apre il fondo del comune. I soldi di un comune non si usano per un altro.",
        "azione": "Registra la dotazione",
        "annulla": reverse("fondo_garanzia:fondo_elenco"),
        "fondo": None,
        "conflitto": None,
        "pericolo": False,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def storna(request: HttpRequest, pk: int) -> HttpResponse:
    """Part of what was endowed is taken back by the comune."""
    fondo = fondo_visibile(request, pk)
    dotazioni = dotazioni_per_provenienza(fondo)
    form = StornoForm(
        request.POST or None,
        request.FILES or None,
        initial={"giorno": oggi()},
        dotazioni={riga.provenienza: riga.resta for riga in dotazioni},
    )

    def atto(dati: dict[str, Any]) -> str:
        movimento = storna_dotazione(fondo, archiviato(dati, request.user), utente=request.user)
        messages.success(request, f"Tolti {in_euro(movimento.importo)} dal fondo di {fondo.comune}.")
        return verso(fondo.pk)

    contesto = {
        "titolo": "Storna una dotazione",
        "sottotitolo": f"{fondo}: si possono togliere al massimo {in_euro(max(libero(fondo), ZERO))}.",
        "azione": "Storna",
        "annulla": verso(fondo.pk),
        "fondo": fondo,
        "conflitto": None,
        "pericolo": True,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
