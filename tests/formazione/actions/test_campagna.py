"""Campaigns and their contents: prepared, started, published, ended; refused with a sentence."""

from datetime import date
from typing import Any

import pytest

from formazione.actions.campagna import (
    annulla_campagna,
    avvia_campagna,
    concludi_campagna,
    crea_campagna,
    modifica_campagna,
)
from formazione.actions.contenuto import modifica_contenuto, pubblica_contenuto
from formazione.models import Campagna, Contenuto, Newsletter
from tests.factories.formazione import CampagnaFactory, ContenutoFactory, NewsletterFactory, operatrice
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente

pytestmark = pytest.mark.django_db
DATI: dict[str, Any] = {
    "titolo": "Affitta la casa vuota",
    "obiettivo": "Trovare case vuote.",
    "destinatari": ["PROPRIETARI"],
    "dal": date(2026, 11, 1),
    "al": None,
}
CONTENUTO: dict[str, Any] = {
    "titolo": "Un affitto sicuro",
    "canale": "STAMPA",
    "lingue": ["italiano", "arabo"],
    "pubblicato_il": date(2026, 11, 10),
    "indirizzo": "",
    "raggiunti": None,
}


def estranea() -> Any:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def test_a_campaign_is_prepared_with_its_number_then_started_then_ended_today() -> None:
    utente = operatrice()
    campagna = crea_campagna(DATI, utente=utente)
    assert (campagna.numero, campagna.stato, campagna.creata_da) == ("CP-2026-0001", "BOZZA", utente)
    assert avvia_campagna(campagna, utente=utente).stato == "IN_CORSO"
    conclusa = concludi_campagna(campagna, utente=utente)
    assert (conclusa.stato, conclusa.al, conclusa.versione) == ("CONCLUSA", date(2026, 11, 19), 3)


def test_a_campaign_with_its_last_day_keeps_it_when_it_ends() -> None:
    campagna = CampagnaFactory(al=date(2026, 12, 31))
    assert concludi_campagna(campagna, utente=operatrice()).al == date(2026, 12, 31)


def test_only_who_keeps_the_campaigns_prepares_one() -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        crea_campagna(DATI, utente=estranea())
    assert Campagna.objects.count() == 0


def test_a_campaign_does_not_end_before_it_begins() -> None:
    with pytest.raises(AttoRifiutato, match=r"La campagna non finisce prima di cominciare\."):
        crea_campagna(DATI | {"al": date(2026, 10, 31)}, utente=operatrice())


def test_who_saves_over_a_newer_version_is_told() -> None:
    campagna = CampagnaFactory()
    modifica_campagna(campagna, DATI, utente=operatrice(), versione=1)
    with pytest.raises(ModificaConcorrente):
        modifica_campagna(campagna, DATI, utente=operatrice(), versione=1)


@pytest.mark.parametrize(
    ("atto", "stato"),
    [(avvia_campagna, "IN_CORSO"), (avvia_campagna, "CONCLUSA"), (concludi_campagna, "BOZZA")],
)
def test_an_act_out_of_its_state_is_refused_and_writes_nothing(atto: Any, stato: str) -> None:
    campagna = CampagnaFactory(stato=stato)
    with pytest.raises(AttoRifiutato, match="Non si può più"):
        atto(campagna, utente=operatrice())
    campagna.refresh_from_db()
    assert (campagna.stato, campagna.versione) == (stato, 1)


def test_a_campaign_is_cancelled_with_its_reason() -> None:
    campagna = annulla_campagna(CampagnaFactory(), motivo="Manca il denaro", utente=operatrice())
    assert (campagna.stato, campagna.motivo) == ("ANNULLATA", "Manca il denaro")


def test_a_campaign_waits_for_its_newsletter_that_is_leaving() -> None:
    newsletter = NewsletterFactory(campagna=CampagnaFactory(), numero="NL-2026-0007")
    Newsletter.objects.filter(pk=newsletter.pk).update(stato="IN_INVIO")
    with pytest.raises(AttoRifiutato, match="La newsletter NL-2026-0007 di questa campagna è in partenza"):
        concludi_campagna(newsletter.campagna, utente=operatrice())


# --- contents -------------------------------------------------------------------------------------------------


def test_a_content_is_registered_with_its_copy() -> None:
    file = ("volantino.pdf", b"%PDF-1.7 volantino")
    contenuto = pubblica_contenuto(CampagnaFactory(), CONTENUTO, utente=operatrice(), file=file)
    assert (contenuto.lingue, contenuto.raggiunti) == (["italiano", "arabo"], None)
    assert contenuto.documento.nome == "volantino.pdf"


@pytest.mark.parametrize("stato", ["BOZZA", "CONCLUSA", "ANNULLATA"])
def test_contents_are_registered_only_while_the_campaign_is_in_progress(stato: str) -> None:
    campagna = CampagnaFactory(stato=stato, motivo="Ferma")
    with pytest.raises(AttoRifiutato, match="Non si può più: «Registra un contenuto…»"):
        pubblica_contenuto(campagna, CONTENUTO, utente=operatrice())
    assert Contenuto.objects.count() == 0


def test_what_is_not_out_yet_is_not_registered() -> None:
    with pytest.raises(AttoRifiutato, match="la data è nel futuro"):
        pubblica_contenuto(CampagnaFactory(), CONTENUTO | {"pubblicato_il": date(2026, 11, 20)}, utente=operatrice())


def test_the_people_reached_are_written_later_also_when_the_campaign_is_over() -> None:
    contenuto = ContenutoFactory(campagna=CampagnaFactory(stato="CONCLUSA"), raggiunti=None)
    dati = CONTENUTO | {"raggiunti": 900}
    salvato = modifica_contenuto(contenuto, dati, utente=operatrice(), versione=1)
    assert (salvato.raggiunti, salvato.versione) == (900, 2)


def test_the_contents_of_a_cancelled_campaign_stay_as_they_are() -> None:
    contenuto = ContenutoFactory(campagna=CampagnaFactory(stato="ANNULLATA", motivo="Ferma"))
    with pytest.raises(AttoRifiutato, match="La campagna è annullata"):
        modifica_contenuto(contenuto, CONTENUTO, utente=operatrice(), versione=1)


def test_another_role_does_not_correct_a_content() -> None:
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        modifica_contenuto(ContenutoFactory(), CONTENUTO, utente=estranea(), versione=1)


def test_a_file_that_is_not_a_document_nor_a_picture_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(AttoRifiutato):
        pubblica_contenuto(CampagnaFactory(), CONTENUTO, utente=operatrice(), file=("x.exe", b"MZ..."))
    assert Contenuto.objects.count() == 0
