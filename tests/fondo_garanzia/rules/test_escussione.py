"""What the fund pays on a claim: scenario 4 to the cent, what is taken away and in which order, when it cannot be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fondo_garanzia.rules.escussione import (
    PAGA,
    Circostanze,
    Copertura,
    MeseRichiesto,
    Richiesta,
    calcola_escussione,
    mesi_in_franchigia,
    spiega_rifiuto,
    valuta_ammissibilita,
    valuta_mesi_pagati,
)

MESI = tuple(date(2026, n, 1) for n in (6, 7, 8, 9))
SCENARIO_4 = Richiesta(
    mesi=tuple(MeseRichiesto(mese, D("480.00")) for mese in MESI), danni=D("900.00"), deposito=D("960.00")
)
INTERA = Copertura(residuo_canoni=D("1440.00"), residuo_danni=D("500.00"))


def ammessi(richiesta: Richiesta, copertura: Copertura = INTERA) -> tuple[list[D], D, D]:
    """For each month, for the damages, not covered."""
    calcolo = calcola_escussione(richiesta, copertura)
    return [quota.ammesso for quota in calcolo.quote], calcolo.ammesso_danni, calcolo.non_coperto


def euro(*importi: str) -> list[D]:
    return [D(f"{importo}.00") for importo in importi]


def test_scenario_4_to_the_cent() -> None:
    calcolo = calcola_escussione(SCENARIO_4, INTERA)
    assert (calcolo.importo, calcolo.ammesso_canoni, calcolo.ammesso_danni, calcolo.non_coperto) == (
        D("1440.00"), D("1440.00"), D("0.00"), D("420.00")
    )  # fmt: skip
    assert [quota.ammesso for quota in calcolo.quote] == euro("420", "480", "480", "60")
    assert [(riga.voce, riga.importo) for riga in calcolo.righe] == [
        ("Canoni non pagati", D("1920.00")),
        ("Danni", D("900.00")),
        ("Deposito che copre i danni", D("-900.00")),
        ("Deposito che copre i canoni", D("-60.00")),
        ("Canoni al netto", D("1860.00")),
        ("Il fondo paga per i canoni", D("1440.00")),
        ("Danni al netto", D("0.00")),
        ("Il fondo paga per i danni", D("0.00")),
        ("Il fondo paga in tutto", D("1440.00")),
        ("Resta non coperto", D("420.00")),
    ]
    assert calcolo.righe[0].nota == "4 mesi: giugno 2026, luglio 2026, agosto 2026, settembre 2026"
    assert calcolo.righe[5].nota == "Il massimale che resta per i canoni è 1.440,00\xa0€ (lettera di garanzia)"


@pytest.mark.parametrize(
    ("cambia", "mesi", "danni", "non_coperto"),
    [
        ({"ordine": "CANONI"}, ("0", "0", "480", "480"), "500", "400"),
        ({"deposito": D("0.00")}, ("480", "480", "480", "0"), "500", "880"),
        ({"deposito": D("5000.00")}, ("0", "0", "0", "0"), "0", "0"),
        ({"danni_recuperati": D("700.00")}, ("0", "200", "480", "480"), "0", "0"),
        ({"danni_recuperati": D("9000.00")}, ("0", "0", "480", "480"), "0", "0"),
        ({"danni": D("0.00")}, ("0", "0", "480", "480"), "0", "0"),
        ({"mesi": ()}, (), "0", "0"),
    ],
)
def test_the_deposit_and_what_was_recovered(
    cambia: dict[str, object], mesi: tuple[str, ...], danni: str, non_coperto: str
) -> None:
    assert ammessi(replace(SCENARIO_4, **cambia)) == (euro(*mesi), D(f"{danni}.00"), D(f"{non_coperto}.00"))


def test_public_contributions_and_sums_recovered_leave_their_month() -> None:
    giugno, luglio, *_ = SCENARIO_4.mesi
    richiesta = Richiesta(mesi=(replace(giugno, contributi=D("300.00"), recuperato=D("80.00")), luglio))
    calcolo = calcola_escussione(richiesta, INTERA)
    assert [quota.ammesso for quota in calcolo.quote] == euro("100", "480")
    assert [(riga.voce, riga.importo) for riga in calcolo.righe[:3]] == [
        ("Canoni non pagati", D("960.00")),
        ("Contributi pubblici già pagati", D("-300.00")),
        ("Canoni già recuperati", D("-80.00")),
    ]


def test_the_first_months_claimed_stay_with_the_owner_once() -> None:
    con_franchigia = replace(INTERA, franchigia=2)
    senza_deposito = replace(SCENARIO_4, deposito=D("0.00"), danni=D("0.00"))
    assert ammessi(senza_deposito, con_franchigia) == (euro("0", "0", "480", "480"), D("0.00"), D("960.00"))
    voce = calcola_escussione(senza_deposito, con_franchigia).righe[1]
    assert (voce.voce, voce.importo, voce.nota) == (
        "Mesi a carico del proprietario", D("-960.00"), "Giugno 2026, luglio 2026 (lettera di garanzia)"
    )  # fmt: skip
    gia_lasciati = replace(con_franchigia, in_franchigia=frozenset([date(2026, 1, 1), MESI[0]]))
    assert ammessi(senza_deposito, gia_lasciati)[0] == euro("0", "480", "480", "480")
    # The deposit lowers what the fund pays, not what the owner agreed to bear.
    assert ammessi(replace(senza_deposito, deposito=D("480.00")), con_franchigia)[0] == euro("0", "0", "0", "480")


def test_the_months_of_the_franchise_are_the_first_ever_asked() -> None:
    primi, secondi = [MESI[1], MESI[0]], [MESI[0], MESI[2], MESI[3]]
    assert mesi_in_franchigia(0, [primi, secondi]) == frozenset()
    assert mesi_in_franchigia(1, [primi, secondi]) == {MESI[0]}
    assert mesi_in_franchigia(3, [primi, secondi]) == {MESI[0], MESI[1], MESI[2]}


def test_a_month_already_paid_gets_nothing_and_is_refused_by_name() -> None:
    pagati = frozenset([MESI[0], MESI[2]])
    copertura = replace(INTERA, mesi_pagati=pagati)
    richiesta = replace(SCENARIO_4, deposito=D("0.00"), danni=D("0.00"))
    assert ammessi(richiesta, copertura)[0] == euro("0", "480", "0", "480")
    assert [str(motivo) for motivo in valuta_mesi_pagati(MESI, pagati).motivi] == [
        "Il fondo ha già pagato giugno 2026: un mese si paga una volta sola (regolamento del fondo)",
        "Il fondo ha già pagato agosto 2026: un mese si paga una volta sola (regolamento del fondo)",
    ]


def test_a_deposit_larger_than_the_debt_goes_back_to_the_tenant() -> None:
    calcolo = calcola_escussione(replace(SCENARIO_4, deposito=D("3000.00")), INTERA)
    avanzo = next(riga for riga in calcolo.righe if riga.voce == "Deposito che avanza")
    assert (avanzo.importo, avanzo.nota) == (
        D("180.00"), "Il proprietario lo rende all’inquilino (art. 11 L. 392/1978)"
    )  # fmt: skip


def test_a_refusal_says_what_was_asked_and_why_nothing_is_paid() -> None:
    righe = spiega_rifiuto(SCENARIO_4, "Richiesta tardiva")
    assert [(riga.voce, riga.importo, riga.nota) for riga in righe] == [
        ("Canoni non pagati", D("1920.00"), ""),
        ("Danni", D("900.00"), ""),
        (PAGA, D("0.00"), "Richiesta tardiva"),
    ]


# --- whether it can be paid at all --------------------------------------------------------------------------------

COMPLETI = frozenset(
    ["MESSA_IN_MORA", "ESTRATTO_CANONI", "PREVENTIVO_DANNI", "FOTO", "VERBALE_CONSEGNA", "VERBALE_RILASCIO"]
)
IN_REGOLA = Circostanze(
    evento_il=date(2026, 9, 30),
    presentata_il=date(2026, 10, 10),
    giorni=60,
    dal=date(2026, 4, 15),
    al=date(2029, 3, 31),
    mesi=MESI,
    con_danni=True,
    presenti=COMPLETI,
)


def ostacoli(**cambia: object) -> list[str]:
    return [motivo.testo for motivo in valuta_ammissibilita(replace(IN_REGOLA, **cambia)).ostacoli]


def test_in_time_inside_the_guarantee_and_complete() -> None:
    esito = valuta_ammissibilita(IN_REGOLA)
    assert (esito.livello, [motivo.testo for motivo in esito.motivi]) == (
        "si",
        [
            "Presentata 10 giorni dopo il fatto del 30/09/2026, entro il termine di 60",
            "I mesi richiesti sono dentro la garanzia, che vale dal 15/04/2026 al 31/03/2029",
            "Ci sono tutti i documenti",
        ],
    )


@pytest.mark.parametrize(
    ("cambia", "attesi"),
    [
        ({"presentata_il": date(2026, 11, 29)}, []),
        (
            {"presentata_il": date(2026, 11, 30)},
            ["Presentata 61 giorni dopo il fatto del 30/09/2026: il termine è di 60 giorni"],
        ),
        ({"mesi": (date(2026, 4, 1),)}, []),
        (
            {"mesi": (date(2026, 3, 1), date(2026, 9, 1))},
            ["Marzo 2026 è fuori dalla garanzia, che vale dal 15/04/2026 al 31/03/2029"],
        ),
        ({"mesi": (date(2026, 11, 1),)}, ["Novembre 2026 viene dopo la richiesta: non può essere già non pagato"]),
        (
            {"mesi": (), "con_danni": False},
            ["Non è richiesto niente: scrivi almeno un mese non pagato, o i danni"],
        ),
        (
            {"mesi_pagati": frozenset([MESI[0]])},
            ["Il fondo ha già pagato giugno 2026: un mese si paga una volta sola"],
        ),
        (
            {"presenti": frozenset()},
            [
                "Manca la messa in mora",
                "Manca l’estratto dei canoni non pagati",
                "Manca il preventivo dei danni",
                "Mancano le fotografie dei danni",
                "Manca il verbale di consegna",
                "Manca il verbale di rilascio",
            ],
        ),
        (
            {"presenti": frozenset(), "con_danni": False},
            ["Manca la messa in mora", "Manca l’estratto dei canoni non pagati"],
        ),
    ],
)
def test_what_stands_in_the_way(cambia: dict[str, object], attesi: list[str]) -> None:
    assert ostacoli(**cambia) == attesi


def test_a_home_perhaps_not_released_is_only_a_warning() -> None:
    presenti = frozenset(["MESSA_IN_MORA", "ESTRATTO_CANONI"])
    esito = valuta_ammissibilita(replace(IN_REGOLA, con_danni=False, presenti=presenti))
    assert (esito.livello, esito.positivo) == ("avviso", True)


# --- properties ---------------------------------------------------------------------------------------------------

euri = st.decimals(min_value=0, max_value=3000, places=2)
giorni = st.integers(0, 23).map(lambda n: date(2026 + n // 12, n % 12 + 1, 1))


@st.composite
def mese(draw: st.DrawFn, competenza: date) -> MeseRichiesto:
    richiesto = draw(st.decimals(min_value=D("0.01"), max_value=1500, places=2))
    contributi = draw(st.decimals(min_value=0, max_value=richiesto, places=2))
    return MeseRichiesto(
        competenza, richiesto, contributi, draw(st.decimals(min_value=0, max_value=richiesto - contributi, places=2))
    )


@st.composite
def richieste(draw: st.DrawFn) -> Richiesta:
    competenze = draw(st.lists(giorni, max_size=8, unique=True))
    return Richiesta(
        mesi=tuple(draw(mese(competenza)) for competenza in competenze),
        danni=draw(euri),
        danni_recuperati=draw(euri),
        deposito=draw(euri),
        ordine=draw(st.sampled_from(["DANNI", "CANONI"])),
    )


coperture = st.builds(
    Copertura,
    residuo_canoni=euri,
    residuo_danni=euri,
    franchigia=st.integers(0, 4),
    in_franchigia=st.just(frozenset()),
    mesi_pagati=st.frozensets(giorni, max_size=4),
)


@given(richieste(), coperture)
def test_never_more_than_the_caps_nor_than_what_is_owed_and_every_euro_has_its_place(
    richiesta: Richiesta, copertura: Copertura
) -> None:
    calcolo = calcola_escussione(richiesta, copertura)
    assert D(0) <= calcolo.ammesso_canoni <= copertura.residuo_canoni
    assert D(0) <= calcolo.ammesso_danni <= min(copertura.residuo_danni, richiesta.danni_netti)
    assert sum((quota.ammesso for quota in calcolo.quote), D(0)) == calcolo.ammesso_canoni
    for quota in calcolo.quote:
        assert D(0) <= quota.ammesso <= quota.mese.netto - quota.deposito
        assert not (quota.ammesso and quota.franchigia)
        assert not (quota.ammesso and quota.mese.competenza in copertura.mesi_pagati)
    netti = sum((m.netto for m in richiesta.mesi), D(0)) + richiesta.danni_netti
    per_voce = {riga.voce: riga.importo for riga in calcolo.righe}
    usato = -per_voce.get("Deposito che copre i danni", D(0)) - per_voce.get("Deposito che copre i canoni", D(0))
    assert netti == calcolo.importo + calcolo.non_coperto + usato
    assert usato + per_voce.get("Deposito che avanza", D(0)) == richiesta.deposito
    assert calcolo.non_coperto >= 0


@given(richieste(), coperture, euri)
def test_the_months_are_paid_from_the_oldest_and_more_deposit_never_pays_more(
    richiesta: Richiesta, copertura: Copertura, euro_in_piu: D
) -> None:
    calcolo = calcola_escussione(richiesta, copertura)
    da_pagare = [(q.ammesso, q.non_coperto) for q in calcolo.quote if not q.franchigia]
    da_pagare = [(ammesso, resta) for ammesso, resta in da_pagare if ammesso or resta]
    if not copertura.mesi_pagati:
        # Paid whole, then perhaps one in part, then nothing.
        assert [bool(resta) for _, resta in da_pagare] == sorted(bool(resta) for _, resta in da_pagare)
        assert sum(1 for ammesso, resta in da_pagare if ammesso and resta) <= 1
    con_piu_deposito = calcola_escussione(replace(richiesta, deposito=richiesta.deposito + euro_in_piu), copertura)
    con_piu_danni = calcola_escussione(replace(richiesta, danni=richiesta.danni + euro_in_piu), copertura)
    con_piu_massimale = calcola_escussione(
        richiesta, replace(copertura, residuo_canoni=copertura.residuo_canoni + euro_in_piu)
    )
    con_piu_franchigia = calcola_escussione(richiesta, replace(copertura, franchigia=copertura.franchigia + 1))
    assert con_piu_deposito.importo <= calcolo.importo <= con_piu_danni.importo
    assert con_piu_franchigia.importo <= calcolo.importo <= con_piu_massimale.importo
