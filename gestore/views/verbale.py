"""Handover reports: written on the spot, printed, signed; the signed one is read and never changed."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gestore.actions.lettera import stampa_verbale
from gestore.actions.verbale import (
    consegna_sublocazione,
    elimina_foto_verbale,
    redigi_verbale,
    riconsegna_sublocazione,
)
from gestore.choices import StatoVerbale, TipoVerbale
from gestore.forms.verbale import FirmaVerbaleForm, VerbaleForm
from gestore.models import FotoVerbale, Sublocazione, VerbaleConsegna
from gestore.queries.verbale import confronta, consegna_firmata, danni
from gestore.views.sublocazione import indirizzo, mostra_atto, sublocazione_visibile
from gestore.workflow import ETS, SPORTELLO_ETS, VEDONO_I_CONTRATTI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.views.file import rispondi_file
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

MODULO = "gestore/verbale/modulo.html"
ASPETTI = {
    StatoVerbale.BOZZA: Aspetto("tratteggio", "inizio", StatoVerbale.BOZZA.label),
    StatoVerbale.FIRMATO: Aspetto("spunta", "positivo", StatoVerbale.FIRMATO.label),
}


def verbale_visibile(request: HttpRequest, pk: int) -> VerbaleConsegna:
    verbali = VerbaleConsegna.objects.filter(sublocazione__in=Sublocazione.objects.visibili_a(request.user))
    return get_object_or_404(
        verbali.select_related(
            "sublocazione__contratto__alloggio__comune",
            "sublocazione__contratto__nucleo",
            "sublocazione__locazione__contratto__proprietario",
            "redatto_da",
            "firmato_documento",
        ),
        pk=pk,
    )


def indirizzo_di(verbale: VerbaleConsegna, nome: str = "scheda") -> str:
    return reverse(f"gestore:verbale_{nome}", args=[verbale.pk])


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def consegna(request: HttpRequest, pk: int) -> HttpResponse:
    return redigi(request, pk, TipoVerbale.CONSEGNA)


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def riconsegna(request: HttpRequest, pk: int) -> HttpResponse:
    """As the handover, with every room as it was given."""
    return redigi(request, pk, TipoVerbale.RICONSEGNA)


def redigi(request: HttpRequest, pk: int, tipo: TipoVerbale) -> HttpResponse:
    """The page where a report is written, also from a phone; saved as often as needed, then signed."""
    sublocazione = sublocazione_visibile(request, pk)
    contratto = sublocazione.contratto
    verbale = sublocazione.verbali.filter(tipo=tipo).first()
    prima = consegna_firmata(sublocazione) if tipo == TipoVerbale.RICONSEGNA else None
    form = VerbaleForm(
        request.POST or None,
        request.FILES or None,
        tipo=tipo,
        alloggio=contratto.alloggio,
        verbale=verbale,
        consegna=list(prima.stanze.all()) if prima else [],
    )

    def atto(_: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request) if "versione" in request.POST else None
        salvato = redigi_verbale(sublocazione, tipo, form.contenuto(), utente=request.user, versione=versione)
        messages.success(request, "Verbale salvato in bozza.")
        return indirizzo_di(salvato, "firma" if "firma" in request.POST else "scheda")

    contesto = {
        "titolo": f"Verbale di {tipo.label.lower()}",
        "contratto": contratto,
        "verbale": verbale,
        "foto": list(verbale.foto.all()) if verbale else [],
        "versione": verbale.versione if verbale else None,
        "annulla": indirizzo("scheda", sublocazione),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, verbale_visibile(request, pk))


def pagina(request: HttpRequest, verbale: VerbaleConsegna, rifiuto: Esito | None = None) -> HttpResponse:
    """A report to read: rooms side by side with how they were given, meters, photos, who signed."""
    riconsegna_ = verbale.tipo == TipoVerbale.RICONSEGNA
    prima = consegna_firmata(verbale.sublocazione) if riconsegna_ else None
    stanze = list(verbale.stanze.all())
    contratto = verbale.sublocazione.contratto
    contesto = {
        "verbale": verbale,
        "contratto": contratto,
        "chi": contratto.chi_conduce(request.user),
        "aspetto": ASPETTI[StatoVerbale(verbale.stato)],
        "rifiuto": rifiuto,
        "fatti": fatti(request, verbale),
        "con_prima": prima is not None,
        "confronti": confronta(list(prima.stanze.all()) if prima else [], stanze),
        "danni": danni(stanze),
        "contatori": list(verbale.contatori.all()),
        "foto": list(verbale.foto.all()),
        "pulsanti": pulsanti(request, verbale),
        "scrive": verbale.stato == StatoVerbale.BOZZA and request.user.ha_ruolo(*SPORTELLO_ETS),
        "scheda_url": indirizzo("scheda", verbale.sublocazione),
    }
    return render(request, "gestore/verbale/scheda.html", contesto)


def fatti(request: HttpRequest, verbale: VerbaleConsegna) -> list[Voce]:
    """Names of who signed are read by who keeps the contract."""
    voci = [Voce("Giorno", in_data(verbale.data)), Voce("Chiavi e telecomandi", verbale.chiavi)]
    if request.user.ha_ruolo(*ETS):
        voci += [Voce("Per l’ente", verbale.per_l_ente), Voce("Per il nucleo", verbale.per_il_nucleo)]
    return [*voci, Voce("Scritto da", str(verbale.redatto_da)), Voce("Note", verbale.note)]


def pulsanti(request: HttpRequest, verbale: VerbaleConsegna) -> list[Pulsante]:
    if verbale.stato == StatoVerbale.FIRMATO:
        copia = verbale.firmato_documento and request.user.ha_ruolo(*ETS)
        return [Pulsante("Scarica la copia firmata", indirizzo_di(verbale, "firmato"))] if copia else []
    if not request.user.ha_ruolo(*SPORTELLO_ETS):
        return []
    return [
        Pulsante("Registra le firme…", indirizzo_di(verbale, "firma"), "primario"),
        Pulsante("Prepara il PDF da firmare", indirizzo_di(verbale, "stampa"), metodo="post"),
        Pulsante("Modifica", indirizzo(verbale.tipo.lower(), verbale.sublocazione)),
    ]


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def firma(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed; from here the sublease runs, or is over."""
    verbale = verbale_visibile(request, pk)
    sublocazione = verbale.sublocazione
    nomi = {"per_l_ente": request.user.get_full_name(), "per_il_nucleo": sublocazione.contratto.conduttore}
    form = FirmaVerbaleForm(request.POST or None, request.FILES or None, tipo=verbale.tipo, initial=nomi)

    def atto(dati: dict[str, Any]) -> str:
        if verbale.tipo == TipoVerbale.CONSEGNA:
            consegna_sublocazione(sublocazione, form.firme(), utente=request.user)
            messages.success(request, "Chiavi consegnate: la sublocazione è in corso.")
        else:
            motivo = dati["motivo"]
            riconsegna_sublocazione(sublocazione, form.firme(), utente=request.user, motivo=motivo)
            messages.success(request, "Chiavi riprese: la sublocazione è cessata e l’alloggio è sfitto.")
        return indirizzo("scheda", sublocazione)

    return mostra_atto(
        request,
        sublocazione,
        form,
        atto,
        titolo=f"Firme del verbale di {verbale.get_tipo_display().lower()}",
        spiega="Dopo la firma il verbale non si cambia più.",
        azione="Registra le firme",
    )


@riservata(*SPORTELLO_ETS)
@require_POST
def stampa(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it is now, as a PDF to sign by hand."""
    verbale = verbale_visibile(request, pk)

    def atto() -> str:
        return reverse("lettera_scarica", args=[stampa_verbale(verbale, utente=request.user).pk])

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, verbale, rifiuto))


def foto_visibile(request: HttpRequest, pk: int, foto_pk: int) -> FotoVerbale:
    foto = FotoVerbale.objects.select_related("documento", "verbale")
    return get_object_or_404(foto, pk=foto_pk, verbale=verbale_visibile(request, pk))


@riservata(*VEDONO_I_CONTRATTI)
@require_GET
def foto(request: HttpRequest, pk: int, foto_pk: int) -> FileResponse:
    """A photo of a report, for who may see the report."""
    return rispondi_file(foto_visibile(request, pk, foto_pk).documento)


@riservata(*SPORTELLO_ETS)
@require_POST
def elimina_foto(request: HttpRequest, pk: int, foto_pk: int) -> HttpResponse:
    """Take a photo out of a draft."""
    verbale = verbale_visibile(request, pk)

    def atto() -> str:
        elimina_foto_verbale(foto_visibile(request, pk, foto_pk), utente=request.user)
        messages.success(request, "Foto tolta.")
        return indirizzo_di(verbale)

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, verbale, rifiuto))


@riservata(*ETS)
@require_GET
def firmato(request: HttpRequest, pk: int) -> FileResponse:
    """The signed paper: it carries names, so only who keeps the contract opens it."""
    verbale = verbale_visibile(request, pk)
    if verbale.firmato_documento is None:
        raise Http404("Di questo verbale non c’è la copia firmata.")
    return rispondi_file(verbale.firmato_documento)
