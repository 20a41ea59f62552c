import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from valdera_housing.actions.lettura import annota_esportazione, annota_lettura
from valdera_housing.actions.nucleo import apri_nucleo
from valdera_housing.actions.persona import modifica_persona, registra_persona
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.exports import persone_per
from valdera_housing.filters.persona import PersonaFilter
from valdera_housing.forms.persona import NuovaPersonaForm, PersonaForm
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import MembroNucleo, Nucleo, Persona
from valdera_housing.queries.anagrafe import letture_di, nuclei_di
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.codice_fiscale import confronta_con_anagrafica
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {
    "nome": ("nome_cercabile", "pk"),
    "nascita": ("nato_il", "pk"),
    "comune": ("comune__nome", "nome_cercabile", "pk"),
}
CODICE_NUCLEO = re.compile(r"N-\d{4}-\d{4,6}")


def elenco_persone(request: HttpRequest) -> Elenco:
    visibili = Persona.objects.visibili_a(request.user).select_related("comune")
    filtro = PersonaFilter(request.GET, visibili, utente=request.user)
    return Elenco(request, filtro, ORDINI)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    nuova = Pulsante("Registra una persona", reverse("persona_nuova"), "primario")
    return mostra_elenco(request, elenco_persone(request), "valdera_housing/persona/elenco.html", pulsanti=[nuova])


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list with the same filters; whose data left is written in the log of reads."""
    persone = list(elenco_persone(request).righe)
    annota_esportazione(request.user, persone)
    return rispondi_foglio(request, "persone", persone_per(request.user), persone)


def persona_visibile(request: HttpRequest, pk: int) -> Persona:
    return get_object_or_404(Persona.objects.visibili_a(request.user).select_related("comune"), pk=pk)


@riservata(*CHI_SEGUE_PERSONE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    persona = persona_visibile(request, pk)
    annota_lettura(request.user, persona)
    return pagina(request, persona)


def pagina(request: HttpRequest, persona: Persona, rifiuto: Esito | None = None) -> HttpResponse:
    """The file of a person; ``rifiuto`` says why an act asked from it was not done."""
    appartenenze = list(nuclei_di(persona))
    nascosti = () if persona.indirizzo_visibile_a(request.user) else ("indirizzo",)
    contesto = {
        "persona": persona,
        "rifiuto": rifiuto,
        "fatti": fatti(persona, appartenenze),
        "recapiti": recapiti(persona, request),
        "avvisi": avvisi(persona),
        "appartenenze": appartenenze,
        "pulsanti": pulsanti(persona, appartenenze),
        "letture": letture_di(persona=persona),
        "modifiche": storia_di(persona, nascosti=nascosti),
    }
    return render(request, "valdera_housing/persona/scheda.html", contesto)


def fatti(persona: Persona, appartenenze: list[MembroNucleo]) -> list[Voce]:
    attuale = next((a for a in appartenenze if a.al is None), None)
    nucleo = (
        Voce("Nucleo", attuale.nucleo.codice, attuale.nucleo.get_absolute_url()) if attuale else Voce("Nucleo", "")
    )
    luogo = f"a {persona.luogo_nascita}" if persona.luogo_nascita else ""
    nascita = f"{persona.nato_il:%d/%m/%Y}" if persona.nato_il else ""
    return [
        Voce("Codice fiscale", persona.codice_fiscale),
        Voce("Nascita", nascita, nota=luogo),
        Voce("Cittadinanza", persona.cittadinanza),
        Voce("Comune", persona.comune.nome),
        nucleo,
    ]


def recapiti(persona: Persona, request: HttpRequest) -> list[Voce]:
    segreto = "da tenere segreto" if persona.indirizzo_protetto and persona.indirizzo else ""
    return [
        Voce("Indirizzo", persona.indirizzo_per(request.user), nota=segreto),
        Voce("Telefono", persona.telefono),
        Voce("E-mail", persona.email),
        Voce("Sesso", persona.get_sesso_display()),
    ]


def avvisi(persona: Persona) -> Esito:
    """What does not match between the codice fiscale and the facts of the file: told, never refused."""
    return confronta_con_anagrafica(
        persona.codice_fiscale or "",
        cognome=persona.cognome,
        nome=persona.nome,
        nato_il=persona.nato_il,
        sesso=persona.sesso,
    )


def pulsanti(persona: Persona, appartenenze: list[MembroNucleo]) -> list[Pulsante]:
    modifica = Pulsante("Modifica", reverse("persona_modifica", args=[persona.pk]), "primario")
    if any(a.al is None for a in appartenenze):
        return [modifica]
    apri = Pulsante("Apri il suo nucleo", reverse("persona_apri_nucleo", args=[persona.pk]), metodo="post")
    return [modifica, apri]


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """A new person, alone or (``?nucleo=N-2026-0042``) in a household that this user may see."""
    nucleo = nucleo_chiesto(request)
    form = NuovaPersonaForm(request.POST or None, utente=request.user, nucleo=nucleo)

    def atto(dati: dict[str, Any]) -> str:
        campi = {nome: dati[nome] for nome in PersonaForm.Meta.fields}
        persona = registra_persona(
            campi,
            utente=request.user,
            nucleo=nucleo,
            parentela=dati.get("parentela", ""),
            dal=dati["dal"],
            altra_persona=dati["altra_persona"],
        )
        messages.success(request, f"{persona} è nel registro.")
        return reverse("persona_scheda", args=[persona.pk])

    contesto = {"nucleo": nucleo, "annulla": nucleo.get_absolute_url() if nucleo else reverse("persona_elenco")}
    return mostra_modulo(request, form, template="valdera_housing/persona/nuova.html", atto=atto, contesto=contesto)


def nucleo_chiesto(request: HttpRequest) -> Nucleo | None:
    codice = request.GET.get("nucleo", "")
    if not CODICE_NUCLEO.fullmatch(codice):
        return None
    return get_object_or_404(Nucleo.objects.visibili_a(request.user), codice=codice)


@riservata(*CHI_SEGUE_PERSONE)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    persona = persona_visibile(request, pk)
    form = PersonaForm(request.POST or None, instance=persona, utente=request.user)
    titolo, versione = str(persona), persona.versione

    def atto(dati: dict[str, Any]) -> str:
        modifica_persona(persona, dati, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return reverse("persona_scheda", args=[pk])

    contesto = {"titolo": titolo, "versione": versione, "annulla": reverse("persona_scheda", args=[pk])}
    return mostra_modulo(request, form, template="valdera_housing/persona/modulo.html", atto=atto, contesto=contesto)


@riservata(*CHI_SEGUE_PERSONE)
@require_POST
def apri_nucleo_suo(request: HttpRequest, pk: int) -> HttpResponse:
    persona = persona_visibile(request, pk)

    def atto() -> str:
        return apri_nucleo(persona, utente=request.user, dal=oggi()).get_absolute_url()

    return esegui_o_spiega(request, atto, lambda rifiuto: pagina(request, persona, rifiuto))
