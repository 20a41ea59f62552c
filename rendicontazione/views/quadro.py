"""The economic picture of the convention, for those who spend, check and decide."""

from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rendicontazione.exports.quadro import LINEE, TRIMESTRI, righe_linee, righe_trimestri
from rendicontazione.queries import grafici_quadro
from rendicontazione.queries.quadro import Conti, Quadro, quadro
from rendicontazione.workflow import VEDONO_I_CONTI, VEDONO_LE_SPESE
from valdera_housing.choices import Linea
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Tessera
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.esito import Motivo, avviso
from valdera_housing.kit.foglio import rispondi_csv, rispondi_xlsx
from valdera_housing.kit.scrittura import in_percento, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Convenzione, Utente

ALTEZZA_CURVA = 380  # as tall as the categories beside it
FOGLI = {"linee": (LINEE, righe_linee), "trimestri": (TRIMESTRI, righe_trimestri)}


@riservata(*VEDONO_I_CONTI)
@require_GET
def scheda(request: HttpRequest) -> HttpResponse:
    conti = quadro_attuale()
    per_macrovoce = conti.per_macrovoce()
    contesto = {
        "quadro": conti,
        "tessere": tessere(conti),
        "da_decidere": da_decidere(conti),
        "righe": grafici_quadro.righe_misura(conti, lambda linea: _pagina_linea(request.user, linea)),
        "misura_totale": grafici_quadro.misura(conti, conti.totale),
        "calore": grafici_quadro.calore(conti, oggi()),
        "grafico": grafici_quadro.curva(conti, altezza=ALTEZZA_CURVA),
        "barre": grafici_quadro.barre(per_macrovoce, lambda voce: elenco_spese(request.user, macrovoce=voce)),
    }
    return render(request, "rendicontazione/quadro/scheda.html", contesto)


@riservata(*VEDONO_LE_SPESE)
@require_GET
def linea(request: HttpRequest, linea: str) -> HttpResponse:
    conti = quadro_attuale()
    if linea not in {riga.linea for riga in conti.linee}:
        raise Http404("La convenzione non ha questa linea.")
    della_linea = conti.conti_di(Linea(linea))
    per_macrovoce = conti.per_macrovoce(Linea(linea))
    contesto = {
        "quadro": conti,
        "conti": della_linea,
        "misura": grafici_quadro.misura(conti, della_linea),
        "trimestri": [
            (trimestre, somme, elenco_spese(request.user, linea=linea, trimestre=trimestre.numero))
            for trimestre, somme in zip(conti.trimestri, della_linea.serie, strict=False)
        ],
        "barre": grafici_quadro.barre(
            per_macrovoce, lambda voce: elenco_spese(request.user, linea=linea, macrovoce=voce)
        ),
        "eccedenza_frase": f"{in_euro(della_linea.somme.eccedenza)} restano congelati finché la Cabina non decide.",
        "spese_url": elenco_spese(request.user, linea=linea),
        "eccedenza_url": elenco_spese(request.user, linea=linea, stato="ECCEDENZA"),
    }
    return render(request, "rendicontazione/quadro/linea.html", contesto)


@riservata(*VEDONO_I_CONTI)
@require_GET
def esporta(request: HttpRequest, foglio: str) -> HttpResponseBase:
    """``linee`` with their forecast, or ``trimestri`` by category; ?formato=csv or xlsx."""
    if foglio not in FOGLI:
        raise Http404("Non c'è questo foglio.")
    colonne, righe = FOGLI[foglio]
    rispondi = rispondi_csv if request.GET.get("formato") == "csv" else rispondi_xlsx
    return rispondi(f"quadro-economico-{foglio}", colonne, righe(quadro_attuale()))


def quadro_attuale() -> Quadro:
    try:
        convenzione = Convenzione.objects.attuale()
    except Convenzione.DoesNotExist as manca:
        raise Http404("Non c'è ancora una convenzione.") from manca
    return quadro(convenzione, oggi())


def elenco_spese(utente: Utente, **filtri: object) -> str:
    """The list of the expenses behind a figure, or nothing for who reads aggregates only."""
    if not utente.ha_ruolo(*VEDONO_LE_SPESE):
        return ""
    return f"{reverse('rendicontazione:spesa_elenco')}?{urlencode(filtri)}"


def _pagina_linea(utente: Utente, linea: Linea) -> str:
    return reverse("rendicontazione:quadro_linea", args=[linea]) if utente.ha_ruolo(*VEDONO_LE_SPESE) else ""


def tessere(conti: Quadro) -> list[Tessera]:
    totale = conti.totale
    quota = [in_percento(v / totale.budget) if totale.budget else "–" for v in (totale.somme.ammesso, totale.residuo)]
    return [
        Tessera("Budget", _intero(totale.budget), _nota_budget(conti)),
        Tessera("Ammesso", _intero(totale.somme.ammesso), f"{quota[0]} del budget"),
        Tessera("In verifica", _intero(totale.somme.in_verifica), _nota_verifica(conti)),
        Tessera("Residuo", _intero(totale.residuo), f"{quota[1]} del budget", male=totale.residuo < 0),
        Tessera(
            "Usato, rispetto al tempo",
            in_percento(totale.uso) if totale.uso is not None else "–",
            f"tempo trascorso {in_percento(conti.tempo)}",
        ),
    ]


def _intero(importo: Decimal) -> str:
    return f"{in_cifre(importo.quantize(Decimal(1), ROUND_HALF_UP), 0)}\N{NO-BREAK SPACE}€"


def _nota_budget(conti: Quadro) -> str:
    cambiate = [riga for riga in conti.linee if riga.budget != riga.budget_iniziale]
    if not cambiate:
        return "invariato dall'inizio"
    return f"{len(cambiate)} {plurale(len(cambiate), 'linea rimodulata,linee rimodulate')}"


def _nota_verifica(conti: Quadro) -> str:
    quante, trimestri = conti.spese_in_verifica, conti.trimestri_in_verifica
    dove = f" del {trimestri[0]}° trimestre" if len(trimestri) == 1 else ""
    return f"{quante} {plurale(quante, 'spesa,spese')}{dove}" if quante else "nessuna spesa"


def da_decidere(conti: Quadro) -> list[Motivo]:
    """The lines off their pace, the worst first, each with the figure that decides."""
    righe = [riga for riga in conti.linee if riga.semaforo and riga.semaforo.livello in {"CRITICO", "ATTENZIONE"}]
    righe.sort(key=lambda riga: riga.semaforo.livello != "CRITICO")
    return [avviso(f"Linea {riga.nome}: {riga.semaforo.motivo}{_quanto(riga)}.") for riga in righe]


def _quanto(riga: Conti) -> str:
    """What the forecast leaves unused, or lacks."""
    scarto = riga.scarto_previsto
    if not scarto:
        return ""
    return f", {in_euro(abs(scarto))} {'in meno' if scarto < 0 else 'in più'} del budget a fine convenzione"
