"""Visits, meetings, talks and emergencies, on the real database."""

from datetime import date
from typing import Any

import pytest

from cohousing.actions.supervisione import annulla_supervisione, modifica_supervisione, supervisiona_struttura
from cohousing.choices import TipoSupervisione
from cohousing.models import Supervisione
from tests.factories.cohousing import StrutturaFactory, SupervisioneFactory, casa_aperta, permanenza
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def chi(ruolo: str = Ruolo.OPERATORE_ETS) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def dati(**altro: Any) -> dict[str, Any]:
    return {"tipo": TipoSupervisione.VISITA, "giorno": OGGI, "minuti": 45, "verbale": ""} | altro


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_a_visit_is_of_who_writes_it_unless_it_says_otherwise(ruolo: str) -> None:
    casa, utente, collega = casa_aperta(), chi(ruolo), chi()
    sua = supervisiona_struttura(casa, dati(), utente=utente)
    di_altri = supervisiona_struttura(casa, dati(operatore=collega, presenti=3), utente=utente)
    assert [(s.struttura, s.operatore, s.creata_da, s.presenti, s.minuti) for s in (sua, di_altri)] == [
        (casa, utente, utente, None, 45),
        (casa, collega, utente, 3, 45),
    ]


def test_a_talk_is_with_who_lives_in_the_house() -> None:
    stay = permanenza()
    colloquio = dati(tipo=TipoSupervisione.COLLOQUIO, permanenza=stay)
    assert supervisiona_struttura(stay.struttura, colloquio, utente=chi()).permanenza == stay
    with pytest.raises(AttoRifiutato, match="Il colloquio è con chi abita questa casa"):
        supervisiona_struttura(casa_aperta(), colloquio, utente=chi())
    assert Supervisione.objects.count() == 1


@pytest.mark.parametrize(
    ("ruolo", "casa", "altro", "frase"),
    [
        (Ruolo.ASSISTENTE_SOCIALE, casa_aperta, {}, "«Registra una visita…» spetta a un altro ruolo."),
        (
            Ruolo.OPERATORE_ETS, StrutturaFactory, {},
            "Non si può più: «Registra una visita…» non è possibile quando lo stato è «In preparazione».",
        ),
        (
            Ruolo.OPERATORE_ETS, casa_aperta, {"giorno": date(2026, 11, 20)},
            "Il giorno è nel futuro: registrala quando c’è stata.",
        ),
        (
            Ruolo.OPERATORE_ETS, casa_aperta, {"tipo": TipoSupervisione.RIUNIONE_CASA},
            "Di una riunione e di un’emergenza resta scritto che cosa si è visto e detto.",
        ),
        (
            Ruolo.OPERATORE_ETS, casa_aperta, {"tipo": TipoSupervisione.COLLOQUIO},
            "Scegli con chi è stato il colloquio.",
        ),
        (Ruolo.OPERATORE_ETS, casa_aperta, {"minuti": 1441}, "La durata va da un minuto a un giorno."),
    ],
)  # fmt: skip
def test_what_may_not_be_registered_is_refused(ruolo: str, casa: Any, altro: dict, frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        supervisiona_struttura(casa(), dati(**altro), utente=chi(ruolo))
    assert (str(rifiuto.value), Supervisione.objects.count()) == (frase, 0)


def test_a_visit_is_corrected_and_the_page_of_before_loses() -> None:
    visita, utente = SupervisioneFactory(), chi()
    modifica_supervisione(visita, dati(minuti=60, verbale="Tutto bene"), utente=utente, versione=1)
    with pytest.raises(ModificaConcorrente):
        modifica_supervisione(visita, dati(minuti=90), utente=utente, versione=1)
    visita.refresh_from_db()
    assert (visita.minuti, visita.verbale, visita.giorno, visita.versione) == (60, "Tutto bene", OGGI, 2)


def test_minutes_of_a_meeting_are_not_emptied() -> None:
    riunione = SupervisioneFactory(tipo=TipoSupervisione.RIUNIONE_CASA)
    with pytest.raises(AttoRifiutato, match="resta scritto che cosa si è visto e detto"):
        modifica_supervisione(riunione, dati(tipo=riunione.tipo), utente=chi(), versione=1)
    riunione.refresh_from_db()
    assert riunione.verbale == "La casa è in ordine."


def test_one_annulled_says_why_and_stays_as_it_is() -> None:
    visita, utente = SupervisioneFactory(), chi()
    with pytest.raises(ModificaConcorrente):
        annulla_supervisione(visita, "Doppia", utente=utente, versione=7)
    annulla_supervisione(visita, "Doppia", utente=utente, versione=1)
    for ancora in (
        lambda: annulla_supervisione(visita, "Di nuovo", utente=utente, versione=2),
        lambda: modifica_supervisione(visita, dati(), utente=utente, versione=2),
    ):
        with pytest.raises(AttoRifiutato, match="Questa supervisione è annullata: non cambia più"):
            ancora()
    visita.refresh_from_db()
    assert (visita.annullata_il, visita.motivo, visita.versione) == (OGGI, "Doppia", 2)


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE])
def test_only_who_keeps_houses_corrects_and_annuls(ruolo: str) -> None:
    visita, utente = SupervisioneFactory(), chi(ruolo)
    for atto in (
        lambda: annulla_supervisione(visita, "Doppia", utente=utente, versione=1),
        lambda: modifica_supervisione(visita, dati(), utente=utente, versione=1),
    ):
        with pytest.raises(AttoRifiutato, match="Visite e riunioni le scrive chi segue la casa"):
            atto()
    visita.refresh_from_db()
    assert (visita.annullata_il, visita.versione) == (None, 1)
