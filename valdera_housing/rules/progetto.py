"""When an individual project may be signed, and when it is checked (d.lgs. 147/2017, art. 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from valdera_housing.kit.esito import Esito, Motivo, no, si
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi

ARTICOLO = "d.lgs. 147/2017, art. 6"
MESI_VERIFICA = 6
BENEFICIARIO = "BENEFICIARIO"
DEL_SERVIZIO = frozenset({"ASSISTENTE_SOCIALE", "CASE_MANAGER"})


@dataclass(frozen=True)
class ObiettivoScritto:
    """A goal as it is typed; ``pk`` is None when it is new."""

    pk: int | None
    area: str
    descrizione: str
    indicatore: str = ""
    chi: str = ""
    scade_il: date | None = None
    stato: str = "DA_AVVIARE"


@dataclass(frozen=True)
class FirmaApposta:
    """Who signed, as what and when."""

    ruolo: str
    nome: str
    il: date


@dataclass(frozen=True)
class ProgettoDaFirmare:
    redatto_il: date
    obiettivi: int


def valuta_firma(progetto: ProgettoDaFirmare, firme: Sequence[FirmaApposta], giorno: date) -> Esito:
    """Yes when there is something to agree on, and both the household and the service signed, by ``giorno``."""
    ruoli = {firma.ruolo for firma in firme}
    motivi = [
        _serve(progetto.obiettivi > 0, "Il progetto ha i suoi obiettivi", "Scrivi almeno un obiettivo, poi la firma"),
        _serve(BENEFICIARIO in ruoli, "Firma la persona seguita", "Manca la firma della persona seguita"),
        _serve(
            bool(ruoli & DEL_SERVIZIO),
            "Firma il servizio",
            "Manca la firma del servizio: dell’assistente sociale o dell’operatore di riferimento",
        ),
    ]
    return Esito((*motivi, *_giorni(progetto, firme, giorno), *_doppie(firme)))


def _serve(vero: bool, bene: str, manca: str) -> Motivo:
    return si(bene, ARTICOLO) if vero else no(manca, ARTICOLO)


def _giorni(progetto: ProgettoDaFirmare, firme: Sequence[FirmaApposta], giorno: date) -> list[Motivo]:
    prima = [f for f in firme if f.il < progetto.redatto_il]
    dopo = [f for f in firme if f.il > giorno]
    return [
        *(
            no(f"{f.nome}: la firma del {in_data(f.il)} viene prima della stesura, il {in_data(progetto.redatto_il)}")
            for f in prima
        ),
        *(no(f"{f.nome}: la firma del {in_data(f.il)} è nel futuro") for f in dopo),
    ]


def _doppie(firme: Sequence[FirmaApposta]) -> list[Motivo]:
    viste: set[tuple[str, str]] = set()
    doppie = []
    for firma in firme:
        chiave = (firma.ruolo, firma.nome.casefold())
        if chiave in viste:
            doppie.append(no(f"{firma.nome} c’è due volte"))
        viste.add(chiave)
    return doppie


def valuta_verifica(firmato_il: date, svolta_il: date, prossima_entro: date, giorno: date) -> Esito:
    """A check comes after the signature and not in the future; the next one comes after it."""
    motivi = []
    if svolta_il < firmato_il:
        motivi.append(no(f"Il progetto è firmato dal {in_data(firmato_il)}: la verifica non può venire prima"))
    if svolta_il > giorno:
        motivi.append(no("La verifica è nel futuro: registrala quando l’avrete fatta"))
    if prossima_entro < svolta_il:
        motivi.append(no("La prossima verifica viene dopo questa"))
    return Esito(tuple(motivi) or (si("Le date sono in ordine"),))


def prossima_verifica(dal: date, mesi: int = MESI_VERIFICA) -> date:
    """By when a project written, signed or checked on ``dal`` is checked; ``mesi`` is a parameter of the office."""
    return aggiungi_mesi(dal, mesi)
