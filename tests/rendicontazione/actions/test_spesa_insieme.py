"""Two people divide the same document at the same instant: one wins, the document is never passed."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.db import connection

from rendicontazione.actions.spesa import QuotaScritta, dividi_documento
from rendicontazione.models import DocumentoSpesa, Spesa
from rendicontazione.rules.riparto import QuotaChiesta
from tests.factories.conti import DocumentoSpesaFactory, rendiconto
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db(transaction=True)

IN_GARA = 8


def insieme(persone: list[Utente], trimestri: list[int], documento: DocumentoSpesa, versione: int | None) -> Counter:
    """Everybody asks for the whole document at once, each for a quarter; ``versione`` None takes the fresh one."""
    conti = {numero: rendiconto(numero) for numero in set(trimestri)}
    via = threading.Barrier(len(persone))

    def corri(corsia: int) -> str:
        via.wait()
        try:
            fresca = DocumentoSpesa.objects.get(pk=documento.pk).versione
            quota = QuotaScritta(QuotaChiesta(D("1220")), "GIS", "E")
            dividi_documento(
                documento,
                [quota],
                rendiconto=conti[trimestri[corsia]],
                utente=persone[corsia],
                versione=versione or fresca,
            )
        except (AttoRifiutato, ModificaConcorrente) as rifiuto:
            return type(rifiuto).__name__
        finally:
            connection.close()
        return "fatto"

    with ThreadPoolExecutor(len(persone)) as corsie:
        return Counter(corsie.map(corri, range(len(persone))))


@pytest.fixture
def persone(transactional_db: None) -> list[Utente]:
    return UtenteFactory.create_batch(IN_GARA, ruoli=[Ruolo.CONTABILE_ETS])


def test_on_the_same_page_one_saves_and_the_others_are_told(persone):
    documento = DocumentoSpesaFactory()

    esiti = insieme(persone, [7] * IN_GARA, documento, versione=1)

    assert esiti == {"fatto": 1, "ModificaConcorrente": IN_GARA - 1}
    assert list(Spesa.objects.values_list("importo", flat=True)) == [D("1220.00")]


def test_in_different_quarters_the_document_is_claimed_once(persone):
    documento = DocumentoSpesaFactory()

    esiti = insieme(persone, [7, 8] * (IN_GARA // 2), documento, versione=None)

    documento.refresh_from_db()
    assert documento.ripartito == D("1220.00") == sum(Spesa.objects.values_list("importo", flat=True))
    assert esiti["fatto"] >= 1
