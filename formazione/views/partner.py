"""The network of partners, and who of them makes an event."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formazione.actions import partner as atti
from formazione.choices import ASPETTI_EVENTO
from formazione.exports.partner import PARTNER
from formazione.filters.partner import PartnerFiltro
from formazione.forms.partner import PartnerEventoForm, PartnerForm
from formazione.models import Evento, Partner, PartnerEvento
from formazione.queries.pagine import indirizzo
from formazione.queries.partner import con_eventi
from formazione.views.docente import spiega
from formazione.views.evento import evento_visibile, pagina
from formazione.workflow import TENGONO, VEDONO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {"nome": ("nome", "pk"), "tipo": ("tipo", "nome", "pk"), "eventi": ("eventi", "nome", "pk")}
MODULO = "formazione/partner/modulo.html"
NELLA_RETE = Aspetto("spunta", "positivo", "Nella rete")
USCITO = Aspetto("spunta-quadra", "inizio", "Uscito dalla rete")
ULTIMI = 20


def elenco_partner(request: HttpRequest) -> Elenco:
    return Elenco(request, PartnerFiltro(request.GET, con_eventi(Partner.objects.all())), ORDINI)


@riservata(*VEDONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    partner = elenco_partner(request)
    nuovo = [Pulsante("Aggiungi un partner", reverse("formazione:partner_nuovo"), "primario")]
    return mostra_elenco(
        request,
        partner,
        "formazione/partner/elenco.html",
        righe=[(p, aspetto_di(p)) for p in partner.pagina],
        pulsanti=nuovo if request.user.ha_ruolo(*TENGONO) else [],
    )


def aspetto_di(partner: Partner) -> Aspetto:
    return NELLA_RETE if partner.attivo else USCITO


@riservata(*VEDONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "partner", PARTNER, elenco_partner(request).righe.iterator())


@riservata(*VEDONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is, how to reach it, the events it helped to make."""
    partner = get_object_or_404(Partner, pk=pk)
    insieme = PartnerEvento.objects.filter(partner=partner, evento__in=Evento.objects.visibili_a(request.user))
    ultimi = insieme.select_related("evento").order_by("-evento__inizia_il", "-evento__pk")[:ULTIMI]
    contesto = {
        "partner": partner,
        "aspetto": aspetto_di(partner),
        "contatti": contatti(partner),
        "eventi": [(e, ASPETTI_EVENTO[e.evento.stato], indirizzo("evento_scheda", e.evento_id)) for e in ultimi],
        "pulsanti": [Pulsante("Modifica", verso("modifica", partner))] if request.user.ha_ruolo(*TENGONO) else [],
        "modifiche": storia_di(partner),
    }
    return render(request, "formazione/partner/scheda.html", contesto)


def contatti(partner: Partner) -> list[Voce]:
    telefono = f"tel:{''.join(partner.telefono.split())}" if partner.telefono else ""
    return [
        Voce("Persona di riferimento", partner.referente),
        Voce("Telefono", partner.telefono, telefono),
        Voce("E-mail", partner.email, f"mailto:{partner.email}" if partner.email else ""),
    ]


def verso(atto: str, partner: Partner) -> str:
    return reverse(f"formazione:partner_{atto}", args=[partner.pk])


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    form = PartnerForm(request.POST if request.method == "POST" else None)

    def atto(_dati: dict[str, Any]) -> str:
        partner = atti.aggiungi_partner(form.dati(), utente=request.user)
        messages.success(request, f"{partner} è nella rete.")
        return verso("scheda", partner)

    contesto = {
        "titolo": "Aggiungi un partner",
        "azione": "Aggiungi il partner",
        "versione": None,
        "annulla": reverse("formazione:partner_elenco"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner, pk=pk)
    titolo = str(partner)
    form = PartnerForm(request.POST if request.method == "POST" else None, instance=partner)

    def atto(_dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_partner(partner, form.dati(), utente=request.user, versione=versione)
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", partner)

    contesto = {"titolo": titolo, "azione": "Salva", "versione": partner.versione, "annulla": verso("scheda", partner)}
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_http_methods(["GET", "POST"])
def aggiungi_a_evento(request: HttpRequest, pk: int) -> HttpResponse:
    """A body of the network that helps to make an event."""
    evento = evento_visibile(request, pk)
    form = PartnerEventoForm(request.POST if request.method == "POST" else None, evento=evento)

    def atto(dati: dict[str, Any]) -> str:
        atti.aggiungi_partner_evento(evento, dati["partner"], compito=dati["compito"], utente=request.user)
        messages.success(request, f"{dati['partner']} partecipa all’evento.")
        return pagina("scheda", evento)

    contesto = {"evento": evento, "annulla": pagina("scheda", evento)}
    return mostra_modulo(request, form, template="formazione/partner/partecipa.html", atto=atto, contesto=contesto)


@riservata(*TENGONO)
@require_POST
def togli_da_evento(request: HttpRequest, pk: int) -> HttpResponse:
    eventi = Evento.objects.visibili_a(request.user)
    righe = PartnerEvento.objects.select_related("evento", "partner").filter(evento__in=eventi)
    partecipazione = get_object_or_404(righe, pk=pk)
    evento = partecipazione.evento

    def atto() -> str:
        nome = str(partecipazione)
        atti.togli_partner_evento(partecipazione, utente=request.user)
        messages.success(request, f"{nome} non partecipa più all’evento.")
        return pagina("scheda", evento)

    return esegui_o_spiega(request, atto, lambda esito: spiega(request, evento, esito))
