from valdera_housing.kit.esito import no
from valdera_housing.rules.lettera import Blocco, blocchi, compila, segnaposti, valuta_segnaposti


def test_the_facts_take_the_place_of_their_names_and_are_not_read_again() -> None:
    assert compila("Gentile {chi}, {cosa}.", {"chi": "{cosa}", "cosa": "paghi"}) == "Gentile {cosa}, paghi."


def test_a_fact_nobody_knows_is_told_by_name() -> None:
    esito = valuta_segnaposti("{chi} deve {quanto}", {"chi": "Maria"})
    assert esito.motivi == (no("Il testo chiede {quanto}, che qui non si conosce"),)


def test_names_are_told_once_in_order() -> None:
    assert segnaposti("{b} {a} {b} {Non questo}") == ["b", "a"]


def test_a_body_is_paragraphs_headings_and_lists() -> None:
    testo = "Gentile Maria,\nbuongiorno.\n\n# Che cosa serve\n\n- un documento\n- la firma\n\n\nGrazie."
    assert blocchi(testo) == [
        Blocco("paragrafo", ("Gentile Maria,", "buongiorno.")),
        Blocco("titolo", ("Che cosa serve",)),
        Blocco("elenco", ("un documento", "la firma")),
        Blocco("paragrafo", ("Grazie.",)),
    ]
