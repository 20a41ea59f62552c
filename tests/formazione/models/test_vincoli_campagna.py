"""Direct writes on campaigns, contacts and newsletters, without the acts, that the database must refuse."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from formazione.models import Newsletter, Spedizione
from tests.factories.formazione import CampagnaFactory, ContattoFactory, ContenutoFactory, NewsletterFactory
from tests.factories.rifiuti import rifiutato

pytestmark = pytest.mark.django_db
IERI = timezone.now() - timedelta(days=4000)


def cambia(riga: Any, /, **dati: Any) -> Callable[[], object]:
    return lambda: type(riga).objects.filter(pk=riga.pk).update(**dati)


@pytest.mark.parametrize(
    ("dati", "vincolo"),
    [
        ({"al": date(2026, 8, 31)}, "campagna_date_in_ordine"),
        ({"destinatari": []}, "campagna_con_destinatari"),
        ({"destinatari": ["MARZIANI"]}, "campagna_con_destinatari"),
        ({"stato": "ANNULLATA", "motivo": ""}, "campagna_annullata_con_motivo"),
    ],
)
def test_a_campaign_keeps_its_days_its_groups_and_its_reason(dati: dict[str, Any], vincolo: str) -> None:
    assert rifiutato(cambia(CampagnaFactory(), **dati)) == vincolo


def test_a_content_has_a_language() -> None:
    assert rifiutato(cambia(ContenutoFactory(), lingue=[])) == "contenuto_con_lingua"


def test_an_address_is_a_contact_once_however_it_is_written() -> None:
    ContattoFactory(email="anna@example.org")
    assert rifiutato(lambda: ContattoFactory(email="Anna@Example.org")) == "contatto_email_unica"


@pytest.mark.parametrize("dati", [{"confermato_alle": IERI}, {"disiscritto_alle": IERI}])
def test_nobody_confirms_or_leaves_before_asking(dati: dict[str, Any]) -> None:
    assert rifiutato(cambia(ContattoFactory(), **dati)) == "contatto_date_in_ordine"


@pytest.mark.parametrize(
    ("prima", "dati", "vincolo"),
    [
        ("BOZZA", {"stato": "INVIATA"}, "newsletter_inviata_con_ora"),
        ("BOZZA", {"inviata_alle": IERI}, "newsletter_inviata_con_ora"),
        ("BOZZA", {"destinatari": ["MARZIANI"]}, "newsletter_a_gruppi_conosciuti"),
        ("IN_INVIO", {"testo": "Altro"}, "newsletter_partita_ferma"),
        ("IN_INVIO", {"oggetto": "Altro"}, "newsletter_partita_ferma"),
        ("IN_INVIO", {"destinatari": ["PROPRIETARI"]}, "newsletter_partita_ferma"),
        ("IN_INVIO", {"stato": "BOZZA"}, "newsletter_partita_ferma"),
    ],
)
def test_a_newsletter_that_left_is_not_written_again(prima: str, dati: dict[str, Any], vincolo: str) -> None:
    newsletter = NewsletterFactory()
    Newsletter.objects.filter(pk=newsletter.pk).update(stato=prima)
    assert rifiutato(cambia(newsletter, **dati)) == vincolo


def test_an_address_gets_a_newsletter_once_and_the_hour_is_known() -> None:
    newsletter, contatto = NewsletterFactory(), ContattoFactory()
    spedizione = Spedizione.objects.create(newsletter=newsletter, contatto=contatto)
    doppia = rifiutato(lambda: Spedizione.objects.create(newsletter=newsletter, contatto=contatto))
    assert doppia == "spedizione_una_per_contatto"
    assert rifiutato(cambia(spedizione, stato="INVIATA")) == "spedizione_inviata_con_ora"


@pytest.mark.parametrize("chi", [{"confermato_alle": None}, {"disiscritto_alle": timezone.now()}])
def test_nobody_gets_a_newsletter_she_does_not_want(chi: dict[str, Any]) -> None:
    spedizione = Spedizione.objects.create(newsletter=NewsletterFactory(), contatto=ContattoFactory(**chi))
    mandata = cambia(spedizione, stato="INVIATA", mandata_alle=timezone.now())
    assert rifiutato(mandata) == "spedizione_a_chi_la_vuole"
