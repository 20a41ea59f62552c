"""Sixty-four people at once for the last place: one gets it, the others are told why (quality R1, R2, R5).

The control runs without our lock: stays written straight into the table, where the database alone keeps one.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError

from cohousing.actions.candidatura import accogli_candidatura, proponi_candidatura, respingi_candidatura
from cohousing.choices import StatoCandidatura
from cohousing.models import Candidatura, Permanenza, Unita
from tests.factories.casa import CasoFactory
from tests.factories.cohousing import (
    AlloggioCondivisoFactory,
    CandidaturaFactory,
    PermanenzaFactory,
    UnitaFactory,
    casa_aperta,
    coordinatrice,
    madre_con_figlia,
    operatrice,
    proposta,
)
from tests.factories.corsa import insieme
from tests.factories.rifiuti import sql
from valdera_housing.kit.errori_database import frase
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.rules.durata import fine_dopo_mesi

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]

IN_GARA = 64
PERCHE = "È la prima arrivata"
OCCUPATA = "In quei giorni l'unità è già di un altro nucleo."
AL_COMPLETO = "In quei giorni la casa ha già tutti i nuclei che può accogliere."


def rifiuti(risposte: Iterable[object]) -> list[str]:
    """The sentences of who was refused; any other exception is a failure."""
    guasti = [r for r in risposte if isinstance(r, Exception) and not isinstance(r, AttoRifiutato)]
    assert guasti == []
    return [str(r) for r in risposte if isinstance(r, AttoRifiutato)]


def schiera() -> list[Candidatura]:
    giorno = oggi() - timedelta(days=1)
    return [CandidaturaFactory(caso=madre_con_figlia(), presentata_il=giorno) for _ in range(IN_GARA)]


def da_capo() -> None:
    """Nobody has a proposal and nobody has a place."""
    sql(
        "UPDATE cohousing_permanenza SET stato = 'ANNULLATA', motivo = 'Da capo', candidatura_id = NULL"
        " WHERE stato = 'PREPARAZIONE'"
    )
    sql(
        "UPDATE cohousing_candidatura SET stato = 'APERTA', unita_id = NULL, decisa_da_id = NULL, decisa_il = NULL,"
        " motivazione = '', versione = 1"
    )


def una_casa_di(quante: int) -> list[Unita]:
    """A house of so many rooms that takes one household."""
    casa = casa_aperta(unita=1, capienza_nuclei=1, alloggio=AlloggioCondivisoFactory(posti_letto=2 * quante))
    altre = [UnitaFactory(struttura=casa, nome=f"Stanza {n}") for n in range(quante - 1)]
    return [casa.unita.get(nome="Camera 1"), *altre]


def test_the_last_unit_is_proposed_to_one_of_sixty_four(transactional_db: None, giri: int) -> None:
    unita, utente, candidate = casa_aperta(unita=1).unita.get(), operatrice(), schiera()
    for giro in range(giri):
        da_capo()
        atti = [
            partial(proponi_candidatura, c, unita=unita, ingresso_il=oggi(), utente=utente, versione=1)
            for c in candidate
        ]
        risposte = insieme(atti[:: -1 if giro % 2 else 1])
        proposte = list(Candidatura.objects.filter(stato=StatoCandidatura.PROPOSTA))
        assert [p.unita for p in proposte] == [unita]
        numero = proposte[0].numero
        assert rifiuti(risposte) == [f"L’unità è già proposta alla candidatura {numero}"] * (IN_GARA - 1)


def test_the_last_household_a_house_takes_is_one_of_sixty_four(transactional_db: None, giri: int) -> None:
    """Each has a room proposed, all free: the house takes one household."""
    stanze, utente, candidate = una_casa_di(IN_GARA), coordinatrice(), schiera()
    for giro in range(giri):
        da_capo()
        for candidata, stanza in zip(candidate, stanze, strict=True):
            Candidatura.objects.filter(pk=candidata.pk).update(stato="PROPOSTA", unita=stanza, ingresso_il=oggi())
        atti = [partial(accogli_candidatura, c, motivazione=PERCHE, utente=utente, versione=1) for c in candidate]
        risposte = insieme(atti[:: -1 if giro % 2 else 1])
        assert Permanenza.objects.vive().count() == 1
        assert Candidatura.objects.filter(stato=StatoCandidatura.ACCOLTA).count() == 1
        pieno = f"Il {in_data(oggi())} la casa ha già 1 nucleo: di più non ne può accogliere"
        assert rifiuti(risposte) == [pieno] * (IN_GARA - 1)


def test_the_same_button_pressed_by_sixty_four_makes_one_stay(transactional_db: None) -> None:
    unita, utente = casa_aperta(unita=1).unita.get(), coordinatrice()
    candidata = proposta(unita, caso=madre_con_figlia(), presentata_il=oggi() - timedelta(days=1), ingresso_il=oggi())
    atto = partial(accogli_candidatura, candidata, motivazione=PERCHE, utente=utente, versione=1)
    dette = rifiuti(insieme([atto] * IN_GARA))
    assert dette == ["Non si può più: «Accogli…» non è possibile quando lo stato è «Accolta»."] * (IN_GARA - 1)
    assert Permanenza.objects.count() == 1


def test_proposals_and_decisions_at_once_end_without_an_error(transactional_db: None, giri: int) -> None:
    """While half are proposed the units of a house, those proposed already are accepted, refused: nobody waits."""
    stanze, chi, candidate = una_casa_di(16), coordinatrice(), schiera()
    for _ in range(giri):
        da_capo()
        con_unita, altre = candidate[:16], candidate[16:]
        for candidata, stanza in zip(con_unita, stanze, strict=True):
            Candidatura.objects.filter(pk=candidata.pk).update(stato="PROPOSTA", unita=stanza, ingresso_il=oggi())
        atti: list[Callable[[], object]] = [
            *(partial(accogli_candidatura, c, motivazione=PERCHE, utente=chi, versione=1) for c in con_unita[:8]),
            *(partial(respingi_candidatura, c, motivazione=PERCHE, utente=chi, versione=1) for c in con_unita[8:]),
            *(
                partial(proponi_candidatura, c, unita=stanze[n % 16], ingresso_il=oggi(), utente=chi, versione=1)
                for n, c in enumerate(altre)
            ),
        ]
        rifiuti(insieme(atti))
        assert Permanenza.objects.vive().count() == 1
        assert Candidatura.objects.filter(stato=StatoCandidatura.NON_ACCOLTA).count() == 8


@pytest.mark.parametrize(
    ("quante", "frasi"),
    [
        pytest.param(1, {OCCUPATA}, id="one unit"),
        pytest.param(IN_GARA, {AL_COMPLETO}, id="a unit each, one household"),
    ],
)
def test_without_our_lock_the_database_alone_keeps_one(transactional_db: None, quante: int, frasi: set[str]) -> None:
    """Stays written by sixty-four threads that ask nobody."""
    stanze = una_casa_di(quante) if quante > 1 else [casa_aperta(unita=1).unita.get()] * IN_GARA
    inizio, fine = oggi(), fine_dopo_mesi(oggi(), 12)
    stays = [
        PermanenzaFactory.build(
            unita=stanza, struttura=stanza.struttura, caso=caso, nucleo=caso.nucleo, referente=operatrice(),
            inizio=inizio, fine_prevista=fine, fine_effettiva=fine,
        )
        for stanza, caso in zip(stanze, [CasoFactory() for _ in range(IN_GARA)], strict=True)
    ]  # fmt: skip
    risposte = insieme([stay.save for stay in stays])
    rotti = [r for r in risposte if isinstance(r, Exception)]
    assert [r for r in rotti if not isinstance(r, IntegrityError)] == []
    assert {frase(r) for r in rotti if isinstance(r, IntegrityError)} == frasi
    assert (len(rotti), Permanenza.objects.count()) == (IN_GARA - 1, 1)
