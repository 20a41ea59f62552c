"""The acts on the network: confirm, put aside, take on, end, meet."""

from datetime import date

import pytest

from sportello.actions.impegno import concludi_impegno, modifica_impegno, registra_impegno
from sportello.actions.opportunita import modifica_opportunita, pubblica_opportunita
from sportello.actions.risorsa import (
    aggiungi_risorsa,
    conferma_risorsa,
    disattiva_risorsa,
    modifica_risorsa,
    riattiva_risorsa,
)
from sportello.actions.tavolo import allega_verbale_tavolo, modifica_tavolo, registra_tavolo
from tests.factories.casa import CasoFactory
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import (
    ImpegnoRisorsaFactory,
    IncontroTavoloFactory,
    OpportunitaLavoroFactory,
    RisorsaTerritorioFactory,
)
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


@pytest.fixture
def assistente(db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE])


def test_saying_that_it_is_still_so_is_once_a_day(assistente: Utente) -> None:
    risorsa = RisorsaTerritorioFactory()
    assert conferma_risorsa(risorsa, utente=assistente, giorno=OGGI).aggiornata_il == OGGI
    conferma_risorsa(risorsa, utente=assistente, giorno=OGGI)
    risorsa.refresh_from_db()
    assert (risorsa.aggiornata_il, risorsa.versione) == (OGGI, 2)


def test_what_is_put_aside_is_not_confirmed_until_it_is_in_use_again(assistente: Utente) -> None:
    risorsa = disattiva_risorsa(RisorsaTerritorioFactory(), utente=assistente)
    assert (risorsa.attiva, disattiva_risorsa(risorsa, utente=assistente).versione) == (False, 2)
    with pytest.raises(AttoRifiutato, match="rimettila in uso"):
        conferma_risorsa(risorsa, utente=assistente, giorno=OGGI)
    di_nuovo = riattiva_risorsa(risorsa, utente=assistente, giorno=OGGI)
    assert (di_nuovo.attiva, di_nuovo.aggiornata_il, di_nuovo.versione) == (True, OGGI, 3)
    assert riattiva_risorsa(di_nuovo, utente=assistente, giorno=OGGI).versione == 3


def test_two_people_on_one_record_do_not_overwrite_each_other(assistente: Utente) -> None:
    risorsa, offerta, impegno = RisorsaTerritorioFactory(), OpportunitaLavoroFactory(), ImpegnoRisorsaFactory()
    tavolo = IncontroTavoloFactory()
    atti = [
        lambda v: modifica_risorsa(risorsa, {"telefono": "0587 1"}, utente=assistente, versione=v),
        lambda v: modifica_opportunita(offerta, {"posti": 2}, utente=assistente, versione=v),
        lambda v: modifica_impegno(impegno, {"che_cosa": "Pacco"}, utente=assistente, versione=v),
        lambda v: modifica_tavolo(tavolo, {"luogo": "SdS"}, [risorsa], utente=assistente, versione=v),
    ]
    for atto in atti:
        assert atto(1).versione == 2
        with pytest.raises(ModificaConcorrente):
            atto(1)


def test_the_network_is_not_written_by_who_only_reads_it() -> None:
    funzionaria, risorsa = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]), RisorsaTerritorioFactory()
    for atto in (
        lambda: aggiungi_risorsa({}, utente=funzionaria),
        lambda: disattiva_risorsa(risorsa, utente=funzionaria),
        lambda: pubblica_opportunita({}, utente=funzionaria),
        lambda: registra_impegno(CasoFactory(), {}, utente=funzionaria),
        lambda: registra_tavolo({}, [], utente=funzionaria),
    ):
        with pytest.raises(AttoRifiutato, match="altro ruolo"):
            atto()


def test_an_engagement_is_of_an_open_case_and_a_resource_in_use(assistente: Utente) -> None:
    caso, risorsa = CasoFactory(), RisorsaTerritorioFactory()
    dati = {"risorsa": risorsa, "che_cosa": "Pacco alimentare", "dal": OGGI}
    assert registra_impegno(caso, dati, utente=assistente).al is None
    caso.refresh_from_db()
    assert (caso.ultima_attivita_il, caso.versione) == (OGGI, 1)
    with pytest.raises(AttoRifiutato, match="non è più attiva"):
        registra_impegno(caso, dati | {"risorsa": RisorsaTerritorioFactory(attiva=False)}, utente=assistente)
    with pytest.raises(AttoRifiutato, match="è chiuso"):
        registra_impegno(CasoFactory(chiuso_il=OGGI, esito="ABBANDONO"), dati, utente=assistente)


def test_an_engagement_ends_once_and_after_it_began(assistente: Utente) -> None:
    impegno = ImpegnoRisorsaFactory(dal=date(2026, 10, 1))
    with pytest.raises(AttoRifiutato, match="prima di cominciare, il 01/10/2026"):
        concludi_impegno(impegno, al=date(2026, 9, 30), esito="Mai partito", utente=assistente)
    finito = concludi_impegno(impegno, al=OGGI, esito="Non serve più", utente=assistente)
    assert (finito.al, finito.esito, finito.versione) == (OGGI, "Non serve più", 2)
    impegno.caso.refresh_from_db()
    assert impegno.caso.ultima_attivita_il == OGGI
    with pytest.raises(AttoRifiutato, match="già concluso"):
        concludi_impegno(finito, al=OGGI, esito="Ancora", utente=assistente)
    with pytest.raises(AttoRifiutato, match="già concluso"):
        modifica_impegno(finito, {"che_cosa": "Altro"}, utente=assistente, versione=2)


def test_a_meeting_keeps_who_was_there_and_its_signed_minutes(assistente: Utente) -> None:
    azienda = RisorsaTerritorioFactory()
    tavolo = registra_tavolo({"giorno": OGGI, "ordine_del_giorno": "Tirocini"}, [azienda], utente=assistente)
    assert (list(tavolo.presenti.all()), tavolo.scritto_da) == ([azienda], assistente)
    modifica_tavolo(tavolo, {"decisioni": "Due posti"}, [], utente=assistente, versione=1)
    firmato = allega_verbale_tavolo(tavolo, b"%PDF-1.7 firmato", "verbale.pdf", utente=assistente)
    tavolo.refresh_from_db()
    assert (list(tavolo.presenti.all()), tavolo.verbale.nome, firmato.versione) == ([], "verbale.pdf", 3)
    with pytest.raises(AttoRifiutato):
        allega_verbale_tavolo(tavolo, b"<html>", "verbale.html", utente=assistente)
