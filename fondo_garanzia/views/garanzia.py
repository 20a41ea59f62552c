"""The guarantees: list, record, history."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fondo_garanzia.choices import ASPETTI_ESCUSSIONE, ASPETTI_GARANZIA
from fondo_garanzia.documents.garanzia import LETTERE
from fondo_garanzia.exports.garanzia import colonne_garanzie
from fondo_garanzia.filters.garanzia import GaranziaFilter
from fondo_garanzia.models import Garanzia
from fondo_garanzia.queries.garanzia import capienza_della_garanzia, escutibile_fino_al, esito_della_garanzia
from fondo_garanzia.rules.garanzia import valuta_chi_decide
from fondo_garanzia.workflow import CONTI, ETS, GARANZIA, PROPONGONO, VEDONO_LE_PRATICHE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.kit.accesso import puo_aprire, riservata
from valdera_housing.kit.aspetto import Aspetto, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data, in_distanza, in_periodo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Lettera, Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file

ORDINI = {
    "richiesta": ("richiesta_il", "pk"),
    "numero": ("numero",),
    "scade": ("scade_il", "pk"),
    "stato": ("stato", "-richiesta_il", "-pk"),
    "impegno": ("impegno", "pk"),
}
DA_DECIDERE = ("RICHIESTA", "ISTRUTTORIA")
PRIMI = ("istruisci", "approva", "attiva", "riprendi", "chiudi")
RISCHIOSI = ("rifiuta", "revoca")
COLLEGATI = ("fondo__comune", "nucleo__comune", "contratto__alloggio__comune", "contratto__nucleo", "proprietario")


def visibili(request: HttpRequest) -> QuerySet[Garanzia]:
    return Garanzia.objects.visibili_a(request.user).select_related(*COLLEGATI)


def verso(atto: str, garanzia: Garanzia) -> str:
    return reverse(f"fondo_garanzia:garanzia_{atto}", args=[garanzia.pk])


# --- list ---------------------------------------------------------------------------------------------------


def elenco_garanzie(request: HttpRequest) -> Elenco:
    filtro = GaranziaFilter(request.GET, visibili(request), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-richiesta")


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    garanzie = elenco_garanzie(request)
    conti = garanzie.filtro.qs.aggregate(quante=Count("pk"), massimali=Sum("massimale"), impegno=Sum("impegno"))
    garanzie.conta = lambda: conti["quante"]
    nuova = Pulsante("Chiedi una garanzia", reverse("fondo_garanzia:garanzia_nuova"), "primario")
    return mostra_elenco(
        request,
        garanzie,
        "fondo_garanzia/garanzia/elenco.html",
        pulsanti=[nuova] if request.user.ha_ruolo(*PROPONGONO) else [],
        somme={"massimali": conti["massimali"] or ZERO, "impegno": conti["impegno"] or ZERO},
        righe=[(g, g.contratto.chi_conduce(request.user), ASPETTI_GARANZIA[g.stato]) for g in garanzie.pagina],
    )


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe = elenco_garanzie(request).righe.iterator(chunk_size=2000)
    return rispondi_foglio(request, "garanzie", colonne_garanzie(request.user), righe)


# --- record -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Uso:
    """How much of a cap was paid, in euro."""

    nome: str
    massimale: Decimal
    pagato: Decimal
    resta: Decimal


def garanzia_visibile(request: HttpRequest, pk: int) -> Garanzia:
    """A guarantee this user may see; who follows households has read this one."""
    decisori = ("richiesta_da", "decisa_da", "invio", "accettazione", "lettera")
    garanzia = get_object_or_404(visibili(request).select_related(*COLLEGATI, *decisori), pk=pk)
    if request.user.ha_ruolo(*CHI_SEGUE_PERSONE):
        annota_lettura(request.user, garanzia.nucleo)
    return garanzia


def intestazione(request: HttpRequest, garanzia: Garanzia) -> dict[str, Any]:
    """What every page of a guarantee says on top."""
    return {
        "garanzia": garanzia,
        "chi": garanzia.contratto.chi_conduce(request.user),
        "aspetto": ASPETTI_GARANZIA[garanzia.stato],
    }


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, caps used and left, what the rules say, claims, letters, what may be done now."""
    garanzia = garanzia_visibile(request, pk)
    da_decidere = garanzia.stato in DA_DECIDERE
    regole = esito_della_garanzia(garanzia, oggi()) if da_decidere else Esito()
    contesto = intestazione(request, garanzia) | {
        "tessere": tessere(garanzia),
        "usi": usi(garanzia),
        "fatti": fatti(garanzia, request.user),
        "decisione": decisione(garanzia, request.user),
        "esito": regole + capienza_della_garanzia(garanzia) if da_decidere else regole,
        "escussioni": escussioni(garanzia),
        "lettere": lettere(garanzia, request.user),
        "legge_le_lettere": request.user.ha_ruolo(*CHI_SEGUE_PERSONE, *ETS),
        "pulsanti": pulsanti(garanzia, request.user, regole),
    }
    return render(request, "fondo_garanzia/garanzia/scheda.html", contesto)


def tessere(garanzia: Garanzia) -> list[Tessera]:
    distanza = in_distanza(garanzia.scade_il, oggi()) if garanzia.finita_il is None else ""
    pagato = garanzia.pagato_canoni + garanzia.pagato_danni
    return [
        Tessera("Massimale €", in_cifre(garanzia.massimale), "canoni e danni"),
        Tessera("Impegnato nel fondo €", in_cifre(garanzia.impegno), f"fondo di {garanzia.fondo.comune}"),
        Tessera("Pagato €", in_cifre(pagato), "al proprietario", male=bool(pagato)),
        Tessera("Vale fino al", in_data(garanzia.scade_il), distanza),
    ]


def usi(garanzia: Garanzia) -> list[Uso]:
    canoni = Uso("Canoni", garanzia.massimale_canoni, garanzia.pagato_canoni, garanzia.residuo_canoni)
    danni = Uso("Danni", garanzia.massimale_danni, garanzia.pagato_danni, garanzia.residuo_danni)
    return [uso for uso in (canoni, danni) if uso.massimale]


def fatti(garanzia: Garanzia, utente: Utente) -> list[Voce]:
    contratto, nucleo = garanzia.contratto, garanzia.nucleo
    franchigia = garanzia.franchigia_mensilita
    conto = reverse("partitario_contratto", args=[contratto.pk])
    ultimo = escutibile_fino_al(garanzia, oggi())
    voci = [
        Voce("Nucleo", nucleo.codice, nucleo.get_absolute_url() if utente.ha_ruolo(*CHI_SEGUE_PERSONE) else ""),
        Voce("Comune", garanzia.fondo.comune.nome),
        Voce(
            "Contratto", contratto.numero, conto if puo_aprire(conto, utente) else "", contratto.get_natura_display()
        ),
        Voce("Dura", in_periodo(contratto.inizio, contratto.occupato_fino_al)),
        Voce("A favore di", garanzia.titolare, nota=garanzia.titolare_codice),
        Voce("IBAN", garanzia.titolare_iban),
        Voce("Canone al mese", in_euro(garanzia.canone_mensile)),
        Voce("Mensilità garantite", garanzia.mensilita, nota=f"{franchigia} a carico del proprietario"),
        Voce(
            "Vale", in_periodo(garanzia.inizio, garanzia.scade_il), nota=f"si può escutere fino al {in_data(ultimo)}"
        ),
        Voce("Chiesta da", garanzia.richiesta_da, nota=f"il {in_data(garanzia.richiesta_il)}"),
        Voce("Perché serve", garanzia.motivo),
    ]
    return [voce for voce in voci if voce.valore]


def decisione(garanzia: Garanzia, utente: Utente) -> list[Voce]:
    """What was checked, decided and handed over so far."""
    g = garanzia
    firmata = verso("accettazione", g) if g.accettazione_id and utente.ha_ruolo(*CHI_SEGUE_PERSONE, *ETS) else ""
    voci = [
        Voce("Istruttoria", g.istruttoria, nota=f"del {in_data(g.istruita_il)}" if g.istruita_il else ""),
        Voce("Atto", g.atto, nota=f"del {in_data(g.decisa_il)}" if g.decisa_il else ""),
        Voce("Decisa da", g.decisa_da or ""),
        Voce("Perché", g.motivo_decisione),
        Voce("Lettera consegnata il", in_data(g.attiva_dal) if g.attiva_dal else ""),
        Voce("Lettera firmata", g.accettazione.nome if g.accettazione else "", firmata),
        Voce("Finita il", in_data(g.finita_il) if g.finita_il else ""),
        Voce("Perché è finita" if g.finita_il else "Perché è sospesa", g.motivo_fine),
    ]
    return [voce for voce in voci if voce.valore]


def escussioni(garanzia: Garanzia) -> list[tuple[Any, Aspetto]]:
    return [(e, ASPETTI_ESCUSSIONE[e.stato]) for e in garanzia.escussioni.order_by("-presentata_il", "-pk")]


def lettere(garanzia: Garanzia, utente: Utente) -> list[Lettera]:
    """Those of this guarantee this person may read, the last first."""
    trovate = Lettera.objects.visibili_a(utente).filter(
        contratto=garanzia.contratto_id, modello__chiave__in=LETTERE, data__gte=garanzia.richiesta_il
    )
    return list(trovate.order_by("-data", "-pk"))


def pulsanti(garanzia: Garanzia, utente: Utente, regole: Esito) -> list[Pulsante]:
    """The acts of the table this person may do now, the one that moves it on first; an act impossible says why."""
    possibili = GARANZIA.atti_possibili(garanzia.stato, utente)
    primo = next((t.atto for t in possibili if t.atto in PRIMI), "")
    bottoni = [
        Pulsante(
            t.etichetta,
            verso(t.atto, garanzia),
            "primario" if t.atto == primo else "rischio" if t.atto in RISCHIOSI else "secondario",
            motivo=ostacolo(t.atto, garanzia, utente, regole),
        )
        for t in possibili
    ]
    return sorted(bottoni, key=lambda b: (b.tipo != "primario", b.tipo == "rischio"))


def ostacolo(atto: str, garanzia: Garanzia, utente: Utente, regole: Esito) -> str:
    """Why an act of the table is impossible now; money that is not there does not stop the Unione, which may waive."""
    chi = valuta_chi_decide(ha_chiesto=garanzia.richiesta_da_id == utente.pk)
    if atto in ("approva", "rifiuta") and not chi.positivo:
        return f"{chi}."
    return f"{regole}." if atto == "approva" and not regole.positivo else ""


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the guarantee, who made it and on which page."""
    garanzia = garanzia_visibile(request, pk)
    contesto = intestazione(request, garanzia) | {"modifiche": storia_di(garanzia)}
    return render(request, "fondo_garanzia/garanzia/storia.html", contesto)


@riservata(*CHI_SEGUE_PERSONE, *CONTI)
@require_GET
def accettazione(request: HttpRequest, pk: int) -> FileResponse:
    """The letter signed by the owner."""
    garanzia = garanzia_visibile(request, pk)
    if garanzia.accettazione is None:
        raise Http404
    return rispondi_file(garanzia.accettazione)
