"""The dedicated account and its months: bank beside funds, what is missing, the month closed and opened again."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from fondo_garanzia.actions.conto import chiudi_mese, riapri_mese
from fondo_garanzia.exports.conto import colonne_mese
from fondo_garanzia.filters.conto import RigaDelMeseFilter
from fondo_garanzia.forms.conto import ChiudiMeseForm, RiapriMeseForm
from fondo_garanzia.models import ChiusuraMese, RiscontroBanca
from fondo_garanzia.queries.conto import (
    ContiDelConto,
    Mese,
    conti_del_fondo,
    coppie_del_mese,
    righe_del_mese,
    riscontri_di,
    si_legge,
)
from fondo_garanzia.rules.riconciliazione import Manca, Mancanza, Riconciliazione, in_mese
from fondo_garanzia.workflow import CONTI, UNIONE, VEDONO_IL_CONTO
from valdera_housing.choices import TENGONO_I_CONTI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Passo, Pulsante, Riga, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import ContoBancario, MovimentoBancario, Utente
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo

MOSTRATE = 50  # missing things drawn on a page: as they are put right, the others come up
ORDINI = {"data": ("data", "pk"), "importo": ("importo", "pk")}
CON_UN_ESTRATTO = (Manca.ESTRATTO, Manca.SALDO_ESTRATTO, Manca.SALDO)
# How the proof of a month sums what is missing.
NOMI = {
    Manca.SALDO: "Saldo della banca diverso dalle sue righe",
    Manca.APERTURA: "Saldo prima del primo estratto",
    Manca.RIGA: "Righe della banca non registrate",
    Manca.RIGA_IN_PARTE: "Righe registrate per un altro importo",
    Manca.MOVIMENTO: "Movimenti dei fondi senza riga",
    Manca.ALTRO_MESE: "Righe e movimenti di mesi diversi",
}


class RigaDelMese(NamedTuple):
    """A line of the bank beside what it is in the funds; its words as this person may read them."""

    riga: MovimentoBancario
    si_legge: bool
    riscontri: list[RiscontroBanca]
    pulsanti: list[Pulsante]


class DaSistemare(NamedTuple):
    mancanza: Mancanza
    pulsanti: list[Pulsante]


@riservata(*VEDONO_IL_CONTO)
@require_GET
def scheda(request: HttpRequest) -> HttpResponse:
    """The account and its months, the last first; how to have one when there is none."""
    conti = conti_del_fondo()
    scrive = request.user.ha_ruolo(*TENGONO_I_CONTI)
    if conti is None:
        nuovo = Pulsante("Aggiungi il conto dedicato", reverse("conto_bancario_nuovo"), "primario")
        return render(request, "fondo_garanzia/conto/assente.html", {"pulsanti": [nuovo] if scrive else []})
    mesi = [conti.nel_mese(mese) for mese in conti.mesi]
    contesto = {
        "conto": conti.conto,
        "altri": ContoBancario.objects.filter(dedicato=True).count() - 1,
        "mesi": mesi,
        "da_chiudere": conti.da_chiudere,
        "tessere": tessere(mesi[0].conti) if mesi else [],
        "fatti": fatti_conto(conti),
        "pulsanti": pulsanti_conto() if scrive else [],
    }
    return render(request, "fondo_garanzia/conto/scheda.html", contesto)


def fatti_conto(conti: ContiDelConto) -> list[Voce]:
    ultimo = conti.ultimo_chiuso
    fino_al = max((e.al for e in conti.estratti), default=None)
    return [
        Voce("IBAN", conti.conto.iban),
        Voce("Estratti fino al", in_data(fino_al) if fino_al else "nessuno", reverse("estratto_conto_elenco")),
        Voce("Ultimo mese chiuso", in_mese(ultimo) if ultimo else "nessuno"),
    ]


def pulsanti_conto() -> list[Pulsante]:
    return [
        Pulsante("Movimenti della banca", reverse("movimento_elenco")),
        Pulsante("Carica un estratto conto", reverse("estratto_conto_carica"), "primario", icona="upload"),
    ]


def tessere(conti: Riconciliazione) -> list[Tessera]:
    return [
        Tessera("In banca €", in_cifre(conti.saldo_banca)),
        Tessera("In cassa nei fondi €", in_cifre(conti.cassa)),
        Tessera("Differenza €", in_cifre(conti.differenza), male=bool(conti.differenza)),
    ]


def conti_del_mese(mese: date) -> ContiDelConto:
    """The account, when it has that month. Http404 otherwise."""
    conti = conti_del_fondo()
    if conti and conti.primo_mese and conti.primo_mese <= mese <= oggi():
        return conti
    raise Http404("Di questo mese il conto non ha niente.")


def righe_visibili(request: HttpRequest, conto: ContoBancario, mese: date) -> QuerySet[MovimentoBancario]:
    visibili = MovimentoBancario.objects.visibili_a(request.user)
    return righe_del_mese(conto, mese).filter(pk__in=visibili)


# --- a month ------------------------------------------------------------------------------


@riservata(*VEDONO_IL_CONTO)
@require_GET
def mese_scheda(request: HttpRequest, mese: date) -> HttpResponse:
    """The two balances and what keeps them apart; under them, every line of the bank beside its movements."""
    conti = conti_del_mese(mese)
    visto = conti.nel_mese(mese)
    filtro = RigaDelMeseFilter(request.GET, righe_visibili(request, conti.conto, mese), utente=request.user)
    elenco = Elenco(request, filtro, ORDINI)
    da_sistemare = visto.da_sistemare
    return mostra_elenco(
        request,
        elenco,
        "fondo_garanzia/mese/scheda.html",
        conto=conti.conto,
        mese=visto,
        tessere=tessere(visto.conti),
        prova=prova(visto.conti),
        da_sistemare=[DaSistemare(m, atti(m, request.user)) for m in da_sistemare[:MOSTRATE]],
        quante=len(da_sistemare),
        altre=max(len(da_sistemare) - MOSTRATE, 0),
        righe=righe_viste(elenco, request.user),
        passi=[passo for c in conti.tutte_le_chiusure if c.mese == mese for passo in passi(c)],
        pulsanti=pulsanti_mese(conti, visto, request.user),
    )


def prova(conti: Riconciliazione) -> list[Riga]:
    """The difference, and the sums that make it to the cent."""
    per_tipo: dict[Manca, Decimal] = {}
    for mancanza in conti.mancanze:
        per_tipo[mancanza.che_cosa] = per_tipo.get(mancanza.che_cosa, ZERO) + mancanza.effetto
    return [
        Riga("In banca", in_euro(conti.saldo_banca)),
        Riga("In cassa nei fondi", in_euro(conti.cassa)),
        Riga("Differenza", in_euro(conti.differenza), esito=True),
        *(Riga(NOMI[tipo], in_euro(per_tipo[tipo])) for tipo in NOMI if tipo in per_tipo),
        Riga("Differenza spiegata", in_euro(conti.spiegata), esito=True),
    ]


def atti(mancanza: Mancanza, utente: Utente) -> list[Pulsante]:
    """What to press to put it right: the line from which to do it, or a statement to load."""
    if mancanza.riga:
        verbo = "Collega…" if mancanza.che_cosa in (Manca.RIGA, Manca.MOVIMENTO) else "Guarda la riga"
        indirizzo = reverse("fondo_garanzia:riga_scheda", args=[mancanza.riga])
        return [Pulsante(verbo, indirizzo, contesto=f"del {in_data(mancanza.giorno)}, {in_euro(mancanza.importo)}")]
    if mancanza.che_cosa in CON_UN_ESTRATTO and utente.ha_ruolo(*TENGONO_I_CONTI):
        return [Pulsante("Carica un estratto…", reverse("estratto_conto_carica"), contesto=in_data(mancanza.giorno))]
    return []


def righe_viste(elenco: Elenco, utente: Utente) -> list[RigaDelMese]:
    """Each line of the page with its movements: one query for all of them."""
    pagina = list(elenco.pagina)
    uniti = riscontri_di(pagina)
    return [RigaDelMese(r, si_legge(r, utente), uniti[r.pk], atti_riga(r)) for r in pagina]


def atti_riga(riga: MovimentoBancario) -> list[Pulsante]:
    if riga.riscontrato == riga.importo:
        return []
    indirizzo = reverse("fondo_garanzia:riga_scheda", args=[riga.pk])
    return [Pulsante("Collega…", indirizzo, contesto=f"la riga del {in_data(riga.data)}, {in_euro(riga.importo)}")]


def passi(chiusura: ChiusuraMese) -> list[Passo]:
    """When the month was opened again and why, and when it was closed; the last first."""
    chiuso = Passo(
        chiusura.chiuso_alle, f"con {in_euro(chiusura.saldo_banca)} in banca e nei fondi", "Chiuso",
        str(chiusura.chiuso_da),
    )  # fmt: skip
    if chiusura.riaperto_alle is None:
        return [chiuso]
    riaperto = Passo(chiusura.riaperto_alle, chiusura.motivo_riapertura, "Riaperto:", str(chiusura.riaperto_da))
    return [riaperto, chiuso]


def pulsanti_mese(conti: ContiDelConto, visto: Mese, utente: Utente) -> list[Pulsante]:
    """Close, with the reason while it cannot be; for the Unione, open again."""
    if visto.chiusura and utente.ha_ruolo(*UNIONE):
        ultimo = conti.ultimo_chiuso
        motivo = f"Si riapre solo l’ultimo mese chiuso, {in_mese(ultimo)}." if ultimo and ultimo != visto.mese else ""
        indirizzo = reverse("fondo_garanzia:mese_riapri", args=[visto.mese])
        return [Pulsante("Riapri il mese…", indirizzo, "rischio", motivo=motivo)]
    if not visto.chiusura and utente.ha_ruolo(*CONTI):
        indirizzo = reverse("fondo_garanzia:mese_chiudi", args=[visto.mese])
        return [Pulsante("Chiudi il mese…", indirizzo, "primario", motivo=perche_non_si_chiude(conti, visto))]
    return []


def perche_non_si_chiude(conti: ContiDelConto, visto: Mese) -> str:
    quante = len(visto.conti.mancanze)
    manca = f"Non quadra: {plurale(quante, 'c’è,ci sono')} {quante} {plurale(quante, 'cosa,cose')} da sistemare."
    return conti.impedimento(visto.mese) or ("" if visto.conti.quadra else manca)


@riservata(*VEDONO_IL_CONTO)
@require_GET
def mese_esporta(request: HttpRequest, mese: date) -> HttpResponseBase:
    """Bank and funds of the month, side by side."""
    conti = conti_del_mese(mese)
    coppie = coppie_del_mese(conti.conto, mese)
    return rispondi_foglio(request, f"conto-dedicato-{mese:%Y-%m}", colonne_mese(request.user), coppie)


@riservata(*CONTI)
@require_http_methods(["GET", "POST"])
def mese_chiudi(request: HttpRequest, mese: date) -> HttpResponse:
    """The balance read in the statement, then the month is closed; or everything that is missing."""
    conti = conti_del_mese(mese)
    confronto = conti.nel_mese(mese).conti
    form = ChiudiMeseForm(request.POST or None, initial={"saldo_banca": confronto.saldo_banca})

    def atto(dati: dict[str, Any]) -> str:
        chiudi_mese(conti.conto, mese, dati["saldo_banca"], utente=request.user)
        messages.success(request, f"{in_mese(mese).capitalize()} è chiuso: banca e fondi sono uguali.")
        return reverse("fondo_garanzia:mese_scheda", args=[mese])

    contesto = {
        "titolo": f"Chiudi {in_mese(mese)}",
        "spiega": "Dopo, nel fondo non si scrive più niente con una data di questo mese o di prima.",
        "azione": "Chiudi il mese",
        "pericolo": False,
        "mese": mese,
        "nome_mese": in_mese(mese),
        "prova": prova(confronto),
    }
    return mostra_modulo(request, form, template="fondo_garanzia/mese/atto.html", atto=atto, contesto=contesto)


@riservata(*UNIONE)
@require_http_methods(["GET", "POST"])
def mese_riapri(request: HttpRequest, mese: date) -> HttpResponse:
    conti = conti_del_mese(mese)
    form = RiapriMeseForm(request.POST or None)

    def atto(dati: dict[str, Any]) -> str:
        riapri_mese(conti.conto, mese, dati["motivo"], utente=request.user)
        messages.success(request, f"{in_mese(mese).capitalize()} è di nuovo aperto.")
        return reverse("fondo_garanzia:mese_scheda", args=[mese])

    contesto = {
        "titolo": f"Riapri {in_mese(mese)}",
        "spiega": "Resta scritto chi l’ha riaperto e perché. Poi va chiuso di nuovo.",
        "azione": "Riapri il mese",
        "pericolo": True,
        "mese": mese,
        "nome_mese": in_mese(mese),
        "prova": prova(conti.nel_mese(mese).conti),
    }
    return mostra_modulo(request, form, template="fondo_garanzia/mese/atto.html", atto=atto, contesto=contesto)
