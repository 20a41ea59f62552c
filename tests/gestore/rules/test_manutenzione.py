"""By when a repair is due and who is suggested to pay for it."""

from datetime import date

import pytest

from gestore.rules.manutenzione import NATURE, GiorniUrgenza, scadenza_intervento, suggerisci_a_carico

APERTA = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("urgenza", "entro"),
    [("EMERGENZA", date(2026, 11, 20)), ("URGENTE", date(2026, 11, 24)), ("ORDINARIA", date(2026, 12, 19))],
)
def test_each_urgency_has_its_days(urgenza: str, entro: date) -> None:
    assert scadenza_intervento(APERTA, urgenza) == entro


def test_the_days_are_parameters_and_the_words_are_closed() -> None:
    assert scadenza_intervento(APERTA, "URGENTE", GiorniUrgenza(urgente=3)) == date(2026, 11, 22)
    with pytest.raises(KeyError):
        scadenza_intervento(APERTA, "SUBITO")


@pytest.mark.parametrize(
    ("natura", "chi", "frase"),
    [
        ("PICCOLA", "NUCLEO", "Le piccole riparazioni dovute all’uso le paga chi abita (art. 1609 c.c.)"),
        ("VETUSTA", "PROPRIETARIO", "Se la causa è la vecchiaia o il caso, paga il proprietario (art. 1609 c.c.)"),
        ("IMPIANTI", "PROPRIETARIO", "Il proprietario mantiene l’alloggio in buono stato (art. 1576 c.c.)"),
        ("STRAORDINARIA", "PROPRIETARIO", "Il proprietario mantiene l’alloggio in buono stato (art. 1576 c.c.)"),
        ("DANNO", "NUCLEO", "Il danno lo paga chi abita, salvo che non sia sua la causa (art. 1588 c.c.)"),
        ("PARTI_COMUNI", "CONDOMINIO", "Le parti comuni le ripara il condominio (art. 1117 c.c.)"),
        (
            "SFITTO", "ETS",
            "Nessuno abita l’alloggio: verso il proprietario il conduttore è l’ente (art. 1609 c.c.)",
        ),
        ("BOH", "ETS", "Non è chiaro a chi tocchi: paga l’ente e decide dopo il sopralluogo"),
    ],
)  # fmt: skip
def test_who_pays_is_suggested_with_its_article(natura: str, chi: str, frase: str) -> None:
    suggerito = suggerisci_a_carico(natura)
    assert (suggerito.chi, str(suggerito.motivo)) == (chi, frase)


def test_every_kind_of_repair_has_a_name_for_the_page() -> None:
    assert [nome for nome, _ in NATURE.values()] == [
        "Piccola riparazione da uso",
        "Guasto per vecchiaia o caso fortuito",
        "Impianti: caldaia, elettrico, idraulico",
        "Lavori straordinari o strutturali",
        "Danno di chi abita",
        "Parti comuni: scale, tetto, facciata, ascensore",
        "Ripristino fra un nucleo e l’altro",
    ]
