"""The buildings of the survey: list, record, history, new and corrected."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cohousing.actions import immobile as atti
from cohousing.choices import ASPETTI_IMMOBILE, StatoImmobile
from cohousing.exports.immobile import IMMOBILI, per_chi
from cohousing.filters.immobile import ImmobileFiltro
from cohousing.forms.immobile import ImmobileForm
from cohousing.models import RicognizioneImmobile
from cohousing.queries.immobile import (
    Progetto,
    Punteggio,
    adatto_a,
    decisioni_di,
    per_stato,
    progetto_di,
    punteggio_di,
    speso_per,
)
from cohousing.queries.pagine import indirizzo
from cohousing.workflow import IMMOBILE, TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "data": ("segnalato_il", "pk"),
    "punteggio": ("punteggio", "pk"),
    "costo": ("costo_adeguamento", "pk"),
    "comune": ("comune__nome", "indirizzo", "civico", "pk"),
}
# Done at once from the record: they ask for nothing.
DIRETTI = ("riprendi",)
PRIMO = {
    StatoImmobile.SEGNALATO: "rileva",
    StatoImmobile.RILEVATO: "valuta",
    StatoImmobile.VALUTATO: "proponi",
    StatoImmobile.PROPOSTO: "approva",
    StatoImmobile.SCARTATO: "riprendi",
}
CON_PROPOSTA = (StatoImmobile.VALUTATO, StatoImmobile.PROPOSTO, StatoImmobile.APPROVATO_CABINA)


class RigaImmobile(NamedTuple):
    immobile: RicognizioneImmobile
    aspetto: Aspetto
    per_chi: str


def elenco_immobili(request: HttpRequest) -> Elenco:
    immobili = RicognizioneImmobile.objects.visibili_a(request.user).select_related("comune")
    return Elenco(request, ImmobileFiltro(request.GET, immobili), ORDINI, predefinito="-data")


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    immobili = elenco_immobili(request)
    return mostra_elenco(
        request,
        immobili,
        "cohousing/immobile/elenco.html",
        pulsanti=pulsanti_elenco(request.user),
        righe=[RigaImmobile(i, ASPETTI_IMMOBILE[i.stato], per_chi(i)) for i in immobili.pagina],
        tessere=[
            Tessera(c.aspetto.etichetta, str(c.quanti), url=f"{reverse('cohousing:immobile_elenco')}?stato={c.stato}")
            for c in per_stato(RicognizioneImmobile.objects.visibili_a(request.user))
        ],
    )


def pulsanti_elenco(utente: Utente) -> list[Pulsante]:
    """The report for who reads; a building, or a sheet full of them, for who keeps the survey."""
    relazione = Pulsante("Ricognizione in PDF", reverse("cohousing:immobile_ricognizione_pdf"), icona="file")
    if not utente.ha_ruolo(*TENGONO):
        return [relazione]
    return [
        Pulsante("Segnala un immobile", reverse("cohousing:immobile_nuovo"), "primario"),
        Pulsante("Importa da un foglio…", reverse("cohousing:immobile_importa"), icona="upload"),
        relazione,
    ]


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "immobili", IMMOBILI, elenco_immobili(request).righe.iterator())


def immobile_visibile(request: HttpRequest, pk: int) -> RicognizioneImmobile:
    visibili = RicognizioneImmobile.objects.visibili_a(request.user)
    return get_object_or_404(visibili.select_related("comune", "creato_da", "deciso_da"), pk=pk)


def pagina(atto: str, immobile: RicognizioneImmobile) -> str:
    return reverse(f"cohousing:immobile_{atto}", args=[immobile.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_scheda(request, immobile_visibile(request, pk))


def mostra_scheda(request: HttpRequest, immobile: RicognizioneImmobile, rifiuto: Esito | None = None) -> HttpResponse:
    """The record; ``rifiuto`` is why the act just asked for was not done."""
    progetto, punteggio, spese = progetto_di(immobile), punteggio_di(immobile), speso_per(immobile)
    contesto = {
        "immobile": immobile,
        "aspetto": ASPETTI_IMMOBILE[immobile.stato],
        "rifiuto": rifiuto,
        "tessere": tessere(immobile, progetto, punteggio),
        "punteggio": punteggio,
        "adatti": adatto_a(immobile),
        "progetto": progetto,
        "foto": immobile.foto.all(),
        "fatti": fatti(immobile),
        "spese": spese,
        "spese_url": indirizzo("costo_elenco", domanda=f"immobile={immobile.pk}"),
        "decisioni": decisioni_di(immobile),
        "progetta": IMMOBILE.ammette("aggiungi_fase", immobile.stato, request.user),
        "fotografa": IMMOBILE.ammette("aggiungi_foto", immobile.stato, request.user),
        "pulsanti": pulsanti(immobile, request.user),
    }
    return render(request, "cohousing/immobile/scheda.html", contesto)


def tessere(immobile: RicognizioneImmobile, progetto: Progetto, punteggio: Punteggio) -> list[Tessera]:
    scritto = immobile.punteggio
    punti = str(punteggio.totale if scritto is None else scritto)
    posti = immobile.posti_letto
    return [
        Tessera("Punteggio", punti, "su 100" if scritto is not None else "su 100, da concludere"),
        Tessera("Posti letto possibili", "–" if posti is None else str(posti)),
        Tessera("Costo per posto letto", "–" if progetto.a_posto is None else in_euro(progetto.a_posto)),
        Tessera("Durata", f"{progetto.mesi} {plurale(progetto.mesi, 'mese,mesi')}" if progetto.fasi else "–"),
    ]


def fatti(immobile: RicognizioneImmobile) -> list[Voce]:
    """What is written of a building, without what it has not."""
    i = immobile
    catasto = (
        ("foglio", i.catasto_foglio), ("particella", i.catasto_particella), ("subalterno", i.catasto_subalterno),
        ("categoria", i.catasto_categoria),
    )  # fmt: skip
    dal = f", dal {in_data(i.disponibile_dal)}" if i.disponibile_dal else ""
    voci = [
        Voce("Numero", i.numero),
        Voce("Dove", f"{i.indirizzo} {i.civico}".strip() + f", {i.comune.nome}"),
        Voce("Di chi è", ": ".join(filter(None, (i.get_proprietario_tipo_display(), i.proprietario)))),
        Voce("A che cosa serve adesso", i.destinazione),
        Voce("Disponibilità", f"{i.get_disponibilita_display()}{dal}"),
        Voce("Come si potrebbe avere", i.get_titolo_possibile_display()),
        Voce("Superficie", f"{in_cifre(i.superficie)} m²" if i.superficie is not None else ""),
        Voce("Stato di conservazione", f"{i.stato_conservazione} su 5" if i.stato_conservazione else ""),
        Voce("Servizi e trasporti vicini", f"{i.servizi_vicini} su 5" if i.servizi_vicini else ""),
        Voce("Accessibile", ("sì" if i.accessibile else "no") if i.rilevato_il else ""),
        Voce("Vincoli", i.vincoli),
        Voce("Costo stimato dei lavori", in_euro(i.costo_adeguamento) if i.costo_adeguamento is not None else ""),
        Voce("Per chi", per_chi(i)),
        Voce("Catasto", ", ".join(f"{nome} {valore}" for nome, valore in catasto if valore)),
        Voce("Sopralluogo del", in_data(i.rilevato_il) if i.rilevato_il else ""),
        Voce("Segnalato il", f"{in_data(i.segnalato_il)}, {i.get_fonte_display().lower()}"),
        Voce("Registrato da", str(i.creato_da)),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(immobile: RicognizioneImmobile, utente: Utente) -> list[Pulsante]:
    """The acts of the table that have a page, the one that comes now first; the proposal on paper."""
    bottoni = [
        Pulsante(t.etichetta, url, tipo_pulsante(t.atto, immobile.stato), "post" if t.atto in DIRETTI else "get")
        for t in IMMOBILE.atti_possibili(immobile.stato, utente)
        if (url := indirizzo(f"immobile_{t.atto}", immobile.pk))
    ]
    foglio = [Pulsante("Proposta in PDF", pagina("proposta_pdf", immobile))] if immobile.stato in CON_PROPOSTA else []
    return [*sorted(bottoni, key=lambda bottone: bottone.tipo != "primario"), *foglio]


def tipo_pulsante(atto: str, stato: str) -> Any:
    if atto == "scarta":
        return "rischio"
    return "primario" if atto == PRIMO.get(StatoImmobile(stato)) else "secondario"


@riservata(*VEDONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, of the building and of its phases."""
    immobile = immobile_visibile(request, pk)
    contesto = {"immobile": immobile, "modifiche": storia_di(immobile, parti="fasi")}
    return render(request, "cohousing/immobile/storia.html", contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    form = ImmobileForm(request.POST if request.method == "POST" else None)

    def atto(_: dict[str, Any]) -> str:
        immobile = atti.segnala_immobile(form.dati(), utente=request.user)
        messages.success(request, f"Immobile {immobile.numero} registrato: ora serve il sopralluogo.")
        return pagina("scheda", immobile)

    contesto = {
        "titolo": "Segnala un immobile",
        "guida": "Bastano il comune, la via e di chi è: il resto si scrive dopo il sopralluogo.",
        "azione": "Segnala l’immobile",
        "annulla": reverse("cohousing:immobile_elenco"),
        "versione": None,
    }
    return mostra_modulo(request, form, template="cohousing/immobile/modulo.html", atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    immobile = immobile_visibile(request, pk)
    suo = RicognizioneImmobile.objects.get(pk=immobile.pk)
    form = ImmobileForm(request.POST if request.method == "POST" else None, instance=suo)

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        salvato = atti.modifica_immobile(immobile, form.dati(), utente=request.user, versione=versione)
        punti = f" Il punteggio è {salvato.punteggio} su 100." if salvato.punteggio is not None else ""
        messages.success(request, f"Modifiche salvate.{punti}")
        return pagina("scheda", immobile)

    contesto = {
        "titolo": f"Modifica {immobile.numero}",
        "guida": f"{immobile}, {immobile.comune.nome}",
        "azione": "Salva",
        "annulla": pagina("scheda", immobile),
        "versione": immobile.versione,
    }
    return mostra_modulo(request, form, template="cohousing/immobile/modulo.html", atto=atto, contesto=contesto)
