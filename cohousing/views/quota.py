"""What the stays owe: the list of their accounts, the months to be written, the deposit to be paid back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions.quota import genera_quote, giorni_restituzione, restituisci_cauzione
from cohousing.choices import ASPETTI_PERMANENZA
from cohousing.exports.quota import colonne
from cohousing.filters.quota import QuotaFiltro
from cohousing.forms.quota import RestituzioneForm
from cohousing.models import Permanenza
from cohousing.queries.conto import Totali, cauzione_di, con_conto, scadenze_di, totali
from cohousing.queries.pagine import indirizzo
from cohousing.queries.quota import chi_la_deve, da_generare
from cohousing.workflow import CONTI
from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Scadenza
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.generazione import PaginaGenera, Previste, RigaPrevista, mostra_generazione
from valdera_housing.views.modulo import mostra_modulo

# Who reads what every stay owes; who follows people reads it on the stays of her households.
LEGGONO_LE_QUOTE = (*CONTI, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
ORDINI = {
    "scaduto": ("scaduto", "pk"),
    "ingresso": ("inizio", "pk"),
    "numero": ("numero", "pk"),
    "casa": ("struttura__nome", "pk"),
    "resta": ("resta", "pk"),
}
GENERA = PaginaGenera(
    "Genera le quote",
    "Quote e cauzioni delle permanenze nelle case condivise. Chi abita ancora oltre la fine paga il mese in corso. "
    "Ripeterlo non fa danni: ciò che c’è già non si scrive due volte.",
    "Permanenza",
    "Quote e cauzioni delle permanenze sono già nel partitario.",
    ritorno="cohousing:quota_elenco",
)


def elenco_quote(request: HttpRequest) -> Elenco:
    visibili = Permanenza.objects.visibili_a(request.user).vissute().select_related("struttura", "unita", "nucleo")
    filtro = QuotaFiltro(request.GET, con_conto(visibili, oggi()), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-scaduto")


@riservata(*LEGGONO_LE_QUOTE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    """A row for each stay, who is later first."""
    quote = elenco_quote(request)
    somme = totali(quote.filtro.qs)
    quote.conta = lambda: somme.quante
    genera = [Pulsante("Genera le quote", reverse("cohousing:quota_genera"), "primario")]
    return mostra_elenco(
        request,
        quote,
        "cohousing/quota/elenco.html",
        somme=somme,
        tessere=tessere(somme),
        pulsanti=genera if request.user.ha_ruolo(*CONTI) else [],
        righe=[
            (p, p.chi(request.user), ASPETTI_PERMANENZA[p.stato], indirizzo("permanenza_scheda", p.pk))
            for p in quote.pagina
        ],
    )


def tessere(somme: Totali) -> list[Tessera]:
    return [
        Tessera("Chiesto fino a oggi", in_cifre(somme.dovuto), "euro"),
        Tessera("Pagato", in_cifre(somme.pagato), "euro"),
        Tessera("Da pagare", in_cifre(somme.resta), "euro, anche nei prossimi mesi"),
        Tessera("In ritardo", in_cifre(somme.scaduto), "euro", male=somme.scaduto > ZERO),
    ]


@riservata(*LEGGONO_LE_QUOTE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe: Iterator[Any] = elenco_quote(request).righe.iterator(chunk_size=2000)
    return rispondi_foglio(request, "quote", colonne(request.user), righe)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def genera(request: HttpRequest) -> HttpResponse:
    """What the stays ask for these months and the ledger does not have yet; then write it."""

    def scrivi(dal: date, al: date) -> int:
        return genera_quote(dal, al, utente=request.user, oggi=oggi())

    return mostra_generazione(request, GENERA, prevedi, scrivi)


def prevedi(dal: date, al: date) -> Previste:
    previste = da_generare(dal, al, oggi=oggi())
    diverse = previste.diverse
    numeri = dict(
        Permanenza.objects.filter(pk__in={chi_la_deve(s) for s in previste.tutte}).values_list("pk", "numero")
    )
    righe = [RigaPrevista(numeri[chi_la_deve(s)], s) for s in previste.nuove]
    righe += [
        RigaPrevista(numeri[chi_la_deve(s)], s, "Al posto di quella scritta: la permanenza è cambiata")
        for s in diverse.da_scrivere
    ]
    cifre = [
        Tessera("Scadenze nuove", str(len(righe))),
        Tessera("Da incassare", in_cifre(sum((s.importo for s in previste.tutte), ZERO)), "euro"),
        Tessera("Da annullare", str(len(diverse.da_annullare)), "non più dovute così"),
        Tessera("Già nel partitario", str(previste.gia_presenti)),
    ]
    return Previste(righe, cifre, [_da_guardare(s) for s in diverse.gia_pagate])


def _da_guardare(scadenza: Scadenza) -> str:
    return f"{scadenza.descrizione}, {scadenza.intestazione}: {in_euro(scadenza.importo)}"


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def restituisci(request: HttpRequest, pk: int) -> HttpResponse:
    """How much of the deposit goes back to who left."""
    visibili = Permanenza.objects.visibili_a(request.user).select_related("struttura", "nucleo")
    permanenza = get_object_or_404(visibili, pk=pk)
    cauzione = cauzione_di(scadenze_di(permanenza, request.user))
    giorno = oggi()
    proposto = {
        "importo": max(cauzione.versata - cauzione.aperto, ZERO),
        "scade_il": giorno + timedelta(days=giorni_restituzione(giorno)),
    }
    form = RestituzioneForm(request.POST or None, initial=proposto)
    ritorno = indirizzo("permanenza_scheda", pk) or reverse("cohousing:quota_elenco")

    def atto(dati: dict[str, Any]) -> str:
        scadenza = restituisci_cauzione(permanenza, utente=request.user, **dati)
        messages.success(request, f"Cauzione da restituire: {in_euro(scadenza.importo)}, è nel partitario.")
        return ritorno

    scritta = cauzione.restituzione
    contesto = {
        "permanenza": permanenza,
        "ritorno": ritorno,
        "fatti": [
            Voce("Cauzione versata", in_euro(cauzione.versata)),
            Voce("Ancora da pagare", in_euro(cauzione.aperto), nota="quote e spese comuni"),
            Voce("Uscita", in_data(permanenza.uscita_il) if permanenza.uscita_il else "–"),
            Voce("Già da restituire", in_euro(scritta.importo), reverse("scadenza_scheda", args=[scritta.pk]))
            if scritta
            else Voce("Già da restituire", "–"),
        ],
    }
    return mostra_modulo(request, form, template="cohousing/quota/restituisci.html", atto=atto, contesto=contesto)
