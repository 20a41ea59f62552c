"""The enrolments of an event as the office keeps them: list, record, and each act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formazione.actions import iscrizione as atti
from formazione.choices import ASPETTI_ISCRIZIONE, StatoIscrizione
from formazione.exports.iscrizione import ISCRITTI
from formazione.filters.iscrizione import IscrizioneFiltro
from formazione.forms.iscrizione import CAMPI, AnnullaForm, IscriviForm, ModificaForm
from formazione.models import Evento, Iscrizione
from formazione.queries.iscrizione import conti_iscritti, iscritti_visibili, nucleo_di, posto_in_fila
from formazione.queries.pagine import indirizzo
from formazione.rules.attestato import in_ore
from formazione.views.evento import evento_visibile
from formazione.workflow import EVENTO, ISCRIVONO, ISCRIZIONE
from valdera_housing.actions.lettura import annota_esportazione
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Tessera, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_momento
from valdera_housing.models import Persona, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import PaginaAtto, esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {
    "nome": ("cercabile", "pk"),
    "chiesta": ("chiesta_alle", "pk"),
    "fila": ("in_fila_dalle", "pk"),
}
LETTERE, TROVATE = 3, 10
MODIFICA = PaginaAtto("Correggi i dati", "Il posto resta com’è.", "Salva", "Dati corretti.")
ANNULLA = PaginaAtto(
    "Annulla l’iscrizione", "Il posto passa alla prima persona in lista d’attesa, che riceve un messaggio.",
    "Annulla l’iscrizione", "Iscrizione annullata.", pericolo=True,
)  # fmt: skip
POSTO = {StatoIscrizione.CONFERMATA: "ha un posto", StatoIscrizione.IN_ATTESA: "è in lista d’attesa"}


def elenco_iscritti(request: HttpRequest, evento: Evento) -> Elenco:
    return Elenco(request, IscrizioneFiltro(request.GET, iscritti_visibili(evento, request.user)), ORDINI)


@riservata(*ISCRIVONO)
@require_GET
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    evento = evento_visibile(request, pk)
    iscritti = elenco_iscritti(request, evento)
    return mostra_elenco(
        request,
        iscritti,
        "formazione/iscrizione/elenco.html",
        evento=evento,
        evento_url=indirizzo("evento_scheda", evento.pk),
        tessere=tessere(evento),
        pulsanti=pulsanti_evento(evento, request.user),
        righe=[(i, ASPETTI_ISCRIZIONE[i.stato]) for i in iscritti.pagina],
    )


def tessere(evento: Evento) -> list[Tessera]:
    """Of everybody, also of those whose names this person does not read."""
    conti = conti_iscritti(evento)
    limite = "senza limite di posti" if conti.posti is None else f"su {conti.posti} posti, {conti.liberi} liberi"
    return [
        Tessera("Iscritti", str(conti.iscritti), limite),
        Tessera("In lista d’attesa", str(conti.in_attesa)),
        Tessera("Da confermare", str(conti.da_confermare), "hanno 48 ore dalla richiesta"),
    ]


def pulsanti_evento(evento: Evento, utente: Utente) -> list[Pulsante]:
    if not EVENTO.ammette("iscrivi", evento.stato, utente):
        return []
    return [Pulsante("Iscrivi una persona", reverse("formazione:evento_iscrivi", args=[evento.pk]), "primario")]


@riservata(*ISCRIVONO)
@require_GET
def esporta(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows of the list with the same filters; whose data left is written in the log of reads."""
    evento = evento_visibile(request, pk)
    righe = list(elenco_iscritti(request, evento).righe)
    annota_esportazione(request.user, [i.persona for i in righe if i.persona])
    return rispondi_foglio(request, f"iscritti-{evento.numero}", ISCRITTI, righe)


def iscrizione_visibile(request: HttpRequest, pk: int) -> Iscrizione:
    visibili = Iscrizione.objects.visibili_a(request.user)
    return get_object_or_404(visibili.select_related("evento", "persona", "nucleo", "comune", "creata_da"), pk=pk)


@riservata(*ISCRIVONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return mostra_scheda(request, iscrizione_visibile(request, pk))


def mostra_scheda(request: HttpRequest, iscrizione: Iscrizione, esito: Esito | None = None) -> HttpResponse:
    contesto = {
        "iscrizione": iscrizione,
        "aspetto": ASPETTI_ISCRIZIONE[iscrizione.stato],
        "fatti": fatti(iscrizione),
        "chi": chi(iscrizione, request.user),
        "pulsanti": pulsanti(iscrizione, request.user),
        "evento_url": indirizzo("evento_scheda", iscrizione.evento_id),
        "modifiche": storia_di(iscrizione, nascosti=("codice",)),
        "rifiuto": esito,
    }
    return render(request, "formazione/iscrizione/scheda.html", contesto)


def fatti(iscrizione: Iscrizione) -> list[Voce]:
    i = iscrizione
    chiesta = f"{i.get_fonte_display()}, {in_momento(i.chiesta_alle)}"
    voci = [Voce("Chiesta", chiesta, nota=str(i.creata_da or ""))]
    if i.in_fila_dalle:
        voci.append(Voce("In elenco dal", in_momento(i.in_fila_dalle)))
    if i.stato == StatoIscrizione.IN_ATTESA:
        voci.append(Voce("Posto in fila", str(posto_in_fila(i))))
    if i.minuti:
        voci.append(Voce("Presenza", f"{in_ore(i.minuti)} su {in_ore(i.evento.minuti)}"))
    if i.annullata_alle:
        voci.append(Voce("Annullata", in_momento(i.annullata_alle), nota=i.motivo))
    return voci


def chi(iscrizione: Iscrizione, utente: Utente) -> list[Voce]:
    """Who she is, with the links that this person may follow."""
    i = iscrizione
    seguita = i.persona is not None and Persona.objects.visibili_a(utente).filter(pk=i.persona_id).exists()
    persona_url = reverse("persona_scheda", args=[i.persona_id]) if seguita else ""
    nucleo_url = i.nucleo.get_absolute_url() if i.nucleo and seguita else ""
    return [
        Voce("Chi è", i.get_destinatario_display()),
        Voce("E-mail", i.email),
        Voce("Telefono", i.telefono),
        Voce("Comune", i.comune.nome if i.comune else ""),
        Voce("In archivio", str(i.persona or ""), persona_url),
        Voce("Nucleo", i.nucleo.codice if i.nucleo else "", nucleo_url),
        Voce("Informativa letta", i.informativa),
    ]


def pulsanti(iscrizione: Iscrizione, utente: Utente) -> list[Pulsante]:
    return [
        Pulsante(
            t.etichetta,
            verso(t.atto, iscrizione),
            "rischio" if t.atto == "annulla" else "secondario",
            metodo="post" if t.atto == "conferma" else "get",
        )
        for t in ISCRIZIONE.atti_possibili(iscrizione.stato, utente)
    ]


def verso(atto: str, iscrizione: Iscrizione) -> str:
    return reverse(f"formazione:iscrizione_{atto}", args=[iscrizione.pk])


# --- acts ------------------------------------------------------------------------------------------------------------


def ricerca_persona(request: HttpRequest) -> dict[str, Any]:
    """Who was found with three letters, and who was picked (``?persona=12``), among those this person follows."""
    visibili = Persona.objects.visibili_a(request.user)
    scelta = (request.POST or request.GET).get("persona", "")
    scelta = scelta if scelta.isascii() and scelta.isdecimal() and len(scelta) < 10 else ""
    testo = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    persona = visibili.filter(pk=scelta).select_related("comune").first() if scelta else None
    trovate = visibili.cercate(testo).select_related("comune")[:TROVATE] if len(testo) >= LETTERE else []
    return {
        "persona": persona,
        "nucleo": nucleo_di(persona) if persona else None,
        "cercato": testo,
        "corto": 0 < len(testo) < LETTERE,
        "trovate": list(trovate),
    }


def iniziale(persona: Persona | None) -> dict[str, Any]:
    if persona is None:
        return {}
    return {
        "persona": persona.pk,
        "telefono": persona.telefono,
        "email": persona.email,
        "comune": persona.comune_id,
    }


@riservata(*ISCRIVONO)
@require_http_methods(["GET", "POST"])
def iscrivi(request: HttpRequest, pk: int) -> HttpResponse:
    """First who, looked for in the registry; then her addresses. Who is not there is written by name."""
    evento = evento_visibile(request, pk)
    ricerca = ricerca_persona(request)
    form = IscriviForm(
        request.POST if request.method == "POST" else None,
        evento=evento,
        persone=Persona.objects.visibili_a(request.user),
        scelta=ricerca["persona"],
        initial=iniziale(ricerca["persona"]),
    )

    def atto(dati: dict[str, Any]) -> str:
        nuova = atti.iscrivi_persona(evento, form.dati(), persona=dati["persona"], utente=request.user)
        messages.success(request, f"{nuova}: {POSTO[StatoIscrizione(nuova.stato)]}.")
        return reverse("formazione:evento_iscritti", args=[evento.pk])

    contesto = ricerca | {"evento": evento, "evento_url": indirizzo("evento_scheda", evento.pk)}
    return mostra_modulo(request, form, template="formazione/iscrizione/iscrivi.html", atto=atto, contesto=contesto)


def mostra_atto(
    request: HttpRequest,
    iscrizione: Iscrizione,
    voce: PaginaAtto,
    form: BaseForm,
    fai: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        fai(dati)
        messages.success(request, voce.fatto)
        return verso("scheda", iscrizione)

    contesto = {"iscrizione": iscrizione, "aspetto": ASPETTI_ISCRIZIONE[iscrizione.stato], "pagina": voce}
    return mostra_modulo(request, form, template="formazione/iscrizione/atto.html", atto=atto, contesto=contesto)


@riservata(*ISCRIVONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    iscrizione = iscrizione_visibile(request, pk)
    form = ModificaForm(
        request.POST or None,
        evento=iscrizione.evento,
        sua=(iscrizione.destinatario, iscrizione.get_destinatario_display()),
        initial={nome: getattr(iscrizione, nome) for nome in CAMPI} | {"comune": iscrizione.comune_id},
    )

    def fai(dati: dict[str, Any]) -> object:
        versione = versione_della_richiesta(request)
        return atti.modifica_iscrizione(iscrizione, form.dati(), versione=versione, utente=request.user)

    return mostra_atto(request, iscrizione, MODIFICA, form, fai)


@riservata(*ISCRIVONO)
@require_POST
def conferma(request: HttpRequest, pk: int) -> HttpResponse:
    iscrizione = iscrizione_visibile(request, pk)

    def atto() -> str:
        fatta = atti.conferma_iscrizione(iscrizione, utente=request.user)
        messages.success(request, f"{fatta}: {POSTO[StatoIscrizione(fatta.stato)]}.")
        return verso("scheda", iscrizione)

    return esegui_o_spiega(request, atto, lambda esito: mostra_scheda(request, iscrizione, esito))


@riservata(*ISCRIVONO)
@require_http_methods(["GET", "POST"])
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    iscrizione = iscrizione_visibile(request, pk)

    def fai(dati: dict[str, Any]) -> object:
        return atti.annulla_iscrizione(iscrizione, motivo=dati["motivo"], utente=request.user)

    return mostra_atto(request, iscrizione, ANNULLA, AnnullaForm(request.POST or None), fai)
