"""Households that ask for a place in a shared house: list, record, history."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cohousing.choices import ASPETTI_CANDIDATURA, Condizione, Dotazione, StatoCandidatura
from cohousing.exports.candidatura import CANDIDATURE
from cohousing.filters.candidatura import CandidaturaFilter
from cohousing.models import Candidatura, Unita
from cohousing.queries.abbinamento import con_giorni_presi, posto_di, richiesta_di, soglie_in_vigore
from cohousing.queries.candidatura import composizione, con_attesa
from cohousing.queries.pagine import indirizzo
from cohousing.rules.abbinamento import valuta_abbinamento
from cohousing.workflow import CANDIDATURA, SEGUONO, TENGONO
from valdera_housing.actions.lettura import annota_esportazione, annota_lettura
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import MembroNucleo, Persona, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio

ORDINI = {
    "presentata": ("presentata_il", "pk"),
    "attesa": ("attesa", "pk"),
    "entro": ("serve_entro", "pk"),
    "numero": ("numero",),
}
RISCHIOSI = ("respingi",)


def verso(atto: str, candidatura: Candidatura) -> str:
    return reverse(f"cohousing:candidatura_{atto}", args=[candidatura.pk])


# --- list ---------------------------------------------------------------------------------------------------


def elenco_candidature(request: HttpRequest) -> Elenco:
    visibili = con_attesa(Candidatura.objects.visibili_a(request.user), oggi())
    filtro = CandidaturaFilter(request.GET, visibili, utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-presentata")


@riservata(*SEGUONO)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    lista = elenco_candidature(request)
    return mostra_elenco(
        request,
        lista,
        "cohousing/candidatura/elenco.html",
        righe=[(c, ASPETTI_CANDIDATURA[c.stato]) for c in lista.pagina],
        pulsanti=pulsanti_elenco(request.user),
    )


def pulsanti_elenco(utente: Utente) -> list[Pulsante]:
    nuova = Pulsante("Nuova candidatura", reverse("cohousing:candidatura_nuova"), "primario")
    altri = [
        Pulsante("Invii arrivati", reverse("cohousing:invio_elenco")),
        Pulsante("Confronta per un posto", reverse("cohousing:candidatura_confronta")),
    ]
    return [nuova, *altri] if utente.ha_ruolo(*TENGONO) else altri


@riservata(*SEGUONO)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order; whose data left is written."""
    righe = elenco_candidature(request).righe
    dentro = MembroNucleo.objects.alla_data(oggi()).filter(nucleo__in=righe.order_by().values("caso__nucleo"))
    annota_esportazione(request.user, Persona.objects.filter(pk__in=dentro.intestatari().values("persona")))
    return rispondi_foglio(request, "candidature-cohousing", CANDIDATURE, _da_scaricare(righe))


def _da_scaricare(righe: Any) -> Iterator[Candidatura]:
    yield from righe.iterator(chunk_size=2000)


# --- record -------------------------------------------------------------------------------------------------


def candidatura_visibile(request: HttpRequest, pk: int) -> Any:
    """A candidate this user follows; whoever opens any of its pages has read the household."""
    collegate = ("decisa_da", "creata_da", "invio__inviato_da", "caso__assistente_sociale", "permanenza")
    visibili = Candidatura.objects.visibili_a(request.user).select_related(*collegate)
    candidatura = get_object_or_404(con_attesa(visibili, oggi()), pk=pk)
    annota_lettura(request.user, candidatura.caso.nucleo)
    return candidatura


@riservata(*SEGUONO)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything on a candidate: facts, household, needs, unit proposed, decision, what may be done now."""
    candidatura = candidatura_visibile(request, pk)
    return render(request, "cohousing/candidatura/scheda.html", fascicolo(candidatura, request.user))


def fascicolo(candidatura: Any, utente: Utente) -> dict[str, Any]:
    """What the record says, and the pages that decide beside it."""
    proposta = esito_della_proposta(candidatura)
    return {
        "candidatura": candidatura,
        "aspetto": ASPETTI_CANDIDATURA[candidatura.stato],
        "fatti": fatti(candidatura),
        "composizione": composizione(candidatura, oggi()),
        "chiede": chiede(candidatura),
        "proposta": proposta,
        "permanenza": permanenza_di(candidatura),
        "pulsanti": pulsanti(candidatura, utente, proposta),
    }


def fatti(candidatura: Any) -> list[Voce]:
    caso, nucleo, giorni = candidatura.caso, candidatura.caso.nucleo, candidatura.attesa.days
    ha = "Aspetta da" if candidatura.decisa_il is None else "Ha aspettato"
    return [
        Voce("Nucleo", nucleo.codice, url=nucleo.get_absolute_url()),
        Voce("Caso", caso.numero, url=caso.get_absolute_url()),
        Voce("Comune", nucleo.comune.nome),
        Voce("Presentata il", in_data(candidatura.presentata_il)),
        Voce(ha, f"{giorni} {plurale(giorni, 'giorno,giorni')}"),
        Voce("Assistente sociale", caso.assistente_sociale or "Da assegnare"),
    ]


def chiede(candidatura: Candidatura) -> list[Voce]:
    """What the household needs, in the words of the form."""
    dove = candidatura.comune.nome if candidatura.comune else "Ovunque"
    return [
        Voce("Per quale casa", candidatura.get_categoria_display()),
        Voce("Condizioni", ", ".join(Condizione(c).label for c in candidatura.condizioni)),
        Voce("Unità accessibile", "Serve" if candidatura.accessibile else "Non serve"),
        Voce("Che cosa serve", ", ".join(Dotazione(d).label for d in candidatura.esigenze)),
        Voce("Comune", dove, nota="non può vivere altrove" if candidatura.solo_quel_comune else ""),
        Voce("Entro il", in_data(candidatura.entro_il) if candidatura.entro_il else ""),
        Voce("Per quanto", f"{candidatura.mesi} {plurale(candidatura.mesi, 'mese,mesi')}"),
    ]


def esito_della_proposta(candidatura: Any) -> Esito | None:
    """What the rules say today of the unit proposed; nothing when none is, or somebody has decided."""
    if candidatura.stato != StatoCandidatura.PROPOSTA:
        return None
    giorno = oggi()
    unita: Any = con_giorni_presi(Unita.objects.filter(pk=candidatura.unita_id), giorno).get()
    posto = posto_di(unita, candidatura)
    return valuta_abbinamento(richiesta_di(candidatura), posto, candidatura.ingresso_il, soglie_in_vigore(giorno))


def permanenza_di(candidatura: Any) -> tuple[str, str] | None:
    """Number and page of the stay that came of it."""
    permanenza = getattr(candidatura, "permanenza", None)
    return (permanenza.numero, indirizzo("permanenza_scheda", permanenza.pk)) if permanenza else None


def pulsanti(candidatura: Candidatura, utente: Utente, proposta: Esito | None) -> list[Pulsante]:
    """The acts possible now, the main one first; what is in the way of accepting is written under its button."""
    ostacoli = proposta.ostacoli if proposta else ()
    motivi = {"accogli": f"Non si può accogliere. {ostacoli[0]}." if ostacoli else ""}
    atti = CANDIDATURA.atti_possibili(candidatura.stato, utente)
    primo = "accogli" if any(t.atto == "accogli" for t in atti) and not ostacoli else "proponi"
    bottoni = [
        Pulsante(
            t.etichetta,
            verso(t.atto, candidatura),
            "primario" if t.atto == primo else "rischio" if t.atto in RISCHIOSI else "secondario",
            motivo=motivi.get(t.atto, ""),
        )
        for t in atti
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


@riservata(*SEGUONO)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    candidatura = candidatura_visibile(request, pk)
    contesto = {"candidatura": candidatura, "modifiche": storia_di(candidatura)}
    return render(request, "cohousing/candidatura/storia.html", contesto)
