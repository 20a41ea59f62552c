"""The ladder of the warnings, step by step."""

from datetime import date

import pytest

from cohousing.choices import Gravita, Provvedimento
from cohousing.rules.violazione import (
    DOPO,
    DatiViolazione,
    Preso,
    misure_possibili,
    solo_se_gravissimo,
    valuta_annullamento,
    valuta_comunicazione,
    valuta_violazione,
)

NIENTE, PRIMO, SECONDO, PROPOSTA = Provvedimento
OGGI, INGRESSO = date(2026, 11, 19), date(2026, 3, 1)
IL_PRIMO = Preso(PRIMO, date(2026, 10, 1))
IL_SECONDO = Preso(SECONDO, date(2026, 10, 20))
LA_PROPOSTA = Preso(PROPOSTA, date(2026, 11, 10))


@pytest.mark.parametrize(
    ("presi", "possibili", "solo_gravissimo"),
    [
        pytest.param([], [NIENTE, PRIMO, PROPOSTA], True, id="nothing yet"),
        pytest.param([IL_PRIMO], [NIENTE, SECONDO, PROPOSTA], True, id="after the first"),
        pytest.param([IL_PRIMO, IL_SECONDO], [NIENTE, PROPOSTA], False, id="after the second"),
        pytest.param([IL_PRIMO, IL_SECONDO, LA_PROPOSTA], [NIENTE], False, id="after the proposal"),
        pytest.param([LA_PROPOSTA], [NIENTE, PRIMO], True, id="a proposal for a very grave fact"),
    ],
)
def test_only_the_steps_possible_now_are_offered(
    presi: list[Preso], possibili: list[Provvedimento], *, solo_gravissimo: bool
) -> None:
    assert (misure_possibili(presi), solo_se_gravissimo(presi)) == (possibili, solo_gravissimo)


def dati(provvedimento: str, giorno: date = OGGI, gravita: str = Gravita.LIEVE) -> DatiViolazione:
    return DatiViolazione(giorno, gravita, provvedimento, INGRESSO, OGGI)


@pytest.mark.parametrize(
    ("fatto", "presi", "positivo", "perche"),
    [
        (dati(NIENTE), [], True, ""),
        (dati(PRIMO), [], True, ""),
        (dati(SECONDO), [IL_PRIMO], True, ""),
        (dati(PROPOSTA), [IL_PRIMO, IL_SECONDO], True, ""),
        (dati(PROPOSTA, gravita=Gravita.GRAVISSIMA), [], True, ""),
        (
            dati(SECONDO), [Preso(PRIMO, date(2026, 10, 1), comunicato=False)], True,
            "«Primo richiamo» non risulta ancora comunicato: registra quando l’hai detto.",
        ),
        (dati(PRIMO), [IL_PRIMO], False, "«Primo richiamo» c’è già stato, per un fatto del 01/10/2026."),
        (dati(SECONDO), [], False, "«Secondo richiamo» segue «Primo richiamo», che non c’è ancora."),
        (
            dati(PROPOSTA, gravita=Gravita.GRAVE), [IL_PRIMO], False,
            "«Proposta di allontanamento» segue «Secondo richiamo», che non c’è ancora, salvo un fatto gravissimo.",
        ),
        (
            dati(SECONDO, date(2026, 9, 30)), [IL_PRIMO], False,
            "«Primo richiamo» è per un fatto del 01/10/2026: questo è successo prima.",
        ),
        (dati(NIENTE, date(2026, 11, 20)), [], False, "Il giorno è nel futuro: annotalo quando è successo."),
        (
            dati(NIENTE, date(2026, 2, 28)), [], False,
            "Le regole valgono da quando il nucleo è entrato, il 01/03/2026.",
        ),
    ],
)  # fmt: skip
def test_one_step_follows_the_other_and_a_very_grave_fact_goes_straight(
    fatto: DatiViolazione, presi: list[Preso], perche: str, *, positivo: bool
) -> None:
    esito = valuta_violazione(fatto, presi)
    assert (esito.positivo, str(esito)) == (positivo, perche)


@pytest.mark.parametrize(
    ("provvedimento", "gia", "quando", "perche"),
    [
        (PRIMO, None, OGGI, ""),
        (PRIMO, None, date(2026, 11, 5), ""),
        (NIENTE, None, OGGI, "Se ne è già parlato: non c’è un richiamo da comunicare."),
        (PRIMO, date(2026, 11, 6), OGGI, "È già stato comunicato il 06/11/2026."),
        (PRIMO, None, date(2026, 11, 4), "Il fatto è del 05/11/2026: si comunica da quel giorno in poi."),
        (PRIMO, None, date(2026, 11, 20), "Il giorno è nel futuro: registralo quando l’hai detto."),
    ],
)
def test_a_warning_is_told_once_after_the_fact(
    provvedimento: str, gia: date | None, quando: date, perche: str
) -> None:
    assert str(valuta_comunicazione(provvedimento, date(2026, 11, 5), gia, quando, OGGI)) == perche


GRAVISSIMA = Preso(PROPOSTA, date(2026, 11, 10), Gravita.GRAVISSIMA)


@pytest.mark.parametrize(
    ("provvedimento", "altri", "allontanato", "perche"),
    [
        (PRIMO, [], False, ""),
        (NIENTE, [IL_PRIMO, IL_SECONDO], False, ""),
        (SECONDO, [IL_PRIMO, GRAVISSIMA], False, ""),
        (PROPOSTA, [IL_PRIMO, IL_SECONDO], False, ""),
        (PRIMO, [IL_SECONDO], False, "Su questo si appoggia «Secondo richiamo»: annulla prima quello."),
        (
            SECONDO, [IL_PRIMO, LA_PROPOSTA], False,
            "Su questo si appoggia «Proposta di allontanamento»: annulla prima quello.",
        ),
        (PROPOSTA, [], True, "La permanenza è finita con questo allontanamento: non si annulla più."),
    ],
)  # fmt: skip
def test_what_a_later_step_leans_on_is_annulled_after_it(
    provvedimento: str, altri: list[Preso], perche: str, *, allontanato: bool
) -> None:
    assert str(valuta_annullamento(provvedimento, altri, allontanato=allontanato)) == perche


def test_every_letter_says_what_happens_next() -> None:
    assert set(DOPO) == {PRIMO, SECONDO, PROPOSTA}
