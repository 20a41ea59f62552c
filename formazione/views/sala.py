"""Rooms asked to the Unione: list, rules, record, request and the acts of who decides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formazione.actions import sala as atti
from formazione.choices import ASPETTI_SALA, StatoSala
from formazione.exports.sala import SALE
from formazione.filters.sala import SalaFiltro
from formazione.forms.sala import RegoleForm, RichiestaSalaForm, RifiutaSalaForm, RitiraSalaForm
from formazione.models import RichiestaSala
from formazione.queries.pagine import indirizzo
from formazione.queries.sala import (
    CHE_COSA_SI_PUO,
    Domanda,
    Risposta,
    da_decidere_prima,
    regole_di,
    risposta_di,
    risposte,
    stanze_da_chiedere,
    stanze_in_uso,
)
from formazione.workflow import CHIEDONO_SALE, SALA, UNIONE, VEDONO
from valdera_housing.actions.prenotazione import DatiPrenotazione
from valdera_housing.choices import Linea, UsoStanza
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import con_giorno, in_data, in_ora
from valdera_housing.models import Prenotazione, Stanza, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, mostra_modulo

ORDINI = {
    "decidere": ("decisa", "quando", "pk"),
    "quando": ("quando", "pk"),
    "titolo": ("titolo", "pk"),
    "stato": ("stato", "quando", "pk"),
    "chiesta": ("richiesta_il", "pk"),
}
RIFIUTA = PaginaAtto(
    "Rifiuta la sala", "L’orario torna libero. L’incontro di un evento resta in programma, senza luogo.", "Rifiuta",
    "Sala rifiutata: l’orario è di nuovo libero.", pericolo=True,
)  # fmt: skip
RITIRA = PaginaAtto(
    "Ritira la richiesta", "La sala torna libera per gli altri.", "Ritira la richiesta",
    "Richiesta ritirata: la sala è di nuovo libera.",
)  # fmt: skip
# What fits in the address an act goes back to.
LUNGHEZZA_RITORNO = 300


# --- list ----------------------------------------------------------------------------------------------------


def visibili(request: HttpRequest) -> QuerySet[RichiestaSala]:
    righe = RichiestaSala.objects.visibili_a(request.user)
    return righe.select_related("prenotazione__stanza", "prenotazione__sede", "richiesta_da", "decisa_da")


def elenco_sale(request: HttpRequest) -> Elenco:
    """For who decides, what waits comes first; for the others, the latest meeting."""
    prima = "decidere" if request.user.ha_ruolo(*UNIONE) else "-quando"
    righe = da_decidere_prima(visibili(request))
    return Elenco(request, SalaFiltro(request.GET, righe), ORDINI, predefinito=prima)


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    sale = elenco_sale(request)
    decide = request.user.ha_ruolo(*UNIONE)
    return mostra_elenco(
        request,
        sale,
        "formazione/sala/elenco.html",
        righe=[(s, orario(s.prenotazione), ASPETTI_SALA[s.stato], _da_riga(request, s, decide)) for s in sale.pagina],
        pulsanti=_pulsanti_elenco(request.user),
    )


def orario(p: Prenotazione) -> str:
    """``giovedì 03/12/2026, ore 15:00–17:00``."""
    return f"{con_giorno(p.inizio)}–{in_ora(p.fine)}"


def _da_riga(request: HttpRequest, sala: RichiestaSala, decide: bool) -> list[Pulsante]:
    """The official answers from the list, and goes back to it."""
    if not decide or sala.stato != StatoSala.RICHIESTA:
        return []
    torna = (("torna", request.get_full_path()),)
    contesto = f", {sala.titolo}"
    return [
        Pulsante("Autorizza", verso("autorizza", sala), metodo="post", contesto=contesto, nascosti=torna),
        Pulsante("Rifiuta…", verso("rifiuta", sala), "piano", contesto=contesto),
    ]


def _pulsanti_elenco(utente: Utente) -> list[Pulsante]:
    regole_sale = Pulsante("Regole delle sale", reverse("formazione:sala_regole"))
    if not utente.ha_ruolo(*CHIEDONO_SALE):
        return [regole_sale]
    return [Pulsante("Chiedi una sala", reverse("formazione:sala_nuova"), "primario"), regole_sale]


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "sale", SALE, elenco_sale(request).righe.iterator())


# --- rules ---------------------------------------------------------------------------------------------------


@riservata(*VEDONO)
@require_GET
def regole(request: HttpRequest) -> HttpResponse:
    """What each room is for; at the hour typed, what each answers."""
    form = RegoleForm(request.GET if "giorno" in request.GET else None)
    stanze = list(stanze_in_uso())
    domanda = form.domanda()
    contesto = {
        "form": form,
        "domanda": domanda,
        "stanze": [(stanza, regole_di(stanza), CHE_COSA_SI_PUO[UsoStanza(stanza.uso)]) for stanza in stanze],
        "risposte": risposte(domanda, stanze) if domanda else [],
        "chiede": request.user.ha_ruolo(*CHIEDONO_SALE),
    }
    return render(request, "formazione/sala/regole.html", contesto, status=422 if form.errors else 200)


# --- record --------------------------------------------------------------------------------------------------


def sala_visibile(request: HttpRequest, pk: int) -> RichiestaSala:
    return get_object_or_404(visibili(request), pk=pk)


def verso(atto: str, sala: RichiestaSala) -> str:
    return reverse(f"formazione:sala_{atto}", args=[sala.pk])


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return _scheda(request, sala_visibile(request, pk))


def _scheda(request: HttpRequest, sala: RichiestaSala, rifiuto: Esito | None = None) -> HttpResponse:
    contesto = {
        "sala": sala,
        "aspetto": ASPETTI_SALA[sala.stato],
        "orario": orario(sala.prenotazione),
        "fatti": fatti(sala),
        "decisione": decisione(sala),
        "regole": regole_della(sala),
        "evento_url": indirizzo("evento_scheda", sala.evento_id) if sala.evento_id else "",
        "rifiuto": rifiuto,
        "pulsanti": pulsanti(sala, request.user),
        "modifiche": storia_di(sala),
    }
    return render(request, "formazione/sala/scheda.html", contesto)


def fatti(sala: RichiestaSala) -> list[Voce]:
    p = sala.prenotazione
    return [
        Voce("Sala", f"{p.stanza}, {p.sede}"),
        Voce("Quando", orario(p)),
        Voce("Persone previste", p.partecipanti),
        Voce("Persone da fuori", "sì" if sala.rilevanza_esterna else "no"),
        Voce("Disciplinare delle sale", "accettato" if sala.disciplinare_accettato else "non serve"),
        Voce("Chiesta da", sala.richiesta_da, nota=f"il {in_data(sala.richiesta_il)}"),
    ]


def decisione(sala: RichiestaSala) -> list[Voce]:
    """Who decided and why; nothing while it waits."""
    decisa = Voce("Decisa da", sala.decisa_da, nota=f"il {in_data(sala.decisa_il)}") if sala.decisa_il else None
    perche = Voce("Perché", sala.motivo) if sala.motivo else None
    return [voce for voce in (decisa, perche) if voce]


def regole_della(sala: RichiestaSala) -> Esito:
    """What the rules of the room say of this request, whoever holds it."""
    p = sala.prenotazione
    if p.stanza is None:
        return Esito()
    minuti = int((p.fine - p.inizio).total_seconds() // 60)
    domanda = Domanda(p.inizio, minuti, p.partecipanti, sala.rilevanza_esterna)
    return risposta_di(p.stanza, domanda, disciplinare=sala.disciplinare_accettato)


def pulsanti(sala: RichiestaSala, utente: Utente) -> list[Pulsante]:
    tipi = {"autorizza": "primario", "rifiuta": "rischio"}
    return [
        Pulsante(
            t.etichetta,
            verso(t.atto, sala),
            tipi.get(t.atto, "secondario"),  # type: ignore[arg-type]
            metodo="post" if t.atto == "autorizza" else "get",
        )
        for t in SALA.atti_possibili(sala.stato, utente)
    ]


# --- acts ----------------------------------------------------------------------------------------------------


@riservata(*CHIEDONO_SALE)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A room for a meeting of the staff. «Guarda le sale» (``controlla``) only looks: nothing is written."""
    scelti = ("giorno", "ora", "minuti", "partecipanti", "rilevanza_esterna", "stanza")
    iniziale = {nome: request.GET[nome] for nome in scelti if request.GET.get(nome)}
    form = RichiestaSalaForm(request.POST if request.method == "POST" else None, initial=iniziale)
    contesto = {"annulla": reverse("formazione:sala_elenco"), "risposte": lambda: _risposte(form)}

    def atto(dati: dict[str, Any]) -> str:
        sala = atti.chiedi_sala(
            _prenotazione(form, dati),
            titolo=dati["titolo"],
            rilevanza_esterna=dati["rilevanza_esterna"],
            disciplinare_accettato=dati["disciplinare_accettato"],
            utente=request.user,
        )
        messages.success(request, f"Chiesta: {sala.prenotazione.stanza}, {orario(sala.prenotazione)}.")
        return verso("scheda", sala)

    modulo = "formazione/sala/nuova.html"
    if request.method == "POST" and "controlla" in request.POST:
        return render(request, modulo, {"form": form} | contesto)
    return mostra_modulo(request, form, template=modulo, atto=atto, contesto=contesto)


def _prenotazione(form: RichiestaSalaForm, dati: dict[str, Any]) -> DatiPrenotazione:
    chiesta = form.domanda()
    stanza: Stanza = dati["stanza"]
    if chiesta is None:
        raise ValueError("il modulo non è valido")
    return DatiPrenotazione(
        linea=Linea.FOR, titolo=dati["titolo"], inizio=chiesta.inizio, fine=chiesta.fine, sede=stanza.sede,
        stanza=stanza, partecipanti=dati["partecipanti"], aperta_al_pubblico=dati["rilevanza_esterna"],
    )  # fmt: skip


def _risposte(form: RichiestaSalaForm) -> list[Risposta]:
    """What the other rooms answer at the hour typed."""
    if not form.is_bound:
        return []
    solo_orario = RegoleForm(form.data)
    domanda = solo_orario.domanda()
    return risposte(domanda, list(stanze_da_chiedere())) if domanda else []


@riservata(*UNIONE)
@require_POST
def autorizza(request: HttpRequest, pk: int) -> HttpResponse:
    """One click, from the list or from the record."""
    sala = sala_visibile(request, pk)

    def atto() -> str:
        atti.autorizza_sala(sala, utente=request.user)
        messages.success(request, f"{sala.titolo}: sala autorizzata.")
        return _ritorno(request) or verso("scheda", sala)

    return esegui_o_spiega(request, atto, lambda esito: _scheda(request, sala_visibile(request, pk), esito))


def _ritorno(request: HttpRequest) -> str:
    """Back to the list one came from, and nowhere else."""
    torna, lista = request.POST.get("torna", ""), reverse("formazione:sala_elenco")
    return torna if len(torna) <= LUNGHEZZA_RITORNO and torna.partition("?")[0] == lista else ""


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def rifiuta(request: HttpRequest, pk: int) -> HttpResponse:
    sala = sala_visibile(request, pk)
    form = RifiutaSalaForm(request.POST if request.method == "POST" else None)
    return _mostra_atto(
        request, sala, RIFIUTA, form, lambda d: atti.rifiuta_sala(sala, motivo=d["motivo"], utente=request.user)
    )


@riservata(*CHIEDONO_SALE)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    sala = sala_visibile(request, pk)
    form = RitiraSalaForm(request.POST if request.method == "POST" else None)
    return _mostra_atto(
        request, sala, RITIRA, form, lambda d: atti.ritira_sala(sala, motivo=d["motivo"], utente=request.user)
    )


def _mostra_atto(
    request: HttpRequest,
    sala: RichiestaSala,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, voce.fatto)
        return verso("scheda", sala)

    contesto = {"sala": sala, "aspetto": ASPETTI_SALA[sala.stato], "orario": orario(sala.prenotazione), "pagina": voce}
    return mostra_modulo(request, form, template="formazione/sala/atto.html", atto=atto, contesto=contesto)
