"""Acts on units, closures and common rooms, on the real database."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cohousing.actions.spazio import aggiungi_spazio, modifica_spazio, togli_spazio
from cohousing.actions.unita import aggiungi_unita, chiudi_unita, ferma_unita, modifica_fermo, modifica_unita
from cohousing.choices import StatoPermanenza, TipoUnita
from cohousing.models import Fermo, Spazio, Struttura, Unita
from tests.factories.cohousing import casa_aperta, permanenza, proposta
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
NON_SI_CHIUDE = "(PM-2018-9000): in quei giorni l’unità non si può chiudere"


def chi(ruolo: str = Ruolo.OPERATORE_ETS) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def dati(**altro: Any) -> dict[str, Any]:
    return {
        "nome": "Mansarda", "tipo": TipoUnita.CAMERA, "posti_letto": 2, "mq": Decimal("14.50"), "accessibile": False,
        "dotazioni": ["BAGNO_PRIVATO"], "quota_mensile": Decimal("180.00"), "cauzione": Decimal("180.00"),
        "dal": date(2026, 11, 1),
    } | altro  # fmt: skip


def camera(**altro: Any) -> Unita:
    unita: Unita = casa_aperta(unita=1, **altro).unita.get()
    return unita


def chiusa(casa: Struttura) -> Struttura:
    casa.stato, casa.chiusa_il, casa.motivo = "CHIUSA", OGGI, "Fine"
    casa.save()
    return casa


def test_a_unit_is_added_within_the_beds_of_the_home() -> None:
    casa = casa_aperta(unita=3)
    unita = aggiungi_unita(casa, dati(), utente=chi())
    assert (unita.struttura, unita.nome, unita.posti_letto, unita.al) == (casa, "Mansarda", 2, None)
    with pytest.raises(AttoRifiutato) as rifiuto:
        aggiungi_unita(casa, dati(nome="Soffitta", posti_letto=1), utente=chi())
    assert str(rifiuto.value) == "L’alloggio ha al massimo 8 posti letto: dal 01/11/2026 le unità ne avrebbero 9"
    assert casa.unita.count() == 4


@pytest.mark.parametrize(
    ("casa", "ruolo", "altro", "frase"),
    [
        (casa_aperta, Ruolo.CONTABILE_ETS, {}, "«Aggiungi un’unità…» spetta a un altro ruolo."),
        (
            casa_aperta, Ruolo.OPERATORE_ETS, {"nome": "Camera 1"},
            "In questa casa c’è già un’unità che si chiama «Camera 1».",
        ),
        (
            lambda: chiusa(casa_aperta()), Ruolo.OPERATORE_ETS, {},
            "Non si può più: «Aggiungi un’unità…» non è possibile quando lo stato è «Chiusa».",
        ),
    ],
)  # fmt: skip
def test_a_unit_that_cannot_be_added_says_why(
    casa: Callable[[], Struttura], ruolo: str, altro: dict[str, Any], frase: str
) -> None:
    struttura = casa()
    with pytest.raises(AttoRifiutato) as rifiuto:
        aggiungi_unita(struttura, dati(**altro), utente=chi(ruolo))
    assert (str(rifiuto.value), struttura.unita.count()) == (frase, 3)


def abitata(stato: str = StatoPermanenza.IN_CORSO, **altro: Any) -> Unita:
    unita = camera()
    permanenza(unita, stato, numero="PM-2018-9000", **altro)
    return unita


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"posti_letto": 1}, "Nell’unità ci sono, o sono attese, 2 persone (PM-2018-9000)"),
        (
            {"dal": date(2026, 3, 2)},
            "Dal 01/03/2026 la abita, o l’ha abitata, qualcuno (PM-2018-9000): l’unità c’è almeno da allora",
        ),
        ({"posti_letto": 9}, "L’alloggio ha al massimo 8 posti letto: dal 01/01/2026 le unità ne avrebbero 9"),
    ],
)
def test_a_unit_keeps_the_days_and_beds_of_who_lives_there(altro: dict[str, Any], frase: str) -> None:
    unita = abitata()
    nuovi = dati(dal=date(2026, 1, 1)) | altro
    with pytest.raises(AttoRifiutato) as rifiuto:
        modifica_unita(unita, nuovi, utente=chi(), versione=unita.versione)
    unita.refresh_from_db()
    assert (str(rifiuto.value), unita.nome) == (frase, "Camera 1")


def test_a_unit_is_corrected_and_who_saves_second_is_told() -> None:
    unita = abitata()
    salvata = modifica_unita(unita, dati(dal=date(2026, 1, 1)), utente=chi(), versione=unita.versione)
    assert (salvata.nome, salvata.quota_mensile, salvata.versione) == ("Mansarda", Decimal("180.00"), 2)
    with pytest.raises(ModificaConcorrente):
        modifica_unita(unita, dati(dal=date(2026, 1, 1)), utente=chi(), versione=unita.versione)


def test_a_unit_is_taken_away_after_who_lives_there_leaves() -> None:
    unita = abitata()
    with pytest.raises(AttoRifiutato) as rifiuto:
        chiudi_unita(unita, al=date(2027, 2, 27), utente=chi())
    assert str(rifiuto.value) == (
        "Fino al 28/02/2027 ci abita, o vi è atteso, qualcuno (PM-2018-9000): l’unità si toglie dopo"
    )
    assert chiudi_unita(unita, al=date(2027, 2, 28), utente=chi()).al == date(2027, 2, 28)
    with pytest.raises(AttoRifiutato, match="Questa unità è già tolta: c’è fino al 28/02/2027"):
        chiudi_unita(unita, al=date(2027, 3, 31), utente=chi())


@pytest.mark.parametrize(
    ("unita", "al", "frase"),
    [
        pytest.param(
            lambda: abitata(fine_prevista=date(2026, 10, 31)), date(2027, 6, 30),
            "Ci abita ancora qualcuno, oltre la fine prevista (PM-2018-9000): l’unità si toglie dopo",
            id="past the end",
        ),
        pytest.param(
            lambda: proposta(camera()).unita, date(2027, 6, 30),
            "È proposta a un candidato dal 01/12/2026: prima si decide la candidatura", id="proposed",
        ),
        pytest.param(
            camera, date(2025, 12, 31), "L’unità c’è dal 01/01/2026: l’ultimo giorno non viene prima.",
            id="before it was",
        ),
    ],
)  # fmt: skip
def test_a_unit_that_cannot_be_taken_away_says_why(unita: Callable[[], Unita], al: date, frase: str) -> None:
    stanza = unita()
    with pytest.raises(AttoRifiutato) as rifiuto:
        chiudi_unita(stanza, al=al, utente=chi())
    stanza.refresh_from_db()
    assert (str(rifiuto.value), stanza.al) == (frase, None)


def test_a_unit_is_closed_for_works_and_opens_again() -> None:
    unita = camera()
    fermo = ferma_unita(unita, dal=date(2026, 12, 1), al=None, motivo=" Bagno rotto ", utente=chi())
    assert (fermo.dal, fermo.al, fermo.motivo) == (date(2026, 12, 1), None, "Bagno rotto")
    assert modifica_fermo(fermo, al=date(2026, 12, 20), utente=chi()).al == date(2026, 12, 20)
    dopo = ferma_unita(unita, dal=date(2026, 12, 21), al=date(2026, 12, 31), motivo="Pulizie", utente=chi())
    with pytest.raises(AttoRifiutato) as rifiuto:
        modifica_fermo(fermo, al=date(2026, 12, 21), utente=chi())
    fermo.refresh_from_db()
    assert (str(rifiuto.value), fermo.al, dopo.pk != fermo.pk) == (
        "L’unità è già chiusa dal 21/12/2026 al 31/12/2026: correggi quella chiusura", date(2026, 12, 20), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unita", "dal", "al", "motivo", "frase"),
    [
        pytest.param(
            abitata, OGGI, date(2026, 11, 30), "Lavori",
            f"È di un nucleo dal 01/03/2026 al 28/02/2027 {NON_SI_CHIUDE}",
            id="somebody lives there",
        ),
        pytest.param(
            lambda: abitata(StatoPermanenza.PREPARAZIONE), date(2027, 2, 28), None, "Lavori",
            f"È di un nucleo dal 01/03/2026 al 28/02/2027 {NON_SI_CHIUDE}",
            id="somebody is expected",
        ),
        pytest.param(
            lambda: abitata(fine_prevista=date(2026, 10, 31)), date(2026, 12, 1), None, "Lavori",
            f"Ci abita qualcuno dal 01/03/2026, oltre la fine prevista {NON_SI_CHIUDE}",
            id="somebody stays past the end",
        ),
        pytest.param(
            lambda: proposta(camera()).unita, OGGI, None, "Lavori",
            "L’unità è proposta a un candidato dal 01/12/2026: prima si decide", id="proposed",
        ),
        pytest.param(camera, OGGI, date(2026, 11, 18), "Lavori", "L’ultimo giorno non viene prima del primo", id="no"),
        pytest.param(
            camera, date(2025, 12, 31), None, "Lavori", "In quel giorno l’unità non c’è: c’è dal 01/01/2026",
            id="not there",
        ),
        pytest.param(camera, OGGI, None, " ", "Scrivi perché l’unità è chiusa.", id="without a reason"),
    ],
)  # fmt: skip
def test_a_unit_that_cannot_be_closed_says_why(
    unita: Callable[[], Unita], dal: date, al: date | None, motivo: str, frase: str
) -> None:
    stanza = unita()
    with pytest.raises(AttoRifiutato) as rifiuto:
        ferma_unita(stanza, dal=dal, al=al, motivo=motivo, utente=chi())
    assert (str(rifiuto.value), Fermo.objects.count()) == (frase, 0)


def test_units_and_rooms_of_a_closed_house_do_not_change() -> None:
    unita = camera()
    spazio = aggiungi_spazio(unita.struttura, {"nome": "Cucina"}, utente=chi())
    chiusa(unita.struttura)
    with pytest.raises(AttoRifiutato, match="Questa casa è chiusa: le sue unità non cambiano più"):
        ferma_unita(unita, dal=OGGI, al=None, motivo="Lavori", utente=chi())
    with pytest.raises(AttoRifiutato, match="Questa casa è chiusa: i suoi spazi non cambiano più"):
        togli_spazio(spazio, utente=chi())


@pytest.mark.parametrize("ruolo", [Ruolo.ASSISTENTE_SOCIALE, Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE])
def test_units_and_rooms_are_of_who_keeps_the_house(ruolo: str) -> None:
    unita = camera()
    spazio = aggiungi_spazio(unita.struttura, {"nome": "Cucina"}, utente=chi())
    for atto in (
        lambda: chiudi_unita(unita, al=OGGI, utente=chi(ruolo)),
        lambda: togli_spazio(spazio, utente=chi(ruolo)),
        lambda: aggiungi_spazio(unita.struttura, {"nome": "Orto"}, utente=chi(ruolo)),
    ):
        with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
            atto()


def test_a_common_room_is_added_once_corrected_and_taken_away() -> None:
    casa = casa_aperta()
    cucina = aggiungi_spazio(casa, {"nome": "Cucina", "mq": Decimal("18.00")}, utente=chi())
    with pytest.raises(AttoRifiutato, match="Lo spazio «Cucina» c’è già"):
        aggiungi_spazio(casa, {"nome": "Cucina"}, utente=chi())
    grande = modifica_spazio(cucina, {"nome": "Cucina grande"}, utente=chi(), versione=cucina.versione)
    assert (grande.nome, grande.versione) == ("Cucina grande", 2)
    with pytest.raises(ModificaConcorrente):
        modifica_spazio(cucina, {"nome": "Cucina piccola"}, utente=chi(), versione=cucina.versione)
    togli_spazio(grande, utente=chi())
    assert not Spazio.objects.filter(struttura=casa).exists()
