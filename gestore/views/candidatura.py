"""Households that ask for a home: what they need, what was checked, which home, what was decided and why."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions import candidatura as atti
from gestore.choices import ASPETTI_CANDIDATURA, StatoCandidatura
from gestore.exports.candidatura import CANDIDATURE
from gestore.filters.candidatura import CandidaturaFilter
from gestore.forms.candidatura import (
    CandidaturaForm,
    MotivazioneForm,
    NuovaCandidaturaForm,
    ProponiForm,
)
from gestore.models import Candidatura
from gestore.queries.candidatura import (
    canone_di_testa,
    con_fatti,
    criteri_in_vigore,
    intestatario,
    proponibili,
    sostenibile,
    verifica,
)
from gestore.rules.canone import proponi_canone, valuta_sostenibilita
from gestore.workflow import CANDIDATURA, DIREZIONE, SPORTELLO_ETS, VEDONO_LE_CANDIDATURE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Riga, Voce
from valdera_housing.kit.denaro import centesimi, in_cifre
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito, Motivo
from valdera_housing.kit.percento import in_percento
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Isee, Nucleo
from valdera_housing.queries.canone import Soglia, soglia_in_vigore
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.canone import canone_sostenibile
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {"presentata": ("presentata_il", "pk"), "numero": ("numero",), "nucleo": ("nucleo__codice", "pk")}
DECISIONI = {
    "accogli": ("Accogli la candidatura", "Accogli", False),
    "respingi": ("Non accogliere la candidatura", "Non accogliere", True),
    "ritira": ("Registra il ritiro", "Registra il ritiro", False),
}
FATTO = {"accogli": "accolta", "respingi": "non accolta", "ritira": "ritirata"}


def elenco_candidature(request: HttpRequest) -> Elenco:
    visibili = Candidatura.objects.visibili_a(request.user).select_related("alloggio")
    righe = con_fatti(visibili, oggi(), utente=request.user)
    filtro = CandidaturaFilter(request.GET, righe, utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-presentata")


@riservata(*VEDONO_LE_CANDIDATURE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    lista = elenco_candidature(request)
    soglia = soglia_in_vigore(oggi())
    righe = [
        (riga, intestatario(riga), sostenibile(riga, soglia), ASPETTI_CANDIDATURA[riga.stato]) for riga in lista.pagina
    ]
    contesto = {"righe": righe, "soglia": soglia, "pulsanti": _pulsanti_elenco(request)}
    return mostra_elenco(request, lista, "gestore/candidatura/elenco.html", **contesto)


def _pulsanti_elenco(request: HttpRequest) -> list[Pulsante]:
    arrivati = Pulsante("Invii arrivati", reverse("gestore:invio_elenco"))
    confronta = Pulsante("Confronta per un alloggio", reverse("gestore:candidatura_confronta"))
    if not request.user.ha_ruolo(*SPORTELLO_ETS):
        return [arrivati, confronta]
    return [Pulsante("Nuova candidatura", reverse("gestore:candidatura_nuova"), "primario"), arrivati, confronta]


@riservata(*VEDONO_LE_CANDIDATURE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    return rispondi_foglio(request, "candidature", CANDIDATURE, _righe_da_scaricare(request))


def _righe_da_scaricare(request: HttpRequest) -> Iterator[tuple[Candidatura, Any]]:
    soglia = soglia_in_vigore(oggi())
    for riga in elenco_candidature(request).righe.iterator(chunk_size=2000):
        yield riga, sostenibile(riga, soglia)


def candidatura_visibile(request: HttpRequest, pk: int) -> Any:
    """A candidate this user follows; whoever opens any of its pages has read the household."""
    collegate = ("alloggio", "decisa_da", "invio__inviato_da", "caso__assistente_sociale", "sublocazione")
    visibili = Candidatura.objects.visibili_a(request.user).select_related(*collegate)
    candidatura = get_object_or_404(con_fatti(visibili, oggi(), utente=request.user), pk=pk)
    annota_lettura(request.user, candidatura.nucleo)
    return candidatura


@riservata(*VEDONO_LE_CANDIDATURE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything on a candidate: facts, requirements one by one, what it can bear, what may be done now."""
    return render(request, "gestore/candidatura/scheda.html", fascicolo(request, candidatura_visibile(request, pk)))


def fascicolo(request: HttpRequest, candidatura: Any) -> dict[str, Any]:
    requisiti = requisiti_di(candidatura)
    soglia = soglia_in_vigore(oggi())
    return {
        "candidatura": candidatura,
        "intestatario": intestatario(candidatura),
        "aspetto": ASPETTI_CANDIDATURA[candidatura.stato],
        "fatti": fatti(candidatura),
        "requisiti": requisiti,
        "esito": Esito(tuple(motivo for _, esito in requisiti for motivo in esito.motivi)),
        "decisa": candidatura.decisa_il is not None,
        "conto": conto(candidatura, soglia) + conto_con_alloggio(candidatura.alloggio, candidatura.canone_proposto),
        "soglia": soglia,
        "avvisi_canone": avvisi_canone(candidatura, soglia),
        "pulsanti": pulsanti(request, candidatura, requisiti),
        "sublocazione": getattr(candidatura, "sublocazione", None),
        "liberi": f"{reverse('gestore:alloggio_liberi')}?nucleo={candidatura.nucleo.codice}",
    }


def requisiti_di(candidatura: Any) -> list[tuple[Any, Esito]]:
    """Each requirement with its answer: the frozen one once decided, today's until then."""
    if candidatura.decisa_il is not None:
        congelati = candidatura.esiti.select_related("criterio")
        return [(e.criterio, Esito((Motivo(e.testo, e.livello, e.criterio.atto),))) for e in congelati]
    giorno = oggi()
    return [(riga, Esito((motivo,))) for riga, motivo in verifica(candidatura, criteri_in_vigore(giorno), giorno)]


def fatti(candidatura: Any) -> list[Voce]:
    caso, nucleo = candidatura.caso, candidatura.nucleo
    return [
        Voce("Nucleo", nucleo.codice, nucleo.get_absolute_url()),
        Voce("Comune", nucleo.comune.nome),
        Voce("Componenti", candidatura.componenti),
        Voce("Presentata il", f"{candidatura.presentata_il:%d/%m/%Y}"),
        Voce("Assistente sociale", caso.assistente_sociale or "Da assegnare"),
    ]


def conto(candidatura: Any, soglia: Soglia) -> list[Riga]:
    """The sustainable rent as a receipt."""
    if candidatura.reddito_annuo is None:
        return []
    return [
        Riga("Reddito annuo netto", in_cifre(candidatura.reddito_annuo)),
        Riga("Reddito al mese", in_cifre(centesimi(candidatura.reddito_annuo / 12)), "diviso 12"),
        Riga(
            "Canone sostenibile al mese",
            in_cifre(canone_sostenibile(candidatura.reddito_annuo, soglia.pct)),
            f"per {in_percento(soglia.pct / 100, 0)}",
            esito=True,
            termine="canone-sostenibile",
        ),
    ]


def conto_con_alloggio(alloggio: Alloggio | None, canone: Decimal | None) -> list[Riga]:
    """What is paid to the owner of a home, what the household would pay, what the line adds."""
    testa = canone_di_testa(alloggio, oggi()) if alloggio else None
    if alloggio is None or testa is None:
        return []
    righe = [Riga("Canone al proprietario", in_cifre(testa), f"per {alloggio.codice}")]
    if canone is not None:
        righe += [
            Riga("Canone proposto", in_cifre(canone)),
            Riga("Ci mette la linea", in_cifre(testa - canone), esito=True),
        ]
    return righe


def avvisi_canone(candidatura: Any, soglia: Soglia) -> list[Motivo]:
    if candidatura.canone_proposto is None or candidatura.reddito_annuo is None:
        return []
    esito = valuta_sostenibilita(candidatura.canone_proposto, candidatura.reddito_annuo, soglia.pct)
    return [motivo for motivo in esito.motivi if motivo.livello != "si"]


def pulsanti(request: HttpRequest, candidatura: Any, requisiti: list[tuple[Any, Esito]]) -> list[Pulsante]:
    """The acts possible now, the main one first; what is in the way of accepting is written under its button."""
    ostacoli = [motivo for _, esito in requisiti for motivo in esito.ostacoli]
    motivi = {"accogli": f"Non si può accogliere. {ostacoli[0]}" if ostacoli else ""}
    principale = "accogli" if candidatura.stato == StatoCandidatura.PROPOSTA else "proponi"
    bottoni = [
        Pulsante(
            t.etichetta,
            reverse(f"gestore:candidatura_{t.atto}", args=[candidatura.pk]),
            "primario" if t.atto == principale else "rischio" if t.atto == "respingi" else "secondario",
            motivo=motivi.get(t.atto, ""),
        )
        for t in CANDIDATURA.atti_possibili(candidatura.stato, request.user)
    ]
    bottoni.sort(key=lambda bottone: bottone.tipo != "primario")
    return bottoni + prepara_sublocazione(request, candidatura)


def prepara_sublocazione(request: HttpRequest, candidatura: Any) -> list[Pulsante]:
    """Once accepted, the way to the contract, until there is one."""
    accolta = candidatura.stato == StatoCandidatura.ACCOLTA
    if not accolta or hasattr(candidatura, "sublocazione") or not request.user.ha_ruolo(*SPORTELLO_ETS):
        return []
    indirizzo = f"{reverse('gestore:sublocazione_nuova')}?candidatura={candidatura.pk}"
    return [Pulsante("Prepara la sublocazione", indirizzo, "primario")]


@riservata(*VEDONO_LE_CANDIDATURE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    candidatura = candidatura_visibile(request, pk)
    contesto = {"candidatura": candidatura, "modifiche": storia_di(candidatura)}
    return render(request, "gestore/candidatura/storia.html", contesto)


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    """Entered by the ETS: the household by its code, income and people read from what is registered."""
    nuclei = Nucleo.objects.visibili_a(request.user)
    form = NuovaCandidaturaForm(request.POST or None, nuclei=nuclei, initial=_iniziale(request))

    def atto(dati: dict[str, Any]) -> str:
        candidatura = atti.apri_candidatura(dati.pop("nucleo"), dati)
        messages.success(request, f"Candidatura {candidatura.numero} registrata.")
        return reverse("gestore:candidatura_scheda", args=[candidatura.pk])

    contesto = {
        "titolo": "Nuova candidatura",
        "candidatura": None,
        "versione": None,
        "annulla": reverse("gestore:candidatura_elenco"),
    }
    return mostra_modulo(request, form, template="gestore/candidatura/modulo.html", atto=atto, contesto=contesto)


def _iniziale(request: HttpRequest) -> dict[str, Any]:
    codice = request.GET.get("nucleo", "").replace("\x00", "")[:14]
    isee = Isee.objects.validi(oggi()).filter(
        nucleo__codice=codice, nucleo__in=Nucleo.objects.visibili_a(request.user)
    )
    reddito = isee.order_by("-presentata_il", "-pk").values_list("reddito_annuo", flat=True).first()
    return {"nucleo": codice, "presentata_il": oggi(), "reddito_annuo": reddito}


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    candidatura = candidatura_visibile(request, pk)
    ritorno = reverse("gestore:candidatura_scheda", args=[pk])
    form = CandidaturaForm(request.POST or None, instance=candidatura)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.modifica_candidatura(candidatura, dati, utente=request.user, versione=versione)
        messages.success(request, "Candidatura corretta.")
        return ritorno

    contesto = {
        "titolo": f"Modifica {candidatura.numero}",
        "candidatura": candidatura,
        "versione": candidatura.versione,
        "annulla": ritorno,
    }
    return mostra_modulo(request, form, template="gestore/candidatura/modulo.html", atto=atto, contesto=contesto)


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def proponi(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a home; ``?alloggio=`` chooses it, and the rent is the sustainable one, never above the head rent."""
    candidatura = candidatura_visibile(request, pk)
    ritorno = reverse("gestore:candidatura_scheda", args=[pk])
    soglia = soglia_in_vigore(oggi())
    alloggio = alloggio_chiesto(request) or candidatura.alloggio
    iniziale = {"alloggio": alloggio, "canone": _canone_da_proporre(candidatura, alloggio, soglia)}
    form = ProponiForm(request.POST or None, utente=request.user, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        atti.proponi_candidatura(candidatura, utente=request.user, versione=versione, **dati)
        messages.success(request, f"Alloggio {dati['alloggio'].codice} proposto. Adesso il coordinatore decide.")
        return ritorno

    contesto = {
        "candidatura": candidatura,
        "versione": candidatura.versione,
        "annulla": ritorno,
        "conto": conto(candidatura, soglia) + conto_con_alloggio(alloggio, None),
        "soglia": soglia,
    }
    return mostra_modulo(request, form, template="gestore/candidatura/proponi.html", atto=atto, contesto=contesto)


def alloggio_chiesto(request: HttpRequest) -> Alloggio | None:
    """The home in the address, when it is one that may be proposed."""
    testo = request.GET.get("alloggio", "")
    if not (testo.isascii() and testo.isdecimal() and len(testo) < 10):
        return None
    return proponibili(request.user).filter(pk=int(testo)).first()


def _canone_da_proporre(candidatura: Any, alloggio: Alloggio | None, soglia: Soglia) -> Any:
    testa = canone_di_testa(alloggio, oggi()) if alloggio else None
    if candidatura.reddito_annuo is None or testa is None:
        return sostenibile(candidatura, soglia)
    return proponi_canone(candidatura.reddito_annuo, testa, soglia.pct).proposto


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def accogli(request: HttpRequest, pk: int) -> HttpResponse:
    return _decidi(request, pk, "accogli", atti.accogli_candidatura)


@riservata(*DIREZIONE)
@require_http_methods(["GET", "POST"])
def respingi(request: HttpRequest, pk: int) -> HttpResponse:
    return _decidi(request, pk, "respingi", atti.respingi_candidatura)


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    return _decidi(request, pk, "ritira", atti.ritira_candidatura)


def _decidi(request: HttpRequest, pk: int, quale: str, decidi: Callable[..., Candidatura]) -> HttpResponse:
    """A decision with its reason, beside what was checked."""
    candidatura = candidatura_visibile(request, pk)
    ritorno = reverse("gestore:candidatura_scheda", args=[pk])
    titolo, azione, pericolo = DECISIONI[quale]

    def atto(dati: dict[str, Any]) -> str:
        decidi(candidatura, utente=request.user, versione=versione_della_richiesta(request), **dati)
        messages.success(request, f"Candidatura {candidatura.numero} {FATTO[quale]}.")
        return ritorno

    contesto = fascicolo(request, candidatura) | {
        "titolo": titolo,
        "azione": azione,
        "pericolo": pericolo,
        "versione": candidatura.versione,
        "annulla": ritorno,
    }
    form = MotivazioneForm(request.POST or None)
    return mostra_modulo(request, form, template="gestore/candidatura/decidi.html", atto=atto, contesto=contesto)
