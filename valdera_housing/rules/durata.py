"""How long each type of contract lasts and what happens at its end (L. 431/1998; domain.md 1.2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import aggiungi_mesi

LIBERO = "LIBERO_4_4"
CONCORDATO = "CONCORDATO_3_2"
TRANSITORIO = "TRANSITORIO"
STUDENTI = "STUDENTI"
SUBLOCAZIONE = "SUBLOCAZIONE"
UN_GIORNO = timedelta(days=1)
PREAVVISO_MESI = 6
LIBERTA = "art. 1571 c.c."

Evento = Literal["PROROGA_DI_DIRITTO", "RINNOVO_TACITO", "TERMINE"]


@dataclass(frozen=True)
class Durata:
    """Shortest and longest duration in months; None means that nothing limits it.

    ``minimo_per_prassi``: the shortest comes from practice and not from the law, so less is only a warning.
    """

    minimo_mesi: int | None = None
    massimo_mesi: int | None = None
    articolo: str = LIBERTA
    minimo_per_prassi: bool = False


@dataclass(frozen=True)
class Rinnovo:
    """What follows the expiries of a type: years of the first one and of each one after it, with the articles."""

    anni: int
    articolo_primo: str
    articolo_seguenti: str


DURATE = {
    LIBERO: Durata(48, None, "art. 2 c. 1 L. 431/1998"),
    CONCORDATO: Durata(36, None, "art. 2 c. 5 L. 431/1998"),
    TRANSITORIO: Durata(1, 18, "art. 2 DM 16/1/2017", minimo_per_prassi=True),
    STUDENTI: Durata(6, 36, "art. 3 DM 16/1/2017"),
}
RINNOVI = {
    LIBERO: Rinnovo(4, "art. 2 c. 1 L. 431/1998", "art. 2 c. 1 L. 431/1998"),
    CONCORDATO: Rinnovo(2, "art. 2 c. 5 L. 431/1998", "art. 19-bis DL 34/2019"),
}


def fine_contratto(inizio: date, anni: int) -> date:
    """Last day of a contract of ``anni`` years: start + N years − 1 day. 01/03/2025 + 3 is 29/02/2028."""
    return fine_dopo_mesi(inizio, 12 * anni)


def fine_dopo_mesi(inizio: date, mesi: int) -> date:
    """Last day of a contract, or of a stay, of ``mesi`` months: start + N months − 1 day.

    Where the month has no such day its last one counts: from 31 August, six months end on 27 February.
    """
    return aggiungi_mesi(inizio, mesi) - UN_GIORNO


def durate_ammesse(tipo: str) -> Durata:
    """The shortest and the longest duration of a type of contract, in months, with the article."""
    return DURATE.get(tipo, Durata())


def valuta_durata(tipo: str, inizio: date, fine: date) -> Esito:
    """Whether a contract may last from ``inizio`` to ``fine``, both included (L. 431/1998 art. 2, DM 16/1/2017)."""
    durata = durate_ammesse(tipo)
    if fine < inizio:
        return Esito((no(f"La fine ({in_data(fine)}) viene prima dell’inizio ({in_data(inizio)})"),))
    if durata.minimo_mesi and fine < (prima_fine := fine_dopo_mesi(inizio, durata.minimo_mesi)):
        return Esito((_troppo_breve(durata, durata.minimo_mesi, prima_fine),))
    if durata.massimo_mesi and fine > (ultima_fine := fine_dopo_mesi(inizio, durata.massimo_mesi)):
        frase = f"Può durare al massimo {_in_anni_o_mesi(durata.massimo_mesi)}: deve finire entro il"
        return Esito((no(f"{frase} {in_data(ultima_fine)}", durata.articolo),))
    return Esito((si(f"Dura dal {in_data(inizio)} al {in_data(fine)}", durata.articolo),))


def _troppo_breve(durata: Durata, mesi: int, prima_fine: date) -> Motivo:
    quanto = _in_anni_o_mesi(mesi)
    if durata.minimo_per_prassi:
        return avviso(f"Di solito dura almeno {quanto}, cioè fino al {in_data(prima_fine)}", durata.articolo)
    return no(f"Deve durare almeno {quanto}: non può finire prima del {in_data(prima_fine)}", durata.articolo)


def _in_anni_o_mesi(mesi: int) -> str:
    if mesi % 12:
        return f"{mesi} {plurale(mesi, 'mese,mesi')}"
    return f"{mesi // 12} {plurale(mesi // 12, 'anno,anni')}"


@dataclass(frozen=True)
class ProssimaScadenza:
    """The end of the period that is running and what follows it if nobody stops it.

    ``fine`` is its last day and ``fino_al`` the last day of the next one (None when the contract ends);
    ``disdetta_entro`` is the last day on which a notice may be received (None when none is needed).
    """

    fine: date
    prima: bool
    evento: Evento
    fino_al: date | None
    disdetta_entro: date | None
    spiegazione: str
    articolo: str


def prossima_scadenza(
    tipo: str, inizio: date, fine_prima: date, oggi: date, *, anni_rinnovo: int | None = None
) -> ProssimaScadenza:
    """What happens at the end of the period that contains ``oggi`` (the first, for one that has not started).

    4+4: four more years, then four each time. 3+2: two more years of right (art. 2 c. 5), then two each time
    (DL 34/2019 art. 19-bis). ``anni_rinnovo`` is for contracts that agreed something else. Others end.
    """
    rinnovo = RINNOVI.get(tipo)
    if rinnovo is None:
        return _termine(tipo, inizio, fine_prima)
    anni = anni_rinnovo or rinnovo.anni
    fine = fine_prima
    while fine < oggi:
        fine = fine_rinnovata(fine, anni)
    prima = fine == fine_prima
    fino_al = fine_rinnovata(fine, anni)
    entro = ultimo_giorno_di_preavviso(fine)
    return ProssimaScadenza(
        fine=fine,
        prima=prima,
        evento="PROROGA_DI_DIRITTO" if prima else "RINNOVO_TACITO",
        fino_al=fino_al,
        disdetta_entro=entro,
        spiegazione=_spiega_rinnovo(prima, fine, fino_al, entro),
        articolo=rinnovo.articolo_primo if prima else rinnovo.articolo_seguenti,
    )


def fine_rinnovata(fine: date, anni: int) -> date:
    """Last day after a renewal of ``anni`` years that starts the day after ``fine``."""
    return fine_contratto(fine + UN_GIORNO, anni)


def ultimo_giorno_di_preavviso(fine: date, mesi: int = PREAVVISO_MESI) -> date:
    """Last day on which a notice may be received: ``mesi`` months before the last day of the contract."""
    return aggiungi_mesi(fine, -mesi)


def _spiega_rinnovo(prima: bool, fine: date, fino_al: date, entro: date) -> str:
    if prima:
        return (
            f"Il {in_data(fine)} il contratto si proroga di diritto fino al {in_data(fino_al)}. Il proprietario può "
            f"fermarlo solo per un motivo dell’art. 3 L. 431/1998, l’inquilino sempre: la disdetta deve arrivare "
            f"entro il {in_data(entro)}."
        )
    return (
        f"Il {in_data(fine)} il contratto si rinnova fino al {in_data(fino_al)} alle stesse condizioni, se a "
        f"nessuna delle parti arriva una disdetta entro il {in_data(entro)}."
    )


def _termine(tipo: str, inizio: date, fine: date) -> ProssimaScadenza:
    frasi = {
        TRANSITORIO: (
            f"Il contratto finisce il {in_data(fine)} se prima il motivo transitorio è confermato; altrimenti diventa "
            f"un 4+4, fino al {in_data(fine_contratto(inizio, 4))}."
        ),
        STUDENTI: (
            f"Il contratto finisce il {in_data(fine)}. Se una clausola lo rinnova, l’inquilino può rinunciare: "
            "controlla il contratto."
        ),
        SUBLOCAZIONE: f"La sublocazione finisce il {in_data(fine)}. Cade prima se cessa la locazione da cui nasce.",
    }
    articoli = {TRANSITORIO: "art. 2 DM 16/1/2017", STUDENTI: "art. 3 DM 16/1/2017", SUBLOCAZIONE: "art. 1595 c.c."}
    return ProssimaScadenza(
        fine=fine,
        prima=True,
        evento="TERMINE",
        fino_al=None,
        disdetta_entro=None,
        spiegazione=frasi.get(tipo, f"Il contratto finisce il {in_data(fine)} e non si rinnova da solo."),
        articolo=articoli.get(tipo, "art. 1596 c.c."),
    )
