"""The claims of the owners: list, record with the computation line by line, history, documents."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fondo_garanzia.choices import ASPETTI_ESCUSSIONE, StatoEscussione
from fondo_garanzia.exports.escussione import colonne_escussioni
from fondo_garanzia.filters.escussione import EscussioneFilter
from fondo_garanzia.models import Escussione, FileEscussione, MensilitaEscussa
from fondo_garanzia.queries.escussione import (
    circostanze_di,
    con_richiesto,
    copertura_di,
    escussioni_visibili,
    richiesta_di,
)
from fondo_garanzia.rules.escussione import (
    RISULTATI,
    Calcolo,
    calcola_escussione,
    documenti_mancanti,
    valuta_ammissibilita,
)
from fondo_garanzia.workflow import ESCUSSIONE, VEDONO_LE_PRATICHE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE, LEGGONO_I_NOMI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Riga, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Utente
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.file import rispondi_file

ORDINI = {
    "presentata": ("presentata_il", "pk"),
    "numero": ("pk",),
    "stato": ("stato", "-presentata_il", "-pk"),
    "importo": ("importo", "pk"),
}
DA_VALUTARE = (StatoEscussione.PRESENTATA, StatoEscussione.INTEGRAZIONE)
# The act of the table that comes next, in colour.
PRIMO = {
    StatoEscussione.PRESENTATA: "valuta",
    StatoEscussione.INTEGRAZIONE: "valuta",
    StatoEscussione.VALUTATA: "approva",
    StatoEscussione.APPROVATA: "liquida",
    StatoEscussione.LIQUIDATA: "crea_lettera",
    StatoEscussione.RIFIUTATA: "crea_lettera",
}


class Somme(NamedTuple):
    """Foot of the list: over all the rows found, not the page."""

    quante: int
    ammesso: Decimal
    pagato: Decimal


def elenco_escussioni(request: HttpRequest) -> Elenco:
    escussioni = escussioni_visibili(request.user)
    return Elenco(
        request,
        EscussioneFilter(request.GET, escussioni, utente=request.user),
        ORDINI,
        predefinito="-presentata",
    )


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    escussioni = elenco_escussioni(request)
    somme = somme_di(escussioni.filtro.qs)
    escussioni.conta = lambda: somme.quante
    righe = [
        (e, ASPETTI_ESCUSSIONE[e.stato], e.garanzia.contratto.chi_conduce(request.user)) for e in escussioni.pagina
    ]
    return mostra_elenco(request, escussioni, "fondo_garanzia/escussione/elenco.html", righe=righe, somme=somme)


def somme_di(escussioni: QuerySet[Escussione]) -> Somme:
    conti = escussioni.aggregate(
        quante=Count("pk"), ammesso=Sum("importo"), pagato=Sum("importo", filter=Q(stato=StatoEscussione.LIQUIDATA))
    )
    return Somme(conti["quante"], conti["ammesso"] or ZERO, conti["pagato"] or ZERO)


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    righe = con_richiesto(elenco_escussioni(request).righe)
    return rispondi_foglio(request, "escussioni", colonne_escussioni(request.user), righe)


def escussione_visibile(request: HttpRequest, pk: int) -> Escussione:
    collegati = ("presentata_da", "decisa_da", "lettera", "rivalsa")
    return get_object_or_404(escussioni_visibili(request.user).select_related(*collegati), pk=pk)


def verso(atto: str, escussione: Escussione) -> str:
    return reverse(f"fondo_garanzia:escussione_{atto}", args=[escussione.pk])


class Fascicolo(NamedTuple):
    """A claim with its months and documents; while it waits for the evaluation, what would come out of it."""

    escussione: Escussione
    mesi: list[MensilitaEscussa]
    file: list[FileEscussione]
    ammissibilita: Esito
    previsto: Calcolo | None

    @property
    def mancanti(self) -> list[str]:
        presenti = frozenset(f.tipo for f in self.file)
        return documenti_mancanti(presenti, con_danni=self.escussione.danni > 0)

    @property
    def richiesto(self) -> Decimal:
        return sum((m.richiesto for m in self.mesi), self.escussione.danni)


def fascicolo_di(escussione: Escussione) -> Fascicolo:
    mesi = list(escussione.mensilita.all())
    file = list(escussione.file.select_related("documento"))
    if escussione.stato not in DA_VALUTARE:
        return Fascicolo(escussione, mesi, file, Esito(), None)
    copertura = copertura_di(escussione.garanzia, per=escussione)
    circostanze = circostanze_di(
        escussione, mesi=[m.competenza for m in mesi], presenti=[f.tipo for f in file], copertura=copertura
    )
    previsto = calcola_escussione(richiesta_di(escussione, mesi), copertura)
    return Fascicolo(escussione, mesi, file, valuta_ammissibilita(circostanze), previsto)


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    escussione = escussione_visibile(request, pk)
    legge_i_nomi = request.user.ha_ruolo(*LEGGONO_I_NOMI)
    if legge_i_nomi:
        annota_lettura(request.user, escussione.garanzia.nucleo)
    fascicolo = fascicolo_di(escussione)
    contesto = {
        "escussione": escussione,
        "aspetto": ASPETTI_ESCUSSIONE[escussione.stato],
        "chi": escussione.garanzia.contratto.chi_conduce(request.user),
        "tessere": tessere(fascicolo),
        "righe": righe_scritte(escussione) if escussione.calcolo else righe_previste(fascicolo.previsto),
        "previsto": not escussione.calcolo,
        "ammissibilita": fascicolo.ammissibilita,
        "mesi": fascicolo.mesi,
        "file": fascicolo.file,
        "mancanti": fascicolo.mancanti,
        "allega": ESCUSSIONE.ammette("allega", escussione.stato, request.user),
        "fatti": fatti(escussione, request.user),
        "rivalsa": getattr(escussione, "rivalsa", None),
        "legge_i_nomi": legge_i_nomi,
        "pulsanti": pulsanti(fascicolo, request.user),
    }
    return render(request, "fondo_garanzia/escussione/scheda.html", contesto)


def righe_scritte(escussione: Escussione) -> list[Riga]:
    """The lines as they were worked out, to the letter."""
    return [
        Riga(riga["voce"], in_cifre(Decimal(riga["importo"])), riga["nota"], riga["voce"] in RISULTATI)
        for riga in escussione.calcolo
    ]


def righe_previste(calcolo: Calcolo | None) -> list[Riga]:
    righe = calcolo.righe if calcolo else ()
    return [Riga(r.voce, in_cifre(r.importo), r.nota, r.voce in RISULTATI) for r in righe]


def tessere(fascicolo: Fascicolo) -> list[Tessera]:
    escussione, previsto = fascicolo.escussione, fascicolo.previsto
    prima = Tessera("Richiesto €", in_cifre(fascicolo.richiesto), "canoni e danni, prima di ogni detrazione")
    if previsto:
        nota = "se si valutasse adesso"
        return [
            prima,
            Tessera("Verrebbe pagato €", in_cifre(previsto.importo), nota),
            Tessera("Non coperto €", in_cifre(previsto.non_coperto), nota),
        ]
    paga = "Pagato €" if escussione.stato == StatoEscussione.LIQUIDATA else "Ammesso €"
    quando = f"il {in_data(escussione.pagata_il)}" if escussione.pagata_il else ""
    return [
        prima,
        Tessera(paga, in_cifre(escussione.importo), quando),
        Tessera("Non coperto €", in_cifre(escussione.non_coperto)),
    ]


def fatti(escussione: Escussione, utente: Utente) -> list[Voce]:
    garanzia = escussione.garanzia
    legge = utente.ha_ruolo(*LEGGONO_I_NOMI)
    scheda_nucleo = garanzia.nucleo.get_absolute_url() if utente.ha_ruolo(*CHI_SEGUE_PERSONE) else ""
    resta = f"restano {in_euro(garanzia.residuo_canoni)} per i canoni e {in_euro(garanzia.residuo_danni)} per i danni"
    voci = [
        Voce("Garanzia", garanzia.numero, reverse("fondo_garanzia:garanzia_scheda", args=[garanzia.pk]), resta),
        Voce("Proprietario", garanzia.titolare),
        Voce("Nucleo", garanzia.nucleo.codice, scheda_nucleo),
        Voce("Contratto", garanzia.contratto.numero),
        Voce("Comune", garanzia.fondo.comune.nome),
        Voce("Fatto da cui nasce", in_data(escussione.evento_il)),
        Voce("Arrivata il", in_data(escussione.presentata_il)),
        Voce("Registrata da", str(escussione.presentata_da)),
        Voce("Il deposito copre", escussione.get_ordine_deposito_display()),
    ]
    if escussione.valutata_il:
        voci.append(Voce("Valutata il", in_data(escussione.valutata_il)))
    if escussione.decisa_il:
        voci.append(Voce("Decisa il", in_data(escussione.decisa_il), nota=escussione.atto))
        voci.append(Voce("Decisa da", str(escussione.decisa_da)))
    if escussione.nota and legge:
        voci.append(Voce("Nota", escussione.nota))
    return voci


def pulsanti(fascicolo: Fascicolo, utente: Utente) -> list[Pulsante]:
    """The acts of the table, the next one first; one that cannot be done says why."""
    escussione = fascicolo.escussione
    primo = PRIMO.get(StatoEscussione(escussione.stato), "")
    bottoni = [
        Pulsante(
            t.etichetta,
            verso(t.atto, escussione),
            "primario" if t.atto == primo else "secondario",
            motivo=ostacolo(t.atto, fascicolo, utente),
        )
        for t in ESCUSSIONE.atti_possibili(escussione.stato, utente)
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


def ostacolo(atto: str, fascicolo: Fascicolo, utente: Utente) -> str:
    """Why an act of the table cannot be done now; empty when it can."""
    escussione = fascicolo.escussione
    if atto == "valuta" and not fascicolo.ammissibilita.positivo:
        return "Non si può ancora valutare: leggi sotto che cosa lo impedisce."
    if atto in ("approva", "rifiuta") and escussione.presentata_da_id == utente.pk:
        return "L’hai registrata tu: la decide un’altra persona dell’Unione."
    if atto == "approva" and not escussione.importo:
        return "Non risulta niente da pagare: questa richiesta si può solo rifiutare."
    if atto == "liquida" and escussione.garanzia.fondo.cassa < escussione.importo:
        cassa = in_euro(escussione.garanzia.fondo.cassa)
        return f"Nella cassa del fondo ci sono {cassa}, da pagare sono {in_euro(escussione.importo)}."
    return ""


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the claim and of its months; free text is for who reads names."""
    escussione = escussione_visibile(request, pk)
    nascosti = () if request.user.ha_ruolo(*LEGGONO_I_NOMI) else ("nota", "motivo")
    modifiche = storia_di(escussione, parti="mensilita", nascosti=("calcolo", *nascosti))
    contesto: dict[str, Any] = {"escussione": escussione, "modifiche": modifiche}
    return render(request, "fondo_garanzia/escussione/storia.html", contesto)


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A document of the claim, also for who approves or audits it: it carries names, so the reading leaves a trace."""
    escussione = escussione_visibile(request, pk)
    annota_lettura(request.user, escussione.garanzia.nucleo)
    trovato = get_object_or_404(escussione.file.select_related("documento"), pk=file_pk)
    return rispondi_file(trovato.documento)
