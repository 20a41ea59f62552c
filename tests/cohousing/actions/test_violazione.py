"""The rules not kept, on the real database."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cohousing.actions.violazione import annota_violazione_permanenza, annulla_violazione, comunica_violazione
from cohousing.choices import EsitoPermanenza, Gravita, Provvedimento, StatoPermanenza, TemaRegola
from cohousing.models import Violazione
from cohousing.queries.violazione import presi
from cohousing.rules.violazione import DatiViolazione, valuta_violazione
from tests.factories.cohousing import ViolazioneFactory, concludi, permanenza
from tests.factories.corsa import insieme
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Utente

NIENTE, PRIMO, SECONDO, PROPOSTA = Provvedimento
OGGI = date(2026, 11, 19)


def chi(ruolo: str = Ruolo.OPERATORE_ETS) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def dati(**altro: Any) -> dict[str, Any]:
    return {
        "giorno": date(2026, 11, 5), "tema": TemaRegola.OSPITI, "gravita": Gravita.LIEVE,
        "fatto": "Un ospite è rimasto a dormire.", "provvedimento": PRIMO,
    } | altro  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_the_ladder_is_climbed_step_by_step(ruolo: str) -> None:
    stay, utente = permanenza(), chi(ruolo)
    for quale in (NIENTE, PRIMO, NIENTE, SECONDO, PROPOSTA, NIENTE):
        annota_violazione_permanenza(stay, dati(provvedimento=quale), utente=utente)
    assert [(v.provvedimento, v.annotata_da) for v in stay.violazioni.order_by("pk")] == [
        (quale, utente) for quale in (NIENTE, PRIMO, NIENTE, SECONDO, PROPOSTA, NIENTE)
    ]


@pytest.mark.django_db
def test_a_very_grave_fact_goes_straight_to_the_proposal() -> None:
    grave = dati(provvedimento=PROPOSTA, gravita=Gravita.GRAVISSIMA, tema=TemaRegola.SICUREZZA)
    proposta = annota_violazione_permanenza(permanenza(), grave, utente=chi())
    assert (proposta.provvedimento, proposta.gravita) == (PROPOSTA, Gravita.GRAVISSIMA)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ruolo", "stato", "altro", "frase"),
    [
        (
            Ruolo.ASSISTENTE_SOCIALE, StatoPermanenza.IN_CORSO, {},
            "«Annota una regola non rispettata…» spetta a un altro ruolo.",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.CONCLUSA, {},
            "Non si può più: «Annota una regola non rispettata…» non è possibile quando lo stato è «Conclusa».",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.IN_CORSO, {"provvedimento": SECONDO},
            "«Secondo richiamo» segue «Primo richiamo», che non c’è ancora.",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.IN_CORSO, {"provvedimento": PROPOSTA},
            "«Proposta di allontanamento» segue «Secondo richiamo», che non c’è ancora, salvo un fatto gravissimo.",
        ),
        (
            Ruolo.OPERATORE_ETS, StatoPermanenza.IN_CORSO, {"giorno": date(2026, 2, 28)},
            "Le regole valgono da quando il nucleo è entrato, il 01/03/2026.",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_written_down_is_refused(ruolo: str, stato: str, altro: dict, frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        annota_violazione_permanenza(permanenza(stato=stato), dati(**altro), utente=chi(ruolo))
    assert (str(rifiuto.value), Violazione.objects.count()) == (frase, 0)


@pytest.mark.django_db
def test_a_warning_is_told_once() -> None:
    richiamo, utente = ViolazioneFactory(), chi()
    comunica_violazione(richiamo, date(2026, 11, 6), utente=utente)
    with pytest.raises(AttoRifiutato, match="È già stato comunicato il 06/11/2026"):
        comunica_violazione(richiamo, OGGI, utente=utente)
    richiamo.refresh_from_db()
    assert richiamo.comunicato_il == date(2026, 11, 6)


@pytest.mark.django_db
def test_a_warning_annulled_leaves_its_step_free_and_is_told_no_more() -> None:
    richiamo, utente = ViolazioneFactory(), chi()
    annulla_violazione(richiamo, "Non era stata lei", utente=utente)
    for ancora in (
        lambda: annulla_violazione(richiamo, "Di nuovo", utente=utente),
        lambda: comunica_violazione(richiamo, OGGI, utente=utente),
    ):
        with pytest.raises(AttoRifiutato, match="Questa annotazione è già annullata: non cambia più"):
            ancora()
    nuovo = annota_violazione_permanenza(richiamo.permanenza, dati(), utente=utente)
    richiamo.refresh_from_db()
    assert [(v.provvedimento, v.annullata_il, v.motivo_annullamento, v.comunicato_il) for v in (richiamo, nuovo)] == [
        (PRIMO, OGGI, "Non era stata lei", None),
        (PRIMO, None, "", None),
    ]


@pytest.mark.django_db
def test_a_step_another_leans_on_is_annulled_after_it() -> None:
    stay, utente = permanenza(), chi()
    primo, secondo = (
        annota_violazione_permanenza(stay, dati(provvedimento=quale), utente=utente) for quale in (PRIMO, SECONDO)
    )
    with pytest.raises(AttoRifiutato, match="Su questo si appoggia «Secondo richiamo»: annulla prima quello"):
        annulla_violazione(primo, "Errore", utente=utente)
    annulla_violazione(secondo, "Errore", utente=utente)
    annulla_violazione(primo, "Errore", utente=utente)
    assert list(stay.violazioni.filter(annullata_il=None)) == []


@pytest.mark.django_db
def test_the_proposal_by_which_a_household_left_is_not_annulled() -> None:
    stay = permanenza()
    proposta = ViolazioneFactory(
        permanenza=stay, provvedimento=PROPOSTA, gravita=Gravita.GRAVISSIMA, giorno=date(2026, 10, 1)
    )
    concludi(stay, date(2026, 10, 15), EsitoPermanenza.ALLONTANAMENTO, "Fatto gravissimo")
    with pytest.raises(AttoRifiutato, match="La permanenza è finita con questo allontanamento"):
        annulla_violazione(proposta, "Errore", utente=chi())
    proposta.refresh_from_db()
    assert proposta.annullata_il is None


@pytest.mark.django_db
@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.CONTABILE_ETS, Ruolo.REVISORE])
def test_only_who_keeps_houses_tells_and_annuls(ruolo: str) -> None:
    richiamo, utente = ViolazioneFactory(), chi(ruolo)
    for atto in (
        lambda: annulla_violazione(richiamo, "Errore", utente=utente),
        lambda: comunica_violazione(richiamo, OGGI, utente=utente),
    ):
        with pytest.raises(AttoRifiutato, match="Le regole non rispettate le scrive chi segue la casa"):
            atto()
    richiamo.refresh_from_db()
    assert (richiamo.annullata_il, richiamo.comunicato_il) == (None, None)


@pytest.mark.django_db(transaction=True)
def test_two_operators_who_give_the_same_first_warning_at_once_give_it_once(giri: int) -> None:
    operatrici = [chi(), chi()]
    for _ in range(giri):
        stay = permanenza()
        esiti = insieme(
            [lambda o=o, s=stay: annota_violazione_permanenza(s, dati(), utente=o) for o in operatrici]  # type: ignore[misc]
        )
        rifiuti = [str(e) for e in esiti if isinstance(e, AttoRifiutato)]
        assert (rifiuti, stay.violazioni.count(), sum(isinstance(e, Violazione) for e in esiti)) == (
            ["«Primo richiamo» c’è già stato, per un fatto del 05/11/2026."], 1, 1,
        )  # fmt: skip


class Annullata(Exception):
    """Undoes what was tried."""


STRADE = {
    "nothing yet": [],
    "first": [(PRIMO, Gravita.LIEVE)],
    "first and second": [(PRIMO, Gravita.LIEVE), (SECONDO, Gravita.GRAVE)],
    "all": [(PRIMO, Gravita.LIEVE), (SECONDO, Gravita.GRAVE), (PROPOSTA, Gravita.GRAVE)],
    "straight to the proposal": [(PROPOSTA, Gravita.GRAVISSIMA)],
    "first, then a very grave fact": [(PRIMO, Gravita.LIEVE), (PROPOSTA, Gravita.GRAVISSIMA)],
}


@pytest.mark.django_db
@pytest.mark.parametrize("strada", STRADE.values(), ids=STRADE.keys())
def test_the_rule_refuses_just_what_the_database_would_refuse(strada: list[tuple[str, str]]) -> None:
    """Every measure, of every gravity, the day before the others, the same day and the day after."""
    stay = permanenza()
    for quale, gravita in strada:
        ViolazioneFactory(permanenza=stay, provvedimento=quale, gravita=gravita, giorno=date(2026, 11, 5))
    diversi = []
    for quale, gravita, giorno in product(Provvedimento, Gravita, (date(2026, 11, n) for n in (4, 5, 6))):
        esito = valuta_violazione(
            DatiViolazione(giorno, gravita, quale, stay.inizio, OGGI), presi(stay.violazioni.all())
        )
        try:
            with transaction.atomic():
                ViolazioneFactory(permanenza=stay, provvedimento=quale, gravita=gravita, giorno=giorno)
                raise Annullata
        except Annullata:
            accettata = True
        except IntegrityError:
            accettata = False
        if esito.positivo != accettata:
            diversi.append((quale, gravita, giorno))
    assert diversi == []
