"""Notices: valid or late by the day they are received, and what follows (L. 431/1998 artt. 2-3; domain.md 1.8)."""

from dataclasses import dataclass
from datetime import date

from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.rules.durata import (
    PREAVVISO_MESI,
    RINNOVI,
    TRANSITORIO,
    fine_rinnovata,
    ultimo_giorno_di_preavviso,
)

LOCATORE = "LOCATORE"
CONDUTTORE = "CONDUTTORE"
ARTICOLO_3 = "art. 3 c. 1 L. 431/1998"
GRAVI_MOTIVI = "art. 3 c. 6 L. 431/1998"


@dataclass(frozen=True)
class EsitoDisdetta:
    """Whether a notice stops the contract. A late one is recorded all the same: ``conseguenza`` says what follows.

    ``efficace_dal`` is the day on which the contract ends, still inside it, and ``rinnovato_fino_al`` its new last
    day when it goes on; both are None while the notice has not been received.
    """

    valida: bool
    efficace_dal: date | None
    esito: Esito
    conseguenza: str
    rinnovato_fino_al: date | None = None


@dataclass(frozen=True)
class _Notizia:
    """What is known of a notice, kept together while it is judged."""

    tipo: str
    parte: str
    inviata_il: date
    ricevuta_il: date | None
    fine: date
    motivo_art3: str
    prima_scadenza: bool
    gravi_motivi: bool
    anni_rinnovo: int
    preavviso_mesi: int

    @property
    def entro(self) -> date:
        return ultimo_giorno_di_preavviso(self.fine, self.preavviso_mesi)

    @property
    def fine_nuova(self) -> date | None:
        return fine_rinnovata(self.fine, self.anni_rinnovo) if self.anni_rinnovo else None


def valuta_disdetta(
    tipo: str, parte: str, inviata_il: date, ricevuta_il: date | None, fine: date, motivo_art3: str,
    prima_scadenza: bool, *, gravi_motivi: str = "", anni_rinnovo: int | None = None,
    preavviso_mesi: int = PREAVVISO_MESI,
) -> EsitoDisdetta:  # fmt: skip
    """Judge a notice on the expiry ``fine`` by the day it was received (None: not received yet).

    Received by ``fine`` − 6 months it stops the contract, later the contract is renewed. At the first expiry the
    owner (``parte`` LOCATORE) needs a ground of art. 3. With ``gravi_motivi`` written the tenant leaves at any
    time, six months after the notice is received (art. 3 c. 6). ``anni_rinnovo`` is for contracts that agreed
    something else.
    """
    di_legge = RINNOVI.get(tipo)
    anni = (anni_rinnovo or di_legge.anni) if di_legge else 0
    notizia = _Notizia(
        tipo, parte, inviata_il, ricevuta_il, fine, motivo_art3, prima_scadenza,
        bool(gravi_motivi.strip()) and parte == CONDUTTORE, anni, preavviso_mesi,
    )  # fmt: skip
    if ricevuta_il is not None and ricevuta_il < inviata_il:
        motivo = no("La disdetta non può arrivare prima di essere spedita")
        return EsitoDisdetta(False, None, Esito((motivo,)), "Correggi le date.")
    if notizia.gravi_motivi:
        return _recesso(notizia)
    if not anni:
        return _al_termine(notizia)
    return _alla_scadenza(notizia)


def _recesso(notizia: _Notizia) -> EsitoDisdetta:
    if notizia.ricevuta_il is None:
        return _in_attesa(f"Il recesso vale {notizia.preavviso_mesi} mesi dopo che è arrivato", GRAVI_MOTIVI)
    ultimo = aggiungi_mesi(notizia.ricevuta_il, notizia.preavviso_mesi)
    if not notizia.anni_rinnovo:
        ultimo = min(ultimo, notizia.fine)
    quando = in_data(notizia.ricevuta_il)
    frase = f"Recesso per gravi motivi arrivato il {quando}, con {notizia.preavviso_mesi} mesi di preavviso"
    return _ferma(ultimo, Esito((si(frase, GRAVI_MOTIVI),)))


def _al_termine(notizia: _Notizia) -> EsitoDisdetta:
    if notizia.tipo == TRANSITORIO:
        frase = f"Finisce il {in_data(notizia.fine)} se prima il motivo transitorio è confermato"
        return _ferma(notizia.fine, Esito((avviso(frase, "art. 2 DM 16/1/2017"),)))
    frase = f"Il contratto non si rinnova da solo: finisce comunque il {in_data(notizia.fine)}"
    return _ferma(notizia.fine, Esito((si(frase, "art. 1596 c.c."),)))


def _alla_scadenza(notizia: _Notizia) -> EsitoDisdetta:
    ostacoli = tuple(motivo for motivo in (_senza_motivo(notizia), _tardi(notizia)) if motivo is not None)
    if ostacoli:
        return _prosegue(notizia, Esito(ostacoli))
    entro = in_data(notizia.entro)
    if notizia.ricevuta_il is None:
        return _in_attesa(f"Non è ancora arrivata: vale se arriva entro il {entro}", _articolo(notizia))
    frase = f"Arrivata il {in_data(notizia.ricevuta_il)}: in tempo, il termine era il {entro}"
    return _ferma(notizia.fine, Esito((si(frase, _articolo(notizia)),)))


def _senza_motivo(notizia: _Notizia) -> Motivo | None:
    if notizia.parte != LOCATORE or not notizia.prima_scadenza or notizia.motivo_art3.strip():
        return None
    return no("Alla prima scadenza il proprietario può disdire solo per uno dei motivi di legge", ARTICOLO_3)


def _tardi(notizia: _Notizia) -> Motivo | None:
    arrivo = notizia.ricevuta_il or notizia.inviata_il
    if arrivo <= notizia.entro:
        return None
    come = "Arrivata" if notizia.ricevuta_il else "Spedita"
    frase = f"{come} il {in_data(arrivo)}: è tardi, doveva arrivare entro il {in_data(notizia.entro)}"
    return no(frase, _articolo(notizia))


def _articolo(notizia: _Notizia) -> str:
    rinnovo = RINNOVI[notizia.tipo]
    if notizia.parte == LOCATORE and notizia.prima_scadenza:
        return ARTICOLO_3
    return rinnovo.articolo_primo if notizia.prima_scadenza else rinnovo.articolo_seguenti


def _ferma(ultimo: date, esito: Esito) -> EsitoDisdetta:
    return EsitoDisdetta(True, ultimo, esito, f"Il contratto cessa il {in_data(ultimo)}.")


def _prosegue(notizia: _Notizia, esito: Esito) -> EsitoDisdetta:
    nuova = notizia.fine_nuova
    come = "si proroga di diritto" if notizia.prima_scadenza else "si rinnova alle stesse condizioni"
    conseguenza = f"Il contratto {come} fino al {in_data(nuova)}." if nuova else ""
    return EsitoDisdetta(False, None, esito, conseguenza, nuova)


def _in_attesa(frase: str, articolo: str) -> EsitoDisdetta:
    return EsitoDisdetta(False, None, Esito((avviso(frase, articolo),)), "Scrivi la data in cui è arrivata.")
