"""Households behind with their rent: each file goes on by the real acts, at their days, with its letters and plans."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from gestore.actions.morosita import annota_colloquio_morosita, diffida_morosita, sollecita_morosita
from gestore.actions.piano import dichiara_decaduto_piano, firma_piano, proponi_piano_morosita
from gestore.choices import PassoMorosita
from gestore.management.casa_di_prova.conti import NON_PAGATI
from gestore.management.casa_di_prova.scena import Scena, alle
from gestore.models import AttoMorosita, Morosita, PianoRientro, RataPiano
from gestore.queries.morosita import debito_di
from valdera_housing.actions.incasso import registra_incasso
from valdera_housing.choices import Mezzo, Verso
from valdera_housing.kit.pdf import PdfNonDisponibile
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Scadenza, Utente

# Days after the first rent not paid on which each step is done.
SOLLECITO, DIFFIDA, COLLOQUIO = 11, 23, 37
# Days after the last rent not paid on which a plan is proposed and signed; its first instalment comes a month later.
PROPOSTA, FIRMA = 12, 15
RATE = 6
RATE_SALTATE = 2
DETTO = "Il capofamiglia ha cambiato lavoro: il primo stipendio arriva fra due mesi. Può pagare a rate"
DECADUTO = "Ha pagato solo la prima rata e non risponde al telefono"


@dataclass(frozen=True)
class Passo:
    """An act done on a day by somebody."""

    il: date
    chi: Utente
    fai: Callable[[], object]


def carica_morosita(scena: Scena) -> None:
    """A file for each household that is behind; some wait for their next step.

    Without the libraries for PDFs no letter can be made: the files stay just opened.
    """
    for posto, mesi_fa in NON_PAGATI.items():
        if posto >= len(scena.sublocazioni):
            continue
        contratto = scena.sublocazioni[posto].contratto
        scadute = list(Scadenza.objects.filter(contratto=contratto).scadute(scena.oggi).order_by("scade_il", "pk"))
        if not scadute or (scena.oggi - scadute[0].scade_il).days < 2:
            continue
        morosita = _apri(scena, contratto.pk, scadute[0].scade_il)
        try:
            _racconta(scena, morosita, scadute, mesi_fa, posto)
        except PdfNonDisponibile:
            continue


def _apri(scena: Scena, contratto: int, dal: date) -> Morosita:
    il = dal + timedelta(days=1)
    with scena.momento(alle(il, 4)):
        morosita = Morosita.objects.create(contratto_id=contratto, aperta_il=il, in_ritardo_dal=dal)
        debito = debito_di(morosita.contratto, il)
        AttoMorosita.objects.create(
            morosita=morosita, passo=PassoMorosita.APERTURA, fatto_il=il, importo=debito.importo
        )
    return morosita


def _racconta(scena: Scena, morosita: Morosita, scadute: list[Scadenza], mesi_fa: range, posto: int) -> None:
    """The steps whose day has come; with an odd place the last one is still to do, unless a plan follows."""
    a_rate = mesi_fa.start > 0
    passi = [passo for passo in _passi(scena, morosita) if passo.il <= scena.oggi]
    for passo in passi if a_rate or posto % 2 == 0 else passi[:-1]:
        with scena.momento(alle(passo.il, 10), passo.chi):
            passo.fai()
    if a_rate:
        _piano(scena, morosita, scadute[-1].scade_il, decade=mesi_fa.start > RATE_SALTATE + 1)


def _passi(scena: Scena, morosita: Morosita) -> list[Passo]:
    dal, contabile, operatore = morosita.in_ritardo_dal, scena.contabile, scena.operatore
    colloquio = dal + timedelta(days=COLLOQUIO)
    return [
        Passo(dal + timedelta(days=SOLLECITO), contabile, lambda: sollecita_morosita(morosita, utente=contabile)),
        Passo(dal + timedelta(days=DIFFIDA), contabile, lambda: diffida_morosita(morosita, utente=contabile)),
        Passo(
            colloquio,
            operatore,
            lambda: annota_colloquio_morosita(morosita, fatto_il=colloquio, nota=DETTO, utente=operatore),
        ),
    ]


def _piano(scena: Scena, morosita: Morosita, ultima: date, *, decade: bool) -> None:
    """Proposed, signed, then paid up to today — or the first instalment only, and lapsed."""
    proposto, firmato, chi = ultima + timedelta(days=PROPOSTA), ultima + timedelta(days=FIRMA), scena.contabile
    with scena.momento(alle(proposto, 11), chi):
        importo = debito_di(morosita.contratto, proposto).importo
        piano = proponi_piano_morosita(
            morosita, importo=importo, numero=RATE, prima_scadenza=aggiungi_mesi(ultima, 1), utente=chi
        )
    with scena.momento(alle(firmato, 17), chi):
        firma_piano(piano, firmato_il=firmato, utente=chi)
    rate = list(piano.rate.order_by("numero"))
    for rata in rate[:1] if decade else rate:
        _paga(scena, morosita, rata)
    if decade:
        _decade(scena, piano, rate[RATE_SALTATE].scade_il + timedelta(days=10))


def _paga(scena: Scena, morosita: Morosita, rata: RataPiano) -> None:
    il = rata.scade_il - timedelta(days=1)
    if il > scena.oggi or rata.scadenza_id is None:
        return
    contratto = morosita.contratto
    dati = {
        "verso": Verso.ENTRATA,
        "data": il,
        "importo": rata.importo,
        "mezzo": Mezzo.BONIFICO,
        "riferimento": f"Rata {rata.numero} del piano di rientro",
        "chi": contratto.conduttore,
        "nucleo": contratto.nucleo,
    }
    with scena.momento(alle(il, 12), scena.contabile):
        registra_incasso(dati, [(rata.scadenza_id, rata.importo)], utente=scena.contabile)


def _decade(scena: Scena, piano: PianoRientro, il: date) -> None:
    with scena.momento(alle(il, 9), scena.contabile):
        dichiara_decaduto_piano(piano, nota=DECADUTO, utente=scena.contabile)
