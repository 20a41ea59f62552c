"""Acts on a house, on the real database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cohousing.actions.struttura import attiva_struttura, chiudi_struttura, crea_struttura, modifica_struttura
from cohousing.choices import Categoria, StatoPatto, StatoPermanenza, TipoStruttura
from cohousing.models import Struttura
from tests.factories.casa import AlloggioFactory
from tests.factories.cohousing import StrutturaFactory, UnitaFactory, casa_aperta, permanenza, proposta, regole
from tests.factories.gestore import LocazioneFactory, sublocazione_in_corso
from tests.factories.persone import EnteFactory, UtenteFactory
from valdera_housing.choices import DestinazioneAlloggio, Ruolo, StatoAlloggio
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Alloggio, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def chi(ruolo: str = Ruolo.COORDINATORE_ETS) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def libero() -> Alloggio:
    return AlloggioFactory(stato=StatoAlloggio.DISPONIBILE, posti_letto=6)


def dati(**altro: Any) -> dict[str, Any]:
    return {
        "nome": "Casa delle Rose", "tipo": TipoStruttura.COABITAZIONE, "categoria": Categoria.LAVORATORI,
        "descrizione": "", "capienza_nuclei": None, "ente_supervisore": EnteFactory(), "responsabile": chi(),
    } | altro  # fmt: skip


def destinazione(alloggio: Alloggio) -> tuple[str, date | None]:
    alloggio.refresh_from_db()
    return alloggio.destinazione, alloggio.condiviso_dal


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS])
def test_a_new_house_takes_its_home_away_from_those_for_one_household(ruolo: str) -> None:
    alloggio = libero()
    casa = crea_struttura(alloggio, date(2026, 11, 1), dati(), utente=chi(ruolo))
    assert (casa.numero, casa.stato, casa.attiva_dal, casa.alloggio) == ("CC-2026-0001", "PROGETTO", None, alloggio)
    assert destinazione(alloggio) == (DestinazioneAlloggio.COABITAZIONE, date(2026, 11, 1))


def sublocato() -> Alloggio:
    alloggio: Alloggio = sublocazione_in_corso().contratto.alloggio
    return alloggio


@pytest.mark.parametrize(
    ("ruolo", "dove", "dal", "frase"),
    [
        pytest.param(
            Ruolo.CONTABILE_ETS, libero, OGGI,
            "Una casa condivisa la prepara l’ente partner: spetta a un altro ruolo.", id="the accounts",
        ),
        pytest.param(
            Ruolo.OPERATORE_ETS, lambda: AlloggioFactory(stato=StatoAlloggio.VALUTATO), OGGI,
            "L’ente partner non ha in mano questo alloggio: prima serve il contratto col proprietario", id="not held",
        ),
        pytest.param(
            Ruolo.OPERATORE_ETS, lambda: StrutturaFactory(nome="Casa Blu").alloggio, OGGI,
            "C’è già una casa condivisa: Casa Blu", id="with a house",
        ),
        pytest.param(
            Ruolo.OPERATORE_ETS, libero, date(2026, 11, 20), "Il giorno da cui è condiviso non è nel futuro",
            id="tomorrow",
        ),
    ],
)  # fmt: skip
def test_a_home_that_cannot_be_shared_says_why(
    ruolo: str, dove: Callable[[], Alloggio], dal: date, frase: str
) -> None:
    alloggio = dove()
    prima, case = destinazione(alloggio), Struttura.objects.count()
    with pytest.raises(AttoRifiutato) as rifiuto:
        crea_struttura(alloggio, dal, dati(), utente=chi(ruolo))
    assert str(rifiuto.value) == frase
    assert (destinazione(alloggio), Struttura.objects.count()) == (prima, case)


def test_a_home_with_a_live_sublocazione_is_not_shared() -> None:
    alloggio = sublocato()
    numero = alloggio.contratti.get(natura="SUBLOCAZIONE").numero
    with pytest.raises(AttoRifiutato, match=f"con la sublocazione {numero}: prima si chiude quella"):
        crea_struttura(alloggio, OGGI, dati(), utente=chi())
    assert destinazione(alloggio) == (DestinazioneAlloggio.LOCAZIONE, None)


def test_a_home_held_and_empty_is_shared_also_while_its_lease_runs() -> None:
    alloggio = LocazioneFactory(firmata=True).contratto.alloggio
    Alloggio.objects.filter(pk=alloggio.pk).update(stato=StatoAlloggio.DISPONIBILE)
    assert crea_struttura(alloggio, OGGI, dati(), utente=chi()).alloggio == alloggio


def pronta(**altro: Any) -> Struttura:
    casa: Struttura = StrutturaFactory(**altro)
    UnitaFactory(struttura=casa)
    regole(casa)
    return casa


def test_a_house_opens_with_units_and_rules() -> None:
    casa = attiva_struttura(pronta(), attiva_dal=date(2026, 11, 10), utente=chi())
    casa.refresh_from_db()
    assert (casa.stato, casa.attiva_dal, casa.versione) == ("ATTIVA", date(2026, 11, 10), 2)


def senza_unita() -> Struttura:
    casa: Struttura = StrutturaFactory()
    regole(casa)
    return casa


def senza_regole() -> Struttura:
    casa: Struttura = StrutturaFactory()
    UnitaFactory(struttura=casa)
    regole(casa, StatoPatto.BOZZA)
    return casa


def senza_responsabile() -> Struttura:
    return pronta(responsabile=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS], is_active=False))


@pytest.mark.parametrize(
    ("casa", "ruolo", "giorno", "frase"),
    [
        pytest.param(
            pronta, Ruolo.OPERATORE_ETS, OGGI, "«Apri la casa…» spetta a un altro ruolo.", id="an operator",
        ),
        pytest.param(
            casa_aperta, Ruolo.COORDINATORE_ETS, OGGI,
            "Non si può più: «Apri la casa…» non è possibile quando lo stato è «Attiva».", id="open already",
        ),
        pytest.param(
            senza_unita, Ruolo.COORDINATORE_ETS, OGGI,
            "Manca un’unità: aggiungi almeno una camera, un posto letto o un mini alloggio", id="no unit",
        ),
        pytest.param(
            senza_regole, Ruolo.COORDINATORE_ETS, OGGI,
            "Mancano le regole della casa in vigore, con il testo in italiano: si entra firmandole", id="no rules",
        ),
        pytest.param(
            senza_responsabile, Ruolo.COORDINATORE_ETS, OGGI, "Il responsabile non lavora più qui: scegline un altro",
            id="nobody answers for it",
        ),
        pytest.param(
            pronta, Ruolo.COORDINATORE_ETS, date(2026, 11, 20),
            "Il giorno dell’apertura non è nel futuro: registrala quando la casa apre", id="tomorrow",
        ),
        pytest.param(
            pronta, Ruolo.COORDINATORE_ETS, date(2025, 12, 31),
            "L’alloggio è destinato a essere condiviso solo dal 01/01/2026", id="before its home was shared",
        ),
    ],
)  # fmt: skip
def test_a_house_that_cannot_open_says_why(
    casa: Callable[[], Struttura], ruolo: str, giorno: date, frase: str
) -> None:
    struttura = casa()
    prima = struttura.stato
    with pytest.raises(AttoRifiutato) as rifiuto:
        attiva_struttura(struttura, attiva_dal=giorno, utente=chi(ruolo))
    struttura.refresh_from_db()
    assert (str(rifiuto.value), struttura.stato) == (frase, prima)


def test_a_house_that_closes_gives_its_home_back() -> None:
    casa = casa_aperta()
    chiudi_struttura(casa, chiusa_il=OGGI, motivo=" Finisce il contratto ", utente=chi())
    casa.refresh_from_db()
    assert (casa.stato, casa.chiusa_il, casa.motivo) == ("CHIUSA", OGGI, "Finisce il contratto")
    assert destinazione(casa.alloggio) == (DestinazioneAlloggio.LOCAZIONE, None)


def abitata() -> Struttura:
    casa: Struttura = permanenza().struttura
    return casa


def attesa() -> Struttura:
    casa: Struttura = permanenza(stato=StatoPermanenza.PREPARAZIONE).struttura
    return casa


def lasciata() -> Struttura:
    casa: Struttura = permanenza(stato=StatoPermanenza.CONCLUSA).struttura
    return casa


def proposta_a_un_candidato() -> Struttura:
    casa = casa_aperta()
    proposta(casa.unita.first())
    return casa


@pytest.mark.parametrize(
    ("casa", "giorno", "motivo", "frase"),
    [
        (abitata, OGGI, "Lavori", "Nuclei che ci abitano ancora: 1. Prima si registra la loro uscita"),
        (attesa, OGGI, "Lavori", "Permanenze in preparazione: 1. Prima si annullano"),
        (
            proposta_a_un_candidato, OGGI, "Lavori",
            "Unità proposte a un candidato: 1. Prima si decidono quelle candidature",
        ),
        (lasciata, date(2026, 10, 14), "Lavori", "L’ultimo nucleo è uscito il 15/10/2026: non si chiude prima"),
        (casa_aperta, date(2026, 1, 14), "Lavori", "La casa ha aperto il 15/01/2026: non si chiude prima"),
        (
            casa_aperta, date(2026, 11, 20), "Lavori",
            "Il giorno della chiusura non è nel futuro: registrala quando la casa chiude",
        ),
        (casa_aperta, OGGI, " ", "Scrivi perché la casa chiude."),
    ],
)  # fmt: skip
def test_a_house_that_cannot_close_says_why(
    casa: Callable[[], Struttura], giorno: date, motivo: str, frase: str
) -> None:
    struttura = casa()
    with pytest.raises(AttoRifiutato) as rifiuto:
        chiudi_struttura(struttura, chiusa_il=giorno, motivo=motivo, utente=chi())
    struttura.refresh_from_db()
    assert (str(rifiuto.value), struttura.stato) == (frase, "ATTIVA")
    assert destinazione(struttura.alloggio)[0] == DestinazioneAlloggio.COABITAZIONE


def test_who_lives_in_a_house_keeps_its_category_and_its_place() -> None:
    casa = casa_aperta(unita=2)
    for camera in casa.unita.all():
        permanenza(camera)
    utente = chi(Ruolo.OPERATORE_ETS)
    nuovi = {"categoria": Categoria.STUDENTI, "capienza_nuclei": 1}
    with pytest.raises(AttoRifiutato) as rifiuto:
        modifica_struttura(casa, nuovi, utente=utente, versione=casa.versione)
    assert str(rifiuto.value) == (
        "Qualcuno abita la casa, o vi è atteso: è entrato per quella categoria, che non cambia. "
        "Nella casa ci sono, o ci saranno, 2 nuclei insieme: non possono essere al massimo 1"
    )
    salvata = modifica_struttura(casa, {"capienza_nuclei": 2}, utente=utente, versione=casa.versione)
    assert (salvata.capienza_nuclei, salvata.categoria) == (2, Categoria.DONNE_SOLE_CON_FIGLI)


def test_who_saves_second_is_told() -> None:
    casa = casa_aperta()
    modifica_struttura(casa, {"nome": "Casa Nuova"}, utente=chi(), versione=casa.versione)
    with pytest.raises(ModificaConcorrente):
        modifica_struttura(casa, {"nome": "Casa Vecchia"}, utente=chi(), versione=casa.versione)
