"""The certificates: who gets one, the list, the record with its file, the one cancelled."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from formazione.actions import attestato as atti
from formazione.exports.attestato import ATTESTATI
from formazione.filters.attestato import AttestatoFiltro, CandidatoFiltro
from formazione.forms.attestato import AnnullaForm
from formazione.models import Attestato, Evento
from formazione.queries.attestato import (
    attestati_visibili,
    candidati,
    giorni_di,
    riassunto,
    senza_file,
)
from formazione.queries.pagine import indirizzo
from formazione.rules.attestato import in_ore, minuti_che_servono, valuta_attestato
from formazione.views.evento import evento_visibile
from formazione.workflow import DIREZIONE, EVENTO, ISCRIVONO, TENGONO
from valdera_housing.actions.lettura import annota_esportazione, annota_lettura
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, mostra_modulo

ORDINI = {
    "rilasciato": ("rilasciato_il", "pk"),
    "numero": ("numero", "pk"),
    "persona": ("iscrizione__cognome", "iscrizione__nome", "pk"),
}
PER_PAGINA = 50
VALIDO, ANNULLATO = Aspetto("spunta", "positivo", "Valido"), Aspetto("croce", "negativo", "Annullato")
HA_GIA, RICEVE = Aspetto("spunta-quadra", "inizio", "Ce l’ha già"), Aspetto("spunta", "positivo", "Lo riceve")
NON_RICEVE = Aspetto("croce", "negativo", "Non ha le ore")
ANNULLA = PaginaAtto(
    "Annulla l’attestato", "Chi verifica il codice legge che è annullato. Poi se ne può rilasciare un altro.",
    "Annulla l’attestato", "Attestato annullato.", pericolo=True,
)  # fmt: skip


def aspetto(attestato: Attestato) -> Aspetto:
    return ANNULLATO if attestato.annullato_il else VALIDO


def risposta(candidato: Any) -> Aspetto:
    """What happens to a person of queries.attestato.candidati."""
    if candidato.attestato:
        return HA_GIA
    return RICEVE if candidato.merita else NON_RICEVE


# --- who gets one -----------------------------------------------------------------------------------------------


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def rilascia(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gets it and who does not, with the hours of each, before anything is made; then the worker makes them."""
    evento = evento_visibile(request, pk)
    if request.method == "GET":
        return mostra_candidati(request, evento)

    def atto() -> str:
        return reverse("lavoro_scheda", args=[atti.rilascia_attestati(evento, utente=request.user).pk])

    return esegui_o_spiega(request, atto, lambda esito: mostra_candidati(request, evento, esito))


def mostra_candidati(request: HttpRequest, evento: Evento, rifiuto: Esito | None = None) -> HttpResponse:
    somme, mancano = riassunto(evento), senza_file(evento).count()
    filtro = CandidatoFiltro(request.GET, candidati(evento))
    elenco = Elenco(request, filtro, {"nome": ("cognome", "nome", "pk")}, per_pagina=PER_PAGINA)
    return mostra_elenco(
        request,
        elenco,
        "formazione/attestato/rilascia.html",
        evento=evento,
        scheda=indirizzo("evento_scheda", evento.pk),
        righe=[(i, valuta_attestato(i.minuti, evento.minuti, evento.soglia), risposta(i)) for i in elenco.pagina],
        servono=in_ore(minuti_che_servono(evento.minuti, evento.soglia)),
        durata=in_ore(evento.minuti),
        pulsanti=pulsanti_rilascio(evento, request.user, somme["ricevono"] + mancano),
        senza_file=mancano,
        somme=somme,
        rifiuto=rifiuto,
    )


def pulsanti_rilascio(evento: Evento, utente: Utente, quanti: int) -> list[Pulsante]:
    """The one button, or why it cannot be pressed."""
    motivo = ""
    if not evento.con_attestato:
        motivo = atti.SENZA_ATTESTATO
    elif not EVENTO.ammette("rilascia_attestati", evento.stato, utente):
        motivo = "Gli attestati si rilasciano quando l’evento è chiuso come svolto."
    elif not quanti:
        motivo = atti.NESSUNO
    parole = f"Rilascia {quanti} {plurale(quanti, 'attestato,attestati')}" if quanti else "Rilascia gli attestati"
    url = reverse("formazione:evento_rilascia_attestati", args=[evento.pk])
    return [Pulsante(parole, url, "primario", "post", motivo)]


# --- list and record --------------------------------------------------------------------------------------------


def elenco_attestati(request: HttpRequest) -> Elenco:
    filtro = AttestatoFiltro(request.GET, attestati_visibili(request.user), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-rilasciato")


@riservata(*ISCRIVONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    attestati = elenco_attestati(request)
    righe = [(a, in_ore(a.minuti), in_ore(a.minuti_evento), aspetto(a)) for a in attestati.pagina]
    return mostra_elenco(request, attestati, "formazione/attestato/elenco.html", righe=righe)


@riservata(*ISCRIVONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list with the same filters; whose data left is written in the log of reads."""
    attestati = list(elenco_attestati(request).righe)
    annota_esportazione(request.user, {a.iscrizione.persona for a in attestati if a.iscrizione.persona})
    return rispondi_foglio(request, "attestati", ATTESTATI, attestati)


def attestato_visibile(request: HttpRequest, pk: int) -> Attestato:
    visibili = attestati_visibili(request.user).select_related("documento", "rilasciato_da")
    return get_object_or_404(visibili, pk=pk)


@riservata(*ISCRIVONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    attestato = attestato_visibile(request, pk)
    if attestato.iscrizione.persona:
        annota_lettura(request.user, attestato.iscrizione.persona)
    contesto = {
        "attestato": attestato,
        "aspetto": aspetto(attestato),
        "fatti": fatti(attestato),
        "pulsanti": pulsanti(attestato, request.user),
        "modifiche": storia_di(attestato),
    }
    return render(request, "formazione/attestato/scheda.html", contesto)


def fatti(attestato: Attestato) -> list[Voce]:
    evento = attestato.iscrizione.evento
    voci = [
        Voce("Persona", str(attestato.iscrizione)),
        Voce("Evento", f"{evento.numero}, {evento.titolo}", indirizzo("evento_scheda", evento.pk)),
        Voce("Quando si è tenuto", giorni_di(evento)),
        Voce("Ore frequentate", f"{in_ore(attestato.minuti)} su {in_ore(attestato.minuti_evento)}"),
        Voce("Codice CNOAS", evento.accreditamento),
        Voce("Codice di verifica", attestato.codice),
        Voce("Rilasciato il", in_data(attestato.rilasciato_il), nota=f"da {attestato.rilasciato_da}"),
        Voce("Annullato il", in_data(attestato.annullato_il) if attestato.annullato_il else ""),
        Voce("Perché", attestato.motivo),
    ]
    return [voce for voce in voci if voce.valore]


def pulsanti(attestato: Attestato, utente: Utente) -> list[Pulsante]:
    bottoni = []
    if attestato.documento_id:
        bottoni.append(
            Pulsante("Apri il PDF", reverse("formazione:attestato_scarica", args=[attestato.pk]), "primario")
        )
    if utente.ha_ruolo(*DIREZIONE) and attestato.annullato_il is None:
        bottoni.append(Pulsante("Annulla…", reverse("formazione:attestato_annulla", args=[attestato.pk]), "rischio"))
    return bottoni


@riservata(*ISCRIVONO)
@require_GET
def scarica(request: HttpRequest, pk: int) -> HttpResponseBase:
    attestato = attestato_visibile(request, pk)
    if attestato.documento is None:
        raise Http404("Il file di questo attestato non è ancora pronto.")
    return rispondi_file(attestato.documento)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    attestato = attestato_visibile(request, pk)
    form = AnnullaForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        atti.annulla_attestato(attestato, motivo=dati["motivo"], utente=request.user)
        messages.success(request, ANNULLA.fatto)
        return reverse("formazione:attestato_scheda", args=[attestato.pk])

    contesto = {"attestato": attestato, "aspetto": aspetto(attestato), "pagina": ANNULLA}
    return mostra_modulo(request, form, template="formazione/attestato/annulla.html", atto=atto, contesto=contesto)
