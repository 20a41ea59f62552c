"""The lease of a household with its own owner. The clock stands at 19/11/2026."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from tests.factories.casa import ProprietarioFactory, nucleo_con_adulto
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.contratto import registra_contratto_privato
from valdera_housing.choices import Ruolo, TipoContratto
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Contratto, Proprietario, Utente

pytestmark = pytest.mark.django_db

BALDI = {"denominazione": "Gino Baldi", "codice_fiscale": "BLDGNI50A01G843X", "iban": "IT60X0542811101000000123456"}


def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def termini(**altro: Any) -> dict[str, Any]:
    return {
        "tipo": TipoContratto.CONCORDATO_3_2,
        "stipulato_il": date(2026, 11, 10),
        "inizio": date(2026, 12, 1),
        "fine": date(2029, 11, 30),
        "canone_mensile": D("480.00"),
        "deposito": D("960.00"),
    } | altro


def test_it_is_written_signed_with_its_owner_and_the_head_of_the_household() -> None:
    nucleo = nucleo_con_adulto()
    testa = nucleo.membri.get().persona
    contratto = registra_contratto_privato(nucleo, termini(), utente=operatore(), proprietario=BALDI)
    assert (
        contratto.numero,
        contratto.natura,
        contratto.stato,
        contratto.conduttore,
        contratto.fine_effettiva,
        contratto.proprietario.denominazione,
    ) == ("P-2026-0001", "PRIVATO", "FIRMATO", f"{testa.nome} {testa.cognome}", date(2029, 11, 30), "Gino Baldi")


def test_an_owner_already_here_is_not_written_twice() -> None:
    gia_qui = ProprietarioFactory(codice_fiscale=BALDI["codice_fiscale"])
    contratto = registra_contratto_privato(nucleo_con_adulto(), termini(), utente=operatore(), proprietario=BALDI)
    altro = registra_contratto_privato(nucleo_con_adulto(), termini(), utente=operatore(), proprietario=gia_qui)
    assert (contratto.proprietario, altro.proprietario, Proprietario.objects.count()) == (gia_qui, gia_qui, 1)


@pytest.mark.parametrize(
    ("cambia", "frase"),
    [
        ({"tipo": TipoContratto.SUBLOCAZIONE}, "Le sublocazioni si scrivono fra i contratti del gestore"),
        ({"stipulato_il": date(2026, 11, 20)}, "La data della firma è nel futuro"),
        ({"inizio": date(2020, 1, 1), "fine": date(2023, 12, 31)}, "Questo contratto è finito il 31/12/2023"),
        ({"deposito": D("1440.01")}, "Al massimo 1.440,00"),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_written(cambia, frase) -> None:
    with pytest.raises(AttoRifiutato, match=frase):
        registra_contratto_privato(nucleo_con_adulto(), termini(**cambia), utente=operatore(), proprietario=BALDI)
    assert (Contratto.objects.count(), Proprietario.objects.count()) == (0, 0)


def test_another_role_does_not_write_it() -> None:
    chi = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    with pytest.raises(AttoRifiutato, match="I contratti delle famiglie li scrive chi le segue"):
        registra_contratto_privato(nucleo_con_adulto(), termini(), utente=chi, proprietario=BALDI)
