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
from rendicontazione.choices import IN_VERIFICA, StatoRendiconto, StatoSpesa
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
CON_MOTIVO = ("ammetti_in_parte", "chiedi_integrazione", "non_ammettere")
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
    """The decisions possible now, the main one with its amount; what is in the way is written under it."""
    possibili = [t.atto for t in SPESA.atti_possibili(spesa.stato, request.user)]
    if impedita := impedimento(request, spesa):
        return [Pulsante("Decidi", tipo="primario", motivo=impedita), *prendi_in_verifica(spesa)] if possibili else []
    bottoni = [bottone_ammetti(spesa, contesto)] if "ammetti" in possibili else []
    bottoni += [bottone_motivato(atto, spesa) for atto in CON_MOTIVO if atto in possibili]
    if "rivedi" in possibili:
        versione = ("versione", str(spesa.versione))
        rivedi = SPESA["rivedi"].etichetta
        bottoni.append(Pulsante(rivedi, _indirizzo("rivedi", spesa), metodo="post", nascosti=(versione,)))
    return bottoni + insieme(spesa, contesto)


def bottone_ammetti(spesa: Spesa, contesto: dict[str, Any]) -> Pulsante:
    parti = parti_di(spesa, contesto)
    ammissibile = parti.ammesso
    ostacoli = contesto["prove"].insieme.ostacoli
    return Pulsante(
        f"Ammetti {in_euro(ammissibile)}" if ammissibile else f"Congela {in_euro(parti.eccedenza)}",
        _indirizzo("ammetti", spesa),
        "primario",
        "post",
        motivo=f"Non si può ammettere per intero. {ostacoli[0]}" if ostacoli else "",
        scorciatoia=SCORCIATOIE["ammetti"],
        nascosti=(("versione", str(spesa.versione)), ("visto", str(ammissibile))),
    )


def bottone_motivato(atto: str, spesa: Spesa) -> Pulsante:
    """A decision that opens the page where its reason is written."""
    motivo = "Una riga in diminuzione si ammette intera." if atto == "ammetti_in_parte" and spesa.importo < 0 else ""
    return Pulsante(
        SPESA[atto].etichetta,
        _indirizzo(atto, spesa),
        "rischio" if atto == "non_ammettere" else "secondario",
        motivo=motivo,
        scorciatoia=SCORCIATOIE[atto],
    )


def prendi_in_verifica(spesa: Spesa) -> list[Pulsante]:
    """The way out when the quarter has arrived and nobody has opened it yet."""
    rendiconto = spesa.rendiconto
    if rendiconto.stato != StatoRendiconto.CHIUSO_ETS:
        return []
    indirizzo = reverse("rendicontazione:rendiconto_prendi_in_verifica", args=[rendiconto.pk])
    nascosti = (("versione", str(rendiconto.versione)),)
    return [Pulsante("Prendi in verifica il rendiconto", indirizzo, metodo="post", nascosti=nascosti)]


def insieme(spesa: Spesa, contesto: dict[str, Any]) -> list[Pulsante]:
    """One button for all the shares of a bill that wait in this quarter, when they are more than one."""
    attesa = [
        riga
        for riga in contesto["quote"]
        if riga.spesa.stato == StatoSpesa.PRESENTATA and riga.spesa.rendiconto_id == spesa.rendiconto_id
    ]
    if len(attesa) < 2 or spesa.stato != StatoSpesa.PRESENTATA or not contesto["prove"].superate:
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
