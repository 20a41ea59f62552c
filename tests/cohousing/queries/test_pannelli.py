"""What a household's dossier says of shared housing."""

from datetime import date

import pytest

from cohousing.choices import StatoCandidatura, StatoPermanenza
from cohousing.queries.pannelli import pannelli_fascicolo
from tests.factories.casa import CasoFactory
from tests.factories.cohousing import CandidaturaFactory, casa_aperta, permanenza
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


def di(ruolo: str, *comuni: object) -> object:
    utente = UtenteFactory(ruoli=[ruolo])
    utente.comuni.set(comuni)
    return utente


def test_the_dossier_tells_stays_and_requests_and_what_is_still_open(django_assert_num_queries: object) -> None:
    caso = CasoFactory()
    casa = casa_aperta(nome="Casa Ada")
    permanenza(
        casa.unita.first(), stato=StatoPermanenza.CONCLUSA, caso=caso, numero="PM-2026-0001",
        fine_prevista=date(2026, 12, 31), uscita_il=date(2026, 9, 30),
    )  # fmt: skip
    CandidaturaFactory(caso=caso, numero="CA-2026-0001")
    operatore = di(Ruolo.OPERATORE_ETS)
    with django_assert_num_queries(1):
        (pannello,) = pannelli_fascicolo(operatore, caso.nucleo)
    assert [(r.titolo, r.aspetto.etichetta, r.testo) for r in pannello.contesto["righe"]] == [
        (
            "Permanenza PM-2026-0001",
            "Conclusa",
            "Casa Ada, Camera 1, 01/03/2026–30/09/2026. È finita così: casa popolare",
        ),
        ("Candidatura CA-2026-0001", "Aperta", "Donne sole con figli, presentata il 02/11/2026"),
    ]
    assert list(pannello.aperti) == ["la candidatura CA-2026-0001 a una casa condivisa"]


def test_a_stay_that_goes_on_is_told_to_who_closes_the_case() -> None:
    abita = permanenza(casa_aperta(nome="Casa Ada").unita.first(), numero="PM-2026-0002")
    entra = permanenza(stato=StatoPermanenza.PREPARAZIONE, unita=abita.struttura.unita.last(), numero="PM-2026-0003")
    frasi = [
        list(pannelli_fascicolo(di(Ruolo.COORDINATORE_ETS), nucleo)[0].aperti)
        for nucleo in (abita.nucleo, entra.nucleo)
    ]
    assert frasi == [
        ["la permanenza PM-2026-0002, ancora in corso a Casa Ada"],
        ["la permanenza PM-2026-0003, in preparazione a Casa Ada"],
    ]


def test_only_who_follows_the_household_reads_it() -> None:
    domanda = CandidaturaFactory(stato=StatoCandidatura.APERTA)
    nucleo = domanda.caso.nucleo
    righe = {
        "sua": pannelli_fascicolo(di(Ruolo.ASSISTENTE_SOCIALE, nucleo.comune), nucleo)[0].contesto["righe"],
        "di un altro comune": pannelli_fascicolo(di(Ruolo.ASSISTENTE_SOCIALE), nucleo)[0].contesto["righe"],
    }
    assert {chi: len(lette) for chi, lette in righe.items()} == {"sua": 1, "di un altro comune": 0}
    assert [pannelli_fascicolo(di(r), nucleo) for r in (Ruolo.CONTABILE_ETS, Ruolo.REVISORE)] == [[], []]
