"""Requirements of a candidate as data of the regolamento: each is checked and says why (domain.md 1.6)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data, plurale

DA_ACCERTARE = "da accertare"


@dataclass(frozen=True)
class Criterio:
    """A requirement as it was in force: ``tipo`` is one of ``TIPI``, ``soglia`` in euro a year, ``atto`` its act.

    One that is not ``obbligatorio`` only warns.
    """

    codice: str
    tipo: str
    descrizione: str
    soglia: Decimal | None
    obbligatorio: bool
    atto: str


@dataclass(frozen=True)
class DatiCandidato:
    """What is known of a household on the day; None is what nobody has ascertained yet. Euro a year."""

    adulti_con_cf: int
    in_comune_aderente: bool | None = None
    isee: Decimal | None = None
    isee_scade_il: date | None = None
    isee_con_omissioni: bool = False
    reddito_annuo: Decimal | None = None
    permesso_valido: bool | None = None
    possiede_alloggio: bool | None = None
    relazione_servizio_sociale: bool | None = None
    morosita_precedente: bool | None = None


@dataclass(frozen=True)
class _Risposta:
    """What a check finds: met or not (None: not known), and the sentence with the figure that decides."""

    soddisfatto: bool | None
    testo: str


def _si_o_no(valore: bool | None, bene: str, male: str, ignoto: str) -> _Risposta:
    if valore is None:
        return _Risposta(None, ignoto)
    return _Risposta(valore, bene if valore else male)


def _negato(valore: bool | None) -> bool | None:
    return None if valore is None else not valore


def _residenza(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    return _si_o_no(
        dati.in_comune_aderente,
        "Risiede o lavora in un comune aderente",
        "Non risiede e non lavora in un comune aderente",
        "Residenza o lavoro in un comune aderente",
    )


def _permesso(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    return _si_o_no(
        dati.permesso_valido,
        "Cittadinanza o permesso di soggiorno valido",
        "Il permesso di soggiorno manca o è scaduto",
        "Cittadinanza o permesso di soggiorno",
    )


def _isee_valido(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    if dati.isee is None or dati.isee_scade_il is None:
        return _Risposta(None, "ISEE")
    if dati.isee_scade_il < giorno:
        return _Risposta(False, f"L’ISEE è scaduto il {in_data(dati.isee_scade_il)}")
    if dati.isee_con_omissioni:
        return _Risposta(False, "L’ISEE riporta omissioni o difformità: va corretto")
    return _Risposta(True, f"L’ISEE vale fino al {in_data(dati.isee_scade_il)}")


def _almeno(valore: Decimal | None, criterio: Criterio, nome: str) -> _Risposta:
    if valore is None or criterio.soglia is None:
        return _Risposta(None, nome)
    frase = f"{nome} {in_euro(valore)}, il minimo è {in_euro(criterio.soglia)}"
    return _Risposta(valore >= criterio.soglia, frase)


def _isee_minimo(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    return _almeno(dati.isee, criterio, "ISEE")


def _isee_massimo(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    if dati.isee is None or criterio.soglia is None:
        return _Risposta(None, "ISEE")
    frase = f"ISEE {in_euro(dati.isee)}, il massimo è {in_euro(criterio.soglia)}"
    return _Risposta(dati.isee <= criterio.soglia, frase)


def _reddito(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    return _almeno(dati.reddito_annuo, criterio, "Reddito annuo")


def _proprieta(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    return _si_o_no(
        _negato(dati.possiede_alloggio),
        "Nessuno possiede un alloggio adeguato",
        "Qualcuno del nucleo possiede un alloggio adeguato",
        "Proprietà di un alloggio adeguato",
    )


def _relazione(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    return _si_o_no(
        dati.relazione_servizio_sociale,
        "C’è la relazione del servizio sociale",
        "Manca la relazione del servizio sociale",
        "Relazione del servizio sociale",
    )


def _morosita(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    return _si_o_no(
        _negato(dati.morosita_precedente),
        "Nessuna morosità ingiustificata con il gestore",
        "Ha una morosità ingiustificata con il gestore",
        "Morosità precedenti con il gestore",
    )


def _codice_fiscale(criterio: Criterio, dati: DatiCandidato, giorno: date) -> _Risposta:
    if dati.adulti_con_cf < 1:
        return _Risposta(
            False, "Nessun adulto ha un codice fiscale valido: codice fiscale necessario per la registrazione"
        )
    adulti = plurale(dati.adulti_con_cf, "adulto,adulti")
    return _Risposta(True, f"{dati.adulti_con_cf} {adulti} con codice fiscale valido")


Verifica = Callable[[Criterio, DatiCandidato, date], _Risposta]

VERIFICHE: dict[str, Verifica] = {
    "RESIDENZA": _residenza,
    "SOGGIORNO": _permesso,
    "ISEE_VALIDO": _isee_valido,
    "ISEE_MINIMO": _isee_minimo,
    "ISEE_MASSIMO": _isee_massimo,
    "REDDITO": _reddito,
    "PROPRIETA": _proprieta,
    "SERVIZIO_SOCIALE": _relazione,
    "MOROSITA": _morosita,
    "CODICE_FISCALE": _codice_fiscale,
}
TIPI = frozenset(VERIFICHE)
CON_SOGLIA = frozenset({"ISEE_MINIMO", "ISEE_MASSIMO", "REDDITO"})


def verifica_requisiti(
    criteri: Iterable[Criterio], dati: DatiCandidato, giorno: date
) -> list[tuple[Criterio, Motivo]]:
    """Each requirement with its reason on ``giorno``, in the order given; its act is the article.

    Not met: no when the requirement is mandatory, a warning otherwise. Not known: a warning, to be ascertained.
    Raises KeyError when a type is not among ``TIPI``.
    """
    return [(criterio, _motivo(criterio, VERIFICHE[criterio.tipo](criterio, dati, giorno))) for criterio in criteri]


def _motivo(criterio: Criterio, risposta: _Risposta) -> Motivo:
    if risposta.soddisfatto is None:
        return avviso(f"{risposta.testo}: {DA_ACCERTARE}", criterio.atto)
    if risposta.soddisfatto:
        return si(risposta.testo, criterio.atto)
    return (no if criterio.obbligatorio else avviso)(risposta.testo, criterio.atto)


def esito_requisiti(verifiche: Iterable[tuple[Criterio, Motivo]]) -> Esito:
    """All the reasons together: positive when no mandatory requirement is missing."""
    return Esito(tuple(motivo for _, motivo in verifiche))
