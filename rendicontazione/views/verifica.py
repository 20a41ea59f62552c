"""The desk of the official: the document beside its data, the three tests, the decision, the next one."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rendicontazione.actions import verifica as atti
from rendicontazione.choices import IN_VERIFICA, StatoSpesa
from rendicontazione.forms.verifica import AmmettiInParteForm, ChiediIntegrazioneForm, NonAmmettereForm
from rendicontazione.models import Spesa
from rendicontazione.queries.verifica import coda_di
from rendicontazione.rules.ammissione import Capienza, avvisa_eccedenza, dividi
from rendicontazione.views.registro_spese import decisione, fascicolo, spesa_visibile
from rendicontazione.workflow import SPESA, UNIONE
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import AttoRifiutato, Esito, ModificaConcorrente, no
from valdera_housing.kit.scrittura import in_data
from valdera_housing.views.modulo import esegui, mostra_modulo, versione_della_richiesta

CAMBIATA = Esito((no("Qualcuno ha cambiato questa spesa mentre la guardavi: controlla com'è adesso e ripeti"),))
SCORCIATOIE = {"ammetti": "A", "ammetti_in_parte": "P", "chiedi_integrazione": "I", "non_ammettere": "N"}


@riservata(*UNIONE)
@require_GET
def pagina(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra(request, spesa_visibile(request, pk))


def mostra(request: HttpRequest, spesa: Spesa, rifiuto: Esito | None = None, stato: int = 200) -> HttpResponse:
    """The page of the decision, also when an act has just been refused (422) or somebody came first (409)."""
    contesto = fascicolo(request, spesa)
    contesto |= {
        "rifiuto": rifiuto,
        "coda": coda_di(spesa),
        "eccedenza": avviso_eccedenza(spesa, contesto),
        "pulsanti": pulsanti(request, spesa, contesto),
    }
    return render(request, "rendicontazione/spesa/verifica.html", contesto, status=stato)


def avviso_eccedenza(spesa: Spesa, contesto: dict[str, Any]) -> Esito:
    if spesa.stato not in IN_VERIFICA:
        return Esito()
    return avvisa_eccedenza(parti_di(spesa, contesto), contesto["linea"].numero)


def parti_di(spesa: Spesa, contesto: dict[str, Any]) -> Any:
    linea = contesto["linea"]
    return dividi(spesa.importo, Capienza(linea.budget_vigente, linea.ammesso))


def pulsanti(request: HttpRequest, spesa: Spesa, contesto: dict[str, Any]) -> list[Pulsante]:
    """The decisions possible now, the main one with its amount; what is in the way is written under them."""
    impedita = impedimento(request, spesa)
    possibili = {t.atto: t for t in SPESA.atti_possibili(spesa.stato, request.user)}
    versione = ("versione", str(spesa.versione))
    bottoni = []
    if "ammetti" in possibili:
        ammissibile = parti_di(spesa, contesto).ammesso
        ostacoli = contesto["prove"].insieme.ostacoli
        bottoni.append(
            Pulsante(
                f"Ammetti {in_euro(ammissibile)}",
                _indirizzo("ammetti", spesa),
                "primario",
                "post",
                motivo=impedita or (f"Non si può ammettere. {ostacoli[0]}" if ostacoli else ""),
                scorciatoia=SCORCIATOIE["ammetti"],
                nascosti=(versione, ("visto", str(ammissibile))),
            )
        )
    for nome in ("ammetti_in_parte", "chiedi_integrazione", "non_ammettere"):
        if nome in possibili and not (nome == "ammetti_in_parte" and spesa.importo < 0):
            tipo = "rischio" if nome == "non_ammettere" else "secondario"
            etichetta, lettera = possibili[nome].etichetta, SCORCIATOIE[nome]
            bottoni.append(Pulsante(etichetta, _indirizzo(nome, spesa), tipo, motivo=impedita, scorciatoia=lettera))
    if "rivedi" in possibili:
        indirizzo = _indirizzo("rivedi", spesa)
        bottoni.append(
            Pulsante(possibili["rivedi"].etichetta, indirizzo, metodo="post", motivo=impedita, nascosti=(versione,))
        )
    return bottoni + insieme(request, spesa, contesto, impedita)


def insieme(request: HttpRequest, spesa: Spesa, contesto: dict[str, Any], impedita: str) -> list[Pulsante]:
    """One button for all the shares of a bill that wait in this quarter, when they are more than one."""
    attesa = [
        riga
        for riga in contesto["quote"]
        if riga.spesa.stato == StatoSpesa.PRESENTATA and riga.spesa.rendiconto_id == spesa.rendiconto_id
    ]
    if impedita or len(attesa) < 2 or spesa.stato != StatoSpesa.PRESENTATA or not contesto["prove"].superate:
        return []
    totale = sum(riga.parti.ammesso for riga in attesa)
    trimestre = f"trimestre={spesa.rendiconto.trimestre.numero}"
    return [
        Pulsante(
            f"Ammetti le {len(attesa)} quote, {in_euro(totale)}",
            reverse("rendicontazione:spesa_ammetti_in_blocco"),
            metodo="post",
            nascosti=(*(("spesa", str(riga.spesa.pk)) for riga in attesa), ("filtri", trimestre)),
        )
    ]


def impedimento(request: HttpRequest, spesa: Spesa) -> str:
    """Why this person cannot decide on this share now, whatever the share is worth."""
    if not spesa.rendiconto.in_esame:
        return f"Il rendiconto non è in verifica: è «{spesa.rendiconto.get_stato_display().lower()}»."
    if spesa.creata_da_id == request.user.pk:
        return "L'hai inserita tu: la verifica un'altra persona."
    return ""


def _indirizzo(atto: str, spesa: Spesa) -> str:
    return reverse(f"rendicontazione:spesa_{atto}", args=[spesa.pk])


def prossima(spesa: Spesa) -> str:
    """Where to go after a decision: the next share to look at, or the quarter when none is left."""
    coda = coda_di(spesa)
    if coda.successiva:
        return reverse("rendicontazione:spesa_verifica", args=[coda.successiva])
    return reverse("rendicontazione:rendiconto_scheda", args=[spesa.rendiconto_id])


def bottone(request: HttpRequest, pk: int, fai: Callable[[Spesa], str]) -> HttpResponse:
    """A decision without anything to write: done once, or the page with the reasons."""
    spesa = spesa_visibile(request, pk)
    try:
        return esegui(request, lambda: fai(spesa))
    except AttoRifiutato as rifiuto:
        return mostra(request, spesa_visibile(request, pk), rifiuto.esito, 422)
    except ModificaConcorrente:
        return mostra(request, spesa_visibile(request, pk), CAMBIATA, 409)


@riservata(*UNIONE)
@require_POST
def ammetti(request: HttpRequest, pk: int) -> HttpResponse:
    def fai(spesa: Spesa) -> str:
        ammessa = atti.ammetti_spesa(
            spesa, utente=request.user, versione=versione_della_richiesta(request), visto=importo_visto(request)
        )
        messages.success(request, f"Spesa {ammessa.numero}: {decisione(ammessa)}.")
        return prossima(ammessa)

    return bottone(request, pk, fai)


def importo_visto(request: HttpRequest) -> Decimal:
    """The amount that was written on the button."""
    try:
        return CampoEuro().clean(request.POST.get("visto", ""))
    except ValidationError as errore:
        raise BadRequest("La pagina è scaduta: ricaricala e riprova.") from errore


@riservata(*UNIONE)
@require_POST
def rivedi(request: HttpRequest, pk: int) -> HttpResponse:
    def fai(spesa: Spesa) -> str:
        atti.rivedi_decisione(spesa, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, f"La spesa {spesa.numero} aspetta di nuovo una decisione.")
        return _indirizzo("verifica", spesa)

    return bottone(request, pk, fai)


def modulo(
    request: HttpRequest, pk: int, form: BaseForm, fai: Callable[[Spesa, dict[str, Any]], str], **parole: Any
) -> HttpResponse:
    """A decision that asks for a reason, written beside the document; then the next share."""
    spesa = spesa_visibile(request, pk)

    def atto(dati: dict[str, Any]) -> str:
        messages.success(request, f"Spesa {spesa.numero}: {fai(spesa, dati)}.")
        return prossima(spesa)

    contesto = fascicolo(request, spesa) | {"impedita": impedimento(request, spesa), "pericolo": False} | parole
    return mostra_modulo(request, form, template="rendicontazione/spesa/decidi.html", atto=atto, contesto=contesto)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def ammetti_in_parte(request: HttpRequest, pk: int) -> HttpResponse:
    def fai(spesa: Spesa, dati: dict[str, Any]) -> str:
        importo = dati.pop("ammesso")
        versione = versione_della_richiesta(request)
        return decisione(atti.ammetti_in_parte(spesa, utente=request.user, versione=versione, importo=importo, **dati))

    form = AmmettiInParteForm(request.POST or None)
    return modulo(request, pk, form, fai, titolo="Ammetti in parte", azione="Ammetti in parte")


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def non_ammettere(request: HttpRequest, pk: int) -> HttpResponse:
    def fai(spesa: Spesa, dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        return decisione(atti.non_ammettere(spesa, utente=request.user, versione=versione, **dati))

    form = NonAmmettereForm(request.POST or None)
    return modulo(request, pk, form, fai, titolo="Non ammettere", azione="Non ammettere", pericolo=True)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def chiedi_integrazione(request: HttpRequest, pk: int) -> HttpResponse:
    def fai(spesa: Spesa, dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        richiesta = atti.chiedi_integrazione(spesa, utente=request.user, versione=versione, **dati)
        return f"chiesta un'integrazione entro il {in_data(richiesta.entro)}"

    form = ChiediIntegrazioneForm(request.POST or None)
    return modulo(request, pk, form, fai, titolo="Chiedi un'integrazione", azione="Chiedi l'integrazione")
