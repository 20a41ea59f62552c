"""Requirements are data of the regolamento: each is met, not met or to be ascertained, and says why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from gestore.choices import TipoCriterio
from gestore.rules.requisiti import (
    CON_SOGLIA,
    TIPI,
    Criterio,
    DatiCandidato,
    esito_requisiti,
    verifica_requisiti,
)

OGGI = date(2026, 11, 19)
ATTO = "delibera 4/2025"
DATI = DatiCandidato(
    adulti_con_cf=2,
    in_comune_aderente=True,
    isee=D("14500.00"),
    isee_scade_il=date(2026, 12, 31),
    reddito_annuo=D("14400.00"),
    permesso_valido=True,
    possiede_alloggio=False,
    relazione_servizio_sociale=True,
    morosita_precedente=False,
)
SOGLIE = {"ISEE_MINIMO": "9360", "ISEE_MASSIMO": "35000", "REDDITO": "12000"}


def criterio(tipo: str, soglia: str | None = None, *, obbligatorio: bool = True) -> Criterio:
    soglia = soglia or SOGLIE.get(tipo)
    return Criterio("C1", tipo, "Come lo scrive il regolamento", D(soglia) if soglia else None, obbligatorio, ATTO)


def motivo(tipo: str, dati: DatiCandidato = DATI, **opzioni: object) -> tuple[str, str]:
    [(_, trovato)] = verifica_requisiti([criterio(tipo, **opzioni)], dati, OGGI)
    return trovato.livello, str(trovato).removesuffix(f" ({ATTO})")


def test_every_requirement_an_official_may_write_has_its_check() -> None:
    assert set(TipoCriterio.values) == TIPI


SODDISFATTI = {
    "RESIDENZA": "Risiede o lavora in un comune aderente",
    "SOGGIORNO": "Cittadinanza o permesso di soggiorno valido",
    "ISEE_VALIDO": "L’ISEE vale fino al 31/12/2026",
    "ISEE_MINIMO": "ISEE 14.500,00\xa0€, il minimo è 9.360,00\xa0€",
    "ISEE_MASSIMO": "ISEE 14.500,00\xa0€, il massimo è 35.000,00\xa0€",
    "REDDITO": "Reddito annuo 14.400,00\xa0€, il minimo è 12.000,00\xa0€",
    "PROPRIETA": "Nessuno possiede un alloggio adeguato",
    "SERVIZIO_SOCIALE": "C’è la relazione del servizio sociale",
    "MOROSITA": "Nessuna morosità ingiustificata con il gestore",
    "CODICE_FISCALE": "2 adulti con codice fiscale valido",
}


@pytest.mark.parametrize("tipo", sorted(TIPI))
def test_a_requirement_that_is_met_says_with_what(tipo: str) -> None:
    assert motivo(tipo) == ("si", SODDISFATTI[tipo])


NON_SODDISFATTI = [
    ("RESIDENZA", {"in_comune_aderente": False}, "Non risiede e non lavora in un comune aderente"),
    ("SOGGIORNO", {"permesso_valido": False}, "Il permesso di soggiorno manca o è scaduto"),
    ("ISEE_VALIDO", {"isee_scade_il": date(2026, 11, 18)}, "L’ISEE è scaduto il 18/11/2026"),
    ("ISEE_VALIDO", {"isee_con_omissioni": True}, "L’ISEE riporta omissioni o difformità: va corretto"),
    ("ISEE_MINIMO", {"isee": D("9359.99")}, "ISEE 9.359,99\xa0€, il minimo è 9.360,00\xa0€"),
    ("ISEE_MASSIMO", {"isee": D("35000.01")}, "ISEE 35.000,01\xa0€, il massimo è 35.000,00\xa0€"),
    ("REDDITO", {"reddito_annuo": D("0")}, "Reddito annuo 0,00\xa0€, il minimo è 12.000,00\xa0€"),
    ("PROPRIETA", {"possiede_alloggio": True}, "Qualcuno del nucleo possiede un alloggio adeguato"),
    ("SERVIZIO_SOCIALE", {"relazione_servizio_sociale": False}, "Manca la relazione del servizio sociale"),
    ("MOROSITA", {"morosita_precedente": True}, "Ha una morosità ingiustificata con il gestore"),
    (
        "CODICE_FISCALE", {"adulti_con_cf": 0},
        "Nessun adulto ha un codice fiscale valido: codice fiscale necessario per la registrazione",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tipo", "cambia", "frase"), NON_SODDISFATTI)
@pytest.mark.parametrize(("obbligatorio", "livello"), [(True, "no"), (False, "avviso")])
def test_a_requirement_not_met_stops_only_when_it_is_mandatory(
    tipo: str, cambia: dict, frase: str, obbligatorio: bool, livello: str
) -> None:
    assert motivo(tipo, replace(DATI, **cambia), obbligatorio=obbligatorio) == (livello, frase)


SENZA_NOTIZIE = DatiCandidato(adulti_con_cf=1)


@pytest.mark.parametrize("tipo", sorted(TIPI - {"CODICE_FISCALE"}))
def test_what_nobody_knows_is_to_be_ascertained(tipo: str) -> None:
    livello, frase = motivo(tipo, SENZA_NOTIZIE)
    assert livello == "avviso"
    assert frase.endswith(": da accertare")


@pytest.mark.parametrize("tipo", sorted(CON_SOGLIA))
def test_a_threshold_nobody_wrote_is_to_be_ascertained(tipo: str) -> None:
    senza_soglia = replace(criterio(tipo), soglia=None)
    [(_, trovato)] = verifica_requisiti([senza_soglia], DATI, OGGI)
    assert (trovato.livello, trovato.testo.endswith(": da accertare")) == ("avviso", True)


@pytest.mark.parametrize(
    ("tipo", "cambia"),
    [
        ("ISEE_VALIDO", {"isee_scade_il": OGGI}),
        ("ISEE_MINIMO", {"isee": D("9360.00")}),
        ("ISEE_MASSIMO", {"isee": D("35000.00")}),
        ("REDDITO", {"reddito_annuo": D("12000.00")}),
        ("CODICE_FISCALE", {"adulti_con_cf": 1}),
    ],
)
def test_on_the_threshold_a_requirement_is_met(tipo: str, cambia: dict) -> None:
    assert motivo(tipo, replace(DATI, **cambia))[0] == "si"


def test_the_act_that_set_a_requirement_is_its_source() -> None:
    [(stesso, trovato)] = verifica_requisiti([criterio("RESIDENZA")], DATI, OGGI)
    assert (stesso, str(trovato)) == (
        criterio("RESIDENZA"),
        "Risiede o lavora in un comune aderente (delibera 4/2025)",
    )


def test_a_candidate_passes_when_no_mandatory_requirement_is_missing() -> None:
    facoltativi = [criterio("ISEE_MINIMO", "20000", obbligatorio=False), criterio("RESIDENZA")]
    assert esito_requisiti(verifica_requisiti(facoltativi, DATI, OGGI)).livello == "avviso"
    assert esito_requisiti(verifica_requisiti(facoltativi, DATI, OGGI)).positivo
    assert not esito_requisiti(verifica_requisiti([criterio("ISEE_MINIMO", "20000")], DATI, OGGI)).positivo


def test_an_unknown_type_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        verifica_requisiti([criterio("ALTEZZA")], DATI, OGGI)
