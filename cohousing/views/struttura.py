"""The houses: list, record, history, occupancy, new and corrected."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import struttura as atti
from cohousing.choices import ASPETTI_STRUTTURA, StatoStruttura, TipoStruttura
from cohousing.exports.struttura import STRUTTURE
from cohousing.filters.struttura import StrutturaFiltro
from cohousing.forms.struttura import NuovaStrutturaForm, StrutturaForm
from cohousing.models import Struttura
from cohousing.queries.occupazione import (
    calendario,
    casa_nel_tempo,
    finestra,
    mesi_intorno,
    mesi_occupati,
    nome_mese,
)
from cohousing.queries.pagine import indirizzo
from cohousing.queries.pannelli_struttura.insieme import pannelli
from cohousing.queries.storia_struttura import storia_struttura
from cohousing.queries.struttura import con_posti, con_unita
from cohousing.rules.capienza import posti_disponibili, posti_occupati, unita_disponibili, unita_occupate
from cohousing.views.riga_unita import righe_unita
from cohousing.workflow import STRUTTURA, TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Tessera, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "nome": ("nome", "pk"),
    "categoria": ("categoria", "nome", "pk"),
    "comune": ("alloggio__comune__nome", "nome", "pk"),
    "liberi": ("occupati", "nome", "pk"),
}
MODULO = "cohousing/struttura/modulo.html"
# What comes next, by state; the other acts are beside it.
PRIMO = {StatoStruttura.PROGETTO: "attiva", StatoStruttura.ATTIVA: "supervisiona"}


class RigaStruttura(NamedTuple):
    struttura: Any
    aspetto: Aspetto


def elenco_strutture(request: HttpRequest) -> Elenco:
    visibili = con_posti(Struttura.objects.visibili_a(request.user), oggi())
    collegate = visibili.select_related("alloggio__comune", "ente_supervisore", "responsabile")
    return Elenco(request, StrutturaFiltro(request.GET, collegate), ORDINI)


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    strutture = elenco_strutture(request)
    tiene = request.user.ha_ruolo(*TENGONO)
    nuova = [Pulsante("Nuova casa", reverse("cohousing:struttura_nuova"), "primario")] if tiene else []
    righe = [RigaStruttura(s, ASPETTI_STRUTTURA[s.stato]) for s in strutture.pagina]
    return mostra_elenco(request, strutture, "cohousing/struttura/elenco.html", pulsanti=nuova, righe=righe)


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "case-condivise", STRUTTURE, elenco_strutture(request).righe.iterator())


def struttura_visibile(request: HttpRequest, pk: int) -> Struttura:
    visibili = Struttura.objects.visibili_a(request.user).select_related("alloggio__comune", "responsabile")
    return get_object_or_404(visibili, pk=pk)


def struttura_con_unita(request: HttpRequest, pk: int) -> Struttura:
    """The house with its units and what happens in them around today."""
    visibili = Struttura.objects.visibili_a(request.user)
    return get_object_or_404(con_unita(visibili, request.user, *finestra(oggi())), pk=pk)


def pagina(atto: str, struttura: Struttura) -> str:
    return reverse(f"cohousing:struttura_{atto}", args=[struttura.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    struttura = struttura_con_unita(request, pk)
    tiene = STRUTTURA.ammette("modifica", struttura.stato, request.user)
    contesto = {
        "struttura": struttura,
        "aspetto": ASPETTI_STRUTTURA[struttura.stato],
        "tessere": tessere(struttura),
        "fatti": fatti(struttura),
        "unita": righe_unita(struttura, oggi(), tiene=tiene),
        "permanenze_url": indirizzo("permanenza_elenco", domanda=f"casa={struttura.pk}"),
        "spazi": list(struttura.spazi.all()),
        "tiene": tiene,
        "pannelli": pannelli(struttura, request.user),
        "pulsanti": pulsanti(struttura, request.user),
    }
    return render(request, "cohousing/struttura/scheda.html", contesto)


def tessere(struttura: Struttura) -> list[Tessera]:
    """Beds and units of today; nothing to count until the house opens."""
    if struttura.stato != StatoStruttura.ATTIVA:
        return []
    giorno = oggi()
    casa = casa_nel_tempo(struttura, giorno)
    occupati, disponibili = posti_occupati(casa, giorno), posti_disponibili(casa, giorno)
    abitate = unita_occupate(casa, giorno)
    libere = [u for u in unita_disponibili(casa, giorno) if u not in abitate]
    letti = sum(u.letti for u in libere)
    return [
        Tessera("Posti letto occupati", f"{occupati} su {disponibili}", "nelle unità che si possono abitare oggi"),
        Tessera("Unità libere oggi", str(len(libere)), f"{letti} {plurale(letti, 'posto letto,posti letto')}"),
        Tessera("Nuclei nella casa", str(len(abitate)), massimo(struttura)),
    ]


def massimo(struttura: Struttura) -> str:
    return f"al massimo {struttura.capienza_nuclei}" if struttura.capienza_nuclei else ""


def fatti(struttura: Struttura) -> list[Voce]:
    alloggio = struttura.alloggio
    voci = [
        Voce("Numero", struttura.numero),
        Voce("Che cos’è", struttura.get_tipo_display()),
        Voce("Per chi è", struttura.get_categoria_display()),
        Voce("Dove", f"{alloggio.indirizzo_completo}, {alloggio.comune.nome}"),
        Voce("Alloggio", alloggio.codice),
        Voce("Condiviso dal", in_data(alloggio.condiviso_dal) if alloggio.condiviso_dal else ""),
        Voce("Posti letto dell’alloggio", alloggio.posti_letto),
        Voce("Nuclei al massimo", struttura.capienza_nuclei),
        Voce("Ente che la segue", struttura.ente_supervisore.nome),
        Voce("Responsabile", str(struttura.responsabile)),
        Voce("Aperta dal", in_data(struttura.attiva_dal) if struttura.attiva_dal else ""),
        Voce("Chiusa il", in_data(struttura.chiusa_il) if struttura.chiusa_il else ""),
        Voce("Perché è chiusa", struttura.motivo),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(struttura: Struttura, utente: Utente) -> list[Pulsante]:
    """The acts of the table that have a page, the one that comes now first; services are of a condominio only."""
    sociale = struttura.tipo == TipoStruttura.CONDOMINIO_SOCIALE
    bottoni = [
        Pulsante(t.etichetta, url, tipo_pulsante(t.atto, struttura))
        for t in STRUTTURA.atti_possibili(struttura.stato, utente)
        if (sociale or t.atto != "aggiungi_servizio") and (url := indirizzo(f"struttura_{t.atto}", struttura.pk))
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


def tipo_pulsante(atto: str, struttura: Struttura) -> Any:
    if atto == "chiudi":
        return "rischio"
    return "primario" if atto == PRIMO.get(StatoStruttura(struttura.stato)) else "secondario"


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, of the house, of its units and of its common rooms."""
    struttura = struttura_visibile(request, pk)
    contesto = {"struttura": struttura, "modifiche": storia_struttura(struttura)}
    return render(request, "cohousing/struttura/storia.html", contesto)


@riservata(*VEDONO)
@require_GET
def occupazione(request: HttpRequest, pk: int) -> HttpResponse:
    """How full the house was in the last year and will be in the next six months."""
    struttura, giorno = struttura_con_unita(request, pk), oggi()
    mesi = mesi_intorno(giorno)
    contesto = {
        "struttura": struttura,
        "aspetto": ASPETTI_STRUTTURA[struttura.stato],
        "mesi": mesi_occupati(casa_nel_tempo(struttura, giorno), mesi, giorno),
        "nomi": [nome_mese(mese.dal) for mese in mesi],
        "righe": calendario(struttura, mesi, giorno),
    }
    return render(request, "cohousing/struttura/occupazione.html", contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    dati = request.POST if request.method == "POST" else None
    form = NuovaStrutturaForm(dati, utente=request.user, initial=iniziale(request))

    def atto(scritti: dict[str, Any]) -> str:
        struttura = atti.crea_struttura(
            scritti["alloggio"], scritti["condiviso_dal"], form.dati(), utente=request.user
        )
        messages.success(request, f"{struttura.nome} è in preparazione: ora aggiungi le unità e le regole.")
        return pagina("scheda", struttura)

    contesto = {
        "titolo": "Nuova casa",
        "guida": "Una casa condivisa o un condominio sociale, in un alloggio che l’ente partner ha già in mano.",
        "azione": "Prepara la casa",
        "annulla": reverse("cohousing:struttura_elenco"),
        "struttura": None,
        "versione": None,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def iniziale(request: HttpRequest) -> dict[str, Any]:
    return {"responsabile": request.user.pk}


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    struttura = struttura_visibile(request, pk)
    dati = request.POST if request.method == "POST" else None
    form = StrutturaForm(dati, instance=Struttura.objects.get(pk=struttura.pk))

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_struttura(struttura, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return pagina("scheda", struttura)

    contesto = {
        "titolo": f"Modifica {struttura.nome}",
        "guida": f"{struttura.get_tipo_display()}, {struttura.numero}",
        "azione": "Salva",
        "annulla": pagina("scheda", struttura),
        "struttura": struttura,
        "versione": struttura.versione,
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)
