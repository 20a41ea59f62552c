"""Who helps on the territory: the list, the comuni at a glance, a resource and its acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sportello.actions import risorsa as atti
from sportello.choices import AiutoOfferto
from sportello.exports.rete import RISORSE
from sportello.filters.rete import RisorsaFiltro
from sportello.forms.rete import RisorsaForm
from sportello.models import ImpegnoRisorsa, RisorsaTerritorio
from sportello.queries.rete import (
    DA_RICONTROLLARE,
    aiuti_in_parole,
    aspetto_impegno,
    aspetto_opportunita,
    aspetto_risorsa,
    con_intestatario,
    giorni_vecchia,
    mappa,
)
from sportello.workflow import SEGUONO, VEDONO_LA_RETE
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import esegui_o_spiega, mostra_modulo, versione_della_richiesta

ORDINI = {"nome": ("cercabile", "pk"), "controllata": ("aggiornata_il", "pk")}
MODULO = "sportello/risorsa/modulo.html"
ULTIMI = 20
# What fits in the address an act goes back to.
LUNGHEZZA_RITORNO = 300


def elenco_risorse(request: HttpRequest, giorni: int) -> Elenco:
    risorse = RisorsaTerritorio.objects.select_related("comune")
    return Elenco(request, RisorsaFiltro(request.GET, risorse, giorni=giorni), ORDINI)


@riservata(*VEDONO_LA_RETE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    giorno = oggi()
    giorni = giorni_vecchia(giorno)
    risorse = elenco_risorse(request, giorni)
    scrive = request.user.ha_ruolo(*SEGUONO)
    righe = []
    for risorsa in risorse.pagina:
        aspetto = aspetto_risorsa(risorsa, giorno, giorni)
        pulsanti = [_e_ancora_cosi(request, risorsa)] if scrive and aspetto == DA_RICONTROLLARE else []
        righe.append((risorsa, aiuti_in_parole(risorsa), aspetto, pulsanti))
    return mostra_elenco(
        request, risorse, "sportello/risorsa/elenco.html", righe=righe, pulsanti=_pulsanti_elenco(scrive=scrive)
    )


def _pulsanti_elenco(*, scrive: bool) -> list[Pulsante]:
    vedi = [
        Pulsante("Comune per comune", reverse("sportello:risorsa_mappa")),
        Pulsante("Incontri del tavolo", reverse("sportello:tavolo_elenco")),
        Pulsante("Opportunità di lavoro", reverse("sportello:opportunita_elenco")),
    ]
    if not scrive:
        return vedi
    nuova = Pulsante("Aggiungi una risorsa", reverse("sportello:risorsa_nuova"), "primario")
    return [nuova, *vedi, Pulsante("Chi fa che cosa", reverse("sportello:impegno_elenco"))]


def _e_ancora_cosi(request: HttpRequest, risorsa: RisorsaTerritorio) -> Pulsante:
    """From the list one goes back to the list, with its filters."""
    return Pulsante(
        "È ancora così",
        verso("conferma", risorsa),
        metodo="post",
        contesto=f", {risorsa.nome}",
        nascosti=(("torna", request.get_full_path()),),
    )


@riservata(*VEDONO_LA_RETE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "rete", RISORSE, elenco_risorse(request, giorni_vecchia(oggi())).righe)


@riservata(*VEDONO_LA_RETE)
@require_GET
def comuni(request: HttpRequest) -> HttpResponse:
    """The territory at a glance: comuni by kind of help, each number opening its list."""
    contesto = {
        "mappa": mappa(oggi()),
        "aiuti": AiutoOfferto.labels,
        "elenco_url": reverse("sportello:risorsa_elenco"),
    }
    return render(request, "sportello/risorsa/mappa.html", contesto)


def risorsa_in_rete(pk: int) -> RisorsaTerritorio:
    return get_object_or_404(RisorsaTerritorio.objects.select_related("comune"), pk=pk)


@riservata(*VEDONO_LA_RETE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, risorsa_in_rete(pk))


def pagina(request: HttpRequest, risorsa: RisorsaTerritorio, rifiuto: Esito | None = None) -> HttpResponse:
    """The resource; the households it follows are those this person may see."""
    giorno = oggi()
    segue_famiglie = request.user.ha_ruolo(*SEGUONO)
    impegni = ImpegnoRisorsa.objects.visibili_a(request.user).filter(risorsa=risorsa)
    impegni = con_intestatario(impegni.select_related("caso__nucleo"), giorno, nucleo="caso__nucleo")
    impegni = impegni[:ULTIMI] if segue_famiglie else impegni.none()
    offerte = risorsa.offerte.select_related("comune")[:ULTIMI]
    contesto = {
        "risorsa": risorsa,
        "aspetto": aspetto_risorsa(risorsa, giorno, giorni_vecchia(giorno)),
        "vecchia": DA_RICONTROLLARE,
        "rifiuto": rifiuto,
        "fatti": [
            Voce("Che cosa è", risorsa.get_tipo_display()),
            Voce("Dove", risorsa.comune.nome if risorsa.comune else "Tutto il territorio"),
            Voce("Controllata il", in_data(risorsa.aggiornata_il)),
        ],
        "contatti": contatti(risorsa),
        "aiuti": [AiutoOfferto(aiuto).label for aiuto in risorsa.aiuti],
        "segue_famiglie": segue_famiglie,
        "impegni": [(i, aspetto_impegno(i)) for i in impegni],
        "offerte": [(o, aspetto_opportunita(o, giorno)) for o in offerte],
        "pulsanti": pulsanti(risorsa, request.user),
        "modifiche": storia_di(risorsa),
    }
    return render(request, "sportello/risorsa/scheda.html", contesto)


def contatti(risorsa: RisorsaTerritorio) -> list[Voce]:
    r = risorsa
    return [
        Voce("Persona di contatto", r.referente),
        Voce("Telefono", r.telefono, f"tel:{''.join(r.telefono.split())}" if r.telefono else ""),
        Voce("E-mail", r.email, f"mailto:{r.email}" if r.email else ""),
        Voce("Indirizzo", r.indirizzo),
        Voce("Sito", r.sito, r.sito),
    ]


def pulsanti(risorsa: RisorsaTerritorio, utente: Utente) -> list[Pulsante]:
    if not utente.ha_ruolo(*SEGUONO):
        return []
    modifica_dati = Pulsante("Modifica", verso("modifica", risorsa))
    if not risorsa.attiva:
        return [Pulsante("Rimetti in uso", verso("riattiva", risorsa), "primario", "post"), modifica_dati]
    domanda = f"?risorsa={risorsa.pk}"
    return [
        Pulsante("È ancora così", verso("conferma", risorsa), "primario", "post"),
        modifica_dati,
        Pulsante("Registra un impegno…", reverse("sportello:impegno_nuovo") + domanda),
        Pulsante("Pubblica un’opportunità…", reverse("sportello:opportunita_nuova") + domanda),
        Pulsante("Non è più attiva", verso("disattiva", risorsa), "rischio", "post"),
    ]


def verso(atto: str, risorsa: RisorsaTerritorio) -> str:
    return reverse(f"sportello:risorsa_{atto}", args=[risorsa.pk])


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def nuova(request: HttpRequest) -> HttpResponse:
    iniziale = {nome: request.GET.get(nome) for nome in ("nome", "tipo", "comune")}
    form = RisorsaForm(request.POST or None, initial=iniziale)

    def atto(dati: dict[str, Any]) -> str:
        risorsa = atti.aggiungi_risorsa(form.dati(), utente=request.user)
        messages.success(request, f"{risorsa} è nella rete.")
        return verso("scheda", risorsa)

    contesto = {
        "titolo": "Aggiungi una risorsa",
        "azione": "Aggiungi la risorsa",
        "versione": None,
        "annulla": reverse("sportello:risorsa_elenco"),
    }
    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    risorsa = risorsa_in_rete(pk)
    form = RisorsaForm(request.POST or None, instance=risorsa)
    contesto = {
        "titolo": str(risorsa),
        "azione": "Salva",
        "versione": risorsa.versione,
        "annulla": verso("scheda", risorsa),
    }

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_risorsa(risorsa, form.dati(), utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return verso("scheda", risorsa)

    return mostra_modulo(request, form, template=MODULO, atto=atto, contesto=contesto)


@riservata(*SEGUONO)
@require_POST
def conferma(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: somebody called, and it is still so."""
    return _premi(
        request,
        pk,
        lambda risorsa: atti.conferma_risorsa(risorsa, utente=request.user, giorno=oggi()),
        "controllata oggi",
    )


@riservata(*SEGUONO)
@require_POST
def disattiva(request: HttpRequest, pk: int) -> HttpResponse:
    return _premi(
        request, pk, lambda risorsa: atti.disattiva_risorsa(risorsa, utente=request.user), "non è più proposta"
    )


@riservata(*SEGUONO)
@require_POST
def riattiva(request: HttpRequest, pk: int) -> HttpResponse:
    return _premi(
        request,
        pk,
        lambda risorsa: atti.riattiva_risorsa(risorsa, utente=request.user, giorno=oggi()),
        "di nuovo in uso",
    )


def _premi(request: HttpRequest, pk: int, atto: Callable[[RisorsaTerritorio], Any], fatto: str) -> HttpResponse:
    risorsa = risorsa_in_rete(pk)

    def esegui() -> str:
        atto(risorsa)
        messages.success(request, f"{risorsa}: {fatto}.")
        return _ritorno(request) or verso("scheda", risorsa)

    return esegui_o_spiega(request, esegui, lambda rifiuto: pagina(request, risorsa, rifiuto))


def _ritorno(request: HttpRequest) -> str:
    """Back to the list one came from, and nowhere else."""
    torna, lista = request.POST.get("torna", ""), reverse("sportello:risorsa_elenco")
    return torna if len(torna) <= LUNGHEZZA_RITORNO and torna.partition("?")[0] == lista else ""
