from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from valdera_housing.actions.utente import invia_link_password, modifica_utente, registra_utente
from valdera_housing.choices import Ruolo
from valdera_housing.exports import UTENTI
from valdera_housing.filters.registro import UtenteFilter
from valdera_housing.forms.utente import UtenteForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_momento
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_utente
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui, mostra_modulo, versione_della_richiesta

CHI_LEGGE = (Ruolo.AMMINISTRATORE, Ruolo.REVISORE)
ORDINI = {
    "nome": ("last_name", "first_name", "pk"),
    "utente": ("username",),
    "accesso": ("last_login", "pk"),
}


def elenco_utenti(request: HttpRequest) -> Elenco:
    utenti = Utente.objects.prefetch_related("comuni")
    return Elenco(request, UtenteFilter(request.GET, utenti), ORDINI)


@riservata(*CHI_LEGGE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuovo = Pulsante("Registra un utente", reverse("utente_nuovo"), "primario")
    pulsanti = [nuovo] if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else []
    return mostra_elenco(request, elenco_utenti(request), "valdera_housing/utente/elenco.html", pulsanti=pulsanti)


@riservata(*CHI_LEGGE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "utenti", UTENTI, elenco_utenti(request).righe)


@riservata(*CHI_LEGGE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Utente.objects.select_related("ente"), pk=pk)
    contesto = {
        "persona": persona,
        "voci": voci(persona),
        "pulsanti": pulsanti(persona) if request.user.ha_ruolo(Ruolo.AMMINISTRATORE) else [],
        "modifiche": storia_utente(persona),
    }
    return render(request, "valdera_housing/utente/scheda.html", contesto)


def voci(persona: Utente) -> list[Voce]:
    return [
        Voce("Nome utente", persona.username),
        Voce("E-mail", persona.email),
        Voce("Ente", persona.ente),
        Voce("Ruoli", ", ".join(persona.nomi_ruoli)),
        Voce("Comuni seguiti", ", ".join(comune.nome for comune in persona.comuni.all())),
        Voce("Può entrare", "sì" if persona.is_active else "no"),
        Voce("Ultimo accesso", in_momento(persona.last_login) if persona.last_login else "mai"),
    ]


def pulsanti(persona: Utente) -> list[Pulsante]:
    modifica = Pulsante("Modifica", reverse("utente_modifica", args=[persona.pk]), "primario")
    motivo = "" if persona.is_active else "L’accesso è chiuso: prima riaprilo da Modifica."
    invia = Pulsante(
        "Manda il link per la password",
        reverse("utente_manda_password", args=[persona.pk]),
        metodo="post",
        motivo=motivo,
    )
    return [modifica, invia]


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    def atto(dati: dict[str, Any]) -> str:
        persona = registra_utente(dati)
        invia_link_password(persona, request)
        messages.success(request, f"{persona} può entrare: ha ricevuto il messaggio per scegliere la password.")
        return reverse("utente_scheda", args=[persona.pk])

    contesto = {"titolo": "Registra un utente", "versione": None, "annulla": reverse("utente_elenco")}
    form = UtenteForm(request.POST or None)
    return mostra_modulo(request, form, template="valdera_housing/utente/modulo.html", atto=atto, contesto=contesto)


@riservata(Ruolo.AMMINISTRATORE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Utente, pk=pk)
    ritorno = reverse("utente_scheda", args=[pk])
    contesto = {"titolo": f"Modifica {persona}", "versione": persona.versione, "annulla": ritorno}

    def atto(dati: dict[str, Any]) -> str:
        modifica_utente(persona, dati, versione=versione_della_richiesta(request), utente=request.user)
        messages.success(request, "Modifiche salvate.")
        return ritorno

    form = UtenteForm(request.POST or None, instance=persona)
    return mostra_modulo(request, form, template="valdera_housing/utente/modulo.html", atto=atto, contesto=contesto)


@riservata(Ruolo.AMMINISTRATORE)
@require_POST
def manda_password(request: HttpRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Utente, pk=pk, is_active=True)

    def atto() -> str:
        invia_link_password(persona, request)
        messages.success(request, f"Messaggio mandato a {persona.email}.")
        return reverse("utente_scheda", args=[pk])

    return esegui(request, atto)
