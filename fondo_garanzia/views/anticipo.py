"""The advances: list, record, history."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fondo_garanzia.actions.anticipo import SOLO_ALTRI
from fondo_garanzia.choices import ASPETTI_ANTICIPO, StatoAnticipo
from fondo_garanzia.exports.anticipo import ANTICIPI
from fondo_garanzia.filters.anticipo import AnticipoFiltro
from fondo_garanzia.models import Anticipo, RataFondo
from fondo_garanzia.queries.anticipo import (
    con_scaduto,
    in_proposta,
    lettere_di,
    limiti_del,
    numero_aperto,
    piano_di,
)
from fondo_garanzia.queries.fondo import in_situazione
from fondo_garanzia.rules.anticipo import valuta_anticipo
from fondo_garanzia.workflow import ANTICIPO, PROPONGONO, VEDONO_LE_PRATICHE
from valdera_housing.actions.lettura import annota_lettura
from valdera_housing.choices import CHI_SEGUE_PERSONE, LEGGONO_I_NOMI
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Passo, Pulsante, Tessera, Voce
from valdera_housing.kit.denaro import ZERO, in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import Esito
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente
from valdera_housing.queries.anagrafe import nome_del_nucleo
from valdera_housing.queries.storia import storia_di
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio

ORDINI = {
    "richiesto": ("richiesto_il", "pk"),
    "numero": ("numero", "pk"),
    "importo": ("importo", "pk"),
    "ritardo": ("scaduto", "pk"),
    "stato": ("stato", "richiesto_il", "pk"),
}
IN_DECISIONE = (StatoAnticipo.RICHIESTO, StatoAnticipo.ISTRUTTORIA)
PRIMO = {
    StatoAnticipo.RICHIESTO: "istruisci",
    StatoAnticipo.ISTRUTTORIA: "approva",
    StatoAnticipo.APPROVATO: "eroga",
    StatoAnticipo.IN_RITARDO: "crea_lettera",
    StatoAnticipo.INSOLVENTE: "riprogramma",
}


class Somme(NamedTuple):
    """Foot of the list: over all the rows found, not the page."""

    quanti: int
    importo: Decimal
    restituito: Decimal
    scaduto: Decimal


def visibili(request: HttpRequest) -> QuerySet[Anticipo]:
    """The advances this person may see, with what is late today."""
    anticipi = Anticipo.objects.visibili_a(request.user).select_related("nucleo", "fondo__comune")
    return con_scaduto(anticipi, oggi())


def elenco_anticipi(request: HttpRequest) -> Elenco:
    filtro = AnticipoFiltro(request.GET, visibili(request), utente=request.user)
    return Elenco(request, filtro, ORDINI, predefinito="-richiesto")


def somme_di(anticipi: QuerySet[Anticipo]) -> Somme:
    colonne = {f"somma_{nome}": Sum(nome) for nome in Somme._fields[1:]}
    conti = anticipi.aggregate(quanti=Count("pk"), **colonne)
    return Somme(conti["quanti"], *(conti[nome] or ZERO for nome in colonne))


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    anticipi = elenco_anticipi(request)
    somme = somme_di(anticipi.filtro.qs)
    anticipi.conta = lambda: somme.quanti
    chiede = request.user.ha_ruolo(*PROPONGONO)
    nuovo = [Pulsante("Chiedi un anticipo", reverse("fondo_garanzia:anticipo_nuovo"), "primario")] if chiede else []
    return mostra_elenco(
        request,
        anticipi,
        "fondo_garanzia/anticipo/elenco.html",
        somme=somme,
        pulsanti=nuovo,
        righe=[(a, ASPETTI_ANTICIPO[a.stato]) for a in anticipi.pagina],
    )


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "anticipi", ANTICIPI, elenco_anticipi(request).righe.iterator())


def anticipo_visibile(request: HttpRequest, pk: int) -> Anticipo:
    anticipi = visibili(request).select_related(
        "nucleo__comune", "fondo__comune", "contratto", "invio", "richiesto_da", "deciso_da", "stralciato_da"
    )
    return get_object_or_404(anticipi, pk=pk)


def pagina(atto: str, anticipo: Anticipo) -> str:
    return reverse(f"fondo_garanzia:anticipo_{atto}", args=[anticipo.pk])


def chi(anticipo: Anticipo, utente: Utente) -> str:
    """The household as this person may read it: by name, or by code for who decides and audits."""
    if not utente.ha_ruolo(*LEGGONO_I_NOMI):
        return f"Nucleo {anticipo.nucleo.codice}"
    return f"{nome_del_nucleo(anticipo.nucleo)}, nucleo {anticipo.nucleo.codice}"


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, what the rules say, the plan with what is paid, the movements of the fund, letters, what was done."""
    anticipo = anticipo_visibile(request, pk)
    legge_i_nomi = request.user.ha_ruolo(*LEGGONO_I_NOMI)
    if legge_i_nomi:
        annota_lettura(request.user, anticipo.nucleo)
    contesto = {
        "anticipo": anticipo,
        "aspetto": ASPETTI_ANTICIPO[anticipo.stato],
        "chi": chi(anticipo, request.user),
        "tessere": tessere(anticipo),
        "fatti": fatti(anticipo, request.user),
        "risposta": risposta(anticipo),
        "rate": righe_rate(anticipo),
        "movimenti": list(anticipo.movimenti.all()),
        "lettere": list(lettere_di(anticipo)) if legge_i_nomi else [],
        "legge_i_nomi": legge_i_nomi,
        "passi": passi(anticipo),
        "pulsanti": pulsanti(anticipo, request.user),
    }
    return render(request, "fondo_garanzia/anticipo/scheda.html", contesto)


def tessere(anticipo: Anticipo) -> list[Tessera]:
    """What was advanced, what came back, what is left, what is late."""
    prima = Tessera("Anticipo €", in_cifre(anticipo.importo), anticipo.get_motivo_display())
    if anticipo.erogato_il is None:
        return [prima, Tessera("Rate", str(anticipo.n_rate), f"la prima il {in_data(anticipo.prima_rata)}")]
    tardi = [Tessera("In ritardo €", in_cifre(anticipo.scaduto), male=True)] if anticipo.scaduto else []
    perso = "perso: non torna più" if anticipo.stato == StatoAnticipo.PERDITA else ""
    return [
        prima,
        Tessera("Restituito €", in_cifre(anticipo.restituito)),
        Tessera("Resta €", in_cifre(anticipo.residuo), perso, male=bool(perso)),
        *tardi,
    ]


def fatti(anticipo: Anticipo, utente: Utente) -> list[Voce]:
    nucleo = anticipo.nucleo.get_absolute_url() if utente.ha_ruolo(*CHI_SEGUE_PERSONE) else ""
    reddito = in_euro(anticipo.reddito_mensile) if anticipo.reddito_mensile is not None else ""
    voci = [
        Voce("Nucleo", anticipo.nucleo.codice, nucleo),
        Voce("Fondo", anticipo.fondo.comune.nome),
        Voce("Perché serve", anticipo.bisogno),
        Voce("Chi viene pagato", anticipo.creditore),
        Voce("Codice fiscale o partita IVA", anticipo.creditore_codice),
        Voce("IBAN", anticipo.creditore_iban, nota="si paga solo con bonifico"),
        Voce("Contratto", anticipo.contratto.numero if anticipo.contratto else ""),
        Voce("Reddito netto al mese", reddito),
        Voce("Interessi", "nessuno"),
        Voce("Atto", anticipo.atto),
        Voce("Perché", anticipo.motivo_decisione),
        Voce("Atto di stralcio", anticipo.atto_stralcio),
        Voce("Istruttoria", anticipo.istruttoria),
    ]
    return [voce for voce in voci if voce.valore]


def risposta(anticipo: Anticipo) -> Esito:
    """What the rules say of a request still to decide; nothing of the others."""
    if anticipo.stato not in IN_DECISIONE:
        return Esito()
    altro = numero_aperto(anticipo.nucleo, oltre=anticipo.pk)
    giorno = oggi()
    return valuta_anticipo(in_proposta(anticipo, altro), in_situazione(anticipo.fondo), limiti_del(giorno), giorno)


class RigaRata(NamedTuple):
    """An instalment as the page shows it; ``scadenza`` is zero before the payment."""

    numero: int
    scade_il: Any
    importo: Decimal
    pagato: Decimal
    scadenza: int
    parole: str
    male: bool


def righe_rate(anticipo: Anticipo) -> list[RigaRata]:
    return [
        _pagata(r, oggi())
        if isinstance(r, RataFondo)
        else RigaRata(r.numero, r.scade_il, r.importo, ZERO, 0, "Non ancora dovuta", male=False)
        for r in piano_di(anticipo)
    ]


def _pagata(rata: RataFondo, giorno: Any) -> RigaRata:
    dovuta = rata.scadenza
    tardi = dovuta.aperta and dovuta.scade_il < giorno
    parole = "Pagata" if not dovuta.residuo else "In ritardo" if tardi else "Da pagare"
    return RigaRata(rata.numero, dovuta.scade_il, rata.importo, dovuta.imputato, dovuta.pk, parole, male=tardi)


def passi(anticipo: Anticipo) -> list[Passo]:
    """What was done, the last first."""
    rifiutato = anticipo.stato == StatoAnticipo.RIFIUTATO
    compiuti = [
        (anticipo.richiesto_il, "Richiesto", anticipo.richiesto_da),
        (anticipo.istruito_il, "Istruttoria scritta", None),
        (anticipo.deciso_il, "Rifiutato" if rifiutato else "Approvato", anticipo.deciso_da),
        (anticipo.erogato_il, "Pagato al creditore", None),
        (None if rifiutato else anticipo.chiuso_il, anticipo.get_stato_display(), anticipo.stralciato_da),
    ]
    return [Passo(giorno, "", parole, str(autore or "")) for giorno, parole, autore in reversed(compiuti) if giorno]


def pulsanti(anticipo: Anticipo, utente: Utente) -> list[Pulsante]:
    """The acts of the table, the one that comes now first; those that cannot be done say why."""
    bottoni = [
        Pulsante(
            t.etichetta,
            pagina(t.atto, anticipo),
            "primario" if t.atto == PRIMO.get(StatoAnticipo(anticipo.stato)) else "secondario",
            motivo=impedimento(t.atto, anticipo, utente),
        )
        for t in ANTICIPO.atti_possibili(anticipo.stato, utente)
    ]
    return sorted(bottoni, key=lambda bottone: bottone.tipo != "primario")


def impedimento(atto: str, anticipo: Anticipo, utente: Utente) -> str:
    """Why an act of the table cannot be done now, or nothing."""
    return SOLO_ALTRI if atto in {"approva", "rifiuta"} and anticipo.richiesto_da_id == utente.pk else ""


@riservata(*VEDONO_LE_PRATICHE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the advance, who made it and on which page."""
    anticipo = anticipo_visibile(request, pk)
    contesto = {"anticipo": anticipo, "modifiche": storia_di(anticipo)}
    return render(request, "fondo_garanzia/anticipo/storia.html", contesto)
