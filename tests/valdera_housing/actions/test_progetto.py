"""An individual project from the first words to its end."""

from datetime import date

import pytest

from tests.factories.casa import CasoFactory
from tests.factories.caso import ObiettivoFactory, ProgettoFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.progetto import (
    concludi_progetto,
    firma_progetto,
    interrompi_progetto,
    modifica_progetto,
    scrivi_progetto,
    verifica_progetto,
)
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Parametro, ProgettoIndividuale, Utente
from valdera_housing.rules.progetto import FirmaApposta, ObiettivoScritto

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
CASA = ObiettivoScritto(None, "ABITARE", "Trovare una casa", chi="Insieme", scade_il=date(2027, 3, 31))
LAVORO = ObiettivoScritto(None, "LAVORO", "Rinnovare il contratto")
DATI = {"situazione": "Affitto troppo alto", "redatto_il": date(2026, 11, 16)}
FIRME = [FirmaApposta("BENEFICIARIO", "Maria Rossi", date(2026, 11, 18)), FirmaApposta("CASE_MANAGER", "Sara", OGGI)]


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def ultima_attivita(progetto: ProgettoIndividuale) -> date:
    progetto.caso.refresh_from_db()
    return progetto.caso.ultima_attivita_il


def test_a_project_is_born_with_its_goals_and_its_first_check() -> None:
    progetto = scrivi_progetto(CasoFactory(), DATI, [CASA, LAVORO])
    assert (progetto.numero, progetto.stato, progetto.verifica_entro) == ("PI-2026-0001", "BOZZA", date(2027, 5, 16))
    assert list(progetto.obiettivi.values_list("area", "descrizione", "chi", "scade_il", "stato")) == [
        ("ABITARE", "Trovare una casa", "Insieme", date(2027, 3, 31), "DA_AVVIARE"),
        ("LAVORO", "Rinnovare il contratto", "", None, "DA_AVVIARE"),
    ]
    assert ultima_attivita(progetto) == OGGI
    with pytest.raises(AttoRifiutato, match="Questo caso ha già un progetto aperto, PI-2026-0001"):
        scrivi_progetto(progetto.caso, DATI, [CASA])


def test_the_first_check_follows_the_parameter_in_force() -> None:
    Parametro.objects.create(
        chiave="mesi_verifica_progetto", descrizione="Verifica", valore=3, valido_dal=date(2026, 1, 1), atto="Prova"
    )
    assert scrivi_progetto(CasoFactory(), DATI, [CASA]).verifica_entro == date(2027, 2, 16)


def test_the_goals_of_a_draft_change_come_and_go(operatore: Utente) -> None:
    progetto = scrivi_progetto(CasoFactory(), DATI, [CASA, LAVORO])
    casa, _ = progetto.obiettivi.all()
    nuovi = [ObiettivoScritto(casa.pk, "ABITARE", "Restare a Pontedera"), ObiettivoScritto(None, "RETE", "Vicini")]
    modifica_progetto(progetto, DATI | {"situazione": "Altro"}, nuovi, utente=operatore, versione=1)
    progetto.refresh_from_db()
    assert (progetto.situazione, progetto.versione) == ("Altro", 2)
    assert list(progetto.obiettivi.values_list("descrizione", "versione")) == [
        ("Restare a Pontedera", 2),
        ("Vicini", 1),
    ]
    with pytest.raises(ModificaConcorrente):
        modifica_progetto(progetto, DATI, nuovi, utente=operatore, versione=1)


def test_a_goal_somebody_signed_is_not_taken_away(operatore: Utente) -> None:
    obiettivo = ObiettivoFactory(progetto=ProgettoFactory(firmato=True))
    with pytest.raises(AttoRifiutato, match="un obiettivo non si toglie"):
        modifica_progetto(
            obiettivo.progetto, DATI | {"redatto_il": date(2026, 10, 10)}, [LAVORO], utente=operatore, versione=1
        )


def test_signatures_make_it_hold_from_the_last_of_them(operatore: Utente) -> None:
    progetto = scrivi_progetto(CasoFactory(), DATI, [CASA])
    firmato = firma_progetto(progetto, FIRME, utente=operatore, file=("progetto.pdf", b"%PDF-1.7 firmato"))
    assert (firmato.stato, firmato.firmato_il, firmato.verifica_entro, firmato.documento.nome, firmato.versione) == (
        "FIRMATO", OGGI, date(2027, 5, 19), "progetto.pdf", 2,
    )  # fmt: skip
    assert list(firmato.firme.values_list("ruolo", "nome", "firmato_il")) == [
        ("BENEFICIARIO", "Maria Rossi", date(2026, 11, 18)),
        ("CASE_MANAGER", "Sara", OGGI),
    ]
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        firma_progetto(progetto, FIRME, utente=operatore)


def test_a_project_nobody_signed_stays_a_draft(operatore: Utente) -> None:
    progetto = scrivi_progetto(CasoFactory(), DATI, [CASA])
    with pytest.raises(AttoRifiutato, match="Manca la firma della persona seguita"):
        firma_progetto(progetto, FIRME[1:], utente=operatore)
    with pytest.raises(AttoRifiutato, match="La verifica viene dopo l’ultima firma"):
        firma_progetto(progetto, FIRME, utente=operatore, verifica_entro=date(2026, 11, 18))
    progetto.refresh_from_db()
    assert (progetto.stato, progetto.firme.count()) == ("BOZZA", 0)


def test_a_check_tells_how_each_goal_stands_and_when_the_next_is(operatore: Utente) -> None:
    progetto = ProgettoFactory(firmato=True)
    casa, lavoro = ObiettivoFactory(progetto=progetto), ObiettivoFactory(progetto=progetto, area="LAVORO")
    estraneo = ObiettivoFactory()
    stati = {casa.pk: "RAGGIUNTO", lavoro.pk: "DA_AVVIARE", estraneo.pk: "RAGGIUNTO"}
    dati = {"svolta_il": date(2026, 11, 17), "testo": "Casa trovata", "stati": stati, "utente": operatore}
    verifica = verifica_progetto(progetto, **dati, versione=1)
    progetto.refresh_from_db()
    assert (verifica.testo, verifica.prossima_entro, progetto.verifica_entro) == (
        "Casa trovata", date(2027, 5, 17), date(2027, 5, 17),
    )  # fmt: skip
    assert list(progetto.obiettivi.values_list("stato", "versione")) == [("RAGGIUNTO", 2), ("DA_AVVIARE", 1)]
    estraneo.refresh_from_db()
    assert (estraneo.stato, ultima_attivita(progetto)) == ("DA_AVVIARE", date(2026, 11, 17))
    with pytest.raises(ModificaConcorrente):
        verifica_progetto(progetto, **dati, versione=1)
    with pytest.raises(AttoRifiutato, match="non può venire prima"):
        verifica_progetto(progetto, **dati | {"svolta_il": date(2026, 10, 1)}, versione=2)


def test_a_project_ends_after_it_was_signed_and_not_in_the_future(operatore: Utente) -> None:
    progetto = ProgettoFactory(firmato=True)
    for giorno, perche in ((date(2026, 10, 19), "non può finire prima"), (date(2026, 11, 20), "nel futuro")):
        with pytest.raises(AttoRifiutato, match=perche):
            concludi_progetto(progetto, esito="Bene", il=giorno, utente=operatore)
    finito = concludi_progetto(progetto, esito="Casa trovata", il=OGGI, utente=operatore)
    assert (finito.stato, finito.chiuso_il, finito.esito) == ("CONCLUSO", OGGI, "Casa trovata")


def test_a_draft_is_interrupted_and_not_concluded(operatore: Utente) -> None:
    progetto = ProgettoFactory()
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        concludi_progetto(progetto, esito="Bene", il=OGGI, utente=operatore)
    assert interrompi_progetto(progetto, esito="Trasferiti", il=OGGI, utente=operatore).stato == "INTERROTTO"


def test_whoever_does_not_follow_people_does_not_touch_a_project() -> None:
    contabile = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        interrompi_progetto(ProgettoFactory(), esito="No", il=OGGI, utente=contabile)
