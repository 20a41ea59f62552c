"""The sentences the report says by itself, whole."""

from decimal import Decimal

import pytest

from rendicontazione.rules import testi_relazione as testi
from rendicontazione.rules.conti import conti
from rendicontazione.rules.testi_relazione import Proposta, PuntoCritico
from tests.factories.istantanee import istantanea, istantanea_completa

DIECI = Decimal("0.10")


def leggibile(frase: str) -> str:
    return frase.replace("\xa0", " ")


def test_the_summary_says_time_money_and_which_line_is_not_on_pace() -> None:
    assert leggibile(testi.sintesi(conti(istantanea(7)))) == (
        "È passato il 58,3 % della convenzione ed è ammesso il 51,4 % delle risorse: nel complesso bastano. "
        "Critica la linea 5: 2.360,06 € oltre il budget, congelati in eccedenza. Le linee 3 e 4 chiedono attenzione."
    )


@pytest.mark.parametrize(
    ("quale", "frase"),
    [
        (istantanea(1, vuota=True), "È passato l'8,2 % della convenzione ed è ammesso lo 0,0 % delle risorse: "
         "non ci sono ancora spese su cui fare una previsione."),
        (istantanea(12), "È passato il 100,0 % della convenzione ed è ammesso l'89,4 % delle risorse: la convenzione "
         "si chiude con 47.799,41 € non spesi. Critica la linea 5: 6.417,75 € oltre il budget, congelati in "
         "eccedenza."),
    ],
)  # fmt: skip
def test_the_first_and_the_last_quarter_have_their_own_words(quale: dict, frase: str) -> None:
    assert leggibile(testi.sintesi(conti(quale))).startswith(frase)


def test_the_economic_picture_says_the_quarter_and_where_it_leads() -> None:
    assert leggibile(testi.quadro(conti(istantanea(7)))) == (
        "Nel trimestre l'ente partner ha presentato 35.157,69 €: 28.802,45 € sono ammessi, 3.196,15 € ancora in "
        "verifica. A fine convenzione il fabbisogno previsto è 426.832,38 €, il 94,9 % delle risorse."
    )
    assert testi.quadro(conti(istantanea(1, vuota=True))) == "Nel trimestre l'ente partner non ha presentato spese."


def test_a_line_says_its_pace() -> None:
    quadro = conti(istantanea(7))
    assert [leggibile(testi.linea_in_breve(quadro.linee[n], quadro)) for n in (1, 4)] == [
        "Nel trimestre sono ammessi 7.685,08 € su 8.670,34 € presentati. Spende meno del tempo che passa: di questo "
        "passo a fine convenzione resterebbero 922,38 €.",
        "Nel trimestre sono ammessi 100,27 € su 2.775,75 € presentati. Spende più del tempo che passa: di questo "
        "passo a fine convenzione mancherebbero 13.021,65 €.",
    ]


def test_a_line_that_never_spent_says_so() -> None:
    quadro = conti(istantanea(1))
    assert testi.linea_in_breve(quadro.linee[2], quadro) == "Nessuna spesa presentata dall'avvio."


def test_the_rendiconto_says_how_many_and_how_much() -> None:
    una = istantanea(7)
    assert leggibile(testi.rendiconto(conti(una), len(una["spese"]))) == (
        "60 voci di spesa presentate, per 35.157,69 €. Su cento euro presentati ne sono ammessi 81,9."
    )
    assert testi.rendiconto(conti(istantanea(1, vuota=True)), 0) == "Nel trimestre non sono state presentate spese."


def test_critical_points_come_worst_first_then_by_line() -> None:
    una = istantanea_completa()
    punti = testi.punti_critici(conti(una), una["compartecipazione"], Decimal("0.05"))
    assert [PuntoCritico(p.linea, p.livello, leggibile(p.titolo), leggibile(p.effetto)) for p in punti] == [
        PuntoCritico(5, "CRITICO", "360,06 € oltre il budget, congelati in eccedenza",
                     "Mancano 5 trimestri: al passo di 2.081,85 € a trimestre servirebbero in tutto 28.021,65 €, "
                     "11.021,65 € oltre il budget."),
        PuntoCritico(3, "ATTENZIONE", "Previsione sotto la soglia (85 %)",
                     "Restano 16.320,00 €. A fine convenzione resterebbero 5.145,00 €."),
        PuntoCritico(4, "ATTENZIONE", "Previsione sotto la soglia (85 %)",
                     "Restano 16.339,88 €. A fine convenzione resterebbero 6.260,35 €."),
        PuntoCritico(None, "ATTENZIONE", "Spese generali e coordinamento sopra il 5 %",
                     "Sono il 6,5 % dell'ammesso: 3.606,19 € oltre il tetto."),
        PuntoCritico(None, "ATTENZIONE", "Compartecipazione dell'ente partner in ritardo",
                     "Realizzati 20.842,40 € su 36.300,00 €: in proporzione al tempo mancano 307,74 €."),
    ]  # fmt: skip


def test_a_quarter_on_pace_has_no_critical_points() -> None:
    una = istantanea(1, vuota=True)
    assert testi.punti_critici(conti(una), [], DIECI) == []


def proposte(una: dict) -> list[Proposta]:
    return [
        Proposta(p.numero, leggibile(p.titolo), leggibile(p.testo), leggibile(p.senza))
        for p in testi.proposte(conti(una), una["rimodulazioni"], DIECI)
    ]


def test_an_excess_asks_the_cabina_for_a_decision() -> None:
    assert proposte(istantanea(7)) == [
        Proposta(
            "D1",
            "Decidere su 2.360,06 € in eccedenza della linea 5",
            "Una rimodulazione di almeno 2.360,06 € verso la linea li renderebbe ammissibili. Fino alla fine della "
            "convenzione ne servirebbero 13.021,65 €. Lo spostamento supera il 10 % della linea: serve anche un atto "
            "dell'Unione. Anche ripetendo il trimestre più alto, a fine convenzione resterebbero: 11.921,73 € sulla "
            "linea 1, 70,00 € sulla linea 3 e 3.968,28 € sulla linea 4.",
            "2.360,06 € restano congelati e non si rimborsano. Si fermano anche le spese nuove della linea, circa "
            "2.081,85 € a trimestre.",
        )
    ]


def test_a_shift_already_proposed_takes_the_place_of_the_question_on_its_line() -> None:
    assert proposte(istantanea_completa()) == [
        Proposta(
            "D1",
            "Approvare la rimodulazione n. 2: 9.500,00 € alla linea 5",
            "7.000,00 € dalla linea 1 e 2.500,00 € dalla linea 4. Copertura delle case fino al 2027. Supera il 10 % "
            "del budget per la linea 5: serve anche un atto dell'Unione.",
            "360,06 € restano congelati e non si rimborsano. Si fermano anche le spese nuove della linea, circa "
            "2.081,85 € a trimestre.",
        )
    ]


def test_a_line_that_will_run_out_is_asked_about_before_it_does() -> None:
    una = istantanea(3)
    assert [p.titolo for p in proposte(una)] == ["Decidere come coprire 22.140,00 € che mancherebbero alla linea 5"]


def test_left_overs_are_asked_about_only_when_nothing_presses() -> None:
    una = istantanea(2)
    for linea, budget in zip(una["linee"], (200_000, 130_000, 30_000, 30_000, 60_000), strict=True):
        linea["budget_iniziale"] = linea["budget_vigente"] = f"{budget}.00"
    assert [(p.titolo, p.senza) for p in proposte(una)] == [
        (
            "Valutare l'uso di 118.991,57 € che le linee 1, 2, 3, 4 e 5 non userebbero",
            "Le somme non spese entro la fine della convenzione non si rimborsano.",
        )
    ]


def test_an_empty_quarter_asks_for_nothing() -> None:
    assert proposte(istantanea(1, vuota=True)) == []
