"""Desks: where they are, their rooms, when they are open and when they are not."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from valdera_housing.actions import luogo as atti
from valdera_housing.choices import TENGONO_I_LUOGHI, VEDONO_I_LUOGHI
from valdera_housing.exports import SEDI
from valdera_housing.filters.luogo import SedeFilter
from valdera_housing.forms.luogo import ChiusuraForm, OrarioForm, SedeForm, StanzaForm, TogliOrarioForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, in_periodo, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Chiusura, OrarioApertura, Sede, Stanza, Utente
from valdera_housing.queries.luogo import (
    impegni_nei_giorni,
    orari_in_breve,
    prossime_chiusure,
    prossime_feste,
    sedi_con_stanze,
    settimana,
)
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {
    "nome": ("nome",),
    "tipo": ("tipo", "nome"),
    "comune": ("comune__nome", "nome"),
    "viaggio": ("minuti_viaggio", "nome"),
}
MODULO = "valdera_housing/sede/modulo.html"


def elenco_sedi(request: HttpRequest) -> Elenco:
    return Elenco(request, SedeFilter(request.GET, sedi_con_stanze()), ORDINI, predefinito="tipo")


@riservata(*VEDONO_I_LUOGHI)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    sedi = elenco_sedi(request)
    pulsanti = [Pulsante("Mediatori", reverse("mediatore_elenco"))]
    if request.user.ha_ruolo(*TENGONO_I_LUOGHI):
        pulsanti.insert(0, Pulsante("Registra una sede", reverse("sede_nuova"), "primario"))
    pagina = sedi.pagina
    orari = orari_in_breve(pagina.object_list, oggi())
    return mostra_elenco(
        request,
        sedi,
        "valdera_housing/sede/elenco.html",
        pulsanti=pulsanti,
        righe=[(sede, orari.get(sede.pk, "")) for sede in pagina],
    )


@riservata(*VEDONO_I_LUOGHI)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "sedi", SEDI, elenco_sedi(request).righe)


@riservata(*VEDONO_I_LUOGHI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, get_object_or_404(Sede.objects.select_related("comune"), pk=pk))


def pagina(request: HttpRequest, sede: Sede, rifiuto: Esito | None = None) -> HttpResponse:
    """The page of a desk; ``rifiuto`` says why an act asked from it was not done."""
    giorno = oggi()
    contesto = {
        "sede": sede,
        "rifiuto": rifiuto,
        "fatti": fatti(sede),
        "stanze": sede.stanze.order_by("nome"),
        "settimana": settimana(sede, giorno),
        "oggi": giorno,
        "chiusure": prossime_chiusure(sede, giorno),
        "feste": prossime_feste(sede, giorno),
        "tiene": request.user.ha_ruolo(*TENGONO_I_LUOGHI),
        "pulsanti": pulsanti(sede, request.user),
        "modifiche": storia_di(sede, parti="orari"),
    }
    return render(request, "valdera_housing/sede/scheda.html", contesto)


def fatti(sede: Sede) -> list[Voce]:
    viaggio = f"{sede.minuti_viaggio} minuti" if sede.minuti_viaggio else ""
    return [
        Voce("Tipo", sede.get_tipo_display()),
        Voce("Comune", sede.comune.nome),
        Voce("Indirizzo", sede.indirizzo),
        Voce("Telefono", sede.telefono),
        Voce("Viaggio dalla sede centrale", viaggio),
    ]


def pulsanti(sede: Sede, utente: Utente) -> list[Pulsante]:
    if not utente.ha_ruolo(*TENGONO_I_LUOGHI):
        return []
    return [
        Pulsante("Modifica", reverse("sede_modifica", args=[sede.pk]), "primario"),
        Pulsante("Aggiungi un orario", reverse("orario_nuovo", args=[sede.pk])),
        Pulsante("Aggiungi una chiusura", reverse("chiusura_nuova", args=[sede.pk])),
        Pulsante("Aggiungi una stanza", reverse("stanza_nuova", args=[sede.pk])),
    ]


def verso(sede: Sede) -> str:
    return reverse("sede_scheda", args=[sede.pk])


def _contesto(titolo: str, azione: str, sede: Sede | None = None, **altro: Any) -> dict[str, Any]:
    annulla = verso(sede) if sede else reverse("sede_elenco")
    comuni = {"titolo": titolo, "azione": azione, "sede": sede, "annulla": annulla}
    return comuni | {"versione": None, "guida": "", "pericolo": False} | altro


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        sede = atti.registra_sede(dati)
        messages.success(request, f"{sede}: aggiungi le stanze e gli orari.")
        return verso(sede)

    contesto = _contesto("Registra una sede", "Registra la sede")
    return mostra_modulo(request, SedeForm(request.POST or None), template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    sede = get_object_or_404(Sede, pk=pk)
    contesto = _contesto(f"Modifica {sede}", "Salva", sede, versione=sede.versione)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_sede(sede, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso(sede)

    form = SedeForm(request.POST or None, instance=sede)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


# --- rooms -----------------------------------------------------------------------------------


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def stanza_nuova(request: HttpRequest, pk: int) -> HttpResponse:
    sede = get_object_or_404(Sede, pk=pk)

    def atto(dati: dict[str, Any]) -> str:
        stanza = atti.aggiungi_stanza(sede, dati)
        messages.success(request, f"{stanza} aggiunta.")
        return verso(sede)

    contesto = _contesto("Aggiungi una stanza", "Aggiungi la stanza", sede)
    return mostra_modulo(request, StanzaForm(request.POST or None), template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def stanza_modifica(request: HttpRequest, pk: int) -> HttpResponse:
    stanza = get_object_or_404(Stanza.objects.select_related("sede"), pk=pk)
    contesto = _contesto(f"Modifica {stanza}", "Salva", stanza.sede, versione=stanza.versione)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_stanza(stanza, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso(stanza.sede)

    form = StanzaForm(request.POST or None, instance=stanza)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


# --- hours -----------------------------------------------------------------------------------


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def orario_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """New hours; ``?giorno=3`` has already chosen the day of the week."""
    sede = get_object_or_404(Sede, pk=pk)
    form = OrarioForm(request.POST or None, sede=sede, initial={"giorno": request.GET.get("giorno")})

    def atto(dati: dict[str, Any]) -> str:
        orario = atti.aggiungi_orario(sede, dati)
        messages.success(request, f"{orario}: orario aggiunto.")
        return verso(sede)

    contesto = _contesto("Aggiungi un orario", "Aggiungi l’orario", sede)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


def orario_della_sede(pk: int) -> OrarioApertura:
    return get_object_or_404(OrarioApertura.objects.select_related("sede"), pk=pk)


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def orario_modifica(request: HttpRequest, pk: int) -> HttpResponse:
    orario = orario_della_sede(pk)
    sede, titolo = orario.sede, f"Correggi {orario}"

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_orario(orario, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso(sede)

    guida = "Se l’orario cambia da un giorno in poi, togli questo con il suo ultimo giorno e aggiungine un altro."
    form = OrarioForm(request.POST or None, instance=orario, sede=sede)
    contesto = _contesto(titolo, "Salva", sede, versione=sede.versione, guida=guida)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def orario_togli(request: HttpRequest, pk: int) -> HttpResponse:
    orario = orario_della_sede(pk)
    form = TogliOrarioForm(request.POST if request.method == "POST" else None, valido_dal=orario.valido_dal)

    def atto(dati: dict[str, Any]) -> str:
        atti.togli_orario(orario, al=dati.get("al") or oggi(), oggi=oggi())
        messages.success(request, f"{orario}: orario tolto.")
        return verso(orario.sede)

    guida = "Gli appuntamenti già fissati dopo quel giorno restano: spostali tu."
    if not form.fields:
        guida = f"Non è ancora cominciato (vale dal {in_data(orario.valido_dal)}): lo togli del tutto."
    contesto = _contesto(f"Togli {orario}", "Togli l’orario", orario.sede, guida=guida, pericolo=True)
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


# --- closures --------------------------------------------------------------------------------


@riservata(*TENGONO_I_LUOGHI)
@require_http_methods(["GET", "POST"])
def chiusura_nuova(request: HttpRequest, pk: int) -> HttpResponse:
    sede = get_object_or_404(Sede, pk=pk)

    def atto(dati: dict[str, Any]) -> str:
        chiusa = None if dati["tutte"] else sede
        chiusura = atti.registra_chiusura(chiusa, {nome: dati[nome] for nome in ("dal", "al", "motivo")})
        periodo = in_periodo(chiusura.dal, chiusura.al)
        messages.success(request, f"Chiusura {periodo}: nessun appuntamento si potrà fissare in quei giorni.")
        if quanti := impegni_nei_giorni(chiusa, chiusura.dal, chiusura.al):
            gia = plurale(quanti, "impegno già fissato,impegni già fissati")
            messages.warning(request, f"Da spostare: {quanti} {gia} in quei giorni.")
        return verso(sede)

    guida = "Le feste nazionali e il santo patrono ci sono già: qui si scrivono gli altri giorni."
    contesto = _contesto("Aggiungi una chiusura", "Aggiungi la chiusura", sede, guida=guida)
    return mostra_modulo(request, ChiusuraForm(request.POST or None), template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO_I_LUOGHI)
@require_POST
def chiusura_togli(request: HttpRequest, pk: int, chiusura_pk: int) -> HttpResponse:
    """Open again in the days to come: a closure of this desk, or one of all the desks read from its page."""
    sede = get_object_or_404(Sede.objects.select_related("comune"), pk=pk)
    chiusura = get_object_or_404(Chiusura, Q(sede=sede) | Q(sede=None), pk=chiusura_pk)

    def atto() -> str:
        atti.togli_chiusura(chiusura, oggi=oggi())
        messages.success(request, f"{chiusura}: chiusura tolta.")
        return verso(sede)

    return esegui_o_spiega(request, atto, lambda esito: pagina(request, sede, esito))
