"""Applications for the measures, in every state: each taken as far as its story goes by the acts of the office."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from sportello.actions.domanda import (
    allega_domanda,
    ammetti_domanda,
    apri_domanda,
    chiedi_integrazione_domanda,
    escludi_domanda,
    finanzia_domanda,
    istruisci_domanda,
    liquida_domanda,
    modifica_domanda,
    non_finanzia_domanda,
    presenta_domanda,
    ritira_domanda,
)
from sportello.choices import CausaIncolpevole, ModalitaMisura
from sportello.choices import StatoDomanda as S
from sportello.choices import TipoMisura as T
from sportello.models import DomandaMisura, Misura, Sfratto
from sportello.queries.domanda import con_fatti
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Caso, Isee

FOGLIO = b"%PDF-1.7 documento della domanda, inventato"
PERCHE = "Il dato si completa in istruttoria"
# Kind of measure, days before today on which it was presented, state it has reached.
STORIE = (
    (T.CONTRIBUTO_AFFITTO, 190, S.LIQUIDATA), (T.CONTRIBUTO_AFFITTO, 185, S.LIQUIDATA),
    (T.CONTRIBUTO_AFFITTO, 180, S.ESCLUSA), (T.CONTRIBUTO_AFFITTO, 178, S.NON_FINANZIATA),
    (T.CONTRIBUTO_AFFITTO, 20, S.IN_ISTRUTTORIA), (T.ERP, 60, S.IN_ISTRUTTORIA),
    (T.ERP, 55, S.AMMESSA), (T.ERP, 12, S.PRESENTATA),
    (T.ERP, 3, S.BOZZA), (T.PREVENZIONE_SFRATTI, 90, S.LIQUIDATA),
    (T.PREVENZIONE_SFRATTI, 30, S.FINANZIATA), (T.PREVENZIONE_SFRATTI, 14, S.INTEGRAZIONE),
    (T.MOROSITA_INCOLPEVOLE, 40, S.AMMESSA), (T.MOROSITA_INCOLPEVOLE, 9, S.PRESENTATA),
    (T.BANDO_LOCALE, 100, S.RITIRATA),
)  # fmt: skip


def carica_domande(scena: Scena, casi: list[Caso], sfratti: list[Sfratto]) -> None:
    con_sfratto = [sfratto.caso for sfratto in sfratti if not sfratto.esito]
    pronti = {True: iter(con_sfratto), False: iter(c for c in casi if c not in con_sfratto)}
    for tipo, giorni_fa, stato in STORIE[:: 3 if scena.piccola else 1]:
        giorno = scena.oggi - timedelta(days=giorni_fa)
        serve_sfratto = tipo in (T.PREVENZIONE_SFRATTI, T.MOROSITA_INCOLPEVOLE)
        caso = next((c for c in pronti[serve_sfratto] if c.aperto_il < giorno), None)
        misura = Misura.objects.filter(tipo=tipo).valide(giorno).order_by("-valida_dal").first()
        if caso and misura:
            _domanda(scena, caso, misura, giorno, stato)


def _domanda(scena: Scena, caso: Caso, misura: Misura, giorno: date, stato: str) -> None:
    passi = PASSI[stato]
    with scena.momento(alle(giorno, 9), scena.operatore):
        _isee(scena, caso, giorno)
        domanda = apri_domanda(caso, misura, utente=scena.operatore, modalita=_modalita(misura))
        modifica_domanda(domanda, _dichiarati(scena, giorno), utente=scena.operatore, versione=domanda.versione)
        for documento in misura.documenti.filter(obbligatorio=True):
            allega_domanda(
                domanda, nome=documento.nome, file=("documento.pdf", FOGLIO), utente=scena.operatore,
                richiesto=documento,
            )  # fmt: skip
        if passi:
            _presenta(scena, domanda, giorno)
    for quanti, passo in enumerate(passi, start=1):
        quando = min(giorno + timedelta(days=7 * quanti), scena.oggi)
        with scena.momento(alle(quando, 10), scena.operatore):
            passo(con_fatti(DomandaMisura.objects.all()).get(pk=domanda.pk), scena, quando)


def _presenta(scena: Scena, domanda: DomandaMisura, giorno: date) -> None:
    """With a reason only where a requirement says no."""
    dati = {"presentata_il": giorno, "protocollo": f"{giorno.year}/{scena.caso.randint(1000, 9999)}"}
    try:
        presenta_domanda(domanda, **dati, utente=scena.operatore)
    except AttoRifiutato:
        presenta_domanda(domanda, **dati, utente=scena.operatore, motivo=PERCHE)


def _modalita(misura: Misura) -> str:
    usi = list(misura.massimali.values_list("modalita", flat=True))
    return ModalitaMisura.RINUNCIA if ModalitaMisura.RINUNCIA in usi else (usi[0] if usi else "")


def _isee(scena: Scena, caso: Caso, giorno: date) -> None:
    """An ISEE of the year, if the household has none that holds."""
    if Isee.objects.filter(nucleo=caso.nucleo_id).validi(giorno).exists():
        return
    valore = Decimal(scena.caso.randrange(4000, 15000))
    Isee.objects.create(
        nucleo_id=caso.nucleo_id, valore=valore, ise=valore * 2, reddito_annuo=valore + 3000,
        presentata_il=max(date(giorno.year, 1, 15), giorno - timedelta(days=100)) if giorno.month > 1 else giorno,
        scade_il=date(giorno.year, 12, 31),
    )  # fmt: skip


def _dichiarati(scena: Scena, giorno: date) -> dict[str, object]:
    prima = Decimal(scena.caso.randrange(17000, 24000))
    return {
        "cittadinanza_o_permesso": True, "residente_dal": giorno - timedelta(days=900), "residenza_o_lavoro": True,
        "contratto_registrato": True, "categoria_catastale": "A/3", "alloggio_erp": False,
        "canone_annuo": Decimal(5760),
        "reddito_prima": prima, "reddito_dopo": prima / 2, "causa": CausaIncolpevole.RIDUZIONE_ORARIO,
        "causa_del": giorno - timedelta(days=120), "quota_proprieta": Decimal(0), "alloggio_vicino": False,
        "patrimonio_immobiliare": Decimal(0), "patrimonio_mobiliare": Decimal(1800), "dichiarazione": True,
    }  # fmt: skip


Passo = Callable[[DomandaMisura, Scena, date], object]


def _istruisci(domanda: DomandaMisura, scena: Scena, _quando: date) -> None:
    istruisci_domanda(domanda, utente=scena.operatore)


def _ammetti(domanda: DomandaMisura, scena: Scena, _quando: date) -> None:
    importo = Decimal(0) if domanda.misura.tipo == T.ERP else Decimal(scena.caso.choice((1200, 2400, 3100)))
    ammetti_domanda(
        domanda, utente=scena.operatore, importo=importo, motivo="Secondo la graduatoria", pagare_a="Gino Baldi"
    )


def _escludi(domanda: DomandaMisura, scena: Scena, _quando: date) -> None:
    escludi_domanda(
        domanda, motivo="Per la stessa casa c’è già la domanda di un altro componente", utente=scena.operatore
    )


def _integra(domanda: DomandaMisura, scena: Scena, quando: date) -> None:
    chiedi_integrazione_domanda(
        domanda, motivo="Manca l’accettazione firmata dal proprietario",
        integrare_entro=max(quando, scena.oggi) + timedelta(days=10), utente=scena.operatore,
    )  # fmt: skip


def _finanzia(domanda: DomandaMisura, scena: Scena, quando: date) -> None:
    finanzia_domanda(domanda, commissione_il=quando, utente=scena.operatore)


def _non_finanzia(domanda: DomandaMisura, scena: Scena, quando: date) -> None:
    non_finanzia_domanda(
        domanda, commissione_il=quando, motivo="I fondi della Regione coprono la fascia A", utente=scena.operatore
    )


def _liquida(domanda: DomandaMisura, scena: Scena, quando: date) -> None:
    liquida_domanda(
        domanda, liquidata_il=quando, importo=domanda.importo_ammesso or Decimal(1), pagare_a="Gino Baldi",
        utente=scena.operatore, accettazione_il=quando, accettazione=("accettazione.pdf", FOGLIO),
    )  # fmt: skip


def _ritira(domanda: DomandaMisura, scena: Scena, _quando: date) -> None:
    ritira_domanda(domanda, motivo="Ha trovato un’altra casa", utente=scena.operatore)


def _presentata(_domanda: DomandaMisura, _scena: Scena, _quando: date) -> None:
    """It waits for somebody to look at it."""


PASSI: dict[str, tuple[Passo, ...]] = {
    S.BOZZA: (),
    S.PRESENTATA: (_presentata,),
    S.IN_ISTRUTTORIA: (_istruisci,),
    S.INTEGRAZIONE: (_istruisci, _integra),
    S.AMMESSA: (_istruisci, _ammetti),
    S.ESCLUSA: (_istruisci, _escludi),
    S.FINANZIATA: (_istruisci, _ammetti, _finanzia),
    S.NON_FINANZIATA: (_istruisci, _ammetti, _non_finanzia),
    S.LIQUIDATA: (_istruisci, _ammetti, _finanzia, _liquida),
    S.RITIRATA: (_istruisci, _ritira),
}
