"""The repairs of the homes: list, record, and the acts from the report to the invoice."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions import manutenzione as atti
from gestore.choices import ASPETTI_MANUTENZIONE
from gestore.exports.manutenzione import MANUTENZIONI
from gestore.filters.manutenzione import ManutenzioneFiltro
from gestore.forms.manutenzione import (
    AnnullaManutenzioneForm,
    AutorizzaForm,
    ChiudiManutenzioneForm,
    ManutenzioneForm,
    PreventivoForm,
    contenuto,
)
from gestore.models import Manutenzione, Preventivo
from gestore.queries.pagine import indirizzo
from gestore.workflow import ETS, MANUTENZIONE, SPORTELLO_ETS, VEDONO_LE_CASE
from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Documento, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "entro": ("entro_il", "pk"),
    "alloggio": ("alloggio__codice", "pk"),
    "stato": ("stato", "entro_il", "pk"),
}
ATTO = "gestore/manutenzione/atto.html"
# Who reports a fault is often the household: accounts and audits read the fact, not the name.
LEGGONO_I_NOMI = (Ruolo.ASSISTENTE_SOCIALE, *ETS)


def elenco_manutenzioni(request: HttpRequest) -> Elenco:
    visibili = Manutenzione.objects.visibili_a(request.user).select_related("alloggio__comune")
    return Elenco(
        request, ManutenzioneFiltro(request.GET, visibili, utente=request.user), ORDINI, predefinito="-entro"
    )


@riservata(*VEDONO_LE_CASE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    manutenzioni = elenco_manutenzioni(request)
    nuova = Pulsante("Apri una manutenzione", reverse("gestore:manutenzione_nuova"), "primario")
    return mostra_elenco(
        request,
        manutenzioni,
        "gestore/manutenzione/elenco.html",
        pulsanti=[nuova] if request.user.ha_ruolo(*SPORTELLO_ETS) else [],
        righe=[(m, ASPETTI_MANUTENZIONE[m.stato]) for m in manutenzioni.pagina],
    )


@riservata(*VEDONO_LE_CASE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "manutenzioni", MANUTENZIONI, elenco_manutenzioni(request).righe)


def manutenzione_visibile(request: HttpRequest, pk: int) -> Manutenzione:
    visibili = Manutenzione.objects.visibili_a(request.user)
    return get_object_or_404(visibili.select_related("alloggio__comune", "autorizzata_da", "fattura"), pk=pk)


@riservata(*VEDONO_LE_CASE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    manutenzione = manutenzione_visibile(request, pk)
    legge_i_nomi = request.user.ha_ruolo(*LEGGONO_I_NOMI)
    contesto = {
        "manutenzione": manutenzione,
        "aspetto": ASPETTI_MANUTENZIONE[manutenzione.stato],
        "alloggio_url": indirizzo("alloggio_scheda", manutenzione.alloggio_id),
        "fatti": fatti(manutenzione, legge_i_nomi=legge_i_nomi),
        "chiusura": chiusura(manutenzione) if manutenzione.chiusa_il else [],
        "preventivi": manutenzione.preventivi.select_related("documento"),
        "in_ritardo": in_ritardo(manutenzione),
        "pulsanti": pulsanti(manutenzione, request.user),
        "modifiche": storia_di(manutenzione, nascosti=() if legge_i_nomi else ("segnalata_da",)),
    }
    return render(request, "gestore/manutenzione/scheda.html", contesto)


def in_ritardo(manutenzione: Manutenzione) -> bool:
    return manutenzione.stato in MANUTENZIONE["modifica"].da and manutenzione.entro_il < oggi()


def fatti(manutenzione: Manutenzione, *, legge_i_nomi: bool) -> list[Voce]:
    m = manutenzione
    segnalata = f"{in_data(m.aperta_il)}, {m.segnalata_da}" if legge_i_nomi else in_data(m.aperta_il)
    return [
        Voce("Segnalata", segnalata),
        Voce("Urgenza", m.get_urgenza_display()),
        Voce("Da fare entro il", in_data(m.entro_il)),
        Voce("A carico di", m.get_a_carico_di_display()),
        Voce("Autorizzata da", str(m.autorizzata_da) if m.autorizzata_da else ""),
    ]


def chiusura(manutenzione: Manutenzione) -> list[Voce]:
    m = manutenzione
    numero = f"n. {m.fattura_numero}" if m.fattura_numero else ""
    del_giorno = f"del {in_data(m.fattura_data)}" if m.fattura_data else ""
    scarica = reverse("gestore:manutenzione_fattura", args=[m.pk]) if m.fattura else ""
    fattura = " ".join(filter(None, [numero, del_giorno])) or ("Apri il file" if m.fattura else "")
    return [
        Voce("Finita il", in_data(m.chiusa_il) if m.chiusa_il else ""),
        Voce("Costo", in_euro(m.costo) if m.costo is not None else ""),
        Voce("Ditta", m.fornitore),
        Voce("Fattura", fattura, scarica),
        Voce("Com’è andata", m.esito),
    ]


def pulsanti(manutenzione: Manutenzione, utente: Utente) -> list[Pulsante]:
    """The acts of the table that this person may do now, the next one first."""
    possibili = [t for t in MANUTENZIONE.atti_possibili(manutenzione.stato, utente) if t.atto != "modifica"]
    modifica = [Pulsante("Modifica", verso("modifica", manutenzione))]
    azioni = [
        Pulsante(t.etichetta, verso(t.atto, manutenzione), "rischio" if t.atto == "annulla" else "secondario")
        for t in possibili
    ]
    return [*azioni, *(modifica if MANUTENZIONE.ammette("modifica", manutenzione.stato, utente) else [])]


def verso(atto: str, manutenzione: Manutenzione) -> str:
    return reverse(f"gestore:manutenzione_{atto}", args=[manutenzione.pk])


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A repair of a home of the ETS, already chosen when the address says ``?alloggio=12``."""
    alloggi = Alloggio.objects.visibili_a(request.user).in_gestione()
    iniziale = {"alloggio": request.GET.get("alloggio")}
    form = ManutenzioneForm(request.POST or None, alloggi=alloggi, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        manutenzione = atti.apri_manutenzione(dati["alloggio"], form.dati(), utente=request.user)
        messages.success(request, f"{manutenzione}: da fare entro il {in_data(manutenzione.entro_il)}.")
        return verso("scheda", manutenzione)

    contesto = {
        "titolo": "Apri una manutenzione",
        "azione": "Apri la manutenzione",
        "versione": None,
        "annulla": reverse("gestore:manutenzione_elenco"),
    }
    return mostra_modulo(request, form, template="gestore/manutenzione/modulo.html", atto=atto, contesto=contesto)


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    manutenzione = manutenzione_visibile(request, pk)
    form = ManutenzioneForm(request.POST or None, instance=manutenzione, alloggi=Alloggio.objects.none())
    versione, titolo = manutenzione.versione, str(manutenzione)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_manutenzione(
            manutenzione, form.dati(), utente=request.user, versione=versione_della_richiesta(request)
        )
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", manutenzione)

    contesto = {
        "titolo": titolo,
        "azione": "Salva",
        "versione": versione,
        "annulla": verso("scheda", manutenzione),
    }
    return mostra_modulo(request, form, template="gestore/manutenzione/modulo.html", atto=atto, contesto=contesto)


def _pagina_atto(manutenzione: Manutenzione, titolo: str, guida: str, azione: str, **altro: Any) -> dict[str, Any]:
    annulla = verso("scheda", manutenzione)
    comuni = {"manutenzione": manutenzione, "titolo": titolo, "guida": guida, "azione": azione, "annulla": annulla}
    return comuni | {"pericolo": False} | altro


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def aggiungi_preventivo(request: HttpRequest, pk: int) -> HttpResponse:
    manutenzione = manutenzione_visibile(request, pk)
    form = PreventivoForm(request.POST or None, request.FILES or None)

    def atto(dati: dict[str, Any]) -> str:
        campi = {nome: valore for nome, valore in dati.items() if nome != "file"}
        atti.aggiungi_preventivo_manutenzione(manutenzione, campi, utente=request.user, file=contenuto(dati["file"]))
        messages.success(request, f"Preventivo di {dati['fornitore']} aggiunto.")
        return verso("scheda", manutenzione)

    guida = "Quando sono arrivati, il coordinatore ne sceglie uno e autorizza il lavoro."
    contesto = _pagina_atto(manutenzione, "Aggiungi un preventivo", guida, "Aggiungi il preventivo")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(Ruolo.COORDINATORE_ETS)
@require_http_methods(["GET", "POST"])
def autorizza(request: HttpRequest, pk: int) -> HttpResponse:
    manutenzione = manutenzione_visibile(request, pk)
    form = AutorizzaForm(request.POST or None, preventivi=manutenzione.preventivi.all())

    def atto(dati: dict[str, Any]) -> str:
        atti.autorizza_manutenzione(manutenzione, utente=request.user, preventivo=dati.get("preventivo"))
        messages.success(request, "Manutenzione autorizzata.")
        return verso("scheda", manutenzione)

    guida = manutenzione.descrizione if form.fields else f"{manutenzione.descrizione}. Non ci sono preventivi."
    contesto = _pagina_atto(manutenzione, "Autorizza la manutenzione", guida, "Autorizza")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*ETS)
@require_http_methods(["GET", "POST"])
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    manutenzione = manutenzione_visibile(request, pk)
    iniziale = {"fornitore": manutenzione.fornitore}
    form = ChiudiManutenzioneForm(request.POST or None, request.FILES or None, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        atti.chiudi_manutenzione(manutenzione, form.dati(), utente=request.user, fattura=contenuto(dati["fattura"]))
        messages.success(request, "Manutenzione chiusa.")
        return verso("scheda", manutenzione)

    guida = "Se paga l’ente partner allega la fattura: il costo si può rendicontare nel trimestre in cui è finita."
    contesto = _pagina_atto(manutenzione, "Chiudi la manutenzione", guida, "Chiudi la manutenzione")
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    manutenzione = manutenzione_visibile(request, pk)
    form = AnnullaManutenzioneForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        atti.annulla_manutenzione(manutenzione, perche=dati["perche"], utente=request.user)
        messages.success(request, "Manutenzione annullata.")
        return verso("scheda", manutenzione)

    contesto = _pagina_atto(
        manutenzione, "Annulla la manutenzione", "Resta nell’elenco con il motivo.", "Annulla", pericolo=True
    )
    return mostra_modulo(request, form, template=ATTO, atto=atto, contesto=contesto)


@riservata(*VEDONO_LE_CASE)
@require_GET
def fattura(request: HttpRequest, pk: int) -> FileResponse:
    """The invoice of the repair, for who may see the repair."""
    return _file(request, manutenzione_visibile(request, pk).fattura)


@riservata(*VEDONO_LE_CASE)
@require_GET
def preventivo(request: HttpRequest, pk: int, preventivo_pk: int) -> FileResponse:
    preventivi = Preventivo.objects.filter(manutenzione=manutenzione_visibile(request, pk))
    return _file(request, get_object_or_404(preventivi.select_related("documento"), pk=preventivo_pk).documento)


def _file(request: HttpRequest, documento: Documento | None) -> FileResponse:
    if documento is None:
        raise Http404("Il file non c’è.")
    return rispondi_file(documento, scarica="scarica" in request.GET)
